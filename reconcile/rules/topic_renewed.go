package rules

import (
	"slices"
	"time"

	"handover/reconcile"
)

// renewal is what has become of the end that a move expects of its source.
type renewal struct {
	expected reconcile.Day // as corrections have moved it
	renewed  bool          // the source has gone beyond it through a new term
	early    bool          // seen before the end, and nothing proves it
	since    reconcile.Day // the new term was first seen, where that is known
}

// renewalOf follows the ends of a source from the one that its move expects. A
// later one is a new term if it came when the expected end had passed, if it
// lies more than a month away, or if the row's own dates prove it; any other is
// a correction, and expected from then on. What is bought by the month renews
// by the month, which nobody needs to hear.
func (v *view) renewalOf(r *row) renewal {
	m := r.openOrDone()
	n := renewal{expected: m.ExpectedEnd}
	if r.sub.Term == reconcile.Monthly || r.life.LastDay <= n.expected {
		return renewal{expected: r.life.LastDay}
	}
	if n.provenBy(r) {
		n.renewed, n.since = true, firstSeen(v.history(r).Ends(r.life.LastDay), r.life.LastDay)
		return n
	}
	for _, e := range sinceMove(m, v.history(r).Ends(r.life.LastDay)) {
		n.follow(r.sub.Term, e.Day, reconcile.DayOf(e.Seen))
	}
	known := n
	n.follow(r.sub.Term, r.life.LastDay, v.today)
	if !known.renewed {
		n.since = 0 // the history does not show it
	}
	if n.renewed && n.provenBy(r) {
		n.early = false
	}
	return n
}

// history returns what had been seen of a row.
func (v *view) history(r *row) reconcile.FactHistory { return r.sub.History.Until(v.env.AsOf) }

// follow goes on to the next end that was seen.
func (n *renewal) follow(term reconcile.Term, end, seen reconcile.Day) {
	apart, within := int(end-n.expected), !n.renewed
	switch {
	case apart <= 0, !term.Listed() && apart <= longMonth:
		n.renewed, n.expected = false, end
	case within && seen > n.expected:
		n.renewed, n.early, n.since = true, false, seen
	case apart > longMonth && within:
		n.renewed, n.early, n.since = true, true, seen
	case apart <= longMonth:
		n.renewed, n.expected = false, end
	}
}

// longMonth is the longest month in days. An end that moves further is no longer
// explained by a month that goes on, or by a date that was put right.
const longMonth = 31

// provenBy reports whether the start of the term, or of the window, as a source
// delivered it lies in another term than the one that was to end.
func (n *renewal) provenBy(r *row) bool {
	return n.inNewTerm(r, r.sub.TermStart) || n.inNewTerm(r, windowOpened(r))
}

func (n *renewal) inNewTerm(r *row, start reconcile.Day) bool {
	months, ok := r.sub.Term.Months()
	return ok && start.Known() && start > n.expected.AddDays(1).AddMonths(-months).AddDays(longMonth)
}

// windowOpened returns the day on which the window of a row began. One that ends
// with the term stands open all the time.
func windowOpened(r *row) reconcile.Day {
	until := r.sub.Cancellable.Until
	if until.IsZero() || r.sub.Cancellable.EndsWith(r.life.LastDay) {
		return 0
	}
	return reconcile.DayOf(until.Add(-renewalWindow))
}

// sinceMove returns the ends that were seen since a move is known, with the one
// that stood then; where nothing tells when that was, since its expected end.
func sinceMove(m *reconcile.Move, ends []reconcile.EndSeen) []reconcile.EndSeen {
	if len(ends) == 0 {
		return nil
	}
	if m.FirstSeen.Known() {
		later := slices.IndexFunc(ends, func(e reconcile.EndSeen) bool { return reconcile.DayOf(e.Seen) > m.FirstSeen })
		if later < 0 {
			later = len(ends)
		}
		return ends[max(later-1, 0):]
	}
	stood := slices.IndexFunc(ends, func(e reconcile.EndSeen) bool { return e.Day == m.ExpectedEnd })
	if stood < 0 {
		stood = len(ends) - 1
	}
	return ends[stood:]
}

