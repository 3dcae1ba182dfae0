package reports

import (
	"maps"
	"math"
	"math/big"
	"slices"

	"handover/reconcile"
	"handover/reports/words"
	"handover/reports/workbook"
)

const (
	// firstJobSheet is the index of the first job's sheet in the workbook.
	firstJobSheet = 3
	// moneySheets is how many sheets of amounts follow those of the jobs.
	moneySheets = 2
)

// putCounts writes the counts, three tables beside each other, from a row on.
func (r *Report) putCounts(g *grid, f *figures, jobs []reconcile.Job, top int) {
	s, t, l := &r.summary, r.words, &r.words.Labels
	heading := func(label string) []workbook.Cell {
		return []workbook.Cell{workbook.Text(label), workbook.Text(l.Findings)}
	}

	at := g.table(top, left, heading(l.BySeverity), counted(named(reconcile.Severities(), s.BySeverity, t.Severity)))
	at = g.table(at, left, heading(l.ByOwner), counted(named(slices.Sorted(maps.Keys(s.ByOwner)), s.ByOwner, t.Owner)))
	g.table(at, left, heading(l.SheetChanges), counted(r.deltas()))

	at = g.table(top, middle, heading(l.PerWeek), counted(r.weeks(f)))
	at = g.table(at, middle, []workbook.Cell{workbook.Text(l.Coverage), workbook.Text(l.Tenants)}, counted(counts{
		{l.Evaluated, int64(s.Evaluated)}, {l.NotEvaluated, int64(s.NotEvaluated)}, {l.Tenants, int64(s.Tenants)},
	}))
	g.table(at, middle, []workbook.Cell{workbook.Text(l.SheetPlan), workbook.Text(l.Count)}, r.planCounts(f, firstJobSheet+len(jobs)))

	urgencies := counted(named(reconcile.Urgencies(), s.ByUrgency, t.Urgency))
	for i, urgency := range reconcile.Urgencies() {
		if s.ByUrgency[urgency] > 0 {
			urgencies[i][0] = urgencies[i][0].As(lookOf(urgency))
		}
	}
	at = g.table(top, right, heading(l.ByUrgency), urgencies)
	byJob := counted(named(jobs, s.ByJob, t.Job))
	for i := range byJob {
		byJob[i][0] = byJob[i][0].LinkSheet(firstJobSheet + i)
	}
	g.table(at, right, heading(l.ByJob), byJob)
}

// planCounts counts the lines of the plan; the first leads to its sheet, which
// stands behind the sheets of money.
func (r *Report) planCounts(f *figures, sheet int) [][]workbook.Cell {
	l := &r.words.Labels
	if !r.part.noMoney {
		sheet += moneySheets
	}
	rows := counted(counts{
		{l.PlannedSteps, int64(r.summary.Steps)}, {l.StepsOverdue, int64(f.overdueSteps)}, {l.Obstacles, int64(r.summary.Obstacles)},
	})
	rows[0][0] = rows[0][0].LinkSheet(sheet)
	if f.overdueSteps > 0 {
		rows[1][0] = rows[1][0].As(workbook.Alarm)
	}
	if r.summary.Obstacles > 0 {
		rows[2][0] = rows[2][0].As(workbook.Alarm)
	}
	return rows
}

// named counts the values of a list by their names.
func named[K ~string](list []K, numbers map[K]int, name func(K) string) counts {
	all := make(counts, 0, len(list))
	for _, key := range list {
		all = append(all, count{name(key), int64(numbers[key])})
	}
	return all
}

// deltas counts the changes since the run before, in words.
func (r *Report) deltas() counts {
	d, t := &r.summary.Delta, r.words
	return counts{
		{t.Delta(reconcile.New), int64(d.New)},
		{t.Delta(reconcile.Changed), int64(d.Changed)},
		{t.Delta(reconcile.Reopened), int64(d.Reopened)},
		{t.Labels.NoLonger, int64(d.Resolved)},
		{t.Delta(reconcile.Unchanged), int64(d.Unchanged)},
		{t.Labels.Suppressed, int64(d.Suppressed)},
		{t.Delta(reconcile.NotEvaluated), int64(d.NotEvaluated)},
	}
}

// dueBars is how many rows of the weeks' table the chart shows: what is due later
// than all of them, and what has no due, would dwarf the others.
const dueBars = shownWeeks + 1

