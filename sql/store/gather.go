package store

import (
	"context"
	"database/sql"
	"slices"
	"sort"
	"time"

	"handover/reconcile"
	"handover/reconcile/merge"
)

// deliveredColumns say how a subscription was delivered. They are read before the
// row and are no part of the fact.
func deliveredColumns() []string {
	return []string{"missing_since", "carries", "since", "delivered_at"}
}

// delivered is when a source delivered the subscriptions of a tenant.
type delivered struct {
	source      string
	first, last int64
	rejected    bool // in the last delivery
	whole       bool // it had every row that is not gone, and saw it when it was
}

// gathering makes one subscription of the rows that its sources have of it, which
// follow one another. Rows are read into their place.
type gathering struct {
	scan    *scan
	columns *facts[reconcile.Subscription]
	merger  *merge.Merger
	past    historian
	cells   cells

	rows  []reconcile.SourceRow // those from first on are of the subscription that is being read
	since []time.Time           // the source first delivered the row
	first int
	there []reconcile.Subscription
	lost  []reconcile.Subscription

	carriers []string // of the last one, where something is left to lose
	carried  []reconcile.Carried
}

func (s *scan) gathering() *gathering {
	return &gathering{
		scan: s, columns: s.facts().subscriptions, merger: s.snapshot.merger, past: historian{facts: trackedFacts()},
		rows: make([]reconcile.SourceRow, 0, 64), since: make([]time.Time, 0, 64),
	}
}

// read takes a row into its place and merges those before it where it is of another
// subscription.
func (g *gathering) read(rows *sql.Rows) (*reconcile.SourceRow, error) {
	if len(g.rows) == cap(g.rows) {
		kept := copy(g.rows, g.rows[g.first:])
		copy(g.since, g.since[g.first:])
		g.rows, g.since, g.first = slices.Grow(g.rows[:kept], 1), g.since[:kept], 0
	}
	g.cells.scan(rows)
	g.rows = g.rows[:len(g.rows)+1]
	row := &g.rows[len(g.rows)-1]
	missing := g.cells.number()
	row.Gone, row.MissingSince = missing.Valid, dayOf(missing)
	row.Carries = reconcile.Fields(g.cells.number().Int64)
	since, last := g.cells.number(), g.cells.number()
	g.columns.read(&row.Subscription, &g.cells)
	g.since = append(g.since, fromSeconds(since))
	g.place(row, since.Int64, last.Int64)
	if n := len(g.rows) - 1; g.first < n && (g.rows[g.first].ID != row.ID || g.rows[g.first].TenantID != row.TenantID) {
		g.settle(n)
	}
	return row, g.cells.end()
}

// place tells from the source's other deliveries of the tenant whether the row came
// later than they, and whether it was in the last, which may stand for its own times.
func (g *gathering) place(row *reconcile.SourceRow, since, last int64) {
	row.Lacked, row.FirstSeen, row.ThereSince = false, 0, 0
	day := reconcile.DayOf(time.Unix(since, 0))
	for _, d := range g.scan.delivered[row.TenantID] {
		if d.source != row.Source {
			continue
		}
		if d.whole && !row.Gone {
			last, row.ObservedAt = d.last, time.Unix(d.last, 0).UTC()
		}
		if last < d.last && !d.rejected {
			row.Lacked = true
			if !row.Gone {
				row.MissingSince = g.scan.lackedSince(row.Source, last)
			}
		}
		if since > d.first {
			row.FirstSeen = day
			return
		}
	}
	row.ThereSince = day
}

// lackedSince returns the day of the first file of a source after an instant.
func (s *scan) lackedSince(source string, at int64) reconcile.Day {
	times := s.imports[source]
	next := sort.Search(len(times), func(i int) bool { return times[i] > at })
	if next == len(times) {
		return 0
	}
	return reconcile.DayOf(time.Unix(times[next], 0))
}

func (n *Snapshot) importTimes(ctx context.Context) (map[string][]int64, error) {
	times := map[string][]int64{}
	err := n.tx.each(ctx, n.store.sql.ImportTimes, []any{string(reconcile.SubscriptionRows)}, func(rows *sql.Rows) (bool, error) {
		var source string
		var at int64
		err := rows.Scan(&source, &at)
		times[source] = append(times[source], at)
		return true, err
	})
	return times, err
}

// settle merges the rows before the n-th, which are of one subscription.
func (g *gathering) settle(n int) {
	rows, since := g.rows[g.first:n], g.since[g.first:n]
	g.first = n
	if len(rows) == 0 {
		return
	}
	list := &g.there
	s := g.merger.Subscription(rows)
	if s.ID == "" {
		return // nobody knows more than what has become of it
	}
	if s.Gone {
		list = &g.lost
	}
	kept := g.scan.history[rowKey{s.TenantID, s.ID}]
	// Of a row that runs and never changed, where nothing moves, there is nothing that
	// its history could tell.
	if len(kept) > 0 || len(rows) > 1 || s.Status != reconcile.Active || !g.scan.quiet[s.TenantID] {
		s.History = g.past.of(rows, since, kept)
	}
	*list = append(*list, s)
	if !s.Gone {
		g.carry(&s, rows)
	}
}

// carry counts a subscription under the sources that have it.
func (g *gathering) carry(s *reconcile.Subscription, rows []reconcile.SourceRow) {
	g.carriers = g.merger.Carriers(g.carriers[:0], s, rows)
	if len(g.carriers) == 0 {
		return
	}
	for i := range g.carried {
		if slices.Equal(g.carried[i].Sources, g.carriers) {
			g.carried[i].Rows++
			return
		}
	}
	g.carried = append(g.carried, reconcile.Carried{Sources: slices.Clone(g.carriers), Rows: 1})
}

// end merges the last subscription.
func (g *gathering) end() { g.settle(len(g.rows)) }

// take returns the subscriptions that are there and those that are not any more, but
// for the one that is being read, and starts anew.
func (g *gathering) take() (there, lost []reconcile.Subscription) {
	// What is taken has no room to spare: the list that grows is used again.
	there, lost = slices.Clone(g.there), g.lost
	g.there, g.lost, g.carried = g.there[:0], nil, nil
	return there, lost
}
