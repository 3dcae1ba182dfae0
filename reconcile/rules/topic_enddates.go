package rules

import "handover/reconcile"

// The codes of the job end-dates.
const (
	CodeESTAutoConvert     reconcile.Code = "est-auto-convert"
	CodeESTScheduled       reconcile.Code = "est-scheduled"
	CodeCancelWithoutCover reconcile.Code = "cancel-without-cover"
	CodeEndDateApproaching reconcile.Code = "end-date-approaching"
	CodeChoiceLost         reconcile.Code = "choice-lost"
	CodeEndOfTermUnknown   reconcile.Code = "end-of-term-unknown"
	CodeDateConflict       reconcile.Code = "date-conflict"
)

func endDateRules() []Rule {
	const job = reconcile.EndDatesJob
	return []Rule{
		{
			Code: CodeESTAutoConvert, Job: job, Severities: severities(reconcile.Critical, reconcile.High),
			Evidence: keys("term", "reason"), Sources: []string{extendedPage}, row: estAutoConvert,
		},
		{
			Code: CodeESTScheduled, Job: job, Severities: severities(reconcile.High, reconcile.Medium, reconcile.Low),
			Evidence: keys("running", "instead_of"), Sources: []string{extendedPage}, row: estScheduled,
		},
		{
			Code: CodeCancelWithoutCover, Job: job, Severities: severities(reconcile.Critical),
			Evidence: keys("data_until"), Sources: []string{extendedPage, seatBasedPage}, row: cancelWithoutCover,
		},
		{
			Code: CodeEndDateApproaching, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("data_until", "access"), Sources: []string{seatBasedPage, lifecyclePage}, row: endDateApproaching,
		},
		{
			Code: CodeChoiceLost, Job: job, Severities: severities(reconcile.Critical, reconcile.High, reconcile.Medium),
			Evidence: keys("choice", "choice_value", "choice_seen", "lost_on", "source", "columns"), Sources: []string{extendedPage}, row: choiceLost,
		},
		{
			Code: CodeEndOfTermUnknown, Job: job, Severities: severities(reconcile.High, reconcile.Medium),
			Evidence: keys("reason", "may_extend"), Sources: []string{extendedPage}, row: endOfTermUnknown,
		},
		{
			Code: CodeDateConflict, Job: job, Severities: severities(reconcile.Medium),
			Evidence: keys("commitment_end", "commitment_end_at"), Sources: []string{resourcesPage}, row: dateConflict, regardless: true,
		},
	}
}

// severityFor returns the one severity for a source, also one whose done move has
// not ended it, and the other for a row of ours.
func severityFor(r *row, source, ours reconcile.Severity) reconcile.Severity {
	if r.source() || r.lingers() {
		return source
	}
	return ours
}

func estAutoConvert(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.concerned() && !r.lingers():
		return no(WhyNotConcerned)
	case r.life.Outcome != reconcile.Extends || r.life.InEST:
		return no(WhyOutcome)
	case !r.life.ByDefault:
		return no(WhyByChoice)
	case !v.near(v.actBy(r, r.life.LastDay)):
		return no(waiting(r.life.LastDay))
	}
	f := v.about(r, severityFor(r, reconcile.Critical, reconcile.High), r.actor, reconcile.DueDay(r.life.LastDay),
		ev("term", string(r.sub.Term)), ev("reason", string(r.life.Reason)))
	v.addESTMonth(f, r)
	return yes(f)
}

func estScheduled(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.concerned() && !r.lingers():
		return no(WhyNotConcerned)
	case r.life.Outcome != reconcile.Extends:
		return no(WhyOutcome)
	case r.life.ByDefault:
		return no(WhyByDefault)
	case !v.near(v.actBy(r, r.life.LastDay)):
		return no(waiting(r.life.LastDay))
	}
	instead := v.replacedChoice(r)
	ours := reconcile.Medium
	if instead != "" {
		ours = reconcile.Low
	}
	f := v.about(r, severityFor(r, reconcile.High, ours), r.actor, reconcile.DueDay(r.life.LastDay),
		fact("running", triText(reconcile.TriOf(r.life.InEST))), ev("instead_of", string(instead)))
	v.addESTMonth(f, r)
	if !r.source() && !r.lingers() {
		f.Exposure.Kind = reconcile.MoneyDecision
	}
	return yes(f)
}

