package reconcile

import (
	"slices"
	"time"
)

// KnownFinding is a finding that an earlier run stored for a tenant. One that
// was resolved and has not returned is not Open and carries only its identity.
type KnownFinding struct {
	Finding    Finding
	Open       bool
	Suppressed bool     // open, but silenced in the last run
	Held       Decision // an acknowledgement or snooze that no later change has ended
	FirstSeen  time.Time
}

// Delta says how a finding compares with the run before.
type Delta string

// The deltas.
const (
	New          Delta = "new"
	Changed      Delta = "changed"
	Unchanged    Delta = "unchanged"
	Reopened     Delta = "reopened"
	NotEvaluated Delta = "not_evaluated"
)

// Cause returns the cause under which a finding of this delta is stored whole.
func (d Delta) Cause() Cause {
	switch d {
	case New:
		return CauseNew
	case Changed:
		return CauseChanged
	case Reopened:
		return CauseReopened
	default:
		return CauseDisplay
	}
}

// Cause says why a version of a finding was stored.
type Cause string

// The causes of a version. A version caused by display carries words or amounts
// that moved without the finding having changed, one caused by suppression says
// that another finding now speaks for it.
const (
	CauseNew        Cause = "new"
	CauseChanged    Cause = "changed"
	CauseReopened   Cause = "reopened"
	CauseDisplay    Cause = "display"
	CauseSuppressed Cause = "suppressed"
)

// ResolvedReason says why a finding is no longer there.
type ResolvedReason string

// The reasons of a resolution.
const (
	ReasonRenewed    ResolvedReason = "renewed"
	ReasonMoved      ResolvedReason = "moved"
	ReasonCancelled  ResolvedReason = "cancelled"
	ReasonEnded      ResolvedReason = "ended"
	ReasonFixed      ResolvedReason = "fixed"
	ReasonOutOfScope ResolvedReason = "out-of-scope"
)

// Version is a finding's content as a run stores it. An unchanged finding needs
// none.
type Version struct {
	Finding     Finding
	Cause       Cause
	PreviousDue Due       // of a changed finding whose due moved
	FirstSeen   time.Time // of a finding that was known; zero: the as-of of the run that stores it
}

// Resolution says that a finding is no longer there, and why.
type Resolution struct {
	Finding Finding
	Reason  ResolvedReason
}

// Listed is a finding that a run lists.
type Listed struct {
	Finding Finding
	Delta   Delta
	State   FindingState
}

// Changes is the difference that one run makes to the findings of one tenant.
type Changes struct {
	Versions   []Version
	Resolved   []Resolution
	Listed     []Listed // every open finding that the run shows
	Suppressed int      // findings newly silenced
}

// Diff compares what a run found in an evaluated tenant with what was known.
// Only findings of the given jobs take part: a job that did not run resolves
// nothing.
func Diff(known []KnownFinding, result *Result, jobs []Job, today Day) Changes {
	var changes Changes
	previous := make(map[string]*KnownFinding, len(known))
	for i := range known {
		previous[known[i].Finding.ID] = &known[i]
	}
	still := make(map[string]bool, len(result.Findings))
	for i := range result.Findings {
		f := &result.Findings[i]
		if slices.Contains(jobs, f.Job) {
			still[f.ID] = true
			changes.list(f, previous[f.ID], today)
		}
	}
	for i := range result.Silenced {
		f := &result.Silenced[i].Finding
		if was := previous[f.ID]; was != nil && was.Open && slices.Contains(jobs, f.Job) {
			still[f.ID] = true
			changes.suppress(f, was)
		}
	}
	for i := range known {
		f := &known[i].Finding
		if known[i].Open && !still[f.ID] && slices.Contains(jobs, f.Job) {
			reason := result.reasonOf(f, today)
			changes.Resolved = append(changes.Resolved, Resolution{Finding: *f, Reason: reason})
		}
	}
	return changes
}

// Keep lists the open findings of a tenant that was not evaluated: nothing of
// it is closed, and nothing is stored.
func Keep(known []KnownFinding, jobs []Job, today Day) Changes {
	var changes Changes
	for i := range known {
		if known[i].Open && !known[i].Suppressed && slices.Contains(jobs, known[i].Finding.Job) {
			changes.Listed = append(changes.Listed, Listed{
				Finding: known[i].Finding, Delta: NotEvaluated, State: known[i].Held.StateOn(today),
			})
		}
	}
	return changes
}

func (c *Changes) list(f *Finding, was *KnownFinding, today Day) {
	delta, cause, store := compare(f, was)
	state := StateOpen
	if was != nil && !delta.Cause().EndsDecision() {
		state = was.Held.StateOn(today)
	}
	c.Listed = append(c.Listed, Listed{Finding: *f, Delta: delta, State: state})
	if !store {
		return
	}
	version := Version{Finding: *f, Cause: cause}
	if was != nil {
		version.FirstSeen = was.FirstSeen
	}
	if delta == Changed && was.Finding.Due != f.Due {
		version.PreviousDue = was.Finding.Due
	}
	c.Versions = append(c.Versions, version)
}

func compare(f *Finding, was *KnownFinding) (delta Delta, cause Cause, store bool) {
	switch {
	case was == nil:
		return New, CauseNew, true
	case !was.Open:
		return Reopened, CauseReopened, true
	case !f.sameInSubstance(&was.Finding):
		return Changed, CauseChanged, true
	case was.Suppressed || !f.Same(&was.Finding):
		return Unchanged, CauseDisplay, true
	default:
		return Unchanged, "", false
	}
}

func (c *Changes) suppress(f *Finding, was *KnownFinding) {
	if !was.Suppressed {
		c.Suppressed++
	}
	if !was.Suppressed || !f.Same(&was.Finding) {
		c.Versions = append(c.Versions, Version{Finding: *f, Cause: CauseSuppressed, FirstSeen: was.FirstSeen})
	}
}

// reasonOf reads from the facts of both runs why a finding is gone: from the
// term it was about and from where its subscription stands now.
func (r *Result) reasonOf(f *Finding, today Day) ResolvedReason {
	if f.SubscriptionID == "" {
		return ReasonFixed
	}
	row, there := r.Rows[f.SubscriptionID]
	switch {
	case !there:
		return endedBy(today, f.LastDay)
	case row.Moved:
		return ReasonMoved
	case f.LastDay.Known() && row.LastDay > f.LastDay && row.Status == Active:
		return ReasonRenewed
	case row.Status == Disabled || row.Status == Deleted || row.Status == Expired:
		return endedBy(today, row.LastDay)
	case !row.Concerned:
		return ReasonOutOfScope
	case row.Cancelled:
		return ReasonCancelled
	default:
		return ReasonFixed
	}
}

// endedBy returns why a subscription runs no longer: its last day is over, or it was
// cancelled before.
func endedBy(today, last Day) ResolvedReason {
	if last.Known() && today > last {
		return ReasonEnded
	}
	return ReasonCancelled
}
