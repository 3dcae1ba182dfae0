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

// sourceRows reads the rows of subscriptions, each in the place of the one before.
type sourceRows struct {
	columns *facts[reconcile.Subscription]
	cells   cells
	row     sourceRow
}

func (r *sourceRows) scan(rows *sql.Rows) (*sourceRow, error) {
	r.cells.scan(rows)
	r.row.gone = r.cells.number().Int64 != 0
	r.columns.read(&r.row.Subscription, &r.cells)
	return &r.row, r.cells.end()
}

// winners picks of the rows of each subscription, which follow one another in
// the order of their sources, the newest that is not gone.
type winners struct {
	list []reconcile.Subscription
	gone map[string]bool

	// The subscription that is being read. Where it is there, its best row so far is
	// the last of the list.
	reading    bool
	tenant, id string
	there      bool
}

func (w *winners) add(row *sourceRow) {
	if !w.reading || row.TenantID != w.tenant || row.ID != w.id {
		w.settle()
		w.reading, w.tenant, w.id = true, row.TenantID, row.ID
	}
	// Of equally new rows the first counts: its source sorts first.
	switch last := len(w.list) - 1; {
	case row.gone:
	case !w.there:
		w.list, w.there = append(w.list, row.Subscription), true
	case row.ObservedAt.After(w.list[last].ObservedAt):
		w.list[last] = row.Subscription
	}
}

func (w *winners) settle() {
	if w.reading && !w.there {
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
