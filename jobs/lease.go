package jobs

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Heartbeat prolongs a lease until stop is called. Once the lease cannot be
// prolonged for a whole time to live, or another holder has taken it, the
// returned context ends with the reason as its cause. A busy store is asked
// again until then.
func Heartbeat(ctx context.Context, lease Lease, ttl time.Duration, lost func(error) bool) (held context.Context, stop func()) {
	held, cancel := context.WithCancelCause(ctx)
	finished := make(chan struct{})
	var beats sync.WaitGroup
	beats.Go(func() {
		beat(held, finished, cancel, lease, ttl, lost)
	})
	return held, func() {
		close(finished)
		beats.Wait()
		cancel(nil)
	}
}

func beat(ctx context.Context, finished <-chan struct{}, cancel context.CancelCauseFunc, lease Lease,
	ttl time.Duration, lost func(error) bool,
) {
	ticker := time.NewTicker(ttl / 4)
	defer ticker.Stop()
	misses := 0
	for {
		select {
		case <-finished:
			return
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		err := lease.Renew(ctx)
		if err == nil {
			misses = 0
			continue
		}
		if misses++; misses >= 4 || lost(err) {
			cancel(fmt.Errorf("keep the lease: %w", err))
			return
		}
	}
}
