package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"handover/reconcile"
)

// Begin stores a run as running. One that brings a number keeps it, else it gets the
// next one. A run with a line (reconcile.BackfillLine) gets one of its own.
func (l *Lease) Begin(ctx context.Context, run *reconcile.Run) error {
	stored := *run
	err := l.writing(ctx, "begin a run", func(t *tx) error {
		if stored.Seq == 0 {
			err := t.one(ctx, l.store.sql.RunNext, nil, &stored.Seq)
			if err != nil {
				return err
			}
		}
		if stored.Line != 0 {
			stored.Line = stored.Seq
		}
		stored.State = reconcile.RunRunning
		return l.addRun(ctx, t, &stored)
	})
	if err != nil {
		return err
	}
	*run = stored
	return nil
}

func (l *Lease) addRun(ctx context.Context, t *tx, run *reconcile.Run) error {
	s := l.store
	var decided int64
	err := t.one(ctx, s.sql.DecisionLast, nil, &decided)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, s.sql.RunAdd,
		run.Seq, run.Line, run.AsOf.Unix(), run.StartedAt.Unix(), string(run.State), string(run.Trigger), run.Actor,
		run.Reason, list(run.Tenants), run.Policy, run.PolicyHash, run.Version, "", l.Name, l.Epoch, decided, truth(run.Unwritten))
	if err != nil {
		return err
	}
	jobs := t.bulk(s.sql.RunJobAdd)
	for place, job := range run.Jobs {
		err := jobs.add(ctx, run.Seq, string(job), int64(place))
		if err != nil {
			return err
		}
	}
	return jobs.flush(ctx)
}

// begunRun is what later steps need of the record of a running run.
type begunRun struct {
	line     int64
	asOf     int64
	coverage int64 // the line of its coverage
}

// running reads a run that the lease has begun and that has not ended.
func (l *Lease) running(ctx context.Context, t *tx, seq int64) (begunRun, error) {
	var run begunRun
	var state reconcile.RunState
	var name string
	var epoch int64
	err := t.one(ctx, l.store.sql.RunBegun, []any{seq}, &run.line, &run.asOf, &state, &name, &epoch, &run.coverage)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return begunRun{}, fmt.Errorf("%s: %w", t.op, ErrNoRun)
	case err != nil:
		return begunRun{}, err
	case state != reconcile.RunRunning:
		return begunRun{}, fmt.Errorf("%s: the run is %s and not running", t.op, state)
	case name != l.Name || epoch != l.Epoch:
		return begunRun{}, fmt.Errorf("%s: %w", t.op, ErrLeaseLost)
	}
	return run, nil
}

// Publish makes everything that a run has saved visible in one step, with the
// state, the end, the summary and the trend of its record, and closes what the run
// has replaced or resolved. Jobs, line and number stay those of Begin.
func (l *Lease) Publish(ctx context.Context, run *reconcile.Run) error {
	if !run.Published() {
		return fmt.Errorf("publish run %d: its state is %s", run.Seq, run.State)
	}
	summary, err := json.Marshal(run.Summary)
	if err != nil {
		return fmt.Errorf("publish run %d: write its summary: %w", run.Seq, err)
	}
	trend, err := trendText(run.Trend)
	if err != nil {
		return fmt.Errorf("publish run %d: write its trend: %w", run.Seq, err)
	}
	return l.writing(ctx, fmt.Sprintf("publish run %d", run.Seq), func(t *tx) error {
		s := l.store
		begun, err := l.running(ctx, t, run.Seq)
		if err != nil {
			return err
		}
		if len(run.Tenants) == 0 { // what the server knows of the tables stays true where few rows were added
			_, err = t.exec(ctx, s.sql.RunsAnalyze)
		}
		if err != nil {
			return err
		}
		for _, step := range []step{
			{s.sql.VersionClose, []any{run.Seq, run.Seq, run.Seq, begun.line, run.Seq, run.Seq}},
			{s.sql.CoverageClose, []any{run.Seq, begun.coverage, run.Seq, run.Seq, run.Seq}},
			{s.sql.SellerVersionClose, []any{run.Seq, begun.coverage, run.Seq, run.Seq, run.Seq}},
			{s.sql.PlanClose, []any{run.Seq, begun.line, run.Seq, run.Seq, run.Seq}},
			{s.sql.RunPublish, []any{
				run.AsOf.Unix(), run.StartedAt.Unix(), seconds(run.FinishedAt), string(run.State), string(run.Trigger),
				run.Actor, run.Reason, list(run.Tenants), run.Policy, run.PolicyHash, run.Version, string(summary), trend, run.Seq,
			}},
		} {
			_, err = t.exec(ctx, step.query, step.args...)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Abort takes back a running run: its record stays, marked as failed or
// interrupted, and everything it has saved is deleted.
func (l *Lease) Abort(ctx context.Context, seq int64, state reconcile.RunState, finishedAt time.Time) error {
	if state != reconcile.RunFailed && state != reconcile.RunInterrupted {
		return fmt.Errorf("abort run %d: a run cannot be aborted as %s", seq, state)
	}
	return l.writing(ctx, fmt.Sprintf("abort run %d", seq), func(t *tx) error {
		_, err := l.running(ctx, t, seq)
		if err != nil {
			return err
		}
		return l.store.takeBack(ctx, t, seq, state, finishedAt)
	})
}
