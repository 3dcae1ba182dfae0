package store

import (
	"context"
	"database/sql"
	"slices"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// neededFields are those of which a file that lacks the column must not empty what
// is known, in the order in which the query asks for them.
func neededFields() []reconcile.Field {
	return []reconcile.Field{
		reconcile.FieldAutoRenew, reconcile.FieldCommitmentEnd, reconcile.FieldCommitmentEndAt,
		reconcile.FieldEndOfTerm, reconcile.FieldQuantity, reconcile.FieldStatus,
	}
}

// checkWidth refuses a delivery that lacks columns for which its source has given
// values. The rows are only looked at where earlier files had such columns.
func (im *Import) checkWidth(ctx context.Context) error {
	if im.header.Kind != reconcile.SubscriptionRows || im.header.Narrower {
		return nil
	}
	had, err := im.carriedBefore(ctx)
	if err != nil {
		return err
	}
	fields := neededFields()
	lacking := func(f reconcile.Field) bool { return had.Has(f) && !im.header.Carries.Has(f) }
	if !slices.ContainsFunc(fields, lacking) {
		return nil
	}
	emptied := make([]int, len(fields))
	into := make([]any, len(fields))
	for i := range emptied {
		into[i] = &emptied[i]
	}
	err = im.tx.one(ctx, im.store.sql.Narrowed, []any{im.header.Source, im.latest()}, into...)
	if err != nil {
		return err
	}
	var columns []string
	for i, f := range fields {
		if lacking(f) && emptied[i] > 0 {
			columns = append(columns, f.String())
		}
	}
	if columns == nil {
		return nil
	}
	return &reconcile.NarrowError{Source: im.header.Source, Columns: columns}
}

// Told returns of which fields an earlier delivery of the source has told something, by
// tenant: of the choice for the end of the term, and of the window of cancellation, be it
// that there is none. It is asked before the first row is added.
func (im *Import) Told(ctx context.Context) (map[string]reconcile.Fields, error) {
	return im.tx.told(ctx, im.store.sql.ImportTold, im.header.Source)
}

func (t *tx) told(ctx context.Context, q sqlfiles.Query, source string) (map[string]reconcile.Fields, error) {
	told := map[string]reconcile.Fields{}
	err := t.each(ctx, q, []any{source}, func(rows *sql.Rows) (bool, error) {
		var tenant string
		var choice, window bool
		err := rows.Scan(&tenant, &choice, &window)
		if choice {
			told[tenant] = told[tenant].With(reconcile.FieldEndOfTerm)
		}
		if window {
			told[tenant] = told[tenant].With(reconcile.FieldCancellableUntil)
		}
		return true, err
	})
	return told, err
}

// carriedBefore returns the columns that any file of the source has had.
func (im *Import) carriedBefore(ctx context.Context) (reconcile.Fields, error) {
	masks, err := readAll[int64](ctx, im.tx, im.store.sql.ImportCarried, im.header.Source, string(reconcile.SubscriptionRows))
	var had reconcile.Fields
	for _, mask := range masks {
		had |= reconcile.Fields(mask)
	}
	return had, err
}
