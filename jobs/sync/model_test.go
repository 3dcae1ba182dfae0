package sync_test

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"handover/jobs/sync"
	"handover/reconcile"
)

// model is what a store is to a pass, in memory: a transaction that fails leaves nothing.
type model struct {
	state
}

// state is all that a model keeps.
type state struct {
	facts     map[reconcile.DeliveryKind]map[string]map[string]string // by kind, tenant and id
	became    map[string][]string                                     // what a subscription has become, by id
	profiles  map[string]reconcile.Profile
	notRead   map[string]string // why, by tenant
	passes    []reconcile.Pass
	customers map[string]reconcile.PassCustomer // of the last pass, by tenant
}

func newModel() *model {
	return &model{state{
		facts: map[reconcile.DeliveryKind]map[string]map[string]string{}, profiles: map[string]reconcile.Profile{}, became: map[string][]string{},
		notRead: map[string]string{}, customers: map[string]reconcile.PassCustomer{},
	}}
}

func (s *state) clone() state {
	c := state{
		facts: map[reconcile.DeliveryKind]map[string]map[string]string{}, profiles: maps.Clone(s.profiles), became: maps.Clone(s.became),
		notRead: maps.Clone(s.notRead), passes: slices.Clone(s.passes), customers: maps.Clone(s.customers),
	}
	for kind, tenants := range s.facts {
		c.facts[kind] = map[string]map[string]string{}
		for tenant, rows := range tenants {
			c.facts[kind][tenant] = maps.Clone(rows)
		}
	}
	return c
}

// of returns what is held of a tenant, by kind and id.
func (s *state) of(tenant string) map[string]string {
	all := map[string]string{}
	for kind, tenants := range s.facts {
		for id, row := range tenants[tenant] {
			all[string(kind)+" "+id] = row
		}
	}
	return all
}

func (m *model) Deliver(ctx context.Context, do func(sync.Delivery) error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	before := m.clone()
	err := do(m)
	if err != nil {
		m.state = before
	}
	return err
}

func (m *model) Told(context.Context, string) (map[string]reconcile.Fields, error) { return nil, nil }

func (m *model) Known(context.Context, string) ([]reconcile.Profile, error) {
	var list []reconcile.Profile
	for _, id := range slices.Sorted(maps.Keys(m.profiles)) {
		if m.profiles[id].Relationship != reconcile.NoRelationship || len(m.facts[reconcile.SubscriptionRows][id]) > 0 {
			list = append(list, m.profiles[id])
		}
	}
	return list, nil
}

func (m *model) Held(_ context.Context, _ string, tenants []string) (map[string]map[string][]string, error) {
	held := map[string]map[string][]string{}
	for _, tenant := range tenants {
		held[tenant] = map[string][]string{}
		for id := range m.facts[reconcile.SubscriptionRows][tenant] {
			held[tenant][id] = m.became[id]
		}
	}
	return held, nil
}

func (m *model) LastPass(context.Context, string) (reconcile.Pass, bool, error) {
	if len(m.passes) == 0 {
		return reconcile.Pass{}, false, nil
	}
	return m.passes[len(m.passes)-1], true, nil
}

func (m *model) PassCustomers(context.Context, string, int64) ([]reconcile.PassCustomer, error) {
	var list []reconcile.PassCustomer
	for _, tenant := range slices.Sorted(maps.Keys(m.customers)) {
		list = append(list, m.customers[tenant])
	}
	return list, nil
}

// Import replaces what is held of each tenant in the rows, where the delivery is complete
// and none of the tenant's rows was refused; else it only adds.
func (m *model) Import(_ context.Context, header *reconcile.Import, rows []reconcile.FactRow) (counts reconcile.ImportCounts, err error) {
	fresh, partial := map[string]map[string]string{}, map[string]bool{}
	put := func(tenant, id string, row any) {
		if fresh[tenant] == nil {
			fresh[tenant] = map[string]string{}
		}
		fresh[tenant][id] = fmt.Sprintf("%+v", row)
	}
	for _, row := range rows {
		switch {
		case row.Tenant != nil:
			m.profiles[row.Tenant.ID] = *row.Tenant
			put(row.Tenant.ID, row.Tenant.ID, *row.Tenant)
		case row.Subscription != nil:
			m.became[row.Subscription.ID] = row.Subscription.Successors
			put(row.Subscription.TenantID, row.Subscription.ID, *row.Subscription)
		case row.Transfer != nil:
			put(row.Transfer.TenantID, row.Transfer.ID, *row.Transfer)
		case row.Rejected != nil:
			counts.Rejected++
			partial[row.Rejected.TenantID] = true
		default:
			fresh[row.Nothing] = map[string]string{}
		}
	}
	if m.facts[header.Kind] == nil {
		m.facts[header.Kind] = map[string]map[string]string{}
	}
	for tenant, rows := range fresh {
		held := m.facts[header.Kind][tenant]
		if held == nil || header.Complete && !partial[tenant] {
			m.facts[header.Kind][tenant] = rows
			continue
		}
		maps.Copy(held, rows)
	}
	if header.Kind == reconcile.SubscriptionRows {
		for tenant := range fresh {
			delete(m.notRead, tenant)
		}
	}
	return counts, nil
}

func (m *model) NotRead(_ context.Context, list []reconcile.NotRead) error {
	for _, n := range list {
		m.notRead[n.TenantID] = n.Why
	}
	return nil
}

func (m *model) OpenPass(_ context.Context, pass *reconcile.Pass, customers []reconcile.PassCustomer) error {
	pass.Seq = int64(len(m.passes) + 1)
	m.passes = append(m.passes, *pass)
	m.customers = map[string]reconcile.PassCustomer{}
	return m.SettlePass(context.Background(), pass, customers)
}

func (m *model) SettlePass(_ context.Context, pass *reconcile.Pass, customers []reconcile.PassCustomer) error {
	for _, c := range customers {
		m.customers[c.TenantID] = c
	}
	m.passes[pass.Seq-1].Counts.Rejected = pass.Counts.Rejected
	return nil
}

func (m *model) ClosePass(_ context.Context, pass *reconcile.Pass) error {
	m.passes[pass.Seq-1] = *pass
	return nil
}
