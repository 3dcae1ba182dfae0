package reconcile

import (
	"slices"
	"strconv"
	"time"
)

// PresentColumn is the column under which the history of facts keeps whether a
// row was there.
const PresentColumn = "present"

// Readings returns what the history tells of a column up to an instant, oldest
// first. Where the source of the status tells of the column only its word counts,
// else that of all.
func (s *Subscription) Readings(column string, until time.Time) []FactChange {
	var all, own []FactChange
	for _, c := range s.History {
		if c.Column != column || c.Seen.After(until) {
			continue
		}
		all = append(all, c)
		if c.Source == s.Source {
			own = append(own, c)
		}
	}
	list := all
	if len(own) > 0 {
		list = own
	}
	slices.SortStableFunc(list, func(a, b FactChange) int { return a.Seen.Compare(b.Seen) })
	return list
}

// SeenSince returns the reading by which the history first shows the value that a
// column has at an instant, the zero FactChange where it shows another one; began
// tells that another value was known before.
func (s *Subscription) SeenSince(column, value string, until time.Time) (since FactChange, began bool) {
	for _, c := range slices.Backward(s.Readings(column, until)) {
		if c.Value != value {
			return since, !since.Seen.IsZero()
		}
		since = c
	}
	return since, false
}

// AsSeen returns the row as the history shows it at an instant, and false where it
// was not there yet. What the history does not tell of is as it is now.
func (s *Subscription) AsSeen(at time.Time) (Subscription, bool) {
	then := *s
	then.History = nil
	for _, c := range s.History {
		if !c.Seen.After(at) {
			then.History = append(then.History, c)
		}
	}
	if s.FirstSeen > DayOf(at) {
		return then, false
	}
	then.Gone = s.Gone && s.MissingSince <= DayOf(at)
	then.presentAt(at)
	then.factsAt(s, at)
	return then, true
}

// presentAt lets the history say whether the row was there at an instant.
func (s *Subscription) presentAt(at time.Time) {
	present := s.Readings(PresentColumn, at)
	if len(present) == 0 {
		return
	}
	last := present[len(present)-1]
	if s.Gone = last.Value == "false"; s.Gone {
		s.MissingSince = DayOf(last.Seen)
	}
}

// factsAt takes from the history of a row the values that it showed at an instant.
func (s *Subscription) factsAt(now *Subscription, at time.Time) {
	last := func(field Field) (string, bool) {
		list := now.Readings(field.String(), at)
		if len(list) == 0 {
			return "", false
		}
		return list[len(list)-1].Value, true
	}
	if value, ok := last(FieldStatus); ok && Status(value) != now.Status {
		s.Status, s.StatusSince = Status(value), 0
	}
	if value, ok := last(FieldQuantity); ok {
		s.Quantity = ParseCount(value)
	}
	if value, ok := last(FieldAutoRenew); ok {
		s.AutoRenew = parseTri(value)
	}
	if value, ok := last(FieldEndOfTerm); ok && now.EndOfTerm != NoField {
		if s.EndOfTerm = EndOfTerm(value); value == "" {
			s.EndOfTerm = NoAction
		}
	}
	if value, ok := last(FieldCommitmentEnd); ok {
		s.endOn(value)
	}
}

// endOn makes a day the last one, whatever the row's dates mean.
func (s *Subscription) endOn(value string) {
	day, err := ParseDay(value)
	if now, _ := LastDay(s); err != nil || now == day {
		return
	}
	s.CommitmentEnd, s.CommitmentEndAt = day.Start(), time.Time{}
	if now, _ := LastDay(s); now < day {
		s.CommitmentEnd = day.AddDays(1).Start()
	}
}

// ParseCount returns the count that a text of the history stands for, unknown where
// it stands for none.
func ParseCount(text string) Count {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return Count{}
	}
	return CountOf(n)
}

func parseTri(text string) Tri {
	yes, err := strconv.ParseBool(text)
	if err != nil {
		return Unknown
	}
	return TriOf(yes)
}
