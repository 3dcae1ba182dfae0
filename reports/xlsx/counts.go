package xlsx

import (
	"cmp"
	"maps"
	"math"
	"math/big"
	"slices"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/workbook"
)

// putHeat writes how many findings there are of each severity and urgency, and gives the
// first row below.
func (b *builder) putHeat(g *grid, briefing *reports.Briefing, at int) int {
	urgencies, spans := reconcile.Urgencies(), []int{2}
	heading := []workbook.Cell{workbook.Text(b.Heading("severity"))}
	for _, urgency := range urgencies {
		heading, spans = append(heading, workbook.Text(b.Words.Urgency(urgency))), append(spans, 1)
	}
	heading, spans = append(heading, workbook.Text(b.Words.Labels.Findings)), append(spans, 1)
	var rows [][]workbook.Cell
	for _, severity := range reconcile.Severities() {
		row, all := []workbook.Cell{workbook.Text(b.Words.Severity(severity))}, 0
		for _, urgency := range urgencies {
			n := briefing.Grid[severity][urgency]
			all += n
			cell := positive(n)
			if n > 0 && severity != reconcile.Info {
				cell = cell.As(lookOf(urgency))
			}
			row = append(row, cell)
		}
		rows = append(rows, append(row, workbook.Int(int64(all)).As(workbook.Strong)))
	}
	return g.table(at, 0, spans, heading, 1, rows)
}

// The counts stand in three tables beside each other.
const (
	leftCounts, middleCounts, rightCounts = 0, 5, 10
)

// putCounts writes the counts from a row on. It gives the rows of the weeks, which a chart
// shows.
func (b *builder) putCounts(g *grid, f *figures, top int) chartRows {
	s, t, l := &b.Summary, b.Words, &b.Words.Labels
	spans := []int{3, 1}
	put := func(at, column int, label string, rows [][]workbook.Cell) int {
		return g.table(at, column, spans, []workbook.Cell{workbook.Text(label), workbook.Text(l.Count)}, 1, rows)
	}
	at := put(top, leftCounts, l.ByOwner, counted(reports.CountsOf(slices.Sorted(maps.Keys(s.ByOwner)), s.ByOwner, t.Owner, true)))
	changes := counted(b.Changes())
	changes[0][0] = changes[0][0].LinkSheet(b.index(changesSheet))
	put(at, leftCounts, l.SheetChanges, changes)

	weeks := chartRows{title: l.PerWeek, first: top + 1, labels: middleCounts, values: middleCounts + 3, count: dueBars}
	put(top, middleCounts, l.PerWeek, counted(b.weeks(f)))

	coverage := counted([]reports.Counted{
		{Word: l.Evaluated, N: s.Evaluated}, {Word: l.NotEvaluated, N: s.NotEvaluated}, {Word: l.Tenants, N: s.Tenants},
	})
	coverage[0][0] = coverage[0][0].LinkSheet(b.index(coverageSheet))
	at = put(top, rightCounts, l.Coverage, coverage)
	at = put(at, rightCounts, l.SheetPlan, b.planCounts(f))
	put(at, rightCounts, l.ByJob, counted(reports.CountsOf(b.Jobs(), s.ByJob, t.Job, true)))
	return weeks
}

// planCounts counts the lines of the plan; the first leads to its sheet.
func (b *builder) planCounts(f *figures) [][]workbook.Cell {
	l := &b.Words.Labels
	rows := counted([]reports.Counted{
		{Word: l.PlannedSteps, N: b.Summary.Steps}, {Word: l.StepsOverdue, N: f.overdueSteps}, {Word: l.Obstacles, N: b.Summary.Obstacles},
	})
	rows[0][0] = rows[0][0].LinkSheet(b.index(planSheet))
	if f.overdueSteps > 0 {
		rows[1][0] = rows[1][0].As(workbook.Alarm)
	}
	if b.Summary.Obstacles > 0 {
		rows[2][0] = rows[2][0].As(workbook.Alarm)
	}
	return rows
}

// dueBars is how many rows of the weeks' table the chart shows: what is due later
// than all of them, and what has no due, would dwarf the others.
const dueBars = shownWeeks + 1

