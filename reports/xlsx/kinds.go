package xlsx

import (
	"handover/reconcile"
	"handover/reports"
	"handover/reports/workbook"
)

// kindColumns returns the widths of the sheet of kinds: a name, then its amounts.
func kindColumns() []workbook.Column {
	columns := []workbook.Column{{Width: 30}}
	for range mostAmounts {
		columns = append(columns, workbook.Column{Width: 17})
	}
	return columns
}

// mostAmounts is how many amounts a line has at most: that of a bridge.
const mostAmounts = 7

// kindsSheet returns the sheet of what falls due when of each kind of money, how that
// came to be since an earlier run, and what has no amount.
func (b *builder) kindsSheet() workbook.Sheet {
	l := &b.Words.Labels
	g := grid{columns: len(kindColumns())}
	g.put(0, left, workbook.Text(l.MoneyByKind).As(workbook.Title))
	at := b.putMoney(&g, 2, l.MoneyByKind, l.MoneyNote, b.Money())
	if lacking := b.WithoutAmount(); len(lacking) > 0 {
		at = g.table(at, left, []workbook.Cell{workbook.Text(l.Lacking), workbook.Text(l.Findings)}, counted(lacking))
	}
	if bridge := b.Bridge(); len(bridge.Lines) > 0 {
		b.putMoney(&g, at, b.BridgeTitle(), l.BridgeNote, bridge)
	}
	return workbook.Sheet{Name: l.MoneyByKind, Count: len(g.rows), Rows: g.all(), Columns: kindColumns(), Landscape: true}
}

// putMoney writes a table of amounts with what it says, and gives the first row below
// it, after an empty one.
func (b *builder) putMoney(g *grid, at int, title, note string, table reports.MoneyTable) int {
	l := &b.Words.Labels
	if len(table.Lines) == 0 {
		g.put(at, left, workbook.Text(l.NoExposure).As(workbook.Muted))
		return at + 2
	}
	heading := []workbook.Cell{workbook.Text(title)}
	for _, head := range table.Heads {
		heading = append(heading, workbook.Text(head))
	}
	var rows [][]workbook.Cell
	for _, line := range table.Lines {
		cells := []workbook.Cell{workbook.Text(b.MoneyOf(l.ExposureOf, line.Kind, line.Currency))}
		for _, minor := range line.Amounts {
			cells = append(cells, workbook.Amount(reconcile.FormatMinor(minor, line.Currency), line.Currency))
		}
		rows = append(rows, cells)
	}
	below := g.table(at, left, heading, rows)
	g.put(below-1, left, workbook.Text(note).As(workbook.Muted))
	return below + 1
}
