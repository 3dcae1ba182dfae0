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
	File         // nil for a folder
	Path  string // the temporary name
	Place string
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

// Settle moves what is finished and synced to its place. It replaces a file that
// stands there. A folder steps aside and comes back where the move fails; a sweep
// does the same after a kill.
func (t *Temp) Settle() error {
	aside := ""
	if _, err := os.Lstat(t.Place); t.File == nil && !errors.Is(err, fs.ErrNotExist) {
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

// Drop removes what has not taken its place. Its file is closed already.
func (t *Temp) Drop() error { return t.disk.Remove(t.Path) }
