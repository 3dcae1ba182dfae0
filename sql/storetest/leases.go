package storetest

import (
	"errors"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/sql/store"
)

// short is a time to live after which a lease may be taken over at once.
const short = time.Millisecond

func leaseTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"has one holder":                                testLeaseHeld,
		"expires":                                       testLeaseExpires,
		"is prolonged by a heartbeat":                   testLeaseRenew,
		"of a clock that was ahead gives way":           testLeaseAhead,
		"can be given back":                             testLeaseRelease,
		"a paused holder can store nothing":             testPausedHolder,
		"names do not stand in each other's way":        testLeaseNames,
		"a killed run is cleaned up by the next holder": testKilled,
	}
}

// expire waits until a short lease has surely expired: by the clock of the server,
// and by the one that the tests hand in.
func (b *bench) expire() {
	const wait = 20 * short
	time.Sleep(wait)
	b.waited += wait
}

// now is the time that the tests hand in.
func (b *bench) now() time.Time { return at(0).Add(b.waited) }

func testLeaseHeld(b *bench) {
	first := b.acquire("one", time.Minute)
	_, err := b.the().Acquire(b.Context(), leaseName, "two", time.Minute, b.now)
	held, ok := errors.AsType[*store.LeaseHeldError](err)
	if !ok || !errors.Is(err, store.ErrLeaseHeld) || held.Holder != "one" || held.Until.IsZero() {
		b.Errorf("a second holder gets %v, want that one holds the lease", err)
	}
	_, err = b.the().Acquire(b.Context(), leaseName, "one", time.Minute, b.now)
	if !errors.Is(err, store.ErrLeaseHeld) {
		b.Errorf("the holder itself gets %v, want ErrLeaseHeld", err)
	}
	if first.Epoch != 1 || first.Holder != "one" || first.Name != leaseName {
		b.Errorf("the first lease is %+v", first)
	}
}

func testLeaseExpires(b *bench) {
	first := b.acquire("one", short)
	b.expire()
	// Nobody has taken it over: it is still the first one's.
	b.must(first.Renew(b.Context()))
	b.expire()
	second := b.acquire("two", time.Minute)
	if second.Epoch != first.Epoch+1 {
		b.Errorf("the epoch is %d after %d", second.Epoch, first.Epoch)
	}
	err := first.Renew(b.Context())
	if !errors.Is(err, store.ErrLeaseLost) {
		b.Errorf("the first holder's heartbeat gets %v, want ErrLeaseLost", err)
	}
	b.must(first.Release(b.Context())) // and takes nothing from the second
	b.must(second.Renew(b.Context()))
}

func testLeaseRenew(b *bench) {
	first := b.acquire("one", time.Minute)
	b.exec("update lease set expires_at = 0")
	b.must(first.Renew(b.Context()))
	_, err := b.the().Acquire(b.Context(), leaseName, "two", time.Minute, b.now)
	if !errors.Is(err, store.ErrLeaseHeld) {
		b.Errorf("a lease with a heartbeat is given to another: %v", err)
	}
}

// testLeaseAhead takes a lease that a clock has written which was a day ahead.
func testLeaseAhead(b *bench) {
	first := b.acquire("one", time.Minute)
	b.exec("update lease set expires_at = expires_at + 86400000000")
	second := b.acquire("two", time.Minute)
	if second.Epoch != first.Epoch+1 {
		b.Errorf("the epoch is %d after %d", second.Epoch, first.Epoch)
	}
	b.exec("update lease set expires_at = expires_at + 30000000") // the clock was set back a little since
	_, err := b.the().Acquire(b.Context(), leaseName, "three", time.Minute, b.now)
	if !errors.Is(err, store.ErrLeaseHeld) || !strings.Contains(err.Error(), "clock") {
		b.Errorf("a lease that may be honest is given to another, or no clock is named: %v", err)
	}
}

func testLeaseRelease(b *bench) {
	first := b.acquire("one", time.Minute)
	b.must(first.Release(b.Context()))
	second := b.acquire("one", time.Minute)
	err := first.Renew(b.Context())
	if !errors.Is(err, store.ErrLeaseLost) {
		b.Errorf("a heartbeat of the same holder's earlier lease: %v, want ErrLeaseLost", err)
	}
	if second.Epoch <= first.Epoch {
		b.Errorf("the epoch is %d after %d", second.Epoch, first.Epoch)
	}
}

