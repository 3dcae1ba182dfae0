package rules

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"handover/reconcile"
)

// The codes of the job continuity that are about what becomes of a source.
const (
	CodeSourceReplaced reconcile.Code = "source-replaced"
	CodeSourceMissing  reconcile.Code = "source-missing"
	CodeMoveFinished   reconcile.Code = "move-finished"
)

func livesRules() []Rule {
	const job = reconcile.ContinuityJob
	return []Rule{
		{
			Code: CodeSourceReplaced, Job: job, Severities: severities(reconcile.Critical, reconcile.High),
			Evidence: keys("successor", "successor_offer", "successor_seats", "successor_end", "successor_outcome", "left_on", "cancellable_until"),
			Sources:  []string{lifecyclePage, cancelPage}, row: sourceReplaced, regardless: true, afterLife: true,
		},
		{
			Code: CodeSourceMissing, Job: job, Severities: severities(reconcile.Critical, reconcile.High, reconcile.Medium),
			Evidence: keys("missing_since", "source", "stood", "begun"), Sources: []string{lifecyclePage}, row: sourceMissing, afterLife: true,
		},
		{
			Code: CodeMoveFinished, Job: job, Severities: severities(reconcile.High, reconcile.Medium, reconcile.Info),
			Evidence: keys("target", "target_name", "transfer", "completed_on"), Sources: []string{transferPage}, row: moveFinished,
			afterLife: true,
		},
	}
}

// leftBehind answers what source-replaced and source-missing share: a source of an
// open move that has not come over.
func leftBehind(r *row) Why {
	switch {
	case !r.source():
		return WhyNotSource
	case !r.licensed():
		return WhyKind
	case r.through:
		return WhyThrough
	default:
		return WhyFires
	}
}

func sourceReplaced(v *view, r *row) answer {
	switch why := leftBehind(r); {
	case why != WhyFires:
		return no(why)
	case r.heir == nil:
		return no(WhyNoSuccessor)
	case r.watched && r.heir.watched:
		return no(WhyWatched)
	}
	heir := r.heir
	end := heir.life.LastDay
	severity, due := reconcile.High, reconcile.DueDay(max(v.beganOn(heir), end.AddDays(-v.env.Policy.HorizonDays)))
	if !end.Known() || heir.life.NoEnd() {
		due = reconcile.Due{}
	}
	f := v.about(r, severity, reconcile.OwnerUs, due,
		fact("successor", heir.sub.ID), fact("successor_offer", heir.sub.Name()), fact("successor_seats", countText(heir.sub.Quantity)),
		fact("successor_end", end.String()), ev("successor_outcome", string(heir.life.Outcome)), ev("left_on", v.leftOn(r).String()))
	if until, derived := v.newTermUntil(r); until.OpenAt(v.env.AsOf) {
		f.Severity, f.Due = reconcile.Critical, reconcile.DueAt(until.Until)
		f.Evidence = append(f.Evidence, fact("cancellable_until", instantText(until.Until)))
		f.Exposure = commitment(heir.sub, heir.sub.Quantity, reconcile.BasisNewTerm).As(reconcile.MoneyAvoidable, reconcile.Once)
		if derived {
			f.Assumptions = append(f.Assumptions, reconcile.WindowDerived)
		} else {
			v.assumeHour(f, heir)
		}
	}
	return yes(f)
}

// newTermUntil returns until when the successor of a row that left at its own end
// can be cancelled: then a new term has just begun. It is derived where no source
// tells it.
func (v *view) newTermUntil(r *row) (until reconcile.Window, derived bool) {
	end, left := r.life.LastDay, v.leftOn(r)
	if !end.Known() || left < end || left > end.AddDays(v.env.Policy.Limits.SuccessorDays) || r.heir.sub.Term == reconcile.Monthly {
		return reconcile.Window{}, false
	}
	if r.heir.sub.Cancellable.Known {
		return r.heir.sub.Cancellable, false
	}
	began := v.beganOn(r.heir)
	if !began.Known() {
		began = left
	}
	return reconcile.WindowUntil(began.Start().Add(renewalWindow)), true
}

