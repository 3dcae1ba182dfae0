package workbook

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// appendRange appends the name of a cell and, where it covers others at its right, of
// the last of them.
func (w *tabWriter) appendRange(buf []byte, row, column, across int) []byte {
	buf = append(buf, w.columns[column]...)
	buf = strconv.AppendInt(buf, int64(row), 10)
	if across > 0 {
		buf = append(append(buf, ':'), w.columns[column+across]...)
		buf = strconv.AppendInt(buf, int64(row), 10)
	}
	return buf
}

// merge makes the present row's cell cover others. A filter and a merged cell do not go
// together, and the format has the one in the place of the other.
func (w *tabWriter) merge(column, across int) error {
	if w.sheet.table() {
		return errors.New("a cell of a table cannot cover others")
	}
	if column+across >= len(w.columns) {
		return fmt.Errorf("a cell at column %s covers %d more, and the sheet has %d columns", w.columns[column], across, len(w.columns))
	}
	w.merged = append(w.merged, `<mergeCell ref="`...)
	w.merged = w.appendRange(w.merged, w.number, column, across)
	w.merged = append(w.merged, `"/>`...)
	return nil
}

// sums returns the formula of the sum of each column of a table, over all its tabs. It
// adds what a filter leaves. There is none where there are no rows.
func sums(s Sheet, tabs []tab) []string {
	if !s.table() || s.Count == 0 {
		return nil
	}
	formulas := make([]string, len(s.Columns))
	for i := range s.Columns {
		var ranges []string
		for _, t := range tabs {
			name := ""
			if len(tabs) > 1 {
				name = "'" + t.name + "'!" // a cleaned name holds no apostrophe
			}
			ranges = append(ranges, name+area{head: t.head, last: t.head + t.rows}.column(i))
		}
		formulas[i] = string(escapeAttribute("SUBTOTAL(109," + strings.Join(ranges, ",") + ")"))
	}
	return formulas
}
