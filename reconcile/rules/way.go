package rules

import "handover/reconcile"

// moving returns what the route of a move follows from whose source is known.
func (v *view) moving(a *arrival) reconcile.PlanMove {
	r := a.source
	return reconcile.PlanMove{
		Move: a.move, Source: r.sub, Life: r.life, HasTarget: a.target, Through: r.through,
		CancelBy: v.cancelBy(r), Sale: v.saleOf(r.sub),
	}
}

// routeOf returns the planned route of a move; that of a source that was never seen
// is the one asked for.
func (v *view) routeOf(a *arrival) reconcile.Route {
	if a.source == nil {
		return a.move.Route
	}
	m := v.moving(a)
	route, _ := v.routing.Route(&m)
	return route
}

// cancelBy returns until when a new term that a source has begun unexpectedly can be
// cancelled.
func (v *view) cancelBy(r *row) reconcile.Due {
	n, why := v.renewed(r)
	if why != WhyFires {
		return reconcile.Due{}
	}
	until, _ := n.windowOf(r)
	if v.env.AsOf.After(until) {
		return reconcile.Due{}
	}
	return reconcile.DueAt(until)
}

func (v *view) saleOf(s *reconcile.Subscription) reconcile.Sale {
	return v.env.Catalog.SaleOf(s.OfferID, v.today)
}

// away returns what the planner looks at of the open moves that lead into other
// tenants.
func (v *view) away() []reconcile.PlanMove {
	var list []reconcile.PlanMove
	for _, a := range v.leaving() {
		if a.move.Destination() != v.tenant.ID {
			list = append(list, v.planMove(&a))
		}
	}
	return list
}

// collectServing notes what is named as the target of an open or done move into the
// tenant, or has become of one that is, and what was matched to one.
func (v *view) collectServing() {
	v.serving = map[string]bool{}
	for i := range v.arriving {
		a := &v.arriving[i]
		for _, id := range a.move.TargetIDs {
			v.serving[id] = true
			for _, now := range v.become(rowKey{v.tenant.ID, id}) {
				v.serving[now.id] = true
			}
		}
		for _, found := range v.paired[rowKey{a.move.TenantID, a.move.SourceID}] {
			if found.tenant == v.tenant.ID {
				v.serving[found.id] = true
			}
		}
	}
}

// wayOf returns what a finding about a row says of its part in the moves, before
// the plan adds its steps: its planned route, and how it is kept from going on.
func (v *view) wayOf(r *row) reconcile.Way {
	w := reconcile.Way{Part: v.partOf(r), Sale: v.saleOf(r.sub)}
	if r.source() {
		w.Route = v.routeOf(&arrival{move: r.move, source: r, target: v.targeted(r)})
		if r.through || r.gone {
			return w // nothing is left to do, or nobody knows
		}
	}
	_, replaced := v.startedTarget(r)
	switch end := v.env.Policy.EndStep(r.sub, &r.life, replaced, v.today); {
	case w.Part == reconcile.PartSource && w.Sale == reconcile.SaleEnded && !r.anyTarget():
		w.Else = []reconcile.Task{{Kind: reconcile.StepOrder, Owner: reconcile.OwnerUs}}
	case end != "":
		w.Else = []reconcile.Task{{Kind: end, Owner: r.actor}}
	}
	return w
}

func (v *view) partOf(r *row) reconcile.Part {
	switch {
	case r.source() || r.lingers():
		return reconcile.PartSource
	case r.ours && v.serving[r.sub.ID]:
		return reconcile.PartReplacement
	case r.ours:
		return reconcile.PartOurs
	default:
		return ""
	}
}
