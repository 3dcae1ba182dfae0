package store_test

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"handover/jobs"
	"handover/reconcile"
	"handover/reconcile/merge"
	"handover/reconcile/policy"
	"handover/sql/store"
	"handover/sql/storetest"
)

// estate is what an import and a run have to do with, of a size.
type estate struct {
	subscription func(i int) reconcile.Subscription
	move         func(i int) *reconcile.Move // nil: none
}

func estates() map[string]estate {
	of := func(tenant string, i int) reconcile.Subscription {
		s := nthSubscription(i)
		s.TenantID = tenant
		return s
	}
	return map[string]estate{
		"many tenants": {nthSubscription, nil},
		"one tenant":   {func(i int) reconcile.Subscription { return of("t", i) }, nil},
		"many tenants move into one": {
			func(i int) reconcile.Subscription { return of(fmt.Sprint("t", i%50), i) },
			func(i int) *reconcile.Move {
				return &reconcile.Move{
					TenantID: fmt.Sprint("t", i%50), SourceID: nthSubscription(i).ID, TargetTenantID: "x", Route: reconcile.RouteAuto, Status: reconcile.MovePlanned,
				}
			},
		},
	}
}

// cost is what a step has taken.
type cost struct {
	statements, allocations float64
	held                    uint64 // bytes, at most, of what is in use
}

// Twice the estate takes about twice the statements and allocations, to import it, to
// run over it, and to run over the same again.
func TestWorkGrowsWithTheEstate(t *testing.T) {
	const size = 2000
	for name, e := range estates() {
		t.Run(name, func(t *testing.T) {
			e.cost(t, 10) // what is made once
			once, twice := e.cost(t, size), e.cost(t, 2*size)
			for step := range once {
				for what, pair := range map[string][2]float64{
					"statements":  {once[step].statements, twice[step].statements},
					"allocations": {once[step].allocations, twice[step].allocations},
				} {
					if exponent := math.Log2(pair[1] / pair[0]); pair[0] == 0 || exponent > 1.15 {
						t.Errorf("%s: %.0f %s, and %.0f for twice as much: they grow with the power %.2f", step, pair[0], what, pair[1], exponent)
					}
				}
			}
		})
	}
}

// An estate that is four times as large needs no more memory. On a busy machine garbage
// waits for its collector and is taken for what is in use, so that a step which seems to
// need more is measured again.
func TestMemoryIsFlat(t *testing.T) {
	const size, spare, most = 16_000, 4 << 20, 4
	e := estates()["many tenants"]
	small := e.cost(t, size)
	larger := map[string]uint64{} // bytes, the least that was measured
	for times := range most {
		for step, c := range e.cost(t, 4*size) {
			if before, measured := larger[step]; !measured || c.held < before {
				larger[step] = c.held
			}
		}
		grown := false
		for step, held := range larger {
			more := float64(held) > 1.2*float64(small[step].held)+spare
			if more && times == most-1 {
				t.Errorf("%s: %d KB in use at most, and %d for four times as much", step, small[step].held>>10, held>>10)
			}
			grown = grown || more
		}
		if !grown {
			return
		}
	}
}

// cost imports an estate of a size and runs over it on two nights.
func (e *estate) cost(t *testing.T, n int) map[string]cost {
	t.Helper()
	s := open(t, "sqlite:"+filepath.Join(t.TempDir(), "x.db"))
	statements := store.CountedForTest(t, s)
	costs := map[string]cost{}
	measure := func(step string, do func()) {
		before, stop := statements.Load(), watchMemory()
		do()
		allocations, held := stop()
		costs[step] = cost{float64(statements.Load() - before), allocations, held}
	}
	measure("import", func() { e.deliver(t, s, n) })
	measure("run", func() { runOnce(t, s, benchmarkTime) })
	measure("run again", func() { runOnce(t, s, benchmarkTime.Add(time.Hour)) })
	return costs
}

func (e *estate) deliver(t *testing.T, s *store.Store, n int) {
	t.Helper()
	header := reconcile.Import{Source: "csv", Kind: reconcile.SubscriptionRows, ObservedAt: benchmarkTime, Carries: reconcile.AllFields()}
	fill(t, s, header, n, func(i int) reconcile.FactRow {
		row := e.subscription((i * 7919) % n) // files are rarely sorted
		return reconcile.FactRow{Line: int64(i + 2), Subscription: &row}
	})
	if e.move == nil {
		return
	}
	header.Kind, header.Carries = reconcile.MoveRows, 0
	fill(t, s, header, n, func(i int) reconcile.FactRow { return reconcile.FactRow{Line: int64(i + 2), Move: e.move(i)} })
}

func fill(t *testing.T, s *store.Store, header reconcile.Import, n int, row func(int) reconcile.FactRow) {
	t.Helper()
	im, err := storetest.Begin(t.Context(), s, header)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		check(t, im.Add(t.Context(), row(i)))
	}
	if _, err := im.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// runOnce runs the engine over the whole store, as a night does.
func runOnce(t *testing.T, s *store.Store, at time.Time) {
	t.Helper()
	document, err := policy.Default()
	check(t, err)
	facts, err := document.Policy()
	check(t, err)
	now := func() time.Time { return at }
	sources := merge.New(merge.NewSources(48*time.Hour), at)
	lease, err := s.Acquire(t.Context(), "run", "engine", time.Minute, now)
	check(t, err)
	snapshot, err := s.Snapshot(t.Context(), sources)
	if err != nil {
		t.Fatal(err)
	}
	engine := jobs.Engine{
		Now: now, Log: zerolog.Nop(), Policy: facts, Partner: &reconcile.Partner{ID: "us", Country: "DE"}, Sources: sources, Workers: 2,
		Progress: func(int, int) {},
	}
	_, err = engine.RunOnce(t.Context(), snapshot, lease, jobs.Request{AsOf: at, Trigger: reconcile.TriggerCLI})
	check(t, err)
	check(t, snapshot.Close())
	check(t, lease.Release(context.Background()))
}

// watchMemory samples what is in use until it is stopped.
func watchMemory() (stop func() (allocations float64, held uint64)) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var most atomic.Uint64
	over, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-over:
				return
			case <-time.After(50 * time.Millisecond):
				var now runtime.MemStats
				runtime.GC() // what is left is in use
				runtime.ReadMemStats(&now)
				most.Store(max(most.Load(), now.HeapAlloc))
			}
		}
	}()
	return func() (float64, uint64) {
		close(over)
		<-done
		runtime.ReadMemStats(&after)
		return float64(after.Mallocs - before.Mallocs), most.Load()
	}
}
