package formats

import "slices"

// Cell is what a record says in one canonical column.
type Cell struct {
	Column string // of the canonical file
	From   string // the field or column of the record, as its writer calls it; empty: derived
	Text   string // as the canonical file writes it; an empty one says that there is none
}

// Row is one canonical row that a record gives. A column for which it has no cell is one
// of which the record says nothing, which is not the same as an empty cell.
type Row struct {
	Cells []Cell

	// Notes are what Combine needs of a record and no column has, under names of its own.
	Notes []Cell
}

// Set gives a column a text; it replaces an earlier one.
func (r *Row) Set(column, from, text string) {
	r.Cells = with(r.Cells, Cell{column, from, text})
}

// SetKnown gives a column a text where there is one.
func (r *Row) SetKnown(column, from, text string) {
	if text != "" {
		r.Set(column, from, text)
	}
}

// Note keeps a text for Combine.
func (r *Row) Note(name, text string) {
	r.Notes = with(r.Notes, Cell{Column: name, Text: text})
}

// Text returns the text of a column; empty where it has none.
func (r *Row) Text(column string) string { return textIn(r.Cells, column) }

// Has reports whether the row has a cell of a column.
func (r *Row) Has(column string) bool { return indexIn(r.Cells, column) >= 0 }

// Noted returns the text of a note.
func (r *Row) Noted(name string) string { return textIn(r.Notes, name) }

// Take copies a column of another row, if that has one.
func (r *Row) Take(column string, from *Row) {
	if at := indexIn(from.Cells, column); at >= 0 {
		c := from.Cells[at]
		r.Set(c.Column, c.From, c.Text)
	}
}

func with(cells []Cell, c Cell) []Cell {
	if at := indexIn(cells, c.Column); at >= 0 {
		cells[at] = c
		return cells
	}
	return append(cells, c)
}

func textIn(cells []Cell, column string) string {
	if at := indexIn(cells, column); at >= 0 {
		return cells[at].Text
	}
	return ""
}

func indexIn(cells []Cell, column string) int {
	return slices.IndexFunc(cells, func(c Cell) bool { return c.Column == column })
}
