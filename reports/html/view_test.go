package html_test

import (
	"bytes"
	"testing"

	"github.com/chromedp/cdproto/emulation"
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
	links := ask[[]string](t, ctx, `[...document.querySelectorAll(".grid a, svg.heat a, .tiles a")].map((a) => a.getAttribute("href"))`)
	for _, link := range links {
		ask[int](t, ctx, `location.hash = "`+link+`"; 1`)
		if got := ask[int](t, ctx, visibleRows); got == 0 {
			t.Errorf("%s shows nothing", link)
		}
	}
	if len(links) == 0 {
		t.Error("neither the grid nor the calendar of the next days leads to a view")
	}
	if tiles := ask[int](t, ctx, `document.querySelectorAll(".tiles a").length`); tiles != 4 {
		t.Errorf("%d counts of changes lead to a view, want those of new, changed, reopened and unchanged ones", tiles)
	}
}

// TestPageInPieces sees that a long list comes in pieces, also where a view of it is
// sorted, and that a row which would come late can be linked to.
func TestPageInPieces(t *testing.T) {
	content := reportstest.Render(t, reportstest.Scenario{Source: reportstest.Portfolio(40, 700)}, html.Write)
	ctx := tab(t, chromium(t), content, desk())
	check := func(what string, rows int) {
		t.Helper()
		if got := ask[int](t, ctx, visibleRows); got != rows {
			t.Errorf("%s: %d rows are there, want %d", what, got, rows)
		}
		if more := ask[bool](t, ctx, `!document.getElementById("action-more").hidden`); more != (rows%300 == 0) {
			t.Errorf("%s: there is a button for more: %t", what, more)
		}
	}
	check("at first", 300)
	ask[int](t, ctx, `document.querySelector("#action-more button").click(); 1`)
	check("asked for more", 600)
	do(t, ctx, chromedp.ScrollIntoView("#action-more"), chromedp.WaitReady("#action-table tr:nth-child(700)"))
	check("scrolled to the end", 700)
	ask[int](t, ctx, `document.querySelector("#action-table th[data-by=text] button").click(); 1`)
	check("sorted", 300)
	last := ask[string](t, ctx, `document.querySelector("#action-table tbody tr:last-child").id`)
	ask[int](t, ctx, `document.querySelector("#action-table th[data-by=text] button").click(); 1`)
	if gone := ask[bool](t, ctx, `document.getElementById("`+last+`") === null`); !gone {
		t.Fatal("a row of the first half is there although the order is turned")
	}
	ask[int](t, ctx, `location.hash = "#`+last+`"; 1`)
	do(t, ctx, chromedp.WaitReady("#"+last+":target"))
	check("a link to a row that would come late", 1)
	ask[int](t, ctx, `document.getElementById("filter-none").click(); 1`)
	check("show all", 300)
}

// TestPagePrintsTheView sees that a print holds the first rows of what is looked at, and
// says what it leaves out.
func TestPagePrintsTheView(t *testing.T) {
	ctx := tab(t, chromium(t), reportstest.Render(t, reportstest.Scenario{Source: reportstest.Portfolio(40, 700)}, html.Write), desk())
	call(t, ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	check := func(rows int, says string) {
		t.Helper()
		if got := ask[int](t, ctx, visibleRows); got != rows {
			t.Errorf("%d rows are printed, want %d", got, rows)
		}
		const notes = `[...document.querySelectorAll("#filter-state, .printed")].filter((e) => e.offsetParent !== null).map((e) => e.textContent).join(" ")`
		if got := ask[string](t, ctx, notes); got != says {
			t.Errorf("the print says %q, want %q", got, says)
		}
	}
	const hold = " are shown here. The formats xlsx, csv, json and ndjson hold all of them."
	check(25, "25 of 700"+hold)
	last := ask[string](t, ctx, `[...document.querySelectorAll("#filter-day option")].at(-1).value`)
	ask[int](t, ctx, `location.hash = "#day=`+last+`"; 1`)
	check(5, "5 of 700 shown")
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
