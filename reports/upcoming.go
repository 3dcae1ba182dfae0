package reports

import (
	"cmp"
	"time"

	"handover/reconcile"
	"handover/reports/words"
)

// Upcoming is what a reader must know of a plan first: what stands in its way,
// and the steps that are overdue or come within some days. It keeps a bounded
// number of each.
type Upcoming struct {
	Obstacles First[reconcile.Planned]
	Soon      First[reconcile.Planned]
	Late      int // of all steps, those that are overdue

	asOf time.Time
	last reconcile.Day
}

// Upcoming returns an empty list of what comes within some days, which keeps a
// number of steps and of obstacles.
func (w *Wording) Upcoming(days, steps, obstacles int) Upcoming {
	return Upcoming{
		Obstacles: NewFirst[reconcile.Planned](obstacles), Soon: NewFirst[reconcile.Planned](steps),
		asOf: w.AsOf, last: w.Today.AddDays(days),
	}
}

// Add takes a line of the plan.
func (u *Upcoming) Add(line *reconcile.Planned) {
	if line.Obstacle != nil {
		u.Obstacles.Add(*line)
		return
	}
	late := line.Step.Overdue(u.asOf)
	if late {
		u.Late++
	}
	if late || line.Step.Day.Known() && line.Step.Day <= u.last {
		u.Soon.Add(*line)
	}
}

// StepsWithin says which steps are upcoming.
func (w *Wording) StepsWithin(days int) string {
	return words.Fill(w.Words.Labels.StepsSoon, "days", w.Number(days))
}

// NoStepsWithin says that there are none of them, or no steps at all.
func (r *Report) NoStepsWithin(days int) string {
	if r.Summary.Steps == 0 {
		return r.Words.Labels.NoSteps
	}
	return words.Fill(r.Words.Labels.NoStepsSoon, "days", r.Number(days))
}

// PlannedName names the tenant that a move leads into, or where that is not told
// the one where it begins.
func PlannedName(line *reconcile.Planned) string {
	return cmp.Or(NameOr(line.TenantName, line.TenantID), Readable(line.MoveTenant()))
}

// PlanUrgency tells how near the day of a line is, and whether its step is overdue.
func (w *Wording) PlanUrgency(line *reconcile.Planned) reconcile.Urgency {
	if line.Step != nil && line.Step.Overdue(w.AsOf) {
		return reconcile.Overdue
	}
	return w.Urgency(reconcile.DueDay(line.Day()))
}

// PlanDay returns the day of a line: of a step the one on which it is to be taken,
// which is today where that has passed.
func (w *Wording) PlanDay(line *reconcile.Planned) reconcile.Day {
	if line.Step != nil {
		return line.Step.When(w.AsOf)
	}
	return line.Day()
}

// Unsure says that a line rests on old or incomplete data, since a tenant of it was
// not evaluated; it is empty for one that does not.
func (w *Wording) Unsure(line *reconcile.Planned) string {
	if line.Evaluated() {
		return ""
	}
	return w.Words.Labels.OldData
}

// WaysOut puts the ways out of an obstacle in words.
func (w *Wording) WaysOut(o *reconcile.Obstacle) []string {
	list := make([]string, 0, len(o.Remedies))
	for i := range o.Remedies {
		list = append(list, w.Words.Remedy(&o.Remedies[i], o))
	}
	return list
}

// Lost says that the last safe moment of a step has passed; it is empty where it
// has not.
func (w *Wording) Lost(s *reconcile.PlanStep) string {
	if !s.LastSafe.Passed(w.AsOf) {
		return ""
	}
	return w.Words.Urgency(reconcile.Overdue)
}
