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
	key     []column[T]
	seen    []column[T] // of the observation, which every table holds, where that is read
	columns []column[T]

	anySource bool   // a fact is kept once, as the newest source has it, and not per source
	keeps     string // the column of which an empty text does not replace what is known

	of    func(*reconcile.FactRow) *T    // nil for a row of another kind
	named func(*T) (tenant, item string) // item is the key as a user may read it
	ids   func(*T) []string              // what an item is made of; nil: it is an id
	at    func(*T) time.Time             // when the source saw it; nil, and zero: with its delivery
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
		"(profile)":      dialect.Array(t.profiles.names()),
		"(seller)":       dialect.Array(t.sellers.names()),
		"(offer)":        dialect.Array(t.offers.names()),
		"(subscription)": dialect.Array(append([]string{goneColumn}, t.subscriptions.names()...)),
		"(move)":         dialect.Array(t.moves.names()),
		"(transfer)":     dialect.Array(t.transfers.names()),
	}
	maps.Copy(texts, findingPlaceholders())
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

// read takes the columns of a row, in the order of names.
func (f *facts[T]) read(into *T, c *cells) {
	for _, columns := range [...][]column[T]{f.key, f.seen, f.columns} {
		for i := range columns {
			if read := columns[i].read; read != nil {
				read(into, c)
			}
		}
	}
}

// scan reads the array of a row.
func (f *facts[T]) scan(rows *sql.Rows) (T, error) {
	var fact T
	var c cells
	c.scan(rows)
	f.read(&fact, &c)
	return fact, c.end()
}
