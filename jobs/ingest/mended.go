package ingest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/reconcile"
)

// recordColumn is the only column that the rejects of a JSON file have of their own: the
// objects, as they are.
const recordColumn = "record"

// mended takes a file that has the columns of one of rejects as what its rows were taken
// from: with the tenant that the first file told for all of them, the calendar of its
// workbook, or the objects of its JSON. Another file comes back as it is.
func (b *blob) mended(ctx context.Context, head []byte) (_ blob, err error) {
	if !bytes.Contains(beginning(head), []byte(rejectLine)) {
		return *b, nil
	}
	src, err := b.open(ctx)
	if err != nil {
		return *b, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	r := mendedRows(src)
	h, err := readHeader(r)
	if err != nil || !h.hasRejects() {
		return *b, nil // what is wrong with it is told when it is read
	}
	said, err := h.saidOfAll(r)
	if err != nil {
		return *b, err
	}
	m := *b
	m.isMended, m.tenant = said != nil, said[rejectTenant]
	if days := said[rejectDays]; days != "" {
		m.workbook, m.date1904 = true, days == days1904
		m.open = b.through(records.Plain) // a sheet is UTF-8, and whoever mended it may have saved it otherwise
	}
	if m.isMended && h.at(recordColumn) == 0 && h.at(rejectLine) <= 2 { // but for whose they are, the objects are all there is
		m.open = b.through(func(src io.Reader) io.Reader {
			return &objectLines{src: mendedRows(src), line: 1}
		})
	}
	return m, nil
}

// mendedRows reads rows in which a whole object may stand: twice as large where each byte of
// it is a quote.
func mendedRows(src io.Reader) *records.Reader {
	return records.NewReader(records.Plain(src), 2*records.MaxObject, 0)
}

// through returns how to open the blob as what is read through a reader.
func (b *blob) through(by func(io.Reader) io.Reader) func(context.Context) (io.ReadCloser, error) {
	open := b.open
	return func(ctx context.Context) (io.ReadCloser, error) {
		src, err := open(ctx)
		if err != nil {
			return nil, err
		}
		return readCloser{by(src), src}, nil
	}
}

// saidOfAll returns what rows of rejects say of the file that they are of, by the column; nil
// where there are none. Rows of files of which different things are said are refused: what
// the first one says would be taken for all.
func (h *header) saidOfAll(r *records.Reader) (said map[string]string, _ error) {
	for {
		row, _, err := nextFilled(r)
		if err != nil {
			return said, nil // what is wrong with it is told when the rows are read
		}
		if row.Problem != nil {
			continue
		}
		first := said == nil
		if first {
			said = map[string]string{}
		}
		for _, name := range []string{rejectTenant, rejectDays} {
			text := ""
			if at := h.at(name); at >= 0 && at < len(row.Fields) {
				text = strings.TrimSpace(row.Fields[at])
			}
			if first {
				said[name] = strings.Clone(text)
			} else if said[name] != text {
				return nil, &RefusedError{Line: row.Line, Column: name, Reason: "it is another one than in the rows above; import the rejects of each file by themselves"}
			}
		}
	}
}

// listOf returns the path of the list of records in a JSON body; rejects are none any more.
func (b *blob) listOf(f *formats.Format) string {
	if b.isMended {
		return ""
	}
	return f.List
}

// hasRejects reports whether the columns are those that a file of rejects adds.
func (h *header) hasRejects() bool {
	return !slices.ContainsFunc([]string{rejectLine, rejectColumn, rejectReason}, func(name string) bool { return h.at(name) < 0 })
}

// at returns the place of a column; -1 where it is not there.
func (h *header) at(name string) int {
	return slices.IndexFunc(h.names, func(other string) bool { return reconcile.Fold(other) == name })
}

// objectLines reads the objects in the first column of a CSV file as JSON lines, each on the
// line on which it stands there.
type objectLines struct {
	src    *records.Reader
	line   int64 // on which the next byte is
	behind bool  // the header
	rest   []byte
}

// Read reads on.
func (o *objectLines) Read(p []byte) (int, error) {
	for len(o.rest) == 0 {
		record, err := o.src.Next()
		unclosed, isUnclosed := errors.AsType[*records.UnclosedQuoteError](err)
		switch {
		case isUnclosed:
			return 0, refusedQuote(unclosed)
		case err != nil:
			return 0, err
		case !isFilled(record):
			continue
		case !o.behind:
			o.behind = true
			continue
		case record.Problem != nil:
			return 0, &RefusedError{Line: record.Line, Reason: record.Problem.Reason}
		case strings.TrimSpace(record.Fields[0]) == "":
			return 0, &RefusedError{Line: record.Line, Column: recordColumn, Reason: "there is none; write it, or delete the line"}
		}
		text := record.Fields[0]
		o.rest = []byte(strings.Repeat("\n", int(max(0, record.Line-o.line))) + text)
		o.line = max(o.line, record.Line) + int64(strings.Count(text, "\n"))
	}
	n := copy(p, o.rest)
	o.rest = o.rest[n:]
	return n, nil
}

// addedTo returns what a file of rejects says of the file that its rows are of, so that they
// can be read without it: names of columns and their cells.
func (d *delivery) addedTo() (names, cells []string) {
	if d.foreign != nil && d.foreign.file.Tenant != "" {
		names, cells = append(names, rejectTenant), append(cells, d.foreign.file.Tenant)
	}
	if d.workbook {
		days := days1900
		if d.date1904 {
			days = days1904
		}
		names, cells = append(names, rejectDays), append(cells, days)
	}
	return names, cells
}

// The calendars of workbooks.
const (
	days1900 = "1900"
	days1904 = "1904"
)
