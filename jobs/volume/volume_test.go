package volume_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"handover/jobs/volume"
)

func TestExisting(t *testing.T) {
	folder := t.TempDir()
	for _, path := range []string{folder, filepath.Join(folder, "a"), filepath.Join(folder, "a", "b")} {
		if got := volume.Existing(path); got != folder {
			t.Errorf("of %s there is %s, want %s", path, got, folder)
		}
	}
}

func TestFits(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new")
	if err := volume.Fits(folder, 1); err != nil {
		t.Error(err)
	}
	err := volume.Fits(folder, 1<<60)
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), filepath.Dir(folder)+" has ") {
		t.Errorf("a disk of an exabyte: %v", err)
	}
}

func TestWritable(t *testing.T) {
	folder := t.TempDir()
	if err := volume.Writable(folder); err != nil {
		t.Error(err)
	}
	if err := volume.Writable(filepath.Join(folder, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is not there: %v", err)
	}
}

// Who may not write is told whose the folder is.
func TestExplain(t *testing.T) {
	place := filepath.Join(t.TempDir(), "report")
	err := &os.PathError{Op: "open", Path: place, Err: syscall.EACCES}
	if got := volume.Explain(err).Error(); got != err.Error() {
		t.Errorf("our own folder: %s", got)
	}
	if os.Geteuid() == 0 {
		if err := os.Lchown(filepath.Dir(place), 4711, -1); err != nil {
			t.Fatal(err)
		}
		got := volume.Explain(err)
		if want := " belongs to user 4711, this program runs as user 0)"; !strings.HasSuffix(got.Error(), want) || !errors.Is(got, fs.ErrPermission) {
			t.Errorf("another one's folder: %v", got)
		}
	}
}

func TestNetwork(t *testing.T) {
	if runtime.GOOS == "linux" && volume.Network("/proc") != "" {
		t.Error("/proc is taken for a network's")
	}
}
