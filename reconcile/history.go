package reconcile

import (
	"cmp"
	"slices"
	"time"
)

// History is everything that runs and people have made of one finding.
type History struct {
	Finding     Finding // as the last version has it, when it was last seen
	Open        bool
	Suppressed  bool // open, but silenced by another finding
	FirstSeen   time.Time
	LastSeen    time.Time        // the as-of of the last run that found it, silenced or not
	Versions    []PastVersion    // by run
	Resolutions []PastResolution // by run
	Decisions   []Decided        // the oldest first
}

// PastVersion is the content that a run stored.
type PastVersion struct {
	Run         int64
	AsOf        time.Time
	Cause       Cause
	Finding     Finding
	PreviousDue Due
}

// PastResolution tells that a run found the finding no longer.
type PastResolution struct {
	Run    int64
	AsOf   time.Time
	Reason ResolvedReason
}

// State returns the state of the finding on a day, by the last decision where no
// later change has ended it.
func (h *History) State(today Day) FindingState {
	if len(h.Decisions) == 0 {
		return StateOpen
	}
	last := &h.Decisions[len(h.Decisions)-1]
	if slices.ContainsFunc(h.Versions, func(v PastVersion) bool { return !last.Survives(v.Run, v.Cause) }) {
		return StateOpen
	}
	return last.StateOn(today)
}

// Event is one thing that happened to a finding: exactly one of the pointers is
// set.
type Event struct {
	Run        int64 // the run that did it, or after which somebody decided
	At         time.Time
	Version    *PastVersion
	Resolution *PastResolution
	Decision   *Decided
}

// Events returns what happened to the finding, in the order in which it happened.
func (h *History) Events() []Event {
	list := make([]Event, 0, len(h.Versions)+len(h.Resolutions)+len(h.Decisions))
	for i := range h.Versions {
		v := &h.Versions[i]
		list = append(list, Event{Run: v.Run, At: v.AsOf, Version: v})
	}
	for i := range h.Resolutions {
		r := &h.Resolutions[i]
		list = append(list, Event{Run: r.Run, At: r.AsOf, Resolution: r})
	}
	for i := range h.Decisions {
		d := &h.Decisions[i]
		list = append(list, Event{Run: d.AfterRun, At: d.At, Decision: d})
	}
	slices.SortStableFunc(list, func(a, b Event) int { return cmp.Compare(a.Run, b.Run) })
	return list
}
