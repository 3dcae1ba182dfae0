package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"handover/jobs"
	"handover/jobs/chain"
	"handover/reconcile"
	"handover/sql/store"
)

// Chain is a night with the steps before and after its run.
type Chain struct {
	Night
	Schedule string // the name of the schedule that began it; empty: a command did
	NoRun    bool   // neither a run nor reports belong to it
	Tells    bool   // somebody is to be told of it

	// Pending is asked when no other program does a night any more, whether this one is
	// still to be done. Nil leaves it to Due.
	Pending func(context.Context, *store.Store) (bool, error)

	// Before and After make the steps before the run and behind its reports, on the store
	// of the night. Nil makes none.
	Before, After func(*store.Store) ([]chain.Step, error)

	// Ended hears of each step, and Leased of the lease of the night, where they are not nil.
	Ended  func(step *reconcile.NightStep)
	Leased func(held bool)
}

// nightLease names the lease that keeps two programs from doing the work of one night twice.
// Nothing hangs on it that must not be done twice: an import may hold the one connection of
// an SQLite file for so long that it expires.
const nightLease = "night"

// Patience is how long a night waits for another program's to end.
const Patience = time.Hour

// Chain does the steps of a night with one record, hands a run to a function once its
// reports are written, and returns the record. The error is of the run or its reports: what
// else failed is in the record.
func (a *App) Chain(ctx context.Context, c *Chain, tell func(*Finished) error) (so reconcile.Night, err error) {
	s, err := a.begin(ctx, &c.Night)
	if err != nil {
		return so, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	steps, err := c.steps(s)
	if err != nil {
		return so, err
	}
	var lease *store.Lease
	err = a.patiently(ctx, &c.Night, func() error {
		lease, err = s.facts.Acquire(ctx, nightLease, holder(), c.Settings.Run.Lease.Duration, a.Now)
		return err
	})
	if err != nil {
		return so, err
	}
	_, stop := jobs.Heartbeat(ctx, lease, c.Settings.Run.Lease.Duration, leaseLost)
	c.leased(true)
	defer func() {
		stop()
		c.leased(false)
		if kept := release(ctx, lease); kept != nil {
			c.Log.Debug().Err(kept).Msg("the lease of the night stays until it expires")
		}
	}()
	if err := c.pending(ctx, s.facts); err != nil {
		return so, err
	}
	links := chain.Night{
		Schedule: c.Schedule, Steps: steps, Record: s.facts, Now: a.Now, Log: c.Log, Ended: c.Ended,
	}
	so, err = links.Do(ctx)
	if s.finished != nil && err == nil {
		s.finished.Night = &so
		err = s.tell(tell)
	}
	return so, err
}

func (c *Chain) leased(held bool) {
	if c.Leased != nil {
		c.Leased(held)
	}
}

// pending asks whether the night is still to be done.
func (c *Chain) pending(ctx context.Context, st *store.Store) error {
	if c.Pending == nil {
		return c.due(ctx, st)
	}
	pending, err := c.Pending(ctx, st)
	if err == nil && !pending {
		err = ErrNotDue
	}
	return err
}

// steps returns the chain of a night.
func (c *Chain) steps(s *session) (steps []chain.Step, err error) {
	if c.Before != nil {
		if steps, err = c.Before(s.facts); err != nil {
			return nil, err
		}
	}
	if !c.NoRun {
		steps = append(steps, chain.Step{Name: chain.Run, Do: s.stepRun, Crucial: true},
			chain.Step{Name: chain.Reports, Do: s.stepReports, NeedsRun: true, Crucial: true})
	}
	if c.After == nil {
		return steps, nil
	}
	after, err := c.After(s.facts)
	return append(steps, after...), err
}

func (s *session) stepRun(ctx context.Context, so *reconcile.Night) (chain.Outcome, error) {
	err := s.app.patiently(ctx, s.night, func() error {
		if !s.night.Request.Asked { // what came before took its time
			s.night.Request.AsOf = s.app.AsOfNow()
		}
		return s.run(ctx)
	})
	switch {
	case errors.Is(err, ErrNotDue):
		return chain.Outcome{State: reconcile.StepSkipped, Detail: "another program has run meanwhile"}, nil
	case err != nil:
		return chain.Outcome{}, err
	}
	run := &s.finished.Run
	so.Run = run.Seq
	outcome := chain.Outcome{Detail: fmt.Sprintf("run %d: %d customers, %d not checked, %d issues, %d new, %d resolved", run.Seq,
		run.Summary.Tenants, run.Summary.NotEvaluated, run.Summary.Findings, run.Summary.Delta.New, run.Summary.Delta.Resolved)}
	if run.State == reconcile.RunPartial {
		outcome.State = reconcile.StepPartial
	}
	return outcome, nil
}

func (s *session) stepReports(ctx context.Context, _ *reconcile.Night) (chain.Outcome, error) {
	err := s.reports(ctx)
	if err != nil {
		return chain.Outcome{}, err
	}
	return chain.Outcome{Detail: fmt.Sprintf("%d written", len(s.finished.Written.Paths))}, nil
}
