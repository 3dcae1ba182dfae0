package rules

import (
	"time"

	"handover/reconcile"
)

// The codes of the job auto-renew.
const (
	CodeAutoRenewOn            reconcile.Code = "auto-renew-on"
	CodeAutoRenewContradiction reconcile.Code = "auto-renew-contradiction"
	CodeRenewedInWindow        reconcile.Code = "renewed-in-window"
	CodeRenewedWindowPassed    reconcile.Code = "renewed-window-passed"
	CodeRenewalProcessing      reconcile.Code = "renewal-processing"
	CodeTrialConverts          reconcile.Code = "trial-converts"
	CodeEndOfSaleRenewOff      reconcile.Code = "end-of-sale-renew-off"
	CodeLapseUnplanned         reconcile.Code = "lapse-unplanned"
	CodeRenewalCommitment      reconcile.Code = "renewal-commitment"
)

func autoRenewRules() []Rule {
	const job = reconcile.AutoRenewJob
	return []Rule{
		{
			Code: CodeAutoRenewOn, Job: job, Severities: severities(reconcile.Critical),
			Evidence: keys("term", "auto_renew", "without_choice"), Sources: []string{multichannelPage, lifecyclePage}, row: autoRenewOn,
		},
		{
			Code: CodeAutoRenewContradiction, Job: job, Severities: severities(reconcile.Medium),
			Evidence: keys("auto_renew", "end_of_term"), Sources: []string{extendedPage}, row: autoRenewContradiction,
		},
		{
			Code: CodeRenewedInWindow, Job: job, Severities: severities(reconcile.Critical),
			Evidence: keys("expected_end", "cancellable_until", "term"), Sources: []string{cancelPage}, row: renewedInWindow, regardless: true,
		},
		{
			Code: CodeRenewedWindowPassed, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("expected_end", "cancellable_until", "term", "route_out"), Sources: []string{cancelPage, transferPage},
			row: renewedWindowPassed, regardless: true,
		},
		{
			Code: CodeRenewalProcessing, Job: job, Severities: severities(reconcile.Info),
			Evidence: keys("until"), Sources: []string{lifecyclePage}, row: renewalProcessing,
		},
		{
			Code: CodeTrialConverts, Job: job, Severities: severities(reconcile.Medium),
			Sources: []string{lifecyclePage}, row: trialConverts,
		},
		{
			Code: CodeEndOfSaleRenewOff, Job: job, Severities: severities(reconcile.Medium),
			Evidence: keys("on_sale_until", "renewable_until"), Sources: []string{lifecyclePage}, row: endOfSaleRenewOff, onTargets: true,
		},
		{
			Code: CodeLapseUnplanned, Job: job, Severities: severities(reconcile.High, reconcile.Low),
			Evidence: keys("on_purpose"), Sources: []string{lifecyclePage}, row: lapseUnplanned, onTargets: true,
		},
		{
			Code: CodeRenewalCommitment, Job: job, Severities: severities(reconcile.Medium, reconcile.Low),
			Evidence: keys("term", "assigned", "unassigned", "unassigned_value"), Sources: []string{lifecyclePage},
			row: renewalCommitment,
		},
	}
}

func autoRenewOn(v *view, r *row) answer {
	switch {
	case !r.sold():
		return no(WhyKind)
	case !r.source() && !r.lingers():
		return no(WhyNotSource)
	case r.life.Outcome != reconcile.Renews:
		return no(WhyOutcome)
	case !v.near(v.actBy(r, r.life.LastDay)):
		return no(waiting(r.life.LastDay))
	}
	f := v.about(r, reconcile.Critical, r.actor, reconcile.DueDay(r.life.LastDay),
		ev("term", string(r.sub.Term)), ev("auto_renew", triText(r.sub.AutoRenew)),
		ev("without_choice", string(v.env.Policy.WithoutChoice(r.sub, r.life.LastDay))))
	v.addNextTerm(f, r.sub, renewingSeats(r.sub), reconcile.BasisNextTerm)
	f.Exposure = f.Exposure.As(reconcile.MoneyAvoidable, reconcile.PerTerm)
	return yes(f)
}

