package store

import (
	"context"
	"database/sql"
	"iter"

	"handover/reconcile"
)

// Moves yields the moves of some tenants by their ids, sorted by tenant and source; nil
// are all tenants. Of a subscription only those that name it as their source; an empty
// id is any.
func (n *Snapshot) Moves(ctx context.Context, tenants []string, subscription string) iter.Seq2[reconcile.MoveEntry, error] {
	return sequence(func(yield func(reconcile.MoveEntry) bool) error {
		more := true
		for _, in := range rangesOf(tenants) {
			err := n.tx.each(ctx, n.store.sql.MoveEntries, append(in.args(), subscription, subscription),
				func(rows *sql.Rows) (bool, error) {
					entry, err := n.store.facts.scanMoveEntry(rows)
					more = err == nil && yield(entry)
					return more, err
				})
			if err != nil || !more {
				return err
			}
		}
		return nil
	})
}

func (t *tables) scanMoveEntry(rows *sql.Rows) (reconcile.MoveEntry, error) {
	var entry reconcile.MoveEntry
	var row string
	var at sql.NullInt64
	err := rows.Scan(&row, &entry.Source, &at, &entry.Actor, &entry.Reason)
	if err != nil {
		return entry, err
	}
	entry.ObservedAt = fromSeconds(at)
	c := newCells(row)
	t.moves.read(&entry.Move, &c)
	return entry, c.end()
}
