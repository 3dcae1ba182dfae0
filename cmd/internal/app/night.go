package app

import (
	"context"
	"errors"
	"runtime"
	"time"

	"github.com/rs/zerolog"

	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/reconcile"
	"handover/reconcile/merge"
	"handover/sql/store"
)

// Night is one reconciliation with everything that follows from it.
type Night struct {
	Settings *config.Config
	Request  jobs.Request
	Log      zerolog.Logger
	Target   *Target // where the reports go; nil writes none

	// Patience is how long a chain waits for a lease that another program holds; 0: not at
	// all.
	Patience time.Duration

	// Due is asked when nobody else can run any more, with the last run over all tenants:
	// whether there is still something to do. Nil means that there is.
	Due func(last *reconcile.Run) bool
}

// ErrNotDue says that what a night was to do has been done meanwhile.
var ErrNotDue = errors.New("the night is not due any more")

// due asks whether the night is still to be done.
func (n *Night) due(ctx context.Context, st *store.Store) error {
	if n.Due == nil {
		return nil
	}
	last, err := st.WholeRuns(ctx, 1)
	if err == nil && len(last) > 0 && !n.Due(&last[0]) {
		return ErrNotDue
	}
	return err
}

// Finished is a night whose run is stored and whose reports are written.
type Finished struct {
	Run     reconcile.Run
	Report  *store.Report
	Written Written
	Night   *reconcile.Night // the record, where the run is of a chain
}

