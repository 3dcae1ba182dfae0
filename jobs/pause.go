package jobs

import (
	"context"
	"time"
)

// breath is how long a Pause goes on at most without a sign of life.
const breath = 5 * time.Second

// Pause waits for a time, or until the context ends, which is its error then. Every few
// seconds it calls beat, by which whoever watches knows that nobody hangs; nil: nobody does.
func Pause(ctx context.Context, wait time.Duration, beat func()) error {
	for ; wait > 0 && ctx.Err() == nil; wait -= breath {
		if beat != nil {
			beat()
		}
		timer := time.NewTimer(min(wait, breath))
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
		timer.Stop()
	}
	return ctx.Err()
}
