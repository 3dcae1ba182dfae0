package reconcile

import (
	"slices"
	"time"
)

// Part is the part that the subscription of a finding has in the moves.
type Part string

// The parts. A finding about a whole tenant has none.
const (
	PartSource      Part = "source"      // it is to be moved, or was to be and goes on
	PartReplacement Part = "replacement" // ours, and replaces what is or was moved
	PartOurs        Part = "ours"        // ours otherwise
)

// Task is a step of a plan without its days.
type Task struct {
	Kind  StepKind
	Owner Owner
}

// NextStep is the next open step of a move; its kind is empty where the plan has
// none.
type NextStep struct {
	Task
	Day      Day // planned
	LastSafe Due
}

// When returns the day on which the step is to be taken as an instant sees it.
func (s *NextStep) When(asOf time.Time) Day { return whenOf(s.Day, s.LastSafe, asOf) }

// Way is what the plan says of the move of a source, and what a finding's action
// follows. Of a subscription that no open move names it holds the part and the
// way out only.
type Way struct {
	Part  Part
	Route Route // planned, never auto; empty where no open move names the subscription
	Sale  Sale  // whether its offer can be bought again

	Step NextStep
	Then []Task // the steps after that, without those that only verify

	// Else is what is to be done where the transfer does not come, where the route
	// asked for cannot be gone, or where there is no plan.
	Else []Task
}

// Equal reports whether two ways say the same.
func (w *Way) Equal(other *Way) bool {
	return w.Part == other.Part && w.Route == other.Route && w.Sale == other.Sale && w.Step == other.Step &&
		slices.Equal(w.Then, other.Then) && slices.Equal(w.Else, other.Else)
}

// leads reports whether a way leads on as another one did: by the same route and
// with the same kind of step next. One that was not known told nothing else.
func (w *Way) leads(before *Way) bool {
	return before.Route == "" || w.Route == before.Route && w.Step.Kind == before.Step.Kind
}

// Tasks returns what is left to do, the next open step first.
func (w *Way) Tasks() []Task {
	if w.Step.Kind == "" {
		return nil
	}
	return append([]Task{w.Step.Task}, w.Then...)
}

// Near reports whether the last safe day of the next step is at most so many days
// away, or has passed.
func (w *Way) Near(days int, asOf time.Time) bool {
	last := w.Step.LastSafe.Day
	return last.Known() && DayOf(asOf) >= last.AddDays(-days)
}
