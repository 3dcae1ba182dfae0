package storetest

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/sql/store"
)

func pruneTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"takes old runs and leaves the others as they are":      testPrune,
		"leaves what must stay, however old":                    testPruneStays,
		"forgets changes of facts but for the last two":         testPruneChanges,
		"forgets messages that a later one has followed":        testPruneMessages,
		"forgets old nights":                                    testPruneNights,
		"changes no report that is kept, whatever has happened": testPruneDrawn,
	}
}

// account is all that the report of a run says.
type account struct {
	coverage []reconcile.Coverage
	findings []reconcile.Reported
	resolved []reconcile.ResolvedFinding
	silenced []reconcile.Finding
	planned  []reconcile.Planned
}

func (b *bench) account(seq int64) account {
	b.Helper()
	report, err := b.the().Report(b.Context(), seq)
	b.must(err)
	ctx, none := b.Context(), reconcile.Filter{}
	return account{
		all(b, report.Coverage(ctx, none)), all(b, report.Findings(ctx, none)), all(b, report.Resolved(ctx, none)),
		all(b, report.Silenced(ctx, none)), all(b, report.Plan(ctx, none)),
	}
}

// prune prunes, and checks that it was foretold.
func (b *bench) prune(before store.Cutoffs) store.Pruned {
	b.Helper()
	if before.Now.IsZero() {
		before.Now = at(24 * 60)
	}
	foretold, err := b.the().Prunable(b.Context(), before)
	b.must(err)
	lease := b.acquire("pruner", time.Minute)
	pruned, err := lease.Prune(b.Context(), before)
	b.must(err)
	again, err := lease.Prune(b.Context(), before)
	b.must(err)
	b.must(lease.Release(b.Context()))
	if foretold != pruned {
		b.Errorf("pruned are %+v, foretold were %+v", pruned, foretold)
	}
	if (again != store.Pruned{From: pruned.From}) {
		b.Errorf("a second time %+v is left to prune", again)
	}
	return pruned
}

// day is the first instant of a day after the first of November.
func onDay(n int) time.Time { return at(24 * n) }

func testPrune(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5)}})
	steady, ended, worse := finding("t1", "steady"), finding("t1", "ended"), finding("t2", "worse")
	ended.TermEnd = reconcile.NewDay(2026, 11, 3)
	ended.ID = ended.Identify()
	b.runOnce(run{found: findings(steady, ended, worse)})                                                                            // 1
	b.runOnce(run{found: findings(steady, worse)})                                                                                   // 2
	b.runOnce(run{found: findings(steady, with(worse, func(f *reconcile.Finding) { f.Severity = reconcile.Info })), backfill: true}) // 3
	b.runOnce(run{found: findings(steady, with(worse, func(f *reconcile.Finding) { f.Severity = reconcile.Low }))})                  // 4
	b.runOnce(run{found: findings(steady, with(worse, func(f *reconcile.Finding) { f.Severity = reconcile.Critical }))})             // 5
	b.runOnce(run{found: findings(steady)})                                                                                          // 6
	kept := map[int64]account{5: b.account(5), 6: b.account(6)}
	pruned := b.prune(store.Cutoffs{Runs: onDay(5)})
	if pruned.From != 5 || pruned.Runs != 4 {
		b.Errorf("pruned %+v, want the four runs before 5", pruned)
	}
	for seq, was := range kept {
		if diff := cmp.Diff(was, b.account(seq), exactly(), cmp.AllowUnexported(account{})); diff != "" {
			b.Errorf("run %d (-before +after):\n%s", seq, diff)
		}
	}
	for seq := range int64(4) {
		if _, err := b.the().Report(b.Context(), seq+1); !errors.Is(err, store.ErrNotPublished) {
			b.Errorf("the report of run %d: %v", seq+1, err)
		}
	}
	history, err := b.the().History(b.Context(), steady.ID)
	b.must(err)
	if !history.Open || !history.FirstSeen.Equal(onDay(1)) {
		b.Errorf("an open finding has the history %+v", history)
	}
	if _, err := b.the().History(b.Context(), ended.ID); !errors.Is(err, store.ErrNoFinding) {
		b.Errorf("a finding of a term that ended long ago: %v", err)
	}
	next := b.runOnce(run{found: findings(steady, worse, ended)})
	var deltas []string
	for _, f := range b.findings(next.Seq) {
		deltas = append(deltas, f.Finding.Subject+" "+string(f.Delta))
	}
	slices.Sort(deltas)
	if diff := cmp.Diff([]string{"ended new", "steady unchanged", "worse reopened"}, deltas); diff != "" {
		b.Errorf("the next run (-want +got):\n%s", diff)
	}
}

