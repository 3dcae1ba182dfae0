package store

import (
	"context"
	"database/sql"
	"fmt"

	"handover/reconcile"
)

// passRow is a pass as it is stored.
type passRow struct {
	Remote    string        `db:"source"`
	Seq       int64         `db:"seq"`
	Began     int64         `db:"began"`
	Ended     sql.NullInt64 `db:"ended"`
	State     string        `db:"state"`
	Lacks     string        `db:"lacks"`
	Spool     string        `db:"spool"`
	Customers int64         `db:"customers"`
	Read      int64         `db:"read"`
	NotRead   int64         `db:"not_read"`
	NoAccess  int64         `db:"no_access"`
	Rejected  int64         `db:"rejected"`
}

func (r *passRow) pass() reconcile.Pass {
	return reconcile.Pass{
		Remote: r.Remote, Seq: r.Seq, Began: instant(r.Began), Ended: fromSeconds(r.Ended), State: reconcile.PassState(r.State),
		Lacks: r.Lacks, Spool: r.Spool,
		Counts: reconcile.PassCounts{Customers: r.Customers, Read: r.Read, NotRead: r.NotRead, NoAccess: r.NoAccess, Rejected: r.Rejected},
	}
}

// Passes returns the last passes over a remote, the newest first, at most so many.
func (s *Store) Passes(ctx context.Context, remote string, most int) ([]reconcile.Pass, error) {
	var list []reconcile.Pass
	err := s.reading(ctx, "list the passes over "+remote, func(t *tx) error {
		rows, err := readAll[passRow](ctx, t, s.sql.PassList, remote, most)
		for i := range rows {
			list = append(list, rows[i].pass())
		}
		return err
	})
	return list, err
}

// PassCustomers returns the customers of a pass in the order of their ids; of an earlier
// pass than the last none are kept.
func (s *Store) PassCustomers(ctx context.Context, remote string, seq int64) ([]reconcile.PassCustomer, error) {
	var list []reconcile.PassCustomer
	err := s.reading(ctx, "list the customers of a pass over "+remote, func(t *tx) (err error) {
		list, err = collect(ctx, t, s.sql.PassCustomers, []any{remote, seq}, func(rows *sql.Rows) (reconcile.PassCustomer, error) {
			var c reconcile.PassCustomer
			var listed int64
			err := rows.Scan(&c.TenantID, &listed, &c.Outcome)
			c.Listed = listed != 0
			return c, err
		})
		return err
	})
	return list, err
}

// SourceCustomers returns the customers of a source in the order of their ids, as it has
// last told of them: without those of which it has said that there is no relationship and
// of which it holds no subscription. Of a profile it returns id, name, domain and country.
func (s *Store) SourceCustomers(ctx context.Context, source string) ([]reconcile.Profile, error) {
	var list []reconcile.Profile
	err := s.reading(ctx, "list the customers of "+source, func(t *tx) (err error) {
		list, err = collect(ctx, t, s.sql.SourceCustomers, []any{source, source, source}, func(rows *sql.Rows) (reconcile.Profile, error) {
			var p reconcile.Profile
			err := rows.Scan(&p.ID, &p.Name, &p.Domain, &p.Country)
			return p, err
		})
		return err
	})
	return list, err
}

// OpenPass begins a pass with its customers and gives it its number. What was kept of the
// customers of earlier passes over the remote goes.
func (d *Delivery) OpenPass(ctx context.Context, pass *reconcile.Pass, customers []reconcile.PassCustomer) error {
	err := d.open()
	if err != nil {
		return err
	}
	return d.note(d.openPass(ctx, pass, customers))
}

func (d *Delivery) openPass(ctx context.Context, pass *reconcile.Pass, customers []reconcile.PassCustomer) error {
	q, c := &d.store.sql, &pass.Counts
	err := d.tx.one(ctx, q.PassNext, []any{pass.Remote}, &pass.Seq)
	if err != nil {
		return err
	}
	_, err = d.tx.exec(ctx, q.PassAdd, pass.Remote, pass.Seq, pass.Began.Unix(), seconds(pass.Ended), string(pass.State),
		oneLine(pass.Lacks), pass.Spool, c.Customers, c.Read, c.NotRead, c.NoAccess, c.Rejected)
	if err != nil {
		return err
	}
	_, err = d.tx.exec(ctx, q.PassDropCustomers, pass.Remote)
	if err != nil {
		return err
	}
	return d.passCustomers(ctx, pass, customers)
}

// SettlePass notes what became of customers of a pass, and how many rows of it were refused
// so far.
func (d *Delivery) SettlePass(ctx context.Context, pass *reconcile.Pass, customers []reconcile.PassCustomer) error {
	err := d.open()
	if err != nil {
		return err
	}
	_, err = d.tx.exec(ctx, d.store.sql.PassReject, pass.Counts.Rejected, pass.Remote, pass.Seq)
	if err == nil {
		err = d.passCustomers(ctx, pass, customers)
	}
	return d.note(err)
}

func (d *Delivery) passCustomers(ctx context.Context, pass *reconcile.Pass, customers []reconcile.PassCustomer) error {
	rows := d.tx.bulk(d.store.sql.PassCustomerAdd)
	for _, c := range customers {
		if tooLong(c.TenantID) {
			return fmt.Errorf("store the customers of a pass over %s: %w", pass.Remote, errTooLong)
		}
		err := rows.add(ctx, pass.Remote, pass.Seq, c.TenantID, truth(c.Listed), int64(c.Outcome))
		if err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

// ClosePass ends a pass, with its state and what it counted.
func (d *Delivery) ClosePass(ctx context.Context, pass *reconcile.Pass) error {
	err := d.open()
	if err != nil {
		return err
	}
	c := &pass.Counts
	_, err = d.tx.exec(ctx, d.store.sql.PassClose, seconds(pass.Ended), string(pass.State), c.Read, c.NotRead, c.NoAccess, c.Rejected, pass.Remote, pass.Seq)
	return d.note(err)
}
