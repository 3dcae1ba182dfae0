package reconcile

// longestMonth is how far the end of a row moves on from one month of an extended
// term to the next.
const longestMonth = 31

// toldEnd is an end as a source told it.
type toldEnd struct {
	day  Day
	told *FactChange
}

// inferEST reports whether a row runs in an extended term although no source says
// so: an extended term was to follow its end, that end has passed, and the next one
// lies a month after it.
func (p *Policy) inferEST(s *Subscription, catalog Catalog, last Day) bool {
	if len(s.History) == 0 || !extendable(s) {
		return false
	}
	ends := s.endsBack(last)
	for i := 1; i < len(ends); i++ {
		end, next := ends[i].day, ends[i-1]
		inTime := end < next.day && next.day <= end.AddDays(longestMonth) && end < DayOf(next.told.Seen)
		if !inTime {
			return false
		}
		if p.extendedAfter(s, catalog, end, next.told) {
			return true
		}
	}
	return false
}

// endsBack returns the ends that the source of the present one has told, from that
// back to the first.
func (s *Subscription) endsBack(last Day) []toldEnd {
	var ends []toldEnd
	for i := len(s.History) - 1; i >= 0; i-- {
		c := &s.History[i]
		isEnd := c.Column == FieldCommitmentEnd.String() || c.Column == FieldCommitmentEndAt.String()
		if !isEnd || len(ends) > 0 && c.Source != ends[0].told.Source {
			continue
		}
		day, err := ParseDay(c.Value)
		if err == nil && (len(ends) > 0 || day == last) {
			ends = append(ends, toldEnd{day, c})
		}
	}
	return ends
}

// extendedAfter reports whether an extended term was to follow an end, as the
// source that then moved it on had told before.
func (p *Policy) extendedAfter(s *Subscription, catalog Catalog, end Day, moved *FactChange) bool {
	then := *s
	then.Status = Active
	if then.TermStart > end {
		then.TermStart = 0 // that of the month which runs now
	}
	if value, told := s.toldBefore(moved, FieldAutoRenew); told {
		then.AutoRenew = Unknown
		if value != "" {
			then.AutoRenew = TriOf(Fold(value) == "true")
		}
	}
	if value, told := s.toldBefore(moved, FieldEndOfTerm); told {
		then.EndOfTerm = NoAction
		if value != "" {
			then.EndOfTerm = EndOfTerm(Fold(value))
		}
	}
	l := Lifecycle{LastDay: end}
	p.decide(&then, catalog, &l)
	return l.Outcome == Extends
}

// toldBefore returns the value of a column that the source of a change had told
// last before it.
func (s *Subscription) toldBefore(change *FactChange, field Field) (value string, told bool) {
	for i := len(s.History) - 1; i >= 0; i-- {
		c := &s.History[i]
		if c.Source == change.Source && c.Column == field.String() && c.Seen.Before(change.Seen) {
			return c.Value, true
		}
	}
	return "", false
}
