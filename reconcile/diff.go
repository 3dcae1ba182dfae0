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

	// How the run left it at which a bridge begins, and why it was resolved since,
	// if it is not open.
	Opening Opening
	Reason  ResolvedReason
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

// The reasons of a resolution, in the order in which the first that holds is
// taken.
const (
	ReasonMoved      ResolvedReason = "moved"
	ReasonGone       ResolvedReason = "gone"
	ReasonRenewed    ResolvedReason = "renewed"
	ReasonCovered    ResolvedReason = "covered"
	ReasonCancelled  ResolvedReason = "cancelled"
	ReasonEnded      ResolvedReason = "ended"
	ReasonOutOfScope ResolvedReason = "out-of-scope"
	ReasonFixed      ResolvedReason = "fixed"
)

// ResolvedReasons returns the reasons of a resolution in their order.
func ResolvedReasons() []ResolvedReason {
	return []ResolvedReason{
		ReasonMoved, ReasonGone, ReasonRenewed, ReasonCovered, ReasonCancelled, ReasonEnded, ReasonOutOfScope, ReasonFixed,
	}
}

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
	changes.Listed = make([]Listed, 0, len(result.Findings))
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

// reasonOf reads from where its subscription stands now why a finding is no longer
// there. That it is not delivered any more says nothing but that: it is gone.
func (r *Result) reasonOf(f *Finding, today Day) ResolvedReason {
	if f.SubscriptionID == "" {
		return ReasonFixed
	}
	row, known := r.Rows[f.SubscriptionID]
	switch {
	case row.Moved:
		return ReasonMoved
	case row.Gone || !known:
		return ReasonGone
	case row.Status == Active && f.renewedBy(row.LastDay, today):
		return ReasonRenewed
	case row.Covered:
		return ReasonCovered
	case row.BeforeEnd:
		return ReasonCancelled
	case row.Status.Over() && row.LastDay.Known() && today > row.LastDay:
		return ReasonEnded
	case !row.Concerned:
		return ReasonOutOfScope
	default:
		return ReasonFixed
	}
}

// correctionDays is how far an end may move before it has come without being
// another term's.
const correctionDays = 31

// renewedBy reports whether an end is that of a later term than the finding's, and
// not the same one corrected.
func (f *Finding) renewedBy(end, today Day) bool {
	return f.LastDay.Known() && end > f.LastDay && (today > f.LastDay || end > f.LastDay.AddDays(correctionDays))
}
