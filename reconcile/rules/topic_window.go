package rules

import "handover/reconcile"

// renewalWindowOpen is the last moment to drop seats from a long term that has
// begun anew, or for a trial to have been all.
func renewalWindowOpen(v *view, r *row) answer {
	s, start := r.sub, currentStart(r)
	trial, spare := s.Trial != reconcile.Yes && v.history(r).Had(reconcile.FieldTrial, "true"), unassigned(s)
	if why := staying(r); why != WhyFires {
		return no(why)
	}
	switch {
	case !r.yearly():
		return no(WhyTerm)
	case !s.Cancellable.OpenAt(v.env.AsOf) || !windowOpened(r).Known():
		return no(WhyWindow)
	case !v.justBegun(start) || !trial && !v.thereBefore(r, start.AddDays(-longMonth)):
		return no(WhyNoNewTerm)
	case !trial && spare.N <= 0:
		return no(WhyAssigned)
	}
	evidence := []reconcile.Evidence{
		ev("term", string(s.Term)), ev("term_start", start.String()), fact("cancellable_until", instantText(s.Cancellable.Until)),
		fact("was_trial", triText(reconcile.TriOf(trial))),
	}
	if spare.N > 0 {
		evidence = append(evidence, ev("assigned", number(s.Assigned.N)), fact("unassigned", number(spare.N)))
	}
	severity, seats := reconcile.Medium, spare
	if trial {
		severity, seats = reconcile.High, s.Quantity
	}
	f := v.about(r, severity, reconcile.OwnerUs, reconcile.DueAt(s.Cancellable.Until), evidence...)
	f.Exposure = commitment(s, seats, reconcile.BasisNewTerm).As(reconcile.MoneyAvoidable, reconcile.PerTerm)
	v.assumeHour(f, r)
	return yes(f)
}

// justBegun reports whether a term that began on a day is new.
func (v *view) justBegun(start reconcile.Day) bool {
	return start <= v.today && start >= v.today.AddDays(-newTermDays)
}

// newTermDays is for how many days a term counts as just begun.
const newTermDays = 7

// currentStart returns the first day of the term of a row, counted back from its
// end where no source gives it.
func currentStart(r *row) reconcile.Day {
	months, ok := r.sub.Term.Months()
	if r.sub.TermStart.Known() || !ok || r.life.NoEnd() {
		return r.sub.TermStart
	}
	return r.life.LastDay.AddDays(1).AddMonths(-months)
}

// thereBefore reports whether a row is known to have been there before a day.
func (v *view) thereBefore(r *row, day reconcile.Day) bool {
	s, h := r.sub, v.history(r)
	first := s.FirstSeen
	if !first.Known() && len(h) > 0 {
		first = reconcile.DayOf(h[0].Seen)
	}
	if s.Created.Known() {
		first = s.Created
	}
	return first.Known() && first < day
}
