package rules_test

import (
	"slices"

	"handover/reconcile"
)

// assemble puts the tenants of a case together as a store does: with their
// moves, the moves that point into them, their transfers, and what is known of
// the tenants that they move to.
func (f *facts) assemble() []reconcile.Tenant {
	f.expectEnds()
	known := f.targets()
	tenants := make([]reconcile.Tenant, 0, len(f.tenants))
	for _, profile := range f.tenants {
		t := reconcile.Tenant{Profile: profile, NamedBy: f.namedBy(), Targets: f.targetsOf(profile.ID, known)}
		t.Subscriptions = keep(f.subscriptions, func(s *reconcile.Subscription) bool { return s.TenantID == profile.ID && !s.Gone })
		t.Missing = keep(f.subscriptions, func(s *reconcile.Subscription) bool { return s.TenantID == profile.ID && s.Gone })
		t.Moves = keep(f.moves, func(m *reconcile.Move) bool { return m.TenantID == profile.ID })
		t.Transfers = keep(f.transfers, func(r *reconcile.Transfer) bool { return r.TenantID == profile.ID })
		t.Incoming = f.incoming(profile.ID, func(m *reconcile.Move) bool { return m.TenantID != profile.ID })
		tenants = append(tenants, t)
	}
	return tenants
}

// expectEnds returns a move without an expected end the first one known.
func (f *facts) expectEnds() {
	for i := range f.moves {
		m := &f.moves[i]
		if s := f.find(m.TenantID, m.SourceID); s != nil && !m.ExpectedEnd.Known() {
			m.ExpectedEnd, _ = reconcile.LastDay(s)
		}
	}
}

// namedBy counts the open moves of all tenants that name a target.
func (f *facts) namedBy() map[string]int {
	named := map[string]int{}
	for i := range f.moves {
		if f.moves[i].IsOpen() {
			for _, id := range f.moves[i].TargetIDs {
				named[id]++
			}
		}
	}
	return named
}

// targets returns every tenant as those that move into it see it.
func (f *facts) targets() map[string]*reconcile.TargetTenant {
	known := map[string]*reconcile.TargetTenant{}
	for _, p := range f.tenants {
		known[p.ID] = &reconcile.TargetTenant{
			Profile:       p,
			Subscriptions: keep(f.subscriptions, func(s *reconcile.Subscription) bool { return s.TenantID == p.ID && !s.Gone }),
			Moves:         keep(f.moves, func(m *reconcile.Move) bool { return m.TenantID == p.ID }),
			Missing:       keep(f.subscriptions, func(s *reconcile.Subscription) bool { return s.TenantID == p.ID && s.Gone }),
			Incoming:      f.incoming(p.ID, func(*reconcile.Move) bool { return true }),
		}
	}
	return known
}

// targetsOf returns the other tenants that the moves of a tenant point to.
func (f *facts) targetsOf(tenantID string, known map[string]*reconcile.TargetTenant) []*reconcile.TargetTenant {
	var list []*reconcile.TargetTenant
	for _, other := range f.tenants {
		points := slices.ContainsFunc(f.moves, func(m reconcile.Move) bool {
			return m.TenantID == tenantID && m.Destination() == other.ID
		})
		if other.ID != tenantID && points {
			list = append(list, known[other.ID])
		}
	}
	return list
}

// incoming returns the moves that point into a tenant, as the rules expect them.
func (f *facts) incoming(tenantID string, pass func(*reconcile.Move) bool) []reconcile.IncomingMove {
	var list []reconcile.IncomingMove
	for _, from := range f.tenants {
		moves := keep(f.moves, func(m *reconcile.Move) bool { return m.TenantID == from.ID && pass(m) })
		sources := keep(f.subscriptions, func(s *reconcile.Subscription) bool { return s.TenantID == from.ID })
		requests := keep(f.transfers, func(r *reconcile.Transfer) bool { return r.TenantID == from.ID })
		list = append(list, pointing(moves, sources, requests, tenantID)...)
	}
	return list
}

func (f *facts) find(tenantID, id string) *reconcile.Subscription {
	for i := range f.subscriptions {
		if s := &f.subscriptions[i]; s.TenantID == tenantID && s.ID == id {
			return s
		}
	}
	return nil
}

func keep[T any](list []T, pass func(*T) bool) []T {
	var kept []T
	for i := range list {
		if pass(&list[i]) {
			kept = append(kept, list[i])
		}
	}
	return kept
}
