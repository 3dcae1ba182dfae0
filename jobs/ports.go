package jobs

import (
	"context"
	"iter"
	"time"

	"handover/reconcile"
)

// Snapshot is one consistent view of the facts and of what earlier runs found.
type Snapshot interface {
	// CountTenants tells how many tenants Tenants will yield for the same ids.
	CountTenants(ctx context.Context, ids []string) (int, error)
	// Catalog gives all offers.
	Catalog(ctx context.Context) (reconcile.Catalog, error)
	// Sellers gives all sellers.
	Sellers(ctx context.Context) (reconcile.Sellers, error)
	// Opening gives the number of the last published run of the same jobs and tenants,
	// 0 where there is none. From then on Tenants tells how it left each finding.
	Opening(ctx context.Context, jobs []reconcile.Job, tenants []string) (int64, error)
	// Missed gives the earlier runs whose reports were never written, oldest first.
	Missed(ctx context.Context) ([]reconcile.MissedRun, error)
	// Tenants streams the tenants in the order of their ids; nil ids are all.
	Tenants(ctx context.Context, ids []string) iter.Seq2[reconcile.TenantState, error]
	// Trend gives the points of the latest whole runs as of an instant or earlier,
	// oldest first, at most reconcile.MaxTrend of them.
	Trend(ctx context.Context, asOf time.Time) ([]reconcile.TrendPoint, error)
}

// Ledger records a run. Every call that stores something fails once the lease
// under which the run was begun is lost.
type Ledger interface {
	// Begin stores the run as running and gives it its number.
	Begin(ctx context.Context, run *reconcile.Run) error
	// Save commits a batch that stays invisible until Publish.
	Save(ctx context.Context, seq int64, batch reconcile.Batch) error
	// Publish makes everything of the run visible in one step.
	Publish(ctx context.Context, run *reconcile.Run) error
	// Abort marks the run and deletes what it stored.
	Abort(ctx context.Context, seq int64, state reconcile.RunState, at time.Time) error
}

// Lease keeps other processes from running at the same time.
type Lease interface {
	// Renew prolongs the lease; it fails once another holder has it.
	Renew(ctx context.Context) error
}
