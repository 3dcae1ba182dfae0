package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"handover/jobs/durable"
)

// The names of what is not in its place yet, and of an earlier folder while a
// new one takes its place.
const (
	tempPrefix  = ".tmp-handover-"
	asidePrefix = ".old-handover-"
)

// sweep removes from a folder what killed processes left there, and puts an
// earlier report back that was killed on its way out of the place.
func (d disk) sweep(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("look for leftovers in %s: %w", folder, err)
	}
	var faults []error
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		if name, found := strings.CutPrefix(entry.Name(), asidePrefix); found {
			faults = append(faults, durable.IfAbandoned(path, func() error { return d.putBack(path, filepath.Join(folder, name)) }))
		}
		if strings.HasPrefix(entry.Name(), tempPrefix) {
			faults = append(faults, durable.IfAbandoned(path, func() error { return durable.Courtesy(d.remove(path)) }))
		}
	}
	return errors.Join(faults...)
}

// putBack undoes a replacement that was cut off: the earlier folder returns if
// nothing has taken its place.
func (d disk) putBack(aside, place string) error {
	if _, err := os.Lstat(place); !errors.Is(err, fs.ErrNotExist) {
		return d.remove(aside)
	}
	return d.rename(aside, place)
}
