package jobs

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// beats is how often a lease is prolonged within its time to live.
const beats = 4

// Heartbeat prolongs a lease until stop is called. Once the lease cannot be
// prolonged for a whole time to live, or another holder has taken it, the
// returned context ends with the reason as its cause. A busy store is asked
// again until then; one that does not answer is not waited for any longer.
func Heartbeat(ctx context.Context, lease Lease, ttl time.Duration, lost func(error) bool) (held context.Context, stop func()) {
	held, cancel := context.WithCancelCause(ctx)
	asking, finish := context.WithCancel(held)
	var beating sync.WaitGroup
	beating.Go(func() {
		if err := beat(asking, lease, ttl, lost); err != nil {
			cancel(fmt.Errorf("keep the lease: %w", err))
		}
	})
	return held, func() {
		finish()
		beating.Wait()
		cancel(nil)
	}
}

// beat prolongs the lease until its context ends, or tells why it no longer can.
func beat(ctx context.Context, lease Lease, ttl time.Duration, lost func(error) bool) error {
	ticker := time.NewTicker(ttl / beats)
	defer ticker.Stop()
	for misses := 0; ; misses++ {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		over, err := renew(ctx, lease, max(ttl-time.Duration(misses+1)*ttl/beats, ttl/beats))
		switch {
		case ctx.Err() != nil:
			return nil
		case err == nil:
			misses = -1
		case over || lost(err) || misses+1 >= beats:
			return err
		}
	}
}

// renew also tells whether the time in which to do it is over.
func renew(ctx context.Context, lease Lease, within time.Duration) (over bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	err = lease.Renew(ctx)
	return ctx.Err() != nil, err
}
