package watch_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What cannot be moved away is told at each look and read once, until it is another file.
func TestStuckFilesAreReadOnce(t *testing.T) {
	s := newSite(t)
	s.put("done", "no table", 0)
	s.put("a.csv", "good", time.Hour)
	s.want("the first look", s.look(), []string{"a.csv stuck told", "done failed told"})
	if err := os.WriteFile(filepath.Join(s.dir, "done"), nil, 0o600); err != nil { // what failed was moved: in its way again
		t.Fatal(err)
	}
	hidden := filepath.Join(s.dir, "done")
	s.Open = func(path string) (*os.File, error) {
		if path == hidden {
			return nil, fs.ErrPermission
		}
		return os.Open(path)
	}
	s.read = nil
	s.want("the second look", s.look(), []string{"a.csv stuck told", "done waiting"})
	s.want("it reads nothing", s.read, nil)
	s.put("a.csv", "dood", time.Hour)
	s.want("another content of the same size and time", s.look(), []string{"a.csv stuck told", "done waiting"})
	s.want("it is read", s.read, []string{"a.csv 20T04:00"})
	s.read = nil
	if err := os.Remove(hidden); err != nil {
		t.Fatal(err)
	}
	s.want("with the obstacle gone", s.look(), []string{"a.csv done"})
	s.want("nothing is read", s.read, nil)
	s.want("the folder", s.holds(), []string{"done/20261120T050000Z-a.csv", "failed/20261120T050000Z-done"})
	if s.kept != nil {
		t.Errorf("remembered: %v", s.kept)
	}
}

// The rejects of a file that cannot be moved away go with it once it can: those of the next
// file of its name would replace them.
func TestRejectsOfStuckFilesGoWithThem(t *testing.T) {
	s := newSite(t)
	obstacle := filepath.Join(s.dir, "done")
	if err := os.Symlink("elsewhere", obstacle); err != nil {
		t.Fatal(err)
	}
	s.put("a.csv", "bad row", time.Hour)
	s.want("the first look", s.look(), []string{"done refused told", "a.csv stuck told"})
	if err := os.Remove(obstacle); err != nil {
		t.Fatal(err)
	}
	s.want("with the obstacle gone", s.look(), []string{"a.csv done"})
	s.want("the folder", s.holds(), []string{"done/20261120T050000Z-a.csv", "done/20261120T050000Z-a.csv.rejects.csv"})
}
