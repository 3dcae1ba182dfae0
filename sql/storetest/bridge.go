package storetest

import (
	"fmt"
	"math/big"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// scopeOf names the jobs and tenants of a run: bridges lead between runs of one scope.
func scopeOf(run *reconcile.Run) string { return fmt.Sprint(run.Jobs, run.Tenants) }

// scanFor reads what a run looks at, with how the last one of its scope left it.
func (b *bench) scanFor(run *reconcile.Run) (opening int64, states []reconcile.TenantState) {
	b.Helper()
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	opening, err = n.Opening(b.Context(), run.Jobs, run.Tenants)
	b.must(err)
	return opening, all(b, n.Tenants(b.Context(), run.Tenants))
}

// amounts are sums of money in minor units by kind and currency, without zeroes.
type amounts map[string]int64

func (a amounts) add(kind reconcile.MoneyKind, currency string, minor int64) {
	key := fmt.Sprint(kind, " ", currency)
	if a[key] += minor; a[key] == 0 {
		delete(a, key)
	}
}

// checkBridge checks that a run's bridge begins where the run of its opening ended
// and ends at what the run lists.
func (m *machine) checkBridge(t *rapid.T, run *reconcile.Run, bridge reconcile.Bridge, found []reconcile.Reported) {
	listed, begins, ends := amounts{}, amounts{}, amounts{}
	for i := range found {
		e := &found[i].Finding.Exposure
		listed.add(e.Kind, e.Amount.Currency, e.Amount.Minor)
	}
	for _, l := range bridge.Lines {
		sum := new(big.Int).Set(l.Opening)
		for _, between := range l.Between() {
			sum.Add(sum, between)
		}
		if sum.Cmp(l.Closing) != 0 {
			t.Fatalf("the bridge of run %d does not tie: %+v", run.Seq, l)
		}
		begins.add(l.Kind, l.Currency, l.Opening.Int64())
		ends.add(l.Kind, l.Currency, l.Closing.Int64())
	}
	last := m.closed[scopeOf(run)]
	if bridge.From != last.seq {
		t.Fatalf("the bridge of run %d begins at %d, want %d", run.Seq, bridge.From, last.seq)
	}
	if diff := cmp.Diff(last.amounts, begins); last.seq != 0 && diff != "" {
		t.Fatalf("the bridge of run %d begins elsewhere than run %d ended (-want +got):\n%s", run.Seq, last.seq, diff)
	}
	if diff := cmp.Diff(listed, ends); diff != "" {
		t.Fatalf("the bridge of run %d ends elsewhere than at its list (-want +got):\n%s", run.Seq, diff)
	}
	m.closed[scopeOf(run)] = closing{run.Seq, listed}
}

// closing is what a run listed.
type closing struct {
	seq     int64
	amounts amounts
}

// drawAmount draws an exposure of few amounts, which may be absent or shrink.
func drawAmount(t *rapid.T) reconcile.Exposure {
	e := reconcile.Exposure{}.As(rapid.SampledFrom(reconcile.MoneyKinds()[:2]).Draw(t, "kind"), reconcile.Once)
	if currency := rapid.SampledFrom([]string{"", "EUR", "EUR", "USD"}).Draw(t, "currency"); currency != "" {
		e.Amount = reconcile.Amount{Minor: rapid.SampledFrom([]int64{1, 20, 300}).Draw(t, "minor"), Currency: currency}
		e.Share = drawShare(t)
	}
	return e
}
