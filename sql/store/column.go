package store

import (
	"database/sql"
	"maps"
	"slices"
	"time"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// column is one column of a table of facts, told here and in the migrations only:
// staging, merge and reading are filled from it.
type column[T any] struct {
	name string

	// write gives what a row is staged with. Without it a part of the key is the
	// tenant or the item that every row is staged with, and any other column is 0.
	write func(*T) any

	// read takes the value back. A column that is written and not read follows from
	// others: it is not compared to tell whether a fact has changed.
	read func(*T, *cells)
}

// facts is the table of one kind of fact.
type facts[T any] struct {
	table   string
	beside  []string // tables that are written with it
	key     []column[T]
	seen    []column[T] // of the observation, which every table holds, where that is read
	columns []column[T]

	clean    func(*T) // what is done with a row that was read; nil: nothing
	kept     []kept   // what the store itself keeps of a row
	tracks   bool     // of a row that changes, its history is kept
	replaces string   // when a row is replaced by one that is not older; empty: always
	missing  string   // since when a row is gone, where that is kept

	anySource bool   // a fact is kept once, as the newest source has it (replaces says of which), and not per source
	keeps     string // the column of which an empty text does not replace what is known

	of    func(*reconcile.FactRow) *T    // nil for a row of another kind
	named func(*T) (tenant, item string) // item is the key as a user may read it
	ids   func(*T) []string              // what an item is made of; nil: it is an id
	at    func(*T) time.Time             // when the source saw it; nil, and zero: with its delivery
}

// kept is a column that follows from the delivery and not from the fact: what it is
// of a new row, and what it becomes of one that is there, as SQL.
type kept struct {
	name   string
	insert string
	update string // empty: it stays as it was
}

// tables are the columns of all facts.
type tables struct {
	profiles      *facts[reconcile.Profile]
	sellers       *facts[reconcile.Seller]
	offers        *facts[reconcile.Offer]
	subscriptions *facts[reconcile.Subscription]
	moves         *facts[reconcile.Move]
	transfers     *facts[reconcile.Transfer]
}

func newTables() tables {
	return tables{profiles(), sellers(), offers(), subscriptions(), moves(), transfers()}
}

// placeholders fills the queries that read: each row of a fact is an array.
func (t *tables) placeholders(dialect sqlfiles.Dialect) sqlfiles.Texts {
	texts := sqlfiles.Texts{
		"(run)":          columnsOf("", runRow{}),
		"(pass)":         columnsOf("", passRow{}),
		"(seen of s)":    seen("s"),
		"(profile)":      dialect.Array(t.profiles.sourced()),
		"(seller)":       dialect.Array(t.sellers.sourced()),
		"(offer)":        dialect.Array(t.offers.sourced()),
		"(subscription)": dialect.Array(append(deliveredColumns(), t.subscriptions.names()...)),
		"(move)":         dialect.Array(t.moves.names()),
		"(transfer)":     dialect.Array(t.transfers.sourced()),
		"(tracked)":      dialect.Array(append(changedColumns(), trackedColumns()...)),
		"(was)":          dialect.Array(trackedColumns()),
		"(change)":       dialect.Array(changeColumns()),
	}
	maps.Copy(texts, findingPlaceholders())
	maps.Copy(texts, coveragePlaceholders())
	maps.Copy(texts, planPlaceholders())
	return texts
}

// names lists the columns that are read.
func (f *facts[T]) names() []string {
	var names []string
	for _, c := range slices.Concat(f.key, f.seen, f.columns) {
		if c.read != nil {
			names = append(names, c.name)
		}
	}
	return names
}

// sourced lists the source and the time of a row before what is read of it.
func (f *facts[T]) sourced() []string { return append([]string{"source", "observed_at"}, f.names()...) }

// read takes the columns of a row, in the order of names.
func (f *facts[T]) read(into *T, c *cells) {
	for _, columns := range [...][]column[T]{f.key, f.seen, f.columns} {
		for i := range columns {
			if read := columns[i].read; read != nil {
				read(into, c)
			}
		}
	}
	if f.clean != nil {
		f.clean(into)
	}
}

// scanSourced reads the array of a row of one source.
func (f *facts[T]) scanSourced(rows *sql.Rows) (reconcile.Sourced[T], error) {
	var said reconcile.Sourced[T]
	var c cells
	c.scan(rows)
	said.Source, said.ObservedAt = c.text(), fromSeconds(c.number())
	f.read(&said.Fact, &c)
	return said, c.end()
}

// merged makes one fact of the rows of its sources, which follow one another.
func merged[T any](rows []reconcile.Sourced[T], named func(*T) (string, string),
	merge func([]reconcile.Sourced[T]) (T, bool),
) []T {
	list := make([]T, 0, len(rows))
	for len(rows) > 0 {
		tenant, item := named(&rows[0].Fact)
		n := slices.IndexFunc(rows, func(other reconcile.Sourced[T]) bool {
			otherTenant, otherItem := named(&other.Fact)
			return otherTenant != tenant || otherItem != item
		})
		if n < 0 {
			n = len(rows)
		}
		if fact, ok := merge(rows[:n]); ok {
			list = append(list, fact)
		}
		rows = rows[n:]
	}
	return list
}

// scan reads the array of a row.
func (f *facts[T]) scan(rows *sql.Rows) (T, error) {
	var fact T
	var c cells
	c.scan(rows)
	f.read(&fact, &c)
	return fact, c.end()
}
