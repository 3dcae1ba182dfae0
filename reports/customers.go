package reports

import (
	"context"
	"fmt"
	"iter"

	"handover/reconcile"
)

// Customer is what a report has on one tenant.
type Customer struct {
	reconcile.Coverage
	reconcile.Standing
}

// Customers yields the tenants, those without findings too, in the order of the
// coverage.
func (r *Report) Customers(ctx context.Context) iter.Seq2[Customer, error] {
	return func(yield func(Customer, error) bool) {
		next, stop := iter.Pull2(r.FindingsByTenant(ctx))
		defer stop()
		finding, err, more := next()
		for c, failed := range r.Coverage(ctx) {
			if failed != nil {
				err = failed
			}
			tally := reconcile.NewStandingTally(r.AsOf)
			for err == nil && more && finding.Finding.TenantID == c.TenantID {
				tally.Add(&finding.Finding)
				finding, err, more = next()
			}
			if err != nil {
				yield(Customer{}, fmt.Errorf("count the findings of customers: %w", err))
				return
			}
			if !yield(Customer{c, tally.Standing()}, nil) {
				return
			}
		}
		if err == nil && more {
			err = fmt.Errorf("tenant %s has findings, and no coverage or not in its place", finding.Finding.TenantID)
		}
		if err != nil {
			yield(Customer{}, fmt.Errorf("count the findings of customers: %w", err))
		}
	}
}
