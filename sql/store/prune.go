package store

import (
	"context"
	"time"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// Cutoffs say what is old: what was before them may go. The zero instant is before
// everything, so that nothing goes.
type Cutoffs struct {
	Runs    time.Time // runs that began before it
	History time.Time // changes of facts that were first seen before it
	Now     time.Time // terms that ended before its day have ended
}

// Pruned counts what goes, or would go.
type Pruned struct {
	From     int64 // the first run that stays whole; 0: all do
	Runs     int   // runs whose findings, plans and coverage go; their records and summaries stay
	Versions int   // of findings
	Plans    int
	Coverage int
	Messages int // that were sent; the last one that told a target of a finding stays
	Nights   int // with what their steps did
	Changes  int // of facts
}

// keptWhole is how many of the newest whole runs always stay: the last one and the one
// before it.
const keptWhole = 2

// Prunable counts what Prune would take away.
func (s *Store) Prunable(ctx context.Context, before Cutoffs) (Pruned, error) {
	var p Pruned
	err := s.reading(ctx, "count what can be pruned", func(t *tx) error {
		var err error
		p, err = s.pruneFrom(ctx, t, before)
		if err != nil {
			return err
		}
		for _, step := range s.pruneSteps(&p, before) {
			if step.counts == nil {
				continue
			}
			err := t.one(ctx, step.query.Fill(sqlfiles.Texts{"(take)": "select count(*)"}), step.args, step.counts)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return p, err
}

// Prune takes away what no run that is kept tells of: runs that began before an instant,
// with what only they have found, and changes of facts that are older than another. The
// two newest runs of all jobs and tenants stay, and so does every run whose reports are
// still to be written, and what comes after it; the reports of all of them stay as they
// are, to the byte. What was interrupted goes on when it is called again.
func (l *Lease) Prune(ctx context.Context, before Cutoffs) (Pruned, error) {
	var p Pruned
	err := l.writing(ctx, "prune runs", func(t *tx) error {
		var err error
		p, err = l.store.pruneFrom(ctx, t, before)
		if err != nil || p.From == 0 {
			return err
		}
		_, err = t.exec(ctx, l.store.sql.PruneRuns, p.From)
		return err
	})
	if err != nil {
		return Pruned{}, err
	}
	for _, step := range l.store.pruneSteps(&p, before) {
		err := l.writing(ctx, "prune", func(t *tx) error { // each for itself: an import waits for none of them long
			n, err := t.exec(ctx, step.query.Fill(sqlfiles.Texts{"(take)": "delete"}), step.args...)
			if step.counts != nil {
				*step.counts = int(n)
			}
			return err
		})
		if err != nil {
			return p, err
		}
	}
	return p, nil
}

// pruneFrom finds the first run that stays whole, one of all jobs and tenants: what it has
// found needs no earlier run to be told.
func (s *Store) pruneFrom(ctx context.Context, t *tx, before Cutoffs) (Pruned, error) {
	var p Pruned
	if before.Runs.IsZero() {
		return p, nil
	}
	whole, err := s.runsIn(ctx, t, s.sql.RunListWhole, len(reconcile.Jobs()), keptWhole)
	if err != nil || len(whole) == 0 {
		return p, err
	}
	var keep int64
	err = t.one(ctx, s.sql.PruneKeep, []any{before.Runs.Unix()}, &keep)
	if err != nil {
		return p, err
	}
	err = t.one(ctx, s.sql.PruneFloor, []any{len(reconcile.Jobs()), min(keep, whole[len(whole)-1].Seq)}, &p.From)
	if err != nil || p.From == 0 {
		return p, err
	}
	return p, t.one(ctx, s.sql.PruneCount, []any{p.From}, &p.Runs)
}

// pruneStep takes rows of one table away, and may count them.
type pruneStep struct {
	query  sqlfiles.Query
	args   []any
	counts *int
}

// pruneSteps returns the steps in an order in which no row is left that leads nowhere.
func (s *Store) pruneSteps(p *Pruned, before Cutoffs) []pruneStep {
	q, from := &s.sql, p.From
	var steps []pruneStep
	if from != 0 {
		steps = []pruneStep{
			{q.PruneResolutions, []any{from}, nil},
			{q.PruneVersions, []any{from, from, reconcile.DayOf(before.Now).String()}, &p.Versions},
			{q.PruneFindings, nil, nil},
			{q.PruneCoverage, []any{from, from, from, from}, &p.Coverage},
			{q.PruneTimes, []any{from}, nil},
			{q.PruneSellers, []any{from, from}, nil},
			{q.PrunePlans, []any{from, from}, &p.Plans},
			{q.PruneElsewhere, []any{from}, nil},
			{q.PruneSendings, []any{from, before.Runs.Unix()}, &p.Messages},
		}
	}
	if !before.Runs.IsZero() {
		steps = append(steps, pruneStep{q.PruneNightSteps, []any{before.Runs.Unix()}, nil}, pruneStep{q.PruneNights, []any{before.Runs.Unix()}, &p.Nights})
	}
	if !before.History.IsZero() {
		steps = append(steps, pruneStep{
			q.PruneChanges, []any{before.History.Unix(), before.Now.Add(-longestTerm).Unix(), reconcile.DayOf(before.Now).String()}, &p.Changes,
		})
	}
	return steps
}
