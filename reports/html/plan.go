package html

import (
	"cmp"
	"context"
	"slices"

	"handover/reconcile"
	"handover/reports"
)

// soonDays is how far ahead a page names the steps that come next.
const soonDays = 14

// readPlan reads the plan and puts each line into the sections of its tenants,
// which may be begun for it.
func (p *page) readPlan(ctx context.Context) error {
	for line, err := range p.Report.Plan(ctx) {
		if err != nil {
			return err
		}
		p.plan.Add(&line)
		for _, id := range tenantsOf(&line) {
			name := ""
			if id == line.TenantID {
				name = line.TenantName
			}
			if section := p.section(id, name, true); section != nil {
				section.plan(&line)
			}
		}
	}
	return nil
}

// tenantsOf returns the tenants that a line of the plan concerns: the one where the
// move begins and the one that it leads into. A cut does not tell of one that is
// not part of it.
func tenantsOf(line *reconcile.Planned) []string {
	var ids []string
	for _, id := range [...]string{line.MoveTenant(), line.TenantID} {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// PlanCounts counts the plan.
func (p *page) PlanCounts() []reports.Counted {
	l := &p.Words.Labels
	return []reports.Counted{
		{Word: l.PlannedSteps, N: p.Summary.Steps},
		{Word: l.StepsOverdue, N: p.plan.Late},
		{Word: l.Obstacles, N: p.Summary.Obstacles},
	}
}

// StepsSoon says which steps the page names.
func (p *page) StepsSoon() string { return p.StepsWithin(soonDays) }

// NoStepsSoon says that there are none of them.
func (p *page) NoStepsSoon() string { return p.NoStepsWithin(soonDays) }

// Soon returns the steps that are overdue or come soon.
func (p *page) Soon() []planned { return p.plannedOf(p.plan.Soon.Rows) }

// SoonLeftOut says how many of them are shown, where it is not all.
func (p *page) SoonLeftOut() string { return p.planLeftOut(len(p.plan.Soon.Rows), p.plan.Soon.All) }

// Obstacles returns the first of what stands in the way of the plan.
func (p *page) Obstacles() []planned { return p.plannedOf(p.plan.Obstacles.Rows) }

// ObstaclesLeftOut says how many obstacles are shown, where it is not all.
func (p *page) ObstaclesLeftOut() string {
	return p.planLeftOut(len(p.plan.Obstacles.Rows), p.Summary.Obstacles)
}

// planLeftOut says how much of a part of the plan is shown; it is empty where
// that is all.
func (p *page) planLeftOut(shown, all int) string {
	return p.leftOutOf(p.Words.Labels.PlanLeftOut, shown, all)
}

// planned is a line of the plan with the tenant that it is about.
type planned struct {
	reconcile.Planned
	Name    string            // of the tenant that the move leads into
	Unsure  string            // that the line rests on old or incomplete data
	Section int               // the number of the tenant's section; zero: it has none
	On      reconcile.Day     // when a step is to be taken
	Urgency reconcile.Urgency // of the line's day
}

func (p *page) plannedOf(lines []reconcile.Planned) []planned {
	list := make([]planned, 0, len(lines))
	for i := range lines {
		line := &lines[i]
		l := planned{Planned: *line, Name: reports.PlannedName(line), Unsure: p.Unsure(line), On: p.PlanDay(line), Urgency: p.PlanUrgency(line)}
		if section := p.sections[cmp.Or(line.TenantID, line.MoveTenant())]; section != nil {
			l.Section = section.Number
		}
		list = append(list, l)
	}
	return list
}
