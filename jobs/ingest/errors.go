package ingest

import (
	"fmt"
	"strconv"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// UsageError says that what was asked for does not exist or is not said
// clearly; nothing was touched.
type UsageError struct {
	Path   string // as it was given; empty where no path is to blame
	Reason string // what, and what to do
}

// Error returns path and reason in one line.
func (e *UsageError) Error() string {
	if e.Path == "" {
		return e.Reason
	}
	return printable(e.Path) + ": " + e.Reason
}

// RefusedError says that nothing of a file was stored, and where its fault is.
type RefusedError struct {
	Path   string
	Line   int64  // 0 where no line is to blame
	Column string // empty where no column is to blame
	Reason string

	// Here tells that this computer is to blame and not the file, which can be taken when
	// that is mended.
	Here bool
}

// Error returns path, line, column and reason in one line.
func (e *RefusedError) Error() string {
	text := printable(e.Path)
	if e.Line > 0 {
		text += ":" + strconv.FormatInt(e.Line, 10)
	}
	if e.Column != "" {
		text += ": " + printable(e.Column)
	}
	return text + ": " + e.Reason
}

// ParseKind reads the name of a kind of file. An unknown one is a *UsageError.
func ParseKind(text string) (reconcile.DeliveryKind, error) {
	for _, t := range tables() {
		if reconcile.Fold(text) == string(t.kind) {
			return t.kind, nil
		}
	}
	return "", &UsageError{Reason: fmt.Sprintf("unknown kind %s; write one of %s", formats.Shown(text), kindNames())}
}

// printable returns a path or a column's name as it is, and quoted where it would
// not stay on one line.
func printable(text string) string {
	for _, r := range text {
		if !strconv.IsPrint(r) {
			return strconv.Quote(text)
		}
	}
	return text
}
