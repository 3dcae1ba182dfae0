package rules

import "handover/reconcile"

// The codes of the job billing.
const (
	CodeDoubleBilling       reconcile.Code = "double-billing"
	CodeESTRunningDuplicate reconcile.Code = "est-running-duplicate"
	CodeCreditCandidate     reconcile.Code = "credit-candidate"
	CodeNoRefund            reconcile.Code = "no-refund"
)

func billingRules() []Rule {
	const job = reconcile.BillingJob
	return []Rule{
		{
			Code: CodeDoubleBilling, Job: job, Severities: severities(reconcile.High, reconcile.Medium),
			Evidence: keys("target_start", "overlap_days"), Sources: []string{seatBasedPage}, row: doubleBilling, onTargets: true,
		},
		{
			Code: CodeESTRunningDuplicate, Job: job, Severities: severities(reconcile.Critical, reconcile.High),
			Evidence: keys("target_start"), Sources: []string{extendedPage}, row: estRunningDuplicate, onTargets: true,
		},
		{
			Code: CodeCreditCandidate, Job: job, Severities: severities(reconcile.Low),
			Evidence: keys("delegated_admin"), Sources: []string{seatBasedPage}, row: creditCandidate, regardless: true,
		},
		{
			Code: CodeNoRefund, Job: job, Severities: severities(reconcile.Medium),
			Evidence: keys("cancellable_until"), Sources: []string{cancelPage}, row: noRefund,
		},
	}
}

func doubleBilling(v *view, r *row) answer {
	start, started := v.startedTarget(r)
	overlap := overlapDays(r, start)
	goesOn := r.life.Outcome == reconcile.Renews || r.life.Outcome == reconcile.Extends
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.source() && !r.lingers():
		return no(WhyNotSource)
	case !paid(r):
		return no(WhyStatus)
	case !r.covered:
		return no(WhyNotCovered)
	case !started:
		return no(WhyNotStarted)
	case !goesOn && overlap.N <= int64(v.env.Policy.Limits.OverlapDays):
		return no(WhyOverlap)
	}
	severity, kind := reconcile.Medium, reconcile.MoneyLost
	if goesOn {
		severity, kind = reconcile.High, reconcile.MoneyAvoidable
	}
	f := v.about(r, severity, r.actor, reconcile.DueDay(r.life.LastDay), fact("target_start", start.String()))
	f.Exposure = lacking(reconcile.LackStart, r.sub.Currency)
	if overlap.Known {
		f.Evidence = append(f.Evidence, ev("overlap_days", number(overlap.N)))
		f.Exposure = share(r.sub, r.life.LastDay, overlap.N, reconcile.BasisOverlap)
	}
	f.Exposure = f.Exposure.As(kind, reconcile.Once)
	return yes(f)
}

// paid reports whether a row is billed: an active one, and in new commerce a
// suspended one as well.
func paid(r *row) bool {
	return r.life.Status == reconcile.Active || r.life.Status == reconcile.Suspended && r.sub.IsNCE()
}

// overlapDays counts the days from the start of a target through E, where both
// are known.
func overlapDays(r *row, start reconcile.Day) reconcile.Count {
	if !start.Known() || !r.life.LastDay.Known() || r.life.NoEnd() {
		return reconcile.Count{}
	}
	return reconcile.CountOf(max(int64(r.life.LastDay-start)+1, 0))
}

// estRunningDuplicate asks for no outcome: a bridge that is cancelled or leads
// into a new term is paid beside its replacement all the same.
func estRunningDuplicate(v *view, r *row) answer {
	start, started := v.startedTarget(r)
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.concerned() && !r.lingers():
		return no(WhyNotConcerned)
	case !paid(r):
		return no(WhyStatus)
	case !r.life.InEST:
		return no(WhyNotInEST)
	case !started:
		return no(WhyNotStarted)
	}
	f := v.about(r, severityFor(r, reconcile.Critical, reconcile.High), r.actor, reconcile.DueDay(start), fact("target_start", start.String()))
	v.addESTMonth(f, r)
	return yes(f)
}

func creditCandidate(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.source():
		return no(WhyNotSource)
	case r.sub.Channel != reconcile.WebDirect:
		return no(WhyPlatform)
	case r.sub.Trial == reconcile.Yes:
		return no(WhyKind)
	case !r.running() && r.life.Status != reconcile.Suspended:
		return no(WhyStatus)
	case !r.life.LastDay.Known() || r.life.NoEnd():
		return no(WhyNoEnd)
	case v.today > r.life.LastDay:
		return no(WhyPast)
	}
	owner := reconcile.OwnerCustomer
	if v.tenant.DelegatedAdmin == reconcile.Yes {
		owner = reconcile.OwnerUs
	}
	f := v.about(r, reconcile.Low, owner, reconcile.DueDay(r.life.LastDay),
		fact("delegated_admin", triText(v.tenant.DelegatedAdmin)))
	f.Exposure = v.untilEnd(r, reconcile.BasisUnused).As(reconcile.MoneyClaim, reconcile.Once)
	return yes(f)
}

func noRefund(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.source():
		return no(WhyNotSource)
	case r.sub.Channel != reconcile.CSP:
		return no(WhyPlatform)
	case r.move.Route != reconcile.RouteCancelNow:
		return no(WhyRoute)
	case !paid(r):
		return no(WhyStatus)
	case r.life.LastDay.Known() && v.today > r.life.LastDay:
		return no(WhyPast)
	case !r.sub.Cancellable.ClosedAt(v.env.AsOf) || r.sub.Cancellable.EndsWith(r.life.LastDay):
		return no(WhyWindow)
	}
	f := v.about(r, reconcile.Medium, reconcile.OwnerUs, reconcile.Due{},
		fact("cancellable_until", instantText(r.sub.Cancellable.Until)))
	f.Exposure = v.untilEnd(r, reconcile.BasisUnused).As(reconcile.MoneyLost, reconcile.Once)
	v.assumeHour(f, r)
	return yes(f)
}
