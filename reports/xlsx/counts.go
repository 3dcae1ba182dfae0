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

const (
	// firstJobSheet is the index of the first job's sheet in the workbook.
	firstJobSheet = 3
	// moneySheets is how many sheets of amounts follow those of the jobs.
	moneySheets = 3
)

// putCounts writes the counts, three tables beside each other, from a row on.
func (b *builder) putCounts(g *grid, f *figures, jobs []reconcile.Job, top int) {
	s, t, l := &b.Summary, b.Words, &b.Words.Labels
	heading := func(label string) []workbook.Cell {
		return []workbook.Cell{workbook.Text(label), workbook.Text(l.Findings)}
	}

	at := g.table(top, left, heading(l.BySeverity), counted(reports.CountsOf(reconcile.Severities(), s.BySeverity, t.Severity, true)))
	at = g.table(at, left, heading(l.ByOwner), counted(reports.CountsOf(slices.Sorted(maps.Keys(s.ByOwner)), s.ByOwner, t.Owner, true)))
	g.table(at, left, heading(l.SheetChanges), counted(b.Changes()))

	at = g.table(top, middle, heading(l.PerWeek), counted(b.weeks(f)))
	at = g.table(at, middle, []workbook.Cell{workbook.Text(l.Coverage), workbook.Text(l.Tenants)}, counted([]reports.Counted{
		{Word: l.Evaluated, N: s.Evaluated}, {Word: l.NotEvaluated, N: s.NotEvaluated}, {Word: l.Tenants, N: s.Tenants},
	}))
	g.table(at, middle, []workbook.Cell{workbook.Text(l.SheetPlan), workbook.Text(l.Count)}, b.planCounts(f, firstJobSheet+len(jobs)))

	urgencies := counted(reports.CountsOf(reconcile.Urgencies(), s.ByUrgency, t.Urgency, true))
	for i, urgency := range reconcile.Urgencies() {
		if s.ByUrgency[urgency] > 0 {
			urgencies[i][0] = urgencies[i][0].As(lookOf(urgency))
		}
	}
	at = g.table(top, right, heading(l.ByUrgency), urgencies)
	byJob := counted(reports.CountsOf(jobs, s.ByJob, t.Job, true))
	for i := range byJob {
		byJob[i][0] = byJob[i][0].LinkSheet(firstJobSheet + i)
	}
	g.table(at, right, heading(l.ByJob), byJob)
}

