package html_test

import (
	"bytes"
	"flag"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	dom "golang.org/x/net/html"
	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/html"
	"handover/reports/reportstest"
	"handover/reports/words"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		content := withoutLook(t, reportstest.Render(t, s, html.Write))
		reportstest.Golden(t, "testdata/"+s.Name+".html", content, *update)
	}
}

// withoutLook takes the style sheet and the script out of a page, which are the
// same in all pages, and the hashes that name them.
func withoutLook(t *testing.T, page []byte) []byte {
	t.Helper()
	look := regexp.MustCompile(`(?s)(<style>).*(</style>)|(<script>).*(</script>)|&#39;sha256-[^"]*?&#39;`)
	if found := len(look.FindAll(page, -1)); found != 4 {
		t.Errorf("%d parts of the look are in the page, want a style sheet, a script and a hash of each", found)
	}
	return look.ReplaceAll(page, []byte("$1$2$3$4"))
}

// tree reads a page as a browser does.
func tree(t testing.TB, content []byte) *dom.Node {
	t.Helper()
	root, err := dom.Parse(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// elements returns the elements of a name, or all of them, in their order.
func elements(root *dom.Node, name string) []*dom.Node {
	var list []*dom.Node
	for n := range root.Descendants() {
		if n.Type == dom.ElementNode && (name == "" || n.Data == name) {
			list = append(list, n)
		}
	}
	return list
}

func attribute(n *dom.Node, key string) string {
	at := slices.IndexFunc(n.Attr, func(a dom.Attribute) bool { return a.Key == key })
	if at < 0 {
		return ""
	}
	return n.Attr[at].Val
}

// text returns what an element says.
func text(n *dom.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == dom.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// TestPageStandsAlone checks for every page that nothing in it leads out of it,
// that what it links to is there, and that its parts are named.
func TestPageStandsAlone(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		root := tree(t, reportstest.Render(t, s, html.Write))
		ids := map[string]bool{}
		for _, n := range elements(root, "") {
			if id := attribute(n, "id"); id != "" {
				if ids[id] {
					t.Errorf("%s: id %s is there twice", s.Name, id)
				}
				ids[id] = true
			}
		}
		for _, n := range elements(root, "") {
			for _, a := range n.Attr {
				switch a.Key {
				case "src", "srcset", "action", "style", "data", "poster", "background", "ping":
					t.Errorf("%s: <%s> has %s=%q", s.Name, n.Data, a.Key, a.Val)
				case "href":
					if id, local := strings.CutPrefix(a.Val, "#"); !local || !ids[id] && !isView(id, ids) {
						t.Errorf("%s: <%s> leads to %q, which is not on the page", s.Name, n.Data, a.Val)
					}
				}
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: <%s> has a handler %s", s.Name, n.Data, a.Key)
				}
			}
		}
		for name, want := range map[string]int{"script": 1, "style": 1, "h1": 1, "main": 1, "link": 0, "img": 0, "iframe": 0, "form": 0} {
			if got := len(elements(root, name)); got != want {
				t.Errorf("%s: %d <%s>, want %d", s.Name, got, name, want)
			}
		}
		for _, n := range elements(root, "table") {
			if len(elements(n, "caption")) != 1 {
				t.Errorf("%s: a table has no caption", s.Name)
			}
		}
		for _, n := range elements(root, "th") {
			if attribute(n, "scope") == "" {
				t.Errorf("%s: a heading %q has no scope", s.Name, text(n))
			}
		}
	}
}

// isView reports whether what an address leads to is a view of the actions: values of
// filters that are there.
func isView(fragment string, ids map[string]bool) bool {
	view, err := url.ParseQuery(fragment)
	if err != nil || !strings.Contains(fragment, "=") {
		return false
	}
	for key := range view {
		if !ids["filter-"+key] && key != "q" {
			return false
		}
	}
	return true
}

// TestPageShowsWhatTheSourceHolds compares the rows of the table with the
// findings, in their order.
func TestPageShowsWhatTheSourceHolds(t *testing.T) {
	source := reportstest.Typical()
	var want, got []string
	for f, err := range source.Findings(t.Context(), reconcile.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, "f-"+f.Finding.ID)
	}
	for _, n := range elements(tree(t, reportstest.Render(t, reportstest.Scenario{Source: source}, html.Write)), "tr") {
		if id := attribute(n, "id"); id != "" {
			got = append(got, id)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-findings +rows):\n%s", diff)
	}
}

