package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"handover/sql/store"
)

// A night waits for a lease as long as it has the patience to, and for nothing else.
func TestPatience(t *testing.T) {
	held := fmt.Errorf("acquire: %w", store.ErrLeaseHeld)
	other := errors.New("no store")
	for _, c := range []struct {
		name     string
		patience time.Duration
		freed    time.Duration // after which the lease is free
		then     error
		stopped  time.Duration
		want     error
		took     time.Duration
	}{
		{"free at once", time.Hour, 0, nil, 0, nil, 0},
		{"freed in time", time.Hour, 59 * time.Minute, nil, 0, nil, 59 * time.Minute},
		{"never freed", time.Hour, 2 * time.Hour, nil, 0, store.ErrLeaseHeld, time.Hour - askAgain},
		{"without patience", 0, time.Minute, nil, 0, store.ErrLeaseHeld, 0},
		{"another error", time.Hour, time.Minute, other, 0, other, time.Minute},
		{"a stop", time.Hour, 2 * time.Hour, nil, 7 * time.Second, context.DeadlineExceeded, 7 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := &App{Now: time.Now, Stderr: io.Discard}
				ctx := t.Context()
				if c.stopped > 0 {
					stopped, cancel := context.WithTimeout(ctx, c.stopped)
					defer cancel()
					ctx = stopped
				}
				began := time.Now()
				err := a.patiently(ctx, &Night{Log: zerolog.Nop(), Patience: c.patience}, func() error {
					if time.Since(began) < c.freed {
						return held
					}
					return c.then
				})
				if took := time.Since(began); !errors.Is(err, c.want) || (c.want == nil && err != nil) || took != c.took {
					t.Errorf("%v after %s, want %v after %s", err, took, c.want, c.took)
				}
			})
		})
	}
}
