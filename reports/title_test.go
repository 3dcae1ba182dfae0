package reports_test

import (
	"strings"
	"testing"
	"time"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/reportstest"
)

// TestTitle shows whose a report is, of which day of UTC, and what it is.
func TestTitle(t *testing.T) {
	for _, c := range []struct {
		options reports.Options
		want    string
	}{
		{reports.Options{Partner: "Contoso Partner"}, "Contoso Partner · 20 Nov 2026 · Handover report"},
		{reports.Options{Partner: "Contoso\nPartner", Language: "de"}, "Contoso Partner · 20.11.2026 · Übergabebericht"},
		{reports.Options{Language: "zh"}, "2026年11月20日 · 移交报告"},
		{reports.Options{Zone: time.FixedZone("west", -5*60*60)}, "20 Nov 2026 · Handover report"},
	} {
		report, err := reports.New(t.Context(), reportstest.Typical(), c.options)
		if err != nil {
			t.Fatal(err)
		}
		if got := report.Title(); got != c.want {
			t.Errorf("the title is %q, want %q", got, c.want)
		}
	}
}

// TestTitleOfACut shows that a part of a report is titled and described by the names of
// those whom it is about, and by ids only where there are no names.
func TestTitleOfACut(t *testing.T) {
	sold := reportstest.Due("tenant-1", 22, "s-1")
	sold.TenantName, sold.SellerID, sold.SellerName = "Northwind {count}", "seller-1", "Adventure Works"
	nameless := reportstest.Due("tenant-2", 22, "s-2")
	nameless.TenantName, nameless.SellerID = "", "seller-2"
	made := func() *reportstest.Source {
		return reportstest.NewSource(reportstest.Run(), nil, []reconcile.Reported{{Finding: sold}, {Finding: nameless}}, nil)
	}
	const shared, seven = "20 Nov 2026 · Handover report", "tenant-1 tenant-2 c d e f g"
	for name, c := range map[string]struct {
		source      *reportstest.Source
		options     reports.Options
		title, says string
	}{
		"customer": {
			reportstest.Shared(),
			reports.Options{Partner: "Contoso Partner", Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}},
			"Contoso Partner · " + shared + " · Fabrikam", "Customer: Fabrikam",
		},
		"seller": {
			reportstest.Shared(),
			reports.Options{Filter: reconcile.Filter{Seller: reportstest.SellerOfSome}, NoMoney: true},
			shared + " · Tailspin", "Seller: Tailspin; without amounts",
		},
		"customer and seller": {
			reportstest.Shared(),
			reports.Options{Filter: reconcile.Filter{Seller: reportstest.SellerOfSome, Tenants: []string{reportstest.Contoso, reportstest.Fabrikam}}},
			shared + " · Contoso, Fabrikam · Tailspin", "Customer: Contoso, Fabrikam; Seller: Tailspin",
		},
		"seller that findings name":   {made(), reports.Options{Filter: reconcile.Filter{Seller: "seller-1"}}, shared + " · Adventure Works", "Seller: Adventure Works"},
		"seller that nobody names":    {made(), reports.Options{Filter: reconcile.Filter{Seller: "seller-2"}}, shared + " · seller-2", "Seller: seller-2"},
		"customer that nobody names":  {made(), reports.Options{Filter: reconcile.Filter{Tenants: []string{"tenant-2"}}}, shared + " · tenant-2", "Customer: tenant-2"},
		"customers that nobody knows": {made(), reports.Options{Filter: reconcile.Filter{Tenants: strings.Fields(seven)}}, shared + " · Northwind {count}, tenant-2, c, d, e and 2 more", "Customer: Northwind {count}, tenant-2, c, d, e and 2 more"},
		"owner":                       {reportstest.Shared(), reports.Options{Filter: reconcile.Filter{Owner: reconcile.OwnerUs}}, shared, "Who acts: us"},
		"area and issue": {
			reportstest.Shared(),
			reports.Options{Filter: reconcile.Filter{Job: reconcile.BillingJob, Code: "credit-candidate"}},
			shared, "Area: Billing; Issue: Credit may be possible",
		},
	} {
		report, err := reports.New(t.Context(), c.source, c.options)
		if err != nil {
			t.Fatal(err)
		}
		if got := report.Title(); got != c.title {
			t.Errorf("%s: the title is %q, want %q", name, got, c.title)
		}
		if got := report.CutText(); got != c.says {
			t.Errorf("%s: the cut is described as %q, want %q", name, got, c.says)
		}
	}
}
