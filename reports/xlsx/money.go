package xlsx

import (
	"context"
	"slices"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports"
	"handover/reports/workbook"
)

// moneyTables are the tables of amounts by kind on a page: across which of its columns a
// name and the amounts stand.
type moneyTables struct {
	*builder
	grid  *grid
	spans []int
}

// put writes a table of amounts, a kind and currency in each row, with what it says
// below. It gives the first row below it, after an empty one.
func (m *moneyTables) put(at int, title, note string, table reports.MoneyTable) int {
	l := &m.Words.Labels
	if len(table.Lines) == 0 {
		m.grid.put(at, 0, []int{1}, workbook.Text(l.NoExposure).As(workbook.Muted))
		return at + 2
	}
	heading := []workbook.Cell{workbook.Text(title)}
	for _, head := range table.Heads {
		heading = append(heading, workbook.Text(head))
	}
	var rows [][]workbook.Cell
	for _, line := range table.Lines {
		cells := []workbook.Cell{workbook.Text(m.MoneyOf(l.ExposureOf, line.Kind, line.Currency))}
		for _, minor := range line.Amounts {
			cells = append(cells, workbook.Amount(reconcile.FormatMinor(minor, line.Currency), line.Currency))
		}
		rows = append(rows, cells)
	}
	below := m.grid.table(at, 0, m.spans, heading, 1, rows)
	m.grid.put(below-1, 0, []int{1}, workbook.Text(note).As(workbook.Muted))
	return below + 1
}

// all writes what falls due when of each kind of money, what has no amount, and how all of
// it came to be since an earlier run. It gives the first row below.
func (m *moneyTables) all(at int) int {
	l := &m.Words.Labels
	at = m.put(at, l.MoneyByKind, l.MoneyNote, m.Money())
	if lacking := m.WithoutAmount(); len(lacking) > 0 {
		heading := []workbook.Cell{workbook.Text(l.Lacking), workbook.Text(l.Findings)}
		at = m.grid.table(at, 0, m.spans, heading, 1, counted(lacking))
	}
	if bridge := m.Bridge(); len(bridge.Lines) > 0 {
		at = m.put(at, m.BridgeTitle(), l.BridgeNote, bridge)
	}
	return at
}

// putMoney writes the money on the first sheet, and gives the first row below.
func (b *builder) putMoney(g *grid, at int) int {
	m := moneyTables{b, g, []int{2, 2, 2, 2, 2, 2, 1, 1}}
	return m.all(at)
}

// moneyList returns the sheet of money: the tables by kind, then every finding with an
// amount, with the sums of the rows shown.
func (b *builder) moneyList(ctx context.Context, f *figures) workbook.Sheet {
	sums := b.sumColumns()
	l := b.layout([]sheetColumn{
		{key: "due_day", width: 13},
		{key: "tenant_name", width: 22, wrap: true},
		{key: "offer_name", width: 22, wrap: true},
		{key: "title", width: 26, wrap: true},
	}, nil)
	l.addSums(sums)
	l.add(
		sheetColumn{key: "exposure_basis", width: 40, wrap: true},
		sheetColumn{key: "owner", width: 16},
		sheetColumn{key: "seller_name", width: 22},
	)
	l.printed = len(l.heads)
	l.add(slices.Concat([]sheetColumn{
		{key: "exposure_kind", width: 22},
		{key: "exposure_period", width: 14},
		{key: "exposure_currency", width: 9},
		{key: "quantity", width: 9},
		{key: "urgency", width: 14},
		{key: "state", width: 16},
		{key: "job", width: 17},
		{key: "code", width: 26},
	}, idColumns())...)
	count := 0
	for _, sum := range b.Summary.Exposure {
		count += sum.Findings
	}
	page := grid{columns: len(l.heads), apart: true}
	tables := moneyTables{b, &page, []int{2, 1, 1, 1, 1, 1, 1, 1}}
	tables.all(0)
	return l.sheet(b.Words.Labels.SheetMoney, count, b.Words.Labels.NoExposure,
		rowsOf(b.FindingsThat(ctx, func(f *reconcile.Reported) bool { return f.Finding.Exposure.Amount.Known() }), len(l.shown), l.fill),
		append(page.rows, nil, l.sums(sums, f.exposure))...)
}

// creditsList returns the worklist of the credits: a support case each, with the sums of
// the rows shown.
func (b *builder) creditsList(ctx context.Context, f *figures) workbook.Sheet {
	var sums []sumColumn
	count := b.Summary.ByCode[rules.CodeCreditCandidate]
	for _, sum := range b.Summary.Exposure {
		if sum.Code == rules.CodeCreditCandidate {
			sums = append(sums, sumColumn{moneyKey{sum.Kind, sum.Currency}, b.Heading("unused_value") + " " + sum.Currency})
		}
	}
	l := b.layout([]sheetColumn{
		{key: "tenant_name", width: 24, wrap: true},
		{key: "offer_name", width: 26, wrap: true},
		{key: "quantity", width: 9},
		{key: "E", head: "paid_until", width: 13},
		{key: "owner", head: "asker", width: 16},
		{key: "action", head: "request", width: 44, wrap: true},
	}, nil)
	l.addSums(sums)
	l.printed = len(l.heads)
	l.add(slices.Concat([]sheetColumn{
		{key: "exposure_basis", width: 60},
		{key: "state", width: 16},
		{key: "exposure_currency", width: 9},
		{key: "evidence", width: 40},
	}, idColumns())...)
	sheet := l.sheet(b.Words.Labels.SheetCredits, count, b.Words.Labels.NoCredit, nil, l.sums(sums, f.credits))
	if count > 0 {
		sheet.Rows = rowsOf(b.FindingsWith(ctx, rules.CodeCreditCandidate), len(l.shown), l.fill)
	}
	return sheet
}
