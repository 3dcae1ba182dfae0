// Package volume tells what the operating system knows of the file system under a
// path: whether this program may write there, how much room is left, whose it is, and
// whether it lies on another machine. What a system cannot tell is not known.
package volume

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Existing returns the part of a path that is there.
func Existing(path string) string {
	for {
		_, err := os.Stat(path)
		if err == nil || path == filepath.Dir(path) {
			return path
		}
		path = filepath.Dir(path)
	}
}

// Whose says to whom the nearest thing that is there of a path belongs, and as whom
// this program runs; it is empty where the system cannot tell, or both are the same.
func Whose(path string) string {
	there := Existing(path)
	owner, known := ownerOf(there)
	if us := os.Geteuid(); known && us >= 0 && us != owner {
		return fmt.Sprintf("%s belongs to user %d, this program runs as user %d", there, owner, us)
	}
	return ""
}

// Ours reports whether something belongs to the user as whom this program runs, as far
// as the system can tell.
func Ours(info os.FileInfo) bool {
	owner, known := OwnerOf(info)
	return !known || owner == os.Geteuid()
}

// Explain adds to an error for want of rights whose the path is that it names.
func Explain(err error) error {
	place, ok := errors.AsType[*fs.PathError](err)
	if !ok || !errors.Is(err, fs.ErrPermission) {
		return err
	}
	// A file that is there may be fine, and its folder not.
	whose := Whose(place.Path)
	if whose == "" {
		whose = Whose(filepath.Dir(place.Path))
	}
	if whose == "" {
		return err
	}
	return fmt.Errorf("%w (%s)", err, whose)
}

// Fits tells of a path below which there is less room than is needed.
func Fits(path string, needed int64) error {
	there := Existing(path)
	free, known := free(there)
	if !known || free >= needed {
		return nil
	}
	return fmt.Errorf("%s has %s free, and %s are needed: %w", there, size(free), size(needed), syscall.ENOSPC)
}

func size(bytes int64) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d KiB", bytes>>10)
	}
	return fmt.Sprintf("%d MiB", bytes>>20)
}
