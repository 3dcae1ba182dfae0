package storetest

import (
	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func silencedTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"are told by the run that silenced them only, as they were": testSilenced,
		"of a dry run were brought along":                           testSilencedDryRun,
		"and resolved ones are told for a week":                     testEnded,
	}
}

func (b *bench) silenced(seq int64, filter reconcile.Filter) []reconcile.Finding {
	b.Helper()
	report, err := b.the().Report(b.Context(), seq)
	b.must(err)
	return all(b, report.Silenced(b.Context(), filter))
}

func testSilenced(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	a, steady := finding("t1", "a"), finding("t1", "b")
	worse := with(a, func(f *reconcile.Finding) { f.Severity = reconcile.Critical })
	story := []struct {
		run  run
		want []reconcile.Finding
	}{
		{run{found: findings(a, steady)}, nil},
		{run{found: findings(steady), silenced: findings(worse)}, findings(a)},
		{run{found: findings(steady), silenced: findings(a)}, nil}, // it was silenced before
		{run{found: findings(worse, steady)}, nil},
		{run{skipped: []string{"t1"}}, nil},
		{run{found: findings(steady), silenced: findings(worse)}, findings(worse)},
		{run{found: findings(steady)}, nil},
	}
	for i, chapter := range story {
		b.runOnce(chapter.run)
		for earlier := range i + 1 {
			if diff := cmp.Diff(story[earlier].want, b.silenced(int64(earlier+1), reconcile.Filter{}), exactly()); diff != "" {
				b.Errorf("silenced by run %d after run %d (-want +got):\n%s", earlier+1, i+1, diff)
			}
		}
	}
	for _, elsewhere := range []reconcile.Filter{
		{Tenants: []string{"t2"}}, {Owner: reconcile.OwnerMicrosoft}, {Seller: "nobody"}, {Code: "invalid-row"},
	} {
		if got := b.silenced(2, elsewhere); len(got) != 0 {
			b.Errorf("filter %+v leaves %d silenced findings", elsewhere, len(got))
		}
	}
}

func testSilencedDryRun(b *bench) {
	before := b.dryRun(reconcile.CauseSuppressed)
	if diff := cmp.Diff(findings(before), b.silenced(0, reconcile.Filter{}), exactly()); diff != "" {
		b.Errorf("silenced (-want +got):\n%s", diff)
	}
}

// testEnded tells what runs listed no longer for seven nights, with the one in which that
// was, for ever as it was told first, and not what came back.
func testEnded(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5)}})
	a, back, quiet, other := finding("t1", "a"), finding("t1", "back"), finding("t1", "quiet"), finding("t2", "b")
	steady := with(finding("t1", "steady"), func(f *reconcile.Finding) { f.Job = reconcile.BillingJob })
	story := []struct {
		run  run
		want []reconcile.Finding
	}{
		{run{found: findings(a, back, quiet, other, steady)}, nil},
		{run{found: findings(other, steady), silenced: findings(quiet)}, nil}, // what it has ended itself is told elsewhere
		{run{found: findings(other, steady), silenced: findings(quiet)}, findings(a, back, quiet)},
		{run{found: findings(back, other, steady), silenced: findings(quiet)}, findings(a, quiet)},
		{run{tenants: []string{"t2"}, found: findings(other)}, nil},                                         // not of its tenants
		{run{jobs: []reconcile.Job{reconcile.BillingJob}, found: findings(steady)}, nil},                    // nor of its jobs
		{run{found: findings(back, steady), silenced: findings(quiet)}, findings(a, quiet)},                 // ends the one of t2
		{run{asOf: 8, found: findings(back, steady), silenced: findings(quiet)}, findings(a, quiet, other)}, // the seventh night
		{run{asOf: 9, found: findings(back, quiet, steady)}, findings(other)},                               // and the eighth
		{run{asOf: 30, found: findings(back, quiet, steady)}, nil},
	}
	for i, chapter := range story {
		b.runOnce(chapter.run)
		for earlier := range i + 1 {
			report, err := b.the().Report(b.Context(), int64(earlier+1))
			b.must(err)
			got := all(b, report.Ended(b.Context(), reconcile.Filter{}))
			if diff := cmp.Diff(story[earlier].want, got, exactly()); diff != "" {
				b.Errorf("ended before run %d, told after run %d (-want +got):\n%s", earlier+1, i+1, diff)
			}
		}
	}
	report, err := b.the().Report(b.Context(), 3)
	b.must(err)
	for filter, want := range map[string]int{"t1": 3, "t2": 0} {
		if got := all(b, report.Ended(b.Context(), reconcile.Filter{Tenants: []string{filter}})); len(got) != want {
			b.Errorf("%d ended findings of %s, want %d", len(got), filter, want)
		}
	}
}
