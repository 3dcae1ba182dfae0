package reports

import (
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"handover/reconcile"
	"handover/reports/words"
	"handover/reports/workbook"
)

// summarySheet gives the first sheet, as two pages: what the run is and its
// counts with charts beside them, then the control totals, and the codes with
// their exposure. The sheets of the jobs begin with the fourth.
func (r *Report) summarySheet(f *figures, jobs []reconcile.Job) workbook.Sheet {
	var g grid
	g.put(0, left, workbook.Text(r.Title()).As(workbook.Title))
	top := max(r.putRun(&g, f), r.putExposure(&g))
	r.putCounts(&g, f, jobs, top)
	second := max(g.bottom(), top+2*chartRowsHigh+1)
	chart := r.putDetails(&g, f, second)
	return workbook.Sheet{
		Name: r.Words.Labels.Summary, Count: len(g.rows), Rows: g.all(), Columns: summaryColumns(), Landscape: true,
		Decorate: func(book *excelize.File, tab string) error {
			return r.decorateSummary(book, tab, charts{top: top, bottom: second, exposure: chart})
		},
	}
}

// putRun writes what the run is, in two columns, and gives the first row below.
func (r *Report) putRun(g *grid, f *figures) int {
	const first = 2
	facts := r.runFacts(f)
	half := (len(facts) + 1) / 2
	for i, fact := range facts {
		row, column := first+i, left
		if i >= half {
			row, column = first+i-half, middle
		}
		g.put(row, column, workbook.Text(fact.label).As(workbook.Muted), fact.value)
	}
	return first + half + 1
}

// runFact is one line about the run.
type runFact struct {
	label string
	value workbook.Cell
}

// runFacts gives what is known about the run; the long texts come last, where
// there is room beside them.
func (r *Report) runFacts(f *figures) []runFact {
	run, l := &r.Run, &r.Words.Labels
	status := workbook.Text(r.Words.RunState(run.State))
	if run.State != reconcile.RunComplete {
		status = status.As(workbook.Warning)
	}
	var cutTo workbook.Cell
	if r.IsCut() {
		cutTo = workbook.Text(r.CutText()).As(workbook.Strong)
	}
	facts := []runFact{
		{r.InZone(l.AsOf), r.instantOf(run.AsOf)},
		{l.Status, status},
		{l.DataAge, workbook.Text(r.ageRange(f))},
		{r.InZone(l.StartedAt), r.instantOf(run.StartedAt)},
		{r.InZone(l.FinishedAt), r.instantOf(run.FinishedAt)},
		{l.Policy, workbook.Text(run.Policy)},
		{l.Version, workbook.Text(run.Version)},
		{l.StartedBy, workbook.Text(r.Words.Trigger(run.Trigger))},
		{l.By, workbook.Text(run.Actor)},
		{l.Reason, workbook.Text(run.Reason)},
		{l.Jobs, workbook.Text(r.JobNames())},
		{l.Cut, cutTo},
	}
	return slices.DeleteFunc(facts, func(fact runFact) bool { return fact.value == workbook.Cell{} })
}

// ageRange says how old the data is: a number of hours, or two where the tenants
// differ.
func (r *Report) ageRange(f *figures) string {
	if !f.ages {
		return ""
	}
	hours := strconv.Itoa(f.youngest)
	if f.age > f.youngest {
		hours += "–" + strconv.Itoa(f.age)
	}
	return words.Fill(r.Words.Labels.DataAgeHours, "hours", hours)
}

// putExposure writes the exposure per currency beside the run, and gives the
// first row below.
func (r *Report) putExposure(g *grid) int {
	const first = 2
	l := &r.Words.Labels
	if r.WithoutMoney() {
		return first
	}
	var rows [][]workbook.Cell
	for _, total := range r.Exposures() {
		rows = append(rows, []workbook.Cell{
			workbook.Text(words.Fill(l.ExposureOf, "currency", total.Currency)), sumOf(&total.ExposureSum).As(workbook.Strong), workbook.Int(int64(total.Findings)),
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
