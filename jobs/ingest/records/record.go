package records

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxBytes is the usual limit of one record, line ends inside quotes included.
const MaxBytes = 1 << 20

// Record is one row of a file as it was written. Its slices are valid until the
// next call of Next; the texts in Fields stay valid.
type Record struct {
	Line int64  // the line on which the row begins, 1 for the first
	Raw  []byte // the row's bytes without its line end; empty where the row is too long

	// Fields are the texts of the fields, unquoted. With a Problem they are
	// those that could be read before it.
	Fields []string

	// Problem says why the row cannot be used; nil where it can.
	Problem *Problem

	starts []int // where each field begins in Raw
}

// Problem is what is wrong with a row: the index of the field, or -1 where no
// single one is to blame, and the reason in one line.
type Problem struct {
	Field  int
	Reason string
}

// RawField returns the bytes of a field as they were written, quotes included.
func (r *Record) RawField(at int) []byte {
	end := len(r.Raw)
	if at+1 < len(r.starts) {
		end = r.starts[at+1] - 1
	}
	return r.Raw[r.starts[at]:end]
}

// IsText reports whether no field of the record has a TextFault.
func (r *Record) IsText() bool { return utf8.Valid(r.Raw) && bytes.IndexByte(r.Raw, 0) < 0 }

// Rest returns the bytes behind the last field that could be read; nil where all
// could.
func (r *Record) Rest() []byte {
	if len(r.starts) == len(r.Fields) {
		return nil
	}
	return r.Raw[r.starts[len(r.Fields)]:]
}

// UnclosedQuoteError says that a quoted field is not closed where it should
// be, so that nobody can say which of the following lines are rows.
type UnclosedQuoteError struct {
	Line int64 // the line on which the quote opens
}

// Error names the line and what to do.
func (e *UnclosedQuoteError) Error() string {
	return fmt.Sprintf("line %d: the quote that opens here is not closed; close it, and double a quote inside quotes", e.Line)
}

// TextFault says why a field is no text, in one line; empty where it is one.
func TextFault(field string) string {
	switch {
	case strings.IndexByte(field, 0) >= 0:
		return "the text holds a NUL byte"
	case !utf8.ValidString(field):
		return "the text is not valid UTF-8"
	default:
		return ""
	}
}
