package rules

import (
	"slices"

	"handover/reconcile"
)

// Verdict is the answer of one rule for one subscription.
type Verdict struct {
	Code       reconcile.Code
	Fired      bool
	Why        Why
	SilencedBy reconcile.Code // empty: not silenced
	Finding    *reconcile.Finding
}

// Explanation is everything the rules have to say of one subscription.
type Explanation struct {
	Subscription reconcile.Subscription
	Lifecycle    reconcile.Lifecycle
	TermStart    reconcile.Day
	StartDerived bool
	Ours         bool
	Seller       string // what its seller is called, where that is known
	Actor        reconcile.Owner
	Move         *reconcile.Move // the open move, else the done one
	Targets      []TargetAnswer
	Search       Search
	ActBy        reconcile.Day // E, or the day until which the seller takes a change
	StartBy      reconcile.Day // the last day on which a replacement may start
	Covered      bool
	Gone         bool              // no source delivers it any more
	Through      bool              // it has come over
	Successors   []string          // what it has become, with us or by an upgrade, or what took its place at the old seller
	Counter      reconcile.Counter // empty where the row has a finding
	Verdicts     []Verdict
}

// Explain evaluates a tenant and returns every rule's answer for one of its
// subscriptions; ok is false where the tenant has no such subscription.
func Explain(env Env, tenant reconcile.Tenant, subscriptionID string) (explanation Explanation, ok bool) {
	v := newView(&env, &tenant)
	r := v.byID[subscriptionID]
	if r == nil {
		return Explanation{}, false
	}
	catalogue := Catalogue()
	fired := v.fire(catalogue)
	_, silenced := silence(fired)
	explanation = Explanation{
		Subscription: *r.sub, Lifecycle: r.life, Ours: r.ours, Actor: r.actor, Move: r.openOrDone(), Covered: r.covered,
	}
	explanation.Seller = v.env.Sellers.NameOf(r.sub)
	explanation.Gone, explanation.Through, explanation.Successors = r.gone, r.through, v.wentOnAs(r)
	explanation.TermStart, explanation.StartDerived = reconcile.TermStart(r.sub, r.life.LastDay)
	explanation.ActBy, explanation.StartBy = v.actBy(r, r.life.LastDay), r.limit.day
	explanation.Targets, explanation.Search = v.targetAnswers(r), v.searchOf(r)
	for i := range catalogue {
		explanation.Verdicts = append(explanation.Verdicts, v.verdicts(&catalogue[i], r, fired, silenced)...)
	}
	if !r.gone && !slices.ContainsFunc(fired, func(f reconcile.Finding) bool { return f.SubscriptionID == r.sub.ID }) {
		explanation.Counter = v.counter(r)
	}
	return explanation, true
}

// wentOnAs returns the ids of what a row has become.
func (v *view) wentOnAs(r *row) []string {
	switch {
	case r.heir != nil:
		return []string{r.heir.sub.ID}
	case len(r.heirs) > 0:
		return slices.Clone(r.heirs)
	}
	var ids []string
	for _, now := range v.become(r.key()) {
		if now != r.key() {
			ids = append(ids, now.id)
		}
	}
	return ids
}

// verdicts returns the answers of one rule for one row: one, or for a rule about
// whole tenants one per finding it made.
func (v *view) verdicts(rule *Rule, r *row, fired []reconcile.Finding, silenced []reconcile.Silenced) []Verdict {
	var list []Verdict
	for i := range fired {
		f := &fired[i]
		whole := rule.PerTenant() && f.SubscriptionID == ""
		if f.Code != rule.Code || !whole && f.SubscriptionID != r.sub.ID {
			continue
		}
		verdict := Verdict{Code: rule.Code, Fired: true, Why: WhyFires, Finding: f}
		for k := range silenced {
			if silenced[k].Finding.ID == f.ID {
				verdict.SilencedBy = silenced[k].By
			}
		}
		list = append(list, verdict)
	}
	switch {
	case len(list) > 0:
		return list
	case rule.PerTenant():
		return []Verdict{{Code: rule.Code, Why: WhyNoSuch}}
	default:
		return []Verdict{{Code: rule.Code, Why: v.ask(rule, r).why}}
	}
}

// CountedRows returns the ids of a tenant's subscriptions that one counter
// counts, in order.
func CountedRows(env Env, tenant reconcile.Tenant, counter reconcile.Counter) []string {
	v := newView(&env, &tenant)
	has := map[string]bool{}
	for _, f := range v.fire(Catalogue()) {
		has[f.SubscriptionID] = true
	}
	var ids []string
	for i := range v.rows {
		if r := &v.rows[i]; !has[r.sub.ID] && v.counter(r) == counter {
			ids = append(ids, r.sub.ID)
		}
	}
	slices.Sort(ids)
	return ids
}
