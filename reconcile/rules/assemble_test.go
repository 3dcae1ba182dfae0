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
	tenants := make([]reconcile.Tenant, 0, len(f.tenants))
	for _, profile := range f.tenants {
		t := reconcile.Tenant{Profile: profile, NamedBy: f.namedBy(), Targets: f.targets(profile.ID)}
		t.Subscriptions = keep(f.subscriptions, func(s *reconcile.Subscription) bool { return s.TenantID == profile.ID && !s.Gone })
		t.Missing = keep(f.subscriptions, func(s *reconcile.Subscription) bool { return s.TenantID == profile.ID && s.Gone })
		t.Gone = idsOf(t.Missing)
		t.Moves = keep(f.moves, func(m *reconcile.Move) bool { return m.TenantID == profile.ID })
		t.Transfers = keep(f.transfers, func(r *reconcile.Transfer) bool { return r.TenantID == profile.ID })
		for _, m := range f.moves {
			if m.TenantID != profile.ID && m.Destination() == profile.ID {
				t.Incoming = append(t.Incoming, reconcile.IncomingMove{Move: m, Source: f.find(m.TenantID, m.SourceID)})
			}
		}
		tenants = append(tenants, t)
	}
	return tenants
}

// expectEnds gives a move without an expected end the first one known.
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

// targets returns the other tenants that the moves of a tenant point to.
func (f *facts) targets(tenantID string) []reconcile.TargetTenant {
	var list []reconcile.TargetTenant
	for _, other := range f.tenants {
		points := slices.ContainsFunc(f.moves, func(m reconcile.Move) bool {
			return m.TenantID == tenantID && m.Destination() == other.ID
		})
		if other.ID == tenantID || !points {
			continue
		}
		target := reconcile.TargetTenant{
			Profile:       other,
			Subscriptions: keep(f.subscriptions, func(s *reconcile.Subscription) bool { return s.TenantID == other.ID && !s.Gone }),
			Moves:         keep(f.moves, func(m *reconcile.Move) bool { return m.TenantID == other.ID }),
			Gone:          idsOf(keep(f.subscriptions, func(s *reconcile.Subscription) bool { return s.TenantID == other.ID && s.Gone })),
		}
		for _, m := range f.moves {
			if m.Destination() == other.ID {
				target.Incoming = append(target.Incoming, reconcile.IncomingMove{Move: m, Source: f.find(m.TenantID, m.SourceID)})
			}
		}
		list = append(list, target)
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

func idsOf(list []reconcile.Subscription) map[string]bool {
	ids := map[string]bool{}
	for i := range list {
		ids[list[i].ID] = true
	}
	return ids
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
