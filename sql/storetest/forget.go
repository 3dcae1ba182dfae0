package storetest

import (
	"strings"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func forgetTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"takes away what a source has told, and nothing else": testForgetAll,
		"knows no source that never delivered":                testForgetNobody,
		"the rows of each source are counted":                 testSourceRows,
		"what is delivered again begins anew, with a history": testForgetAndDeliver,
	}
}

// everything is a delivery of each kind by a source.
func everything(source string, at int) []delivery {
	seller := reconcile.FactRow{Seller: &reconcile.Seller{ID: "p1", Name: source}}
	offer := reconcile.FactRow{Offer: &reconcile.Offer{ID: "p:1", Title: source}}
	return []delivery{
		{kind: reconcile.TenantRows, source: source, at: at, rows: rows{profile("t1", source)}},
		{kind: reconcile.SellerRows, source: source, at: at, rows: rows{seller}},
		{kind: reconcile.CatalogRows, source: source, at: at, rows: rows{offer}},
		{source: source, at: at, complete: true, rows: rows{sub("t1", "s1", 5), sub("t1", "of "+source, int64(at))}},
		{kind: movesKind, source: source, at: at, rows: rows{move("t1", "of "+source, "a")}},
		{kind: reconcile.TransferRows, source: source, at: at, rows: rows{transfer("of "+source, reconcile.TransferPending)}},
	}
}

func (b *bench) deliverAll(list []delivery) {
	b.Helper()
	for _, d := range list {
		b.deliver(d)
	}
}

// holding returns the rows of the store in which a source is named, without the record of
// deliveries and the history of facts.
func (b *bench) holding(source string) []string {
	b.Helper()
	var lines []string
	for _, line := range b.dump() {
		if strings.Contains(line, source) && !strings.HasPrefix(line, "import ") && !strings.HasPrefix(line, "fact_change ") {
			lines = append(lines, line)
		}
	}
	return lines
}

func testForgetAll(b *bench) {
	b.deliverAll(everything("bbb", 1))
	before := append(b.facts(), append(b.deliveries("t1"), b.moves("t1")...)...)
	held := b.holding("bbb")
	b.deliverAll(everything("aaa", 2))
	if len(b.holding("aaa")) == 0 || b.tenant("t1").Tenant.Name != "aaa" {
		b.Fatal("the newer source has no say")
	}
	got, err := b.the().Forget(b.Context(), "aaa")
	b.must(err)
	want := []reconcile.SourceRows{
		{Source: "aaa", Kind: reconcile.TenantRows, Rows: 1},
		{Source: "aaa", Kind: reconcile.SellerRows, Rows: 1},
		{Source: "aaa", Kind: reconcile.CatalogRows, Rows: 1},
		{Source: "aaa", Kind: reconcile.SubscriptionRows, Rows: 2},
		{Source: "aaa", Kind: movesKind, Rows: 1},
		{Source: "aaa", Kind: reconcile.TransferRows, Rows: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		b.Errorf("forgotten (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, append(b.facts(), append(b.deliveries("t1"), b.moves("t1")...)...)); diff != "" {
		b.Errorf("facts (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(held, b.holding("bbb")); diff != "" {
		b.Errorf("rows of the other source (-before +after):\n%s", diff)
	}
	if left := b.holding("aaa"); len(left) > 0 {
		b.Errorf("left behind:\n%s", strings.Join(left, "\n"))
	}
	stats, err := b.the().Stats(b.Context())
	b.must(err)
	for _, im := range stats.Imports {
		if im.Source == "aaa" {
			b.Errorf("the last import of %s still counts", im.Kind)
		}
	}
}

func testForgetNobody(b *bench) {
	b.deliverAll(everything("bbb", 1))
	before := b.dump()
	got, err := b.the().Forget(b.Context(), "nobody")
	b.must(err)
	if diff := cmp.Diff(before, b.dump()); diff != "" || len(got) > 0 {
		b.Errorf("forgotten %v (-before +after):\n%s", got, diff)
	}
}

func testSourceRows(b *bench) {
	b.deliver(delivery{source: "b", at: 1, complete: true, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5)}})
	b.deliver(delivery{source: "b", at: 2, complete: true, rows: rows{sub("t1", "s1", 5)}})
	b.deliver(delivery{source: "a", at: 1, rows: rows{sub("t1", "s1", 5)}})
	b.deliver(delivery{kind: movesKind, at: 1, rows: rows{move("t1", "s1")}})
	got, err := b.the().SourceRows(b.Context())
	b.must(err)
	want := []reconcile.SourceRows{
		{Source: "a", Kind: reconcile.SubscriptionRows, Rows: 1},
		{Source: "b", Kind: reconcile.SubscriptionRows, Rows: 2, Gone: 1},
		{Source: "csv", Kind: movesKind, Rows: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		b.Errorf("rows (-want +got):\n%s", diff)
	}
}

// testForgetAndDeliver sees that a source which delivers again is not held against what
// it delivered before, and that the history goes on where it ended.
func testForgetAndDeliver(b *bench) {
	b.deliver(delivery{at: 0, rows: rows{known()}})
	b.deliver(delivery{at: day, complete: true, rows: rows{known(seats(25))}})
	_, err := b.the().Forget(b.Context(), "csv")
	b.must(err)
	narrow := only(delivery{at: 2 * day, rows: rows{known(seats(25))}})
	narrow.want = &counts{Rows: 1, Changed: 1}
	b.deliver(narrow)
	story := storyCase{
		deliveries: []delivery{{at: 3 * day, rows: rows{known(seats(30))}}},
		want:       []string{"s1 csv 30 2026-12-31"},
		history: []string{
			"csv quantity=20 2026-11-01", "csv quantity=25 2026-11-02", "csv present=true 2026-11-03", "csv quantity=30 2026-11-04",
			"csv end_of_term= 2026-11-04",
		},
	}
	story.run(b)
	_, err = b.the().Forget(b.Context(), "csv")
	b.must(err)
	storyCase{
		deliveries: []delivery{{at: 5 * day, rows: rows{known(seats(40))}}},
		want:       []string{"s1 csv 40 2026-12-31"},
		history: []string{
			"csv quantity=20 2026-11-01", "csv quantity=25 2026-11-02", "csv quantity=30 2026-11-04", "csv end_of_term= 2026-11-04",
			"csv present=true 2026-11-06", "csv quantity=40 2026-11-06",
		},
	}.run(b)
}
