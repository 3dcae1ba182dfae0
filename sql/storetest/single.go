package storetest

import (
	"context"
	"errors"

	"handover/reconcile"
	"handover/sql/store"
)

// Single is an import that is all of its delivery.
type Single struct {
	*store.Import
	within *store.Delivery
}

// Begin begins a delivery of one import, which the caller ends by Commit or Rollback.
func Begin(ctx context.Context, s *store.Store, header reconcile.Import) (*Single, error) {
	d, err := s.Delivery(ctx)
	if err != nil {
		return nil, err
	}
	im, err := d.Import(ctx, header)
	if err != nil {
		return nil, errors.Join(err, d.Rollback())
	}
	return &Single{im, d}, nil
}

// Commit merges and stores the import.
func (s *Single) Commit(ctx context.Context) (reconcile.ImportCounts, error) {
	counts, err := s.Merge(ctx)
	if err != nil {
		return reconcile.ImportCounts{}, err
	}
	return counts, s.within.Commit(ctx)
}

// Rollback drops the delivery.
func (s *Single) Rollback() error { return s.within.Rollback() }
