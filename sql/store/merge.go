package store

import (
	"context"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// merge brings the staged rows into the facts and records the delivery.
func (im *Import) merge(ctx context.Context) (reconcile.ImportCounts, error) {
	counts := reconcile.ImportCounts{Duplicate: im.duplicates, Ahead: im.lastAhead()}
	var seq, nameless int64
	err := im.tx.one(ctx, im.store.sql.ImportNext, nil, &seq)
	if err != nil {
		return counts, err
	}
	err = im.tx.one(ctx, im.store.sql.StageCount, nil, &counts.Rows, &counts.Rejected, &nameless)
	if err != nil {
		return counts, err
	}
	// A row whose tenant cannot be read may be of any tenant: then nothing is
	// known to be missing.
	absent := absence{known: im.header.Complete && nameless == 0 && im.kind.gone.Text != ""}
	err = im.lookForMissing(ctx, &absent, &counts)
	if err != nil {
		return counts, err
	}
	err = im.checkWidth(ctx)
	if err != nil {
		return counts, err
	}
	written, err := im.mergeFacts(ctx, seq, &counts)
	if err != nil {
		return counts, err
	}
	err = im.markGone(ctx, seq, &absent, &counts)
	if err != nil {
		return counts, err
	}
	if im.header.Kind == reconcile.SubscriptionRows {
		err = im.run(ctx, step{im.store.sql.NotReadDelivered, []any{im.header.Source, im.header.ObservedAt.Unix(), im.latest()}})
		if err == nil {
			err = im.chronicle(ctx, seq, counts.Changed+counts.Gone > 0)
		}
		if err != nil {
			return counts, err
		}
	}
	return counts, im.finish(ctx, seq, written, counts)
}

// mergeFacts counts the rows that came in, those of them that have changed, those that
// are older than what is there and those about which somebody has decided otherwise. It tells how many were written.
func (im *Import) mergeFacts(ctx context.Context, seq int64, counts *reconcile.ImportCounts) (written int64, err error) {
	q, h, at := &im.store.sql, &im.header, im.header.ObservedAt.Unix()
	var loose, firm, merged, renewed int64
	err = im.tx.one(ctx, q.DeliveredCount, nil, &loose, &firm)
	if err != nil {
		return 0, err
	}
	if h.Kind == reconcile.MoveRows {
		err = im.tx.one(ctx, q.MoveDecided, []any{h.Source}, &counts.Decided)
		if err != nil {
			return 0, err
		}
	}
	_, err = im.tx.exec(ctx, q.TenantAdd)
	args := []any{h.Source, seq, int64(h.Carries), at, im.latest(), im.latest()}
	if err == nil && loose > 0 {
		merged, err = im.tx.exec(ctx, im.kind.merge, args...)
	}
	if err == nil && firm > 0 {
		renewed, err = im.tx.exec(ctx, im.kind.renew, args...)
	}
	if err != nil {
		return 0, err
	}
	counts.Rows, counts.Older = merged+firm, loose-merged-counts.Decided
	if im.portions != nil {
		counts.Rows += im.portions.same
	}
	err = im.run(ctx, step{q.DeliveryAdd, []any{h.Source, string(h.Kind), at, at, im.latest(), im.latest()}})
	written = merged + renewed
	if err == nil && written > 0 {
		err = im.mergeMoves(ctx, seq, counts)
	}
	if err == nil && written > 0 {
		err = im.tx.one(ctx, im.kind.changed, []any{seq}, &counts.Changed)
	}
	return written, err
}

// mergeMoves does what moves need beside being merged themselves.
func (im *Import) mergeMoves(ctx context.Context, seq int64, counts *reconcile.ImportCounts) error {
	q := &im.store.sql
	switch im.header.Kind {
	case reconcile.MoveRows:
		decided, err := im.tx.exec(ctx, q.MoveDropDecided)
		if err != nil {
			return err
		}
		counts.Rows, counts.Decided = counts.Rows-decided, counts.Decided+decided
		return im.run(ctx,
			step{q.TenantAddTargets, nil},
			step{q.MoveTargets, nil},
			step{q.MoveInheritEnd, []any{seq}},
			step{q.MoveDropReplaced, nil},
			step{q.MoveExpectedEnd, nil},
		)
	case reconcile.SubscriptionRows:
		return im.run(ctx, step{q.MoveExpectedEnd, nil})
	default:
		return nil
	}
}

func (im *Import) finish(ctx context.Context, seq, written int64, counts reconcile.ImportCounts) error {
	q, h := &im.store.sql, &im.header
	err := im.run(ctx,
		step{q.ImportAdd, []any{
			seq, h.Source, string(h.Kind), h.ObservedAt.Unix(), h.SHA256, truth(h.Complete),
			counts.Rows, counts.Changed, counts.Gone, counts.Rejected, int64(h.Carries), h.Actor, h.Reason,
		}},
		step{q.StageDrop, nil},
		step{q.DeliveredDrop, nil},
	)
	// What the server knows of the tables is still true where few rows were written.
	if err != nil || written*10 < counts.Rows {
		return err
	}
	return im.run(ctx, step{im.kind.analyze, nil})
}

// step is a statement on the way of an import.
type step struct {
	query sqlfiles.Query
	args  []any
}

func (im *Import) run(ctx context.Context, steps ...step) error {
	for _, s := range steps {
		_, err := im.tx.exec(ctx, s.query, s.args...)
		if err != nil {
			return err
		}
	}
	return nil
}
