package rules

import (
	"strings"

	"handover/reconcile"
)

// The codes of the job expired-deadlines.
const (
	CodeGraceOpen        reconcile.Code = "grace-open"
	CodeGraceMissed      reconcile.Code = "grace-missed"
	CodeDataDeleted      reconcile.Code = "data-deleted"
	CodeSuspendedBilled  reconcile.Code = "suspended-billed"
	CodeSuspendedNearEnd reconcile.Code = "suspended-near-end"
	CodeLegacySuspended  reconcile.Code = "legacy-suspended"
	CodeCancelledBackup  reconcile.Code = "cancelled-backup"
)

func expiredRules() []Rule {
	const job = reconcile.ExpiredDeadlinesJob
	return []Rule{
		{
			Code: CodeGraceOpen, Job: job, Severities: severities(reconcile.Critical, reconcile.High),
			Evidence: keys("access", "data_until", "before_end", "status_since"), Sources: []string{lifecyclePage, expiryPage}, row: graceOpen, onTargets: true,
		},
		{
			Code: CodeGraceMissed, Job: job, Severities: severities(reconcile.Critical, reconcile.High),
			Evidence: keys("data_until", "before_end", "status_since"), Sources: []string{lifecyclePage, expiryPage}, row: graceMissed, onTargets: true,
		},
		{
			Code: CodeDataDeleted, Job: job, Severities: severities(reconcile.Critical), Evidence: keys("begun"),
			Sources: []string{lifecyclePage}, row: dataDeleted, onTargets: true,
		},
		{
			Code: CodeSuspendedBilled, Job: job, Severities: severities(reconcile.Medium),
			Evidence: keys("status_since"), Sources: []string{lifecyclePage}, row: suspendedBilled,
		},
		{
			Code: CodeSuspendedNearEnd, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("data_until"), Sources: []string{lifecyclePage}, row: suspendedNearEnd,
		},
		{
			Code: CodeLegacySuspended, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("status_since"), Sources: []string{lifecyclePage}, row: legacySuspended,
		},
		{
			Code: CodeCancelledBackup, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("status_since", "begun"), Sources: []string{lifecyclePage, cancelPage}, row: cancelledBackup, onTargets: true,
		},
	}
}

// lostService answers what grace-open and grace-missed share: a source or a row
// of ours in a state after its end, not covered. A row of ours that was
// cancelled on purpose is none.
func lostService(r *row, state reconcile.Status) (Why, reconcile.Severity) {
	switch {
	case !r.sold():
		return WhyKind, ""
	case !r.concerned():
		return WhyNotConcerned, ""
	case r.life.Status != state:
		return WhyStatus, ""
	case r.covered:
		return WhyCovered, ""
	case r.source():
		return WhyFires, reconcile.Critical
	case r.life.Cancelled:
		return WhyByChoice, ""
	default:
		return WhyFires, reconcile.High
	}
}

func graceOpen(v *view, r *row) answer {
	why, severity := lostService(r, reconcile.Expired)
	if why != WhyFires {
		return no(why)
	}
	evidence := append(earlyState(r), ev("access", v.access(r)), ev("data_until", r.life.DataUntil.String()))
	return yes(v.about(r, severity, reconcile.OwnerUs, reconcile.DueDay(r.life.CoverBy), evidence...))
}

// access reports whether people can work after the end of the term: yes, no, or
// disputed where Microsoft's pages say both.
func (v *view) access(r *row) string {
	switch grace := v.env.Policy.GraceOf(r.sub); {
	case grace.Days == 0:
		return triText(reconcile.No)
	case grace.StopsAtEnd:
		return "disputed"
	default:
		return triText(reconcile.Yes)
	}
}

// earlyState tells since when a row is in a state that came before its end.
func earlyState(r *row) []reconcile.Evidence {
	if !r.life.BeforeEnd {
		return nil
	}
	return []reconcile.Evidence{ev("before_end", triText(reconcile.Yes)), ev("status_since", r.life.Since.String())}
}

