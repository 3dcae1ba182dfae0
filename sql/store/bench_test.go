package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"handover/reconcile"
	"handover/sql/store"
)

// benchmarkRows is enough to leave every cache; the figures are given per row.
const benchmarkRows = 100_000

const subscriptionsPerTenant = 40

func nthSubscription(i int) reconcile.Subscription {
	return reconcile.Subscription{
		ID:       fmt.Sprintf("%08x-1111-4000-8000-%012x", uint32(i)*2654435761, i),
		TenantID: fmt.Sprintf("%08x-0000-4000-8000-%012x", i/subscriptionsPerTenant, i/subscriptionsPerTenant),
		Channel:  reconcile.CSP, SellerID: "22222222-2222-2222-2222-222222222222", SellerName: "Fabrikam Partner",
		Commerce: reconcile.NCE, ProductType: reconcile.License, OfferID: "CFQ7TTC0LH18:0001",
		OfferName: "Microsoft 365 Business Premium", Quantity: reconcile.CountOf(25), Assigned: reconcile.CountOf(20),
		Status: reconcile.Active, AutoRenew: reconcile.Yes, EndOfTerm: reconcile.NoAction, Term: reconcile.Annual,
		TermStart: reconcile.NewDay(2026, 1, 1), Created: reconcile.NewDay(2025, 1, 1),
		CommitmentEnd: time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC),
		BillingCycle:  reconcile.BilledMonthly, Trial: reconcile.No, InEST: reconcile.No, Currency: "EUR",
	}
}

func importSubscriptions(tb testing.TB, s *store.Store, rows int, at time.Time) {
	tb.Helper()
	im, err := s.Import(tb.Context(), reconcile.Import{Source: "csv", Kind: reconcile.SubscriptionRows, ObservedAt: at})
	if err != nil {
		tb.Fatal(err)
	}
	for i := range rows {
		row := nthSubscription((i * 7919) % rows) // files are rarely sorted
		err := im.Add(tb.Context(), reconcile.FactRow{Line: int64(i + 2), Subscription: &row})
		if err != nil {
			tb.Fatal(err)
		}
	}
	counts, err := im.Commit(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	if counts.Rows != int64(rows) {
		tb.Fatalf("stored %d rows, want %d", counts.Rows, rows)
	}
}

func mem() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Println("heap alloc", m.HeapAlloc>>20, "inuse", m.HeapInuse>>20, "sys", m.HeapSys>>20, "next", m.NextGC>>20, "total sys", m.Sys>>20)
	b, _ := os.ReadFile("/proc/self/status")
	for l := range strings.Lines(string(b)) {
		if strings.HasPrefix(l, "VmHWM") || strings.HasPrefix(l, "Rss") {
			fmt.Print(l)
		}
	}
}

func TestBig(t *testing.T) {
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "x.db"), store.Create)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i := range 2 {
		t0 := time.Now()
		importSubscriptions(t, s, 1000000, time.Unix(1790000000+int64(i), 0))
		fmt.Println("import", time.Since(t0))
		mem()
	}
	t0 := time.Now()
	n, err := s.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	k, subs := 0, 0
	for state, err := range n.Tenants(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		k++
		subs += len(state.Tenant.Subscriptions)
	}
	fmt.Println("scan", k, subs, time.Since(t0))
	mem()
	n.Close()
}
