package xlsx

import (
	"cmp"
	"slices"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/workbook"
)

// legendList returns the sheet that explains the others: their words and colours,
// the assumptions, and every code with the published pages it rests on, which
// stand nowhere else in the workbook.
func (b *builder) legendList(jobs []reconcile.Job) workbook.Sheet {
	rows := slices.Concat(b.wordRows(), b.assumptionRows(), b.codeRows(jobs))
	return b.list(workbook.Sheet{
		Name: b.Words.Labels.SheetLegend, Count: len(rows), Rows: each(rows),
		Columns: []workbook.Column{
			{Title: b.Heading("kind"), Width: 18},
			{Title: b.Heading("title"), Width: 36, Wrap: true},
			{Title: b.Heading("meaning"), Width: 60, Wrap: true},
			{Title: b.Heading("code"), Width: 26},
			{Title: b.Heading("sources"), Width: 80},
		},
	})
}

// legend gathers the words of the report that have a meaning.
type legend struct {
	report *builder
	rows   [][]workbook.Cell
}

// add explains a word that has a meaning: under which heading it stands, and how.
func (g *legend) add(kind, heading, code string, name workbook.Cell) {
	if meaning := g.report.meaning(kind, code); meaning != "" {
		g.rows = append(g.rows, []workbook.Cell{workbook.Text(heading), name, workbook.Text(meaning), workbook.Text(code)})
	}
}

// meaning says what a word means. Some words mean more in a report with amounts.
func (b *builder) meaning(kind, code string) string {
	if b.WithoutMoney() {
		return b.Words.Meaning(kind, code)
	}
	return cmp.Or(b.Words.Meaning(kind, code+"/amounts"), b.Words.Meaning(kind, code))
}

// wordRows explains the words of the columns and their colours.
func (b *builder) wordRows() [][]workbook.Cell {
	t, g := b.Words, legend{report: b}
	for _, key := range []string{"due_day", "days_left", "E", "cover_by", "exposure_amount", "exposure_kind", "owner", "plan_day", "last_safe_day", "margin_days"} {
		if !b.WithoutMoney() || !slices.Contains(moneyColumns(), key) {
			g.add("column", t.Labels.Columns, key, workbook.Text(b.Heading(key)))
		}
	}
	for _, urgency := range reconcile.Urgencies() {
		g.add("urgency", b.Heading("urgency"), string(urgency), workbook.Text(t.Urgency(urgency)).As(lookOf(urgency)))
	}
	for _, severity := range reconcile.Severities() {
		g.add("severity", b.Heading("severity"), string(severity), workbook.Text(t.Severity(severity)))
	}
	g.addChanges()
	g.add("step", b.Heading("step"), "obstacle", workbook.Text(t.Labels.Obstacle).As(workbook.Alarm))
	g.add("step", b.Heading("step"), string(reconcile.Overdue), workbook.Text(t.Urgency(reconcile.Overdue)).As(workbook.Alarm))
	for _, kind := range reconcile.StepKinds() {
		g.add("step", b.Heading("step"), string(kind), workbook.Text(t.Step(kind)))
	}
	for _, outcome := range []reconcile.Outcome{
		reconcile.Renews, reconcile.Extends, reconcile.Cancels, reconcile.Lapses, reconcile.OutcomeUnknown,
	} {
		g.add("outcome", b.Heading("outcome"), string(outcome), workbook.Text(t.Outcome(outcome)))
	}
	return g.rows
}

// addChanges explains how findings compare with the run before, why they go, and
// what becomes of those that somebody has dealt with.
func (g *legend) addChanges() {
	r, t := g.report, g.report.Words
	for _, delta := range []reconcile.Delta{
		reconcile.New, reconcile.Changed, reconcile.Reopened, reconcile.Unchanged, reconcile.NotEvaluated,
	} {
		g.add("delta", r.Heading("delta"), string(delta), workbook.Text(t.Delta(delta)))
	}
	g.add("delta", r.Heading("delta"), "resolved", workbook.Text(t.Labels.NoLonger))
	g.add("delta", r.Heading("delta"), "suppressed", workbook.Text(t.Labels.Suppressed))
	for _, reason := range reconcile.ResolvedReasons() {
		g.add("resolved", r.Heading("reason"), string(reason), workbook.Text(t.Resolved(reason)))
	}
	for _, state := range []reconcile.FindingState{reconcile.StateAcknowledged, reconcile.StateSnoozed} {
		g.add("state", r.Heading("state"), string(state), workbook.Text(t.State(state)))
	}
}

// assumptionRows explains what findings can rest on.
func (b *builder) assumptionRows() [][]workbook.Cell {
	var rows [][]workbook.Cell
	for _, a := range b.Assumptions() {
		rows = append(rows, []workbook.Cell{
			workbook.Text(b.Heading("assumptions")), {}, workbook.Text(b.Words.Assumption(a)), workbook.Text(string(a)),
		})
	}
	return rows
}

// codeRows explains the codes of some jobs. A further page of a code has a row of
// its own, because a cell holds one link.
func (b *builder) codeRows(jobs []reconcile.Job) [][]workbook.Cell {
	var rows [][]workbook.Cell
	for _, rule := range rules.Catalogue() {
		if !slices.Contains(jobs, rule.Job) {
			continue
		}
		cells := []workbook.Cell{
			workbook.Text(b.Words.Job(rule.Job)), workbook.Text(b.Words.Title(rule.Code)),
			workbook.Text(b.Words.Fires(rule.Code)), workbook.Text(string(rule.Code)),
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
