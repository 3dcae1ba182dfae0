package reports

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"handover/reports/formula"
)

// dialect says how the CSV separates its fields and whether it begins with a
// byte order mark.
type dialect struct {
	delimiter byte
	bom       bool
}

// newDialect checks the delimiter, for which the zero rune stands for a comma.
func newDialect(options Options) (dialect, error) {
	switch options.CSVDelimiter {
	case 0:
		return dialect{',', options.CSVBOM}, nil
	case ',', ';', '\t', '|':
		return dialect{byte(options.CSVDelimiter), options.CSVBOM}, nil
	default:
		return dialect{}, fmt.Errorf("CSV delimiter %q is not one of comma, semicolon, tab, bar", options.CSVDelimiter)
	}
}

const byteOrderMark = "\ufeff"

// writeCSV writes one finding a row; the columns are listed in the package's
// comment.
func writeCSV(ctx context.Context, w io.Writer, r *Report) error {
	out := csvWriter{out: bufio.NewWriterSize(w, 64<<10), dialect: r.csv}
	if r.csv.bom {
		out.row = append(out.row, byteOrderMark...)
	}
	all := columns()
	for _, c := range all {
		out.field(c.key)
	}
	if err := out.end(); err != nil {
		return err
	}
	for reported, err := range r.findings(ctx) {
		if err != nil {
			return err
		}
		for _, c := range all {
			text, err := csvText(c.kind, c.cell(row{&reported, r}))
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

// csvText writes a cell as the CSV holds it.
func csvText(k kind, v value) (string, error) {
	switch k {
	case numberCell:
		if !v.number.Known {
			return "", nil
		}
		return strconv.FormatInt(v.number.N, 10), nil
	case dayCell:
		return v.day.String(), nil
	case instantCell:
		return instant(v.at), nil
	case amountCell:
		return v.amount.String(), nil
	case listCell:
		return jsonText(list(v.list))
	case evidenceCell:
		return jsonText(evidenceMap(v.evidence))
	default:
		return formula.Guard(strings.ToValidUTF8(v.text, "\ufffd")), nil
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

// csvWriter writes rows by RFC 4180. The standard library's writer is not used
// because it changes line breaks inside of fields.
type csvWriter struct {
	dialect
	out    *bufio.Writer
	row    []byte
	fields int
}

func (w *csvWriter) field(text string) {
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

// needsQuotes tells whether a field would not come back as it is: blanks at its
// ends are lost in some readers.
func (w *csvWriter) needsQuotes(text string) bool {
	return strings.ContainsAny(text, "\"\r\n") || strings.IndexByte(text, w.delimiter) >= 0 ||
		strings.TrimSpace(text) != text
}

// end ends the row and writes it.
func (w *csvWriter) end() error {
	w.row = append(w.row, '\r', '\n')
	_, err := w.out.Write(w.row)
	w.row, w.fields = w.row[:0], 0
	return err
}
