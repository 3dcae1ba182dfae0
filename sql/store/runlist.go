package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// Runs returns the newest runs of every state and line, the newest first.
func (s *Store) Runs(ctx context.Context, limit int) ([]reconcile.Run, error) {
	return s.runs(ctx, s.sql.RunList, limit)
}

// WholeRuns returns the newest published runs that looked at every tenant with every
// job (reconcile.Run.Whole), the newest first.
func (s *Store) WholeRuns(ctx context.Context, limit int) ([]reconcile.Run, error) {
	return s.runs(ctx, s.sql.RunListWhole, len(reconcile.Jobs()), limit)
}

// LastRun returns the newest published run of the store's history, whatever it
// looked at; ok is false where there is none. A backfill is not in the history.
func (s *Store) LastRun(ctx context.Context) (run reconcile.Run, ok bool, err error) {
	return first(s.runs(ctx, s.sql.RunNewest))
}

// Run returns the run of a number; ok is false where there is none.
func (s *Store) Run(ctx context.Context, seq int64) (run reconcile.Run, ok bool, err error) {
	return first(s.runs(ctx, s.sql.RunRead, seq))
}

// Unwritten returns the published runs whose reports are still to be written, the newest
// first.
func (s *Store) Unwritten(ctx context.Context) ([]reconcile.Run, error) {
	return s.runs(ctx, s.sql.RunUnwritten, presentRun)
}

// Written takes note that the reports of a run are written.
func (s *Store) Written(ctx context.Context, seq int64) error {
	return s.writing(ctx, fmt.Sprintf("note the reports of run %d", seq), func(t *tx) error {
		_, err := t.exec(ctx, s.sql.RunWritten, seq)
		return err
	})
}

// Missed returns the runs of the store's history, up to the last published one, whose
// reports are still to be written, the oldest first.
func (n *Snapshot) Missed(ctx context.Context) ([]reconcile.MissedRun, error) {
	runs, err := n.store.runsIn(ctx, n.tx, n.store.sql.RunUnwritten, n.last+1)
	var missed []reconcile.MissedRun
	for i := range slices.Backward(runs) {
		if !runs[i].Backfill() {
			missed = append(missed, reconcile.MissedRun{Seq: runs[i].Seq, AsOf: runs[i].AsOf})
		}
	}
	return missed, err
}

func first(runs []reconcile.Run, err error) (reconcile.Run, bool, error) {
	if err != nil || len(runs) == 0 {
		return reconcile.Run{}, false, err
	}
	return runs[0], true, nil
}

func (s *Store) runs(ctx context.Context, q sqlfiles.Query, args ...any) ([]reconcile.Run, error) {
	var runs []reconcile.Run
	err := s.reading(ctx, "read the runs", func(t *tx) error {
		var err error
		runs, err = s.runsIn(ctx, t, q, args...)
		return err
	})
	return runs, err
}

// runsIn reads runs, the newest first, with their jobs.
func (s *Store) runsIn(ctx context.Context, t *tx, q sqlfiles.Query, args ...any) ([]reconcile.Run, error) {
	rows, err := readAll[runRow](ctx, t, q, args...)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	runs := make([]reconcile.Run, len(rows))
	for i := range rows {
		runs[i], err = rows[i].run()
		if err != nil {
			return nil, opError(ctx, t.op, q.Name, err)
		}
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

// runRow holds what is read of the record of a run.
type runRow struct {
	Seq        int64              `db:"seq"`
	Line       int64              `db:"line"`
	AsOf       int64              `db:"as_of"`
	StartedAt  int64              `db:"started_at"`
	FinishedAt sql.NullInt64      `db:"finished_at"`
	State      reconcile.RunState `db:"state"`
	Trigger    reconcile.Trigger  `db:"started_by"`
	Actor      string             `db:"actor"`
	Reason     string             `db:"reason"`
	Tenants    string             `db:"tenants"`
	Policy     string             `db:"policy"`
	PolicyHash string             `db:"policy_hash"`
	Version    string             `db:"version"`
	Summary    string             `db:"summary"`
	Trend      string             `db:"trend"`
	Unwritten  bool               `db:"unwritten"`
}

func (row *runRow) run() (reconcile.Run, error) {
	r := reconcile.Run{
		Seq: row.Seq, Line: row.Line, AsOf: time.Unix(row.AsOf, 0).UTC(), StartedAt: time.Unix(row.StartedAt, 0).UTC(),
		FinishedAt: fromSeconds(row.FinishedAt), State: row.State, Trigger: row.Trigger, Actor: row.Actor, Reason: row.Reason,
		Policy: row.Policy, PolicyHash: row.PolicyHash, Version: row.Version, Unwritten: row.Unwritten,
	}
	var err1, err2, err3 error
	r.Tenants, err1 = fromList[string](row.Tenants)
	if row.Summary != "" {
		err2 = json.Unmarshal([]byte(row.Summary), &r.Summary)
	}
	r.Trend, err3 = fromTrend(row.Trend)
	err := cmp.Or(err1, err2, err3)
	if err != nil {
		return reconcile.Run{}, fmt.Errorf("read run %d: %w", r.Seq, err)
	}
	return r, nil
}
