package ingest

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// What is taken of archives at most. They may be made to fill a disk or a night.
const (
	maxNesting  = 3         // archives inside one another
	maxEntries  = 20_000    // of one archive
	maxUnpacked = 16 << 30  // bytes of all entries, also of those inside one another
	freeRatio   = 64 << 20  // bytes that an entry may have whatever it was packed into
	maxRatio    = 400       // times as many bytes as it was packed into, beyond these
	maxSpooled  = 512 << 20 // bytes of an archive, or a workbook, that lies in another one
)

type containerKind uint8

const (
	noContainer containerKind = iota
	gzipped
	zipped
	unreadable
)

// container tells by its first bytes what a file is packed as.
func container(head []byte) containerKind {
	switch {
	case bytes.HasPrefix(head, []byte("\x1F\x8B")):
		return gzipped
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return zipped
	case notUnpacked(head) != "":
		return unreadable
	default:
		return noContainer
	}
}

// notUnpacked says of what is packed in a way that is not read here what it is, and what to
// do; empty of all else.
func notUnpacked(head []byte) string {
	begins := func(with string) bool { return bytes.HasPrefix(head, []byte(with)) }
	isTar := len(head) > 262 && string(head[257:262]) == "ustar"
	switch {
	case begins("\xD0\xCF\x11\xE0"):
		return "it is a workbook with a password, or one of an old Excel; save it as .xlsx without a password"
	case isTar, begins("PK\x07\x08"), begins("Rar!\x1A"), begins("7z\xBC\xAF"), begins("\xFD7zXZ"), begins("\x28\xB5\x2F\xFD"), begins("BZh91AY"):
		return "it is an archive, and neither gzip nor a zip file in one piece; unpack it first"
	default:
		return ""
	}
}

// addBlob takes a file, or those that are packed in it.
func (t *intake) addBlob(ctx context.Context, b blob, depth int) error {
	head, err := b.head(ctx, 512)
	if err != nil {
		return blame(b.name, err)
	}
	switch kind := container(head); {
	case kind == noContainer:
		return t.addText(ctx, b)
	case kind == unreadable:
		return &unknownError{&RefusedError{Path: b.name, Reason: notUnpacked(head)}}
	case depth == maxNesting:
		return &RefusedError{Path: b.name, Reason: fmt.Sprintf("it lies in %d archives inside one another; unpack it first", depth)}
	case kind == gzipped:
		return t.addBlob(ctx, gunzipped(b), depth+1)
	default:
		return t.addZip(ctx, b, depth)
	}
}

// gunzipped is what a gzip file holds, of one or several members.
func gunzipped(packed blob) blob {
	b := packed
	b.whole = true
	if strings.EqualFold(filepath.Ext(b.base), ".gz") {
		b.base = strings.TrimSuffix(b.base, filepath.Ext(b.base))
	}
	b.open = func(ctx context.Context) (io.ReadCloser, error) {
		src, err := packed.open(ctx)
		if err != nil {
			return nil, err
		}
		count := &counted{src: src}
		unpacked, err := gzip.NewReader(count)
		if err != nil {
			return nil, errors.Join(unpackFault(err), src.Close())
		}
		return readCloser{&limited{src: unpacked, packed: func() int64 { return count.n }}, src}, nil
	}
	return b
}

// addZip takes what an archive holds.
func (t *intake) addZip(ctx context.Context, b blob, depth int) error {
	file := b.path
	if b.whole { // it lies in another archive, and can be read from its beginning only
		spooled, err := t.spool(func(f *os.File) error { return copyAll(ctx, f, b) })
		if err != nil {
			return blame(b.name, err)
		}
		file = spooled
	}
	archive, err := t.openZip(file)
	if err != nil {
		return blame(b.name, err)
	}
	if isWorkbook(archive.File) {
		return t.addWorkbook(ctx, b, archive.File)
	}
	return t.addZipped(ctx, b, archive.File, depth)
}

// openZip opens an archive, whose entries are read until the end of the command.
func (t *intake) openZip(path string) (*zip.Reader, error) {
	f, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	t.closers = append(t.closers, f)
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("look at the archive: %w", err)
	}
	archive, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil, unpackFault(err)
	}
	return archive, nil
}

