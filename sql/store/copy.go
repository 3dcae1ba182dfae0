package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	sqlfiles "handover/sql"
)

// ErrServer tells that a database on a server is copied by the server's own program.
var ErrServer = errors.New("a database on a server is not copied as a file")

// ErrTaken tells that a copy would replace what stands in its place.
var ErrTaken = errors.New("there is something already")

// Copy copies a database that is an SQLite file to another path, as it is at one moment
// and while others go on writing to it: complete or not at all, and its owner's alone. What
// stands there is replaced only where that is wanted, and only if it is a file that is not
// the database itself; else the error is ErrTaken. On PostgreSQL it is ErrServer.
func (s *Store) Copy(ctx context.Context, target string, replace bool) error {
	const op = "copy the database"
	if s.address.dialect != sqlfiles.SQLite {
		return fmt.Errorf("%s: %w", op, ErrServer)
	}
	if err := s.free(target, replace); err != nil {
		return err
	}
	return s.copyTo(ctx, op, target, func(partial string) (bool, error) {
		if replace {
			return true, os.Rename(partial, target)
		}
		err := os.Link(partial, target) // which replaces nothing, whoever was quicker
		if err == nil {
			return true, os.Remove(partial)
		}
		if err := s.free(target, false); err != nil {
			return false, err
		}
		return true, os.Rename(partial, target) // where there are no links
	})
}

// free refuses a place that a copy cannot have.
func (s *Store) free(target string, replace bool) error {
	info, err := os.Lstat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("look at %s: %w", target, err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("copy the database to %s: %w that is no file", target, ErrTaken)
	}
	if own, err := os.Stat(s.address.path); err == nil && os.SameFile(own, info) {
		return fmt.Errorf("copy the database to %s: %w, the database itself", target, ErrTaken)
	}
	if !replace {
		return fmt.Errorf("copy the database to %s: %w", target, ErrTaken)
	}
	return nil
}

// DumpCommand returns the command that copies a database of PostgreSQL to a file. It holds
// no password: pg_dump takes that from where handover does.
func (s *Store) DumpCommand(target string) string {
	server := *s.address.server
	if server.User != nil {
		server.User = url.User(server.User.Username())
	}
	query := server.Query()
	for _, key := range []string{"password", "sslpassword", "passfile", "connect_timeout", "fallback_application_name", "binary_parameters"} {
		query.Del(key)
	}
	server.RawQuery = query.Encode()
	return "pg_dump --format=custom --file=" + quoted(target) + " " + quoted(server.String())
}

// quoted writes a text as one word of a shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// copyTo makes a copy aside, sees to it that it lasts, and has it take its place, unless
// that is found out of date.
func (s *Store) copyTo(ctx context.Context, op, target string, place func(partial string) (placed bool, err error)) error {
	partial, err := s.copyAside(ctx, target)
	if err == nil {
		defer func() { _ = os.Remove(partial) }() // it is there only where it has not become the copy
		err = syncFile(partial)
	}
	if err != nil {
		return opError(ctx, op, "", explainFile(err))
	}
	placed, err := place(partial)
	if err == nil && placed {
		err = syncFolder(filepath.Dir(target))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	return nil
}

// copyAside copies the database into a file of its own beside the one that the copy
// is to be.
func (s *Store) copyAside(ctx context.Context, target string) (path string, err error) {
	folder, name := filepath.Dir(target), filepath.Base(target)
	// An empty file keeps the mode it was made with, and VACUUM INTO takes it.
	file, err := os.CreateTemp(folder, name+".*"+partialEnding)
	if err != nil {
		return "", err
	}
	info, err := file.Stat()
	err = errors.Join(err, file.Close())
	if err == nil {
		sweep(folder, name, info.ModTime().Add(-time.Hour))
		_, err = s.write.ExecContext(ctx, "vacuum into ?", file.Name())
	}
	if err != nil {
		_ = os.Remove(file.Name()) // it holds nothing
	}
	return file.Name(), err
}

// partialEnding ends the names of copies that are not whole.
const partialEnding = ".part"

// sweep removes copies that were cut off before an instant, by the clock of the file
// system. What it cannot remove the next one tries again.
func sweep(folder, name string, before time.Time) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		info, err := e.Info()
		mine := strings.HasPrefix(e.Name(), name) && strings.HasSuffix(e.Name(), partialEnding)
		if err == nil && mine && info.ModTime().Before(before) {
			_ = os.Remove(filepath.Join(folder, e.Name())) // the next one tries again
		}
	}
}

// syncFile makes the content of a file durable. Windows syncs what can be written only.
func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// syncFolder makes the names in a folder durable.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil // there a folder cannot be synced, and need not
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
