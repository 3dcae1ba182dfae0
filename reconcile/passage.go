package reconcile

import "slices"

// Passage is what became of one finding from a run to a later one.
type Passage struct {
	// Delta says how the later run lists it compared with the earlier one: new (also
	// where another finding spoke for it), reopened, changed or unchanged. It is empty of
	// a finding that only the earlier run lists.
	Delta Delta

	// Reason says why the later run does not list it: it was resolved for that reason,
	// or where it is empty, another finding speaks for it now.
	Reason ResolvedReason

	Before *Reported // as the earlier run lists it; nil where it does not
	After  *Reported // as the later one does
}

// Differences returns what has changed about the finding in the eyes of a reader; none
// where only one of the runs lists it.
func (p *Passage) Differences() []Difference {
	if p.Before == nil || p.After == nil {
		return nil
	}
	return p.After.Finding.Differences(&p.Before.Finding)
}

// Left is what two runs left of the same tenants, for a comparison.
type Left struct {
	Before, After []Reported // as each lists them

	HiddenBefore map[string]bool           // the ids of findings that the earlier run silenced
	Hidden       map[string]bool           // and those that the later one did
	Reasons      map[string]ResolvedReason // why findings were resolved last since the earlier one, by id
}

// Compare returns what became of each finding of some jobs, the order that of the later
// run, then what it does not list in that of the earlier one. It adds their money to a
// bridge.
func (l *Left) Compare(jobs []Job, bridge *Crossing, since *Run) []Passage {
	before := make(map[string]*Reported, len(l.Before))
	for i := range l.Before {
		before[l.Before[i].Finding.ID] = &l.Before[i]
	}
	var passages []Passage
	var changes Changes
	var known []KnownFinding
	for i := range l.After {
		after := &l.After[i]
		f := &after.Finding
		if !slices.Contains(jobs, f.Job) {
			continue
		}
		was := before[f.ID]
		delete(before, f.ID)
		passages = append(passages, Passage{Delta: passed(was, after, since), Before: was, After: after})
		changes.Listed = append(changes.Listed, Listed{Finding: *f})
		if was == nil && l.HiddenBefore[f.ID] {
			known = append(known, KnownFinding{Finding: *f, Opening: Opening{Silenced: true}})
		}
	}
	for i := range l.Before {
		was := &l.Before[i]
		f := &was.Finding
		if !slices.Contains(jobs, f.Job) {
			continue
		}
		reason := l.Reasons[f.ID]
		if l.Hidden[f.ID] {
			reason = ""
		}
		known = append(known, KnownFinding{Finding: *f, Reason: reason, Opening: Opening{Listed: true, Exposure: f.Exposure}})
		if before[f.ID] != nil {
			passages = append(passages, Passage{Reason: reason, Before: was})
		}
	}
	bridge.AddTenant(known, &changes, jobs)
	return passages
}

// passed tells how a finding that a run lists compares with an earlier run.
func passed(was, after *Reported, since *Run) Delta {
	switch {
	case was == nil && !after.FirstSeen.After(since.AsOf):
		return Reopened
	case was == nil:
		return New
	case len(after.Finding.Differences(&was.Finding)) > 0:
		return Changed
	default:
		return Unchanged
	}
}
