package markdown

import (
	"context"

	"handover/reconcile"
	"handover/reports"
)

const (
	// digestDays is how far ahead a digest names the steps of the plan.
	digestDays = 7
	// digestSteps is how many of them it shows; the others are counted.
	digestSteps = 3
)

// plan writes the steps that are overdue or come next, and counts what stands in the way
// of others. A run without a plan has no such part.
func (d *digest) plan(ctx context.Context) error {
	if d.Summary.Steps+d.Summary.Obstacles == 0 {
		return nil
	}
	next := d.Upcoming(digestDays, digestSteps, 0)
	for line, err := range d.Report.Plan(ctx) {
		if err != nil {
			return err
		}
		next.Add(&line)
	}
	l := &d.Words.Labels
	var lines []string
	if next.Soon.All == 0 {
		d.section(l.NextSteps)
		lines = append(lines, d.NoStepsWithin(digestDays))
	} else {
		d.section(d.Counting(d.StepsWithin(digestDays), len(next.Soon.Rows), next.Soon.All))
		d.steps(next.Soon.Rows)
	}
	if n := d.Summary.Obstacles; n > 0 {
		lines = append(lines, d.Pair(l.Obstacles, d.Number(n)))
	}
	d.paragraph(lines)
	return nil
}

func (d *digest) steps(list []reconcile.Planned) {
	d.table(d.Heading("plan_day"), d.Heading("tenant_name"), d.Heading("step"), d.Heading("owner"))
	for i := range list {
		s, day := list[i].Step, d.PlanDay(&list[i])
		d.cells(d.parts(d.DayText(day), d.LeftTo(day), d.Lost(s)), d.plannedIn(&list[i]), d.Words.StepLine(s), d.Words.Owner(s.Owner))
	}
	d.line("")
}

// plannedIn names the tenant of a line of the plan, and says where the line rests
// on old or incomplete data.
func (d *digest) plannedIn(line *reconcile.Planned) string {
	return d.parts(reports.PlannedName(line), d.Unsure(line))
}