func (t *intake) addZipped(ctx context.Context, b blob, entries []*zip.File, depth int) error {
	if len(entries) > maxEntries {
		return &RefusedError{Path: b.name, Reason: fmt.Sprintf("the archive has %d entries, more than %d; unpack it first", len(entries), maxEntries)}
	}
	taken := false
	for i, f := range entries {
		if f.FileInfo().IsDir() || !mayBeRead(path.Base(slashed(f.Name))) {
			continue
		}
		entry := zippedBlob(b, f, i)
		if !f.Mode().IsRegular() {
			t.warn(entry.name, "it is "+nature(f.Mode())+" and no file")
			continue
		}
		read, err := t.addFound(ctx, entry, depth+1)
		if err != nil {
			return err
		}
		taken = taken || read
	}
	if !taken {
		return &unknownError{&RefusedError{Path: b.name, Reason: "the archive holds no file that can be read; `handover import formats` lists what can"}}
	}
	return nil
}

// zippedBlob is an entry of an archive. Its name is only shown: nothing is written there.
func zippedBlob(of blob, f *zip.File, at int) blob {
	base := cleanBase(f.Name)
	return blob{
		name: of.name + ": " + slashed(f.Name), short: of.short + ": " + slashed(f.Name), base: base, key: of.key + "\x00" + strconv.Itoa(at), path: of.path,
		beside: of.beside + "." + base, whole: true, unpacked: of.unpacked,
		open: func(ctx context.Context) (io.ReadCloser, error) {
			if f.Flags&1 != 0 {
				return nil, &RefusedError{Reason: "the entry is encrypted; unpack it first"}
			}
			src, err := f.Open()
			if err != nil {
				return nil, unpackFault(err)
			}
			packed := func() int64 { return int64(min(f.CompressedSize64, maxUnpacked)) }
			return readCloser{&limited{src: newInterruptible(ctx, src), packed: packed}, quiet{src}}, nil
		},
	}
}

// quiet closes an entry that is only read: what is wrong with it was told by its reader.
type quiet struct{ io.Closer }

// Close closes the entry.
func (q quiet) Close() error {
	_ = q.Closer.Close() // it repeats the fault of the last read
	return nil
}

func slashed(name string) string { return strings.ReplaceAll(name, `\`, "/") }

// cleanBase makes of the name of an entry one of a file that can lie in any folder.
func cleanBase(name string) string {
	base := strings.Map(func(r rune) rune {
		if !strconv.IsPrint(r) || strings.ContainsRune(`<>:"/\|?*`, r) || r == '\uFFFD' {
			return '_'
		}
		return r
	}, path.Base(slashed(name)))
	base = strings.Trim(base, ". ")
	if len(base) > 100 {
		base = base[len(base)-100:]
	}
	return strings.ToValidUTF8(base, "_")
}

// copyAll copies an archive that lies in another one.
func copyAll(ctx context.Context, to io.Writer, b blob) (err error) {
	src, err := b.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	n, err := io.Copy(to, io.LimitReader(src, maxSpooled+1))
	switch {
	case err != nil:
		return err
	case n > maxSpooled:
		return &RefusedError{Reason: fmt.Sprintf("it has more than %d bytes and lies in another archive; unpack it first", maxSpooled)}
	default:
		return b.spend(n)
	}
}

// counted counts what is read.
type counted struct {
	src io.Reader
	n   int64
}

// Read reads from the source.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.n += int64(n)
	return n, err
}

// limited ends what unpacks to more than anybody exports.
type limited struct {
	src    io.Reader
	packed func() int64 // bytes that were read, or are to be, of the archive
	n      int64
}

// Read reads from the source.
func (l *limited) Read(p []byte) (int, error) {
	n, err := l.src.Read(p)
	l.n += int64(n)
	switch {
	case l.n > maxUnpacked:
		return 0, &RefusedError{Reason: fmt.Sprintf("it unpacks to more than %d bytes; unpack it first, if that is right", int64(maxUnpacked))}
	case l.n > freeRatio && l.n/maxRatio > l.packed():
		return 0, &RefusedError{Reason: fmt.Sprintf("it unpacks to more than %d times its size; unpack it first, if that is right", maxRatio)}
	case err != nil && !errors.Is(err, io.EOF):
		return n, unpackFault(err)
	default:
		return n, err
	}
}

// unpackFault says that an archive cannot be read. Of one that is cut off nothing is taken.
func unpackFault(err error) error {
	var refused *RefusedError
	var corrupt flate.CorruptInputError
	switch {
	case errors.As(err, &refused), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, zip.ErrFormat):
		return &RefusedError{Reason: "the archive is cut off or none at all; export or copy it again"}
	case errors.Is(err, zip.ErrAlgorithm):
		return &RefusedError{Reason: "the archive is packed in a way that is not known here; unpack it first"}
	case errors.As(err, &corrupt), errors.Is(err, zip.ErrChecksum), errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return &RefusedError{Reason: "the archive is damaged; export or copy it again"}
	default:
		return fmt.Errorf("unpack: %w", err)
	}
}
