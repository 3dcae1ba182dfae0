package plan

import (
	"slices"

	"handover/reconcile"
)

// Tell adds to the findings of a tenant what the plan says of the moves they are
// about. Those that lead into another tenant have their plan there, which may push
// its steps about: of their next step no day is told.
func Tell(env Env, tenant Tenant, built *reconcile.Plan, result *reconcile.Result) {
	b := newBuilder(&env, &tenant)
	ways := map[string]reconcile.Way{}
	moves, _ := sorted(slices.Concat(tenant.Moves, tenant.Leaving))
	leaves := map[string]bool{}
	for _, m := range moves {
		if m.Move.TenantID == tenant.ID && m.Source != nil {
			ways[m.Move.SourceID], leaves[m.Move.SourceID] = b.way(m), m.Move.Destination() != tenant.ID
		}
	}
	for i := range built.Steps {
		s := &built.Steps[i]
		if w, ok := ways[s.SourceID]; ok && s.TenantID == tenant.ID && !leaves[s.SourceID] && s.Kind == w.Step.Kind {
			w.Step.Day = s.Day
			ways[s.SourceID] = w
		}
	}
	tell := func(f *reconcile.Finding) {
		if w, ok := ways[f.SubscriptionID]; ok && f.SubscriptionID != "" {
			f.Way = w
		}
	}
	for i := range result.Findings {
		tell(&result.Findings[i])
	}
	for i := range result.Silenced {
		tell(&result.Silenced[i].Finding)
	}
}

// way returns what the plan says of one move, without days.
func (b *builder) way(m Move) reconcile.Way {
	route, _ := b.routing.Route(&m)
	w := reconcile.Way{Part: reconcile.PartSource, Route: route, Sale: m.Sale}
	if m.Replaced {
		return w
	}
	it, obstacle := b.prepare(m)
	if obstacle != nil || route == reconcile.RoutePartnerTransfer {
		w.Else = b.bought(m)
	}
	if obstacle != nil {
		return w
	}
	for i, t := range it.tasks() {
		step := reconcile.Task{Kind: t.kind, Owner: b.owner(&it, t.kind)}
		switch {
		case i == 0:
			w.Step = reconcile.NextStep{Task: step, LastSafe: t.by}
		case t.kind != reconcile.StepVerify:
			w.Then = append(w.Then, step)
		}
	}
	return w
}

// bought returns what is left to do where a source is bought again, whatever route
// its move asks for.
func (b *builder) bought(m Move) []reconcile.Task {
	asked := *m.Move
	asked.Route = reconcile.RouteRebuy
	m.Move = &asked
	it, _ := b.prepare(m)
	var list []reconcile.Task
	for _, t := range it.tasks() {
		if t.kind != reconcile.StepVerify {
			list = append(list, reconcile.Task{Kind: t.kind, Owner: b.owner(&it, t.kind)})
		}
	}
	return list
}
