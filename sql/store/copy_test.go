package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handover/sql/pgtest"
	"handover/sql/store"
)

func opened(t *testing.T, url string) *store.Store {
	t.Helper()
	st, err := store.Open(t.Context(), url, store.Create)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return st
}

// A copy replaces only what it may, and leaves nothing else behind.
func TestCopyTakesNoOthersPlace(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	own, target := filepath.Join(folder, "own.db"), filepath.Join(folder, "copy.db")
	st := opened(t, "sqlite:"+own)
	if err := st.Copy(t.Context(), target, false); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(target); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy is %v, %v", info, err)
	}
	link := filepath.Join(folder, "link.db")
	if err := errors.Join(os.Mkdir(filepath.Join(folder, "sub"), 0o700), os.Symlink(own, link)); err != nil {
		t.Fatal(err)
	}
	for _, try := range []struct {
		target  string
		replace bool
	}{{target, false}, {own, true}, {own, false}, {filepath.Join(folder, "sub"), true}, {link, true}} {
		if err := st.Copy(t.Context(), try.target, try.replace); !errors.Is(err, store.ErrTaken) {
			t.Errorf("a copy to %s, replacing %t: %v", try.target, try.replace, err)
		}
	}
	if err := os.WriteFile(target, []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := st.Copy(t.Context(), target, true); err != nil {
		t.Fatal(err)
	}
	if _, err := store.MigrationStatus(t.Context(), "sqlite:"+target); err != nil {
		t.Errorf("what was replaced is no copy: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := st.Copy(ended, filepath.Join(folder, "late.db"), false); err == nil {
		t.Error("an interrupted copy was made")
	}
	left, err := filepath.Glob(filepath.Join(folder, "*.part"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if _, err := os.Stat(filepath.Join(folder, "late.db")); err == nil {
		t.Error("an interrupted copy stands in its place")
	}
}

// The command for a server holds no secret, and is one word after the other for a shell.
func TestDumpCommand(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t)
	between := "?"
	if strings.Contains(url, "?") {
		between = "&"
	}
	st := opened(t, url+between+"password=secret")
	if err := st.Copy(t.Context(), filepath.Join(t.TempDir(), "copy"), false); !errors.Is(err, store.ErrServer) {
		t.Errorf("a server was copied: %v", err)
	}
	command := st.DumpCommand("it's here")
	if !strings.HasPrefix(command, `pg_dump --format=custom --file='it'\''s here' 'postgres`) || strings.Contains(command, "secret") {
		t.Errorf("the command is %s", command)
	}
}
