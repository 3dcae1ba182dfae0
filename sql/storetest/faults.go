package storetest

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/sql/store"
)

func faultTests() map[string]func(*bench) {
	tests := map[string]func(*bench){}
	for name, f := range faults() {
		tests[name+" breaks off anywhere"] = f.run
	}
	return tests
}

// countdown is a context that ends when it has been looked at so many times:
// database/sql and the drivers look before and during every statement.
type countdown struct {
	context.Context
	left atomic.Int64
	once sync.Once
	done chan struct{}
}

func newCountdown(looks int64) *countdown {
	c := &countdown{Context: context.Background(), done: make(chan struct{})}
	c.left.Store(looks)
	return c
}

func (c *countdown) Done() <-chan struct{} {
	if c.left.Add(-1) < 0 {
		c.once.Do(func() { close(c.done) })
	}
	return c.done
}

func (c *countdown) Err() error {
	select {
	case <-c.done:
		return context.Canceled
	default:
		return nil
	}
}

// fault is an operation that is broken off at every place. It must leave the
// database as it was, or complete.
type fault struct {
	prepare func(*bench) func(ctx context.Context, s *store.Store) error
}

func (f fault) run(b *bench) {
	operation := f.prepare(b)
	b.must(operation(b.Context(), b.the()))
	after := b.dump()
	b.wipe()
	operation = f.prepare(b)
	before := b.dump()
	if cmp.Equal(before, after) {
		b.Fatal("the operation changes nothing")
	}
	for looks := int64(0); ; looks += 1 + looks/8 {
		err := operation(newCountdown(looks), b.the())
		now := b.settled()
		switch {
		case err == nil && !cmp.Equal(after, now):
			b.Fatalf("completed after %d looks (-want +got):\n%s", looks, cmp.Diff(after, now))
		case err == nil:
			return
		case cmp.Equal(after, now): // broken off when it was done
			b.wipe()
			operation = f.prepare(b)
		case !cmp.Equal(before, now):
			b.Fatalf("broken off after %d looks with %v (-before +after):\n%s", looks, err, cmp.Diff(before, now))
		}
	}
}

// settled dumps the database when nothing is at work any more.
func (b *bench) settled() []string {
	b.Helper()
	b.alone()
	return b.dump()
}

func faults() map[string]fault {
	base := func(b *bench) {
		b.deliver(delivery{at: 1, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5), sub("t2", "s3", 5)}})
		b.deliver(delivery{kind: movesKind, at: 1, rows: rows{move("t1", "s1"), move("t2", "s3")}})
	}
	return map[string]fault{
		"an import of subscriptions": {func(b *bench) func(context.Context, *store.Store) error {
			base(b)
			return importing(delivery{at: 2, complete: true, rows: rows{
				ending(reconcile.NewDay(2026, 12, 1)), sub("t2", "s4", 1), sub("t2", "s4", 2), sub("t3", "s5", 1), rejected("t4"),
			}})
		}},
		"an import of moves": {func(b *bench) func(context.Context, *store.Store) error {
			base(b)
			return importing(delivery{kind: movesKind, at: 2, complete: true, rows: rows{move("t1", "s1", "a", "b"), move("t1", "s2")}})
		}},
		"forgetting a source": {func(b *bench) func(context.Context, *store.Store) error {
			base(b)
			return func(ctx context.Context, s *store.Store) error {
				_, err := s.Forget(ctx, "csv")
				return err
			}
		}},
		"a batch": {func(b *bench) func(context.Context, *store.Store) error {
			base(b)
			lease, record, batch := b.prepareRun()
			return func(ctx context.Context, s *store.Store) error { return lease.Save(ctx, record.Seq, batch) }
		}},
		"a publication": {func(b *bench) func(context.Context, *store.Store) error {
			base(b)
			lease, record, batch := b.prepareRun()
			b.must(lease.Save(b.Context(), record.Seq, batch))
			record.State, record.FinishedAt = reconcile.RunComplete, at(99)
			return func(ctx context.Context, s *store.Store) error { return lease.Publish(ctx, &record) }
		}},
		"an abort": {func(b *bench) func(context.Context, *store.Store) error {
			base(b)
			lease, record, batch := b.prepareRun()
			b.must(lease.Save(b.Context(), record.Seq, batch))
			return func(ctx context.Context, s *store.Store) error {
				return lease.Abort(ctx, record.Seq, reconcile.RunFailed, at(99))
			}
		}},
		"a pass": {func(b *bench) func(context.Context, *store.Store) error {
			first := b.openPass(1, "t1", "t2")
			return func(ctx context.Context, s *store.Store) (err error) {
				d, err := s.Delivery(ctx)
				if err != nil {
					return err
				}
				defer func() { err = errors.Join(err, d.Rollback()) }()
				next := first
				err = d.SettlePass(ctx, &first, customers(reconcile.PassRead, "t1"))
				if err == nil {
					err = d.ClosePass(ctx, &first)
				}
				if err == nil {
					err = d.OpenPass(ctx, &next, customers(reconcile.PassToDo, "t3"))
				}
				if err != nil {
					return err
				}
				return d.Commit(ctx)
			}
		}},
		"a decision": {func(b *bench) func(context.Context, *store.Store) error {
			base(b)
			b.runOnce(run{found: findings(finding("t1", "a"))})
			return func(ctx context.Context, s *store.Store) error {
				return s.Decide(ctx, finding("t1", "a").ID, reconcile.Decision{State: reconcile.StateSnoozed, Until: 20000}, at(1))
			}
		}},
		"the clean-up of a killed run": {func(b *bench) func(context.Context, *store.Store) error {
			base(b)
			lease, record, batch := b.prepareRun()
			b.must(lease.Save(b.Context(), record.Seq, batch))
			b.must(lease.Release(b.Context()))
			b.exec("update run set finished_at = 0 where state = 'running'")
			return func(ctx context.Context, s *store.Store) error {
				_, err := s.Acquire(ctx, leaseName, "next", time.Minute, b.now)
				if err == nil {
					b.exec("update run set finished_at = 0 where state = 'interrupted'") // it is the present time
				}
				return err
			}
		}},
	}
}

// importing imports a delivery as ingest does.
func importing(d delivery) func(context.Context, *store.Store) error {
	return func(ctx context.Context, s *store.Store) (err error) {
		im, err := Begin(ctx, s, d.header())
		if err != nil {
			return err
		}
		defer func() {
			if failed := im.Rollback(); err == nil {
				err = failed
			}
		}()
		for i, row := range d.rows {
			row.Line = int64(i + 2)
			err := im.Add(ctx, row)
			if err != nil {
				return err
			}
		}
		for _, err := range im.Duplicates(ctx) {
			if err != nil {
				return err
			}
		}
		_, err = im.Commit(ctx)
		return err
	}
}

// prepareRun begins a second run, which finds one thing new, one changed and one
// no longer, and plans otherwise.
func (b *bench) prepareRun() (*store.Lease, reconcile.Run, reconcile.Batch) {
	b.Helper()
	a, gone := finding("t1", "a"), finding("t1", "gone")
	b.runOnce(run{found: findings(a, gone), plans: plans(steps("t1", order("s1", 5)), steps("t2", order("s2", 5)))})
	lease := b.acquire("engine", time.Minute)
	record := b.begin(lease, run{})
	r := run{found: findings(with(a, func(f *reconcile.Finding) { f.Severity = reconcile.Low }), finding("t1", strings.Repeat("b", 9)))}
	r.plans = plans(steps("t1", order("s1", 6), order("s4", 0)))
	batch, _ := r.batch(b.tenant("t1"), record)
	return lease, record, batch
}
