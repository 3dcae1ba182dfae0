package rules

import (
	"time"

	"handover/reconcile"
)

// The codes of the job auto-renew.
const (
	CodeAutoRenewOn            reconcile.Code = "auto-renew-on"
	CodeRenewalWindowOpen      reconcile.Code = "renewal-window-open"
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
			Code: CodeAutoRenewOn, Job: job, Severities: severities(reconcile.Critical, reconcile.Medium),
			Evidence: keys("term", "auto_renew", "without_choice"), Sources: []string{multichannelPage, lifecyclePage}, row: autoRenewOn,
		},
		{
			Code: CodeRenewalWindowOpen, Job: job, Severities: severities(reconcile.High, reconcile.Medium),
			Evidence: keys("term", "term_start", "assigned", "unassigned", "cancellable_until", "was_trial"), Sources: []string{cancelPage},
			row: renewalWindowOpen, regardless: true,
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
			Evidence: keys("on_purpose", "trial"), Sources: []string{lifecyclePage}, row: lapseUnplanned, onTargets: true,
		},
		{
			Code: CodeRenewalCommitment, Job: job, Severities: severities(reconcile.Medium, reconcile.Low),
			Evidence: keys("term", "renews_with", "assigned", "unassigned", "unassigned_value", "take_back"), Sources: []string{lifecyclePage},
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
	severity := reconcile.Critical
	if r.sub.Term == reconcile.Monthly {
		severity = reconcile.Medium // one month at a time, until the replacement runs
	}
	f := v.about(r, severity, r.actor, reconcile.DueDay(r.life.LastDay),
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
	offer, listed := v.env.Catalog.Offer(v.offered(r).OfferID)
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

// staying answers what rules about our own rows share: an active one that no move
// takes away.
func staying(r *row) Why {
	switch {
	case !r.licensed():
		return WhyKind
	case !r.ours:
		return WhyNotOurs
	case r.source():
		return WhyIsSource
	case r.life.Status != reconcile.Active:
		return WhyStatus
	default:
		return WhyFires
	}
}

func lapseUnplanned(v *view, r *row) answer {
	if why := staying(r); why != WhyFires {
		return no(why)
	}
	switch {
	case r.life.Outcome != reconcile.Lapses && r.life.Outcome != reconcile.Cancels:
		return no(WhyOutcome)
	case r.covered:
		return no(WhyCovered)
	case !v.near(v.actBy(r, r.life.LastDay)):
		return no(waiting(r.life.LastDay))
	}
	purpose, trial := r.life.Outcome == reconcile.Cancels, r.sub.Trial == reconcile.Yes
	severity := reconcile.High
	if purpose || trial {
		severity = reconcile.Low
	}
	f := v.about(r, severity, reconcile.OwnerUs, reconcile.DueDay(v.actBy(r, r.life.LastDay)),
		ev("on_purpose", triText(reconcile.TriOf(purpose))), ev("trial", triText(reconcile.TriOf(trial))))
	if !trial {
		f.Exposure = yearlyValue(r.sub).As(reconcile.MoneyRevenue, reconcile.PerTerm)
	}
	return yes(f)
}

func renewalCommitment(v *view, r *row) answer {
	next := renewing(r.sub)
	if why := staying(r); why != WhyFires {
		return no(why)
	}
	switch {
	case r.sub.Trial == reconcile.Yes: // trial-converts tells what becomes of it
		return no(WhyTrial)
	case !yearly(next.Term):
		return no(WhyTerm)
	case r.life.Outcome != reconcile.Renews:
		return no(WhyOutcome)
	case !v.within(v.actBy(r, r.life.LastDay), v.env.Policy.Limits.RenewalNoticeDays):
		return no(waiting(r.life.LastDay))
	}
	severity, seats := reconcile.Low, next.Quantity
	evidence := []reconcile.Evidence{ev("term", string(next.Term))}
	if next.Quantity != r.sub.Quantity {
		evidence = append(evidence, fact("renews_with", number(next.Quantity.N)))
	}
	switch spare := unassigned(&next); {
	case spare.N > 0:
		severity, seats = reconcile.Medium, spare
		evidence = append(evidence, ev("assigned", number(next.Assigned.N)), fact("unassigned", number(spare.N)))
	case spare.N < 0:
		severity = reconcile.Medium
		evidence = append(evidence, ev("assigned", number(next.Assigned.N)), fact("take_back", number(-spare.N)))
	}
	f := v.about(r, severity, reconcile.OwnerUs, reconcile.DueDay(v.actBy(r, r.life.LastDay)), evidence...)
	if spare := unassigned(&next); spare.N > 0 {
		v.addNextTerm(f, &next, spare, reconcile.BasisUnassigned)
		f.Exposure = f.Exposure.As(reconcile.MoneyAvoidable, reconcile.PerTerm)
		f.Evidence = append(f.Evidence, ev("unassigned_value", f.Exposure.Amount.String()))
	} else {
		v.addNextTerm(f, &next, seats, reconcile.BasisNextTerm)
		f.Exposure = f.Exposure.As(reconcile.MoneyDecision, reconcile.PerTerm)
	}
	return yes(f)
}

// renewing returns a row as it will be after its renewal, with the changes that
// are scheduled for it. The price of another offer is not known.
func renewing(s *reconcile.Subscription) reconcile.Subscription {
	next := *s
	if s.RenewQuantity.Known {
		next.Quantity = s.RenewQuantity
	}
	if s.RenewTerm.Listed() {
		next.Term = s.RenewTerm
	}
	if s.RenewOfferID != "" && !reconcile.SameOffer(s.RenewOfferID, s.OfferID) {
		next.OfferID, next.UnitPrice = s.RenewOfferID, reconcile.Price{}
	}
	return next
}

// unassigned counts the seats nobody uses, where both numbers are known.
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