func autoRenewContradiction(v *view, r *row) answer {
	due := r.life.LastDay.AddDays(-1)
	s := r.sub
	on := s.AutoRenew == reconcile.Yes && (s.EndOfTerm == reconcile.ActionCancel || s.EndOfTerm == reconcile.ActionEST)
	off := s.AutoRenew == reconcile.No && s.EndOfTerm == reconcile.ActionRenew
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.concerned():
		return no(WhyNotConcerned)
	case r.life.Status != reconcile.Active:
		return no(WhyStatus)
	case !on && !off:
		return no(WhyConsistent)
	case !v.near(v.actBy(r, due)):
		return no(waiting(due))
	}
	return yes(v.about(r, reconcile.Medium, r.actor, reconcile.DueDay(due),
		fact("auto_renew", triText(s.AutoRenew)), fact("end_of_term", string(s.EndOfTerm))))
}

// renewed reports whether a source has begun a new term although its move expects
// it to have ended.
func (v *view) renewed(r *row) Why {
	switch {
	case !r.licensed():
		return WhyKind
	case !r.source() && !r.lingers():
		return WhyNotSource
	case r.life.InEST:
		return WhyOutcome
	case !r.running():
		return WhyStatus
	case !r.openOrDone().ExpectedEnd.Known() || r.life.NoEnd() || r.life.LastDay <= r.openOrDone().ExpectedEnd:
		return WhyNotRenewed
	default:
		return WhyFires
	}
}

func renewedInWindow(v *view, r *row) answer {
	if why := v.renewed(r); why != WhyFires {
		return no(why)
	}
	if !r.sub.Cancellable.OpenAt(v.env.AsOf) {
		return no(WhyWindow)
	}
	f := v.about(r, reconcile.Critical, r.actor, reconcile.DueAt(r.sub.Cancellable.Until), v.renewalEvidence(r)...)
	f.Exposure = commitment(r.sub, r.sub.Quantity, reconcile.BasisNewTerm).As(reconcile.MoneyAvoidable, reconcile.PerTerm)
	v.assumeHour(f, r)
	return yes(f)
}

func renewedWindowPassed(v *view, r *row) answer {
	why := v.renewed(r)
	switch {
	case why != WhyFires:
		return no(why)
	case !r.yearly():
		return no(WhyTerm)
	case !r.sub.Cancellable.ClosedAt(v.env.AsOf):
		return no(WhyWindow)
	}
	way := "wait"
	if r.sub.IsNCE() {
		way = string(reconcile.RoutePartnerTransfer)
	}
	evidence := append(v.renewalEvidence(r), ev("route_out", way))
	f := v.about(r, reconcile.High, r.actor, reconcile.DueDay(r.life.LastDay), evidence...)
	f.Exposure = v.untilEnd(r, reconcile.BasisRemainingTerm).As(reconcile.MoneyLost, reconcile.PerTerm)
	v.assumeHour(f, r)
	return yes(f)
}

func (v *view) renewalEvidence(r *row) []reconcile.Evidence {
	return []reconcile.Evidence{
		fact("expected_end", r.openOrDone().ExpectedEnd.String()),
		fact("cancellable_until", instantText(r.sub.Cancellable.Until)),
		ev("term", string(r.sub.Term)),
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

func trialConverts(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.concerned():
		return no(WhyNotConcerned)
	case r.sub.Trial != reconcile.Yes:
		return no(WhyNotTrial)
	case r.sub.AutoRenew != reconcile.Yes || r.life.Outcome != reconcile.Renews:
		return no(WhyOutcome)
	case !v.within(v.actBy(r, r.life.LastDay), v.env.Policy.Limits.RenewalNoticeDays):
		return no(waiting(r.life.LastDay))
	}
	f := v.about(r, reconcile.Medium, r.actor, reconcile.DueDay(r.life.LastDay))
	f.Exposure = v.trialPrice(r.sub)
	return yes(f)
}

func endOfSaleRenewOff(v *view, r *row) answer {
	byTransfer := r.source() && (r.move.Route == reconcile.RoutePartnerTransfer || r.move.Route == reconcile.RouteChannelTransfer)
	offer, listed := v.env.Catalog.Offer(r.sub.OfferID)
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.ours && !r.source():
		return no(WhyNotConcerned)
	case !r.ours && !byTransfer:
		return no(WhyRoute)
	case !listed || !offer.OffSale(v.today) || !offer.Renewable(r.life.LastDay.AddDays(1)):
		return no(WhyOnSale)
	case !r.running() || r.life.Outcome == reconcile.Renews:
		return no(WhyOutcome)
	case r.covered:
		return no(WhyCovered)
	case !v.near(v.actBy(r, r.life.LastDay)):
		return no(waiting(r.life.LastDay))
	}
	return yes(v.about(r, reconcile.Medium, r.actor, reconcile.DueDay(r.life.LastDay),
		fact("on_sale_until", offer.OnSaleUntil.String()), fact("renewable_until", offer.RenewableUntil.String())))
}

