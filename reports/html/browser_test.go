package html_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"handover/reports/html"
	"handover/reports/reportstest"
)

// TestPageForEveryone lets axe-core look at the pages, as they are by day, by
// night and on a phone.
func TestPageForEveryone(t *testing.T) {
	browser := chromium(t)
	for _, s := range reportstest.Scenarios(t) {
		views := map[string]view{"desk": desk()}
		if s.Name == "typical" || s.Name == "hostile" {
			views["night"], views["phone"] = night(), phone()
		}
		for name, v := range views {
			t.Run(s.Name+" "+name, func(t *testing.T) {
				for _, fault := range axeFaults(t, tab(t, browser, reportstest.Render(t, s, html.Write), v)) {
					t.Error(fault)
				}
			})
		}
	}
	t.Run("broken", func(t *testing.T) {
		whole := string(reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, html.Write))
		broken := strings.Replace(whole, ` lang="en"`, "", 1)
		faults := axeFaults(t, tab(t, browser, []byte(broken), desk()))
		if len(faults) != 1 || !strings.HasPrefix(faults[0], "html-has-lang") {
			t.Errorf("a page without a language has the faults %q", faults)
		}
	})
}

// visibleRows counts the rows of the table of actions that can be seen.
const visibleRows = `Array.from(document.querySelectorAll("#action-table tbody tr")).filter(r => r.offsetParent !== null).length`

// TestPageFilters works the filters as people do.
func TestPageFilters(t *testing.T) {
	ctx := tab(t, chromium(t), reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, html.Write), desk())
	check := func(what string, rows int, state string) {
		t.Helper()
		if got := ask[int](t, ctx, visibleRows); got != rows {
			t.Errorf("%s: %d rows are visible, want %d", what, got, rows)
		}
		if got := ask[string](t, ctx, `document.getElementById("filter-state").textContent`); got != state {
			t.Errorf("%s: the page says %q, want %q", what, got, state)
		}
	}
	check("at first", 10, "10 of 10 shown")
	low := ask[string](t, ctx, `document.querySelector('#action-table tr[data-s="low"]').id`)
	choose := func(filter, value string) {
		ask[int](t, ctx, `{const s = document.getElementById("filter-`+filter+`"); s.value = "`+value+`";
			s.dispatchEvent(new Event("change")); 1}`)
	}
	choose("s", "critical")
	check("critical", 6, "6 of 10 shown")
	choose("o", "us")
	check("critical and ours", 3, "3 of 10 shown")
	ask[int](t, ctx, `location.hash = "#`+low+`"; 1`)
	do(t, ctx, chromedp.WaitReady("#"+low+":target"))
	check("a link to a hidden row", 10, "10 of 10 shown")
	do(t, ctx, chromedp.SendKeys("#filter-text", "fabrikam TRANSFER"), chromedp.WaitReady("#action-table tbody:not(:has(tr:nth-child(2)))"))
	check("search", 1, "1 of 10 shown")
	do(t, ctx, chromedp.Click("#filter-none"))
	check("show all", 10, "10 of 10 shown")
}

// TestPageSorts works the headings of the table by keyboard.
func TestPageSorts(t *testing.T) {
	ctx := tab(t, chromium(t), reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, html.Write), desk())
	column := func(n int) string {
		return ask[string](t, ctx, fmt.Sprintf(
			`Array.from(document.querySelectorAll("#action-table tbody tr"), r => r.cells[%d].innerText.split("\n")[0].trim()).join(" ")`, n))
	}
	press := func(n int) {
		t.Helper()
		ask[int](t, ctx, fmt.Sprintf(`document.querySelectorAll("#action-table thead th")[%d].querySelector("button").focus(); 1`, n))
		do(t, ctx, chromedp.KeyEvent(kb.Enter))
	}
	sorted := func() string {
		return ask[string](t, ctx, `Array.from(document.querySelectorAll("th[aria-sort]"), h => h.cellIndex + " " + h.ariaSort).join()`)
	}
	if got := sorted(); got != "" {
		t.Errorf("at first sorted by %q, want the order of the report", got)
	}
	press(1)
	if got, want := column(1), "critical critical critical critical critical critical high high medium low"; got != want {
		t.Errorf("by severity: %s", got)
	}
	press(1)
	if got, want := column(1), "low medium high high critical critical critical critical critical critical"; got != want {
		t.Errorf("by severity, turned: %s", got)
	}
	if got := sorted(); got != "1 descending" {
		t.Errorf("sorted by %q, want 1 descending", got)
	}
	press(7)
	press(7)
	if got, want := strings.TrimSpace(column(7)), "KWD 3.333 JPY 480,000 EUR 1,200.00 EUR 2.05"; got != want {
		t.Errorf("by exposure, turned: %s, want %s", got, want)
	}
	press(0)
	if got := sorted(); got != "0 ascending" {
		t.Errorf("sorted by %q, want 0 ascending", got)
	}
	if days := ask[[]string](t, ctx, `[...document.querySelectorAll("#action-table tbody tr")].map((row) => row.cells[0].querySelector("time")?.dateTime ?? "no")`); !slices.IsSorted(days[:9]) || days[0] != "2026-11-18" || days[9] != "no" {
		t.Errorf("by due: %q", days)
	}
}

