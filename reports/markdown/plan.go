package markdown

import (
	"context"
	"fmt"
	"strings"

	"handover/reconcile"
	"handover/reports"
)

const (
	// digestDays is how far ahead a digest names the steps of the plan.
	digestDays = 7
	// digestSteps is how many steps and obstacles a digest shows each; the others are
	// counted.
	digestSteps = 5
)

// plan writes what stands in the way of the plan, and the steps that are overdue
// or come next. A run without a plan has no such part.
func (d *digest) plan(ctx context.Context) error {
	if d.Summary.Steps+d.Summary.Obstacles == 0 {
		return nil
	}
	next := d.Upcoming(digestDays, digestSteps, digestSteps)
	for line, err := range d.Report.Plan(ctx) {
		if err != nil {
			return err
		}
		next.Add(&line)
	}
	d.obstacles(next.Obstacles.Rows)
	d.section(d.Words.Labels.NextSteps)
	if next.Soon.All == 0 {
		d.line(escape(d.NoStepsWithin(digestDays)))
		d.line("")
		return nil
	}
	d.line(escape(d.StepsWithin(digestDays)))
	d.line("")
	d.steps(next.Soon.Rows)
	d.rest(next.Soon.All - len(next.Soon.Rows))
	return nil
}

// obstacles names what stands in the way, each with its ways out.
func (d *digest) obstacles(list []reconcile.Planned) {
	if d.Summary.Obstacles == 0 {
		return
	}
	l := &d.Words.Labels
	d.section(l.Obstacles)
	d.table(d.Heading("tenant_name"), d.Heading("subscription_id"), l.Obstacle, l.WaysOut)
	for i := range list {
		o := list[i].Obstacle
		d.cells(d.plannedIn(&list[i]), o.SourceID, d.Words.Obstacle(o), numbered(d.WaysOut(o)))
	}
	d.line("")
	d.rest(d.Summary.Obstacles - len(list))
}

func (d *digest) steps(list []reconcile.Planned) {
	d.table(d.Heading("plan_day"), d.Heading("days_left"), d.Heading("step"), d.Heading("tenant_name"),
		d.Heading("owner"), d.Words.Labels.LastSafe)
	for i := range list {
		s, day := list[i].Step, d.PlanDay(&list[i])
		safe := strings.TrimSpace(d.DueText(s.LastSafe) + " " + d.Lost(s))
		d.cells(d.DayText(day), d.LeftTo(day), d.Words.StepLine(s), d.plannedIn(&list[i]), d.Words.Owner(s.Owner), safe)
	}
	d.line("")
}

// plannedIn names the tenant of a line of the plan, and says where the line rests
// on old or incomplete data.
func (d *digest) plannedIn(line *reconcile.Planned) string {
	name := reports.PlannedName(line)
	if unsure := d.Unsure(line); unsure != "" {
		return d.InOneLine([]string{name, unsure})
	}
	return name
}

// numbered puts sentences into one line so that each can be told from the next.
func numbered(sentences []string) string {
	if len(sentences) == 1 {
		return sentences[0]
	}
	var b strings.Builder
	for i, sentence := range sentences {
		fmt.Fprintf(&b, "(%d) %s ", i+1, sentence)
	}
	return strings.TrimSpace(b.String())
}
