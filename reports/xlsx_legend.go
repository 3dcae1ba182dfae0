package reports

import (
	"cmp"
	"slices"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/workbook"
)

// legendSheet gives the sheet that explains the others: their words and colours,
// the assumptions, and every code with the published pages it rests on, which
// stand nowhere else in the workbook.
func (r *Report) legendSheet(jobs []reconcile.Job) workbook.Sheet {
	rows := slices.Concat(r.wordRows(), r.assumptionRows(), r.codeRows(jobs))
	return workbook.Sheet{
		Name: r.words.Labels.SheetLegend, Count: len(rows), Rows: listed(rows), Filter: true, Landscape: true,
		Columns: []workbook.Column{
			{Title: r.heading("kind"), Width: 18},
			{Title: r.heading("title"), Width: 36, Wrap: true},
			{Title: r.heading("meaning"), Width: 60, Wrap: true},
			{Title: r.heading("code"), Width: 26},
			{Title: r.heading("sources"), Width: 80},
		},
	}
}

// legend gathers the words of the report that have a meaning.
type legend struct {
	report *Report
	rows   [][]workbook.Cell
}

// add explains a word that has a meaning: under which heading it stands, and how.
func (g *legend) add(kind, heading, code string, name workbook.Cell) {
	if meaning := g.report.meaning(kind, code); meaning != "" {
		g.rows = append(g.rows, []workbook.Cell{workbook.Text(heading), name, workbook.Text(meaning), workbook.Text(code)})
	}
}

// meaning says what a word means. Some words mean more in a report with amounts.
func (r *Report) meaning(kind, code string) string {
	if r.part.noMoney {
		return r.words.Meaning(kind, code)
	}
	return cmp.Or(r.words.Meaning(kind, code+"/amounts"), r.words.Meaning(kind, code))
}

// wordRows explains the words of the columns and their colours.
func (r *Report) wordRows() [][]workbook.Cell {
	t, g := r.words, legend{report: r}
	for _, key := range []string{"due_day", "days_left", "E", "cover_by", "exposure_amount", "owner", "plan_day", "last_safe_day", "margin_days"} {
		if !r.part.noMoney || !slices.Contains(moneyColumns(), key) {
			g.add("column", t.Labels.Columns, key, workbook.Text(r.heading(key)))
		}
	}
	for _, urgency := range reconcile.Urgencies() {
		g.add("urgency", r.heading("urgency"), string(urgency), workbook.Text(t.Urgency(urgency)).As(lookOf(urgency)))
	}
	for _, severity := range reconcile.Severities() {
		g.add("severity", r.heading("severity"), string(severity), workbook.Text(t.Severity(severity)))
	}
	g.addChanges()
	g.add("step", r.heading("step"), "obstacle", workbook.Text(t.Labels.Obstacle).As(workbook.Alarm))
	g.add("step", r.heading("step"), string(reconcile.Overdue), workbook.Text(t.Urgency(reconcile.Overdue)).As(workbook.Alarm))
	for _, kind := range reconcile.StepKinds() {
		g.add("step", r.heading("step"), string(kind), workbook.Text(t.Step(kind)))
	}
	for _, outcome := range []reconcile.Outcome{
		reconcile.Renews, reconcile.Extends, reconcile.Cancels, reconcile.Lapses, reconcile.OutcomeUnknown,
	} {
		g.add("outcome", r.heading("outcome"), string(outcome), workbook.Text(t.Outcome(outcome)))
	}
	return g.rows
}

// addChanges explains how findings compare with the run before, why they go, and
// what becomes of those that somebody has dealt with.
func (g *legend) addChanges() {
	r, t := g.report, g.report.words
	for _, delta := range []reconcile.Delta{
		reconcile.New, reconcile.Changed, reconcile.Reopened, reconcile.Unchanged, reconcile.NotEvaluated,
	} {
		g.add("delta", r.heading("delta"), string(delta), workbook.Text(t.Delta(delta)))
	}
	g.add("delta", r.heading("delta"), "resolved", workbook.Text(t.Labels.NoLonger))
	g.add("delta", r.heading("delta"), "suppressed", workbook.Text(t.Labels.Suppressed))
	for _, reason := range []reconcile.ResolvedReason{
		reconcile.ReasonRenewed, reconcile.ReasonMoved, reconcile.ReasonCancelled,
		reconcile.ReasonEnded, reconcile.ReasonFixed, reconcile.ReasonOutOfScope,
	} {
		g.add("resolved", r.heading("reason"), string(reason), workbook.Text(t.Resolved(reason)))
	}
	for _, state := range []reconcile.FindingState{reconcile.StateAcknowledged, reconcile.StateSnoozed} {
		g.add("state", r.heading("state"), string(state), workbook.Text(t.State(state)))
	}
}

// assumptionRows explains what findings can rest on.
func (r *Report) assumptionRows() [][]workbook.Cell {
	var rows [][]workbook.Cell
	for _, a := range r.words.Assumptions() {
		if r.part.noMoney && aboutMoney(a) {
			continue
		}
		rows = append(rows, []workbook.Cell{
			workbook.Text(r.heading("assumptions")), {}, workbook.Text(r.words.Assumption(a)), workbook.Text(string(a)),
		})
	}
	return rows
}

// codeRows explains the codes of some jobs. A further page of a code has a row of
// its own, because a cell holds one link.
func (r *Report) codeRows(jobs []reconcile.Job) [][]workbook.Cell {
	var rows [][]workbook.Cell
	for _, rule := range rules.Catalogue() {
		if !slices.Contains(jobs, rule.Job) {
			continue
		}
		cells := []workbook.Cell{
			workbook.Text(r.words.Job(rule.Job)), workbook.Text(r.words.Title(rule.Code)),
			workbook.Text(r.words.Fires(rule.Code)), workbook.Text(string(rule.Code)),
		}
		for i, page := range rule.Sources {
			if i > 0 {
				cells = []workbook.Cell{cells[0], {}, {}, cells[3]}
			}
			rows = append(rows, append(cells, workbook.Text(page).Link(page)))
		}
		if len(rule.Sources) == 0 {
			rows = append(rows, cells)
		}
	}
	return rows
}
