package merge_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func said[T any](source string, hours int, fact T) reconcile.Sourced[T] {
	return reconcile.Sourced[T]{Source: source, ObservedAt: started.Add(-time.Duration(hours) * time.Hour), Fact: fact}
}

func TestProfile(t *testing.T) {
	t.Parallel()
	got, ok := merger().Profile([]reconcile.Sourced[reconcile.Profile]{
		said(graph, 1, reconcile.Profile{ID: "t1", Name: "Contoso GmbH", DelegatedAdmin: reconcile.Yes, Cloud: reconcile.GlobalCloud}),
		said(pc, 2, reconcile.Profile{ID: "t1", Name: "Contoso", Relationship: "unheard-of", Cloud: "unheard-of"}),
		said(csv, 60, reconcile.Profile{ID: "t1", Country: "DE", Name: "Old", Domain: "contoso.example"}),
		said(retired, 1, reconcile.Profile{ID: "t1", CSPPartner: reconcile.Yes}),
	})
	want := reconcile.Profile{
		ID: "t1", Name: "Contoso", Domain: "contoso.example", Country: "DE", Cloud: reconcile.GlobalCloud,
		Relationship: "unheard-of", DelegatedAdmin: reconcile.Yes,
	}
	if diff := cmp.Diff(want, got); diff != "" || !ok {
		t.Errorf("merged, %v (-want +got):\n%s", ok, diff)
	}
	if _, ok = merger().Profile([]reconcile.Sourced[reconcile.Profile]{said(retired, 1, want)}); ok {
		t.Error("a retired source alone has a say")
	}
}

// The end of delegated administration is told by whoever has the column: a
// file without it takes nothing away. That Graph knows of no end is a word: it goes on.
func TestDelegatedUntil(t *testing.T) {
	t.Parallel()
	says := func(source string, hours int, admin reconcile.Tri, until string) reconcile.Sourced[reconcile.Profile] {
		p := reconcile.Profile{ID: "t1", DelegatedAdmin: admin}
		if until != "" {
			p.DelegatedUntil = day(until)
		}
		return said(source, hours, p)
	}
	for name, c := range map[string]struct {
		rows  []reconcile.Sourced[reconcile.Profile]
		admin reconcile.Tri
		until string
	}{
		"one source alone":              {[]reconcile.Sourced[reconcile.Profile]{says(graph, 1, reconcile.Yes, "2026-12-10")}, reconcile.Yes, "2026-12-10"},
		"another one says nothing":      {[]reconcile.Sourced[reconcile.Profile]{says(graph, 1, reconcile.Yes, "2026-12-10"), says(pc, 1, reconcile.Unknown, "")}, reconcile.Yes, "2026-12-10"},
		"the first one knows no end":    {[]reconcile.Sourced[reconcile.Profile]{says(csv, 1, reconcile.Yes, "2026-12-10"), says(pc, 1, reconcile.Yes, "")}, reconcile.Yes, "2026-12-10"},
		"a file without the column":     {[]reconcile.Sourced[reconcile.Profile]{says(csv, 1, reconcile.Yes, ""), says(graph, 1, reconcile.Yes, "2026-12-10")}, reconcile.Yes, "2026-12-10"},
		"beside Graph of a while ago":   {[]reconcile.Sourced[reconcile.Profile]{says(csv, 1, reconcile.Yes, ""), says(graph, 60, reconcile.Yes, "2026-12-10")}, reconcile.Yes, "2026-12-10"},
		"a file that says no":           {[]reconcile.Sourced[reconcile.Profile]{says(csv, 1, reconcile.No, ""), says(graph, 1, reconcile.Yes, "2026-12-10")}, reconcile.No, "2026-12-10"},
		"a file with the column":        {[]reconcile.Sourced[reconcile.Profile]{says(csv, 1, reconcile.Yes, "2026-12-20"), says(graph, 1, reconcile.Yes, "2026-12-10")}, reconcile.Yes, "2026-12-20"},
		"Graph knows no relationship":   {[]reconcile.Sourced[reconcile.Profile]{says(giacom, 1, reconcile.Yes, "2026-12-10"), says(graph, 1, reconcile.No, "")}, reconcile.Yes, "2026-12-10"},
		"nobody knows an end":           {[]reconcile.Sourced[reconcile.Profile]{says(csv, 1, reconcile.Yes, ""), says(pc, 1, reconcile.Yes, "")}, reconcile.Yes, ""},
		"an old one says that it ends":  {[]reconcile.Sourced[reconcile.Profile]{says(graph, 1, reconcile.Yes, ""), says(csv, 60, reconcile.Yes, "2026-12-10")}, reconcile.Yes, ""},
		"only an old one says anything": {[]reconcile.Sourced[reconcile.Profile]{says(pc, 1, reconcile.Unknown, ""), says(csv, 60, reconcile.Yes, "2026-12-10")}, reconcile.Yes, "2026-12-10"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, _ := merger().Profile(c.rows)
			if got.DelegatedAdmin != c.admin || got.DelegatedUntil.String() != c.until {
				t.Errorf("delegated admin %v until %q, want %v until %q", got.DelegatedAdmin, got.DelegatedUntil, c.admin, c.until)
			}
		})
	}
}

