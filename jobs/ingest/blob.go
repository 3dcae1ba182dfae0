package ingest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
)

// blob is a file, or one inside another, that can be read again and again.
type blob struct {
	name   string // as messages name it
	short  string // so too, without the folders that it lies in on the disk
	base   string // what it is called by itself, without folders
	key    string // what tells it from every other one
	path   string // of the file on the disk that it is, or is in
	beside string // the path that its rejects are named after
	open   func(context.Context) (io.ReadCloser, error)

	unpacked *int64 // bytes of all that was unpacked of the file on the disk

	// whole tells that it is to be read to its end before anything of it, or of what it
	// is in, is stored: it may be cut off.
	whole bool

	// date1904 and workbook tell of a sheet how its days are counted.
	workbook, date1904 bool

	// isMended tells of a file of rejects, which is UTF-8 whatever its rows were, and tenant
	// whose they all are where the file of the rows told that.
	isMended bool
	tenant   string
}

// fileBlob is a file on the disk.
func fileBlob(name, path, beside string) blob {
	return blob{
		name: name, short: filepath.Base(name), base: filepath.Base(beside), key: filepath.Clean(path), path: path, beside: beside, unpacked: new(int64),
		open: func(ctx context.Context) (io.ReadCloser, error) {
			f, err := openRegular(path)
			if err != nil {
				return nil, err
			}
			return readCloser{newInterruptible(ctx, f), f}, nil
		},
	}
}

// spend counts what was unpacked, and refuses what is more than anybody exports: archives
// may be made to fill a disk or a night.
func (b *blob) spend(size int64) error {
	*b.unpacked += size
	if *b.unpacked > maxUnpacked {
		return &RefusedError{Reason: fmt.Sprintf("the archive unpacks to more than %d bytes; unpack it first, if that is right", int64(maxUnpacked))}
	}
	return nil
}

// readCloser reads from one and closes another.
type readCloser struct {
	io.Reader
	io.Closer
}

// head returns the first bytes of a blob, fewer where it has no more.
func (b *blob) head(ctx context.Context, size int) (head []byte, err error) {
	src, err := b.open(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	head, err = bufio.NewReaderSize(src, size).Peek(size)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return bytes.Clone(head), err
}

// tenantOfPath returns the one id that stands in the name of a file, else in that of its
// folder, as people name what they have exported by customer; empty where there is none,
// or more than one.
func tenantOfPath(name string) string {
	guid := regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	for _, part := range []string{filepath.Base(name), filepath.Base(filepath.Dir(name))} {
		if found := guid.FindAllString(part, -1); len(found) == 1 {
			return strings.ToLower(found[0])
		}
	}
	return ""
}

// spool copies what is written into a temporary file of the command. That there is no
// place or no room for it is a *RefusedError without a path.
func (t *intake) spool(write func(*os.File) error) (path string, err error) {
	f, err := os.CreateTemp("", "handover-import-*.csv")
	if wrong, ok := errors.AsType[*fs.PathError](err); ok && !areTooMany(err) {
		return "", &RefusedError{Here: true, Reason: "no copy of it can be made in " + os.TempDir() + ": " + wrong.Err.Error() + "; name another folder with TMPDIR"}
	}
	if err != nil {
		return "", fmt.Errorf("create a copy: %w", err)
	}
	t.spooled = append(t.spooled, f.Name())
	err = errors.Join(write(f), f.Close())
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return "", &RefusedError{Here: true, Reason: "there is no room for a copy of it in " + os.TempDir() + "; make room, or name another folder with TMPDIR"}
	}
	return f.Name(), err
}

// digest hashes the bytes of a file, in lower-case hex, and counts them.
func (b *blob) digest(ctx context.Context) (sum string, size int64, err error) {
	src, err := b.open(ctx)
	if err != nil {
		return "", 0, blame(b.name, err)
	}
	hash := sha256.New()
	size, err = io.Copy(hash, src)
	err = errors.Join(err, src.Close())
	if refused, ok := errors.AsType[*RefusedError](err); ok {
		return "", 0, blame(b.name, refused)
	}
	if err != nil {
		return "", 0, fmt.Errorf("hash %s: %w", printable(b.name), err)
	}
	return hex.EncodeToString(hash.Sum(nil)), size, nil
}
