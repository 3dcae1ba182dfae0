//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package durable

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// LocksEnd tells whether the locks of a process that was killed are gone, so
// that what it left can be told from what another process is writing.
const LocksEnd = true

// Lock locks a file or folder without waiting. The lock belongs to the process
// and goes with it, however it ends. It fails with ErrTaken where another
// process holds it, with ErrNoLocks where there are none, and with fs.ErrNotExist
// where the path is gone by then.
func Lock(path string) (release func(), err error) {
	f, err := openForLock(path)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close() // nothing was written
		switch {
		case errors.Is(err, syscall.EWOULDBLOCK):
			return nil, ErrTaken
		case errors.Is(err, syscall.ENOLCK), errors.Is(err, syscall.ENOTSUP), errors.Is(err, syscall.EBADF), errors.Is(err, syscall.EINVAL):
			return nil, ErrNoLocks
		}
		return nil, err
	}
	if !stillAt(path, f) {
		_ = f.Close() // nothing was written
		return nil, fs.ErrNotExist
	}
	return func() { _ = f.Close() }, nil // nothing was written, and the lock goes either way
}

// openForLock opens a file for writing, which a lock needs on a network file
// system; a folder cannot be.
func openForLock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, syscall.EISDIR) {
		return os.Open(path)
	}
	return f, err
}

// stillAt tells whether a path still leads to an open file: somebody may have
// removed it before it was locked.
func stillAt(path string, f *os.File) bool {
	there, err := os.Lstat(path)
	if err != nil {
		return false
	}
	held, err := f.Stat()
	return err == nil && os.SameFile(there, held)
}
