package durable_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"handover/jobs/durable"
)

var errDisk = errors.New("disk gone")

// put makes a file of some age.
func put(t *testing.T, path string, age time.Duration) {
	t.Helper()
	if err := os.WriteFile(path, []byte(filepath.Base(path)), 0o600); err != nil {
		t.Fatal(err)
	}
	grow(t, path, age)
}

// grow returns a file or folder an age.
func grow(t *testing.T, path string, age time.Duration) {
	t.Helper()
	at := time.Now().Add(-age)
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, entry := range entries {
		list = append(list, entry.Name())
	}
	return list
}

// TestLeftoversGoByAge sweeps a folder: what may still be in use stays, and so does
// what only looks alike.
func TestLeftoversGoByAge(t *testing.T) {
	const day = 24 * time.Hour
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	put(t, at(".tmp-handover-old"), day+time.Minute)
	put(t, at(".tmp-handover-young"), day-time.Minute)
	put(t, at(".tmp-other"), 2*day)
	put(t, at("a.csv"), 2*day)
	for name, age := range map[string]time.Duration{".tmp-handover-folder": 2 * day, ".tmp-handover-filling": 0, ".old-handover-cut": 0, ".old-handover-done": 0, "done": 0} {
		if err := os.Mkdir(at(name), 0o700); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(at(name), "report.csv"), 2*day)
		grow(t, at(name), age)
	}
	if err := os.Symlink(at("a.csv"), at(".tmp-handover-link")); err != nil {
		t.Fatal(err)
	}
	temp, err := durable.OnDisk().NewFile(at("b.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(temp.Close(), temp.Settle()); err != nil {
		t.Fatal(err)
	}
	want := []string{".tmp-handover-filling", ".tmp-handover-link", ".tmp-handover-young", ".tmp-other", "a.csv", "b.csv", "cut", "done"}
	if got := names(t, folder); !slices.Equal(got, want) {
		t.Errorf("the folder holds\n%q, want\n%q", got, want)
	}
}

// TestSweepIsACourtesy leaves what is not ours, or what another process has dealt
// with, and names what does not go.
func TestSweepIsACourtesy(t *testing.T) {
	for _, c := range []struct{ fault, want error }{
		{fs.ErrPermission, nil}, {fs.ErrNotExist, nil}, {syscall.EBUSY, nil}, {errDisk, errDisk},
	} {
		folder := t.TempDir()
		leftover := filepath.Join(folder, ".tmp-handover-1")
		put(t, leftover, 48*time.Hour)
		disk := durable.OnDisk()
		disk.Remove = func(path string) error {
			if path == leftover {
				return c.fault
			}
			return os.RemoveAll(path)
		}
		temp, err := disk.NewFolder(filepath.Join(folder, "a"))
		if !errors.Is(err, c.want) {
			t.Errorf("%v: error %v, want %v", c.fault, err, c.want)
		}
		if err == nil {
			err = temp.Drop()
		}
		if got := names(t, folder); len(got) != 1 {
			t.Errorf("%v: the folder holds %q, %v", c.fault, got, err)
		}
	}
}

func TestSyncFolder(t *testing.T) {
	if err := durable.SyncFolder(t.TempDir()); err != nil {
		t.Error(err)
	}
	if err := durable.SyncFolder(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}
