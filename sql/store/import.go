package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// Import is the rows of one kind in a Delivery. They are staged, and merged by Merge. It is
// not safe for concurrent use.
type Import struct {
	header reconcile.Import
	kind   *kind
	store  *Store
	within *Delivery
	tx     *tx
	sink   sink
	row    []any // reused from one row to the next
	again  bool  // the source has delivered the kind before
	last   int64 // when it was seen then
	sealed bool
	done   bool

	portions   *portions // of subscriptions
	duplicates int64
	torn       bool // there is a row that may be of anybody
}

// What is staged of every row stands before the columns of its kind, in this order.
const (
	stagedLine = iota
	stagedTenant
	stagedItem
	stagedRejected
	stagedObservedAt
	stagedCommon // how many there are
)

// What stands in place of rejected, 0 for a row that is stored. 2 is that of rows whose key
// occurs more than once, which only the whole delivery shows.
const (
	nothingThere = int64(-1) // the source has no row of the tenant
	unreadable   = int64(1)
	tornRow      = int64(3) // what stands in the place of its tenant may be anything
)

// sink takes the rows of the staging table.
type sink interface {
	add(ctx context.Context, row ...any) error
	pause(ctx context.Context) error // another statement is to be run
	flush(ctx context.Context) error
}

// begin makes the tables in which rows are staged.
func (d *Delivery) begin(ctx context.Context, header reconcile.Import) (*Import, error) {
	s := d.store
	kind, err := s.kindOf(header.Kind)
	if err != nil {
		return nil, err
	}
	if len(header.Source) == 0 || len(header.Source) > reconcile.MaxIDBytes {
		return nil, fmt.Errorf("import %s: the name of a source has 1 to %d bytes", header.Kind, reconcile.MaxIDBytes)
	}
	d.tx.op = fmt.Sprintf("import %s of %s", header.Kind, header.Source)
	im := &Import{header: header, kind: kind, store: s, within: d, tx: d.tx, row: make([]any, 0, 40)}
	err = im.run(ctx, step{kind.stage, nil}, step{s.sql.Delivered, nil})
	if err == nil {
		err = im.tx.one(ctx, s.sql.ImportLast, []any{header.Source, string(header.Kind)}, &im.again, &im.last)
	}
	if err != nil {
		return nil, err
	}
	im.sink = im.newSink()
	if header.Kind == reconcile.SubscriptionRows {
		im.portions = im.newPortions()
	}
	d.current = im
	return im, nil
}

func (im *Import) newSink() sink {
	if im.store.copies() {
		return &copier{tx: im.tx, query: im.store.sql.StageRows}
	}
	return im.tx.bulk(im.store.sql.StageRows)
}

// copies reports whether rows are staged by COPY.
func (s *Store) copies() bool { return s.address.dialect == sqlfiles.Postgres }

// Add stages one row. What is wrong with it as a row of the store (another kind
// than the delivery's, an id that is too long) is an error; the row is then not
// staged and the import can go on.
func (im *Import) Add(ctx context.Context, row reconcile.FactRow) error {
	if im.done || im.sealed {
		return fmt.Errorf("%s: rows cannot be added any more", im.tx.op)
	}
	staged, err := im.stagedRow(row)
	if err != nil {
		return fmt.Errorf("%s: line %d: %w", im.tx.op, row.Line, err)
	}
	if im.portions != nil {
		return im.within.note(im.portions.add(ctx, staged))
	}
	return im.within.note(im.sink.add(ctx, staged...))
}

func (im *Import) stagedRow(row reconcile.FactRow) ([]any, error) {
	im.row = im.row[:0]
	if row.Nothing != "" {
		if tooLong(row.Nothing) {
			return nil, errTooLong
		}
		im.row = append(im.row, row.Line, row.Nothing, "", nothingThere, im.header.ObservedAt.Unix())
		return append(im.row, im.kind.blank...), nil
	}
	if row.Rejected != nil {
		if tooLong(row.Rejected.TenantID) {
			return nil, errTooLong
		}
		im.row = append(im.row, row.Line, row.Rejected.TenantID, "", im.refusal(row.Rejected), int64(0))
		return append(im.row, im.kind.blank...), nil
	}
	fields, err := im.kind.row(im.row, &row, im.header.ObservedAt.Unix())
	if err != nil {
		return nil, err
	}
	im.row = fields
	return fields, nil
}

