package storetest

import (
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func trendTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"holds the latest whole runs":             testTrend,
		"goes back so far and no further":         testTrendLimit,
		"ends at an instant":                      testTrendUntil,
		"is the one of the snapshot":              testTrendIsolation,
		"of a run stays, whatever comes after it": testTrendStays,
	}
}

func (b *bench) trend() []reconcile.TrendPoint { return b.trendAt(at(9999)) }

func (b *bench) trendAt(asOf time.Time) []reconcile.TrendPoint {
	b.Helper()
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	points, err := n.Trend(b.Context(), asOf)
	b.must(err)
	return points
}

// runCounted publishes a run whose summary says something, with the trend as the
// engine makes it.
func (b *bench) runCounted(r run, findings int) reconcile.Run {
	b.Helper()
	lease := b.acquire("engine", time.Minute)
	record := b.begin(lease, r)
	record.Trend = b.trend()
	tally := reconcile.NewTally(record.AsOf)
	for range findings {
		f := finding("t1", "a")
		f.Due = reconcile.DueAt(record.AsOf.Add(-time.Hour))
		tally.AddFinding(&f, reconcile.New, reconcile.StateOpen)
	}
	record.Summary = tally.Summary()
	if record.Whole() {
		record.Trend = append(record.Trend, reconcile.TrendPointOf(&record))
	}
	b.publish(lease, &record)
	b.must(lease.Release(b.Context()))
	return record
}

func (b *bench) runFailed() {
	b.Helper()
	lease := b.acquire("engine", time.Minute)
	record := b.begin(lease, run{})
	b.must(lease.Abort(b.Context(), record.Seq, reconcile.RunFailed, at(1)))
	b.must(lease.Release(b.Context()))
}

// testTrend compares with what the list of runs says.
func testTrend(b *bench) {
	if got := b.trend(); len(got) != 0 {
		b.Errorf("trend %+v of an empty store, want none", got)
	}
	for i, r := range []run{
		{}, {jobs: reconcile.Jobs()[1:]}, {tenants: []string{"t1"}}, {backfill: true, asOf: 1}, {jobs: reconcile.Jobs()}, {tenants: []string{}}, {},
	} {
		b.runCounted(r, i+1)
	}
	b.runFailed()
	lease := b.acquire("engine", time.Minute)
	b.begin(lease, run{}) // is running
	runs, err := b.the().Runs(b.Context(), 99)
	b.must(err)
	var want []reconcile.TrendPoint
	for _, r := range slices.Backward(runs) {
		if r.Whole() && r.Published() {
			want = append(want, reconcile.TrendPointOf(&r))
		}
	}
	if len(want) != 4 || want[3].Findings != 7 || want[3].Overdue != 7 {
		b.Fatalf("%+v are wanted, which are not the four whole runs", want)
	}
	if diff := cmp.Diff(want, b.trend()); diff != "" {
		b.Errorf("trend (-want +got):\n%s", diff)
	}
}

func testTrendLimit(b *bench) {
	const more = 3
	for i := range reconcile.MaxTrend + more {
		b.runCounted(run{}, i)
	}
	got := b.trend()
	if len(got) != reconcile.MaxTrend || got[0].Seq != more+1 || got[0].Findings != more || got[len(got)-1].Seq != reconcile.MaxTrend+more {
		b.Errorf("trend of %d points %+v, want the latest %d", len(got), got, reconcile.MaxTrend)
	}
}

func testTrendUntil(b *bench) {
	for day := range 4 {
		b.runCounted(run{asOf: day + 1}, day)
	}
	for day := range 6 {
		want := min(day, 4)
		if got := b.trendAt(at(24 * day)); len(got) != want || want > 0 && !got[want-1].AsOf.Equal(at(24*want)) {
			b.Errorf("up to day %d the trend is %+v, want %d points", day, got, want)
		}
	}
}

func testTrendIsolation(b *bench) {
	b.runCounted(run{}, 1)
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	b.runCounted(run{}, 2)
	points, err := n.Trend(b.Context(), at(9999))
	if err != nil || len(points) != 1 || points[0].Findings != 1 {
		b.Errorf("trend %+v, %v, want the one run from before the snapshot", points, err)
	}
}

func testTrendStays(b *bench) {
	want := []reconcile.Run{b.runCounted(run{}, 1), b.runCounted(run{}, 2), b.runCounted(run{jobs: reconcile.Jobs()[:1]}, 3)}
	if len(want[1].Trend) != 2 || len(want[2].Trend) != 2 {
		b.Fatalf("trends of %d and %d points are stored, want two each", len(want[1].Trend), len(want[2].Trend))
	}
	runs, err := b.the().Runs(b.Context(), 9)
	b.must(err)
	slices.Reverse(runs)
	last, _, err := b.the().LastRun(b.Context())
	b.must(err)
	for i := range want {
		read, _, err := b.the().Run(b.Context(), want[i].Seq)
		b.must(err)
		report, err := b.the().Report(b.Context(), want[i].Seq)
		b.must(err)
		for how, got := range map[string]reconcile.Run{"list": runs[i], "run": read, "report": report.Run()} {
			if diff := cmp.Diff(want[i].Trend, got.Trend); diff != "" {
				b.Errorf("trend of run %d in the %s (-want +got):\n%s", want[i].Seq, how, diff)
			}
		}
	}
	if diff := cmp.Diff(want[2].Trend, last.Trend); diff != "" {
		b.Errorf("trend of the last run (-want +got):\n%s", diff)
	}
}
