package ingest

import (
	"errors"
	"io"
	"slices"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/reconcile"
)

// header is the first line of a file that is not empty.
type header struct {
	raw       string
	names     []string // as they were written, without surrounding blanks
	line      int64
	delimiter byte
	empty     int64 // rows of empty cells above it
}

func newReader(src io.Reader) *records.Reader {
	return records.NewReader(records.Plain(src), records.MaxBytes, 0)
}

// nextFilled returns the next record that holds more than empty cells, and how
// many others were left out before it.
func nextFilled(r *records.Reader) (*records.Record, int64, error) {
	for empty := int64(0); ; empty++ {
		record, err := r.Next()
		if err != nil || isFilled(record) {
			return record, empty, err
		}
	}
}

// isFilled reports whether a record holds more than empty cells.
func isFilled(record *records.Record) bool {
	return record.Problem != nil ||
		slices.ContainsFunc(record.Fields, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// readHeader reads the header of a file. A fault is a *RefusedError without a
// path.
func readHeader(r *records.Reader) (header, error) {
	record, empty, err := nextFilled(r)
	var unclosed *records.UnclosedQuoteError
	switch {
	case errors.Is(err, io.EOF):
		return header{}, &RefusedError{Reason: "the file is empty; a header line is expected"}
	case errors.As(err, &unclosed):
		return header{}, refusedQuote(unclosed)
	case err != nil:
		return header{}, err
	}
	h := header{raw: record.Raw, line: record.Line, delimiter: r.Delimiter(), names: trimmed(record.Fields), empty: empty}
	return h, h.check(record.Problem)
}

func trimmed(names []string) []string {
	names = slices.Clone(names)
	for i, name := range names {
		names[i] = strings.TrimSpace(name)
	}
	return names
}

func (h *header) check(problem *records.Problem) error {
	refuse := func(reason string) error { return &RefusedError{Line: h.line, Reason: reason} }
	if problem != nil {
		return refuse("the header cannot be read: " + problem.Reason)
	}
	if sep, found := strings.CutPrefix(reconcile.Fold(h.names[0]), "sep="); found && h.line == 1 && len(h.names) == 1 {
		return refuse("no file can be read with " + formats.Shown(sep) + " between its columns; separate them by a comma, a semicolon, a bar or a tab")
	}
	seen := map[string]bool{}
	for _, name := range h.names {
		key := reconcile.Fold(name)
		switch fault := records.TextFault(name); {
		case fault != "":
			return refuse("the header cannot be read: " + fault + "; save the file as UTF-8, or name its encoding in a mapping")
		case key != "" && seen[key]:
			return refuse("the column " + formats.Shown(name) + " occurs more than once; keep one")
		}
		seen[key] = true
	}
	return nil
}

// alike refuses a file for two columns between which a format cannot tell, since it compares
// names without case and separators.
func (h *header) alike(first, second string) error {
	return &RefusedError{Line: h.line, Reason: "the columns " + formats.Shown(first) + " and " + formats.Shown(second) + " have names that count as one; keep one"}
}

func refusedQuote(e *records.UnclosedQuoteError) error {
	return &RefusedError{Line: e.Line, Reason: "the quote that opens on this line is not closed; close it, and double a quote inside quotes"}
}