// TestPageWithoutScript checks that everything can be read where scripts do not
// run, and that no control is there that would do nothing.
func TestPageWithoutScript(t *testing.T) {
	v := desk()
	v.noScript = true
	ctx := tab(t, chromium(t), reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, html.Write), v)
	if rows := ask[int](t, ctx, visibleRows); rows != 10 {
		t.Errorf("%d rows are visible, want 10", rows)
	}
	const controls = `Array.from(document.querySelectorAll("button, input, select")).filter(e => e.offsetParent !== null).length`
	if n := ask[int](t, ctx, controls); n != 0 {
		t.Errorf("%d controls are visible", n)
	}
}

// TestPageOnAPhone checks that nothing makes the page itself wider than the
// screen, and that what is pressed is large enough to be.
func TestPageOnAPhone(t *testing.T) {
	browser := chromium(t)
	for _, s := range reportstest.Scenarios(t) {
		ctx := tab(t, browser, reportstest.Render(t, s, html.Write), phone())
		if width := ask[int](t, ctx, `document.documentElement.scrollWidth`); width > 390 {
			t.Errorf("%s: the page is %d pixels wide on a screen of 390", s.Name, width)
		}
		const small = `Array.from(document.querySelectorAll("nav a, button, input, select, summary"))
			.filter(e => e.offsetParent !== null && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)`
		for _, target := range ask[[]string](t, ctx, small) {
			t.Errorf("%s: a finger will miss %s", s.Name, target)
		}
	}
}

// TestPageByKeyboard checks that the first stop leads past the head of the page,
// and that focus can be seen.
func TestPageByKeyboard(t *testing.T) {
	ctx := tab(t, chromium(t), reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, html.Write), desk())
	do(t, ctx, chromedp.KeyEvent(kb.Tab))
	if got := ask[string](t, ctx, `document.activeElement.className`); got != "skip" {
		t.Errorf("the first stop is %q, want the link past the head", got)
	}
	if got := ask[string](t, ctx, `getComputedStyle(document.activeElement).outlineStyle`); got != "solid" {
		t.Errorf("the outline of what has the focus is %q", got)
	}
	do(t, ctx, chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab))
	if got := ask[string](t, ctx, `document.activeElement.id`); got != "filter-text" {
		t.Errorf("the stop after it is %q, want the first filter", got)
	}
}

// TestPageLetsNothingIn puts into a page what an attacker would, and expects the
// page's policy to refuse all of it.
func TestPageLetsNothingIn(t *testing.T) {
	v := desk()
	v.attacked = true
	ctx := tab(t, chromium(t), reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, html.Write), v)
	got := ask[[]string](t, ctx, `new Promise(done => {
		const refused = [];
		document.addEventListener("securitypolicyviolation", e => refused.push(e.effectiveDirective));
		document.body.insertAdjacentHTML("beforeend",
			'<img src="https://example.com/x.png"><b style="color:red" onclick="alert(1)"></b><iframe src="https://example.com/"></iframe>');
		const script = document.createElement("script");
		script.textContent = "alert(2)";
		document.body.append(script);
		fetch("https://example.com/").catch(() => {});
		setTimeout(() => done([...new Set(refused)].sort()), 500);
	})`)
	want := []string{"connect-src", "frame-src", "img-src", "script-src-elem", "style-src-attr"}
	for _, directive := range want {
		if !slices.Contains(got, directive) {
			t.Errorf("%s is not refused; refused are %q", directive, got)
		}
	}
}
