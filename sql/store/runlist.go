package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// Runs gives the newest runs of every state and line, the newest first.
func (s *Store) Runs(ctx context.Context, limit int) ([]reconcile.Run, error) {
	return s.runs(ctx, s.sql.RunList, limit)
}

// Published gives the newest published runs of the store's history, the newest
// first; backfills are not among them.
func (s *Store) Published(ctx context.Context, limit int) ([]reconcile.Run, error) {
	return s.runs(ctx, s.sql.RunListPublished, limit)
}

// LastRun gives the newest published run of the store's history; ok is false
// where there is none.
func (s *Store) LastRun(ctx context.Context) (run reconcile.Run, ok bool, err error) {
	return first(s.Published(ctx, 1))
}

// Run gives the run of a number; ok is false where there is none.
func (s *Store) Run(ctx context.Context, seq int64) (run reconcile.Run, ok bool, err error) {
	return first(s.runs(ctx, s.sql.RunRead, seq))
}

func first(runs []reconcile.Run, err error) (reconcile.Run, bool, error) {
	if err != nil || len(runs) == 0 {
		return reconcile.Run{}, false, err
	}
	return runs[0], true, nil
}

func (s *Store) runs(ctx context.Context, q sqlfiles.Query, arg any) ([]reconcile.Run, error) {
	var runs []reconcile.Run
	err := s.reading(ctx, "read the runs", func(t *tx) error {
		var err error
		runs, err = s.runsIn(ctx, t, q, arg)
		return err
	})
	return runs, err
}

// runsIn reads runs, the newest first, with their jobs.
func (s *Store) runsIn(ctx context.Context, t *tx, q sqlfiles.Query, arg any) ([]reconcile.Run, error) {
	runs, err := collect(ctx, t, q, []any{arg}, scanRun)
	if err != nil || len(runs) == 0 {
		return nil, err
	}
	at := make(map[int64]*reconcile.Run, len(runs))
	for i := range runs {
		at[runs[i].Seq] = &runs[i]
	}
	oldest, newest := runs[len(runs)-1].Seq, runs[0].Seq
	err = t.each(ctx, s.sql.RunJobs, []any{oldest, newest}, func(rows *sql.Rows) (bool, error) {
		var seq int64
		var job reconcile.Job
		err := rows.Scan(&seq, &job)
		if run := at[seq]; run != nil {
			run.Jobs = append(run.Jobs, job)
		}
		return true, err
	})
	return runs, err
}

func scanRun(rows *sql.Rows) (reconcile.Run, error) {
	var r reconcile.Run
	var asOf, started int64
	var finished sql.NullInt64
	var tenants, summary, trend string
	err := rows.Scan(&r.Seq, &r.Line, &asOf, &started, &finished, &r.State, &r.Trigger, &r.Actor, &r.Reason, &tenants,
		&r.Policy, &r.PolicyHash, &r.Version, &summary, &trend)
	if err != nil {
		return reconcile.Run{}, err
	}
	r.AsOf, r.StartedAt = time.Unix(asOf, 0).UTC(), time.Unix(started, 0).UTC()
	r.FinishedAt = fromSeconds(finished)
	r.Tenants, err = fromList[string](tenants)
	if err == nil && summary != "" {
		err = json.Unmarshal([]byte(summary), &r.Summary)
	}
	if err == nil {
		r.Trend, err = fromTrend(trend)
	}
	if err != nil {
		return reconcile.Run{}, fmt.Errorf("read run %d: %w", r.Seq, err)
	}
	return r, nil
}
