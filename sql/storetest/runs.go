package storetest

import (
	"errors"
	"math/big"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"handover/reconcile"
	"handover/sql/store"
)

func runTests() map[string]func(*bench) {
	tests := map[string]func(*bench){
		"the record comes back as it was":              testRecordRoundTrip,
		"runs are numbered and listed":                 testRunList,
		"an aborted run leaves its record only":        testAbort,
		"only a running run takes anything":            testRunStates,
		"the day of a dry run":                         testDryRun,
		"a backfill touches nothing":                   testBackfill,
		"a decision is refused for an unknown finding": testDecideUnknown,
		"the history of a finding":                     testHistory,
	}
	for name, life := range lives() {
		tests["life: "+name] = life.run
	}
	return tests
}

func testRecordRoundTrip(b *bench) {
	lease := b.acquire("one", time.Minute)
	record := b.record(run{asOf: 3, jobs: []reconcile.Job{reconcile.UsageJob, reconcile.BillingJob}, tenants: []string{"t2", "t1"}})
	record.Trigger, record.Actor, record.Reason = reconcile.TriggerPage, "Ännie <a@example.com>", "a \"reason\"\n"
	b.must(lease.Begin(b.Context(), &record))
	huge, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	tally := reconcile.NewTally(record.AsOf)
	tally.AddCoverage(&reconcile.Coverage{Evaluated: true, Seats: 5, Routine: map[reconcile.Counter]int{reconcile.CountCovered: 2}})
	record.Summary = tally.Summary()
	record.Summary.Exposure = []reconcile.ExposureSum{{Code: "auto-renew-on", Currency: "EUR", Minor: huge, Findings: 2}}
	record.Trend = []reconcile.TrendPoint{
		{Seq: 7, AsOf: at(5), Findings: 3, Overdue: 1, BySeverity: map[reconcile.Severity]int{reconcile.High: 2, reconcile.Low: 0}},
		{Seq: 9, AsOf: at(6)},
	}
	record.State, record.FinishedAt = reconcile.RunPartial, at(99)
	b.must(lease.Publish(b.Context(), &record))
	same := cmp.Comparer(func(a, b *big.Int) bool { return a.Cmp(b) == 0 })
	got, ok, err := b.the().Run(b.Context(), record.Seq)
	b.must(err)
	if diff := cmp.Diff(record, got, same); !ok || diff != "" {
		b.Errorf("run (-want +got):\n%s", diff)
	}
	report, err := b.the().Report(b.Context(), record.Seq)
	b.must(err)
	if diff := cmp.Diff(record, report.Run(), same); diff != "" {
		b.Errorf("run of the report (-want +got):\n%s", diff)
	}
}

