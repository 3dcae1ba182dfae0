package reconcile_test

import (
	"testing"

	"handover/reconcile"
)

func TestOffersByID(t *testing.T) {
	catalog := reconcile.NewCatalog([]reconcile.Offer{
		{ID: "CFQ7TTC0LH18:0001", Title: "first"}, {ID: "cfq7ttc0lh18:0001", Title: "second"}, {ID: "fe616d64-e9a8-40ef-843f-152e9bbef3d1"},
	})
	for id, title := range map[string]string{"CFQ7TTC0LH18:0001": "second", "Cfq7ttc0lh18:0001": "second"} {
		if offer, ok := catalog.Offer(id); !ok || offer.Title != title {
			t.Errorf("offer %s is %q (%v), want %q", id, offer.Title, ok, title)
		}
	}
	if _, ok := catalog.Offer("FE616D64-E9A8-40EF-843F-152E9BBEF3D1"); !ok {
		t.Error("a GUID in capitals is not found")
	}
	for _, id := range []string{"", "CFQ7TTC0LH18:0002"} {
		if offer, ok := catalog.Offer(id); ok {
			t.Errorf("offer %q is %+v", id, offer)
		}
	}
	if _, ok := (reconcile.Catalog{}).Offer("CFQ7TTC0LH18:0001"); ok {
		t.Error("the empty catalogue holds an offer")
	}
}

func TestSameOffer(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"A:1", "A:1", true},
		{"A:1", "a:1", true},
		{"A:1", "A:2", false},
		{"", "", false},
		{"A:1", "", false},
		{"A:1", "A:12", false},
		{"ab", "aé", false},
		{"é:1", "É:1", true},
		{"aſ", "AS", true},
		{"AI", "aı", true},
		{"éa", "éb", false},
	} {
		if got := reconcile.SameOffer(c.a, c.b); got != c.want {
			t.Errorf("SameOffer(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestEquivalentIsReadBothWays(t *testing.T) {
	catalog := reconcile.NewCatalog([]reconcile.Offer{
		{ID: "A:1", EquivalentTo: []string{"b:1", "X:1"}}, {ID: "B:1", EquivalentTo: []string{"C:1"}}, {ID: "C:1"},
	})
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"A:1", "B:1", true},
		{"B:1", "A:1", true},
		{"a:1", "b:1", true},
		{"A:1", "X:1", true},
		{"X:1", "A:1", true},
		{"B:1", "C:1", true},
		{"A:1", "C:1", false},
		{"C:1", "A:1", false},
		{"A:1", "", false},
		{"Y:1", "Z:1", false},
	} {
		if got := catalog.Equivalent(c.a, c.b); got != c.want {
			t.Errorf("Equivalent(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestSaleAndRenewal(t *testing.T) {
	offer := reconcile.Offer{OnSaleUntil: day("2026-06-30"), RenewableUntil: day("2026-12-31")}
	for text, want := range map[string]struct{ offSale, renewable bool }{
		"2026-06-30": {false, true}, "2026-07-01": {true, true}, "2026-12-31": {true, true}, "2027-01-01": {true, false},
	} {
		if got := offer.OffSale(day(text)); got != want.offSale {
			t.Errorf("off sale on %s: %v", text, got)
		}
		if got := offer.Renewable(day(text)); got != want.renewable {
			t.Errorf("renewable on %s: %v", text, got)
		}
	}
	if always := (reconcile.Offer{}); always.OffSale(day("2099-01-01")) || !always.Renewable(day("2099-01-01")) {
		t.Error("an offer without dates is not sold for ever")
	}
}

func TestEquivalentOnSale(t *testing.T) {
	today, past := day("2026-07-01"), day("2026-06-30")
	for name, c := range map[string]struct {
		offers []reconcile.Offer
		want   bool
	}{
		"on sale":                   {[]reconcile.Offer{{ID: "A:1", EquivalentTo: []string{"B:1"}}, {ID: "B:1"}}, true},
		"on sale, it names us":      {[]reconcile.Offer{{ID: "B:1", EquivalentTo: []string{"A:1"}}}, true},
		"sold for the last time":    {[]reconcile.Offer{{ID: "B:1", EquivalentTo: []string{"A:1"}, OnSaleUntil: today}}, true},
		"off sale":                  {[]reconcile.Offer{{ID: "B:1", EquivalentTo: []string{"A:1"}, OnSaleUntil: past}}, false},
		"one of two is on sale":     {[]reconcile.Offer{{ID: "A:1", EquivalentTo: []string{"B:1", "C:1"}}, {ID: "B:1", OnSaleUntil: past}, {ID: "C:1"}}, true},
		"not in the catalogue":      {[]reconcile.Offer{{ID: "A:1", EquivalentTo: []string{"B:1"}}}, false},
		"not equivalent":            {[]reconcile.Offer{{ID: "A:1"}, {ID: "B:1"}}, false},
		"itself is none":            {[]reconcile.Offer{{ID: "A:1", EquivalentTo: []string{"A:1"}}}, false},
		"equivalent of another one": {[]reconcile.Offer{{ID: "B:1", EquivalentTo: []string{"C:1"}}, {ID: "C:1"}}, false},
	} {
		if got := reconcile.NewCatalog(c.offers).HasEquivalentOnSale("A:1", today); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
