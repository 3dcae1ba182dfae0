package xlsx

import (
	"iter"

	"handover/reports"
	"handover/reports/workbook"
)

// The columns of the summary: three pairs of a label and its number beside each
// other, then a block for the charts. The columns between them are gaps.
const (
	left        = 0
	leftValue   = 1
	middle      = 3
	middleValue = 4
	right       = 6
	rightValue  = 7
	side        = 9
	sideValue   = 10
	sideLast    = 11
)

// summaryColumns returns the widths of the columns.
func summaryColumns() []workbook.Column {
	return []workbook.Column{
		left: {Width: 27}, leftValue: {Width: 20},
		{Width: 2},
		middle: {Width: 27}, middleValue: {Width: 12},
		{Width: 2},
		right: {Width: 26}, rightValue: {Width: 14},
		{Width: 2},
		side: {Width: 26}, sideValue: {Width: 20}, sideLast: {Width: 17},
	}
}

// grid is a sheet that is laid out freely: cells by row and column, from 0.
type grid struct {
	columns int
	rows    [][]workbook.Cell
}

// put sets cells beside each other, from one place to the right.
func (g *grid) put(row, column int, cells ...workbook.Cell) {
	for len(g.rows) <= row {
		g.rows = append(g.rows, make([]workbook.Cell, g.columns))
	}
	copy(g.rows[row][column:], cells)
}

// bottom returns the first row below all others, after an empty one.
func (g *grid) bottom() int { return len(g.rows) + 1 }

func (g *grid) all() iter.Seq2[[]workbook.Cell, error] {
	return func(yield func([]workbook.Cell, error) bool) {
		for _, cells := range g.rows {
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// table writes rows below each other, from one place on: a heading, then the
// rows. It gives the first row below it, after an empty one.
func (g *grid) table(row, column int, heading []workbook.Cell, rows [][]workbook.Cell) int {
	for i, cell := range heading {
		look := workbook.Heading
		if i > 0 {
			look = workbook.HeadingRight
		}
		heading[i] = cell.As(look)
	}
	g.put(row, column, heading...)
	for i, cells := range rows {
		g.put(row+1+i, column, cells...)
	}
	return row + len(rows) + 2
}

// counted returns the rows of a table of numbers.
func counted(list []reports.Counted) [][]workbook.Cell {
	rows := make([][]workbook.Cell, 0, len(list))
	for _, entry := range list {
		rows = append(rows, []workbook.Cell{workbook.Text(entry.Word), workbook.Int(int64(entry.N))})
	}
	return rows
}
