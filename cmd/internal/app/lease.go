package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"handover/jobs"
	"handover/sql/store"
)

// askAgain is how long to wait before asking again for a lease that another program holds.
const askAgain = 5 * time.Second

// patiently tries what needs a lease that another program may hold, again and again as long
// as a night has the patience to.
func (a *App) patiently(ctx context.Context, night *Night, try func() error) error {
	until := a.Now().Add(night.Patience)
	for told := false; ; told = true {
		err := try()
		if !errors.Is(err, store.ErrLeaseHeld) || !a.Now().Add(askAgain).Before(until) {
			return err
		}
		if !told {
			night.Log.Info().Err(err).Time("until", until.UTC()).Msg("waiting for the lease")
		}
		if err := a.Pause(ctx, askAgain); err != nil {
			return err
		}
	}
}

// Pause waits, which counts as progress every few seconds, unless the context ends before.
func (a *App) Pause(ctx context.Context, wait time.Duration) error {
	if a.Wait != nil {
		return a.Wait(ctx, wait)
	}
	return jobs.Pause(ctx, wait, a.Progress().Beat)
}

// These bound giving back a lease, which else expires: somebody waits for a run that
// was interrupted.
const (
	releaseTimeout   = 10 * time.Second
	interruptTimeout = 3 * time.Second
)

// release gives a lease back, also when the run was interrupted.
func release(ctx context.Context, lease *store.Lease) error {
	timeout := releaseTimeout
	if ctx.Err() != nil {
		timeout = interruptTimeout
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
	defer cancel()
	return lease.Release(ctx)
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
