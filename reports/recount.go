package reports

import (
	"context"
	"iter"

	"handover/reconcile"
)

// remainder is what a cut by owner or seller leaves of a tenant. The tenant's own
// numbers count the rows of all owners and sellers, which is nobody else's
// business and would not tie with what the cut lists.
type remainder struct {
	rows     int   // subscriptions with a finding
	seats    int64 // theirs
	silenced int   // findings that the run silenced
}

// of gives what a cut leaves of a tenant's coverage.
func (r *remainder) of(c reconcile.Coverage) reconcile.Coverage {
	c.Subscriptions, c.Seats, c.Suppressed = r.rows, r.seats, r.silenced
	c.WithFindings, c.Routine, c.Silenced = 0, nil, nil
	if c.Evaluated {
		c.WithFindings = r.rows
	}
	return c
}

// recount counts the summary again from what the cut leaves, and takes out of the
// run's record what is nobody else's business. A cut by owner or seller keeps one
// entry a tenant, and while it counts one a subscription, in memory.
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
	r.Run.Summary, r.Run.Actor, r.Run.Reason, r.Run.Tenants = reconcile.Summary{}, "", "", nil
	r.Run.Trend = nil // that of whole runs
	r.Run.State = reconcile.RunComplete
	if r.Summary.NotEvaluated > 0 {
		r.Run.State = reconcile.RunPartial
	}
	return nil
}

// bySubscription tells whether the cut leaves a part of a tenant.
func (p *part) bySubscription() bool { return p.filter.Owner != "" || p.filter.Seller != "" }

// coverage gives the tenants of the cut, as far as it leaves them.
func (p *part) coverage(ctx context.Context, source Source) iter.Seq2[reconcile.Coverage, error] {
	rows := source.Coverage(ctx, p.filter)
	if p.remains == nil {
		return rows
	}
	concerned := only(rows, func(c *reconcile.Coverage) bool { return p.remains[c.TenantID] != nil })
	return each(concerned, func(c *reconcile.Coverage) { *c = p.remains[c.TenantID].of(*c) })
}

// counting is one count of what a cut leaves.
type counting struct {
	part    *part
	tally   *reconcile.Tally
	remains map[string]*remainder
	seen    map[string]bool // subscriptions, with their tenants
}

// tenant gives what remains of a tenant, for a cut that needs to know. One that the
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
	for r, err := range n.part.findings(ctx, source, n.part.filter) {
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
