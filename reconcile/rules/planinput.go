package rules

import (
	"cmp"
	"slices"
	"strings"

	"handover/reconcile"
)

// planInput returns what the wave planner looks at, as the rules see the tenant, in
// a fixed order. A tenant that nothing moves into has nothing to plan.
func (v *view) planInput() reconcile.PlanTenant {
	away := v.away()
	if len(v.open) == 0 && len(away) == 0 {
		return reconcile.PlanTenant{ID: v.tenant.ID}
	}
	input := reconcile.PlanTenant{
		ID: v.tenant.ID, Transfers: append([]reconcile.Transfer(nil), v.tenant.Transfers...), SeatCaps: map[string]int64{}, Leaving: away,
	}
	for i := range v.rows {
		r := &v.rows[i]
		if !r.counts() {
			continue
		}
		input.Rows = append(input.Rows, reconcile.PlanRow{Sub: r.sub, Life: r.life})
		v.addCap(input.SeatCaps, r.sub)
	}
	for i := range v.open {
		a := &v.open[i]
		input.Moves = append(input.Moves, v.planMove(a))
		if a.source != nil {
			v.addCap(input.SeatCaps, a.source.sub)
		}
	}
	slices.SortFunc(input.Rows, func(a, b reconcile.PlanRow) int { return cmp.Compare(a.Sub.ID, b.Sub.ID) })
	slices.SortFunc(input.Moves, comparePlanMoves)
	slices.SortFunc(input.Leaving, comparePlanMoves)
	slices.SortFunc(input.Transfers, func(a, b reconcile.Transfer) int { return cmp.Compare(a.ID, b.ID) })
	return input
}

func comparePlanMoves(a, b reconcile.PlanMove) int {
	if order := cmp.Or(cmp.Compare(a.Move.TenantID, b.Move.TenantID), cmp.Compare(a.Move.SourceID, b.Move.SourceID)); order != 0 {
		return order
	}
	return compareMoves(a.Move, b.Move)
}

func (v *view) addCap(caps map[string]int64, s *reconcile.Subscription) {
	if s.OfferID == "" {
		return
	}
	if n, ok := v.capOf(s.OfferID); ok {
		caps[strings.ToUpper(s.OfferID)] = n
	}
}

func (v *view) planMove(a *arrival) reconcile.PlanMove {
	r := a.source
	if r == nil || r.gone {
		return reconcile.PlanMove{Move: a.move, HasTarget: a.target}
	}
	m := v.moving(a)
	if here := a.move.TenantID == a.move.Destination(); here && r.heir != nil {
		m.Replaced = true
		m.Through = m.Through || r.watched && r.heir.watched // both are watched: nobody has to point anything
	}
	m.DayCost = dayCost(r.sub, r.life.LastDay)
	m.TargetsFrom = v.allFrom(r)
	m.InPlace = r.covered && m.TargetsFrom.Known() && m.TargetsFrom <= v.today &&
		!slices.ContainsFunc(r.targets, func(t target) bool { return t.life.Status != reconcile.Active })
	return m
}

// allFrom returns the first day on which all targets of a row are there.
func (v *view) allFrom(r *row) reconcile.Day {
	if r.unseen > 0 {
		return 0
	}
	var last reconcile.Day
	for i := range r.targets {
		start := v.firstDay(&r.targets[i])
		if !start.Known() {
			return 0
		}
		last = max(last, start)
	}
	return last
}

// dayCost returns what one day of a term costs.
func dayCost(s *reconcile.Subscription, last reconcile.Day) reconcile.Cost {
	if !countable(s.Quantity) {
		return reconcile.Cost{}
	}
	t := tariffOf(s, s.Term)
	return t.cost(s.Quantity.N).Share(1, termDays(s, last))
}
