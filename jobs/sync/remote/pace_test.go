package remote

import (
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Where one call is told to wait, no other one is sent before: neither one that comes later,
// nor one that waits for its turn of the minute already.
func TestEverybodyWaits(t *testing.T) {
	for name, perMinute := range map[string]int{"no limit": 0, "one a second": 60} {
		t.Run(name, func(t *testing.T) {
			var first sync.Once
			var early atomic.Int32
			var until time.Time
			handler := func(w http.ResponseWriter, r *http.Request) {
				throttle := false
				first.Do(func() { throttle, until = true, time.Now().Add(time.Minute) })
				switch {
				case throttle:
					status(429, "Retry-After: 60", ``)(w, r)
					return
				case time.Now().Before(until):
					early.Add(1)
				}
				answer(w, `{}`)
			}
			within(t, handler, Options{Tries: 2, Parallel: 4, PerMinute: perMinute}, func(t *testing.T, c *Client) {
				var group sync.WaitGroup
				group.Go(func() { ask(t, c) })
				if perMinute == 0 {
					time.Sleep(time.Second) // virtual: the first reply has come
				}
				for range 8 {
					group.Go(func() { ask(t, c.With(nil)) })
				}
				group.Wait()
			})
			if n := early.Load(); n != 0 {
				t.Errorf("%d calls were sent during the pause", n)
			}
		})
	}
}

// In no minute, wherever it begins, more calls are made than allowed, and nearly all that
// are allowed are made.
func TestCallsPerMinute(t *testing.T) {
	for _, allowed := range []int{1, 7, 60, 500} {
		t.Run(strconv.Itoa(allowed), func(t *testing.T) {
			var mu sync.Mutex
			var at []time.Time
			handler := func(w http.ResponseWriter, _ *http.Request) {
				mu.Lock()
				at = append(at, time.Now())
				mu.Unlock()
				time.Sleep(200 * time.Millisecond) // virtual: the reply takes its time
				stall := time.Now().Truncate(10 * time.Second).Add(time.Second)
				time.Sleep(max(time.Until(stall), 0)) // and once in 10 s no reply comes for a second
				answer(w, `{}`)
			}
			calls := 3 * allowed
			within(t, handler, Options{PerMinute: allowed, Parallel: 2}, func(t *testing.T, c *Client) {
				var group sync.WaitGroup
				var left atomic.Int32
				left.Store(int32(calls))
				for range 2 {
					group.Go(func() {
						for left.Add(-1) >= 0 {
							ask(t, c)
						}
					})
				}
				group.Wait()
			})
			for i := range at {
				if i+allowed < len(at) && at[i+allowed].Sub(at[i]) < time.Minute-time.Millisecond {
					t.Fatalf("%d calls in %s", allowed+1, at[i+allowed].Sub(at[i]))
				}
			}
			if took := at[len(at)-1].Sub(at[0]); took > 3*time.Minute*100/95 {
				t.Errorf("%d calls took %s, which is less than 95 of 100 allowed", calls, took)
			}
		})
	}
}

func TestParallelIsBounded(t *testing.T) {
	var now, most atomic.Int32
	handler := func(w http.ResponseWriter, _ *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(time.Second) // virtual
		now.Add(-1)
		answer(w, `{}`)
	}
	within(t, handler, Options{Parallel: 3}, func(t *testing.T, c *Client) {
		var group sync.WaitGroup
		for range 12 {
			group.Go(func() { ask(t, c) })
		}
		group.Wait()
	})
	if most.Load() != 3 {
		t.Errorf("%d calls at once, want 3", most.Load())
	}
}
