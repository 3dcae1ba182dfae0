package workbook

import (
	"context"
	"fmt"
	"strconv"
)

// flushAt is how many bytes of a sheet are gathered before they are compressed.
const flushAt = 1 << 16

// streamer writes the sheets, row by row.
type streamer struct {
	out    *archive
	parts  parts
	styles styles
	tabs   []tab
	limits limits
}

// sheet writes all tabs of one sheet.
func (s *streamer) sheet(ctx context.Context, sheet Sheet, tabs []tab) error {
	if len(sheet.Columns) == 0 {
		return s.bare(tabs[0])
	}
	w, rows, err := s.rows(ctx, sheet, tabs)
	if err != nil {
		return err
	}
	if sheet.explained() {
		if err := w.row([]Cell{Text(sheet.Empty).As(Muted)}); err != nil {
			return err
		}
	}
	if rows < sheet.Count {
		return fmt.Errorf("%d rows were announced, but only %d came", sheet.Count, rows)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.finish()
}

// rows writes the rows of a sheet, and returns the last tab and how many there were.
func (s *streamer) rows(ctx context.Context, sheet Sheet, tabs []tab) (w *tabWriter, rows int, err error) {
	w, err = s.begin(sheet, tabs[0])
	if err != nil || sheet.Rows == nil {
		return w, 0, err
	}
	for row, err := range sheet.Rows {
		if err != nil {
			return nil, 0, fmt.Errorf("read row %d: %w", rows+1, err)
		}
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		if rows == sheet.Count {
			return nil, 0, fmt.Errorf("%d rows were announced, but more came", sheet.Count)
		}
		if w.rows == w.tab.rows {
			if err := w.finish(); err != nil {
				return nil, 0, err
			}
			tabs = tabs[1:]
			if w, err = s.begin(sheet, tabs[0]); err != nil {
				return nil, 0, err
			}
		}
		if err := w.row(row); err != nil {
			return nil, 0, fmt.Errorf("row %d: %w", rows+1, err)
		}
		rows++
	}
	return w, rows, nil
}

// bare writes a tab that has no rows of ours.
func (s *streamer) bare(t tab) error {
	for _, name := range []string{t.path, relationsOf(t.path)} {
		if part, ok := s.parts[name]; ok {
			if err := s.out.store(name, part.Bytes()); err != nil {
				return err
			}
		}
	}
	return nil
}

// tabWriter writes one tab.
type tabWriter struct {
	*streamer
	sheet   Sheet
	tab     tab
	cut     template
	entry   *entry
	columns []string // names: A, B, C …
	widths  []float64
	ruled   bool     // the row is one of a table, and so is the header
	number  int      // of the current row, from 1
	digits  []byte   // of that number
	rows    int      // written, without the header and what stands above it
	sums    []string // the formula of the sum of each column
	links   links
	merged  []byte // the elements of the cells that cover others
	buf     []byte
}

// begin opens the tab's part and writes what stands before the rows, and the
// header row.
func (s *streamer) begin(sheet Sheet, t tab) (*tabWriter, error) {
	cut, err := s.parts.template(t.path)
	if err != nil {
		return nil, err
	}
	e, err := s.out.begin(t.path, t.rows*len(sheet.Columns) >= s.limits.hugeCells)
	if err != nil {
		return nil, err
	}
	w := &tabWriter{
		streamer: s, sheet: sheet, tab: t, cut: cut, entry: e, sums: sums(sheet, tabsOf(s.tabs, t.sheet)),
		links: newLinks(s.limits.links - cut.links),
		buf:   make([]byte, 0, 2*flushAt),
	}
	header := make([]Cell, len(sheet.Columns))
	for i, c := range sheet.Columns {
		w.columns = append(w.columns, columnName(i))
		w.widths = append(w.widths, c.Width)
		header[i] = Text(c.Title).As(Header)
	}
	w.buf = append(append(w.buf, cut.head...), openRows...)
	if sheet.table() {
		err = w.head(header)
	}
	return w, err
}

// head writes a table's header and what stands above it.
func (w *tabWriter) head(header []Cell) error {
	for i, cells := range w.sheet.Above {
		if err := w.row(cells); err != nil {
			return fmt.Errorf("row %d above the header: %w", i+1, err)
		}
	}
	w.ruled = true
	err := w.row(header)
	w.rows = 0
	return err
}

// row writes one row.
func (w *tabWriter) row(cells []Cell) error {
	if len(cells) > len(w.columns) {
		return fmt.Errorf("it has %d cells, the sheet %d columns", len(cells), len(w.columns))
	}
	w.number++
	w.rows++
	w.buf = append(w.buf, `<row r="`...)
	w.digits = strconv.AppendInt(w.digits[:0], int64(w.number), 10)
	w.buf = append(w.buf, w.digits...)
	if height := w.height(cells); height > 0 {
		w.buf = append(w.buf, `" ht="`...)
		w.buf = strconv.AppendInt(w.buf, int64(height), 10)
	}
	w.buf = append(w.buf, `">`...)
	var over Cell // what covers the cells at its right
	for i := range w.columns {
		var c Cell
		if i < len(cells) {
			c = cells[i]
		}
		if over.across > 0 {
			c, over.across = Cell{look: over.look}, over.across-1
		} else if over = c; c.across > 0 {
			if err := w.merge(i, int(c.across)); err != nil {
				return err
			}
		}
		if err := w.cell(i, c); err != nil {
			return fmt.Errorf("column %s: %w", w.columns[i], err)
		}
	}
	w.buf = append(w.buf, "</row>"...)
	return w.flushFull()
}

// flushFull writes what is buffered once it is worth it.
func (w *tabWriter) flushFull() error {
	if len(w.buf) < flushAt {
		return nil
	}
	return w.flush()
}

func (w *tabWriter) flush() error {
	empty, err := w.entry.pass(w.buf)
	w.buf = empty
	return err
}

// finish writes what stands behind the rows, and the tab's relations.
func (w *tabWriter) finish() error {
	middle, tail := w.cut.around(w.links.count())
	w.buf = append(w.buf, closeRows...)
	if len(w.merged) > 0 {
		w.buf = append(append(append(w.buf, "<mergeCells>"...), w.merged...), "</mergeCells>"...)
	}
	w.buf = append(w.buf, middle...)
	if err := w.writeLinks(); err != nil {
		return err
	}
	w.buf = append(w.buf, tail...)
	if err := w.flush(); err != nil {
		return err
	}
	if err := w.entry.close(); err != nil {
		return err
	}
	return w.writeRelations()
}
