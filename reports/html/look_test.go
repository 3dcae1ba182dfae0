package html_test

import (
	"testing"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/html"
	"handover/reports/reportstest"
	"handover/reports/words"
)

// opened unfolds whatever a page has folded.
const opened = `document.querySelectorAll("details").forEach(d => { d.open = true; }); 1`

// TestPageInEveryLanguage lets axe-core look at all parts of a page, unfolded, in
// each language, and checks that a phone is wide enough for its words.
func TestPageInEveryLanguage(t *testing.T) {
	browser := chromium(t)
	for _, language := range words.Languages() {
		content := reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical(), Options: reports.Options{Language: language}}, html.Write)
		for name, v := range map[string]view{"desk": desk(), "night": night(), "phone": phone()} {
			t.Run(language+" "+name, func(t *testing.T) {
				ctx := tab(t, browser, content, v)
				ask[int](t, ctx, opened)
				for _, fault := range axeFaults(t, ctx) {
					t.Error(fault)
				}
				if width := ask[int64](t, ctx, `document.documentElement.scrollWidth`); width > v.width {
					t.Errorf("the page is %d pixels wide on a screen of %d", width, v.width)
				}
			})
		}
	}
}

// TestTrendIsReadable checks for a long trend of large numbers that no text of the
// chart leaves the page or touches another one, and that every column can be seen.
func TestTrendIsReadable(t *testing.T) {
	browser := chromium(t)
	run := reportstest.Run()
	run.Seq = 123_456
	for i := range reconcile.MaxTrend { // two runs a day
		back := reconcile.MaxTrend - 1 - i
		run.Trend = append(run.Trend, reconcile.TrendPoint{
			Seq: run.Seq - int64(back), AsOf: run.AsOf.AddDate(0, 0, -back/2), Findings: 900_000, Overdue: 100_000,
			BySeverity: map[reconcile.Severity]int{reconcile.Critical: 300_000, reconcile.Info: 600_000},
		})
	}
	content := reportstest.Render(t, reportstest.Scenario{Source: reportstest.NewSource(run, nil, nil, nil)}, html.Write)
	for name, v := range map[string]view{"desk": desk(), "phone": phone()} {
		ctx := tab(t, browser, content, v)
		faults := ask[[]string](t, ctx, `(() => {
			const boxes = Array.from(document.querySelectorAll("svg.trend:not(.swatch) text"), e => [e.textContent, e.getBoundingClientRect()]);
			const out = boxes.filter(([, b]) => b.left < 0 || b.right > innerWidth).map(([text]) => text + " leaves the page");
			boxes.forEach(([one, a], i) => boxes.slice(i + 1).forEach(([two, b]) => {
				if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
					out.push(one + " touches " + two);
				}
			}));
			document.querySelectorAll("svg.trend:not(.swatch) g rect").forEach(r => {
				const b = r.getBoundingClientRect();
				if (b.width < 3 || b.height < 1) {
					out.push("a column of " + b.width + " by " + b.height);
				}
			});
			return out;
		})()`)
		for _, fault := range faults {
			t.Errorf("%s: %s", name, fault)
		}
	}
}

// scrollBars is the room that the scroll bars of the page and of a box take.
const scrollBars = 30

// TestTablesFitADesk checks that no table of a page needs to be scrolled sideways on
// a usual screen, with the widest words that a row can hold, nor leaves the page on
// a narrower one.
func TestTablesFitADesk(t *testing.T) {
	browser := chromium(t)
	for _, language := range words.Languages() {
		content := reportstest.Render(t, reportstest.Scenario{Source: wideSource(), Options: reports.Options{Language: language}}, html.Write)
		v := desk()
		v.width -= scrollBars
		ctx := tab(t, browser, content, v)
		ask[int](t, ctx, opened)
		for _, fault := range ask[[]string](t, ctx, `Array.from(document.querySelectorAll(".scroll"))
			.filter(e => e.scrollWidth > e.clientWidth).map(e => e.querySelector("caption").textContent + ": " + e.scrollWidth + " in " + e.clientWidth)`) {
			t.Errorf("%s: %s", language, fault)
		}
		v.width = 950
		ctx = tab(t, browser, content, v)
		if width := ask[int64](t, ctx, `document.documentElement.scrollWidth`); width > v.width {
			t.Errorf("%s: the page is %d pixels wide on a screen of %d", language, width, v.width)
		}
	}
}

// TestGridFitsAPhone checks that all of the grid is there without scrolling sideways, with
// every severity and urgency and numbers of two digits.
func TestGridFitsAPhone(t *testing.T) {
	var list []reconcile.Reported
	for _, severity := range reconcile.Severities() {
		for _, day := range []int{10, 20, 22, 25, 30, 45, 70, 100, 200, 0} {
			f := reportstest.Due("tenant-1", day, "")
			f.Severity = severity
			if day == 0 {
				f.Due = reconcile.Due{}
			}
			for range 10 {
				list = append(list, reconcile.Reported{Finding: f, State: reconcile.StateOpen})
			}
		}
	}
	browser := chromium(t)
	for _, language := range words.Languages() {
		s := reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, list, nil), Options: reports.Options{Language: language}}
		content := reportstest.Render(t, s, html.Write)
		for name, v := range map[string]view{"desk": desk(), "phone": phone()} {
			got := ask[[]int](t, tab(t, browser, content, v), `(e => [e.scrollWidth - e.clientWidth, e.querySelectorAll("tbody tr").length])(document.querySelector(".scroll:has(> .grid)"))`)
			if got[0] > 0 || got[1] != len(reconcile.Urgencies()) {
				t.Errorf("%s: %s: %d pixels of the grid of %d rows are out of sight", language, name, got[0], got[1])
			}
		}
	}
}

// wideSource returns a run whose findings fill their columns.
func wideSource() *reportstest.Source {
	const id = "33333333-3333-3333-3333-333333333333"
	var list []reconcile.Reported
	for _, state := range []reconcile.FindingState{reconcile.StateAcknowledged, reconcile.StateSnoozed} {
		for _, owner := range []reconcile.Owner{reconcile.OwnerSourcePartner, reconcile.OwnerCustomer} {
			f := reportstest.Due(id, 27, id)
			f.TenantName, f.OfferName, f.Owner = "Adventure Works", "Microsoft 365 Business Premium", owner
			f.Severity, f.Quantity = reconcile.Critical, reconcile.CountOf(1000)
			f.Exposure = reconcile.Exposure{
				Kind: reconcile.MoneyRevenue, Period: reconcile.PerTerm,
				Amount: reconcile.Amount{Minor: 123_456_789, Currency: "EUR"}, Basis: reconcile.BasisNextTerm,
				Args: []reconcile.Evidence{{Key: "seats", Value: "1000"}, {Key: "unit_price", Value: "1234.56"}, {Key: "periods", Value: "12"}},
			}
			list = append(list, reconcile.Reported{Finding: f, Delta: reconcile.Unchanged, State: state})
		}
	}
	return reportstest.NewSource(reportstest.Run(), nil, list, nil)
}
