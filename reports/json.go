package reports

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
)

// WriteJSON writes the report as one JSON document: the schema is in
// docs/report.schema.json. Each row of a list stands on its own line.
func WriteJSON(ctx context.Context, w io.Writer, r *Report) error {
	out := newJSONWriter(w)
	out.raw("{\n\"schema\": ")
	out.value(Schema)
	out.raw(",\n\"run\": ")
	out.value(r.runObject())
	out.raw(",\n\"summary\": ")
	out.value(r.summaryObject())
	writeList(out, "coverage", objects(r.Coverage(ctx), r.coverageObject))
	writeList(out, "findings", objects(r.Findings(ctx), r.findingObject))
	writeList(out, "resolved", objects(r.Resolved(ctx), r.resolvedObject))
	writeList(out, "plan", objects(r.Plan(ctx), r.planObject))
	out.raw("\n}\n")
	return out.flush()
}

// writeList writes one list of the document, an object a line.
func writeList[T any](out *jsonWriter, name string, rows iter.Seq2[T, error]) {
	out.raw(",\n\"" + name + "\": [")
	separator := "\n"
	for row, err := range rows {
		if err != nil {
			out.fail(err)
			return
		}
		out.raw(separator)
		out.value(row)
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

// objects turns the rows of a sequence into their shapes.
func objects[T, O any](rows iter.Seq2[T, error], shape func(*T) O) iter.Seq2[O, error] {
	return func(yield func(O, error) bool) {
		for row, err := range rows {
			var object O
			if err == nil {
				object = shape(&row)
			}
			if !yield(object, err) {
				return
			}
		}
	}
}

// jsonWriter writes JSON piece by piece and keeps the first error; after it
// nothing more is written.
type jsonWriter struct {
	out     *bufio.Writer
	scratch bytes.Buffer
	encoder *json.Encoder
	err     error
}

func newJSONWriter(w io.Writer) *jsonWriter {
	out := &jsonWriter{out: bufio.NewWriterSize(w, 64<<10)}
	out.encoder = json.NewEncoder(&out.scratch)
	out.encoder.SetEscapeHTML(false)
	return out
}

func (w *jsonWriter) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *jsonWriter) raw(text string) {
	if w.err != nil {
		return
	}
	_, err := w.out.WriteString(text)
	w.fail(err)
}

// value writes a value without the line end that the encoder adds.
func (w *jsonWriter) value(v any) {
	if w.err != nil {
		return
	}
	w.scratch.Reset()
	if err := w.encoder.Encode(v); err != nil {
		w.fail(fmt.Errorf("encode JSON: %w", err))
		return
	}
	_, err := w.out.Write(bytes.TrimSuffix(w.scratch.Bytes(), []byte("\n")))
	w.fail(err)
}

func (w *jsonWriter) flush() error {
	if w.err != nil {
		return w.err
	}
	return w.out.Flush()
}