func TestOffer(t *testing.T) {
	t.Parallel()
	got, _ := merger().Offer([]reconcile.Sourced[reconcile.Offer]{
		said(csv, 1, reconcile.Offer{
			ID: "o1", Title: "Our name", MonthlyPrice: price("9"), Currency: "USD", OnSaleUntil: day("2027-01-01"),
			SeatCap: reconcile.CountOf(300), EquivalentTo: []string{"o2"},
		}),
		said("price-sheet", 9, reconcile.Offer{ID: "o1", Title: "Their name", MonthlyPrice: price("8"), Currency: "EUR", OnSaleUntil: day("2027-06-30")}),
	})
	want := reconcile.Offer{
		ID: "o1", Title: "Our name", MonthlyPrice: price("8"), Currency: "EUR", OnSaleUntil: day("2027-06-30"),
		SeatCap: reconcile.CountOf(300), EquivalentTo: []string{"o2"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("merged (-want +got):\n%s", diff)
	}
	got, _ = merger().Offer([]reconcile.Sourced[reconcile.Offer]{
		said(csv, 1, reconcile.Offer{ID: "o1", MonthlyPrice: price("9"), Currency: "USD"}),
		said("price-sheet", 9, reconcile.Offer{ID: "o1", Currency: "EUR"}),
	})
	if got.MonthlyPrice.String() != "9" || got.Currency != "USD" {
		t.Errorf("the price is %s %s, want it with its own currency", got.MonthlyPrice, got.Currency)
	}
	got, _ = merger().Offer([]reconcile.Sourced[reconcile.Offer]{
		said(csv, 1, reconcile.Offer{ID: "o1", MonthlyPrice: price("9"), ESTPrice: price("10"), Currency: "USD"}),
		said(pc, 2, reconcile.Offer{ID: "o1", TriennialPrice: price("300"), Currency: "EUR"}),
		said("price-sheet", 9, reconcile.Offer{ID: "o1", AnnualPrice: price("100"), AnnualMonthlyPrice: price("8"), Currency: "EUR"}),
	})
	want = reconcile.Offer{
		ID: "o1", AnnualPrice: price("100"), AnnualMonthlyPrice: price("8"), TriennialPrice: price("300"), Currency: "EUR",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("prices of several sources (-want +got):\n%s", diff)
	}
}

func TestTransfer(t *testing.T) {
	t.Parallel()
	got, _ := merger().Transfer([]reconcile.Sourced[reconcile.Transfer]{
		said(pc, 5, reconcile.Transfer{ID: "x1", TenantID: "t1", Status: reconcile.TransferPending, SubscriptionIDs: []string{"s1"}}),
		said(csv, 3, reconcile.Transfer{ID: "x1", TenantID: "t1", Status: reconcile.TransferComplete, SubscriptionIDs: []string{"s1", "s2"}}),
		said(giacom, 1, reconcile.Transfer{ID: "x1", TenantID: "t1", TargetPartnerID: "us", CreatedAt: started}),
	})
	want := reconcile.Transfer{
		ID: "x1", TenantID: "t1", Status: reconcile.TransferPending, TargetPartnerID: "us", CreatedAt: started,
		SubscriptionIDs: []string{"s1", "s2"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("merged (-want +got):\n%s", diff)
	}
}
