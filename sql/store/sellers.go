package store

import (
	"context"
	"database/sql"
	"iter"
	"maps"
	"slices"

	"handover/reconcile"
)

// knownSeller holds the columns of what a run knew of a seller.
type knownSeller struct {
	Name         string `db:"name"`
	ContactName  string `db:"contact_name"`
	ContactEmail string `db:"contact_email"`
	Language     string `db:"language"`
}

func knownSellerOf(s *reconcile.Seller) knownSeller {
	return knownSeller{Name: s.Name, ContactName: s.ContactName, ContactEmail: s.ContactEmail, Language: s.Language}
}

// sellers stores what differs from the sellers that the line of the run had. One that
// the run no longer knows is stored as one of whom nothing is known, so that its
// publication closes the version before.
func (w *writer) sellers(ctx context.Context, sellers reconcile.Sellers) error {
	if sellers == nil {
		return nil
	}
	present, err := w.presentSellers(ctx)
	if err != nil {
		return err
	}
	changed := map[string]knownSeller{}
	for id := range present {
		changed[id] = knownSeller{}
	}
	for id, s := range sellers {
		changed[id] = knownSellerOf(&s)
	}
	rows := w.tx.bulk(w.store.sql.SellerVersionAdd)
	for _, id := range slices.Sorted(maps.Keys(changed)) {
		s := changed[id]
		if s == present[id] {
			continue
		}
		err := rows.add(ctx, id, w.run.coverage, w.seq, presentRun, s.Name, s.ContactName, s.ContactEmail, s.Language)
		if err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

// presentSellers returns what the line of the run has.
func (w *writer) presentSellers(ctx context.Context) (map[string]knownSeller, error) {
	present := map[string]knownSeller{}
	before := []any{w.run.coverage, w.seq, presentRun}
	err := w.tx.each(ctx, w.store.sql.SellerVersionPresent, before, func(rows *sql.Rows) (bool, error) {
		id, s, err := scanKnownSeller(rows)
		present[id] = s
		return true, err
	})
	return present, err
}

func scanKnownSeller(rows *sql.Rows) (id string, s knownSeller, err error) {
	err = rows.Scan(append([]any{&id}, places(&s)...)...)
	return id, s, err
}

// Sellers yields the sellers of which the run knew more than the id, by id. Of the
// filter only the seller counts. When a seller acts is not kept with a run.
func (r *Report) Sellers(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Seller, error] {
	return stream(ctx, r.store, r.op("sellers"), r.store.sql.ReportSellers, []any{r.run.Seq},
		func(rows *sql.Rows) (reconcile.Seller, bool, error) {
			id, s, err := scanKnownSeller(rows)
			seller := reconcile.Seller{
				ID: id, Name: s.Name, ContactName: s.ContactName, ContactEmail: s.ContactEmail, Language: s.Language,
			}
			return seller, s != knownSeller{} && filter.PassesSeller(id), err
		})
}
