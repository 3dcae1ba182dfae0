// Package chain carries out what is done in one go, by a schedule or a command, as a chain
// of steps with one record: import, sync, run, reports, delivery. What a step does
// is handed in. A step that fails does not stop those after it, unless they need what it
// should have made: without a run there is nothing to tell a customer or a seller.
package chain

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/rs/zerolog"

	"handover/reconcile"
)

// The names of the steps, in their order.
const (
	Import   = "import"
	Sync     = "sync"
	Run      = "run"
	Reports  = "reports"
	Delivery = "delivery"
	Prune    = "prune"
)

// Outcome is what a step has done.
type Outcome struct {
	State  reconcile.StepState // empty: done
	Detail string              // in one line, without names and addresses of people
}

// Step is one step of a night.
type Step struct {
	Name string

	// Do does it. It sees the record so far, and sets its run. An error makes the step
	// failed, whatever the outcome says, and is its detail.
	Do func(ctx context.Context, so *reconcile.Night) (Outcome, error)

	NeedsRun bool // it is skipped in a night without a run
	Crucial  bool // a night in which it fails has failed, and may be tried again
}

// Record is where nights are recorded.
type Record interface {
	// BeginNight gives the night its number.
	BeginNight(ctx context.Context, night *reconcile.Night) error
	// AddNightStep records the last step of a night.
	AddNightStep(ctx context.Context, night *reconcile.Night) error
	// EndNight records how a night ended.
	EndNight(ctx context.Context, night *reconcile.Night) error
}

// Night is a night to be done.
type Night struct {
	Schedule string // the name of the schedule that began it; empty: a command did
	Steps    []Step
	Record   Record
	Now      func() time.Time
	Log      zerolog.Logger

	// Ended hears of each step, where it is not nil.
	Ended func(step *reconcile.NightStep)
}

// closing bounds writing the record of a night that was interrupted.
const closing = 3 * time.Second

// Do goes through the steps and returns the record. The error is of the steps that are
// crucial, of the context, or of the end of the record: who cannot write it may have missed
// more, and nobody could tell what. What else failed is in the record.
func (n *Night) Do(ctx context.Context) (reconcile.Night, error) {
	so := reconcile.Night{Schedule: n.Schedule, StartedAt: n.second(), State: reconcile.StepDone}
	if err := n.Record.BeginNight(ctx, &so); err != nil {
		return so, err
	}
	log := n.Log.With().Int64("night", so.Seq).Logger()
	var faults []error
	for i := range n.Steps {
		if ctx.Err() != nil {
			break
		}
		err := n.step(ctx, &n.Steps[i], &so, log)
		if err != nil && n.Steps[i].Crucial {
			faults = append(faults, err)
		}
	}
	if ctx.Err() != nil {
		so.State = reconcile.StepInterrupted
	}
	so.FinishedAt = n.second()
	ended := n.record(ctx, log, func(ctx context.Context) error { return n.Record.EndNight(ctx, &so) })
	log.Info().Str("state", string(so.State)).Int64("run", so.Run).Stringer("took", so.FinishedAt.Sub(so.StartedAt)).Msg("the night has ended")
	return so, errors.Join(append(faults, ended, ctx.Err())...)
}

// second returns the present instant as records have it.
func (n *Night) second() time.Time { return n.Now().UTC().Truncate(time.Second) }

// step does one step and records it.
func (n *Night) step(ctx context.Context, s *Step, so *reconcile.Night, log zerolog.Logger) error {
	step := reconcile.NightStep{Name: s.Name, StartedAt: n.second()}
	var err error
	if s.NeedsRun && so.Run == 0 {
		step.State, step.Detail = reconcile.StepSkipped, "there is no run"
	} else {
		step.State, step.Detail, err = attempt(ctx, s, so)
	}
	step.FinishedAt = n.second()
	so.Add(step)
	lineOf(log, step.State).Str("step", s.Name).Str("state", string(step.State)).Stringer("took", step.Took()).Str("detail", step.Detail).Msg("step")
	// A night does not fail for a line of its record: it was logged.
	_ = n.record(ctx, log, func(ctx context.Context) error { return n.Record.AddNightStep(ctx, so) })
	if n.Ended != nil {
		n.Ended(&step)
	}
	return err
}

// lineOf begins the line of the log about a step. What ends with an error is the command's
// to tell.
func lineOf(log zerolog.Logger, state reconcile.StepState) *zerolog.Event {
	if state == reconcile.StepDone || state == reconcile.StepSkipped {
		return log.Info()
	}
	return log.Warn()
}

// attempt does a step, and survives its panic.
func attempt(ctx context.Context, s *Step, so *reconcile.Night) (state reconcile.StepState, detail string, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("step %s panicked: %v\n%s", s.Name, cause, debug.Stack())
			state, detail = reconcile.StepFailed, fmt.Sprintf("it panicked: %v", cause)
		}
	}()
	outcome, err := s.Do(ctx, so)
	switch {
	case err != nil && ctx.Err() != nil:
		return reconcile.StepInterrupted, outcome.Detail, err
	case err != nil:
		return reconcile.StepFailed, join(outcome.Detail, err.Error()), err
	case outcome.State == "":
		return reconcile.StepDone, outcome.Detail, nil
	default:
		return outcome.State, outcome.Detail, nil
	}
}

func join(detail, text string) string {
	if detail == "" {
		return text
	}
	return detail + "; " + text
}

// record writes to the record of a night, also once its context has ended.
func (n *Night) record(ctx context.Context, log zerolog.Logger, write func(context.Context) error) error {
	if ctx.Err() != nil {
		free, cancel := context.WithTimeout(context.WithoutCancel(ctx), closing)
		defer cancel()
		ctx = free
	}
	err := write(ctx)
	if err != nil {
		log.Warn().Err(err).Msg("the record of the night is incomplete")
	}
	return err
}
