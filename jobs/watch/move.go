package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"handover/jobs/durable"
	"handover/reconcile"
)

// Where files go, beside those that are not read yet.
const (
	doneFolder   = "done"
	failedFolder = "failed"
)

// moveAway takes a file that was read out of the way, its rejects first: those would be
// replaced by the next file of its name. What cannot be moved is stuck.
func (l *look) moveAway(c *candidate, refused bool, rejects []string, f File) {
	f.Outcome = Done
	folder := doneFolder
	if refused {
		f.Outcome, folder = Failed, failedFolder
	}
	now, err := os.Lstat(c.path())
	switch {
	case errors.Is(err, fs.ErrNotExist): // another program has moved it
		l.tell(c, f)
		return
	case err == nil && !c.alike(&candidate{c.folder, now}):
		f.Outcome, f.Reason = Waiting, "it was written to while it was read"
		l.tell(c, f)
		return
	}
	if err == nil {
		moved := map[string]string{}
		f.Path, err = c.move(folder, l.Now(), rejects, moved)
		f.Reason = strings.ReplaceAll(f.Reason, c.path(), f.Path)
		for i := range f.Summary.Files {
			if to := moved[f.Summary.Files[i].Rejects]; to != "" {
				f.Summary.Files[i].Rejects = to
			}
		}
	}
	if err != nil {
		f.Outcome, f.Told = Stuck, true
		f.Reason = fmt.Sprintf("it was read and cannot be moved away, so it is not read again as long as it stays the same: %v", err)
		l.remember(c, refused)
	}
	l.tell(c, f)
}

// remember keeps a file from being read again.
func (l *look) remember(c *candidate, refused bool) {
	sum, err := c.sum()
	if err != nil {
		l.faults = append(l.faults, fmt.Errorf("remember that it was read: %w", err))
		return
	}
	l.still = append(l.still, reconcile.StuckFile{
		Folder: c.folder.Name, Name: c.info.Name(), Size: c.info.Size(), Modified: c.info.ModTime().UTC(), SHA256: sum, Refused: refused,
	})
}

// move puts a file and its rejects into a folder beside it. It returns where the file lies
// then, and notes where its rejects do.
func (c *candidate) move(folder string, at time.Time, rejects []string, moved map[string]string) (path string, err error) {
	place := filepath.Join(c.folder.Path, folder)
	if err := makeFolder(place, c.folder.Path); err != nil {
		return c.path(), err
	}
	stamp := at.UTC().Format("20060102T150405Z-")
	for _, rejected := range rejects {
		to, err := moveTo(rejected, place, stamp)
		switch {
		case err == nil:
			moved[rejected] = to
		case !errors.Is(err, fs.ErrNotExist):
			return c.path(), err
		}
	}
	path, err = moveTo(c.path(), place, stamp)
	if err != nil {
		return c.path(), err
	}
	return path, errors.Join(durable.SyncFolder(place), durable.SyncFolder(c.folder.Path))
}

// makeFolder makes a folder where there is none, for those who may open the one that it is
// in; a link to one is none.
func makeFolder(place, in string) error {
	around, err := os.Stat(in)
	if err != nil {
		return err
	}
	err = os.Mkdir(place, around.Mode().Perm())
	if err == nil || !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(place)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is no folder", place)
	}
	return err
}

// maxName is how long a name may be on any disk, in bytes, with a number that keeps it
// apart from another one.
const maxName = 250

// moveTo moves a file under a name that begins with a stamp and that nothing has yet, and
// tells it.
func moveTo(path, place, stamp string) (to string, err error) {
	base := filepath.Base(path)
	if most := maxName - len(stamp); len(base) > most {
		base = strings.ToValidUTF8(base[len(base)-most:], "_")
	}
	for n := 1; ; n++ {
		name := stamp + base
		if n > 1 {
			name = fmt.Sprintf("%s%d-%s", stamp, n, base)
		}
		to = filepath.Join(place, name)
		_, err := os.Lstat(to)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return to, os.Rename(path, to)
		case err != nil:
			return "", err
		case n >= lastNumber:
			return "", fmt.Errorf("%s is taken %d times", filepath.Join(place, stamp+base), n)
		}
	}
}

// lastNumber is how many files of one name may be moved within a second.
const lastNumber = 1000
