//go:build linux || darwin

package volume

import (
	"os"
	"syscall"
)

// Writable tells why this program may not write to a file, or make files in a folder.
func Writable(path string) error {
	const write, search = 2, 1
	mode := uint32(write)
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		mode |= search
	}
	if err := syscall.Access(path, mode); err != nil {
		return Explain(&os.PathError{Op: "write to", Path: path, Err: err})
	}
	return nil
}

func ownerOf(path string) (int, bool) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, false
	}
	return OwnerOf(info)
}

// OwnerOf returns the number of the user to whom something belongs.
func OwnerOf(info os.FileInfo) (int, bool) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return int(stat.Uid), true
}

func free(path string) (int64, bool) {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(path, &stat); err != nil {
		return 0, false
	}
	return int64(stat.Bavail) * int64(stat.Bsize), true //nolint:unconvert // darwin has other types
}