// planCounts counts the lines of the plan; the first leads to its sheet, which
// stands behind the sheets of money.
func (b *builder) planCounts(f *figures, sheet int) [][]workbook.Cell {
	l := &b.Words.Labels
	if !b.WithoutMoney() {
		sheet += moneySheets
	}
	rows := counted([]reports.Counted{
		{Word: l.PlannedSteps, N: b.Summary.Steps}, {Word: l.StepsOverdue, N: f.overdueSteps}, {Word: l.Obstacles, N: b.Summary.Obstacles},
	})
	rows[0][0] = rows[0][0].LinkSheet(sheet)
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

// codesBelow is how many codes stand below each other on the second page.
const codesBelow = 44

// putDetails writes the second page from a row on: the codes, and beside them the
// control totals, the exposure of each code, and the codes for which the page is
// too short. It gives the rows that the chart of the exposure shows.
func (b *builder) putDetails(g *grid, f *figures, top int) chartRows {
	l := &b.Words.Labels
	var codes [][]workbook.Cell
	for _, code := range slices.Sorted(maps.Keys(b.Summary.ByCode)) {
		codes = append(codes, []workbook.Cell{
			workbook.Text(b.Words.Title(code)), {}, {}, workbook.Text(string(code)).As(workbook.Muted), workbook.Int(int64(b.Summary.ByCode[code])),
		})
	}
	heading := func() []workbook.Cell {
		return []workbook.Cell{workbook.Text(l.ByCode), {}, {}, {}, workbook.Text(l.Findings)}
	}
	first := min(len(codes), codesBelow)
	g.table(top, left, heading(), codes[:first])
	at := g.table(top, right, []workbook.Cell{
		workbook.Text(l.Totals), {}, {}, workbook.Text(l.ByRun), workbook.Text(l.InReport), workbook.Text(l.Difference),
	}, b.controlTotals(f))
	chart, at := b.putExposures(g, at)
	if first < len(codes) {
		g.table(at, right, heading(), codes[first:])
	}
	return chart
}

// controlTotals ties what the run has counted to the rows of this workbook.
func (b *builder) controlTotals(f *figures) [][]workbook.Cell {
	t, totals := b.Words, b.Summary.Totals
	tie := func(label string, run, report int64) []workbook.Cell {
		return []workbook.Cell{workbook.Text(label), {}, {}, workbook.Int(run), workbook.Int(report), difference(workbook.Int(run-report), run == report)}
	}
	detail := func(total reconcile.Total) []workbook.Cell {
		return []workbook.Cell{workbook.Text("   " + t.Total(total)).As(workbook.Muted), {}, {}, {}, workbook.Int(totals[total]).As(workbook.Muted)}
	}
	rows := [][]workbook.Cell{
		tie(t.Total(reconcile.TotalSubscriptions), totals[reconcile.TotalSubscriptions],
			totals[reconcile.TotalWithFindings]+totals[reconcile.TotalRoutine]+totals[reconcile.TotalNotEvaluated]),
		detail(reconcile.TotalWithFindings), detail(reconcile.TotalRoutine), detail(reconcile.TotalNotEvaluated),
		tie(t.Total(reconcile.TotalSeats), totals[reconcile.TotalSeats], f.seats),
		tie(t.Labels.Findings, int64(b.Summary.Findings), int64(f.findings)),
	}
	for _, total := range b.Exposures() {
		report := f.exposure[moneyKey{total.Kind, total.Currency}]
		if report == nil {
			report = new(big.Int)
		}
		money := func(minor *big.Int) workbook.Cell {
			return workbook.Amount(reconcile.FormatMinor(minor, total.Currency), total.Currency)
		}
		missing := new(big.Int).Sub(total.Minor, report)
		rows = append(rows, []workbook.Cell{
			workbook.Text(b.MoneyOf(t.Labels.ExposureOf, total.Kind, total.Currency)),
			{},
			{},
			money(total.Minor), money(report),
			difference(money(missing), missing.Sign() == 0),
		})
	}
	return rows
}

// difference makes a difference stand out where there is one.
func difference(cell workbook.Cell, none bool) workbook.Cell {
	if none {
		return cell
	}
	return cell.As(workbook.Alarm)
}

// putExposures writes a table for each kind and currency: what can be avoided first, of
// several currencies the one with the most findings, and the largest exposure first in
// each. It gives what the chart shows, and the first row below.
func (b *builder) putExposures(g *grid, at int) (chart chartRows, below int) {
	totals := b.Exposures()
	slices.SortStableFunc(totals, func(a, b reports.KindSum) int {
		kind := func(s reports.KindSum) int { return slices.Index(reconcile.MoneyKinds(), s.Kind) }
		return cmp.Or(cmp.Compare(kind(a), kind(b)), cmp.Compare(b.Findings, a.Findings))
	})
	for i, total := range totals {
		title := b.MoneyOf(b.Words.Labels.ExposureIn, total.Kind, total.Currency)
		var rows [][]workbook.Cell
		for _, sum := range total.Codes {
			rows = append(rows, []workbook.Cell{
				workbook.Text(b.Words.Title(sum.Code)), {}, {}, workbook.Text(string(sum.Code)).As(workbook.Muted), sumOf(&sum), workbook.Int(int64(sum.Findings)),
			})
		}
		if i == 0 {
			chart = chartRows{title: title, first: at + 1, count: min(len(rows), shownBars), largest: about(&total.Codes[0])}
		}
		heading := []workbook.Cell{workbook.Text(title), {}, {}, {}, workbook.Text(b.Words.Labels.Amount), workbook.Text(b.Words.Labels.Findings)}
		at = g.table(at, right, heading, rows)
	}
	return chart, at
}

// about returns an amount as a chart draws it. One of a currency that is not listed is
// taken to have the usual two minor digits, as everywhere.
func about(sum *reconcile.ExposureSum) float64 {
	exponent, _ := reconcile.CurrencyExponent(sum.Currency)
	minor, _ := new(big.Float).SetInt(sum.Minor).Float64()
	return minor / math.Pow10(exponent)
}
