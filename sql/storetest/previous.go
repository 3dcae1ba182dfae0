package storetest

import (
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

func previousTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"every field of it comes back as it was":  testPreviousRoundTrip,
		"stands in the run of the change only":    testPrevious,
		"of a backfill is of the backfill's line": testPreviousBackfill,
		"of a dry run was brought along":          testPreviousDryRun,
	}
}

// previous returns what findings were, by subject, from those that say it.
func previous(list []reconcile.Reported) map[string]reconcile.Finding {
	found := map[string]reconcile.Finding{}
	for _, f := range list {
		if f.Previous != nil {
			found[f.Finding.Subject] = *f.Previous
		}
	}
	return found
}

func (b *bench) findings(seq int64) []reconcile.Reported {
	b.Helper()
	report, err := b.the().Report(b.Context(), seq)
	b.must(err)
	return all(b, report.Findings(b.Context(), reconcile.Filter{}))
}

func testPreviousRoundTrip(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		b.wipe()
		before, now := drawFinding(t), drawFinding(t)
		now.Code, now.Job, now.TenantID, now.ID = before.Code, before.Job, before.TenantID, before.ID
		now.SubscriptionID, now.Subject, now.TermEnd = before.SubscriptionID, before.Subject, before.TermEnd
		b.storeRun(reconcile.Batch{Coverage: covered(now.TenantID), Versions: asNew(findings(before))})
		record := b.storeRun(reconcile.Batch{
			Coverage: covered(now.TenantID), Versions: []reconcile.Version{{Finding: now, Cause: reconcile.CauseChanged}},
		})
		open := all(b, b.the().OpenFindings(b.Context(), reconcile.Choice{}, 1))
		for _, list := range [][]reconcile.Reported{b.findings(record.Seq), open} {
			if len(list) != 1 {
				t.Fatalf("%d findings, want 1", len(list))
			}
			if diff := cmp.Diff(&before, list[0].Previous, exactly()); diff != "" {
				t.Fatalf("previous (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(now, list[0].Finding, exactly()); diff != "" {
				t.Fatalf("finding (-want +got):\n%s", diff)
			}
		}
	})
}

func testPrevious(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	a, steady := finding("t1", "a"), finding("t1", "b")
	worse := with(a, func(f *reconcile.Finding) { f.Severity = reconcile.Critical })
	shown := with(worse, func(f *reconcile.Finding) { f.OfferName = "Another name" })
	best := with(a, func(f *reconcile.Finding) { f.Severity = reconcile.Info })
	story := []struct {
		run  run
		want map[string]reconcile.Finding
	}{
		{run{found: findings(a, steady)}, nil},
		{run{found: findings(worse, steady)}, map[string]reconcile.Finding{"a": a}},
		{run{found: findings(worse, steady)}, nil},
		{run{found: findings(shown, steady)}, nil}, // another display is no change
		{run{found: findings(best, steady)}, map[string]reconcile.Finding{"a": shown}},
		{run{found: findings(steady), silenced: findings(best)}, nil},
		{run{found: findings(worse, steady)}, map[string]reconcile.Finding{"a": best}}, // what it was while it was silenced
		{run{found: findings(steady)}, nil},
		{run{found: findings(a, steady)}, nil}, // reopened
		{run{skipped: []string{"t1"}}, nil},
		{run{found: findings(worse, steady)}, map[string]reconcile.Finding{"a": a}},
	}
	for i, chapter := range story {
		b.runOnce(chapter.run)
		for earlier := range i + 1 {
			want := story[earlier].want
			if want == nil {
				want = map[string]reconcile.Finding{}
			}
			if diff := cmp.Diff(want, previous(b.findings(int64(earlier+1)))); diff != "" {
				b.Errorf("previous in run %d after run %d (-want +got):\n%s", earlier+1, i+1, diff)
			}
			open := all(b, b.the().OpenFindings(b.Context(), reconcile.Choice{}, 1))
			if diff := cmp.Diff(want, previous(open)); earlier == i && diff != "" {
				b.Errorf("previous of open findings after run %d (-want +got):\n%s", i+1, diff)
			}
		}
	}
}

func testPreviousBackfill(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	a := finding("t1", "a")
	b.runOnce(run{asOf: 5, found: findings(a)})
	back := b.runOnce(run{asOf: 2, backfill: true, found: findings(with(a, func(f *reconcile.Finding) { f.Severity = reconcile.Low }))})
	if got := previous(b.findings(back.Seq)); len(got) != 0 {
		b.Errorf("previous in a backfill: %+v, want none", got)
	}
	b.runOnce(run{asOf: 6, found: findings(with(a, func(f *reconcile.Finding) { f.Severity = reconcile.Critical }))})
	if diff := cmp.Diff(map[string]reconcile.Finding{"a": a}, previous(b.findings(3))); diff != "" {
		b.Errorf("previous after a backfill (-want +got):\n%s", diff)
	}
}

// dryRun stores a dry run in which a finding of t1, whose prior content it gives, has
// another severity; and a plan.
func (b *bench) dryRun(cause reconcile.Cause) (before reconcile.Finding) {
	b.Helper()
	before = finding("t1", "a")
	now := with(before, func(f *reconcile.Finding) { f.Severity = reconcile.Low })
	b.rehearse(
		reconcile.Batch{Versions: []reconcile.Version{{Finding: before, Cause: reconcile.CauseNew, FirstSeen: at(24)}}},
		reconcile.Batch{
			Coverage: covered("t1"),
			Versions: []reconcile.Version{{Finding: now, Cause: cause, FirstSeen: at(24)}},
			Plans:    plans(steps("t1", order("s1", 5))),
		})
	return before
}

// testPreviousDryRun also shows the plan of a dry run.
func testPreviousDryRun(b *bench) {
	before := b.dryRun(reconcile.CauseChanged)
	if diff := cmp.Diff([]string{"t1 evaluated", "t1 a changed low 1..9", "t1 order s1 2026-11-06"}, b.report(0)); diff != "" {
		b.Errorf("report (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]reconcile.Finding{"a": before}, previous(b.findings(0))); diff != "" {
		b.Errorf("previous (-want +got):\n%s", diff)
	}
}