func lapseUnplanned(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.ours:
		return no(WhyNotOurs)
	case r.source():
		return no(WhyIsSource)
	case r.life.Status != reconcile.Active:
		return no(WhyStatus)
	case r.life.Outcome != reconcile.Lapses && r.life.Outcome != reconcile.Cancels:
		return no(WhyOutcome)
	case r.covered:
		return no(WhyCovered)
	case !v.near(v.actBy(r, r.life.LastDay)):
		return no(waiting(r.life.LastDay))
	}
	severity, purpose := reconcile.High, reconcile.No
	if r.sub.EndOfTerm == reconcile.ActionCancel {
		severity, purpose = reconcile.Low, reconcile.Yes
	}
	f := v.about(r, severity, reconcile.OwnerUs, reconcile.DueDay(v.actBy(r, r.life.LastDay)), ev("on_purpose", triText(purpose)))
	f.Exposure = yearlyValue(r.sub).As(reconcile.MoneyRevenue, reconcile.PerTerm)
	return yes(f)
}

func renewalCommitment(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.ours:
		return no(WhyNotOurs)
	case r.source():
		return no(WhyIsSource)
	case r.life.Status != reconcile.Active:
		return no(WhyStatus)
	case !r.yearly():
		return no(WhyTerm)
	case r.life.Outcome != reconcile.Renews:
		return no(WhyOutcome)
	case !v.within(v.actBy(r, r.life.LastDay), v.env.Policy.Limits.RenewalNoticeDays):
		return no(waiting(r.life.LastDay))
	}
	spare := unassigned(r.sub)
	if spare.N <= 0 {
		f := v.about(r, reconcile.Low, reconcile.OwnerUs, reconcile.DueDay(v.actBy(r, r.life.LastDay)), ev("term", string(r.sub.Term)))
		v.addNextTerm(f, r.sub, renewingSeats(r.sub), reconcile.BasisNextTerm)
		f.Exposure = f.Exposure.As(reconcile.MoneyDecision, reconcile.PerTerm)
		return yes(f)
	}
	f := v.about(r, reconcile.Medium, reconcile.OwnerUs, reconcile.DueDay(v.actBy(r, r.life.LastDay)), ev("term", string(r.sub.Term)),
		ev("assigned", number(r.sub.Assigned.N)), fact("unassigned", number(spare.N)))
	v.addNextTerm(f, r.sub, spare, reconcile.BasisUnassigned)
	f.Exposure = f.Exposure.As(reconcile.MoneyAvoidable, reconcile.PerTerm)
	f.Evidence = append(f.Evidence, ev("unassigned_value", f.Exposure.Amount.String()))
	return yes(f)
}

// unassigned counts the seats that will renew and nobody uses, where both numbers
// are known.
func unassigned(s *reconcile.Subscription) reconcile.Count {
	seats := renewingSeats(s)
	if !countable(seats) || !countable(s.Assigned) {
		return reconcile.Count{}
	}
	return reconcile.CountOf(seats.N - s.Assigned.N)
}

func triText(t reconcile.Tri) string {
	switch t {
	case reconcile.Yes:
		return "yes"
	case reconcile.No:
		return "no"
	default:
		return ""
	}
}

func instantText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
