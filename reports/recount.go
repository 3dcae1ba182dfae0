package reports

import (
	"context"
	"strings"

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
	return r.nameCut(ctx, n.seller)
}

// counting is one count of what a cut leaves.
type counting struct {
	part    *part
	tally   *reconcile.Tally
	remains map[string]*remainder
	at      string          // the tenant whose findings are counted
	seen    map[string]bool // its subscriptions
	seller  string          // what findings call the seller, of a cut by seller
}

// countMoney adds the amounts of a run that was stored by a version which did not.
func (r *Report) countMoney(ctx context.Context) error {
	tally, at := reconcile.NewTally(r.Run.AsOf), ""
	for f, err := range r.source.FindingsByTenant(ctx, r.part.filter) {
		if err != nil {
			return err
		}
		if f.Finding.TenantID != at {
			tally.Settle()
			at = f.Finding.TenantID
		}
		tally.AddFinding(&f.Finding, f.Delta, f.State)
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
			n.remains[strings.Clone(id)] = rest // else the whole row would be kept with it
		}
	}
	return rest
}

func (n *counting) findings(ctx context.Context, source Source) error {
	for r, err := range n.part.findingsByTenant(ctx, source) {
		if err != nil {
			return err
		}
		f := &r.Finding
		if f.TenantID != n.at {
			n.tally.Settle()
			clear(n.seen)
			n.at = f.TenantID
		}
		n.tally.AddFinding(f, r.Delta, r.State)
		if n.part.filter.Seller != "" && n.seller == "" {
			n.seller = strings.Clone(f.SellerName)
		}
		rest := n.tenant(f.TenantID)
		if n.part.bySubscription() && f.SubscriptionID != "" && !n.seen[f.SubscriptionID] {
			n.seen[f.SubscriptionID] = true
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
