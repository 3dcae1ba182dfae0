package reports

import (
	"context"
	"iter"

	"handover/reconcile"
)

// recount counts the summary again from what the cut leaves, and takes out of the
// run's record what is nobody else's business. A cut by owner or seller keeps one
// entry a tenant in memory. There is no bridge: it is that of the whole run.
func (r *Report) recount(ctx context.Context) error {
	n := counting{part: &r.part, tally: reconcile.NewTally(r.Run.AsOf), remains: map[string]*remainder{}, seen: map[string]bool{}}
	for _, count := range []func(context.Context, Source) error{n.findings, n.resolved, n.silenced, n.plan} {
		if err := count(ctx, r.source); err != nil {
			return err
		}
	}
	if r.part.bySubscription() {
		r.part.remains = n.remains
	}
	for c, err := range r.part.coverage(ctx, r.source) {
		if err != nil {
			return err
		}
		n.tally.AddCoverage(&c)
	}
	r.Summary = n.tally.Summary()
	r.Summary.WithoutMoves = r.Run.Summary.WithoutMoves && !r.part.bySubscription()
	r.Run.Summary, r.Run.Actor, r.Run.Reason, r.Run.Tenants = reconcile.Summary{}, "", "", nil
	r.Run.Trend = nil // that of whole runs
	r.Run.State = reconcile.RunComplete
	if r.Summary.NotEvaluated > 0 {
		r.Run.State = reconcile.RunPartial
	}
	return nil
}

// counting is one count of what a cut leaves.
type counting struct {
	part    *part
	tally   *reconcile.Tally
	remains map[string]*remainder
	seen    map[string]bool // subscriptions of a page, with their tenants
}

// tenantsPerPage bounds the tenants whose subscriptions are remembered at a time:
// findings do not come by tenant, and what counts once has to be known.
const tenantsPerPage = 200

// pages yields filters that each leave the findings of some tenants of the part.
func (p *part) pages(ctx context.Context, source Source) iter.Seq2[reconcile.Filter, error] {
	return func(yield func(reconcile.Filter, error) bool) {
		page := p.filter
		page.Tenants = nil
		for c, err := range source.Coverage(ctx, p.filter) {
			if err != nil {
				yield(page, err)
				return
			}
			if page.Tenants = append(page.Tenants, c.TenantID); len(page.Tenants) < tenantsPerPage {
				continue
			}
			if !yield(page, nil) {
				return
			}
			page.Tenants = nil
		}
		if len(page.Tenants) > 0 {
			yield(page, nil)
		}
	}
}

// countMoney adds the amounts of a run that was stored by a version which did not.
func (r *Report) countMoney(ctx context.Context) error {
	tally := reconcile.NewTally(r.Run.AsOf)
	for page, err := range r.part.pages(ctx, r.source) {
		if err != nil {
			return err
		}
		for f, err := range r.source.Findings(ctx, page) {
			if err != nil {
				return err
			}
			tally.AddFinding(&f.Finding, f.Delta, f.State)
		}
		tally.Settle()
	}
	counted := tally.Summary()
	r.Summary.Exposure, r.Summary.Money = counted.Exposure, counted.Money
	return nil
}

// tenant returns what remains of a tenant, for a cut that needs to know. One that the
// cut leaves out is none of it.
func (n *counting) tenant(id string) *remainder {
	rest := n.remains[id]
	if rest == nil {
		rest = &remainder{}
		if n.part.bySubscription() && !n.part.leavesOut(id) {
			n.remains[id] = rest
		}
	}
	return rest
}

func (n *counting) findings(ctx context.Context, source Source) error {
	for page, err := range n.part.pages(ctx, source) {
		if err == nil {
			err = n.page(ctx, source, page)
		}
		if err != nil {
			return err
		}
		n.tally.Settle()
		clear(n.seen)
	}
	return nil
}

func (n *counting) page(ctx context.Context, source Source, page reconcile.Filter) error {
	for r, err := range n.part.findings(ctx, source, page) {
		if err != nil {
			return err
		}
		f := &r.Finding
		n.tally.AddFinding(f, r.Delta, r.State)
		rest := n.tenant(f.TenantID)
		if key := f.TenantID + "\x00" + f.SubscriptionID; n.part.bySubscription() && f.SubscriptionID != "" && !n.seen[key] {
			n.seen[key] = true
			rest.rows++
			rest.seats = reconcile.AddSeats(rest.seats, f.Quantity.N)
		}
	}
	return nil
}

func (n *counting) resolved(ctx context.Context, source Source) error {
	for r, err := range n.part.resolved(ctx, source) {
		if err != nil {
			return err
		}
		n.tenant(r.Finding.TenantID)
		n.tally.AddResolved()
	}
	return nil
}

func (n *counting) silenced(ctx context.Context, source Source) error {
	for f, err := range n.part.silenced(ctx, source) {
		if err != nil {
			return err
		}
		n.tenant(f.TenantID).silenced++
	}
	return nil
}

func (n *counting) plan(ctx context.Context, source Source) error {
	for line, err := range n.part.plan(ctx, source) {
		if err != nil {
			return err
		}
		n.tenant(line.MoveTenant())
		if line.TenantID != "" {
			n.tenant(line.TenantID)
		}
		n.tally.AddPlanned(&line)
	}
	return nil
}
