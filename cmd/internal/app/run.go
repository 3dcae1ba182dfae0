package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/reconcile"
	"handover/sql/store"
)

// Finished is a run that is stored and can be rendered. Close gives back what it
// holds.
type Finished struct {
	Run    reconcile.Run
	Report *store.Report
	close  func() error
}

// Close gives back the store that the run is read from.
func (f *Finished) Close() error { return f.close() }

// Reconcile runs a reconciliation as the settings say. A dry run reads the
// user's store, stores nothing in it and leaves its result in a throwaway one.
func (a *App) Reconcile(ctx context.Context, c *config.Config, request jobs.Request) (*Finished, error) {
	if err := RequirePartner(c); err != nil {
		return nil, err
	}
	mode := store.ReadWrite
	if request.DryRun {
		mode = store.ReadOnly
	}
	st, err := a.Open(ctx, c, mode)
	if err != nil {
		return nil, err
	}
	if !request.DryRun {
		finished, err := a.reconcile(ctx, c, request, st, st)
		if err != nil {
			return nil, errors.Join(err, st.Close())
		}
		finished.close = st.Close
		return finished, nil
	}
	result, remove, err := Throwaway(ctx)
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	finished, err := a.reconcile(ctx, c, request, st, result)
	if err = errors.Join(err, st.Close()); err != nil {
		return nil, errors.Join(err, remove())
	}
	finished.close = remove
	return finished, nil
}

// reconcile reads facts from one store and records the run in another, which
// is the same one but for a dry run.
func (a *App) reconcile(ctx context.Context, c *config.Config, request jobs.Request, facts, result *store.Store) (*Finished, error) {
	last, _, err := facts.LastRun(ctx)
	if err != nil {
		return nil, err
	}
	if err := jobs.AdmitAsOf(&request, a.Now(), last.AsOf); err != nil {
		return nil, err
	}
	policy, err := c.Policy.Policy()
	if err != nil {
		return nil, &UsageError{Err: err}
	}
	lease, err := result.Acquire(ctx, leaseName, holder(), c.Run.Lease.Duration, a.Now)
	if err != nil {
		return nil, err
	}
	log := a.Logger(c)
	if request.PlanOnly && log.GetLevel() == zerolog.InfoLevel {
		log = log.Level(zerolog.WarnLevel) // nobody asked to be told of a run
	}
	engine := jobs.Engine{
		Now: a.Now, Log: log, Policy: policy, Partner: c.Us(), MaxAge: c.Run.MaxAge.Duration,
		Margin: c.Plan.MarginDays, Version: a.Version,
		Progress: a.Progress().Count,
	}
	a.Progress().Phase("evaluating tenants")
	held, stop := jobs.Heartbeat(ctx, lease, c.Run.Lease.Duration, leaseLost)
	run, err := scan(held, &engine, facts, lease, request)
	stop()
	a.Progress().Done()
	kept := lease.Release(context.WithoutCancel(ctx)) // also when the run was interrupted
	if err != nil {
		return nil, err // a lease that stays after that is the smaller trouble, and expires
	}
	if kept != nil {
		log.Warn().Err(kept).Msg("the lease stays until it expires")
	}
	report, err := result.Report(ctx, run.Seq)
	if err != nil {
		return nil, err
	}
	return &Finished{Run: run, Report: report}, nil
}

// leaseName names the lease that lets one run at a time write to a store.
const leaseName = "run"

// holder names this process in the lease.
func holder() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown-host"
	}
	return fmt.Sprintf("%s:%d", host, os.Getpid())
}

func leaseLost(err error) bool { return errors.Is(err, store.ErrLeaseLost) }

// scan runs the engine over one snapshot of the facts.
func scan(ctx context.Context, engine *jobs.Engine, facts *store.Store, lease *store.Lease, request jobs.Request) (run reconcile.Run, err error) {
	snapshot, err := facts.Snapshot(ctx)
	if err != nil {
		return reconcile.Run{}, err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	if request.Tenants, err = KnownTenants(ctx, snapshot, request.Tenants); err != nil {
		return reconcile.Run{}, err
	}
	run, err = engine.RunOnce(ctx, snapshot, lease, request)
	if cause := context.Cause(ctx); err != nil && cause != nil && !errors.Is(cause, context.Canceled) {
		err = cause // the lease was lost, and everything after it only failed because of that
	}
	return run, err
}

// ParseInstant reads T: a day, meaning its first instant, or an instant in RFC
// 3339. The zero time stands for an empty text.
func ParseInstant(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if day, err := reconcile.ParseDay(text); err == nil {
		return day.Start(), nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, Usagef("%s %q is neither YYYY-MM-DD nor an instant like 2026-11-20T05:00:00Z", flag, text)
	}
	return at.UTC(), nil
}

// ParseJobs reads the names of jobs and gives each once, in the order of the
// catalogue; none are all.
func ParseJobs(names []string) ([]reconcile.Job, error) {
	for _, name := range names {
		if !slices.Contains(reconcile.Jobs(), reconcile.Job(name)) {
			return nil, Usagef("unknown job %q; the jobs are %s", name, Names(reconcile.Jobs()))
		}
	}
	var list []reconcile.Job
	for _, job := range reconcile.Jobs() {
		if slices.Contains(names, string(job)) {
			list = append(list, job)
		}
	}
	return list, nil
}

// Names lists values as messages name them.
func Names[T ~string](list []T) string {
	names := make([]string, len(list))
	for i, value := range list {
		names[i] = string(value)
	}
	return strings.Join(names, ", ")
}
