package html_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"handover/reconcile"
	"handover/reports/html"
	"handover/reports/reportstest"
)

// TestPagePartnerLeadsToItsWork sees that the name of a partner leads to what that partner
// is asked for and to nothing else, and that a view of nothing shows nothing.
func TestPagePartnerLeadsToItsWork(t *testing.T) {
	var list []reconcile.Reported
	for i, c := range []struct {
		seller string
		owner  reconcile.Owner
	}{
		{"seller-1", reconcile.OwnerSourcePartner},
		{"seller-1", reconcile.OwnerSourcePartner},
		{"seller-1", reconcile.OwnerUs},
		{"seller-2", reconcile.OwnerSourcePartner},
		{"seller-3", reconcile.OwnerProvider},
		{"seller-4", reconcile.OwnerProvider},
		{"seller-4", reconcile.OwnerSourcePartner},
		{"", reconcile.OwnerSourcePartner},
	} {
		f := reportstest.Due("tenant-1", 22, fmt.Sprintf("s-%d", i))
		f.SellerID, f.Owner = c.seller, c.owner
		list = append(list, reconcile.Reported{Finding: f, State: reconcile.StateOpen})
	}
	content := reportstest.Render(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, list, nil)}, html.Write)
	ctx := tab(t, chromium(t), content, desk())
	const links = `[...document.querySelectorAll("section:has(> #partners) tbody a")].map((a) => [a.textContent, a.getAttribute("href")])`
	got := map[string]int{}
	for _, link := range ask[[][2]string](t, ctx, links) {
		ask[int](t, ctx, `location.hash = "`+link[1]+`"; 1`)
		got[link[0]] = ask[int](t, ctx, visibleRows)
	}
	for seller, rows := range map[string]int{"seller-1": 2, "seller-2": 1, "seller-3": 1, "seller-4": 2} {
		if got[seller] != rows {
			t.Errorf("%s leads to %d rows, want %d", seller, got[seller], rows)
		}
	}
	ask[int](t, ctx, `location.hash = "#p=nobody&o=source-partner"; 1`)
	if rows := ask[int](t, ctx, visibleRows); rows != 0 {
		t.Errorf("a partner of whom there is no row leads to %d rows", rows)
	}
}

// TestPageCustomersInPieces sees that many customers come in pieces, and that all of them
// are there in the end.
func TestPageCustomersInPieces(t *testing.T) {
	content := reportstest.Render(t, reportstest.Scenario{Source: reportstest.Portfolio(650, 650)}, html.Write)
	ctx := tab(t, chromium(t), content, desk())
	const rows = `document.querySelectorAll("#customer-table tbody tr").length`
	check := func(what string, want int) {
		t.Helper()
		if got := ask[int](t, ctx, rows); got != want {
			t.Errorf("%s: %d customers are there, want %d", what, got, want)
		}
		if more := ask[bool](t, ctx, `!document.getElementById("customer-more").hidden`); more != (want < 650) {
			t.Errorf("%s: there is a button for more: %t", what, more)
		}
	}
	check("at first", 300)
	ask[int](t, ctx, `document.querySelector("#customer-more button").click(); 1`)
	check("asked for more", 600)
	do(t, ctx, chromedp.ScrollIntoView("#customer-more"), chromedp.WaitReady("#customer-table tr:nth-child(650)"))
	check("scrolled to the end", 650)
}
