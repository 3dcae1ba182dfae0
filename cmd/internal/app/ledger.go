package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"handover/jobs"
	"handover/reconcile"
	"handover/sql/store"
)

// leaseName names the lease that lets one run at a time write to a store.
const leaseName = "run"

// ledger records a run in a store under a lease. It is what jobs asks for as
// Ledger and as Lease.
type ledger struct {
	store *store.Store
	lease store.Lease
	ttl   time.Duration
	now   func() time.Time
	dry   bool
}

var (
	_ jobs.Ledger   = (*ledger)(nil)
	_ jobs.Lease    = (*ledger)(nil)
	_ jobs.Snapshot = (*store.Snapshot)(nil)
)

// newLedger takes the lease of a store; another holder is a
// *store.LeaseHeldError.
func newLedger(ctx context.Context, st *store.Store, ttl time.Duration, now func() time.Time, dry bool) (*ledger, error) {
	lease, err := st.Acquire(ctx, leaseName, holder(), ttl, now())
	if err != nil {
		return nil, err
	}
	return &ledger{store: st, lease: lease, ttl: ttl, now: now, dry: dry}, nil
}

func (l *ledger) Begin(ctx context.Context, run *reconcile.Run) error {
	if l.dry {
		return l.store.BeginAt(ctx, l.lease, run)
	}
	return l.store.Begin(ctx, l.lease, run)
}

func (l *ledger) Save(ctx context.Context, seq int64, batch reconcile.Batch) error {
	return l.store.Save(ctx, l.lease, seq, batch)
}

func (l *ledger) Publish(ctx context.Context, run *reconcile.Run) error {
	return l.store.Publish(ctx, l.lease, run)
}

func (l *ledger) Abort(ctx context.Context, seq int64, state reconcile.RunState, at time.Time) error {
	return l.store.Abort(ctx, l.lease, seq, state, at)
}

func (l *ledger) Renew(ctx context.Context) error {
	return l.store.Renew(ctx, l.lease, l.ttl, l.now())
}

// release gives the lease back, also when the run was interrupted; a lease that
// somebody else has taken over is left alone.
func (l *ledger) release(ctx context.Context) error {
	return l.store.Release(context.WithoutCancel(ctx), l.lease)
}

func leaseLost(err error) bool { return errors.Is(err, store.ErrLeaseLost) }

// holder names this process in the lease.
func holder() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown-host"
	}
	return fmt.Sprintf("%s:%d", host, os.Getpid())
}
