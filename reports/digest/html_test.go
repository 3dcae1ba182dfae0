package digest_test

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"handover/reports"
	"handover/reports/reportstest"
)

func nodes(t *testing.T, page []byte) []*html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(root.Descendants())
}

// textOf returns the texts of a page, a line each.
func textOf(t *testing.T, page []byte) string {
	var b strings.Builder
	for _, n := range nodes(t, page) {
		if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" {
			b.WriteString(n.Data + "\n")
		}
	}
	return b.String()
}

// allowed are the elements of a mail with their attributes. Outlook for Windows shows mail
// with Word, which knows tables, and neither flex, grid, positions nor pictures behind
// something: https://learn.microsoft.com/previous-versions/office/developer/office-2007/aa338201(v=office.12).
var allowed = map[string][]string{
	"html": {"lang"}, "head": nil, "meta": {"charset", "name", "content"}, "title": nil, "body": {"style"},
	"table": {"role", "width", "cellpadding", "cellspacing", "border", "bgcolor", "style"}, "tbody": nil, "tr": nil,
	"td": {"width", "align", "valign", "bgcolor", "style"}, "th": {"width", "align", "valign", "bgcolor", "style"},
	"b": {"style"}, "span": {"style"}, "br": nil,
}

// properties are what styles may say, with the forms of their values.
var properties = map[string]*regexp.Regexp{
	"margin": form(`0`), "padding": form(`\d+(px)?( \d+px)*`), "width": form(`100%`), "max-width": form(`760px`),
	"border": form(`1px solid #[0-9a-f]{6}`), "border-bottom": form(`1px solid #[0-9a-f]{6}`), "border-collapse": form(`collapse`),
	"background-color": form(`#[0-9a-f]{6}`), "color": form(`#[0-9a-f]{6}`), "font-family": form(`Calibri,Arial,sans-serif`),
	"font-size": form(`\d+px`), "line-height": form(`\d+px`), "text-align": form(`left|right`), "overflow-wrap": form(`anywhere`),
}

func form(values string) *regexp.Regexp { return regexp.MustCompile("^(?:" + values + ")$") }

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func style(t *testing.T, n *html.Node) map[string]string {
	t.Helper()
	list := map[string]string{}
	for declaration := range strings.SplitSeq(attribute(n, "style"), ";") {
		if declaration == "" {
			continue
		}
		property, value, _ := strings.Cut(declaration, ":")
		if form, known := properties[property]; !known || !form.MatchString(value) {
			t.Errorf("a %s has the style %q", n.Data, declaration)
		}
		list[property] = value
	}
	return list
}

// TestPageCanBeMailed checks that a page has nothing but what mail programs show, whatever
// its names say, that every column has its width, and that every text can be read on the
// colour it stands on.
func TestPageCanBeMailed(t *testing.T) {
	for _, s := range append(reportstest.Scenarios(t), reportstest.Scenario{Name: "long", Source: long(40, 600)}) {
		m := mailOf(t, s.Source, s.Options, told())
		for _, page := range [][]byte{m.HTML, mailOf(t, s.Source, s.Options, &reports.Telling{}).HTML} {
			for _, n := range nodes(t, page) {
				switch n.Type {
				case html.ElementNode:
					checkElement(t, n)
				case html.TextNode:
					if strings.TrimSpace(n.Data) != "" && n.Parent.Data != "title" {
						checkContrast(t, n)
					}
				case html.CommentNode:
					t.Errorf("%s: a comment: %q", s.Name, n.Data)
				}
			}
		}
	}
}

func checkElement(t *testing.T, n *html.Node) {
	t.Helper()
	attributes, known := allowed[n.Data]
	if !known {
		t.Errorf("the page has a %s", n.Data)
	}
	for _, a := range n.Attr {
		if !slices.Contains(attributes, a.Key) {
			t.Errorf("a %s has the attribute %s", n.Data, a.Key)
		}
	}
	if style := style(t, n); style["background-color"] != attribute(n, "bgcolor") && n.Data != "body" {
		t.Errorf("a %s has the colours %q and %q", n.Data, style["background-color"], attribute(n, "bgcolor"))
	}
	if n.Data == "table" && attribute(n, "width") == "" {
		t.Error("a table has no width")
	}
	if n.Data == "tr" && n.FirstChild.Data == "th" {
		sum := 0
		for c := range n.ChildNodes() {
			share, err := strconv.Atoi(strings.TrimSuffix(attribute(c, "width"), "%"))
			if err != nil {
				t.Error(err)
			}
			sum += share
		}
		if sum != 100 {
			t.Errorf("the columns below %q are %d%% of the page", n.FirstChild.FirstChild.Data, sum)
		}
	}
}

// checkContrast checks that a text has 4.5 times the light of its ground or the other way
// round, which WCAG 2.2 asks for (criterion 1.4.3).
func checkContrast(t *testing.T, n *html.Node) {
	t.Helper()
	ink, ground := "", ""
	for up := n.Parent; up != nil && (ink == "" || ground == ""); up = up.Parent {
		style := style(t, up)
		ink, ground = cmp.Or(ink, style["color"]), cmp.Or(ground, style["background-color"])
	}
	if ink == "" || ground == "" {
		t.Errorf("%q has the colour %q on %q", n.Data, ink, ground)
		return
	}
	a, b := light(t, ink), light(t, ground)
	if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
		t.Errorf("%q: %s on %s has a contrast of %.1f", n.Data, ink, ground, ratio)
	}
}

// light returns the relative luminance of a colour.
func light(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		part, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(part) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
