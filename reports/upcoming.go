package reports

import (
	"cmp"
	"strconv"

	"handover/reconcile"
	"handover/reports/words"
)

// upcoming is what a reader must know of a plan first: what stands in its way,
// and the steps that are overdue or come within some days. It keeps a bounded
// number of each and counts the others.
type upcoming struct {
	days          int
	mostSteps     int
	mostObstacles int

	obstacles []reconcile.Planned
	soon      []reconcile.Planned
	soonAll   int
	late      int // of all steps, those that are overdue
}

func (u *upcoming) add(r *Report, line *reconcile.Planned) {
	if line.Obstacle != nil {
		u.obstacles = appendUpTo(u.obstacles, *line, u.mostObstacles)
		return
	}
	late := line.Step.Overdue(r.run.AsOf)
	if late {
		u.late++
	}
	if late || line.Step.Day.Known() && line.Step.Day <= r.today.AddDays(u.days) {
		u.soonAll++
		u.soon = appendUpTo(u.soon, *line, u.mostSteps)
	}
}

// stepsWithin says which steps are upcoming.
func (r *Report) stepsWithin(days int) string {
	return words.Fill(r.words.Labels.StepsSoon, "days", strconv.Itoa(days))
}

// noStepsWithin says that there are none of them, or no steps at all.
func (r *Report) noStepsWithin(days int) string {
	if r.summary.Steps == 0 {
		return r.words.Labels.NoSteps
	}
	return words.Fill(r.words.Labels.NoStepsSoon, "days", strconv.Itoa(days))
}

// plannedName names the tenant that a move leads into, or where that is not told
// the one where it begins.
func plannedName(line *reconcile.Planned) string {
	return cmp.Or(nameOr(line.TenantName, line.TenantID), shownText(line.MoveTenant()))
}

// unsure says that a line rests on old or incomplete data, since a tenant of it was
// not evaluated; it is empty for one that does not.
func (r *Report) unsure(line *reconcile.Planned) string {
	if line.Evaluated() {
		return ""
	}
	return r.words.Labels.OldData
}

// waysOut puts the ways out of an obstacle in words.
func (r *Report) waysOut(o *reconcile.Obstacle) []string {
	list := make([]string, 0, len(o.Remedies))
	for i := range o.Remedies {
		list = append(list, r.words.Remedy(&o.Remedies[i], o))
	}
	return list
}

// dueText writes a due: a day, or an instant with its zone.
func (r *Report) dueText(due reconcile.Due) string {
	if due.At.IsZero() {
		return due.Day.String()
	}
	return r.local(due.At) + " " + r.zone.String()
}

// lost says that the last safe moment of a step has passed; it is empty where it
// has not.
func (r *Report) lost(s *reconcile.PlanStep) string {
	if !s.LastSafe.Passed(r.run.AsOf) {
		return ""
	}
	return r.words.Urgency(reconcile.Overdue)
}

// leftTo says how far away a day is; it is empty where there is none.
func (r *Report) leftTo(day reconcile.Day) string {
	if !day.Known() {
		return ""
	}
	return r.left(reconcile.CountOf(int64(day - r.today)))
}
