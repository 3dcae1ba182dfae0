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

// attempts is how often a temporary name is chosen anew because another process
// took the fresh one for a leftover before it was locked.
const attempts = 10

// Claim makes something temporary and locks it, which tells other processes that
// it is in use until release is called or this process has ended.
func Claim(make func() (string, error)) (path string, release func(), err error) {
	for range attempts {
		path, err = make()
		if err != nil {
			return "", nil, err
		}
		release, err = Lock(path)
		if err == nil {
			return path, release, nil
		}
		if !errors.Is(err, ErrTaken) && !errors.Is(err, fs.ErrNotExist) {
			return "", nil, fmt.Errorf("lock %s: %w", path, err)
		}
	}
	return "", nil, fmt.Errorf("lock %s: %w", path, err)
}

// IfAbandoned deals with a leftover unless the process that claimed it lives.
func IfAbandoned(path string, deal func() error) error {
	if !LocksEnd {
		return nil
	}
	release, err := Lock(path)
	if errors.Is(err, ErrTaken) || errors.Is(err, fs.ErrNotExist) {
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
