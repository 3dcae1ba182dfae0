package ingest

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"handover/jobs/durable"
	"handover/jobs/ingest/records"
	"handover/reports/formula"
)

// rejectsFile is a rejects file under construction. The zero pointer is none.
type rejectsFile struct {
	temp   *durable.Temp
	origin string        // told in each row, where it is not empty
	added  []string      // told in each row, of the file as a whole
	out    *bufio.Writer // keeps the first error for seal
}

// createRejects begins a rejects file beside its later place. It refuses to
// replace anything but earlier rejects of the same file.
func createRejects(at place) (*rejectsFile, error) {
	who, err := at.holder()
	switch {
	case err == nil && who == nobody:
		err = os.MkdirAll(filepath.Dir(at.path), 0o750)
	case err == nil && who != itself:
		err = &RefusedError{Path: at.path, Reason: "the rejects cannot go here: another file has this name; choose a folder with --rejects"}
	}
	if err != nil {
		return nil, fmt.Errorf("create rejects file: %w", err)
	}
	temp, err := durable.OnDisk().NewFile(at.path)
	switch {
	case areTooMany(err):
		return nil, fmt.Errorf("create rejects file %s: %w", at.path, errTooMany)
	case err != nil:
		return nil, fmt.Errorf("create rejects file, choose a folder with --rejects: %w", err)
	}
	return &rejectsFile{temp: temp, origin: at.origin, out: bufio.NewWriter(temp)}, nil
}

// addHeader writes the names quoted where they could be taken for those of a file
// with another delimiter.
func (f *rejectsFile) addHeader(l *layout, added []string) {
	var names []string
	for _, at := range l.original {
		names = append(names, l.header.names[at])
	}
	names = append(append(names, added...), rejectLine, rejectColumn, rejectReason)
	if f.origin != "" {
		names = append(names, rejectFile)
	}
	for i, name := range names {
		name = formula.Guard(name)
		names[i] = name
		if strings.ContainsAny(name, records.Delimiters+"\"\r\n") {
			names[i] = `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
		}
	}
	f.write(strings.Join(names, string(rune(l.header.delimiter))) + "\n")
}

// add writes a row as it was, with its line, column and reason behind it. A row
// that was too long to keep leaves its columns empty, so that nobody takes a
// part of it for the whole.
func (f *rejectsFile) add(l *layout, record *records.Record, problems []records.Problem) {
	columns, reason := l.told(problems)
	f.write(l.asWritten(record))
	f.write(string(rune(l.header.delimiter)))
	cells := append(slices.Clone(f.added), strconv.FormatInt(record.Line, 10), formula.Guard(strings.Join(columns, listSeparator)), reason)
	if f.origin != "" {
		cells = append(cells, f.origin)
	}
	f.write(csvLine(l.header.delimiter, cells))
}

func (f *rejectsFile) write(text string) {
	_, _ = f.out.WriteString(text) // the buffer repeats its first error in seal
}

// seal writes everything down; publish gives the file its name.
func (f *rejectsFile) seal() error {
	err := errors.Join(f.out.Flush(), f.temp.Sync(), f.temp.Close())
	if err != nil {
		return fmt.Errorf("write rejects file %s: %w", f.temp.Place, err)
	}
	return nil
}

func (f *rejectsFile) publish() error {
	err := f.temp.Settle()
	if _, gone := os.Lstat(f.temp.Path); err != nil && gone == nil {
		return fmt.Errorf("the rows are stored, but their rejects stay in %s: %w", f.temp.Path, err)
	}
	return err
}

// discard removes what was begun.
func (f *rejectsFile) discard() error {
	if f == nil {
		return nil
	}
	err := f.temp.Close()
	if errors.Is(err, os.ErrClosed) {
		err = nil
	}
	return errors.Join(err, f.temp.Drop())
}

// removeRejects removes what an earlier import of the file refused and this one did
// not.
func removeRejects(at place) error {
	who, err := at.holder()
	if err == nil && who == itself {
		err = os.Remove(at.path)
	}
	if err != nil {
		return fmt.Errorf("remove the rejects of an earlier import: %w", err)
	}
	return nil
}

// asWritten returns a row as it was written, but for an apostrophe before what a
// spreadsheet would run. From a rejects file that is imported again the earlier line,
// column and reason are left out, where the row can be split into its columns at all.
func (l *layout) asWritten(record *records.Record) string {
	delimiter := string(rune(l.header.delimiter))
	if l.isJSON {
		return strings.TrimSuffix(csvLine(l.header.delimiter, record.Fields), "\n")
	}
	if record.Raw == "" {
		return strings.Repeat(delimiter, max(0, len(l.original)-1))
	}
	var kept []string
	fields, rest := record.Written(l.header.delimiter)
	for at, field := range fields {
		if len(fields) != len(l.columns) || slices.Contains(l.original, at) {
			kept = append(kept, guarded(field, record.Fields[at]))
		}
	}
	if rest != "" {
		for piece := range strings.SplitSeq(rest, delimiter) {
			kept = append(kept, guarded(piece, strings.TrimPrefix(piece, `"`)))
		}
	}
	return strings.Join(kept, delimiter)
}

// guarded puts an apostrophe before the text of a field that would run, behind its
// quote. A number with a sign runs no harm.
func guarded(raw, text string) string {
	if formula.Guard(text) == text || strings.Trim(strings.TrimLeft(strings.TrimSpace(text), "+-"), "0123456789.,") == "" {
		return raw
	}
	inner, quoted := strings.CutPrefix(raw, `"`)
	if quoted {
		return `"'` + inner
	}
	return "'" + raw
}

// csvLine writes cells as a line of a file.
func csvLine(delimiter byte, cells []string) string {
	var out strings.Builder
	w := csv.NewWriter(&out)
	w.Comma = rune(delimiter)
	_ = w.Write(cells) // a builder takes everything
	w.Flush()
	return out.String()
}
