package sync

import (
	"context"
	"fmt"

	"handover/reconcile"
)

// findMissing adds the customers that a whole list no longer names to those that are asked
// for: each by itself, since a list may be wrong. Where they are more than a tenth, and more
// than 20, it is taken to be wrong, and nobody is asked for.
func (p *pass) findMissing(ctx context.Context, list *List) error {
	known, err := p.Store.Known(ctx, p.Remote.Name())
	if err != nil || list.Lacks != "" {
		return err
	}
	listed := make(map[string]bool, len(list.Customers))
	for _, tenant := range list.Customers {
		listed[tenant] = true
	}
	p.known = map[string]reconcile.Profile{}
	var missing []reconcile.PassCustomer
	for _, profile := range known {
		if !listed[profile.ID] && reconcile.IsGUID(profile.ID) {
			p.known[profile.ID] = profile
			missing = append(missing, reconcile.PassCustomer{TenantID: profile.ID})
		}
	}
	p.summary.Missing = Missing{Customers: len(missing), Known: len(known)}
	if !p.request.Sure && p.Remote.Forgets() && reconcile.TooManyGone(int64(len(known)), int64(len(missing))) {
		p.summary.Missing.Doubted = true
		p.summary.Pass.Lacks = fmt.Sprintf("it lacks %d of %d customers, more than a tenth", len(missing), len(known))
		return nil
	}
	p.todo = append(p.todo, missing...)
	return nil
}

// recall finds out what is known of the customers of a pass that goes on which were
// missing from its list.
func (p *pass) recall(ctx context.Context) error {
	known, err := p.Store.Known(ctx, p.Remote.Name())
	if err != nil {
		return err
	}
	p.known = map[string]reconcile.Profile{}
	for _, c := range p.todo {
		if !c.Listed {
			p.known[c.TenantID] = reconcile.Profile{ID: c.TenantID}
		}
	}
	for _, profile := range known {
		if _, asked := p.known[profile.ID]; asked {
			p.known[profile.ID] = profile
		}
	}
	return nil
}

// farewell is the row of a customer with which we have no relationship any more: what it
// was called is kept.
func (p *pass) farewell(tenant string) reconcile.FactRow {
	profile := p.known[tenant]
	profile.ID, profile.Relationship = tenant, reconcile.NoRelationship
	return reconcile.FactRow{Tenant: &profile}
}
