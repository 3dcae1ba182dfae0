package storetest

import (
	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func silencedTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"are told by the run that silenced them only, as they were": testSilenced,
		"of a dry run were brought along":                           testSilencedDryRun,
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
