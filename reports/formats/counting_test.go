package formats_test

import (
	"context"
	"iter"

	"handover/reconcile"
	"handover/reports/reportstest"
)

// counting counts the sequences of a source that are open at a time.
type counting struct {
	*reportstest.Source
	open, most int
}

func (c *counting) Coverage(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Coverage, error] {
	return counted(c, c.Source.Coverage(ctx, filter))
}

func (c *counting) Findings(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return counted(c, c.Source.Findings(ctx, filter))
}

func (c *counting) FindingsByTenant(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return counted(c, c.Source.FindingsByTenant(ctx, filter))
}

func (c *counting) Resolved(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.ResolvedFinding, error] {
	return counted(c, c.Source.Resolved(ctx, filter))
}

func (c *counting) Plan(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Planned, error] {
	return counted(c, c.Source.Plan(ctx, filter))
}

func (c *counting) Sellers(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Seller, error] {
	return counted(c, c.Source.Sellers(ctx, filter))
}

func counted[T any](c *counting, rows iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		c.open++
		c.most = max(c.most, c.open)
		defer func() { c.open-- }()
		rows(yield)
	}
}
