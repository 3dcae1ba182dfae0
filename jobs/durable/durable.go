// Package durable puts new files and folders in their places, complete or not at
// all: they are made under a temporary name beside the place, and a rename that
// outlasts a power failure takes them there. What a killed process leaves behind
// goes by its age.
package durable

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
)

// Disk is what this takes of the file system, one function each, so that a test can
// let any single call fail.
type Disk struct {
	MakeFile   func(folder, pattern string) (File, error)
	MakeFolder func(parent, pattern string) (string, error)
	MakeLink   func(to, path string) error
	Rename     func(from, to string) error
	Remove     func(path string) error // with everything in it
	SyncFolder func(path string) error
}

// File is a file being written.
type File interface {
	io.Writer
	Name() string
	Sync() error
	Close() error
}

// OnDisk returns the real file system.
func OnDisk() Disk {
	return Disk{
		MakeFile:   func(folder, pattern string) (File, error) { return Opened(os.CreateTemp(folder, pattern)) },
		MakeFolder: os.MkdirTemp,
		MakeLink:   os.Symlink,
		Rename:     os.Rename,
		Remove:     os.RemoveAll,
		SyncFolder: SyncFolder,
	}
}

// Opened keeps a nil file from becoming a File that is not nil.
func Opened(f *os.File, err error) (File, error) {
	if err != nil {
		return nil, err
	}
	return f, nil
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