// refusal returns what stands for a rejected row.
func (im *Import) refusal(row *reconcile.RejectedRow) int64 {
	if row.Torn && row.TenantID != "" {
		im.torn = true
		return tornRow
	}
	return unreadable
}

func tooLong(id string) bool { return len(id) > reconcile.MaxIDBytes }

var errTooLong = fmt.Errorf("an id is longer than %d bytes", reconcile.MaxIDBytes)

// seal ends the staging: the last rows are sent, and rows whose key occurs more
// than once are set apart.
func (im *Import) seal(ctx context.Context) error {
	if im.sealed {
		return nil
	}
	repeated, err := true, error(nil)
	if im.portions != nil {
		repeated, err = im.portions.end(ctx)
	}
	if err != nil {
		return err
	}
	err = im.sink.flush(ctx)
	if err != nil {
		return err
	}
	im.sealed = true
	q := &im.store.sql
	if repeated {
		im.duplicates, err = im.tx.exec(ctx, q.StageMarkDuplicates)
	}
	switch {
	case err != nil:
		return err
	case im.portions == nil:
		err = im.run(ctx, step{q.DeliveredFill, []any{1}})
	case im.duplicates > 0:
		err = im.run(ctx, step{q.DeliveredForget, nil}, step{q.DeliveredFill, []any{0}})
	}
	if err != nil {
		return err
	}
	if im.torn {
		err = im.run(ctx, step{q.DeliveredForgetTorn, nil}, step{q.StageForgetTorn, nil})
	}
	if err != nil {
		return err
	}
	return im.run(ctx, step{q.StageAnalyze, nil})
}

// Duplicates yields, in the order of their lines, all rows whose key occurs more
// than once. It is called after the last Add.
func (im *Import) Duplicates(ctx context.Context) iter.Seq2[reconcile.DuplicateRow, error] {
	return sequence(func(yield func(reconcile.DuplicateRow) bool) error {
		if im.done {
			return fmt.Errorf("%s: it has ended", im.tx.op)
		}
		err := im.within.note(im.seal(ctx))
		if err != nil || im.duplicates == 0 {
			return err
		}
		return im.tx.each(ctx, im.store.sql.StageDuplicates, nil, func(rows *sql.Rows) (bool, error) {
			var row reconcile.DuplicateRow
			err := rows.Scan(&row.Line, &row.Key)
			if err != nil {
				return false, err
			}
			return yield(row), nil
		})
	})
}

// Merge merges what was staged, which ends the import. Rows whose key occurs more than
// once are left out and counted as rejected, for their tenants too.
func (im *Import) Merge(ctx context.Context) (reconcile.ImportCounts, error) {
	if im.done || im.within.failed {
		return reconcile.ImportCounts{}, fmt.Errorf("%s: it has ended", im.tx.op)
	}
	err := im.seal(ctx)
	if err != nil {
		return reconcile.ImportCounts{}, im.within.note(err)
	}
	counts, err := im.merge(ctx)
	if err != nil {
		return reconcile.ImportCounts{}, im.within.note(err)
	}
	im.done, im.within.current = true, nil
	return counts, nil
}

// giveUp lets go of what an import holds outside of its transaction.
func (im *Import) giveUp() {
	im.done = true
	if im.portions != nil {
		_ = im.portions.keys.close() // a temporary file that stays is no fault of the import
	}
	// A copy must end before its connection can take another command. What it
	// still has to say is of no interest any more.
	if copy, ok := im.sink.(*copier); ok {
		copy.stop()
	}
}
