package xlsx

import (
	"slices"

	"github.com/xuri/excelize/v2"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/workbook"
)

// summarySheet returns the first sheet, as two pages: what the run is and its
// counts with charts beside them, then the control totals, and the codes with
// their exposure. The sheets of the jobs begin with the fourth.
func (b *builder) summarySheet(f *figures, jobs []reconcile.Job) workbook.Sheet {
	g := grid{columns: len(summaryColumns())}
	g.put(0, left, workbook.Text(b.Title()).As(workbook.Title))
	top := b.putSentences(&g, f, max(b.putRun(&g, f), b.putExposure(&g)))
	b.putCounts(&g, f, jobs, top)
	second := max(g.bottom(), top+2*chartRowsHigh+1)
	chart := b.putDetails(&g, f, second)
	return workbook.Sheet{
		Name: b.Words.Labels.Summary, Count: len(g.rows), Rows: g.all(), Columns: summaryColumns(), Landscape: true,
		Decorate: func(book *excelize.File, tab string) error {
			return b.decorateSummary(book, tab, charts{top: top, bottom: second, exposure: chart})
		},
	}
}

// putRun writes what the run is, in two columns, and gives the first row below.
func (b *builder) putRun(g *grid, f *figures) int {
	const first = 2
	facts := slices.DeleteFunc(slices.Clone(f.facts), isSentence)
	half := (len(facts) + 1) / 2
	for i, fact := range facts {
		row, column := first+i, left
		if i >= half {
			row, column = first+i-half, middle
		}
		g.put(row, column, workbook.Text(fact.Label).As(workbook.Muted), b.factCell(fact))
	}
	return first + half + 1
}

// isSentence tells of what a column beside others would cut off.
func isSentence(fact reports.Fact) bool {
	return fact.Kind == reports.WatchFact || fact.Kind == reports.CutFact
}

// putSentences writes what takes a line of its own, and gives the first row below.
func (b *builder) putSentences(g *grid, f *figures, row int) int {
	first := row
	for _, fact := range f.facts {
		if isSentence(fact) {
			g.put(row, left, workbook.Text(fact.Label).As(workbook.Muted), b.factCell(fact))
			row++
		}
	}
	if row > first {
		row++
	}
	return row
}

func (b *builder) factCell(fact reports.Fact) workbook.Cell {
	switch {
	case fact.Kind == reports.PartialFact || fact.Kind == reports.WatchFact || fact.Kind == reports.MissedFact:
		return workbook.Text(fact.Text).As(workbook.Warning)
	case fact.Kind == reports.CutFact:
		return workbook.Text(fact.Text).As(workbook.Strong)
	case !fact.At.IsZero():
		return b.instantOf(fact.At)
	default:
		return workbook.Text(fact.Text)
	}
}

// putExposure writes the headline of each kind and currency beside the run, and
// gives the first row below.
func (b *builder) putExposure(g *grid) int {
	const first = 2
	l := &b.Words.Labels
	if b.WithoutMoney() {
		return first
	}
	var rows [][]workbook.Cell
	for _, total := range b.Exposures() {
		rows = append(rows, []workbook.Cell{
			workbook.Text(b.MoneyOf(l.ExposureOf, total.Kind, total.Currency)),
			workbook.Amount(reconcile.FormatMinor(total.Headline, total.Currency), total.Currency).As(workbook.Strong),
			workbook.Int(int64(total.Findings)),
		})
	}
	if len(rows) == 0 {
		rows = [][]workbook.Cell{{workbook.Text(l.NoExposure).As(workbook.Muted)}}
	}
	return g.table(first, side, []workbook.Cell{workbook.Text(l.Exposure), workbook.Text(l.Amount), workbook.Text(l.Findings)}, rows)
}

func sumOf(sum *reconcile.ExposureSum) workbook.Cell {
	return workbook.Amount(reconcile.FormatMinor(sum.Minor, sum.Currency), sum.Currency)
}
