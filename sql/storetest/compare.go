package storetest

import (
	"fmt"
	"slices"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func compareTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"a page holds the tenants of a run between two ids":       testPage,
		"what is hidden, and why something was resolved, is told": testCompared,
	}
}

func testPage(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5), sub("t3", "s3", 5)}})
	first := b.runOnce(run{found: findings(finding("t1", "a"), finding("t2", "b"), finding("t3", "c"))})
	b.runOnce(run{found: findings(finding("t2", "d"))})
	report, err := b.the().Report(b.Context(), first.Seq)
	b.must(err)
	var got []string
	for _, f := range all(b, report.Page(b.Context(), "t2", "t3")) {
		got = append(got, f.Finding.Subject)
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"b", "c"}, got); diff != "" {
		b.Errorf("a page (-want +got):\n%s", diff)
	}
	var whole, paged []reconcile.Reported
	whole = all(b, report.Findings(b.Context(), reconcile.Filter{}))
	paged = all(b, report.Page(b.Context(), "t1", "t3"))
	if diff := cmp.Diff(whole, paged, exactly()); diff != "" {
		b.Errorf("a page of all tenants (-findings +page):\n%s", diff)
	}
}

func testCompared(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5)}})
	quiet, comes, other := finding("t1", "quiet"), finding("t1", "comes and goes"), finding("t2", "other")
	b.runOnce(run{found: findings(quiet, comes, other)})
	b.runOnce(run{})
	b.runOnce(run{found: findings(quiet, comes)})
	b.runOnce(run{silenced: findings(quiet)})
	hidden := func(seq int64) (list []string) {
		report, err := b.the().Report(b.Context(), seq)
		b.must(err)
		for _, f := range all(b, report.Hidden(b.Context(), "t1", "t1")) {
			list = append(list, f.ID)
		}
		return list
	}
	if diff := cmp.Diff([][]string{nil, nil, nil, {quiet.ID}}, [][]string{hidden(1), hidden(2), hidden(3), hidden(4)}); diff != "" {
		b.Errorf("hidden (-want +got):\n%s", diff)
	}
	report, err := b.the().Report(b.Context(), 4)
	b.must(err)
	resolved := func(since int64, first, last string) (list []string) {
		for _, r := range all(b, report.ResolvedSince(b.Context(), since, first, last)) {
			list = append(list, fmt.Sprint(r.Finding.TenantID, r.Finding.ID == comes.ID, r.Reason))
		}
		slices.Sort(list)
		return list
	}
	if diff := cmp.Diff([]string{"t1true" + string(reconcile.ReasonFixed)}, resolved(3, "t1", "t1")); diff != "" {
		b.Errorf("resolved since run 3 (-want +got):\n%s", diff)
	}
	if n := len(resolved(1, "t2", "t2")); n != 1 {
		b.Errorf("%d resolutions of the other tenant since run 1, want 1", n)
	}
	if n := len(resolved(4, "t1", "t2")); n != 0 {
		b.Errorf("%d resolutions since the run itself", n)
	}
}
