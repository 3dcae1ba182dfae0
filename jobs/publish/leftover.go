package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The names of what is not in its place yet, and of an earlier folder while a
// new one takes its place.
const (
	tempPrefix  = ".tmp-handover-"
	asidePrefix = ".old-handover-"
)

// attempts is how often a temporary name is chosen anew because another process
// took the fresh one for a leftover before it was locked.
const attempts = 10

var errTaken = errors.New("taken by another process")

// claim makes something temporary and locks it.
func claim(make func() (string, error)) (path string, release func(), err error) {
	for range attempts {
		path, err = make()
		if err != nil {
			return "", nil, err
		}
		release, err = lock(path)
		if err == nil {
			return path, release, nil
		}
		if !errors.Is(err, errTaken) && !errors.Is(err, fs.ErrNotExist) {
			return "", nil, fmt.Errorf("lock %s: %w", path, err)
		}
	}
	return "", nil, fmt.Errorf("lock %s: %w", path, err)
}

// sweep removes from a folder what killed processes left there, and puts an
// earlier report back that was killed on its way out of the place.
func (d disk) sweep(folder string) error {
	if !locksEnd {
		return nil
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("look for leftovers in %s: %w", folder, err)
	}
	var faults []error
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		if name, found := strings.CutPrefix(entry.Name(), asidePrefix); found {
			faults = append(faults, d.ifAbandoned(path, func() error { return d.putBack(path, filepath.Join(folder, name)) }))
		}
		if strings.HasPrefix(entry.Name(), tempPrefix) {
			faults = append(faults, d.ifAbandoned(path, func() error { return d.remove(path) }))
		}
	}
	return errors.Join(faults...)
}

// ifAbandoned deals with a leftover unless its process lives.
func (d disk) ifAbandoned(path string, deal func() error) error {
	release, err := lock(path)
	if errors.Is(err, errTaken) || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("lock leftover %s: %w", path, err)
	}
	defer release()
	if err := deal(); err != nil {
		return fmt.Errorf("clear leftover %s: %w", path, err)
	}
	return nil
}

// putBack undoes a replacement that was cut off: the earlier folder returns if
// nothing has taken its place.
func (d disk) putBack(aside, place string) error {
	if _, err := os.Lstat(place); !errors.Is(err, fs.ErrNotExist) {
		return d.remove(aside)
	}
	return d.rename(aside, place)
}
