package store

import (
	"context"
	"database/sql"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// kindTable is a table of facts in which every row has a source.
type kindTable struct {
	kind       reconcile.DeliveryKind
	table      string
	stillThere string // the condition of a row that its source has not lost already
}

// byKind lists the tables in the order in which files are read.
func (t *tables) byKind() []kindTable {
	return []kindTable{
		tableOf(reconcile.TenantRows, t.profiles), tableOf(reconcile.SellerRows, t.sellers),
		tableOf(reconcile.CatalogRows, t.offers), tableOf(reconcile.SubscriptionRows, t.subscriptions),
		tableOf(reconcile.MoveRows, t.moves), tableOf(reconcile.TransferRows, t.transfers),
	}
}

func tableOf[T any](kind reconcile.DeliveryKind, f *facts[T]) kindTable {
	return kindTable{kind, f.table, f.stillThere()}
}

// SourceRows counts what the store has of each source, by kind in the order in which
// files are read, then by source. Of what a source has nothing there is no count.
func (s *Store) SourceRows(ctx context.Context) ([]reconcile.SourceRows, error) {
	var list []reconcile.SourceRows
	err := s.reading(ctx, "count the rows of sources", func(t *tx) error {
		for _, from := range s.facts.byKind() {
			q := s.sql.SourceRows.Fill(sqlfiles.Texts{"(table)": from.table, "(still_there)": from.stillThere})
			counted, err := collect(ctx, t, q, nil, func(rows *sql.Rows) (reconcile.SourceRows, error) {
				r := reconcile.SourceRows{Kind: from.kind}
				err := rows.Scan(&r.Source, &r.Rows, &r.Gone)
				return r, err
			})
			if err != nil {
				return err
			}
			list = append(list, counted...)
		}
		return nil
	})
	return list, err
}

// tablesBeside are those in which rows of a source tell how it delivered.
func tablesBeside() []string {
	return []string{"tenant_source", "tenant_rows", "not_read", "sync_pass", "sync_customer"}
}

// Forget takes away everything that a source has told of what there is, and counts the
// rows by kind in the order in which files are read. The tenants stay known, and so do
// the history of facts and the record of deliveries, which count for nothing any more. A
// source that has never delivered anything has no rows.
func (s *Store) Forget(ctx context.Context, source string) ([]reconcile.SourceRows, error) {
	var list []reconcile.SourceRows
	err := s.writing(ctx, "forget source "+source, func(t *tx) error {
		_, err := t.exec(ctx, s.sql.ImportLock)
		if err != nil {
			return err
		}
		for _, from := range s.facts.byKind() {
			n, err := s.forget(ctx, t, from.table, source)
			if err != nil {
				return err
			}
			if n > 0 {
				list = append(list, reconcile.SourceRows{Source: source, Kind: from.kind, Rows: n})
			}
		}
		for _, table := range tablesBeside() {
			_, err := s.forget(ctx, t, table, source)
			if err != nil {
				return err
			}
		}
		_, err = t.exec(ctx, s.sql.ForgetImports, source)
		return err
	})
	return list, err
}

func (s *Store) forget(ctx context.Context, t *tx, table, source string) (int64, error) {
	return t.exec(ctx, s.sql.ForgetRows.Fill(sqlfiles.Texts{"(table)": table}), source)
}
