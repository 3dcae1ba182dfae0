package ingest

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handover/jobs/ingest/records"
)

// place is where the rejects of a file go.
type place struct {
	path string

	// origin is the file that the rows are of, told in each of them where files of
	// several folders share the folder of the rejects; else empty.
	origin string
}

// rejectsPlace finds the place for the rejects of a file, named after a path: where an earlier import of
// it has left some, else the first that is free. A number keeps apart files of one
// name that share the folder of the rejects.
func (t *intake) rejectsPlace(of, path string) (place, error) {
	path = filepath.Join(cmp.Or(t.opts.RejectsDir, filepath.Dir(path)), shortBase(path))
	from, err := filepath.Abs(of)
	to, wrong := filepath.Abs(path)
	if err := errors.Join(err, wrong); err != nil {
		return place{}, fmt.Errorf("find the place for rejects: %w", err)
	}
	p, free := place{}, ""
	if from != to {
		p.origin = from
	}
	first := max(t.numbers[path], 1)
	for n := first; n <= lastNumber || free == ""; n++ {
		p.path = numbered(path, n)
		if t.places[p.path] {
			if n == first {
				first++
				t.numbers[path] = first // all below are taken, and stay so
			}
			continue
		}
		switch who, err := p.holder(); {
		case err != nil, who == itself, who == stranger:
			return p, err
		case who == nobody && p.origin == "":
			return p, nil // the place beside the file is its own
		case who == nobody:
			free = cmp.Or(free, p.path)
		}
	}
	p.path = free
	return p, nil
}

// RejectsBeside returns the files with rejects that an import of a file has left beside it,
// one of each table that is in it.
func RejectsBeside(path string) (list []string, err error) {
	base := filepath.Join(filepath.Dir(path), shortBase(path))
	for n := 1; n <= lastNumber; n++ {
		beside := numbered(base, n)
		switch _, err := os.Lstat(beside); {
		case err == nil:
			list = append(list, beside)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("look for rejects: %w", err)
		}
	}
	return list, nil
}

// numbered returns the nth place for the rejects of a path.
func numbered(path string, n int) string {
	if n == 1 {
		return path + RejectsSuffix
	}
	return fmt.Sprintf("%s-%d%s", path, n, RejectsSuffix)
}

// maxBase is how many bytes of its name a file of rejects takes from that of the file, so
// that it can be written on any disk.
const maxBase = 200

// shortBase returns a path's last element, or the end of it where it is long.
func shortBase(path string) string {
	base := filepath.Base(path)
	if len(base) <= maxBase {
		return base
	}
	return strings.ToValidUTF8(base[len(base)-maxBase:], "_")
}

// lastNumber is how far earlier rejects of a file are looked for, behind those of
// others that may have gone since.
const lastNumber = 100

// holder is whose rejects stand in a place.
type holder uint8

const (
	nobody   holder = iota
	itself          // an earlier import of the same file
	another         // one of another file
	stranger        // something else than rejects
)

// holder looks at what stands in the place. It opens nothing but a file.
func (p *place) holder() (holder, error) {
	info, err := os.Lstat(p.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nobody, nil
	case err != nil:
		return stranger, fmt.Errorf("look for earlier rejects: %w", err)
	case !info.Mode().IsRegular():
		return stranger, nil
	}
	f, err := openRegular(p.path)
	if err != nil {
		return stranger, err
	}
	defer func() { _ = f.Close() }() // only read: closing has nothing to lose
	who, err := p.holderOf(newReader(f))
	if err != nil {
		return stranger, fmt.Errorf("look at earlier rejects: %w", err)
	}
	return who, nil
}

// holderOf tells rejects by their last columns, and whose they are by the end of
// their first row, which may be too broken to be split.
func (p *place) holderOf(r *records.Reader) (holder, error) {
	record, err := r.Next()
	var unclosed *records.UnclosedQuoteError
	switch {
	case errors.Is(err, io.EOF), errors.As(err, &unclosed):
		return stranger, nil
	case err != nil:
		return stranger, err
	}
	ends := func(with ...string) bool {
		return slices.Equal(record.Fields[max(0, len(record.Fields)-len(with)):], with)
	}
	switch {
	case ends(rejectLine, rejectColumn, rejectReason):
		return holderIf(p.origin == ""), nil
	case !ends(rejectLine, rejectColumn, rejectReason, rejectFile):
		return stranger, nil
	}
	record, err = r.Next()
	if err != nil {
		return another, nil // what cannot be read is no row of this file
	}
	delimiter := r.Delimiter()
	end := string(rune(delimiter)) + strings.TrimSuffix(csvLine(delimiter, []string{p.origin}), "\n")
	return holderIf(p.origin != "" && strings.HasSuffix(record.Raw, end)), nil
}

func holderIf(own bool) holder {
	if own {
		return itself
	}
	return another
}
