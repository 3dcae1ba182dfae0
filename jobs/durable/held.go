package durable

import (
	"errors"
	"io/fs"
	"runtime"
	"syscall"
)

// Held reports whether an error of a rename or a removal means that somebody holds what
// is there open, or may not let go of it: another place would do.
func Held(err error) bool {
	const sharing, locking = syscall.Errno(32), syscall.Errno(33) // as Windows numbers them
	if number, ok := errors.AsType[syscall.Errno](err); ok && runtime.GOOS == "windows" && (number == sharing || number == locking) {
		return true
	}
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY) || errors.Is(err, fs.ErrPermission)
}
