package durable

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"handover/jobs/volume"
)

// TempPrefix begins the names of what is not in its place yet.
const TempPrefix = ".tmp-handover-"

// asidePrefix begins the name of an earlier folder while a new one takes its place.
const asidePrefix = ".old-handover-"

// abandonedAfter is the age at which nobody is at work any more on something that
// has a temporary name.
const abandonedAfter = 24 * time.Hour

// sweep removes from a folder what killed processes left there, and puts an earlier
// folder back that was killed on its way out of its place. It is a courtesy: what
// belongs to somebody else is left alone. Age is told from something fresh, since
// the clock of a network's file system need not be this machine's.
func (d Disk) sweep(folder, fresh string) error {
	now, err := os.Lstat(fresh)
	if err != nil {
		return fmt.Errorf("look for leftovers in %s: %w", folder, err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("look for leftovers in %s: %w", folder, err)
	}
	var faults []error
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		err := d.clear(path, entry, now.ModTime().Add(-abandonedAfter))
		if err != nil && !othersWork(err) {
			faults = append(faults, fmt.Errorf("clear leftover %s: %w", path, err))
		}
	}
	return errors.Join(faults...)
}

// othersWork reports whether an error means that a leftover belongs to somebody
// else, or is in use, or that another process has dealt with it.
func othersWork(err error) bool {
	return Held(err) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist)
}

// clear deals with an entry of a folder if it is a leftover.
func (d Disk) clear(path string, entry fs.DirEntry, before time.Time) error {
	place, aside := strings.CutPrefix(entry.Name(), asidePrefix)
	kind := entry.Type()
	folderOrLink := kind.IsDir() || kind == fs.ModeSymlink
	temporary := strings.HasPrefix(entry.Name(), TempPrefix) && (folderOrLink || kind.IsRegular())
	aside = aside && folderOrLink
	if !aside && !temporary {
		return nil
	}
	info, err := entry.Info()
	switch {
	case err != nil || !volume.Ours(info): // root could remove what others have put there
		return err
	case aside:
		return d.putBack(path, filepath.Join(filepath.Dir(path), place))
	case !info.ModTime().Before(before):
		return nil
	default:
		return d.Remove(path)
	}
}

// putBack undoes a replacement that was cut off: the earlier folder returns if
// nothing has taken its place.
func (d Disk) putBack(aside, place string) error {
	if _, err := os.Lstat(place); !errors.Is(err, fs.ErrNotExist) {
		return d.Remove(aside)
	}
	return d.Rename(aside, place)
}