// TestPageNamesStayText checks for any name that a page has the elements and the
// attributes that it has with a plain one, and no character that hides or turns
// what stands around it.
func TestPageNamesStayText(t *testing.T) {
	shape := func(t testing.TB, content []byte) []string {
		var list []string
		for _, n := range elements(tree(t, content), "") {
			if n.Data == "option" {
				continue
			}
			for _, a := range n.Attr {
				list = append(list, n.Data+" "+a.Key)
			}
			list = append(list, n.Data)
		}
		return list
	}
	plain := shape(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Named("Contoso")}, html.Write))
	planned := shape(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.NamedPlan("Contoso")}, html.Write))
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("<>&\"'`=/!- \n\r\t\u202e\u2066\x00")), rapid.Rune())).Draw(rt, "name")
		name = rapid.SampledFrom([]string{"", "<script>", "</style>", "</script>", "<!--", `"><img src=x onerror=alert(1)>`, "]]>"}).Draw(rt, "start") + name
		content := reportstest.Render(t, reportstest.Scenario{Source: reportstest.Named(name)}, html.Write)
		if diff := cmp.Diff(plain, shape(t, content)); diff != "" {
			rt.Errorf("name %q changes the page (-plain +reportstest.Named):\n%s", name, diff)
		}
		if diff := cmp.Diff(planned, shape(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.NamedPlan(name)}, html.Write))); diff != "" {
			rt.Errorf("name %q changes the plan (-plain +reportstest.Named):\n%s", name, diff)
		}
		if at := bytes.IndexFunc(content, func(r rune) bool {
			return r != '\n' && r != '\t' && unicode.IsControl(r) || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069'
		}); at >= 0 {
			rt.Errorf("name %q leaves %q", name, content[at:min(at+20, len(content))])
		}
	})
}

// TestPageLeavesOutAndSaysSo checks the limits of the lists.
func TestPageLeavesOutAndSaysSo(t *testing.T) {
	whole := tree(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Many(20)}, html.Write))
	if strings.Contains(text(whole), "hold all of them") {
		t.Error("nothing is left out of a small page, and it says so")
	}
	content := reportstest.Render(t, reportstest.Scenario{Source: reportstest.Portfolio(260, 5040)}, html.Write)
	root := tree(t, content)
	rows := slices.DeleteFunc(elements(root, "tr"), func(n *dom.Node) bool { return attribute(n, "id") == "" })
	if len(rows) != 5000 {
		t.Errorf("%d findings are in the table, want 5000", len(rows))
	}
	sections := slices.DeleteFunc(elements(root, "details"), func(n *dom.Node) bool { return attribute(n, "class") != "tenant" })
	if len(sections) != 100 {
		t.Errorf("%d tenants have a section, want 100", len(sections))
	}
	for want, times := range map[string]int{
		"5,000 of 5,040 are shown here": 1, "100 of 260 are shown here": 1, "260 of 260": 0, "500 of 600 are shown here": 2,
	} {
		if found := strings.Count(text(root), want); found != times {
			t.Errorf("%q is on the page %d times, want %d", want, found, times)
		}
	}
	if size := len(content); size > 12<<20 {
		t.Errorf("the page has %d bytes, more than a mail takes", size)
	}
}

// TestPageWithoutMoney checks that a cut without money has no amount on it.
func TestPageWithoutMoney(t *testing.T) {
	content := string(reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical(), Options: reports.Options{NoMoney: true}}, html.Write))
	for _, money := range []string{"EUR", "KWD", "JPY", "1,200", "Amount at stake", "unit_price"} {
		if strings.Contains(content, money) {
			t.Errorf("%q is on a page without money", money)
		}
	}
	if !strings.Contains(content, "Auto-renew is on") {
		t.Error("the findings are missing")
	}
}

// TestPageTellsLocalTime checks that dues are shown in the report's zone too.
func TestPageTellsLocalTime(t *testing.T) {
	partial := string(reportstest.Render(t, reportstest.Scenarios(t)[1], html.Write))
	if want := "<small>24 Nov 2026, 20:27 Europe/Berlin</small>"; !strings.Contains(partial, want) {
		t.Errorf("%s is not on the page", want)
	}
}

// TestPageSpeaksEveryLanguage checks what the page takes from the words beyond
// their being there.
func TestPageSpeaksEveryLanguage(t *testing.T) {
	for _, language := range words.Languages() {
		table, err := words.Lookup(language)
		if err != nil {
			t.Fatal(err)
		}
		if days := strings.Fields(table.Labels.Weekdays); len(days) != 7 {
			t.Errorf("%s: a week has the days %q", language, days)
		}
		s := reportstest.Scenario{Source: reportstest.Typical(), Options: reports.Options{Language: language}}
		root := tree(t, reportstest.Render(t, s, html.Write))
		if got := attribute(elements(root, "html")[0], "lang"); got != language {
			t.Errorf("%s: the page says that its language is %q", language, got)
		}
		if got := text(elements(root, "main")[0]); strings.ContainsAny(got, "{}") {
			t.Errorf("%s: a placeholder is left in %s", language, got)
		}
	}
}

func TestPageChineseMarks(t *testing.T) {
	s := reportstest.Scenario{Source: reportstest.Partial(), Options: reports.Options{Language: "zh"}}
	root := tree(t, reportstest.Render(t, s, html.Write))
	reportstest.ChineseMarks(t, text(elements(root, "main")[0]))
}

func BenchmarkWrite(b *testing.B) {
	s := reportstest.Scenario{Source: reportstest.Portfolio(260, 5040)}
	for b.Loop() {
		reportstest.Render(b, s, html.Write)
	}
}
