package store

import (
	"context"
	"database/sql"
	"time"

	"handover/reconcile"
)

// Decide records what somebody decided about a finding, of an id or the
// beginning of one. Nothing is ever taken away: the last decision counts, until
// its day has passed or a later run finds the finding changed.
func (s *Store) Decide(ctx context.Context, id string, decision reconcile.Decision, at time.Time) error {
	return s.writing(ctx, "decide about finding "+id, func(t *tx) error {
		finding, last, err := s.find(ctx, t, id)
		if err != nil {
			return err
		}
		return s.addDecision(ctx, t, finding, decision, at, last)
	})
}

// findingKey is the key of a finding.
type findingKey struct{ tenant, id string }

func keyOf(f *reconcile.Finding) findingKey { return findingKey{f.TenantID, f.ID} }

func (s *Store) addDecision(ctx context.Context, t *tx, finding findingKey, d reconcile.Decision, at time.Time, afterRun int64) error {
	var last int64
	err := t.one(ctx, s.sql.DecisionLast, nil, &last)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, s.sql.DecisionAdd, last+1, finding.tenant, finding.id, string(d.State), d.Actor, d.Reason, d.Until.String(), at.Unix(), afterRun)
	return err
}

// heldQuery asks for the decisions that still stand after a run.
type heldQuery struct {
	run   int64
	in    span
	today reconcile.Day // where it is known, what has ended before it may be left out
	since bool          // also what has been decided since the run began

	summary *reconcile.Summary // of the run; nil: the last one, whatever it missed
}

// held returns the last decision about each finding that has one: the zero Decision
// where a later change has ended it.
func (s *Store) held(ctx context.Context, t *tx, q heldQuery) (map[findingKey]reconcile.Decision, error) {
	held := map[findingKey]reconcile.Decision{}
	args := append(q.in.args(q.run), q.today.String(), truth(q.since))
	err := t.each(ctx, s.sql.DecisionHeld, args, func(rows *sql.Rows) (bool, error) {
		var key findingKey
		var run int64
		var cause reconcile.Cause
		d, err := scanDecided(rows, []any{&key.tenant, &key.id}, &run, &cause)
		if _, seen := held[key]; !seen {
			held[key] = d.Decision
		}
		if !d.Survives(run, cause) {
			held[key] = reconcile.Decision{}
		}
		return true, err
	})
	return held, err
}

// scanDecided reads the columns of a decision, which stand between others.
func scanDecided(rows *sql.Rows, before []any, after ...any) (reconcile.Decided, error) {
	var d reconcile.Decided
	var until string
	var at int64
	into := append(before, &d.State, &d.Actor, &d.Reason, &until, &at, &d.AfterRun)
	err := rows.Scan(append(into, after...)...)
	if err != nil {
		return reconcile.Decided{}, err
	}
	d.At = time.Unix(at, 0).UTC()
	d.Until, err = day(until)
	return d, err
}
