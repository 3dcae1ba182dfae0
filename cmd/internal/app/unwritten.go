package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"handover/cmd/internal/config"
	"handover/jobs/volume"
	"handover/reconcile"
	"handover/sql/store"
)

// StoredError tells that a run is stored and that something after that failed.
type StoredError struct {
	Run     int64
	Written bool // its reports are
	Err     error
}

// Error returns what failed.
func (e *StoredError) Error() string { return e.Err.Error() }

// Unwrap returns the error itself.
func (e *StoredError) Unwrap() error { return e.Err }

func (e *StoredError) advice() string {
	switch {
	case e.Run == 0: // a dry run, which is not stored
		return ""
	case e.Written:
		return fmt.Sprintf("; run %d is stored and its reports are written", e.Run)
	default:
		return fmt.Sprintf("; run %[1]d is stored, handover report --run %[1]d --out DIR writes its reports, else the next run does", e.Run)
	}
}

// probe makes sure, before the lease is taken, of what the run needs when it ends.
func (n *Night) probe(ctx context.Context, result *store.Store) error {
	if n.Target != nil {
		if err := n.Target.Probe(); err != nil {
			return err
		}
	}
	return AllowsRun(ctx, result)
}

// AllowsRun tells why a run cannot write to a store.
func AllowsRun(ctx context.Context, st *store.Store) error {
	path := st.File()
	if path == "" {
		return st.AllowsRun(ctx)
	}
	if file, err := filepath.EvalSymlinks(path); err == nil {
		path = file // beside which SQLite keeps its journal
	}
	if err := errors.Join(volume.Writable(path), volume.Writable(filepath.Dir(path))); err != nil {
		return fmt.Errorf("%w: %w", store.ErrDenied, err)
	}
	return nil
}

// settle notes that the reports of a run are written, and makes up for those of earlier
// runs that are not: their folders are written now where there is one to write to, else
// the reports of this run have told what was new in them.
func (n *Night) settle(ctx context.Context, st *store.Store, finished *Finished) error {
	if err := st.Written(ctx, finished.Run.Seq); err != nil {
		return err
	}
	missed, err := st.Unwritten(ctx)
	if err != nil {
		return err
	}
	for i := range missed {
		made, err := n.makeUp(ctx, st, &finished.Run, &missed[i])
		if err != nil {
			n.Log.Warn().Err(err).Int64("run", missed[i].Seq).Msg("the reports of an earlier run are still not written")
			continue
		}
		if made != "" {
			finished.Written.Paths = append(finished.Written.Paths, made)
		}
	}
	return ctx.Err()
}

func (n *Night) makeUp(ctx context.Context, st *store.Store, run, missed *reconcile.Run) (made string, err error) {
	if n.Target.shelf.Dir == "" {
		if !run.Covers(missed) || missed.Backfill() || missed.Seq > run.Seq {
			return "", nil
		}
		return "", st.Written(ctx, missed.Seq)
	}
	report, err := st.Report(ctx, missed.Seq)
	if err == nil {
		made, err = n.Target.shelf.Put(ctx, report, n.Target.options)
	}
	if err == nil {
		err = st.Written(ctx, missed.Seq)
	}
	return made, err
}

// MadeUp notes that a person has had the reports of a run written that were not.
func (a *App) MadeUp(ctx context.Context, run *reconcile.Run) error {
	if !run.Unwritten {
		return nil
	}
	return a.Writing(ctx, func(_ *config.Config, st *store.Store) error { return st.Written(ctx, run.Seq) })
}
