package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"handover/jobs/durable"
	"handover/jobs/volume"
)

// Beside is a report that stands beside its place, since somebody holds that open.
type Beside struct{ Place, Stands string }

// besideMark begins the name of an empty file that tells of the file of the rest of its
// name that a run has put it beside its place, so that a later run may remove it.
const besideMark = ".beside-handover-"

// besideName is the name of a run's file beside its place.
func besideName(place, run string) string {
	ext := filepath.Ext(place)
	return strings.TrimSuffix(place, ext) + "-" + run + ext
}

// isBeside reports whether a name is one beside a place.
func isBeside(name, place string) bool {
	ext := filepath.Ext(place)
	run, found := strings.CutPrefix(strings.TrimSuffix(name, ext), strings.TrimSuffix(place, ext)+"-")
	_, err := strconv.ParseUint(run, 10, 63)
	return found && err == nil && besideName(place, run) == name
}

// settle moves a finished file to its place, and tells where it stands: beside it, under
// the run's number, where somebody holds the place open. What earlier runs had to put
// there goes.
func (d disk) settle(path, place, run string) (stands string, err error) {
	stands, err = place, d.Rename(path, place)
	if durable.Held(err) {
		stands = besideName(place, run)
		if fault := d.putBeside(path, stands); fault != nil {
			return "", errors.Join(err, fault)
		}
		err = nil
	}
	if err == nil {
		err = d.SyncFolder(filepath.Dir(place))
	}
	if err == nil {
		err = d.sweepBeside(place, stands)
	}
	return stands, err
}

// putBeside moves a file beside its place. A file there that no run has put there stays.
func (d disk) putBeside(path, stands string) error {
	mark := filepath.Join(filepath.Dir(stands), besideMark+filepath.Base(stands))
	if _, err := os.Lstat(mark); errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(stands); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("write %s instead: there is one already", stands)
		}
		f, err := d.create(mark)
		if err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return d.Rename(path, stands)
}

// sweepBeside removes what earlier runs have put beside a place, but not what stands
// there now. What somebody holds open stays until the next time.
func (d disk) sweepBeside(place, stands string) error {
	folder := filepath.Dir(place)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name, marked := strings.CutPrefix(entry.Name(), besideMark)
		if !marked || name == filepath.Base(stands) || !isBeside(name, filepath.Base(place)) || !oursAlone(entry) {
			continue
		}
		for _, path := range [...]string{filepath.Join(folder, name), filepath.Join(folder, entry.Name())} {
			err := d.removeFile(path)
			if durable.Held(err) {
				break
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// removeFile removes a file of ours. One that is not there is gone already.
func (d disk) removeFile(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || !info.Mode().IsRegular() || !volume.Ours(info) {
		return err
	}
	return d.Remove(path)
}

// oursAlone reports whether an entry of a folder is a file of ours.
func oursAlone(entry fs.DirEntry) bool {
	info, err := entry.Info()
	return err == nil && info.Mode().IsRegular() && volume.Ours(info)
}

// addHeld notes a file that does not stand in its place.
func addHeld(held []Beside, place, stands string) []Beside {
	if place == stands {
		return held
	}
	return append(held, Beside{place, stands})
}
