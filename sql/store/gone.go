package store

import (
	"context"

	"handover/reconcile"
)

// absence is what a delivery lacks of what its source had.
type absence struct {
	known bool // what it lacks is gone
	held  int64
}

// lookForMissing prepares the merge of a delivery that may lack rows.
func (im *Import) lookForMissing(ctx context.Context, absent *absence, counts *reconcile.ImportCounts) error {
	if im.portions != nil {
		return im.loosen(ctx, absent, counts)
	}
	if !absent.known {
		return nil
	}
	return im.tx.one(ctx, im.kind.held, []any{im.header.Source}, &absent.held)
}

// loosen finds out which tenants will stand with the delivery as a whole. Rows that
// will not are given the times that stand with the delivery before.
func (im *Import) loosen(ctx context.Context, absent *absence, counts *reconcile.ImportCounts) error {
	q, source, at := &im.store.sql, im.header.Source, im.header.ObservedAt.Unix()
	if im.portions.open == 0 && im.duplicates == 0 || !im.again {
		absent.known = false // everything is there again, or nothing was there before
		return nil
	}
	mark := func() error {
		return im.run(ctx,
			step{q.DeliveredLoose, []any{source, at, source, at, at, at, at, truth(absent.known)}},
			step{q.LoosenRows, []any{source}},
			step{q.LoosenTenants, []any{source}},
		)
	}
	_, err := im.tx.exec(ctx, im.kind.index)
	if err == nil {
		err = mark()
	}
	if err != nil || !absent.known || im.header.Sure {
		return err
	}
	missing, err := im.missing(ctx)
	if err != nil || !reconcile.TooManyGone(0, missing) {
		return err
	}
	err = im.tx.one(ctx, im.kind.held, []any{source}, &absent.held)
	if err != nil || !im.tooMany(absent, missing, counts) {
		return err
	}
	return mark()
}

func (im *Import) missing(ctx context.Context) (n int64, err error) {
	err = im.tx.one(ctx, im.kind.missing, []any{im.header.Source, im.header.ObservedAt.Unix(), im.latest()}, &n)
	return n, err
}

// tooMany reports whether that many rows are too many to be gone: then the delivery
// counts as one that is not complete.
func (im *Import) tooMany(absent *absence, missing int64, counts *reconcile.ImportCounts) bool {
	if !reconcile.TooManyGone(absent.held, missing) {
		return false
	}
	counts.Held, counts.Missing, im.header.Complete, absent.known = absent.held, missing, false, false
	return true
}

// markGone marks what a complete delivery lacks, unless that is too much to believe
// in.
func (im *Import) markGone(ctx context.Context, seq int64, absent *absence, counts *reconcile.ImportCounts) error {
	if !absent.known {
		return nil
	}
	at, source := im.header.ObservedAt.Unix(), im.header.Source
	if im.portions != nil {
		var err error
		counts.Gone, err = im.tx.exec(ctx, im.kind.gone, at, seq, source, im.latest(), at, im.latest())
		return err
	}
	_, err := im.tx.exec(ctx, im.kind.index)
	if err == nil && !im.header.Sure {
		var missing int64
		missing, err = im.missing(ctx)
		if err == nil && im.tooMany(absent, missing, counts) {
			return nil
		}
	}
	if err != nil {
		return err
	}
	counts.Gone, err = im.tx.exec(ctx, im.kind.gone, source, at, im.latest())
	return err
}