// firstSeen returns the day on which an end was first seen, where that is known.
func firstSeen(ends []reconcile.EndSeen, end reconcile.Day) reconcile.Day {
	for _, e := range ends {
		if e.Day == end {
			return reconcile.DayOf(e.Seen)
		}
	}
	return 0
}

// windowOf returns the instant until which a new term can be cancelled, zero
// where it never could, and whether that is only derived from its first day. A
// window of the term before says nothing of the new one.
func (n *renewal) windowOf(r *row) (until time.Time, derived bool) {
	first := n.expected.AddDays(1)
	w := r.sub.Cancellable
	if w.Known && (w.Until.IsZero() || !w.Until.Before(first.Start()) || n.inNewTerm(r, windowOpened(r))) {
		return w.Until, false
	}
	return reconcile.Earlier(first, n.since).Start().Add(renewalWindow), true
}

// renewed answers what the two rules about a new term share: a source that has
// begun one although its move expects it to have ended.
func (v *view) renewed(r *row) (renewal, Why) {
	switch {
	case !r.licensed():
		return renewal{}, WhyKind
	case !r.source() && !r.lingers():
		return renewal{}, WhyNotSource
	case r.life.InEST:
		return renewal{}, WhyOutcome
	case !r.running():
		return renewal{}, WhyStatus
	case !r.openOrDone().ExpectedEnd.Known() || r.life.NoEnd():
		return renewal{}, WhyNotRenewed
	}
	n := v.renewalOf(r)
	if !n.renewed {
		return n, WhyNotRenewed
	}
	return n, WhyFires
}

func renewedInWindow(v *view, r *row) answer {
	n, why := v.renewed(r)
	if why != WhyFires {
		return no(why)
	}
	until, derived := n.windowOf(r)
	if v.env.AsOf.After(until) {
		return no(WhyWindow)
	}
	f := v.about(r, reconcile.Critical, r.actor, reconcile.DueAt(until))
	v.tellRenewal(f, r, &n, until, derived)
	f.Exposure = commitment(r.sub, r.sub.Quantity, reconcile.BasisNewTerm).As(reconcile.MoneyAvoidable, reconcile.PerTerm)
	return yes(f)
}

func renewedWindowPassed(v *view, r *row) answer {
	n, why := v.renewed(r)
	if why != WhyFires {
		return no(why)
	}
	until, derived := n.windowOf(r)
	if !v.env.AsOf.After(until) {
		return no(WhyWindow)
	}
	way := "wait"
	if r.sub.IsNCE() {
		way = string(reconcile.RoutePartnerTransfer)
	}
	f := v.about(r, reconcile.High, r.actor, reconcile.DueDay(r.life.LastDay))
	v.tellRenewal(f, r, &n, until, derived)
	f.Evidence = append(f.Evidence, ev("route_out", way))
	f.Exposure = v.untilEnd(r, reconcile.BasisRemainingTerm).As(reconcile.MoneyLost, reconcile.PerTerm)
	return yes(f)
}

// tellRenewal adds what a finding about a new term says of it.
func (v *view) tellRenewal(f *reconcile.Finding, r *row, n *renewal, until time.Time, derived bool) {
	f.Evidence = append(f.Evidence, fact("expected_end", n.expected.String()),
		fact("cancellable_until", instantText(until)), ev("term", string(r.sub.Term)))
	if n.early {
		f.Assumptions = append(f.Assumptions, reconcile.NewTermSeenEarly)
	}
	if derived {
		f.Assumptions = append(f.Assumptions, reconcile.WindowDerived)
	} else {
		v.assumeHour(f, r)
	}
}

func renewalProcessing(v *view, r *row) answer {
	next := r.life.LastDay.AddDays(1)
	switch {
	case !r.sold():
		return no(WhyKind)
	case !r.source() && !(r.ours && r.yearly()):
		return no(WhyNotConcerned)
	case r.life.Status != reconcile.Active:
		return no(WhyStatus)
	case r.life.Outcome != reconcile.Renews:
		return no(WhyOutcome)
	case !next.Known() || v.today < next:
		return no(WhyNotNear)
	case v.today > next:
		return no(WhyPast)
	}
	f := v.about(r, reconcile.Info, r.actor, reconcile.Due{}, ev("until", instantText(next.End())))
	f.Due = reconcile.DueDay(next) // whatever the seller still takes, the renewal is Microsoft's
	return yes(f)
}
