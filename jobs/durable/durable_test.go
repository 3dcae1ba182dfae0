package durable_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"handover/jobs/durable"
)

var errDeal = errors.New("disk gone")

func file(t *testing.T, path string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestIfAbandoned(t *testing.T) {
	folder := t.TempDir()
	gone := filepath.Join(folder, "gone")
	left, taken := file(t, filepath.Join(folder, "left")), file(t, filepath.Join(folder, "taken"))
	link := filepath.Join(folder, "link")
	if err := os.Symlink(left, link); err != nil {
		t.Fatal(err)
	}
	release, err := durable.Lock(taken)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	for _, c := range []struct {
		name, path string
		deal       error
		dealt      bool
		want       error
	}{
		{"a leftover", left, nil, true, nil},
		{"a folder that was left", folder, nil, true, nil},
		{"a leftover of somebody else", left, durable.Courtesy(fs.ErrPermission), true, nil},
		{"a leftover that does not go", left, errDeal, true, errDeal},
		{"what a living process holds", taken, nil, false, nil},
		{"what is gone by then", gone, nil, false, nil},
		{"a link to a file", link, nil, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			dealt := false
			err := durable.IfAbandoned(c.path, func() error { dealt = true; return c.deal })
			if dealt != c.dealt || !errors.Is(err, c.want) {
				t.Errorf("dealt with: %v, error %v", dealt, err)
			}
		})
	}
}

func TestClaim(t *testing.T) {
	folder := t.TempDir()
	made := 0
	path, release, err := durable.Claim(func() (string, error) {
		if made++; made == 1 {
			return filepath.Join(folder, "taken away"), nil // another process took the first for a leftover
		}
		return file(t, filepath.Join(folder, "second")), nil
	})
	if err != nil || made != 2 || filepath.Base(path) != "second" {
		t.Fatalf("claimed %s after %d attempts: %v", path, made, err)
	}
	if _, err := durable.Lock(path); !errors.Is(err, durable.ErrTaken) {
		t.Errorf("what is claimed is locked again: %v", err)
	}
	release()
	again, err := durable.Lock(path)
	if err != nil {
		t.Fatalf("what is released stays locked: %v", err)
	}
	again()
	if _, _, err := durable.Claim(func() (string, error) { return "", errDeal }); !errors.Is(err, errDeal) {
		t.Errorf("an error of the making becomes %v", err)
	}
	if _, _, err := durable.Claim(func() (string, error) { return filepath.Join(folder, "never"), nil }); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is always taken away gives %v", err)
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
