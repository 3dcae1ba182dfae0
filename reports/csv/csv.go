package csv

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"handover/reports"
	"handover/reports/formula"
)

const byteOrderMark = "\ufeff"

// Write writes one finding a row; the columns are listed in the package's
// comment.
func Write(ctx context.Context, w io.Writer, r *reports.Report) error {
	out := writer{out: bufio.NewWriterSize(w, 64<<10), delimiter: r.CSV.Delimiter}
	if r.CSV.BOM {
		out.row = append(out.row, byteOrderMark...)
	}
	all := reports.Columns()
	for _, c := range all {
		out.field(c.Key)
	}
	if err := out.end(); err != nil {
		return err
	}
	for reported, err := range r.Findings(ctx) {
		if err != nil {
			return err
		}
		row := r.Row(&reported)
		for _, c := range all {
			text, err := textOf(c.Kind, c.Cell(row))
			if err != nil {
				return err
			}
			out.field(text)
		}
		if err := out.end(); err != nil {
			return err
		}
	}
	return out.out.Flush()
}

// textOf writes a cell as the CSV holds it.
func textOf(k reports.Kind, v reports.Value) (string, error) {
	switch k {
	case reports.NumberCell:
		if !v.Number.Known {
			return "", nil
		}
		return strconv.FormatInt(v.Number.N, 10), nil
	case reports.DayCell:
		return v.Day.String(), nil
	case reports.InstantCell:
		return reports.Instant(v.At), nil
	case reports.AmountCell:
		return v.Amount.String(), nil
	case reports.ListCell:
		return jsonText(v.List)
	case reports.EvidenceCell:
		return jsonText(reports.EvidenceByKey(v.Evidence))
	default:
		return formula.Guard(strings.ToValidUTF8(v.Text, "\ufffd")), nil
	}
}

// jsonText writes lists and evidence, which have no plain form in a row.
func jsonText(v any) (string, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return "", fmt.Errorf("encode JSON: %w", err)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// writer writes rows by RFC 4180. The standard library's writer is not used
// because it changes line breaks inside of fields.
type writer struct {
	delimiter byte
	out       *bufio.Writer
	row       []byte
	fields    int
}

func (w *writer) field(text string) {
	if w.fields > 0 {
		w.row = append(w.row, w.delimiter)
	}
	w.fields++
	if !w.needsQuotes(text) {
		w.row = append(w.row, text...)
		return
	}
	w.row = append(w.row, '"')
	w.row = append(w.row, strings.ReplaceAll(text, `"`, `""`)...)
	w.row = append(w.row, '"')
}

// needsQuotes reports whether a field would not come back as it is: blanks at its
// ends are lost in some readers.
func (w *writer) needsQuotes(text string) bool {
	return strings.ContainsAny(text, "\"\r\n") || strings.IndexByte(text, w.delimiter) >= 0 ||
		strings.TrimSpace(text) != text
}

// end ends the row and writes it.
func (w *writer) end() error {
	w.row = append(w.row, '\r', '\n')
	_, err := w.out.Write(w.row)
	w.row, w.fields = w.row[:0], 0
	return err
}
