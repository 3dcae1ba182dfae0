package html_test

import (
	"bytes"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"handover/reports/html"
	"handover/reports/reportstest"
)

// TestPageFirstStep sees that what is to be done first is there without scrolling, and on
// a phone within two screens.
func TestPageFirstStep(t *testing.T) {
	browser := chromium(t)
	for name, c := range map[string]struct {
		view    view
		screens float64
	}{
		"desk":  {view{width: 1280, height: 800, scheme: "light"}, 1},
		"phone": {phone(), 2},
	} {
		for _, s := range reportstest.Scenarios(t) {
			if s.Name == "empty" {
				continue // nothing is to be done
			}
			ctx := tab(t, browser, reportstest.Render(t, s, html.Write), c.view)
			const foot = `document.querySelector(".now tbody tr").getBoundingClientRect().bottom / innerHeight`
			if screens := ask[float64](t, ctx, foot); screens > c.screens {
				t.Errorf("%s: %s: the first step ends after %.2f screens, want %.0f", s.Name, name, screens, c.screens)
			}
		}
	}
}

// TestPageView sees that the filters stand in the address, and that an address with
// filters shows that view.
func TestPageView(t *testing.T) {
	ctx := tab(t, chromium(t), reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, html.Write), desk())
	ask[int](t, ctx, `{const s = document.getElementById("filter-s"); s.value = "critical"; s.dispatchEvent(new Event("change")); 1}`)
	if hash := ask[string](t, ctx, `location.hash`); hash != "#s=critical" {
		t.Errorf("the address ends in %q, want the severity", hash)
	}
	for hash, rows := range map[string]int{"s=critical&o=us": 3, "q=fabrikam+transfer": 1, "day=2026-11-20": 2, "d=new&j=readiness": 1} {
		ask[int](t, ctx, `location.hash = "#`+hash+`"; 1`)
		if got := ask[int](t, ctx, visibleRows); got != rows {
			t.Errorf("%s shows %d rows, want %d", hash, got, rows)
		}
	}
	links := ask[[]string](t, ctx, `[...document.querySelectorAll(".grid a, svg.heat a")].map((a) => a.getAttribute("href"))`)
	for _, link := range links {
		ask[int](t, ctx, `location.hash = "`+link+`"; 1`)
		if got := ask[int](t, ctx, visibleRows); got == 0 {
			t.Errorf("%s shows nothing", link)
		}
	}
	if len(links) == 0 {
		t.Error("neither the grid nor the calendar of the next days leads to a view")
	}
}

// TestPageInPieces sees that a long list comes in pieces, and whole where it is searched.
func TestPageInPieces(t *testing.T) {
	content := reportstest.Render(t, reportstest.Scenario{Source: reportstest.Portfolio(40, 700)}, html.Write)
	ctx := tab(t, chromium(t), content, desk())
	for _, want := range []int{300, 600, 700} {
		if got := ask[int](t, ctx, visibleRows); got != want {
			t.Errorf("%d rows are there, want %d", got, want)
		}
		if want < 700 {
			ask[int](t, ctx, `document.querySelector("#action-more button").click(); 1`)
		}
	}
	if shown := ask[bool](t, ctx, `document.getElementById("action-more").hidden`); !shown {
		t.Error("there is a button for more, and no more")
	}
	ctx = tab(t, chromium(t), content, desk())
	ask[int](t, ctx, `{const s = document.getElementById("filter-text"); s.value = "contoso"; s.dispatchEvent(new Event("input")); 1}`)
	do(t, ctx, chromedp.WaitReady(`#action-more[hidden]`))
	if got := ask[int](t, ctx, `document.querySelectorAll("#action-table tbody tr").length`); got != 700 {
		t.Errorf("a search looks through %d rows, want 700", got)
	}
}

// TestPagePrintsAFewPages sees that a large report does not print all that it holds.
func TestPagePrintsAFewPages(t *testing.T) {
	ctx := tab(t, chromium(t), reportstest.Render(t, reportstest.Scenario{Source: reportstest.Portfolio(260, 5040)}, html.Write), desk())
	printed, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true)})
	if err != nil {
		t.Fatal(err)
	}
	if pages := bytes.Count(printed.Data, []byte("/Type /Page\n")); pages == 0 || pages > 12 {
		t.Errorf("%d pages are printed, want 1 to 12", pages)
	}
}
