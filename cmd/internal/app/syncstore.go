package app

import (
	"context"
	"errors"

	"handover/jobs/sync"
	"handover/reconcile"
	"handover/sql/store"
)

// syncStore is the store as a pass over a remote sees it.
type syncStore struct{ *store.Store }

// Deliver does something in one transaction, which is stored if it returns no error.
func (s syncStore) Deliver(ctx context.Context, do func(sync.Delivery) error) (err error) {
	d, err := s.Delivery(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Rollback()) }()
	err = do(syncDelivery{d})
	if err != nil {
		return err
	}
	return d.Commit(ctx)
}

// Known returns the customers of a source.
func (s syncStore) Known(ctx context.Context, source string) ([]reconcile.Profile, error) {
	return s.SourceCustomers(ctx, source)
}

// Held returns the subscriptions that a source holds of some tenants, and what they have become.
func (s syncStore) Held(ctx context.Context, source string, tenants []string) (map[string]map[string][]string, error) {
	return s.HeldSubscriptions(ctx, source, tenants)
}

// LastPass returns the newest pass over a remote; false where there is none.
func (s syncStore) LastPass(ctx context.Context, remote string) (reconcile.Pass, bool, error) {
	list, err := s.Passes(ctx, remote, 1)
	if err != nil || len(list) == 0 {
		return reconcile.Pass{}, false, err
	}
	return list[0], true, nil
}

// syncDelivery is a transaction as a pass sees it.
type syncDelivery struct{ *store.Delivery }

// Import stores rows of one kind. Those of an id that occurs more than once are counted.
func (d syncDelivery) Import(ctx context.Context, header *reconcile.Import, rows []reconcile.FactRow) (reconcile.ImportCounts, error) {
	im, err := d.Delivery.Import(ctx, *header)
	if err != nil {
		return reconcile.ImportCounts{}, err
	}
	for i := range rows {
		err := im.Add(ctx, rows[i])
		if err != nil {
			return reconcile.ImportCounts{}, err
		}
	}
	return im.Merge(ctx)
}