// weeks counts the dues by week.
func (r *Report) weeks(f *figures) counts {
	list := counts{{r.words.Urgency(reconcile.Overdue), int64(f.overdue)}}
	for i, n := range f.weeks {
		day := f.monday.AddDays(7 * i)
		list = append(list, count{max(day, r.today).String(), int64(n)})
	}
	return append(list,
		count{r.words.Urgency(reconcile.Later), int64(f.later)},
		count{r.words.Urgency(reconcile.NoUrgency), int64(f.never)})
}

// codesBelow is how many codes stand below each other on the second page.
const codesBelow = 44

// putDetails writes the second page from a row on: the codes, and beside them the
// control totals, the exposure of each code, and the codes for which the page is
// too short. It gives the rows that the chart of the exposure shows.
func (r *Report) putDetails(g *grid, f *figures, top int) chartRows {
	l := &r.words.Labels
	var codes [][]workbook.Cell
	for _, code := range slices.Sorted(maps.Keys(r.summary.ByCode)) {
		codes = append(codes, []workbook.Cell{
			workbook.Text(r.words.Title(code)), {}, {}, workbook.Text(string(code)).As(workbook.Muted), workbook.Int(int64(r.summary.ByCode[code])),
		})
	}
	heading := func() []workbook.Cell {
		return []workbook.Cell{workbook.Text(l.ByCode), {}, {}, {}, workbook.Text(l.Findings)}
	}
	first := min(len(codes), codesBelow)
	g.table(top, left, heading(), codes[:first])
	at := g.table(top, right, []workbook.Cell{
		workbook.Text(l.Totals), {}, {}, workbook.Text(l.ByRun), workbook.Text(l.InReport), workbook.Text(l.Difference),
	}, r.controlTotals(f))
	chart, at := r.putExposures(g, at)
	if first < len(codes) {
		g.table(at, right, heading(), codes[first:])
	}
	return chart
}

// controlTotals ties what the run has counted to the rows of this workbook.
func (r *Report) controlTotals(f *figures) [][]workbook.Cell {
	t, totals := r.words, r.summary.Totals
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
		tie(t.Labels.Findings, int64(r.summary.Findings), int64(f.findings)),
	}
	for _, total := range perCurrency(r.summary.Exposure) {
		report := f.exposure[total.Currency]
		if report == nil {
			report = new(big.Int)
		}
		money := func(minor *big.Int) workbook.Cell {
			return workbook.Amount(reconcile.FormatMinor(minor, total.Currency), total.Currency)
		}
		missing := new(big.Int).Sub(total.Minor, report)
		rows = append(rows, []workbook.Cell{
			workbook.Text(words.Fill(t.Labels.ExposureOf, "currency", total.Currency)),
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

// putExposures writes a table for each currency, the one with the most findings
// first, the largest exposure first in each. It gives what the chart shows, and the
// first row below.
func (r *Report) putExposures(g *grid, at int) (chart chartRows, below int) {
	totals := perCurrency(r.summary.Exposure)
	slices.SortStableFunc(totals, func(a, b reconcile.ExposureSum) int { return b.Findings - a.Findings })
	for i, total := range totals {
		title := words.Fill(r.words.Labels.ExposureIn, "currency", total.Currency)
		var rows [][]workbook.Cell
		sums := r.largest(total.Currency)
		for _, sum := range sums {
			rows = append(rows, []workbook.Cell{
				workbook.Text(r.words.Title(sum.Code)), {}, {}, workbook.Text(string(sum.Code)).As(workbook.Muted), sumOf(&sum), workbook.Int(int64(sum.Findings)),
			})
		}
		if i == 0 {
			chart = chartRows{title: title, first: at + 1, count: min(len(rows), shownBars), largest: about(&sums[0])}
		}
		heading := []workbook.Cell{workbook.Text(title), {}, {}, {}, workbook.Text(r.words.Labels.Amount), workbook.Text(r.words.Labels.Findings)}
		at = g.table(at, right, heading, rows)
	}
	return chart, at
}

// about gives an amount as a chart draws it. One of a currency that is not listed is
// taken to have the usual two minor digits, as everywhere.
func about(sum *reconcile.ExposureSum) float64 {
	exponent, _ := reconcile.CurrencyExponent(sum.Currency)
	minor, _ := new(big.Float).SetInt(sum.Minor).Float64()
	return minor / math.Pow10(exponent)
}

// largest gives the exposures of each code in a currency, the largest first.
func (r *Report) largest(currency string) []reconcile.ExposureSum {
	var sums []reconcile.ExposureSum
	for _, sum := range r.summary.Exposure {
		if sum.Currency == currency {
			sums = append(sums, sum)
		}
	}
	slices.SortStableFunc(sums, func(a, b reconcile.ExposureSum) int { return b.Minor.Cmp(a.Minor) })
	return sums
}
