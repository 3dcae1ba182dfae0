package app

import (
	"context"

	"handover/jobs/ingest"
	"handover/reconcile"
	"handover/sql/store"
)

// transaction is a delivery of a store as files are imported by it.
type transaction struct {
	*store.Delivery
	prepare func(*reconcile.Import)
}

// Begin begins the delivery of files, with what a command adds to each import.
func Begin(ctx context.Context, st *store.Store, prepare func(*reconcile.Import)) (ingest.Transaction, error) {
	delivery, err := st.Delivery(ctx)
	if err != nil {
		return nil, err
	}
	return &transaction{delivery, prepare}, nil
}

// Import begins to take the rows of one kind.
func (x *transaction) Import(ctx context.Context, im reconcile.Import) (ingest.Writer, error) {
	x.prepare(&im)
	return x.Delivery.Import(ctx, im)
}
