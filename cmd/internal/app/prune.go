package app

import (
	"context"
	"time"

	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/jobs/publish"
	"handover/sql/store"
)

// Pruned tells what went, or would go.
type Pruned struct {
	store.Pruned
	Folders publish.Tidied
}

// Prune takes away what is older than the settings keep: runs with what only they have
// found, changes of facts, and report folders. It holds the lease of a run meanwhile. A
// dry one takes nothing away, and counts what would go. A night calls it once its reports
// are written.
func (a *App) Prune(ctx context.Context, c *config.Config, st *store.Store, dry bool) (p Pruned, err error) {
	now := a.Now()
	before := store.Cutoffs{Runs: now.Add(-c.Prune.Runs.Duration), History: now.Add(-c.Store.History.Duration), Now: now}
	if dry {
		p.Pruned, err = st.Prunable(ctx, before)
	} else {
		p.Pruned, err = a.pruneHeld(ctx, st, before, c.Run.Lease.Duration)
	}
	if err != nil {
		return p, err
	}
	p.Folders, err = a.pruneFolders(ctx, c, st, dry)
	return p, err
}

// pruneHeld prunes the store while it holds the lease.
func (a *App) pruneHeld(ctx context.Context, st *store.Store, before store.Cutoffs, ttl time.Duration) (store.Pruned, error) {
	lease, err := st.Acquire(ctx, leaseName, holder(), ttl, a.Now)
	if err != nil {
		return store.Pruned{}, err
	}
	held, stop := jobs.Heartbeat(ctx, lease, ttl, leaseLost)
	pruned, err := lease.Prune(held, before)
	stop()
	if released := release(ctx, lease); err == nil {
		err = released
	}
	return pruned, err
}

// pruneFolders sees to the folder of the settings, as a run does after its reports.
func (a *App) pruneFolders(ctx context.Context, c *config.Config, st *store.Store, dry bool) (publish.Tidied, error) {
	last, err := st.WholeRuns(ctx, 1)
	if err != nil || len(last) == 0 {
		return publish.Tidied{}, err
	}
	s, err := shelf(c, c.Reports.Dir)
	switch {
	case err != nil:
		return publish.Tidied{}, err
	case dry:
		return s.Untidy(ctx, &last[0])
	default:
		return s.Tidy(ctx, &last[0])
	}
}
