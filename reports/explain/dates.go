package explain

import (
	"slices"
	"time"

	"handover/reconcile"
	"handover/reports/words"
)

// tellDates adds the days of the subscription, each with how it is worked out.
func (t *teller) tellDates(to *Section) {
	l, rows := &t.Lifecycle, &t.say.Rows
	to.add(rows.Term, t.term())
	to.add(rows.LastDay, t.lastDay())
	to.add(rows.EndOfTerm, words.Fill(t.texts.Labels.Pair, "label", orDash(string(l.Outcome)), "value", t.texts.OutcomeReason(l.Reason)))
	counts, assumptions := l.LastDay, l.Assumptions
	if l.BeforeEnd {
		counts, assumptions = l.Since, append(slices.Clip(assumptions), reconcile.StateBeforeEnd)
	}
	to.add(rows.CoverBy, t.from(counts, l.CoverBy))
	to.add(rows.DataUntil, t.from(counts, l.DataUntil))
	if t.NearFrom.Known() {
		to.add(rows.NearFrom, t.from(l.LastDay, t.NearFrom))
	}
	for _, assumption := range assumptions {
		to.add(rows.Assumption, t.texts.Assumption(assumption))
	}
}

func (t *teller) term() string {
	s := &t.Subscription
	text := words.Fill(t.say.Dates.Term, "term", orDash(string(s.Term)), "day", orDash(t.TermStart.String()))
	if months, ok := s.Term.Months(); ok && t.StartDerived {
		text = counted(&t.say.Dates.CountedBack, months, "term", text, "last_day", t.Lifecycle.LastDay.String())
	}
	return text
}

// lastDay tells the last day of service and how the source wrote it.
func (t *teller) lastDay() string {
	s, last := &t.Subscription, t.Lifecycle.LastDay
	switch {
	case !last.Known():
		return t.say.Dates.NoneGiven
	case last.NoEnd():
		return words.Fill(t.say.Dates.NoEnd, "day", last.String())
	}
	text := words.Fill(t.say.Dates.LastDay, "day", last.String(), "away", t.away(last), "said", t.saidEnds())
	switch {
	case t.Lifecycle.DateConflict:
		text = words.Fill(t.say.Dates.Earlier, "last_day", text)
	case s.IsLegacy() && (midnight(s.CommitmentEnd) || midnight(s.CommitmentEndAt)):
		text = words.Fill(t.say.Dates.FirstMoment, "last_day", text)
	}
	return text
}

// saidEnds returns the end as the source wrote it, as a date and as a date-time.
func (t *teller) saidEnds() string {
	var ends []string
	for _, at := range []time.Time{t.Subscription.CommitmentEnd, t.Subscription.CommitmentEndAt} {
		if !at.IsZero() {
			ends = append(ends, instant(at))
		}
	}
	return t.joined(ends)
}

// joined names some things in a row.
func (t *teller) joined(list []string) string {
	text := ""
	for i, next := range list {
		if i == 0 {
			text = next
			continue
		}
		text = words.Fill(t.say.Both, "first", text, "second", next)
	}
	return text
}

func midnight(at time.Time) bool { return !at.IsZero() && at.Equal(reconcile.DayOf(at).Start()) }

// from tells a day as so many days before or after the one it counts from.
func (t *teller) from(base, d reconcile.Day) string {
	if !d.Known() {
		return dash
	}
	days, text := int(d-base), &t.say.Dates.After
	if days < 0 {
		days, text = -days, &t.say.Dates.Before
	}
	return counted(text, days, "day", d.String(), "away", t.away(d), "last_day", base.String())
}

// away tells how far away a day is from the day that is judged.
func (t *teller) away(d reconcile.Day) string {
	switch days := int(d - reconcile.DayOf(t.AsOf)); {
	case days < 0:
		return counted(&t.say.Dates.Ago, -days)
	case days == 0:
		return t.say.Dates.Today
	default:
		return counted(&t.say.Dates.Ahead, days)
	}
}
