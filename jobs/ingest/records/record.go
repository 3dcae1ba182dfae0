package records

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxBytes is the usual limit of one record, line ends inside quotes included.
const MaxBytes = 1 << 20

// Record is one row of a file as it was written. Its texts, and those of the records
// that were read together with it, are cut out of one: what is kept for long of a few
// of them is cloned.
type Record struct {
	Line   int64  // the line on which the row begins, 1 for the first
	Column int64  // of an object of a JSON text, the byte at which it begins on its line; else 0
	Raw    string // the row without its line end; empty where the row is too long

	// Fields are the texts of the fields, unquoted. With a Problem they are
	// those that could be read before it.
	Fields []string

	// Problem says why the row cannot be used; nil where it can.
	Problem *Problem
}

// Problem is what is wrong with a row: the index of the field, or -1 where no
// single one is to blame, and the reason in one line.
type Problem struct {
	Field  int
	Name   string // of the field to blame, where it has no index; else empty
	Reason string
}

// Written returns the Fields as they were written, quotes included, and what stands
// behind the last one that could be read; empty where all could.
func (r *Record) Written(delimiter byte) (fields []string, rest string) {
	s := scanner{delimiter: delimiter}
	s.begin(0)
	s.split([]byte(r.Raw), 0, r.Line)
	if s.state == broken {
		rest = r.Raw[s.field.begin():]
	} else {
		s.endField(len(r.Raw))
	}
	for _, field := range s.spans {
		fields = append(fields, r.Raw[field.begin():field.end()])
	}
	return fields, rest
}

// IsText reports whether no field of the record has a TextFault.
func (r *Record) IsText() bool { return utf8.ValidString(r.Raw) && strings.IndexByte(r.Raw, 0) < 0 }

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
