package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// OpenFindings yields those of the open findings that a choice leaves, as the last
// published run of the store's history left them, whatever jobs and tenants that run was
// limited to, in the order of reconcile.Order. Their state holds what has been decided
// since, as of a day.
func (s *Store) OpenFindings(ctx context.Context, choice reconcile.Choice, today reconcile.Day) iter.Seq2[reconcile.Reported, error] {
	return sequence(func(yield func(reconcile.Reported) bool) error {
		return s.reading(ctx, "read the open findings", func(t *tx) error {
			var last int64
			err := t.one(ctx, s.sql.RunLast, nil, &last)
			if err != nil {
				return err
			}
			in := spanOf(choice.Tenants)
			open := listing{
				query: within(s.sql.FindingOpen, in.one()), filter: choice.Filter, limit: choice.Limit,
				narrow:  choiceArgs(&choice),
				decided: heldQuery{run: last, in: in, today: today, since: true},
			}
			open.keepFirst()
			return s.reported(ctx, t, &open, yield)
		})
	})
}

// choiceArgs are what the query on the open findings has beside those of every listing: the
// severities as a set of bits by their rank, the last microsecond of the due, 0 for any,
// and whether only news counts.
func choiceArgs(c *reconcile.Choice) []any {
	var ranks, until int64
	for _, s := range c.Severities {
		ranks |= 1 << s.Rank()
	}
	if len(c.Severities) == 0 {
		ranks = -1
	}
	// A due at midnight is of the day before.
	if c.DueBy.Known() {
		until = c.DueBy.AddDays(1).Start().UnixMicro()
	}
	return []any{ranks, until, until, truth(c.News)}
}

// listing asks for findings as they were after a run, each with the state that the
// decisions give it.
type listing struct {
	query   sqlfiles.Query
	filter  reconcile.Filter
	narrow  []any // what the query takes beyond the filter
	limit   int   // 0: none
	decided heldQuery
}

func (l *listing) args() []any {
	f := &l.filter
	args := append(l.decided.in.args(l.decided.run), string(f.Job), string(f.Code), string(f.Owner), sought(f.Seller))
	return append(args, l.narrow...)
}

// sought makes of any text one that both databases take. No id holds what is replaced.
func sought(text string) string {
	const unknown = "\uFFFD"
	return strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", unknown), unknown)
}

func (s *Store) reported(ctx context.Context, t *tx, l *listing, yield func(reconcile.Reported) bool) error {
	held, err := s.held(ctx, t, l.decided)
	if err != nil {
		return err
	}
	listed := 0
	return t.each(ctx, l.query, l.args(), func(rows *sql.Rows) (bool, error) {
		f, err := scanReported(rows, l.decided.run, l.decided.summary)
		if err != nil || !l.filter.Passes(&f.Finding) {
			return err == nil, err
		}
		decision := held[keyOf(&f.Finding)]
		if f.State = decision.StateOn(l.decided.today); f.State != reconcile.StateOpen {
			f.Held = decision
		}
		listed++
		return yield(f) && listed != l.limit, nil
	})
}

// within fills a query on the versions of findings: those of few tenants are looked for
// by the tenant and not by the run.
func within(q sqlfiles.Query, few bool) sqlfiles.Query {
	plus := "" // keeps both databases from an index
	if few {
		plus = "+"
	}
	return q.Fill(sqlfiles.Texts{"(unindexed)": plus})
}

// keepFirst has the database keep the first rows only, where there is a limit and none of
// them is passed over later. SQLite keeps so many in order, but sorts all where there is
// no limit; a parameter would be one either way. The text is that of a number.
func (l *listing) keepFirst() {
	text := ""
	if l.limit > 0 && len(l.filter.Tenants) <= 1 && l.filter.Least == "" {
		text = "limit " + strconv.Itoa(l.limit)
	}
	l.query = l.query.Fill(sqlfiles.Texts{"(limit)": text})
}

// find looks for a finding by its id or the beginning of one, and gives the last
// published run too.
func (s *Store) find(ctx context.Context, t *tx, id string) (finding findingKey, last int64, err error) {
	err = t.one(ctx, s.sql.RunLast, nil, &last)
	if err != nil {
		return findingKey{}, 0, err
	}
	keys, err := collect(ctx, t, s.sql.FindingIds, []any{id, id + lastText, last}, func(rows *sql.Rows) (findingKey, error) {
		var key findingKey
		err := rows.Scan(&key.tenant, &key.id)
		return key, err
	})
	switch {
	case err != nil:
		return findingKey{}, 0, err
	case len(keys) == 0 || id == "":
		return findingKey{}, 0, fmt.Errorf("%s: %w", t.op, ErrNoFinding)
	case len(keys) > 1:
		return findingKey{}, 0, fmt.Errorf("%s: %w", t.op, ErrAmbiguous)
	}
	return keys[0], last, nil
}

// History returns the history of a finding, of an id or the beginning of one:
// ErrNoFinding where no published run has found it, ErrAmbiguous where more than
// one fits.
func (s *Store) History(ctx context.Context, id string) (reconcile.History, error) {
	var h reconcile.History
	err := s.reading(ctx, "read the history of finding "+id, func(t *tx) error {
		finding, last, err := s.find(ctx, t, id)
		if err != nil {
			return err
		}
		return s.history(ctx, t, finding, last, &h)
	})
	return h, err
}

func (s *Store) history(ctx context.Context, t *tx, key findingKey, last int64, h *reconcile.History) error {
	err := t.each(ctx, s.sql.HistoryVersions, []any{last, key.tenant, key.id, last}, func(rows *sql.Rows) (bool, error) {
		var v reconcile.PastVersion
		var to, asOf int64
		f, err := scanFinding(rows, &v.Run, &v.Cause, &to, &asOf)
		v.Finding, v.PreviousDue, v.AsOf = f.Finding, f.PreviousDue, time.Unix(asOf, 0).UTC()
		v.Finding.Exposure = f.Exposure.On(reconcile.DayOf(v.AsOf))
		h.Versions = append(h.Versions, v)
		h.Finding, h.FirstSeen, h.LastSeen, h.Open = f.Finding, f.FirstSeen, f.Seen, to == presentRun
		h.Suppressed = h.Open && v.Cause == reconcile.CauseSuppressed
		return true, err
	})
	if err != nil {
		return err
	}
	h.Resolutions, err = collect(ctx, t, s.sql.HistoryResolutions, []any{key.tenant, key.id}, func(rows *sql.Rows) (reconcile.PastResolution, error) {
		var z reconcile.PastResolution
		var asOf int64
		err := rows.Scan(&z.Run, &asOf, &z.Reason)
		z.AsOf = time.Unix(asOf, 0).UTC()
		return z, err
	})
	if err != nil {
		return err
	}
	h.Decisions, err = collect(ctx, t, s.sql.HistoryDecisions, []any{key.tenant, key.id}, func(rows *sql.Rows) (reconcile.Decided, error) {
		return scanDecided(rows, nil)
	})
	return err
}
