package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"handover/sql/store"
)

// asNobody does something without the rights of root on files, if the test has them.
func asNobody(t *testing.T, do func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		do()
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := syscall.Setfsuid(65534); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := syscall.Setfsuid(0); err != nil {
			t.Error(err)
		}
	}()
	do()
}

// A database in a folder where nothing can be written is read, but not past changes that
// lie beside it.
func TestReadOnlyFolder(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "handover.db")
	st, err := store.Open(t.Context(), "sqlite:"+path, store.Create)
	if err == nil {
		err = st.Close()
	}
	if err := errors.Join(err, os.Chmod(path, 0o444), os.Chmod(folder, 0o555), os.Chmod(filepath.Dir(folder), 0o755)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(folder, 0o700) })
	asNobody(t, func() {
		st, err := store.Open(t.Context(), "sqlite:"+path, store.ReadOnly)
		if err != nil {
			t.Error(err)
			return
		}
		if _, err := st.Stats(t.Context()); err != nil {
			t.Error(err)
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
		if _, err := store.Open(t.Context(), "sqlite:"+path, store.ReadWrite); !errors.Is(err, store.ErrDenied) {
			t.Errorf("open for writing: %v, want ErrDenied", err)
		}
	})
	if err := errors.Join(os.Chmod(folder, 0o755), os.WriteFile(path+"-wal", []byte("changes"), 0o444), os.Chmod(folder, 0o555)); err != nil {
		t.Fatal(err)
	}
	asNobody(t, func() {
		_, err := store.Open(t.Context(), "sqlite:"+path, store.ReadOnly)
		if !errors.Is(err, store.ErrDenied) || !strings.Contains(err.Error(), "it has changes in "+path+"-wal") {
			t.Errorf("with changes beside it: %v", err)
		}
	})
}