// renewalWindow is how long a purchase or a renewal can be taken back.
// Source: https://learn.microsoft.com/partner-center/customers/cancel-subscription
const renewalWindow = 168 * time.Hour

func number[T int | int64](n T) string { return strconv.FormatInt(int64(n), 10) }

func countText(c reconcile.Count) string {
	if !c.Known {
		return ""
	}
	return number(c.N)
}

func sourceMissing(v *view, r *row) answer {
	switch why := leftBehind(r); {
	case why != WhyFires:
		return no(why)
	case !r.gone:
		return no(WhyStillThere)
	case r.heir != nil:
		return no(WhySuccessor)
	}
	evidence := []reconcile.Evidence{fact("missing_since", r.sub.MissingSince.String()), ev("source", r.sub.Source)}
	f := v.about(r, reconcile.High, reconcile.OwnerUs, reconcile.DueDay(dated(r.life.LastDay)), evidence...)
	if worst := v.worstOf(r); worst != nil {
		if worst.Severity.Rank() < f.Severity.Rank() {
			f.Severity = worst.Severity
		}
		if worst.Due.Known() {
			f.Due = worst.Due
		}
		f.Exposure, f.Assumptions = worst.Exposure, worst.Assumptions
		f.Evidence = append(f.Evidence, fact("stood", string(worst.Code)))
	}
	if r.life.LastDay.Known() && v.today > r.life.LastDay {
		f.Severity = reconcile.Medium
		if r.life.Status == reconcile.Expired && v.today <= r.life.CoverBy {
			f.Severity = reconcile.Critical
		}
	}
	f.Evidence = append(f.Evidence, begunEvidence(r)...)
	return yes(f)
}

// worstOf returns the severest finding that the last known facts of a row give, of
// those that no other one speaks for; then the one that is due first.
func (v *view) worstOf(r *row) *reconcile.Finding {
	var fired []reconcile.Finding
	catalogue := v.env.rules()
	for i := range catalogue {
		rule := &catalogue[i]
		if rule.PerTenant() || rule.afterLife {
			continue
		}
		if a := v.answer(rule, r); a.finding != nil {
			fired = append(fired, complete(rule, *a.finding))
		}
	}
	listed, _ := silence(fired)
	if len(listed) == 0 {
		return nil
	}
	worst := slices.MinFunc(listed, func(a, b reconcile.Finding) int {
		return cmp.Or(cmp.Compare(a.Severity.Rank(), b.Severity.Rank()), reconcile.CompareDue(a.Due, b.Due), cmp.Compare(a.Code, b.Code))
	})
	return &worst
}

func moveFinished(v *view, r *row) answer {
	switch {
	case !r.source():
		return no(WhyNotSource)
	case !r.through:
		return no(WhyNotThrough)
	case r.watched && len(r.heirs) > 0:
		return no(WhyWatched)
	}
	evidence := []reconcile.Evidence{fact("target", strings.Join(r.heirs, " "))}
	if len(r.heirs) > 0 {
		if s := v.find(rowKey{r.move.Destination(), r.heirs[0]}); s != nil {
			evidence = append(evidence, ev("target_name", s.Name()))
		}
	}
	var done reconcile.Day
	if r.request != nil {
		done = v.completion(r.request)
		evidence = append(evidence, ev("transfer", r.request.ID), ev("completed_on", done.String()))
	}
	f := v.about(r, reconcile.Info, reconcile.OwnerUs, reconcile.Due{}, evidence...)
	if r.guessed {
		f.Assumptions = append(f.Assumptions, reconcile.TargetMatched)
	}
	if len(r.heirs) == 0 {
		f.Severity, f.Due = reconcile.Medium, reconcile.DueDay(dated(r.life.LastDay))
		if wait := done.AddDays(v.env.Policy.Limits.SuccessorWaitDays); done.Known() && v.today >= wait {
			f.Severity = reconcile.High
		}
	}
	return yes(f)
}
