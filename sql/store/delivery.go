package store

import (
	"context"
	"errors"
	"fmt"

	"handover/reconcile"
)

// Delivery is what comes into the store together, as all that one file tells: a
// transaction that holds the lock for writing, in which imports of any kinds are merged
// one after the other. Nothing of it is stored before Commit. It is not safe for
// concurrent use.
type Delivery struct {
	store   *Store
	tx      *tx
	current *Import // that is not merged yet
	failed  bool    // something in it: then it can only be rolled back
	done    bool
}

const deliveryOp = "import"

// Delivery begins a delivery, which the caller ends by Commit or Rollback. The end of the
// context stops waiting for the lock and every later call with it.
func (s *Store) Delivery(ctx context.Context) (*Delivery, error) {
	whole := ctx
	if s.copies() {
		// At the end of a transaction's context database/sql rolls back at once. On a
		// connection in the middle of a copy that would talk over the copy.
		whole = context.WithoutCancel(ctx)
	}
	t, err := s.beginWhole(ctx, whole, deliveryOp, writing())
	if err != nil {
		return nil, err
	}
	_, err = t.exec(ctx, s.sql.ImportLock)
	if err != nil {
		t.drop()
		return nil, err
	}
	return &Delivery{store: s, tx: t}, nil
}

// Import begins to take rows of one kind. The one before it has been merged.
func (d *Delivery) Import(ctx context.Context, header reconcile.Import) (*Import, error) {
	err := d.open()
	if err != nil {
		return nil, err
	}
	im, err := d.begin(ctx, header)
	return im, d.note(err)
}

// Commit stores all that was merged.
func (d *Delivery) Commit(ctx context.Context) error {
	err := d.open()
	if err != nil {
		return err
	}
	d.done = true
	d.tx.op = deliveryOp
	return d.tx.commit(ctx)
}

// Rollback drops all that was delivered. After Commit or another Rollback it does
// nothing. The error is always nil: what cannot be rolled back any more ends with its
// connection.
func (d *Delivery) Rollback() error {
	if d.done {
		return nil
	}
	d.done = true
	if d.current != nil {
		d.current.giveUp()
	}
	d.tx.drop()
	return nil
}

// open returns why the delivery can take nothing more, where it cannot.
func (d *Delivery) open() error {
	var why string
	switch {
	case d.done:
		why = "it has ended"
	case d.failed:
		why = "something in it has failed before"
	case d.current != nil:
		why = "the rows of " + string(d.current.header.Kind) + " are not merged"
	default:
		return nil
	}
	return fmt.Errorf("%s: %w", d.tx.op, errors.New(why))
}

// note keeps that something has failed.
func (d *Delivery) note(err error) error {
	d.failed = d.failed || err != nil
	return err
}
