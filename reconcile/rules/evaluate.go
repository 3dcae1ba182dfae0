package rules

import (
	"slices"

	"handover/reconcile"
)

// Evaluate applies every rule to one tenant. The result does not depend on the
// order of the tenant's rows, and no tenant makes it fail.
func Evaluate(env Env, tenant reconcile.Tenant) reconcile.Result {
	v := newView(&env, &tenant)
	listed, silenced := silence(v.fire(env.rules()))
	order := reconcile.OrderAt(env.AsOf)
	slices.SortFunc(listed, func(a, b reconcile.Finding) int { return order.CompareFindings(&a, &b) })
	slices.SortFunc(silenced, func(a, b reconcile.Silenced) int { return order.CompareFindings(&a.Finding, &b.Finding) })
	result := reconcile.Result{
		Findings: listed, Silenced: silenced,
		Routine: map[reconcile.Counter]int{}, Rows: make(map[string]reconcile.RowState, len(v.rows)+len(v.lost)),
		OpenMoves: v.openMoves(),
	}
	v.count(&result)
	result.Plan = v.planInput()
	return result
}

// fire collects the findings of every rule, silenced or not.
func (v *view) fire(catalogue []Rule) []reconcile.Finding {
	var fired []reconcile.Finding
	for i := range catalogue {
		rule := &catalogue[i]
		if rule.PerTenant() {
			v.fired = fired
			for _, f := range rule.tenant(v) {
				fired = append(fired, complete(rule, f))
			}
			continue
		}
		v.eachRow(func(r *row) {
			if a := v.ask(rule, r); a.finding != nil {
				fired = append(fired, complete(rule, *a.finding))
			}
		})
	}
	return fired
}

// ask returns the answer of one rule for one row. Of a source that has come over,
// and of a row that is gone, only few rules tell; of one that has left us none.
func (v *view) ask(rule *Rule, r *row) answer {
	switch {
	case r.left:
		return no(WhyLeft)
	case rule.afterLife:
		return v.answer(rule, r)
	case r.through:
		return no(WhyThrough)
	case r.gone:
		return no(WhyGone)
	default:
		return v.answer(rule, r)
	}
}

// answer asks a rule. A row whose state is none, or not known, takes part in data
// quality and in the rules about tenants only.
func (v *view) answer(rule *Rule, r *row) answer {
	switch r.life.Status {
	case reconcile.Active, reconcile.Pending, reconcile.Suspended, reconcile.Expired, reconcile.Disabled, reconcile.Deleted:
		a := rule.row(v, r)
		if a.finding != nil && rule.regardless {
			a.finding.Assumptions = slices.DeleteFunc(a.finding.Assumptions, func(assumed reconcile.Assumption) bool {
				return slices.Contains(r.life.Assumptions, assumed)
			})
		}
		if a.finding != nil && rule.onTargets && r.matched() {
			a.finding.Assumptions = append(a.finding.Assumptions, reconcile.TargetMatched)
		}
		return a
	default:
		return no(WhyStatus)
	}
}

// complete gives a finding the code it belongs to and its identity.
func complete(rule *Rule, f reconcile.Finding) reconcile.Finding {
	f.Code, f.Job = rule.Code, rule.Job
	f.ID = f.Identify()
	return f
}

// count notes how each row stands, and counts every row without a finding.
func (v *view) count(result *reconcile.Result) {
	has := make(map[string]bool, len(result.Findings)+len(result.Silenced))
	for i := range result.Findings {
		has[result.Findings[i].SubscriptionID] = true
	}
	for i := range result.Silenced {
		has[result.Silenced[i].Finding.SubscriptionID] = true
	}
	for i := range v.lost {
		result.Rows[v.lost[i].sub.ID] = v.lost[i].state()
	}
	for i := range v.rows {
		r := &v.rows[i]
		result.Rows[r.sub.ID] = r.state()
		if has[r.sub.ID] {
			result.WithFindings++
		} else {
			result.Routine[v.counter(r)]++
		}
	}
}

// openMoves counts the open moves that begin in the tenant.
func (v *view) openMoves() int {
	n := 0
	for i := range v.tenant.Moves {
		if m := &v.tenant.Moves[i]; m.IsOpen() && m.SourceID != reconcile.WatchAll {
			n++
		}
	}
	v.eachRow(func(r *row) {
		if r.watched {
			n++
		}
	})
	return n
}

// counter names the first counter that holds for a row without a finding.
func (v *view) counter(r *row) reconcile.Counter {
	renews := r.life.Outcome == reconcile.Renews
	switch {
	case v.unwatched(r):
		return reconcile.CountUnwatched
	case r.life.NoEnd():
		return reconcile.CountNoEnd
	case r.sub.Kind() == reconcile.Usage && !r.source():
		return reconcile.CountAzureCoexists
	case r.source() && r.provided():
		return reconcile.CountCovered
	case renews && r.monthly():
		return reconcile.CountRoutineRenewal
	case renews && r.life.LastDay.Known() && !v.near(r.life.LastDay):
		return reconcile.CountFarRenewal
	case r.otherProduct() && !r.source():
		return reconcile.CountOtherProduct
	default:
		return reconcile.CountNotInvolved
	}
}

// provided reports whether nothing is left to do for a source: it is covered, has
// come over, or goes on as another row that is watched as well.
func (r *row) provided() bool { return r.covered || r.through || r.heir != nil }

func (r *row) otherProduct() bool {
	kind := r.sub.Kind()
	return kind == reconcile.Software || kind == reconcile.ThirdParty
}

// monthly reports whether the row is bought by the month to stay.
func (r *row) monthly() bool {
	return r.sub.Term == reconcile.Monthly && r.sub.Trial != reconcile.Yes && !r.source()
}

func (r *row) state() reconcile.RowState {
	lost := r.life.Status == reconcile.Disabled || r.life.Status == reconcile.Deleted
	return reconcile.RowState{
		LastDay:   r.life.LastDay,
		Status:    r.life.Status,
		Concerned: r.concerned() || r.lingers(),
		Moved:     r.move == nil && r.done != nil || r.through || r.left,
		Covered:   r.covered,
		BeforeEnd: lost && r.life.BeforeEnd,
		Gone:      r.gone,
	}
}
