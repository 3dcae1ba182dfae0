package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// BeginNight gives a night its number and records that it is under way. Earlier ones that
// nobody ended are interrupted.
func (s *Store) BeginNight(ctx context.Context, night *reconcile.Night) error {
	return s.writing(ctx, "begin the record of a night", func(t *tx) error {
		var seq int64
		err := t.one(ctx, s.sql.NightNext, nil, &seq)
		if err != nil {
			return err
		}
		_, err = t.exec(ctx, s.sql.NightLeft, night.StartedAt.Unix())
		if err != nil {
			return err
		}
		_, err = t.exec(ctx, s.sql.NightAdd, seq, night.Schedule, night.StartedAt.Unix(), string(reconcile.StepRunning))
		if err == nil {
			night.Seq = seq
		}
		return err
	})
}

// AddNightStep records the last step of a night, and its run.
func (s *Store) AddNightStep(ctx context.Context, night *reconcile.Night) error {
	place := len(night.Steps) - 1
	step := night.Steps[place]
	return s.writing(ctx, fmt.Sprintf("record step %s of night %d", step.Name, night.Seq), func(t *tx) error {
		_, err := t.exec(ctx, s.sql.NightStepAdd, night.Seq, place, step.Name, step.StartedAt.Unix(), step.FinishedAt.Unix(),
			string(step.State), step.Detail)
		if err != nil {
			return err
		}
		_, err = t.exec(ctx, s.sql.NightSet, nil, string(reconcile.StepRunning), night.Run, night.Seq)
		return err
	})
}

// EndNight records how a night ended.
func (s *Store) EndNight(ctx context.Context, night *reconcile.Night) error {
	return s.writing(ctx, fmt.Sprintf("end the record of night %d", night.Seq), func(t *tx) error {
		_, err := t.exec(ctx, s.sql.NightSet, seconds(night.FinishedAt), string(night.State), night.Run, night.Seq)
		return err
	})
}

// Nights returns the newest nights with their steps, the newest first.
func (s *Store) Nights(ctx context.Context, limit int) ([]reconcile.Night, error) {
	return s.nights(ctx, s.sql.NightList, limit)
}

// NightsOf returns the newest nights of a schedule, as Nights does.
func (s *Store) NightsOf(ctx context.Context, schedule string, limit int) ([]reconcile.Night, error) {
	return s.nights(ctx, s.sql.NightOfSchedule, schedule, limit)
}

// NightOf returns the night of a run; ok is false where the run is of none.
func (s *Store) NightOf(ctx context.Context, run int64) (night reconcile.Night, ok bool, err error) {
	nights, err := s.nights(ctx, s.sql.NightOfRun, run)
	if err != nil || len(nights) == 0 {
		return reconcile.Night{}, false, err
	}
	return nights[0], true, nil
}

func (s *Store) nights(ctx context.Context, q sqlfiles.Query, args ...any) ([]reconcile.Night, error) {
	var nights []reconcile.Night
	err := s.reading(ctx, "read the nights", func(t *tx) error {
		var err error
		nights, err = collect(ctx, t, q, args, scanNight)
		if err != nil || len(nights) == 0 {
			return err
		}
		at := make(map[int64]*reconcile.Night, len(nights))
		for i := range nights {
			at[nights[i].Seq] = &nights[i]
		}
		oldest, newest := nights[len(nights)-1].Seq, nights[0].Seq
		return t.each(ctx, s.sql.NightSteps, []any{oldest, newest}, func(rows *sql.Rows) (bool, error) {
			var seq, started, finished int64
			var step reconcile.NightStep
			err := rows.Scan(&seq, &step.Name, &started, &finished, &step.State, &step.Detail)
			step.StartedAt, step.FinishedAt = instant(started), instant(finished)
			if night := at[seq]; night != nil {
				night.Steps = append(night.Steps, step)
			}
			return true, err
		})
	})
	return nights, err
}

func scanNight(rows *sql.Rows) (reconcile.Night, error) {
	var n reconcile.Night
	var started int64
	var finished sql.NullInt64
	err := rows.Scan(&n.Seq, &n.Schedule, &started, &finished, &n.State, &n.Run)
	n.StartedAt, n.FinishedAt = instant(started), fromSeconds(finished)
	return n, err
}

// Stuck returns the files of watched folders that could not be moved away, by folder and
// name.
func (s *Store) Stuck(ctx context.Context) ([]reconcile.StuckFile, error) {
	var list []reconcile.StuckFile
	err := s.reading(ctx, "read which files are stuck", func(t *tx) error {
		var err error
		list, err = collect(ctx, t, s.sql.StuckList, nil, func(rows *sql.Rows) (f reconcile.StuckFile, err error) {
			var modified int64
			err = rows.Scan(&f.Folder, &f.Name, &f.Size, &modified, &f.SHA256, &f.Refused)
			f.Modified = time.Unix(0, modified).UTC()
			return f, err
		})
		return err
	})
	return list, err
}

// SetStuck records the files of watched folders that cannot be moved away now, and forgets
// those before.
func (s *Store) SetStuck(ctx context.Context, files []reconcile.StuckFile) error {
	return s.writing(ctx, "record which files are stuck", func(t *tx) error {
		_, err := t.exec(ctx, s.sql.StuckDrop)
		if err != nil {
			return err
		}
		for _, f := range files {
			_, err := t.exec(ctx, s.sql.StuckAdd, f.Folder, f.Name, f.Size, f.Modified.UnixNano(), f.SHA256, truth(f.Refused))
			if err != nil {
				return err
			}
		}
		return nil
	})
}
