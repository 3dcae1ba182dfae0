package xlsx

import (
	"iter"
	"math"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/workbook"
)

// The columns of the first sheet, which are as wide as a small screen shows. What is
// longer than one of them stands across several.
const (
	dayColumn = iota
	leftColumn
	customerColumn
	_
	offerColumn
	_
	actionColumn
	_
	_
	_
	actorColumn
	_
	amountColumn
	kindColumn
	todayColumns
)

// todayWidths returns the columns of the first sheet. The last two are as wide as the
// largest amount needs.
func (b *builder) todayWidths() []workbook.Column {
	amounts := b.amountWidth()
	return []workbook.Column{
		dayColumn: {Kind: workbook.KindDay, Width: 11}, leftColumn: {Width: 11, Wrap: true},
		customerColumn: {Width: 10}, customerColumn + 1: {Width: 10},
		offerColumn: {Width: 10}, offerColumn + 1: {Width: 10},
		actionColumn: {Width: 11.25}, actionColumn + 1: {Width: 11.25}, actionColumn + 2: {Width: 11.25}, actionColumn + 3: {Width: 11.25},
		actorColumn: {Width: 13}, actorColumn + 1: {Width: 13},
		amountColumn: {Width: amounts}, kindColumn: {Width: amounts, Wrap: true},
	}
}

// amountWidth returns the room of the largest amount of the bridge or of a code, with its
// currency and what stands between the digits.
func (b *builder) amountWidth() float64 {
	const usual, around = 16, 6.5
	digits := 0
	for _, line := range b.Bridge().Lines {
		for _, minor := range line.Amounts {
			digits = max(digits, len(reconcile.FormatMinor(minor, line.Currency)))
		}
	}
	for _, total := range b.Exposures() {
		digits = max(digits, len(reconcile.FormatMinor(total.Minor, total.Currency)))
	}
	return max(usual, math.Ceil(float64(digits)*1.16+around))
}

// grid is a sheet that is laid out freely: cells by row and column, from 0.
type grid struct {
	columns int
	apart   bool // no cell covers others: what is longer runs over those that are empty
	rows    [][]workbook.Cell
}

// put sets cells beside each other, from one place to the right, each across a number of
// columns.
func (g *grid) put(row, column int, spans []int, cells ...workbook.Cell) {
	for len(g.rows) <= row {
		g.rows = append(g.rows, make([]workbook.Cell, g.columns))
	}
	for i, cell := range cells {
		if !g.apart {
			cell = cell.Across(spans[i])
		}
		g.rows[row][column] = cell
		column += spans[i]
	}
}

// bottom returns the first row below all others, after an empty one.
func (g *grid) bottom() int { return len(g.rows) + 1 }

func (g *grid) all() iter.Seq2[[]workbook.Cell, error] { return each(g.rows) }

// each delivers what is there already.
func each[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, one := range list {
			if !yield(one, nil) {
				return
			}
		}
	}
}

// table writes rows below each other, from one place on: a heading, then the rows. What
// stands over numbers is at their side. It gives the first row below it, after an empty
// one.
func (g *grid) table(row, column int, spans []int, heading []workbook.Cell, numbers int, rows [][]workbook.Cell) int {
	for i, cell := range heading {
		look := workbook.Heading
		if i >= numbers {
			look = workbook.HeadingRight
		}
		heading[i] = cell.As(look)
	}
	g.put(row, column, spans, heading...)
	for i, cells := range rows {
		g.put(row+1+i, column, spans, cells...)
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
