package reconcile

import "time"

// Decision is what somebody decided about a finding. It ends by itself on a day
// and earlier when the finding changes. The zero Decision is none.
type Decision struct {
	State  FindingState
	Until  Day // the last day it holds
	Actor  string
	Reason string
}

// StateOn returns the state of a finding that carries the decision on a day.
func (d *Decision) StateOn(today Day) FindingState {
	if d.State == "" || today > d.Until {
		return StateOpen
	}
	return d.State
}

// EndsDecision reports whether a version stored for this cause ends what was
// decided about the finding before: it is no longer what somebody took note of.
func (c Cause) EndsDecision() bool { return c == CauseChanged || c == CauseReopened }

// Decided is a decision as it was recorded.
type Decided struct {
	Decision
	At       time.Time
	AfterRun int64 // the last published run that it could know
}

// Survives reports whether the decision still stands after a run stored a version
// of the finding.
func (d *Decided) Survives(run int64, cause Cause) bool {
	return run <= d.AfterRun || !cause.EndsDecision()
}

// longestHold is how many days ahead a decision may reach where the due has passed
// or there is none: there is no "for ever".
const longestHold = 30

// LatestHold returns the last day to which a decision about a finding may reach.
func LatestHold(due Due, today Day) Day {
	if due.Known() && due.Day >= today {
		return due.Day
	}
	return today.AddDays(longestHold)
}
