package store

import (
	"database/sql"

	"handover/reconcile"
)

// sourceRow is what one source says of a subscription.
type sourceRow struct {
	reconcile.Subscription
	gone bool
}

// winners picks of the rows of each subscription, which follow one another in
// the order of their sources, the newest that is not gone.
type winners struct {
	list []reconcile.Subscription
	gone map[string]bool

	// The subscription that is being read, and its best row so far.
	reading    bool
	tenant, id string
	best       reconcile.Subscription
	there      bool
}

// sourceRows reads the rows of subscriptions, each in the place of the one before.
type sourceRows struct {
	columns *facts[reconcile.Subscription]
	cells   cells
	row     sourceRow
}

func (r *sourceRows) scan(rows *sql.Rows) (*sourceRow, error) {
	r.cells.scan(rows)
	r.row.gone = r.cells.truth()
	r.columns.read(&r.row.Subscription, &r.cells)
	return &r.row, r.cells.end()
}

func (w *winners) add(row *sourceRow) {
	if !w.reading || row.TenantID != w.tenant || row.ID != w.id {
		w.settle()
		w.reading, w.tenant, w.id = true, row.TenantID, row.ID
	}
	// Of equally new rows the first counts: its source sorts first.
	if !row.gone && (!w.there || row.ObservedAt.After(w.best.ObservedAt)) {
		w.best, w.there = row.Subscription, true
	}
}

func (w *winners) settle() {
	switch {
	case !w.reading:
	case w.there:
		w.list = append(w.list, w.best)
	default:
		if w.gone == nil {
			w.gone = map[string]bool{}
		}
		w.gone[w.id] = true
	}
	w.reading, w.there = false, false
}

// take gives the winners, and the ids of which only gone rows are left, and
// starts anew.
func (w *winners) take() (list []reconcile.Subscription, gone map[string]bool) {
	w.settle()
	list, gone = w.list, w.gone
	// Tenants are of similar size: the next list starts with the room of this one.
	w.list, w.gone = make([]reconcile.Subscription, 0, len(list)), nil
	return list, gone
}
