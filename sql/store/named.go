package store

import (
	"context"
	"database/sql"
	"iter"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// TenantNames yields what the sources call the tenants, by id: a tenant as often as
// sources know its name or domain.
func (n *Snapshot) TenantNames(ctx context.Context) iter.Seq2[reconcile.Party, error] {
	return n.parties(ctx, n.store.sql.TenantNames)
}

// SellerNames yields what sellers are called, by id: a seller as often as it has names.
func (n *Snapshot) SellerNames(ctx context.Context) iter.Seq2[reconcile.Party, error] {
	return n.parties(ctx, n.store.sql.SellerNames)
}

func (n *Snapshot) parties(ctx context.Context, q sqlfiles.Query) iter.Seq2[reconcile.Party, error] {
	return sequence(func(yield func(reconcile.Party) bool) error {
		return n.tx.each(ctx, q, nil, func(rows *sql.Rows) (bool, error) {
			var p reconcile.Party
			err := rows.Scan(&p.ID, &p.Name, &p.Domain)
			return err == nil && yield(p), err
		})
	})
}
