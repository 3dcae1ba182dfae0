package digest

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

// plan adds the steps that are overdue or come next, and counts what stands in the way of
// others. A run without a plan has no such part.
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
	p := part{Title: d.StepsWithin(digestDays), Counted: true, All: next.Soon.All, Table: d.steps(next.Soon.Rows)}
	if next.Soon.All == 0 {
		p = part{Title: l.NextSteps, Lines: []string{d.NoStepsWithin(digestDays)}}
	}
	if n := d.Summary.Obstacles; n > 0 {
		p.Lines = append(p.Lines, d.Pair(l.Obstacles, d.Number(n)))
	}
	d.add(p)
	return nil
}

func (d *digest) steps(list []reconcile.Planned) table {
	t := table{
		Heads:  []string{d.Heading("plan_day"), d.Heading("tenant_name"), d.Heading("step"), d.Heading("owner")},
		Layout: []share{{17, []int{0}}, {63, []int{1, 2}}, {20, []int{3}}},
	}
	for i := range list {
		s, day := list[i].Step, d.PlanDay(&list[i])
		t.Rows = append(t.Rows, []cell{
			d.broken(d.DayText(day), d.LeftTo(day), d.Lost(s)), d.plannedIn(&list[i]), text(d.Words.StepLine(s)), text(d.Words.Owner(s.Owner)),
		})
	}
	return t
}

// plannedIn names the tenant of a line of the plan, and says where the line rests
// on old or incomplete data.
func (d *digest) plannedIn(line *reconcile.Planned) cell {
	return d.broken(reports.PlannedName(line), d.Unsure(line))
}