func testRunList(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	if _, ok, err := b.the().LastRun(b.Context()); ok || err != nil {
		b.Errorf("an empty store has a last run, or %v", err)
	}
	b.runOnce(run{})
	lease := b.acquire("one", time.Minute)
	failed := b.begin(lease, run{})
	b.must(lease.Abort(b.Context(), failed.Seq, reconcile.RunFailed, at(1)))
	b.must(lease.Release(b.Context()))
	b.runOnce(run{})
	b.runOnce(run{asOf: 1, backfill: true})
	b.runOnce(run{tenants: []string{"t1"}})
	b.runOnce(run{jobs: []reconcile.Job{reconcile.UsageJob}})
	numbers := func(runs []reconcile.Run, err error) []int64 {
		b.must(err)
		list := []int64{}
		for _, r := range runs {
			list = append(list, r.Seq)
		}
		return list
	}
	for _, test := range []struct {
		name string
		got  []int64
		want []int64
	}{
		{"all", numbers(b.the().Runs(b.Context(), 10)), []int64{6, 5, 4, 3, 2, 1}},
		{"some", numbers(b.the().Runs(b.Context(), 2)), []int64{6, 5}},
		{"whole", numbers(b.the().WholeRuns(b.Context(), 10)), []int64{3, 1}},
		{"the last whole", numbers(b.the().WholeRuns(b.Context(), 1)), []int64{3}},
	} {
		if diff := cmp.Diff(test.want, test.got); diff != "" {
			b.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	last, ok, err := b.the().LastRun(b.Context())
	if err != nil || !ok || last.Seq != 6 || len(last.Jobs) != 1 {
		b.Errorf("the last run is %+v, %v, want 6 with one job", last, err)
	}
	_, ok, err = b.the().Run(b.Context(), 99)
	if ok || err != nil {
		b.Errorf("there is a run 99, or %v", err)
	}
	_, err = b.the().Report(b.Context(), 99)
	if !errors.Is(err, store.ErrNoRun) {
		b.Errorf("the report of run 99: %v, want ErrNoRun", err)
	}
}

func testAbort(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	b.runOnce(run{found: findings(finding("t1", "a"))})
	before := b.dump()
	lease := b.acquire("one", time.Minute)
	record := b.begin(lease, run{})
	for _, batch := range b.batches(run{found: findings(finding("t1", "b"))}, record) {
		b.must(lease.Save(b.Context(), record.Seq, batch))
	}
	b.must(lease.Abort(b.Context(), record.Seq, reconcile.RunInterrupted, at(50)))
	var left []string
	for _, line := range b.dump() {
		if len(line) < 3 || line[:3] != "run" {
			left = append(left, line)
		}
	}
	var kept []string
	for _, line := range before {
		if line[:3] != "run" {
			kept = append(kept, line)
		}
	}
	if diff := cmp.Diff(kept, left); diff != "" {
		b.Errorf("an aborted run leaves (-before +after):\n%s", diff)
	}
	stored, _, err := b.the().Run(b.Context(), record.Seq)
	b.must(err)
	if stored.State != reconcile.RunInterrupted || !stored.FinishedAt.Equal(at(50)) {
		b.Errorf("the aborted run is %s, ended %s", stored.State, stored.FinishedAt)
	}
}

func testRunStates(b *bench) {
	lease := b.acquire("one", time.Minute)
	record := b.begin(lease, run{})
	ctx := b.Context()
	if err := lease.Publish(ctx, &record); err == nil {
		b.Error("a run is published as running")
	}
	if err := lease.Abort(ctx, record.Seq, reconcile.RunComplete, at(1)); err == nil {
		b.Error("a run is aborted as complete")
	}
	if err := lease.Save(ctx, 99, reconcile.Batch{}); !errors.Is(err, store.ErrNoRun) {
		b.Errorf("saving an unknown run: %v, want ErrNoRun", err)
	}
	b.publish(lease, &record)
	for what, err := range map[string]error{
		"save":    lease.Save(ctx, record.Seq, reconcile.Batch{}),
		"publish": lease.Publish(ctx, &record),
		"abort":   lease.Abort(ctx, record.Seq, reconcile.RunFailed, at(1)),
	} {
		if err == nil {
			b.Errorf("%s after the publication is taken", what)
		}
	}
}

// rehearse stores a dry run in an empty store as the engine does: the past as a run
// of its own, the number before the dry run's.
func (b *bench) rehearse(past, now reconcile.Batch) {
	b.Helper()
	lease := b.acquire("one", time.Minute)
	before, record := b.record(run{asOf: 9}), b.record(run{asOf: 9})
	before.Seq = -1
	b.must(lease.Begin(b.Context(), &before))
	b.must(lease.Begin(b.Context(), &record))
	b.must(lease.Save(b.Context(), before.Seq, past))
	b.must(lease.Save(b.Context(), record.Seq, now))
	b.publish(lease, &before)
	count(&record, &now)
	b.publish(lease, &record)
	if record.Seq != 0 {
		b.Errorf("the dry run has the number %d", record.Seq)
	}
}

func testDryRun(b *bench) {
	old, gone, kept, held := finding("t1", "old"), finding("t1", "gone"), finding("t2", "kept"), finding("t1", "held")
	snoozed := reconcile.Decision{State: reconcile.StateSnoozed, Until: reconcile.DayOf(at(24 * 9))}
	b.rehearse(
		reconcile.Batch{
			Versions: []reconcile.Version{
				{Finding: gone, Cause: reconcile.CauseNew, FirstSeen: at(24)},
				{Finding: old, Cause: reconcile.CauseNew, FirstSeen: at(24 * 2)},
				{Finding: held, Cause: reconcile.CauseNew, FirstSeen: at(24 * 3)},
				{Finding: kept, Cause: reconcile.CauseNew, FirstSeen: at(24 * 4)},
			},
			Held: []reconcile.KnownFinding{{Finding: held, Held: snoozed}, {Finding: old, Held: snoozed}},
		},
		reconcile.Batch{
			Coverage: []reconcile.Coverage{{TenantID: "t1", Evaluated: true}, {TenantID: "t2", Reason: reconcile.StaleData}},
			Versions: []reconcile.Version{
				{Finding: finding("t1", "fresh"), Cause: reconcile.CauseNew},
				{Finding: old, Cause: reconcile.CauseChanged, FirstSeen: at(24 * 2), PreviousDue: reconcile.DueDay(reconcile.NewDay(2026, 12, 1))},
			},
			Resolved: []reconcile.Resolution{{Finding: gone, Reason: reconcile.ReasonFixed}},
		})
	want := []string{
		"t1 evaluated", "t2 not evaluated: stale-data",
		"t1 fresh new 9..9", "t1 held unchanged snoozed 3..9", "t1 old changed before 2026-12-01 2..9",
		"t2 kept not_evaluated 4..4", "t1 gone resolved fixed high",
	}
	if diff := cmp.Diff(want, b.report(0)); diff != "" {
		b.Errorf("report (-want +got):\n%s", diff)
	}
}

func testBackfill(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	b.runOnce(run{asOf: 5, found: findings(finding("t1", "a"), finding("t1", "b"))})
	before, known := b.report(1), b.tenant("t1").Known
	open := b.openLines()
	back := b.runOnce(run{asOf: 2, backfill: true, found: findings(finding("t1", "a"), finding("t1", "c"), finding("t1", "only"))})
	if diff := cmp.Diff(open, b.openLines()); diff != "" {
		b.Errorf("open after the backfill (-before +after):\n%s", diff)
	}
	if back.Line != back.Seq {
		b.Errorf("run %d is on line %d", back.Seq, back.Line)
	}
	if diff := cmp.Diff([]string{"t1 evaluated", "t1 a new 2..2", "t1 c new 2..2", "t1 only new 2..2"}, b.report(back.Seq)); diff != "" {
		b.Errorf("report of the backfill (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(known, b.tenant("t1").Known); diff != "" {
		b.Errorf("known after the backfill (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(before, b.report(1)); diff != "" {
		b.Errorf("report of run 1 (-before +after):\n%s", diff)
	}
	b.runOnce(run{asOf: 6, found: findings(finding("t1", "a"), finding("t1", "c"))})
	want := []string{"t1 evaluated", "t1 a unchanged 5..6", "t1 c new 6..6", "t1 b resolved fixed high"}
	if diff := cmp.Diff(want, b.report(3)); diff != "" {
		b.Errorf("report of the next run (-want +got):\n%s", diff)
	}
	_, err := b.the().History(b.Context(), finding("t1", "only").ID)
	if !errors.Is(err, store.ErrNoFinding) {
		b.Errorf("the history of what only a backfill found: %v, want ErrNoFinding", err)
	}
}

func testDecideUnknown(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	b.runOnce(run{found: findings(finding("t1", "a"), finding("t1", "b"))})
	for id, want := range map[string]error{
		"":                    store.ErrNoFinding,
		"zz":                  store.ErrNoFinding,
		finding("t1", "x").ID: store.ErrNoFinding,
	} {
		err := b.the().Decide(b.Context(), id, reconcile.Decision{State: reconcile.StateAcknowledged}, at(1))
		if !errors.Is(err, want) {
			b.Errorf("decide about %q: %v, want %v", id, err, want)
		}
	}
}

func testHistory(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	a := finding("t1", "a")
	worse := with(a, func(f *reconcile.Finding) { f.Severity = reconcile.Critical })
	b.runOnce(run{found: findings(a)})
	until := reconcile.DayOf(at(24 * 20))
	b.must(b.the().Decide(b.Context(), a.ID[:8], reconcile.Decision{State: reconcile.StateAcknowledged, Until: until, Actor: "A", Reason: "seen"}, at(30)))
	b.runOnce(run{found: findings(worse)})
	b.runOnce(run{})
	b.runOnce(run{found: findings(a)})
	got, err := b.the().History(b.Context(), a.ID[:8])
	b.must(err)
	want := reconcile.History{
		Finding: a, Open: true, FirstSeen: at(24), LastSeen: at(96),
		Versions: []reconcile.PastVersion{
			{Run: 1, AsOf: at(24), Cause: reconcile.CauseNew, Finding: a},
			{Run: 2, AsOf: at(48), Cause: reconcile.CauseChanged, Finding: worse},
			{Run: 4, AsOf: at(96), Cause: reconcile.CauseReopened, Finding: a},
		},
		Resolutions: []reconcile.PastResolution{{Run: 3, AsOf: at(72), Reason: reconcile.ReasonFixed}},
		Decisions: []reconcile.Decided{{
			Decision: reconcile.Decision{State: reconcile.StateAcknowledged, Until: until, Actor: "A", Reason: "seen"},
			At:       at(30), AfterRun: 1,
		}},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		b.Errorf("history (-want +got):\n%s", diff)
	}
}