func testLeaseNames(b *bench) {
	record := b.begin(b.acquire("one", time.Minute), run{})
	another, err := b.the().Acquire(b.Context(), "another", "one", time.Minute, b.now)
	b.must(err)
	// Its holder has nothing to do with the run of the first lease.
	err = another.Save(b.Context(), record.Seq, reconcile.Batch{})
	if !errors.Is(err, store.ErrLeaseLost) {
		b.Errorf("saving with a lease of another name: %v, want ErrLeaseLost", err)
	}
	stored, _, err := b.the().Run(b.Context(), record.Seq)
	if err != nil || stored.State != reconcile.RunRunning {
		b.Errorf("the run is %s, %v, want it running", stored.State, err)
	}
}

func testPausedHolder(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	paused := b.acquire("paused", short)
	record := b.begin(paused, run{})
	batch := b.batches(run{found: findings(finding("t1", "a"))}, record)[0]
	b.expire()
	b.must(paused.Save(b.Context(), record.Seq, batch)) // nobody has taken over yet

	next := b.acquire("next", time.Minute)
	cleaned := b.dump()
	record.State, record.FinishedAt = reconcile.RunComplete, at(0)
	for what, err := range map[string]error{
		"save":    paused.Save(b.Context(), record.Seq, batch),
		"publish": paused.Publish(b.Context(), &record),
		"abort":   paused.Abort(b.Context(), record.Seq, reconcile.RunFailed, at(0)),
		"begin":   paused.Begin(b.Context(), &reconcile.Run{}),
	} {
		if !errors.Is(err, store.ErrLeaseLost) {
			b.Errorf("%s by the paused holder: %v, want ErrLeaseLost", what, err)
		}
	}
	// Nor can the run be taken further with the new lease.
	if err := next.Save(b.Context(), record.Seq, batch); err == nil {
		b.Error("a run that was cleaned up takes another batch")
	}
	if diff := cmp.Diff(cleaned, b.dump()); diff != "" {
		b.Errorf("the paused holder left (-before +after):\n%s", diff)
	}
}

func testKilled(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	b.runOnce(run{found: findings(finding("t1", "a"), finding("t1", "b"))})
	before := b.report(1)
	killed := b.acquire("killed", short)
	record := b.begin(killed, run{})
	for _, batch := range b.batches(run{found: findings(finding("t1", "c"))}, record) {
		b.must(killed.Save(b.Context(), record.Seq, batch))
	}
	open := []string{"t1 a new 1..1", "t1 b new 1..1"}
	if diff := cmp.Diff(open, b.openLines()); diff != "" {
		b.Errorf("a running run shows (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a open", "b open"}, b.knownLines("t1")); diff != "" {
		b.Errorf("known during a running run (-want +got):\n%s", diff)
	}
	b.expire()
	b.acquire("next", time.Minute)
	stored, ok, err := b.the().Run(b.Context(), record.Seq)
	b.must(err)
	if !ok || stored.State != reconcile.RunInterrupted || stored.FinishedAt.IsZero() {
		b.Errorf("the killed run is %+v, want it interrupted", stored)
	}
	_, err = b.the().Report(b.Context(), record.Seq)
	if !errors.Is(err, store.ErrNotPublished) {
		b.Errorf("the report of the killed run: %v, want ErrNotPublished", err)
	}
	for _, line := range b.dump() {
		if len(line) > 8 && line[:8] == "finding " && line[len(line)-2:] == "|2" {
			b.Errorf("the killed run left %s", line)
		}
	}
	if diff := cmp.Diff(before, b.report(1)); diff != "" {
		b.Errorf("the report of the run before (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(open, b.openLines()); diff != "" {
		b.Errorf("open after the clean-up (-want +got):\n%s", diff)
	}
}

// openLines writes the open findings as of the last run's day.
func (b *bench) openLines() []string {
	b.Helper()
	last, _, err := b.the().LastRun(b.Context())
	b.must(err)
	var lines []string
	for _, f := range all(b, b.the().OpenFindings(b.Context(), reconcile.Choice{}, reconcile.DayOf(last.AsOf))) {
		lines = append(lines, line(&f))
	}
	return lines
}
