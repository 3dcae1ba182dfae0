// Package durable is what everything that writes files side by side with other
// processes shares: temporary names that a killed process leaves behind can be
// told from those in use, and renames outlast a power failure.
package durable

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
)

// ErrTaken tells that another process holds the lock.
var ErrTaken = errors.New("taken by another process")

// ErrNoLocks tells that the file system has no locks.
var ErrNoLocks = errors.New("no locks here")

// attempts is how often a temporary name is chosen anew because another process
// took the fresh one for a leftover before it was locked.
const attempts = 10

// Claim makes something temporary and locks it, which tells other processes that
// it is in use until release is called or this process has ended.
func Claim(begin func() (string, error)) (path string, release func(), err error) {
	for range attempts {
		path, err = begin()
		if err != nil {
			return "", nil, err
		}
		release, err = Lock(path)
		switch {
		case err == nil:
			return path, release, nil
		case errors.Is(err, ErrNoLocks):
			return path, func() {}, nil
		case !errors.Is(err, ErrTaken) && !errors.Is(err, fs.ErrNotExist):
			return "", nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), os.RemoveAll(path))
		}
	}
	return "", nil, fmt.Errorf("lock %s: %w", path, err)
}

// IfAbandoned deals with a leftover unless the process that claimed it lives. It
// is a courtesy: what belongs to somebody else, is neither a file nor a folder, or
// lies where locks tell nothing, is left alone.
func IfAbandoned(path string, deal func() error) error {
	if !LocksEnd || !lockable(path) {
		return nil
	}
	release, err := Lock(path)
	for _, harmless := range []error{ErrTaken, ErrNoLocks, fs.ErrNotExist, fs.ErrPermission} {
		if errors.Is(err, harmless) {
			return nil
		}
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

// Courtesy forgives a removal that was refused: somebody else's leftovers are his.
func Courtesy(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	return err
}

// lockable tells whether a path leads to a file or a folder. To open anything else
// could wait for ever, or lead elsewhere.
func lockable(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && (info.Mode().IsRegular() || info.IsDir())
}

// SyncFolder makes renames and new names in a folder outlast a power failure.
func SyncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil // there a folder cannot be synced, and need not
	}
	folder, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	if err := errors.Join(folder.Sync(), folder.Close()); err != nil {
		return fmt.Errorf("sync folder %s: %w", path, err)
	}
	return nil
}
