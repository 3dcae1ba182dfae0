package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Temp is a new file or folder under a temporary name beside the place that it is
// to take.
type Temp struct {
	File         // nil for a folder or a link
	Path  string // the temporary name
	Place string
	link  bool
	disk  Disk
}

// NewFile begins a file, which is its owner's alone. It sweeps the folder.
func (d Disk) NewFile(place string) (*Temp, error) {
	folder := filepath.Dir(place)
	f, err := d.MakeFile(folder, TempPrefix+"*")
	if err != nil {
		return nil, err
	}
	t := &Temp{File: f, Path: f.Name(), Place: place, disk: d}
	if err := d.sweep(folder, t.Path); err != nil {
		return nil, errors.Join(err, f.Close(), t.Drop())
	}
	return t, nil
}

// NewFolder begins a folder, which is its owner's alone. It sweeps the one above it.
func (d Disk) NewFolder(place string) (*Temp, error) {
	parent := filepath.Dir(place)
	path, err := d.MakeFolder(parent, TempPrefix+"*")
	if err != nil {
		return nil, err
	}
	t := &Temp{Path: path, Place: place, disk: d}
	if err := d.sweep(parent, path); err != nil {
		return nil, errors.Join(err, t.Drop())
	}
	return t, nil
}

// NewLink begins a link that leads to a path. It sweeps the folder of its place.
func (d Disk) NewLink(to, place string) (*Temp, error) {
	t, err := d.NewFolder(place)
	if err != nil {
		return nil, err
	}
	t.link = true
	if err := errors.Join(t.Drop(), d.MakeLink(to, t.Path)); err != nil {
		return nil, err
	}
	return t, nil
}

// Settle moves what is finished and synced to its place. A file replaces a file that
// stands there, and a link a link. A folder steps aside, as does what a folder replaces,
// and comes back where the move fails; a sweep does the same after a kill.
func (t *Temp) Settle() error {
	aside := ""
	if t.needsRoom() {
		aside = filepath.Join(filepath.Dir(t.Place), asidePrefix+filepath.Base(t.Place))
		if err := t.disk.Rename(t.Place, aside); err != nil {
			return err
		}
	}
	err := t.disk.Rename(t.Path, t.Place)
	switch {
	case err != nil && aside != "":
		return errors.Join(err, t.disk.Rename(aside, t.Place))
	case err != nil:
		return err
	}
	err = t.disk.SyncFolder(filepath.Dir(t.Place))
	if err != nil || aside == "" {
		return err
	}
	return t.disk.Remove(aside)
}

// needsRoom reports whether something must step aside before the move.
func (t *Temp) needsRoom() bool {
	if t.File != nil {
		return false
	}
	info, err := os.Lstat(t.Place)
	if t.link && err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return false
	}
	return !errors.Is(err, fs.ErrNotExist)
}

// Drop removes what has not taken its place. Its file is closed already.
func (t *Temp) Drop() error { return t.disk.Remove(t.Path) }
