package storetest

import (
	"slices"
	"time"

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

// inOrder returns findings in the order of a run's lists, as findings of one delta.
func inOrder(asOf time.Time, found []reconcile.Finding, delta reconcile.Delta) []reconcile.Finding {
	order := reconcile.OrderAt(asOf)
	return slices.SortedFunc(slices.Values(found), func(a, b reconcile.Finding) int {
		return order.Compare(&reconcile.Reported{Finding: a, Delta: delta}, &reconcile.Reported{Finding: b, Delta: delta})
	})
}

// testOrder lets a second run find some findings changed, look different or fall
// silent, and skip a tenant.
func testOrder(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		b.wipe()
		found := drawFindings(t)
		for i := range found {
			if e := &found[i].Exposure; e.Amount.Known() {
				e.Share = drawShare(t)
			}
		}
		b.storeRun(reconcile.Batch{Coverage: covered("t1", "t2", "T2"), Versions: asNew(found)})
		cover, listed := covered("t1", "t2", "T2"), len(found)
		cover[0].Evaluated = rapid.Bool().Draw(t, "t1 is evaluated")
		var versions []reconcile.Version
		for _, f := range found {
			cause := rapid.SampledFrom([]reconcile.Cause{
				"", reconcile.CauseChanged, reconcile.CauseReopened, reconcile.CauseDisplay, reconcile.CauseSuppressed,
			}).Draw(t, "cause")
			if cause != "" && (f.TenantID != "t1" || cover[0].Evaluated) {
				versions = append(versions, reconcile.Version{Finding: f, Cause: cause})
			}
		}
		record := b.storeRun(reconcile.Batch{Coverage: cover, Versions: versions})
		report, err := b.the().Report(b.Context(), record.Seq)
		b.must(err)
		silenced := all(b, report.Silenced(b.Context(), reconcile.Filter{}))
		order := reconcile.OrderAt(record.AsOf)
		if !slices.IsSortedFunc(silenced, func(a, b reconcile.Finding) int { return order.CompareFindings(&a, &b) }) {
			t.Fatalf("the silenced findings are not in order")
		}
		for _, list := range [][]reconcile.Reported{
			all(b, report.Findings(b.Context(), reconcile.Filter{})), all(b, b.the().OpenFindings(b.Context(), reconcile.Choice{}, 1)),
		} {
			if len(list) != listed-len(silenced) {
				t.Fatalf("%d findings, want %d less %d", len(list), listed, len(silenced))
			}
			got := slices.Clone(list)
			slices.SortFunc(list, func(a, b reconcile.Reported) int { return order.Compare(&a, &b) })
			if diff := cmp.Diff(list, got, exactly()); diff != "" {
				t.Fatalf("order (-want +got):\n%s", diff)
			}
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
