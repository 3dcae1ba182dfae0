package main

import (
	"fmt"
	"time"

	"handover/reconcile"
	"handover/reports/aligned"
)

// tellDates prints the days of the subscription, each with how it is worked out.
func (e *explanation) tellDates(t *aligned.Table) {
	l := &e.Lifecycle
	t.Row("Term", e.term())
	t.Row("Last day", e.lastDay())
	t.Row("End of term", orDash(string(l.Outcome))+": "+e.texts.OutcomeReason(l.Reason))
	t.Row("Cover by", e.fromLastDay(l.CoverBy))
	t.Row("Data until", e.fromLastDay(l.DataUntil))
	if near := l.LastDay.AddDays(-e.env.Policy.HorizonDays); near.Known() && !l.NoEnd() {
		t.Row("Near from", e.fromLastDay(near))
	}
	for _, assumption := range l.Assumptions {
		t.Row("Assumption", e.texts.Assumption(assumption))
	}
}

func (e *explanation) term() string {
	s := &e.Subscription
	text := orDash(string(s.Term)) + " from " + orDash(e.TermStart.String())
	if months, ok := s.Term.Months(); ok && e.StartDerived {
		text += fmt.Sprintf(": %s + 1 day - %s, counted back", e.Lifecycle.LastDay, plural(months, "month"))
	}
	return text
}

// lastDay tells the last day of service and how the source wrote it.
func (e *explanation) lastDay() string {
	s, last := &e.Subscription, e.Lifecycle.LastDay
	switch {
	case !last.Known():
		return "no source gives an end"
	case last.NoEnd():
		return last.String() + " stands for no end"
	}
	text := fmt.Sprintf("%s, %s: the source says %s", last, e.away(last), ends(s))
	switch {
	case e.Lifecycle.DateConflict:
		text += ", of which the earlier counts"
	case s.IsLegacy() && (midnight(s.CommitmentEnd) || midnight(s.CommitmentEndAt)):
		text += ", the first moment after it"
	}
	return text
}

// ends gives the end as the source wrote it, as a date and as a date-time.
func ends(s *reconcile.Subscription) string {
	text := ""
	for _, at := range []time.Time{s.CommitmentEnd, s.CommitmentEndAt} {
		if at.IsZero() {
			continue
		}
		if text != "" {
			text += " and "
		}
		text += at.UTC().Format(time.RFC3339)
	}
	return text
}

func midnight(at time.Time) bool { return !at.IsZero() && at.Equal(reconcile.DayOf(at).Start()) }

// fromLastDay tells a day as so many days before or after the last one.
func (e *explanation) fromLastDay(d reconcile.Day) string {
	if !d.Known() {
		return "-"
	}
	days := int(d - e.Lifecycle.LastDay)
	sign := "+"
	if days < 0 {
		sign, days = "-", -days
	}
	return fmt.Sprintf("%s, %s: %s %s %s", d, e.away(d), e.Lifecycle.LastDay, sign, plural(days, "day"))
}

// away tells how far away a day is from the day that is judged.
func (e *explanation) away(d reconcile.Day) string {
	switch days := int(d - reconcile.DayOf(e.env.AsOf)); {
	case days < 0:
		return plural(-days, "day") + " ago"
	case days == 0:
		return "today"
	default:
		return "in " + plural(days, "day")
	}
}