func testPruneStays(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	if pruned := b.prune(store.Cutoffs{Runs: onDay(99)}); pruned != (store.Pruned{}) {
		b.Errorf("of a store without runs %+v goes", pruned)
	}
	b.runOnce(run{found: findings(finding("t1", "a"))})
	if pruned := b.prune(store.Cutoffs{Runs: onDay(99)}); pruned.Runs != 0 {
		b.Errorf("of one run %+v goes", pruned)
	}
	lease := b.acquire("engine", time.Minute)
	unwritten := b.record(run{})
	unwritten.Unwritten = true
	b.must(lease.Begin(b.Context(), &unwritten))
	b.publish(lease, &unwritten)
	b.must(lease.Release(b.Context()))
	for range 3 {
		b.runOnce(run{found: findings(finding("t1", "a"))})
	}
	if pruned := b.prune(store.Cutoffs{Runs: onDay(99)}); pruned.From != unwritten.Seq || pruned.Runs != 1 {
		b.Errorf("before a run without reports %+v goes", pruned)
	}
	b.must(b.the().Written(b.Context(), unwritten.Seq))
	if pruned := b.prune(store.Cutoffs{Runs: onDay(99)}); pruned.From != 4 {
		b.Errorf("all but the last two runs were to go, not %+v", pruned)
	}
	b.runOnce(run{jobs: []reconcile.Job{reconcile.BillingJob}})
	if pruned := b.prune(store.Cutoffs{Runs: onDay(99)}); pruned.From != 4 || pruned.Runs != 0 {
		b.Errorf("a run of one job moved what stays: %+v", pruned)
	}
	if pruned := b.prune(store.Cutoffs{}); pruned != (store.Pruned{}) {
		b.Errorf("without an age %+v goes", pruned)
	}
}

func testPruneChanges(b *bench) {
	for i, seats := range []int64{1, 2, 3, 4, 5} {
		b.deliver(delivery{at: 24 * i, rows: rows{sub("t1", "s1", seats)}})
	}
	changes := func() (list []string) {
		for _, c := range b.tenant("t1").Tenant.Subscriptions[0].History {
			if c.Column == "quantity" {
				list = append(list, c.Value)
			}
		}
		return list
	}
	before := changes()
	late := at(24 * 365 * 5) // the term, if there is one, has ended
	if pruned := b.prune(store.Cutoffs{History: onDay(0), Now: late}); pruned.Changes != 0 {
		b.Errorf("%d young changes went", pruned.Changes)
	}
	if pruned := b.prune(store.Cutoffs{History: onDay(90), Now: onDay(90)}); pruned.Changes != 0 {
		b.Errorf("%d changes of a running term went", pruned.Changes)
	}
	if diff := cmp.Diff(before, changes()); diff != "" {
		b.Errorf("changes (-want +got):\n%s", diff)
	}
	if pruned := b.prune(store.Cutoffs{History: onDay(90), Now: late}); pruned.Changes != 2 {
		b.Errorf("%d changes went, want 2 of 4", pruned.Changes)
	}
	if got := strings.Join(changes(), " "); got != "3 4 5" {
		b.Errorf("what is left is %s", got)
	}
}

// lifeOfStore is what happens to a store before it is pruned, and in the night after.
type lifeOfStore struct {
	nights []run
	cutoff int // a day
	next   run
}

// A few lives are enough, and each is always the same: every night is written to the disk.
func testPruneDrawn(b *bench) {
	lives := rapid.Custom(func(t *rapid.T) lifeOfStore {
		return lifeOfStore{
			rapid.SliceOfN(rapid.Custom(drawNight), 3, 6).Draw(t, "nights"), rapid.IntRange(3, 7).Draw(t, "cutoff"), drawNight(t),
		}
	})
	for seed := range 5 {
		b.wipe()
		b.deliver(delivery{rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5)}})
		life := lives.Example(seed)
		for _, night := range life.nights {
			b.runOnce(night)
		}
		b.pruneLife(&life)
		b.runOnce(life.next)
	}
}

// pruneLife prunes, and checks that no report that is kept changes.
func (b *bench) pruneLife(life *lifeOfStore) {
	b.Helper()
	before := store.Cutoffs{Runs: onDay(life.cutoff), Now: at(24 * 60)}
	foretold, err := b.the().Prunable(b.Context(), before)
	b.must(err)
	kept := map[int64]account{}
	for seq := max(foretold.From, 1); seq <= int64(len(life.nights)); seq++ {
		kept[seq] = b.account(seq)
	}
	if pruned := b.prune(before); pruned != foretold {
		b.Errorf("pruned are %+v, foretold were %+v", pruned, foretold)
	}
	for seq, was := range kept {
		if diff := cmp.Diff(was, b.account(seq), exactly(), cmp.AllowUnexported(account{})); diff != "" {
			b.Errorf("run %d of %+v (-before +after):\n%s", seq, life, diff)
		}
	}
}

// drawNight draws a run that finds, silences, skips and leaves out.
func drawNight(t *rapid.T) run {
	var r run
	for _, f := range findings(finding("t1", "a"), finding("t2", "a")) {
		switch rapid.SampledFrom([]string{"found", "worse", "silenced", "absent"}).Draw(t, f.TenantID+f.Subject) {
		case "found":
			r.found = append(r.found, f)
		case "worse":
			r.found = append(r.found, with(f, func(f *reconcile.Finding) { f.Severity = reconcile.Critical }))
		case "silenced":
			r.silenced = append(r.silenced, f)
		}
	}
	switch rapid.SampledFrom([]string{"all", "all", "skips", "one tenant", "one job", "backfill"}).Draw(t, "kind") {
	case "skips":
		r.skipped = []string{"t1"}
	case "one tenant":
		r.tenants = []string{"t1"}
	case "one job":
		r.jobs = []reconcile.Job{reconcile.AutoRenewJob}
	case "backfill":
		r.backfill = true
	}
	return r
}
