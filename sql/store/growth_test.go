package store_test

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"handover/jobs"
	"handover/reconcile"
	"handover/reconcile/merge"
	"handover/reconcile/policy"
	"handover/sql/pgtest"
	"handover/sql/store"
	"handover/sql/storetest"
)

// estate is what an import and a run have to do with, of a size.
type estate struct {
	subscription func(i int) reconcile.Subscription
	move         func(i int) *reconcile.Move     // nil: none
	transfer     func(i int) *reconcile.Transfer // nil: none
}

func estates() map[string]estate {
	of := func(tenant string, i int) reconcile.Subscription {
		s := nthSubscription(i)
		s.TenantID = tenant
		return s
	}
	return map[string]estate{
		"many tenants": {subscription: nthSubscription},
		"one tenant":   {subscription: func(i int) reconcile.Subscription { return of("t", i) }},
		"many tenants move into one": {
			subscription: func(i int) reconcile.Subscription { return of(fmt.Sprint("t", i%50), i) },
			move:         func(i int) *reconcile.Move { return moved(fmt.Sprint("t", i%50), "x", i) },
		},
		"transfers of one tenant": {
			subscription: func(i int) reconcile.Subscription { return of("t", i) },
			move:         func(i int) *reconcile.Move { return moved("t", "", i) },
			transfer: func(i int) *reconcile.Transfer {
				return &reconcile.Transfer{
					ID: fmt.Sprintf("r%06d", i), TenantID: "t", Status: reconcile.TransferPending, SubscriptionIDs: []string{nthSubscription(i).ID},
					CreatedAt: benchmarkTime.Add(-time.Duration(i) * time.Second), SourcePartnerID: "another", TargetPartnerID: "us",
				}
			},
		},
	}
}

func moved(from, to string, i int) *reconcile.Move {
	return &reconcile.Move{TenantID: from, SourceID: nthSubscription(i).ID, TargetTenantID: to, Route: reconcile.RouteAuto, Status: reconcile.MovePlanned}
}

// most says how the counts of a step may grow at most: with which power of the estate.
// Between these sizes the trees of SQLite get a level deeper, and each row costs a page
// more; a statement that looks at all rows for each of many comes close to 2.
func most() map[string]float64 {
	return map[string]float64{"statements": 1.15, "allocations": 1.15, "pages": 1.6}
}

// Twice the estate takes about twice the statements, allocations and pages of SQLite, to
// import it, to run over it, and to run over the same again.
func TestWorkGrowsWithTheEstate(t *testing.T) {
	for database, address := range map[string]func(t *testing.T) (url string, size int){
		"sqlite":   func(t *testing.T) (string, int) { return file(t), 1000 },
		"postgres": func(t *testing.T) (string, int) { return pgtest.Database(t), 500 },
	} {
		for name, e := range estates() {
			t.Run(database+"/"+name, func(t *testing.T) {
				cost := func(n int) map[string]map[string]float64 {
					url, size := address(t)
					return e.cost(t, url, max(n*size, 10))
				}
				cost(0) // what is made once
				once, twice := cost(1), cost(2)
				for step, counts := range once {
					for what, n := range counts {
						more := twice[step][what]
						if exponent := math.Log2(more / n); n == 0 || exponent > most()[what] {
							t.Errorf("%s: %.0f %s, and %.0f for twice as much: they grow with the power %.2f", step, n, what, more, exponent)
						}
					}
				}
			})
		}
	}
}

func file(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "x.db") }

// nights imports an estate of a size and runs over it on two nights.
func (e *estate) nights(t *testing.T, s *store.Store, n int, measure func(step string, do func())) {
	t.Helper()
	measure("import", func() { e.deliver(t, s, n) })
	measure("run", func() { runOnce(t, s, benchmarkTime) })
	measure("run again", func() { runOnce(t, s, benchmarkTime.Add(time.Hour)) })
}

// cost counts what each step takes.
func (e *estate) cost(t *testing.T, url string, n int) map[string]map[string]float64 {
	t.Helper()
	s := open(t, url)
	counted := store.CountedForTest(t, s)
	costs := map[string]map[string]float64{}
	e.nights(t, s, n, func(step string, do func()) {
		var before, after runtime.MemStats
		statements, pages := counted.Statements(), counted.Pages(t)
		runtime.ReadMemStats(&before)
		do()
		runtime.ReadMemStats(&after)
		costs[step] = map[string]float64{
			"statements": float64(counted.Statements() - statements), "allocations": float64(after.Mallocs - before.Mallocs),
		}
		if strings.HasPrefix(url, "sqlite:") {
			costs[step]["pages"] = float64(counted.Pages(t) - pages)
		}
	})
	return costs
}

// An estate that is four times as large needs no more memory. On a busy machine garbage
// waits for its collector and is taken for what is in use, so that a step which seems to
// need more is measured again.
func TestMemoryIsFlat(t *testing.T) {
	const size, spare, most = 16_000, 4 << 20, 4
	e := estates()["many tenants"]
	small := e.held(t, size)
	larger := map[string]uint64{} // bytes, the least that was measured
	for times := range most {
		for step, held := range e.held(t, 4*size) {
			if before, measured := larger[step]; !measured || held < before {
				larger[step] = held
			}
		}
		grown := false
		for step, held := range larger {
			more := float64(held) > 1.2*float64(small[step])+spare
			if more && times == most-1 {
				t.Errorf("%s: %d KB in use at most, and %d for four times as much", step, small[step]>>10, held>>10)
			}
			grown = grown || more
		}
		if !grown {
			return
		}
	}
}

// held measures how many bytes are in use at most in each step.
func (e *estate) held(t *testing.T, n int) map[string]uint64 {
	t.Helper()
	most := map[string]uint64{}
	e.nights(t, open(t, file(t)), n, func(step string, do func()) {
		stop := watchMemory()
		do()
		most[step] = stop()
	})
	return most
}

func (e *estate) deliver(t *testing.T, s *store.Store, n int) {
	t.Helper()
	header := reconcile.Import{Source: "csv", Kind: reconcile.SubscriptionRows, ObservedAt: benchmarkTime, Carries: reconcile.AllFields()}
	fill(t, s, header, n, func(i int) reconcile.FactRow {
		row := e.subscription((i * 7919) % n) // files are rarely sorted
		return reconcile.FactRow{Line: int64(i + 2), Subscription: &row}
	})
	header.Carries = 0
	if e.move != nil {
		header.Kind = reconcile.MoveRows
		fill(t, s, header, n, func(i int) reconcile.FactRow { return reconcile.FactRow{Line: int64(i + 2), Move: e.move(i)} })
	}
	if e.transfer != nil {
		header.Kind = reconcile.TransferRows
		fill(t, s, header, n, func(i int) reconcile.FactRow { return reconcile.FactRow{Line: int64(i + 2), Transfer: e.transfer(i)} })
	}
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

// watchMemory samples how much is in use until it is stopped, and returns the most.
func watchMemory() (stop func() uint64) {
	runtime.GC()
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
	return func() uint64 {
		close(over)
		<-done
		return most.Load()
	}
}
