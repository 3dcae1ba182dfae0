package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"handover/jobs/durable"
	"handover/jobs/volume"
)

// disk is everything that publishing does to the file system, one function
// each, so that a test can let any single call fail.
type disk struct {
	durable.Disk
	makeAll func(path string, mode fs.FileMode) error
	create  func(path string) (durable.File, error)
	spool   func() (spoolFile, error)
	chmod   func(path string, mode fs.FileMode) error
	chown   func(path string, group int) error
	fits    func(path string, bytes int64) error

	access Access
}

// onDisk is the real file system, on which others may have access to what is made.
func onDisk(access Access) disk {
	return disk{
		Disk:    durable.OnDisk(),
		makeAll: os.MkdirAll,
		create: func(path string) (durable.File, error) {
			return durable.Opened(os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600))
		},
		spool:  spoolOnDisk,
		chmod:  os.Chmod,
		chown:  func(path string, group int) error { return os.Lchown(path, -1, group) },
		fits:   volume.Fits,
		access: access,
	}
}

// spoolOnDisk makes a spool in the folder for temporary files. Where the system
// lets it, the name goes at once, so that nothing is left whatever happens to the
// process; else it goes with Close.
func spoolOnDisk() (spoolFile, error) {
	f, err := os.CreateTemp("", durable.TempPrefix+"*")
	if err != nil {
		return nil, err
	}
	return &nameless{File: f, named: os.Remove(f.Name()) != nil}, nil
}

// nameless is a file that is gone once it is closed.
type nameless struct {
	*os.File
	named bool
}

// Close closes the file and sees to it that it is gone.
func (n *nameless) Close() error {
	err := n.File.Close()
	if n.named {
		err = errors.Join(err, os.Remove(n.Name()))
	}
	return err
}

// place returns the file that an output replaces: where the path is a link, what
// it leads to.
func (o Output) place() (string, error) {
	if o.Path == Stdout {
		return Stdout, nil
	}
	if err := ourLinks().admit(o.Path); err != nil {
		return "", fmt.Errorf("find output %s: %w", o.Path, err)
	}
	path, err := filepath.EvalSymlinks(o.Path)
	if errors.Is(err, fs.ErrNotExist) {
		path, err = newPlace(o.Path)
	}
	if err != nil {
		return "", fmt.Errorf("find output %s: %w", o.Path, err)
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return "", fmt.Errorf("find output %s: %w", o.Path, err)
	case info.IsDir():
		return "", fmt.Errorf("write output %s: it is a folder; name a file in it", o.Path)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("write output %s: it is no regular file; use - for the standard output", o.Path)
	}
	return path, nil
}

// newPlace returns the place of a file that does not exist yet, in a folder that
// must.
func newPlace(path string) (string, error) {
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return "", err
	}
	return filepath.Join(folder, filepath.Base(path)), nil
}

// placeIsBad reports whether an error would go away in another folder.
func placeIsBad(err error) bool {
	return slices.ContainsFunc([]error{syscall.ENOSPC, syscall.EROFS, fs.ErrPermission, fs.ErrNotExist},
		func(bad error) bool { return errors.Is(err, bad) })
}

// advise adds to an error of the file system what to do about it.
func advise(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errSpool) && placeIsBad(err):
		return fmt.Errorf("%w; set TMPDIR to a folder with free space", err)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%w; free some space there or write somewhere else", err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w; make it writable or write somewhere else", volume.Explain(err))
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w; make the folder first", err)
	default:
		return err
	}
}
