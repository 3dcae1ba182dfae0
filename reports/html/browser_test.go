package html_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"handover/reports/html"
	"handover/reports/reportstest"
)

// view is how somebody looks at a page.
type view struct {
	width, height int64
	scheme        string // light or dark
	noScript      bool
	attacked      bool // asks for things that the browser refuses
}

func desk() view  { return view{width: 1280, height: 900, scheme: "light"} }
func night() view { return view{width: 1280, height: 900, scheme: "dark"} }
func phone() view { return view{width: 390, height: 844, scheme: "light"} }

// chromium starts a browser that knows nothing and asks nobody.
func chromium(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "headless_shell"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Fatal("the pages are tested in a browser and there is none: install chromium, as make test does")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-dev-shm-usage", true),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	browser, _ := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		if err := chromedp.Cancel(browser); err != nil {
			t.Errorf("end the browser: %v", err)
		}
		stop()
	})
	if err := chromedp.Do(browser); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return browser
}

// patience is how long a page may take for all that is asked of it, on a machine
// that has other things to do.
const patience = time.Minute

// tab shows a page and gives the context to look at it. What the page asks for
// beside itself, and a dialog that it opens, fail the test.
func tab(t *testing.T, browser context.Context, content []byte, v view) context.Context {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, closeTab := chromedp.NewContext(browser)
	t.Cleanup(closeTab)
	ctx, cancel := context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	do(t, ctx, chromedp.EmulateViewport(v.width, v.height))
	err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if e.Request.URL != "file://"+file && !v.attacked {
				t.Errorf("the page asks for %s", e.Request.URL)
			}
		case *page.EventJavascriptDialogOpening:
			t.Errorf("the page opens a dialog: %s", e.Message)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	call(t, ctx, network.Enable, network.EnableParams{})
	call(t, ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: v.noScript})
	call(t, ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: v.scheme}},
	})
	do(t, ctx, chromedp.Navigate("file://"+file))
	return ctx
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func call[P, R any](t *testing.T, ctx context.Context, command cdp.Command[P, R], params P) {
	t.Helper()
	if _, err := chromedp.Call(ctx, command, params); err != nil {
		t.Fatal(err)
	}
}

// ask evaluates an expression in the page.
func ask[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	answer, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("ask the page: %v", err)
	}
	return answer
}

// axeFaults runs axe-core over the page and says what it found.
func axeFaults(t *testing.T, ctx context.Context) []string {
	t.Helper()
	axe, err := os.ReadFile(filepath.Join("testdata", "axe", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	ask[int](t, ctx, string(axe)+";0")
	return ask[[]string](t, ctx, `axe.run(document, {resultTypes: ["violations"], runOnly:
		["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => r.violations.map(
		v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html + " " + n.failureSummary).join(" | ")))`)
}

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
	choose := func(filter, value string) {
		ask[int](t, ctx, `{const s = document.getElementById("filter-`+filter+`"); s.value = "`+value+`";
			s.dispatchEvent(new Event("change")); 1}`)
	}
	choose("s", "critical")
	check("critical", 6, "6 of 10 shown")
	choose("o", "us")
	check("critical and ours", 3, "3 of 10 shown")
	ask[int](t, ctx, `location.hash = "#f-" + document.querySelector('#action-table tr[data-s="low"]').id.slice(2); 1`)
	do(t, ctx, chromedp.WaitReady(`#action-table tr[data-s="low"]:not([hidden])`))
	check("a link to a hidden row", 10, "10 of 10 shown")
	do(t, ctx, chromedp.SendKeys("#filter-text", "fabrikam TRANSFER"), chromedp.WaitReady(`#action-table tr[data-s="low"][hidden]`))
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
	if got := sorted(); got != "0 ascending" {
		t.Errorf("at first sorted by %q", got)
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
	if got, want := strings.ReplaceAll(column(7), "\u202f", "_"), "3.333 KWD 480_000 JPY 1_200.00 EUR 2.05 EUR"; strings.TrimSpace(got) != want {
		t.Errorf("by exposure, turned: %s, want %s", got, want)
	}
	press(0)
	if got := sorted(); got != "0 ascending" {
		t.Errorf("sorted by %q, want 0 ascending", got)
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
