package ingest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
)

// titleRows is how far below the first line the header is looked for, to tell
// where it is.
const titleRows = 20

// underTitle makes of a file that is refused for its header one whose header stands
// further down. A title is never skipped: what it is cannot be told from a header
// that has changed.
func (t *intake) underTitle(b blob, r *records.Reader, h header, err error) error {
	refused, is := errors.AsType[*RefusedError](err)
	if !is {
		return err
	}
	for range titleRows {
		record, _, wrong := nextFilled(r)
		if wrong != nil {
			return err // that is told, and not what is wrong further down
		}
		for _, delimiter := range records.Delimiters {
			below := header{names: trimmed(strings.Split(strings.ReplaceAll(record.Raw, `"`, ""), string(delimiter)))}
			if t.mayBeHeader(b, below) {
				refused.Line, refused.Column = h.line, ""
				refused.Reason = fmt.Sprintf("%s is no header; the header is on line %d: delete the lines above it", formats.Shown(h.raw), record.Line)
				return err
			}
		}
	}
	return err
}

// mayBeHeader reports whether a file with a header would be read.
func (t *intake) mayBeHeader(b blob, h header) bool {
	named, asked := formats.Named(t.opts.formatsOf(), t.opts.Format)
	switch {
	case asked:
		return named.MayBe(formats.NewSample(b.base, h.names))
	case t.opts.Kind != "":
		return t.knows(t.opts.Kind, h)
	}
	kind, known := kindOfName(b.base)
	switch {
	case t.mayBeForeign(b, h):
		return true
	case known && !b.workbook:
		return t.knows(kind, h)
	default:
		return slices.ContainsFunc(tables(), func(kind table) bool { return kind.fits(h) })
	}
}

// mayBeForeign reports whether a header is that of somebody else's file.
func (t *intake) mayBeForeign(b blob, h header) bool {
	return len(formats.Recognised(t.opts.formatsOf(), formats.NewSample(b.base, h.names))) > 0
}
