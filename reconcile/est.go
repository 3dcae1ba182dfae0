package reconcile

import "time"

// longestMonth is how far the end of a row moves on from one month of an extended
// term to the next.
const longestMonth = 31

// inferEST reports whether a row runs in an extended term although no source says
// so: an extended term was to follow its end, that end has passed, and the next one
// lies a month after it.
func (p *Policy) inferEST(s *Subscription, catalog Catalog, last Day, asOf time.Time) bool {
	if len(s.History) == 0 || !extendable(s) {
		return false
	}
	ends := s.Readings(FieldCommitmentEnd.String(), asOf)
	for next := last; len(ends) > 1; ends = ends[:len(ends)-1] {
		moved, before := &ends[len(ends)-1], &ends[len(ends)-2]
		to, err := ParseDay(moved.Value)
		end, unread := ParseDay(before.Value)
		inTime := end < to && to <= end.AddDays(longestMonth) && end < DayOf(moved.Seen)
		if err != nil || unread != nil || to != next || !inTime {
			return false
		}
		if p.extendedAfter(s, catalog, end, moved.Seen) {
			return true
		}
		next = end
	}
	return false
}

// extendedAfter reports whether an extended term was to follow an end, as the row
// was seen before the end moved on.
func (p *Policy) extendedAfter(s *Subscription, catalog Catalog, end Day, moved time.Time) bool {
	then, _ := s.AsSeen(moved.Add(-time.Microsecond))
	then.Status = Active
	if then.TermStart > end {
		then.TermStart = 0 // that of the month which runs now
	}
	l := Lifecycle{LastDay: end}
	p.decide(&then, catalog, &l)
	return l.Outcome == Extends
}
