package ingest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"handover/jobs/ingest/records"
)

// streamLimit is what is taken of a stream where nothing else is said. It is copied
// to the disk, and may have no end.
const streamLimit = 4 << 30

// openRegular opens a file that is one, and waits for nobody: a pipe that stands in
// its place now would wait for its writer.
func openRegular(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, unopened(path, err)
	}
	info, err := f.Stat()
	switch {
	case err == nil && info.Mode().IsRegular():
		return f, nil
	case err == nil:
		err = &UsageError{Path: path, Reason: "it is no file any more but " + nature(info.Mode()) + "; name a file"}
	default:
		err = unopened(path, err)
	}
	return nil, errors.Join(err, f.Close())
}

// openStream opens a pipe or a device, which may wait for another program. An open
// that is under way at the end of the context is left behind; it ends with the
// process.
func openStream(ctx context.Context, path string) (*os.File, error) {
	type opened struct {
		f   *os.File
		err error
	}
	done := make(chan opened, 1)
	go func() {
		f, err := os.Open(path)
		done <- opened{f, err}
	}()
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("open %s: %w", path, ctx.Err())
	case o := <-done:
		if o.err != nil {
			return nil, unopened(path, o.err)
		}
		return o.f, nil
	}
}

// unopened says why a file cannot be opened or looked at.
func unopened(path string, err error) error {
	_, missing := os.Lstat(path)
	switch {
	case areTooMany(err):
		return fmt.Errorf("open %s: %w", path, errTooMany)
	case errors.Is(err, fs.ErrNotExist) && missing == nil:
		return &UsageError{Path: path, Reason: "it is a link to a file that is not there; mend the link, or take it away"}
	case errors.Is(err, fs.ErrNotExist):
		return &UsageError{Path: path, Reason: "no such file or folder"}
	case errors.Is(err, syscall.ELOOP):
		return &UsageError{Path: path, Reason: "it is a link that leads back to itself; mend the link, or take it away"}
	default:
		return fmt.Errorf("open input: %w", err)
	}
}

var errTooMany = errors.New("too many files are open; raise the limit (ulimit -n) and do it again")

// areTooMany reports whether the process or the machine may open no more files.
func areTooMany(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}

// nature says what stands where a file is expected.
func nature(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeSymlink != 0:
		return "a link"
	default:
		return "a device"
	}
}

// copyStream copies a stream of at most limit bytes. It begins only where the head
// passes a check, if there is more than one record can be.
func copyStream(to io.Writer, from io.Reader, limit int64, check func(head []byte) error) error {
	src := bufio.NewReaderSize(from, records.MaxBytes+1)
	head, err := src.Peek(records.MaxBytes + 1)
	if err == nil {
		err = check(head)
		if err != nil {
			return err
		}
	}
	n, err := io.Copy(to, io.LimitReader(src, limit+1))
	if err == nil && n > limit {
		return &RefusedError{Reason: fmt.Sprintf("it gives more than %d bytes; write it to a file and import that", limit)}
	}
	return err
}
