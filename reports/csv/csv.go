package csv

import (
	"bufio"
	"context"
	"io"
	"strconv"
	"strings"

	"handover/reconcile"
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
	var current reconcile.Reported // one for all rows: each for itself would go to the heap
	row := r.Row(&current)
	for reported, err := range r.Findings(ctx) {
		if err != nil {
			return err
		}
		current = reported
		for _, c := range all {
			out.field(textOf(c.Kind, c.Cell(row), r.CSV.Comma))
		}
		if err := out.end(); err != nil {
			return err
		}
	}
	return out.out.Flush()
}

// spreadsheetInstant is an instant in UTC as spreadsheets take one for a date and not
// for a text.
const spreadsheetInstant = "2006-01-02 15:04:05"

// textOf writes a cell as the CSV holds it: for machines, or with commas as decimal
// marks for spreadsheets that expect them.
func textOf(k reports.Kind, v reports.Value, comma bool) string {
	switch k {
	case reports.NumberCell:
		if !v.Number.Known {
			return ""
		}
		return strconv.FormatInt(v.Number.N, 10)
	case reports.DayCell:
		return v.Day.String()
	case reports.InstantCell:
		if comma && !v.At.IsZero() {
			return v.At.UTC().Format(spreadsheetInstant)
		}
		return reports.Instant(v.At)
	case reports.AmountCell:
		if comma {
			return strings.Replace(v.Amount.String(), ".", ",", 1)
		}
		return v.Amount.String()
	case reports.ListCell:
		return listText(v.List)
	case reports.EvidenceCell:
		return evidenceText(v.Evidence)
	default:
		return formula.Guard(strings.ToValidUTF8(v.Text, "\ufffd"))
	}
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
	for at := strings.IndexByte(text, '"'); at >= 0; at = strings.IndexByte(text, '"') {
		w.row = append(append(w.row, text[:at]...), `""`...)
		text = text[at+1:]
	}
	w.row = append(append(w.row, text...), '"')
}

// needsQuotes reports whether a field would not come back as it is: blanks at its
// ends are lost in some readers.
func (w *writer) needsQuotes(text string) bool {
	for i := range len(text) {
		if c := text[i]; c == '"' || c == '\r' || c == '\n' || c == w.delimiter {
			return true
		}
	}
	return strings.TrimSpace(text) != text
}

// end ends the row and writes it.
func (w *writer) end() error {
	w.row = append(w.row, '\r', '\n')
	_, err := w.out.Write(w.row)
	w.row, w.fields = w.row[:0], 0
	return err
}
