package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rs/zerolog"

	"handover/reconcile"
	"handover/reconcile/merge"
	"handover/reconcile/rules"
)

// ErrNoTenants tells that there is nothing to look at.
var ErrNoTenants = errors.New("the store holds no customers yet: import or sync some")

// These bound the clean-up of a run: somebody waits for one that was interrupted, and
// what is left of it the next run takes away.
const (
	abortTimeout     = 30 * time.Second
	interruptTimeout = 3 * time.Second
)

// Request is what a run is asked to do.
type Request struct {
	AsOf     time.Time
	Asked    bool            // for that as-of; else it is the present
	Jobs     []reconcile.Job // empty: all
	Tenants  []string        // empty: all
	Trigger  reconcile.Trigger
	Actor    string
	Reason   string
	Backfill bool
	DryRun   bool
	PlanOnly bool // leaves the findings out; of a dry run only
	Reported bool // reports are to be written of it
}

// Engine runs reconciliations.
type Engine struct {
	Now      func() time.Time
	Log      zerolog.Logger
	Policy   *reconcile.Policy
	Partner  *reconcile.Partner
	Sources  *merge.Merger // how sources are weighed, and how old they are
	Margin   int           // days that a plan's orders are wished to stand before their last safe day
	Workers  int           // how many tenants are judged at once; less than one is one
	Version  string        // the program's version, kept with the run
	Progress func(done, total int)
}

// RunOnce evaluates the tenants of a snapshot and publishes what it finds in the
// ledger. It gives the published run; on an error nothing of the run can be
// seen, and a run that was interrupted is marked as such.
func (e *Engine) RunOnce(ctx context.Context, snapshot Snapshot, ledger Ledger, request Request) (reconcile.Run, error) {
	if request.PlanOnly && !request.DryRun {
		return reconcile.Run{}, errors.New("a run without findings must be a dry run")
	}
	total, err := snapshot.CountTenants(ctx, request.Tenants)
	if err != nil {
		return reconcile.Run{}, err
	}
	if total == 0 {
		return reconcile.Run{}, ErrNoTenants
	}
	run := e.newRun(request)
	w := wayOf(&request, snapshot, ledger)
	if err := w.ledger.Begin(ctx, &run); err != nil {
		return reconcile.Run{}, err
	}
	log := e.Log.With().Int64("run", run.Seq).Logger()
	log.Info().Time("as_of", run.AsOf).Int("tenants", total).Msg("run started")
	if err := e.reconcile(ctx, w, &run, total); err != nil {
		return reconcile.Run{}, e.abort(ctx, ledger, &run, err)
	}
	log.Info().Str("state", string(run.State)).Int("findings", run.Summary.Findings).
		Int("not_evaluated", run.Summary.NotEvaluated).Msg(request.ended())
	return run, nil
}

// ended says what has become of a run that went well.
func (r *Request) ended() string {
	if r.DryRun {
		return "dry run done; nothing is stored"
	}
	return "run published"
}

func (e *Engine) now() time.Time { return e.Now().UTC().Truncate(time.Second) }

// end returns the end of a run that ends now: not before its start, even where the
// clock has been set back since.
func (e *Engine) end(run *reconcile.Run) time.Time {
	if now := e.now(); now.After(run.StartedAt) {
		return now
	}
	return run.StartedAt
}

func (e *Engine) newRun(request Request) reconcile.Run {
	run := reconcile.Run{
		AsOf: request.AsOf.UTC(), StartedAt: e.now(), State: reconcile.RunRunning,
		Trigger: request.Trigger, Actor: request.Actor, Reason: request.Reason,
		Jobs: request.Jobs, Tenants: request.Tenants,
		Policy: e.Policy.Version, PolicyHash: e.Policy.Hash, Version: e.Version,
		Unwritten: request.Reported,
	}
	if len(run.Jobs) == 0 {
		run.Jobs = reconcile.Jobs()
	}
	if request.Backfill {
		run.Line = reconcile.BackfillLine
	}
	return run
}

// reconcile looks at every tenant, stores what it finds and publishes the run with
// what that comes to.
func (e *Engine) reconcile(ctx context.Context, w way, run *reconcile.Run, total int) error {
	catalog, err := w.snapshot.Catalog(ctx)
	if err != nil {
		return err
	}
	sellers, err := w.snapshot.Sellers(ctx)
	if err != nil {
		return err
	}
	opening, err := w.snapshot.Opening(ctx, run.Jobs, run.Tenants)
	if err != nil {
		return err
	}
	s := scan{
		way: w, workers: e.Workers,
		judge: judge{
			env: rules.Env{
				AsOf: run.AsOf, Policy: e.Policy, Partner: e.Partner, Catalog: catalog, Sellers: sellers,
				Targets: rules.NewTargets(), Rules: rules.Catalogue(),
			},
			margin: e.Margin, sources: e.Sources, jobs: run.Jobs, asked: run.Tenants,
		},
		keeper: keeper{
			ledger: w.ledger, run: run, tally: reconcile.NewTally(run.AsOf), elsewhere: map[string]bool{},
			batch: reconcile.Batch{Sellers: sellers}, size: len(sellers),
		},
	}
	if opening != 0 {
		s.keeper.bridge = reconcile.NewCrossing(opening)
	}
	if err := s.tenants(ctx, e.counted(total)); err != nil {
		return err
	}
	run.Summary = s.keeper.tally.Summary()
	if s.keeper.bridge != nil {
		run.Summary.Bridge = s.keeper.bridge.Bridge()
	}
	run.Summary.Missed, err = w.snapshot.Missed(ctx)
	if err != nil {
		return err
	}
	run.State = reconcile.RunComplete
	if run.Summary.NotEvaluated > 0 {
		run.State = reconcile.RunPartial
	}
	if err := addTrend(ctx, w.snapshot, run); err != nil {
		return err
	}
	run.FinishedAt = e.end(run)
	return w.ledger.Publish(ctx, run)
}

// counted returns what is called for every tenant that is done.
func (e *Engine) counted(total int) func() {
	done := 0
	return func() {
		if done++; e.Progress != nil {
			e.Progress(done, total)
		}
	}
}

// addTrend gives the run the points of the whole runs before it, and its own where
// it is one.
func addTrend(ctx context.Context, snapshot Snapshot, run *reconcile.Run) error {
	points, err := snapshot.Trend(ctx, run.AsOf)
	if err != nil {
		return err
	}
	if run.Whole() {
		points = append(points, reconcile.TrendPointOf(run))
	}
	run.Trend = points[max(len(points)-reconcile.MaxTrend, 0):]
	return nil
}

// abort takes back what a run has stored. Its own context may have ended, so the
// clean-up gets a little time of its own; if that fails too, the next holder of
// the lease cleans up.
func (e *Engine) abort(ctx context.Context, ledger Ledger, run *reconcile.Run, cause error) error {
	state, timeout := reconcile.RunFailed, abortTimeout
	if errors.Is(context.Cause(ctx), context.Canceled) {
		state, timeout = reconcile.RunInterrupted, interruptTimeout
	}
	clean, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
	defer cancel()
	if err := ledger.Abort(clean, run.Seq, state, e.end(run)); err != nil {
		return errors.Join(cause, fmt.Errorf("take back run %d: %w", run.Seq, err))
	}
	return cause
}
