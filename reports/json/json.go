package json

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"handover/reports"
)

// Schema names the version of the report.
const Schema = "handover.report/1"

// Write writes the report as one JSON document: the schema is in
// docs/report.schema.json. Each row of a list stands on its own line.
func Write(ctx context.Context, w io.Writer, r *reports.Report) error {
	out, s := newWriter(w), newShaper(r)
	out.raw("{\n\"schema\": ")
	out.value(Schema)
	out.raw(",\n\"run\": ")
	out.value(RunOf(&r.Run))
	out.raw(",\n\"summary\": ")
	out.value(SummaryOf(&r.Summary))
	writeList(out, "coverage", Objects(r.Coverage(ctx), s.coverage))
	writeList(out, "findings", Objects(r.Findings(ctx), s.finding))
	writeList(out, "resolved", Objects(r.Resolved(ctx), s.resolved))
	writeList(out, "plan", Objects(r.Plan(ctx), s.planned))
	writeList(out, "sellers", Objects(r.Sellers(ctx, s.listed), sellerOf))
	out.raw("\n}\n")
	return out.flush()
}

// WriteWith writes an object with the members of head, which has some, and as its last one
// the list findings, whose rows stand on lines of their own and are written as they come.
func WriteWith[T any](w io.Writer, head any, rows iter.Seq2[T, error]) error {
	out := newWriter(w)
	out.without("}\n", head)
	writeList(out, "findings", rows)
	out.raw("}\n")
	return out.flush()
}

// writeList writes one list of the document, an object a line.
func writeList[T any](out *writer, name string, rows iter.Seq2[T, error]) {
	out.raw(",\n\"" + name + "\": [")
	separator := "\n"
	var current T // one for all rows, as in Objects
	for row, err := range rows {
		if err != nil {
			out.fail(err)
			return
		}
		current = row
		out.raw(separator)
		out.value(&current)
		if out.err != nil {
			return
		}
		separator = ",\n"
	}
	if separator != "\n" {
		out.raw("\n")
	}
	out.raw("]")
}

// Objects turns the rows of a sequence into their shapes.
func Objects[T, O any](rows iter.Seq2[T, error], shape func(*T) O) iter.Seq2[O, error] {
	return func(yield func(O, error) bool) {
		var current T // one for all rows: each for itself would go to the heap
		for row, err := range rows {
			var object O
			if err == nil {
				current = row
				object = shape(&current)
			}
			if !yield(object, err) {
				return
			}
		}
	}
}

// writer writes JSON piece by piece and keeps the first error; after it
// nothing more is written.
type writer struct {
	out     *bufio.Writer
	scratch bytes.Buffer
	encoder *json.Encoder
	err     error
}

func newWriter(w io.Writer) *writer {
	out := &writer{out: bufio.NewWriterSize(w, 64<<10)}
	out.encoder = json.NewEncoder(&out.scratch)
	out.encoder.SetEscapeHTML(false)
	return out
}

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) raw(text string) {
	if w.err != nil {
		return
	}
	_, err := w.out.WriteString(text)
	w.fail(err)
}

// value writes a value without the line end that the encoder adds.
func (w *writer) value(v any) { w.without("\n", v) }

// without writes a value up to how its encoding ends.
func (w *writer) without(end string, v any) {
	if w.err != nil {
		return
	}
	w.scratch.Reset()
	if err := w.encoder.Encode(v); err != nil {
		w.fail(fmt.Errorf("encode JSON: %w", err))
		return
	}
	_, err := w.out.Write(bytes.TrimSuffix(w.scratch.Bytes(), []byte(end)))
	w.fail(err)
}

func (w *writer) flush() error {
	if w.err != nil {
		return w.err
	}
	return w.out.Flush()
}
