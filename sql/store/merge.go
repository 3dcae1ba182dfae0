package store

import (
	"context"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// merge brings the staged rows into the facts and records the delivery.
func (im *Import) merge(ctx context.Context) (reconcile.ImportCounts, error) {
	var counts reconcile.ImportCounts
	var seq, nameless, held int64
	err := im.tx.one(ctx, im.store.sql.ImportNext, nil, &seq)
	if err != nil {
		return counts, err
	}
	err = im.tx.one(ctx, im.store.sql.StageCount, nil, &counts.Rows, &counts.Rejected, &nameless)
	if err != nil {
		return counts, err
	}
	counts.Duplicate = im.duplicates
	counts.Ahead, err = im.lastAhead(ctx)
	if err != nil {
		return counts, err
	}
	err = im.checkWidth(ctx)
	if err != nil {
		return counts, err
	}
	// A row whose tenant cannot be read may be of any tenant: then nothing is
	// known to be missing.
	whole := im.header.Complete && nameless == 0 && im.kind.gone.Text != ""
	if whole {
		err = im.tx.one(ctx, im.kind.held, []any{im.header.Source}, &held)
		if err != nil {
			return counts, err
		}
	}
	merged, err := im.mergeFacts(ctx, seq)
	if err != nil {
		return counts, err
	}
	counts.Rows, counts.Older = merged, counts.Rows-merged
	err = im.tx.one(ctx, im.kind.changed, []any{seq}, &counts.Changed)
	if err != nil {
		return counts, err
	}
	if whole {
		err = im.markGone(ctx, seq, held, &counts)
		if err != nil {
			return counts, err
		}
	}
	if im.header.Kind == reconcile.SubscriptionRows {
		err = im.chronicle(ctx, seq, counts.Changed+counts.Gone > 0)
		if err != nil {
			return counts, err
		}
	}
	return counts, im.finish(ctx, seq, counts)
}

// mergeFacts tells how many rows came in. The others are older than what is there.
func (im *Import) mergeFacts(ctx context.Context, seq int64) (merged int64, err error) {
	q, h := &im.store.sql, &im.header
	_, err = im.tx.exec(ctx, q.TenantAdd)
	if err != nil {
		return 0, err
	}
	merged, err = im.tx.exec(ctx, im.kind.merge,
		h.Source, seq, int64(h.Carries), h.ObservedAt.Unix(), im.latest(), im.latest())
	if err != nil {
		return 0, err
	}
	return merged, im.mergeMoves(ctx, seq)
}

// mergeMoves does what moves need beside being merged themselves.
func (im *Import) mergeMoves(ctx context.Context, seq int64) error {
	q := &im.store.sql
	switch im.header.Kind {
	case reconcile.MoveRows:
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

// markGone marks what a complete delivery lacks, unless that is too much to believe
// in: then the delivery counts as one that is not complete.
func (im *Import) markGone(ctx context.Context, seq, held int64, counts *reconcile.ImportCounts) error {
	_, err := im.tx.exec(ctx, im.kind.index)
	if err != nil {
		return err
	}
	at, source := im.header.ObservedAt.Unix(), im.header.Source
	if !im.header.Sure {
		var missing int64
		err = im.tx.one(ctx, im.kind.missing, []any{source, at, im.latest()}, &missing)
		if err != nil {
			return err
		}
		if reconcile.TooManyGone(held, missing) {
			counts.Held, counts.Missing, im.header.Complete = held, missing, false
			return nil
		}
	}
	args := []any{source, at, im.latest()}
	if im.header.Kind == reconcile.SubscriptionRows {
		args = []any{at, seq, source, im.latest(), at, im.latest()}
	}
	counts.Gone, err = im.tx.exec(ctx, im.kind.gone, args...)
	return err
}

func (im *Import) finish(ctx context.Context, seq int64, counts reconcile.ImportCounts) error {
	q, h := &im.store.sql, &im.header
	at := h.ObservedAt.Unix()
	return im.run(ctx,
		step{q.DeliveryAdd, []any{h.Source, string(h.Kind), at, at, im.latest(), im.latest()}},
		step{q.ImportAdd, []any{
			seq, h.Source, string(h.Kind), at, h.SHA256, truth(h.Complete),
			counts.Rows, counts.Changed, counts.Gone, counts.Rejected, int64(h.Carries),
		}},
		step{q.StageDrop, nil},
		step{q.FactsAnalyze, nil},
	)
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
