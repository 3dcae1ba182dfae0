package storetest

import (
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/sql/store"
)

func unwrittenTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"reports are owed until they are written":    testOwed,
		"what an unwritten report told stays marked": testMissedIn,
		"what a run may not do shows before it":      testRights,
	}
}

// runOwing publishes a run whose reports are to be written, with what it missed.
func (b *bench) runOwing(r run) reconcile.Run {
	b.Helper()
	lease := b.acquire("engine", time.Minute)
	record := b.record(r)
	record.Unwritten = true
	b.must(lease.Begin(b.Context(), &record))
	for _, batch := range b.batches(r, record) {
		b.must(lease.Save(b.Context(), record.Seq, batch))
	}
	record.Summary.Missed = b.missed()
	b.publish(lease, &record)
	b.must(lease.Release(b.Context()))
	return record
}

func (b *bench) missed() []reconcile.MissedRun {
	b.Helper()
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	missed, err := n.Missed(b.Context())
	b.must(err)
	return missed
}

// unwritten lists the runs whose reports are owed, the newest first.
func (b *bench) unwritten() []int64 {
	b.Helper()
	runs, err := b.the().Unwritten(b.Context())
	b.must(err)
	var list []int64
	for i := range runs {
		if !runs[i].Unwritten {
			b.Errorf("run %d is listed and does not say why", runs[i].Seq)
		}
		list = append(list, runs[i].Seq)
	}
	return list
}

func testOwed(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	b.runOnce(run{})
	first := b.runOwing(run{})
	beside := b.runOwing(run{backfill: true})
	second := b.runOwing(run{})
	lease := b.acquire("engine", time.Minute)
	cut := b.record(run{})
	cut.Unwritten = true
	b.must(lease.Begin(b.Context(), &cut)) // and never ends
	if diff := cmp.Diff([]int64{second.Seq, beside.Seq, first.Seq}, b.unwritten()); diff != "" {
		b.Errorf("owed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]reconcile.MissedRun{{Seq: first.Seq, AsOf: first.AsOf}, {Seq: second.Seq, AsOf: second.AsOf}}, b.missed()); diff != "" {
		b.Errorf("missed (-want +got):\n%s", diff)
	}
	b.must(b.the().Written(b.Context(), first.Seq))
	b.must(b.the().Written(b.Context(), first.Seq))
	if diff := cmp.Diff([]int64{second.Seq, beside.Seq}, b.unwritten()); diff != "" {
		b.Errorf("owed after one was written (-want +got):\n%s", diff)
	}
}

func testMissedIn(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	old, early, changing, late := finding("t1", "old"), finding("t1", "early"), finding("t1", "changing"), finding("t1", "late")
	b.runOnce(run{found: findings(old)})
	lost := b.runOwing(run{found: findings(old, early, changing)})
	worse := with(changing, func(f *reconcile.Finding) { f.Severity = reconcile.Critical })
	next := b.runOwing(run{found: findings(old, early, worse, late)})
	report, err := b.the().Report(b.Context(), next.Seq)
	b.must(err)
	got := map[string]int64{}
	for _, f := range all(b, report.Findings(b.Context(), reconcile.Filter{})) {
		got[f.Finding.Subject] = f.MissedIn
	}
	if diff := cmp.Diff(map[string]int64{"old": 0, "early": lost.Seq, "changing": lost.Seq, "late": 0}, got); diff != "" {
		b.Errorf("missed in (-want +got):\n%s", diff)
	}
}

// testRights takes rights away on the server; a file has none of its own.
func testRights(b *bench) {
	b.must(b.the().AllowsRun(b.Context()))
	if !strings.HasPrefix(b.url, "postgres") {
		return
	}
	role := "reader_" + strings.TrimPrefix(lastOf(b.url), "handover_test_")
	b.exec("create role " + role)
	b.exec("grant usage on schema public to " + role)
	b.exec("grant select on all tables in schema public to " + role)
	b.exec("grant insert, update on lease, run to " + role)
	defer func() {
		b.exec("drop owned by " + role)
		b.exec("drop role " + role)
	}()
	address, err := url.Parse(b.url)
	b.must(err)
	query := address.Query()
	query.Set("options", "-c role="+role)
	address.RawQuery = query.Encode()
	st, err := store.Open(b.Context(), address.String(), store.ReadWrite)
	b.must(err)
	defer func() { b.must(st.Close()) }()
	err = st.AllowsRun(b.Context())
	if !errors.Is(err, store.ErrDenied) || !strings.Contains(err.Error(), "delete on coverage_version, ") ||
		!strings.Contains(err.Error(), "insert on finding, ") || strings.Contains(err.Error(), " on lease") {
		b.Errorf("allowed: %v", err)
	}
}

// lastOf is the name of the database in an address.
func lastOf(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return address[strings.LastIndexByte(address, '/')+1:]
}