// weeks counts the dues by week.
func (b *builder) weeks(f *figures) []reports.Counted {
	list := []reports.Counted{{Word: b.Words.Urgency(reconcile.Overdue), N: f.overdue}}
	for i, n := range f.weeks {
		day := f.monday.AddDays(7 * i)
		list = append(list, reports.Counted{Word: b.DayText(max(day, b.Today)), N: n})
	}
	return append(list,
		reports.Counted{Word: b.Words.Urgency(reconcile.Later), N: f.later},
		reports.Counted{Word: b.Words.Urgency(reconcile.NoUrgency), N: f.never})
}

// putDetails writes the codes with their amounts below all else, then the control totals
// and what is known of the run. It gives the rows that the chart of the exposure shows.
func (b *builder) putDetails(g *grid, f *figures) chartRows {
	l, at := &b.Words.Labels, g.bottom()
	var codes [][]workbook.Cell
	for _, code := range slices.Sorted(maps.Keys(b.Summary.ByCode)) {
		codes = append(codes, []workbook.Cell{
			workbook.Text(b.Words.Title(code)), workbook.Int(int64(b.Summary.ByCode[code])), workbook.Text(string(code)).As(workbook.Muted),
		})
	}
	g.table(at, leftCounts, []int{4, 1, 2}, []workbook.Cell{workbook.Text(l.ByCode), workbook.Text(l.Findings), {}}, 1, codes)
	chart := b.putExposures(g, at)
	b.putTotals(g, f, g.bottom())
	b.putRun(g, f, g.bottom())
	return chart
}

// putExposures writes a table for each kind and currency: what can be avoided first, of
// several currencies the one with the most findings, and the largest exposure first in
// each. It gives what the chart shows.
func (b *builder) putExposures(g *grid, at int) chartRows {
	const column = 8
	var chart chartRows
	totals := b.Exposures()
	slices.SortStableFunc(totals, func(a, b reports.KindSum) int {
		kind := func(s reports.KindSum) int { return slices.Index(reconcile.MoneyKinds(), s.Kind) }
		return cmp.Or(cmp.Compare(kind(a), kind(b)), cmp.Compare(b.Findings, a.Findings))
	})
	for i, total := range totals {
		title := b.MoneyOf(b.Words.Labels.ExposureIn, total.Kind, total.Currency)
		var rows [][]workbook.Cell
		for _, sum := range total.Codes {
			amount := workbook.Amount(reconcile.FormatMinor(sum.Minor, sum.Currency), sum.Currency)
			rows = append(rows, []workbook.Cell{workbook.Text(b.Words.Title(sum.Code)), amount, workbook.Int(int64(sum.Findings))})
		}
		if i == 0 {
			chart = chartRows{
				title: title, first: at + 1, labels: column, values: amountColumn, count: min(len(rows), shownBars), largest: about(&total.Codes[0]),
			}
		}
		heading := []workbook.Cell{workbook.Text(title), workbook.Text(b.Words.Labels.Amount), workbook.Text(b.Words.Labels.Findings)}
		at = g.table(at, column, []int{amountColumn - column, 1, 1}, heading, 1, rows)
	}
	return chart
}

// about returns an amount as a chart draws it. One of a currency that is not listed is
// taken to have the usual two minor digits, as everywhere.
func about(sum *reconcile.ExposureSum) float64 {
	exponent, _ := reconcile.CurrencyExponent(sum.Currency)
	minor, _ := new(big.Float).SetInt(sum.Minor).Float64()
	return minor / math.Pow10(exponent)
}

// putRun writes what is known of the run, in two columns.
func (b *builder) putRun(g *grid, f *figures, at int) {
	facts := slices.DeleteFunc(slices.Clone(f.facts), isSentence)
	half := (len(facts) + 1) / 2
	for i, fact := range facts {
		row, column := at+i, 0
		if i >= half {
			row, column = at+i-half, todayColumns/2
		}
		g.put(row, column, []int{2, 5}, workbook.Text(fact.Label).As(workbook.Muted), b.factCell(fact))
	}
}
