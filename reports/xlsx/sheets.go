package xlsx

import (
	"strconv"

	"handover/reconcile"
	"handover/reports/words"
	"handover/reports/workbook"
)

// sheetID names a sheet that others lead to, in the order of the tabs.
type sheetID int

const (
	todaySheet sheetID = iota
	customersSheet
	partnersSheet
	changesSheet
	actionsSheet
	moneySheet
	creditsSheet
	planSheet
	coverageSheet
)

// index returns the place of a sheet in the workbook; one without money has two less.
func (b *builder) index(s sheetID) int {
	if b.WithoutMoney() && s > creditsSheet {
		s -= creditsSheet - moneySheet + 1
	}
	return int(s)
}

// printedRows is how many rows of a list are printed, some pages: nobody prints the
// thousands that a large estate has, unless by choice.
const printedRows = 200

// list makes a sheet a list with filter buttons: above its header a way back, what is not
// printed, and what else there is to tell.
func (b *builder) list(sheet workbook.Sheet, above ...[]workbook.Cell) workbook.Sheet {
	l := &b.Words.Labels
	back := []workbook.Cell{workbook.Text("← " + l.SheetToday).LinkSheet(b.index(todaySheet))}
	if sheet.Count > printedRows {
		note := words.Fill(l.PrintNote, "rows", strconv.Itoa(printedRows))
		back = append(back, workbook.Cell{}, workbook.Text(note).As(workbook.Muted))
	}
	sheet.Above = append([][]workbook.Cell{back}, above...)
	sheet.Filter, sheet.Landscape, sheet.PrintRows = true, true, printedRows
	return sheet
}

// sumColumn is a column of amounts of one kind in one currency: others are never added
// to them.
type sumColumn struct {
	moneyKey
	title string
}

// sumColumns returns a column for each kind and currency of which there is money.
func (b *builder) sumColumns() []sumColumn {
	var columns []sumColumn
	if b.WithoutMoney() {
		return nil
	}
	for _, total := range b.Exposures() {
		columns = append(columns, sumColumn{
			moneyKey{total.Kind, total.Currency}, b.MoneyOf(b.Words.Labels.ExposureOf, total.Kind, total.Currency),
		})
	}
	return columns
}

// heads returns the headings of columns of amounts.
func heads(columns []sumColumn) []workbook.Column {
	list := make([]workbook.Column, 0, len(columns))
	for _, c := range columns {
		list = append(list, workbook.Column{Title: c.title, Kind: workbook.KindMoney, Width: 17})
	}
	return list
}

// standingColumns returns the columns of how things stand with a customer or a partner.
func (b *builder) standingColumns(money []sumColumn) []workbook.Column {
	count := func(title string) workbook.Column {
		return workbook.Column{Title: title, Kind: workbook.KindInteger, Width: 9}
	}
	t := b.Words
	return append([]workbook.Column{
		count(t.Severity(reconcile.Critical)), count(t.Severity(reconcile.High)), count(t.Labels.Findings),
		count(t.Urgency(reconcile.Overdue)),
		{Title: b.Heading("next_due"), Kind: workbook.KindDay},
	}, heads(money)...)
}

// standing returns the cells of how things stand.
func (b *builder) standing(s *reconcile.Standing, money []sumColumn) []workbook.Cell {
	overdue := positive(s.Overdue)
	if s.Overdue > 0 {
		overdue = overdue.As(workbook.Alarm)
	}
	cells := []workbook.Cell{
		positive(s.BySeverity[reconcile.Critical]), positive(s.BySeverity[reconcile.High]), positive(s.Findings),
		overdue, dayOf(s.Next.Day).As(lookOf(b.Urgency(s.Next))),
	}
	for _, column := range money {
		cell := workbook.Cell{}
		for i := range s.Money {
			if sum := &s.Money[i]; column.moneyKey == (moneyKey{sum.Kind, sum.Currency}) && sum.Headline().Sign() != 0 {
				cell = workbook.Amount(reconcile.FormatMinor(sum.Headline(), sum.Currency), sum.Currency)
			}
		}
		cells = append(cells, cell)
	}
	return cells
}