// replacedChoice returns the renewal or the cancel in whose place an extended term
// was scheduled. Without one nobody may have chosen it: Microsoft set it by itself
// where auto-renew was off.
func (v *view) replacedChoice(r *row) reconcile.EndOfTerm {
	h := v.history(r)
	set := h.Last(r.sub.EndOfTermFrom(), reconcile.FieldEndOfTerm)
	if set == nil || reconcile.EndOfTermOf(set.Value) != reconcile.ActionEST {
		return reconcile.NoField
	}
	before := h.Before(set.Source, reconcile.FieldEndOfTerm, set.Seen)
	if before == nil {
		return reconcile.NoField
	}
	if was := reconcile.EndOfTermOf(before.Value); was == reconcile.ActionRenew || was == reconcile.ActionCancel {
		return was
	}
	return reconcile.NoField
}

// unprovided answers what cancel-without-cover and end-date-approaching share:
// an active source of that outcome, without any target, near its end.
func (v *view) unprovided(r *row, outcome reconcile.Outcome) Why {
	switch {
	case !r.sold():
		return WhyKind
	case !r.source():
		return WhyNotSource
	case r.life.Status != reconcile.Active:
		return WhyStatus
	case r.life.Outcome != outcome:
		return WhyOutcome
	case r.anyTarget():
		return WhyHasTarget
	case !v.near(r.life.LastDay):
		return waiting(r.life.LastDay)
	default:
		return WhyFires
	}
}

func cancelWithoutCover(v *view, r *row) answer {
	if why := v.unprovided(r, reconcile.Cancels); why != WhyFires {
		return no(why)
	}
	return yes(v.about(r, reconcile.Critical, reconcile.OwnerUs, reconcile.DueDay(r.life.LastDay),
		ev("data_until", r.life.DataUntil.String())))
}

func endDateApproaching(v *view, r *row) answer {
	if why := v.unprovided(r, reconcile.Lapses); why != WhyFires {
		return no(why)
	}
	return yes(v.about(r, reconcile.High, reconcile.OwnerUs, reconcile.DueDay(r.life.CoverBy),
		ev("data_until", r.life.DataUntil.String()), ev("access", v.access(r))))
}

func endOfTermUnknown(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.concerned():
		return no(WhyNotConcerned)
	case r.life.Outcome != reconcile.OutcomeUnknown:
		return no(WhyOutcome)
	case !v.near(v.actBy(r, r.life.LastDay)):
		return no(waiting(r.life.LastDay))
	}
	severity := reconcile.Medium
	if r.source() && !r.covered {
		severity = reconcile.High
	}
	mayExtend := v.env.Policy.WithoutChoice(r.sub, r.life.LastDay) != reconcile.Lapses
	f := v.about(r, severity, r.actor, reconcile.DueDay(r.life.LastDay),
		fact("reason", string(r.life.Reason)), ev("may_extend", triText(reconcile.TriOf(mayExtend))))
	if r.source() && r.covered && r.matched() {
		f.Assumptions = append(f.Assumptions, reconcile.TargetMatched)
	}
	return yes(f)
}

func dateConflict(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.concerned():
		return no(WhyNotConcerned)
	case !r.life.DateConflict:
		return no(WhyConsistent)
	}
	return yes(v.about(r, reconcile.Medium, reconcile.OwnerUs, reconcile.Due{},
		fact("commitment_end", instantText(r.sub.CommitmentEnd)),
		fact("commitment_end_at", instantText(r.sub.CommitmentEndAt))))
}
