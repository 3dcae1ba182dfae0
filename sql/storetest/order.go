package storetest

import (
	"slices"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

func orderTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"findings come in the order of Compare": testOrder,
		"ids are ordered by their bytes":        testByteOrder,
	}
}

func testOrder(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		b.wipe()
		found := drawFindings(t)
		record := b.storeRun(reconcile.Batch{Coverage: covered("t1", "t2", "T2"), Versions: asNew(found)})
		slices.SortFunc(found, func(a, b reconcile.Finding) int { return reconcile.Compare(&a, &b) })
		report, err := b.the().Report(b.Context(), record.Seq)
		b.must(err)
		var want, got []string
		for _, f := range found {
			want = append(want, f.ID+" "+f.TenantName)
		}
		for _, f := range all(b, report.Findings(b.Context(), reconcile.Filter{})) {
			got = append(got, f.Finding.ID+" "+f.Finding.TenantName)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("order (-want +got):\n%s", diff)
		}
	})
}

func testByteOrder(b *bench) {
	ids := []string{"a", "B", "ab", "a b", "a-b", "_", "é", "e", "中", "\U0001F600", "\uFFFD", "Z", "z", "ß", "ss"}
	var subs rows
	for _, tenant := range ids {
		for _, id := range ids {
			subs = append(subs, sub(tenant, tenant+id, 1))
		}
	}
	b.deliver(delivery{rows: subs[:0], kind: reconcile.SubscriptionRows})
	seen := map[string]bool{}
	subs = slices.DeleteFunc(subs, func(r reconcile.FactRow) bool {
		again := seen[r.Subscription.ID]
		seen[r.Subscription.ID] = true
		return again
	})
	b.deliver(delivery{rows: subs})
	var tenants []string
	for _, state := range b.scan() {
		tenants = append(tenants, state.Tenant.ID)
		if !slices.IsSortedFunc(state.Tenant.Subscriptions, func(x, y reconcile.Subscription) int {
			if x.ID < y.ID {
				return -1
			}
			return 1
		}) {
			b.Errorf("subscriptions of %s are not in order", state.Tenant.ID)
		}
	}
	slices.Sort(ids)
	if diff := cmp.Diff(ids, tenants); diff != "" {
		b.Errorf("tenants (-want +got):\n%s", diff)
	}
}
