package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// was gives, as SQL, what the tracked columns of a row held where a merge changes
// one of them. Whether the file carried a column is not looked at: that alone
// changes no fact.
func (f *facts[T]) was(dialect sqlfiles.Dialect) string {
	var present, merged []string
	for _, name := range trackedColumns()[untracked:] {
		present, merged = append(present, f.table+"."+name), append(merged, "excluded."+name)
	}
	var all []string
	for _, name := range trackedColumns() {
		if name == "observed_at" {
			all = append(all, seen(f.table))
			continue
		}
		all = append(all, f.table+"."+name)
	}
	return fmt.Sprintf("case when (%s) is distinct from (%s) then %s else '' end",
		joined(present), joined(merged), dialect.Array(all))
}

// untracked is how many of the tracked columns are no facts.
const untracked = 2

// changedPerPage bounds how many changed rows are held at once.
const changedPerPage = 1000

// remember writes the history of the subscriptions that an import has changed, and
// forgets what is older than it is to be kept.
func (im *Import) remember(ctx context.Context, seq int64) error {
	_, err := im.tx.exec(ctx, im.store.sql.ChangedInOrder)
	if err != nil {
		return err
	}
	var last change
	for {
		page, err := collect(ctx, im.tx, im.store.sql.ChangedSubscriptions,
			[]any{seq, last.tenant, last.id, changedPerPage}, scanChanged)
		if err != nil {
			return err
		}
		err = im.addChanges(ctx, page)
		if err != nil {
			return err
		}
		if len(page) < changedPerPage {
			return im.forget(ctx, seq)
		}
		last = page[len(page)-1].key
	}
}

func (im *Import) addChanges(ctx context.Context, rows []changed) error {
	sink := im.tx.bulk(im.store.sql.ChangeAdd)
	for _, row := range rows {
		for _, c := range row.changes {
			err := sink.add(ctx, c.tenant, c.id, c.source, c.fact, c.seen, c.last, c.before, c.after)
			if err != nil {
				return err
			}
		}
	}
	return sink.flush(ctx)
}

// longestTerm is longer than any term: what was seen earlier is of none that runs.
const longestTerm = 1127 * 24 * time.Hour

func (im *Import) forget(ctx context.Context, seq int64) error {
	if im.header.KeepHistory == 0 {
		return nil
	}
	at := im.header.ObservedAt
	_, err := im.tx.exec(ctx, im.store.sql.ChangePrune,
		at.Add(-im.header.KeepHistory).Unix(), seq, at.Add(-longestTerm).Unix(), reconcile.DayOf(at).String())
	return err
}

// change is a fact of a subscription that a source told differently from an instant
// on; null where the column was not there.
type change struct {
	tenant, id, source string
	fact               string
	seen, last         int64 // first so, and last told otherwise
	before, after      sql.NullString
}

// changed is a row that an import has changed.
type changed struct {
	key     change
	changes []change
}

func scanChanged(rows *sql.Rows) (changed, error) {
	var present, past string
	err := rows.Scan(&present, &past)
	if err != nil {
		return changed{}, err
	}
	now, was := newCells(present), newCells(past)
	key := change{tenant: now.text(), id: now.text(), source: now.text()}
	missing := now.number()
	carries, carried := reconcile.Fields(now.number().Int64), reconcile.Fields(was.number().Int64)
	key.seen, key.last = now.number().Int64, was.number().Int64
	if missing.Valid {
		key.seen = missing.Int64
	}
	key.last = min(key.last, key.seen) // a clock that was ahead may have told it
	row := changed{key: key}
	for _, t := range trackedFacts() {
		c := key
		c.fact = t.fact
		c.before = sql.NullString{String: t.read(&was), Valid: t.carriedBy(carried)}
		c.after = sql.NullString{String: t.read(&now), Valid: t.carriedBy(carries)}
		if c.before.Valid != c.after.Valid || c.before.Valid && c.before.String != c.after.String {
			row.changes = append(row.changes, c)
		}
	}
	return row, errors.Join(now.end(), was.end())
}

// changes reads the history of the subscriptions of a range of tenants.
func (s *scan) changes(ctx context.Context, in span) error {
	n, list := s.snapshot, map[rowKey][]change{}
	defer func() { maps.Copy(s.history, list) }()
	return n.tx.each(ctx, n.store.sql.ChangeList, in.args(), func(rows *sql.Rows) (bool, error) {
		var cells cells
		cells.scan(rows)
		c := change{tenant: cells.text(), id: cells.text(), source: cells.text(), fact: cells.text()}
		c.seen, c.last = cells.number().Int64, cells.number().Int64
		c.before, c.after = cells.optional(), cells.optional()
		key := rowKey{c.tenant, c.id}
		list[key] = append(list[key], c)
		return true, cells.end()
	})
}

// rowKey names a subscription of a tenant.
type rowKey struct{ tenant, id string }

// historian tells what became of the facts of subscriptions.
type historian struct {
	facts []tracked
	room  []reconcile.FactChange // for the histories of many rows
}

// of returns the history of a subscription from the rows of its sources and what is
// kept of their changes. A fact that never changed has been so since the source
// first delivered the row; of one that was never told there is nothing to say.
func (h *historian) of(rows []reconcile.SourceRow, since []time.Time, kept []change) []reconcile.FactChange {
	if room := len(h.facts)*len(rows) + 2*len(kept); cap(h.room)-len(h.room) < room {
		h.room = make([]reconcile.FactChange, 0, max(room, 1024))
	}
	start := len(h.room)
	for i := range rows {
		for k := range h.facts {
			if len(kept) == 0 || !h.tell(&rows[i], since[i], &h.facts[k], kept) {
				h.standing(&rows[i], since[i], &h.facts[k])
			}
		}
	}
	history := h.room[start:len(h.room):len(h.room)]
	if len(rows) > 1 || len(kept) > 0 {
		slices.SortStableFunc(history, func(a, b reconcile.FactChange) int { return a.Seen.Compare(b.Seen) })
	}
	return history
}

// standing tells a fact that never changed.
func (h *historian) standing(row *reconcile.SourceRow, since time.Time, t *tracked) {
	if value := t.standing(row); value.String != "" {
		h.room = append(h.room, reconcile.FactChange{Source: row.Source, Column: t.fact, Value: value.String, Seen: since})
	}
}

func sooner(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// tell tells the changes of a fact, and whether there are any.
func (h *historian) tell(row *reconcile.SourceRow, since time.Time, t *tracked, kept []change) (began bool) {
	var last sql.NullString
	note := func(value sql.NullString, seen, before time.Time) {
		if value.Valid && value != last {
			if !last.Valid {
				before = time.Time{} // nothing was told before
			}
			last = value
			h.room = append(h.room, reconcile.FactChange{
				Source: row.Source, Column: t.fact, Value: value.String, Seen: seen, Before: before,
			})
		}
	}
	var latest time.Time
	for i := range kept {
		c := &kept[i]
		if c.source != row.Source || c.fact != t.fact {
			continue
		}
		seen, before := instant(c.seen), instant(c.last)
		if !began {
			began = true
			note(c.before, sooner(since, before), time.Time{})
		}
		note(c.after, seen, before)
		latest = seen
	}
	if began && since.After(latest) {
		note(t.standing(row), since, latest) // the source was forgotten, and has delivered the row anew
	}
	return began
}