func graceMissed(v *view, r *row) answer {
	if !r.licensed() {
		return no(WhyKind)
	}
	why, severity := lostService(r, reconcile.Disabled)
	if why != WhyFires {
		return no(why)
	}
	evidence := append(earlyState(r), ev("data_until", r.life.DataUntil.String()))
	return yes(v.about(r, severity, reconcile.OwnerUs, reconcile.DueDay(r.life.DataUntil), evidence...))
}

func dataDeleted(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.source():
		return no(WhyNotSource)
	case r.life.Status != reconcile.Deleted:
		return no(WhyStatus)
	case r.covered:
		return no(WhyCovered)
	case r.heir != nil:
		return no(WhySuccessor)
	}
	return yes(v.about(r, reconcile.Critical, reconcile.OwnerCustomer, reconcile.Due{}, begunEvidence(r)...))
}

// begunEvidence names what began at the old seller when a row left without that one
// being its successor.
func begunEvidence(r *row) []reconcile.Evidence {
	if len(r.begun) == 0 {
		return nil
	}
	return []reconcile.Evidence{ev("begun", strings.Join(r.begun, " "))}
}

func suspendedBilled(v *view, r *row) answer {
	switch {
	case !r.concerned():
		return no(WhyNotConcerned)
	case !r.sub.IsNCE():
		return no(WhyPlatform)
	case r.life.Status != reconcile.Suspended:
		return no(WhyStatus)
	}
	f := v.about(r, reconcile.Medium, r.actor, reconcile.DueDay(r.life.LastDay),
		ev("status_since", r.sub.StatusSince.String()))
	f.Exposure = v.untilEnd(r, reconcile.BasisUntilEnd).As(reconcile.MoneyLost, reconcile.Once)
	return yes(f)
}

func suspendedNearEnd(v *view, r *row) answer {
	switch {
	case !r.concerned():
		return no(WhyNotConcerned)
	case !r.sub.IsNCE():
		return no(WhyPlatform)
	case r.life.Status != reconcile.Suspended:
		return no(WhyStatus)
	case r.anyTarget():
		return no(WhyHasTarget)
	case !v.near(r.life.LastDay):
		return no(waiting(r.life.LastDay))
	}
	return yes(v.about(r, reconcile.High, reconcile.OwnerUs, reconcile.DueDay(r.life.LastDay),
		ev("data_until", r.life.DataUntil.String())))
}

func legacySuspended(v *view, r *row) answer {
	switch {
	case !r.concerned():
		return no(WhyNotConcerned)
	case !r.licensed():
		return no(WhyKind)
	case !r.sub.IsLegacy():
		return no(WhyPlatform)
	case r.life.Status != reconcile.Suspended:
		return no(WhyStatus)
	}
	due := r.sub.StatusSince.AddDays(v.env.Policy.Limits.LegacySuspendedDays)
	return yes(v.about(r, reconcile.High, r.actor, reconcile.DueDay(due),
		fact("status_since", r.sub.StatusSince.String())))
}

// inBackup reports whether a row was cancelled inside its window so recently that
// an administrator can still save its data.
func (v *view) inBackup(r *row) bool {
	until := r.sub.StatusSince.AddDays(v.env.Policy.Limits.CancelledBackupDays)
	return r.life.LastDay.Known() && v.today <= r.life.LastDay && until.Known() && v.today <= until
}

func cancelledBackup(v *view, r *row) answer {
	switch {
	case !r.concerned():
		return no(WhyNotConcerned)
	case !r.sub.IsNCE():
		return no(WhyPlatform)
	case r.life.Status != reconcile.Deleted:
		return no(WhyStatus)
	case r.covered:
		return no(WhyCovered)
	case r.heir != nil:
		return no(WhySuccessor)
	case !v.inBackup(r):
		return no(WhyPast)
	}
	due := r.sub.StatusSince.AddDays(v.env.Policy.Limits.CancelledBackupDays)
	return yes(v.about(r, reconcile.High, reconcile.OwnerCustomer, reconcile.DueDay(due),
		append(begunEvidence(r), fact("status_since", r.sub.StatusSince.String()))...))
}