// Night runs a reconciliation as the settings say, writes its reports, hands both to
// a function and returns the run. A dry run reads the user's store, stores nothing
// in it and leaves its result in a throwaway one.
func (a *App) Night(ctx context.Context, night *Night, tell func(*Finished) error) (run reconcile.Run, err error) {
	s, err := a.begin(ctx, night)
	if err != nil {
		return reconcile.Run{}, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := s.run(ctx); err != nil {
		return reconcile.Run{}, err
	}
	if err := s.reports(ctx); err != nil {
		return reconcile.Run{}, err
	}
	return s.finished.Run, s.tell(tell)
}

// session is a night on its way, with its stores open.
type session struct {
	app           *App
	night         *Night
	facts, result *store.Store // the same one but for a dry run
	closers       []func() error
	finished      *Finished // nil: there is no run
}

// begin opens what a night reads and writes.
func (a *App) begin(ctx context.Context, night *Night) (*session, error) {
	if err := RequirePartner(night.Settings); err != nil {
		return nil, err
	}
	mode := store.ReadWrite
	if night.Request.DryRun {
		mode = store.ReadOnly
	}
	facts, err := a.Open(ctx, night.Settings, mode)
	if err != nil {
		return nil, err
	}
	s := &session{app: a, night: night, facts: facts, result: facts, closers: []func() error{facts.Close}}
	if night.Request.DryRun {
		result, remove, err := Throwaway(ctx)
		if err != nil {
			return nil, errors.Join(err, s.close())
		}
		s.result, s.closers = result, []func() error{remove, facts.Close}
	}
	night.Request.Reported = night.Target != nil && night.Target.writes() && !night.Request.DryRun
	return s, nil
}

func (s *session) close() error {
	var faults []error
	for _, closes := range s.closers {
		faults = append(faults, closes())
	}
	return errors.Join(faults...)
}

// run reconciles and stores the run.
func (s *session) run(ctx context.Context) (err error) {
	s.finished, err = s.app.reconcile(ctx, s.night, s.facts, s.result)
	return err
}

// reports writes the reports of the run.
func (s *session) reports(ctx context.Context) error {
	err := s.night.deliver(ctx, s.facts, s.finished)
	for _, warning := range s.finished.Written.Warnings {
		s.night.Log.Warn().Int64("run", s.finished.Run.Seq).Msg(warning)
	}
	if err != nil {
		return err
	}
	if written := &s.finished.Written; len(written.Paths) > 0 {
		s.night.Log.Info().Int64("run", s.finished.Run.Seq).Strs("reports", written.Paths).Str("latest", written.Latest).Msg("reports written")
	}
	return nil
}

// tell hands what has been done to a function.
func (s *session) tell(tell func(*Finished) error) error {
	if err := tell(s.finished); err != nil {
		return &StoredError{Run: s.finished.Run.Seq, Written: s.night.Target != nil, Err: err}
	}
	return nil
}

// deliver writes the reports of a run and settles what hangs on them.
func (n *Night) deliver(ctx context.Context, facts *store.Store, finished *Finished) (err error) {
	if n.Target == nil {
		return nil
	}
	if finished.Written, err = n.Target.Write(ctx, finished.Report); err != nil {
		return &StoredError{Run: finished.Run.Seq, Err: err}
	}
	if !n.Request.Reported {
		return nil
	}
	if err := errors.Join(n.settle(ctx, facts, finished), n.arrange(ctx, finished)); err != nil {
		return &StoredError{Run: finished.Run.Seq, Written: true, Err: err}
	}
	return nil
}

// arrange makes the reports of a run of all jobs and tenants the latest, and removes those
// of earlier runs that are not to be kept.
func (n *Night) arrange(ctx context.Context, finished *Finished) error {
	if n.Target.shelf.Dir == "" || !finished.Run.Whole() {
		return nil
	}
	w := &finished.Written
	return errors.Join(n.Target.Show(ctx, &finished.Run, w), n.Target.Tidy(ctx, &finished.Run, w))
}

// reconcile reads facts from one store and records the run in another, which
// is the same one but for a dry run.
func (a *App) reconcile(ctx context.Context, night *Night, facts, result *store.Store) (*Finished, error) {
	c := night.Settings
	last, _, err := facts.LastRun(ctx)
	if err != nil {
		return nil, err
	}
	if err := jobs.AdmitAsOf(&night.Request, a.Now(), last.AsOf); err != nil {
		return nil, err
	}
	if now := a.Now(); last.AsOf.After(now) {
		night.Log.Warn().Int64("run", last.Seq).Time("as_of", last.AsOf).Time("now", now.UTC()).
			Msg("the last run is as of an instant that is yet to come by this computer's clock: one of the two clocks is wrong")
	}
	policy, err := c.Policy.Policy()
	if err != nil {
		return nil, &UsageError{Err: err}
	}
	if err := night.probe(ctx, result); err != nil {
		return nil, err
	}
	lease, err := result.Acquire(ctx, leaseName, holder(), c.Run.Lease.Duration, a.Now)
	if err != nil {
		return nil, err
	}
	sources := a.Merger(c)
	engine := jobs.Engine{
		Now: a.Now, Log: night.Log, Policy: policy, Partner: c.Us(), Sources: sources,
		Margin: c.Plan.MarginDays, Version: a.Version, Workers: a.workers(night.Request.Trigger),
		Progress: a.Progress().Count,
	}
	a.Progress().Phase("checking customers")
	held, stop := jobs.Heartbeat(ctx, lease, c.Run.Lease.Duration, leaseLost)
	var run reconcile.Run
	if err = night.due(held, result); err == nil {
		run, err = scan(held, &engine, facts, sources, lease, night.Request)
	}
	stop()
	a.Progress().Done()
	kept := release(ctx, lease)
	if err != nil {
		return nil, err // a lease that stays after that is the smaller trouble, and expires
	}
	if kept != nil {
		night.Log.Warn().Err(kept).Msg("the lease stays until it expires")
	}
	report, err := result.Report(ctx, run.Seq)
	if err != nil {
		return nil, &StoredError{Run: run.Seq, Err: err}
	}
	return &Finished{Run: run, Report: report}, nil
}

// workers returns how many tenants are judged at once. A run that nobody waits for
// leaves a core to others.
func (a *App) workers(trigger reconcile.Trigger) int {
	if a.Workers == 0 && trigger == reconcile.TriggerSchedule {
		return max(a.Cores()-1, 1)
	}
	return a.Cores()
}

// Cores returns how many may work at once for somebody who waits.
func (a *App) Cores() int {
	if a.Workers > 0 {
		return a.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// scan runs the engine over one snapshot of the facts.
func scan(ctx context.Context, engine *jobs.Engine, facts *store.Store, merger *merge.Merger, lease *store.Lease, request jobs.Request) (run reconcile.Run, err error) {
	snapshot, err := facts.Snapshot(ctx, merger)
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
