package html_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	dom "golang.org/x/net/html"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/html"
	"handover/reports/reportstest"
	"handover/reports/words"
)

// sectionOf returns the part of a page under the heading of an id.
func sectionOf(t testing.TB, page []byte, id string) *dom.Node {
	t.Helper()
	for _, n := range elements(tree(t, page), "section") {
		if headings := elements(n, "h2"); len(headings) == 1 && attribute(headings[0], "id") == id {
			return n
		}
	}
	t.Fatalf("the page has no part %q", id)
	return nil
}

// withClass returns the elements of a class, in their order.
func withClass(root *dom.Node, class string) []*dom.Node {
	return slices.DeleteFunc(elements(root, ""), func(n *dom.Node) bool {
		return !slices.Contains(strings.Fields(attribute(n, "class")), class)
	})
}

// TestTrend compares the chart and its table with the points of the run.
func TestTrend(t *testing.T) {
	source := reportstest.Typical().WithTrend(8)
	section := sectionOf(t, reportstest.Render(t, reportstest.Scenario{Source: source}, html.Write), "trend")
	points := source.Run().Trend
	if got := text(elements(section, "p")[0]); got != "8 runs from 13 Nov 2026 to 20 Nov 2026. Issues: 20 at first, 10 now." {
		t.Errorf("the trend says %q", got)
	}
	columns := elements(withClass(section, "trend")[0], "g")
	if len(columns) != len(points) {
		t.Fatalf("%d columns are drawn, want %d", len(columns), len(points))
	}
	const last = "20 Nov 2026 · Run: 123 · Issues: 10 · critical: 6 · high: 2 · medium: 1 · low: 1 · overdue: 1"
	if got := text(elements(columns[7], "title")[0]); got != last {
		t.Errorf("the last column says %q, want %q", got, last)
	}
	for i, column := range columns {
		blocks := 0
		for _, severity := range reconcile.Severities() {
			if points[i].BySeverity[severity] > 0 {
				blocks++
			}
		}
		if got := len(elements(column, "rect")); got != blocks {
			t.Errorf("column %d has %d blocks, want one for each of the %d severities that occur", i, got, blocks)
		}
	}
	rows := elements(elements(section, "tbody")[0], "tr")
	if got := text(rows[7]); len(rows) != 8 || got != "20 Nov 2026, 00:0012310621101" {
		t.Errorf("the last of %d rows of the table is %q", len(rows), got)
	}
}

// TestTrendOfOneDay checks that runs of one day can be told apart.
func TestTrendOfOneDay(t *testing.T) {
	run := reportstest.Run()
	run.Trend = []reconcile.TrendPoint{{Seq: 121, AsOf: run.AsOf.AddDate(0, 0, -1)}, {Seq: 122, AsOf: run.AsOf}, {Seq: 123, AsOf: run.AsOf, Findings: 1}}
	section := sectionOf(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.NewSource(run, nil, nil, nil)}, html.Write), "trend")
	if got := text(elements(section, "p")[0]); got != "3 runs from 19 Nov 2026 #121 to 20 Nov 2026 #123. Issues: 0 at first, 1 now." {
		t.Errorf("the trend says %q", got)
	}
	var names []string
	for _, n := range elements(section, "text") {
		if attribute(n, "class") != "last" {
			names = append(names, text(n))
		}
	}
	if want := []string{"19 Nov 2026 #121", "20 Nov 2026 #123"}; !slices.Equal(names, want) {
		t.Errorf("the days are named %q, want %q", names, want)
	}
}

// TestTrendIsToScale checks that each block is as high as its number, on what is
// below it.
func TestTrendIsToScale(t *testing.T) {
	run := reportstest.Run()
	for i, severities := range []map[reconcile.Severity]int{
		{reconcile.Critical: 10, reconcile.High: 30}, {}, {reconcile.Info: 20},
	} {
		point := reconcile.TrendPoint{Seq: run.Seq - int64(2-i), AsOf: run.AsOf.AddDate(0, 0, i-2), Overdue: 10 * i, BySeverity: severities}
		for _, n := range severities {
			point.Findings += n
		}
		run.Trend = append(run.Trend, point)
	}
	section := sectionOf(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.NewSource(run, nil, nil, nil)}, html.Write), "trend")
	chart := withClass(section, "trend")[0]
	var got []string
	for _, n := range elements(chart, "") {
		switch {
		case n.Data == "rect":
			got = append(got, attribute(n, "class")+" "+attribute(n, "y")+"+"+attribute(n, "height"))
		case n.Data == "circle":
			got = append(got, "overdue "+attribute(n, "cy"))
		case attribute(n, "class") == "last":
			got = append(got, text(n)+" at "+attribute(n, "y"))
		}
	}
	want := []string{
		"0 at 170", "10 at 130", "20 at 90", "30 at 50", "40 at 10",
		"critical 130+40", "high 10+120", "info 90+80",
		"overdue 170", "overdue 130", "overdue 90",
	}
	if !slices.Equal(got, want) {
		t.Errorf("drawn is\n%q, want\n%q", got, want)
	}
}

// TestTrendAxis checks that the lines of the chart are at round numbers, few, and
// above every column.
func TestTrendAxis(t *testing.T) {
	for most, want := range map[int]string{
		0: "0 1", 1: "0 1", 4: "0 1 2 3 4", 5: "0 2 4 6", 9: "0 5 10", 40: "0 10 20 30 40", 41: "0 20 40 60",
		4000: "0 1,000 2,000 3,000 4,000", 9010: "0 5,000 10k", 1_234_567: "0 500k 1M 1.5M",
	} {
		run := reportstest.Run()
		run.Trend = []reconcile.TrendPoint{{Seq: 122, AsOf: run.AsOf}, {Seq: 123, AsOf: run.AsOf, Findings: most}}
		page := reportstest.Render(t, reportstest.Scenario{Source: reportstest.NewSource(run, nil, nil, nil)}, html.Write)
		var got []string
		for _, n := range withClass(sectionOf(t, page, "trend"), "last") {
			got = append(got, text(n))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("up to %d: the lines are at %q, want %q", most, got, want)
		}
	}
}

// TestNoTrend checks that a page without the chart says why.
func TestNoTrend(t *testing.T) {
	filter := reports.Options{Filter: reconcile.Filter{Owner: reconcile.OwnerUs}}
	part := reportstest.Run()
	part.Jobs, part.Trend = part.Jobs[:1], []reconcile.TrendPoint{{Seq: 7, AsOf: part.AsOf, Findings: 3}, {Seq: 8, AsOf: part.AsOf, Findings: 4}}
	beside := reportstest.Run()
	beside.Line = beside.Seq
	for name, c := range map[string]struct {
		scenario reportstest.Scenario
		says     string
		chart    bool
	}{
		"no point":     {reportstest.Scenario{Source: reportstest.Empty()}, "There is no trend yet", false},
		"one point":    {reportstest.Scenario{Source: reportstest.Empty().WithTrend(1)}, "There is no trend yet", false},
		"two points":   {reportstest.Scenario{Source: reportstest.Empty().WithTrend(2)}, "2 runs", true},
		"many points":  {reportstest.Scenario{Source: reportstest.Empty().WithTrend(reconcile.MaxTrend)}, "60 runs", true},
		"a part":       {reportstest.Scenario{Source: reportstest.Typical(), Options: filter}, "Only a report that leaves nothing out shows the trend.", false},
		"without sums": {reportstest.Scenario{Source: reportstest.Typical(), Options: reports.Options{NoMoney: true}}, "Only a report that leaves nothing out shows the trend.", false},
		"a backfill": {
			reportstest.Scenario{Source: reportstest.NewSource(beside, nil, nil, nil)}, "A backfill stands beside the history of the runs and has no trend.", false,
		},
		"a run of one job": {
			reportstest.Scenario{Source: reportstest.NewSource(part, nil, nil, nil)}, "This run covered only a part and is not shown in the trend.", true,
		},
	} {
		section := sectionOf(t, reportstest.Render(t, c.scenario, html.Write), "trend")
		if got := text(section); !strings.Contains(got, c.says) {
			t.Errorf("%s: the page says %q, want %q", name, got, c.says)
		}
		if got := len(elements(section, "svg")) > 0; got != c.chart {
			t.Errorf("%s: there is a chart: %t, want %t", name, got, c.chart)
		}
	}
}

// TestTrendSpeaksEveryLanguage checks that nothing of the chart is left unfilled
// or in another language.
func TestTrendSpeaksEveryLanguage(t *testing.T) {
	for _, language := range words.Languages() {
		s := reportstest.Scenario{Source: reportstest.Typical(), Options: reports.Options{Language: language}}
		page := reportstest.Render(t, s, html.Write)
		section := text(sectionOf(t, page, "trend"))
		if strings.ContainsAny(section, "{}") {
			t.Errorf("%s: a placeholder is left in %q", language, section)
		}
		if language != words.DefaultLanguage && strings.Contains(section, "critical") {
			t.Errorf("%s: English is left in %q", language, section)
		}
		if colon := bytes.Contains(page, []byte("：")); colon != (language == "zh") {
			t.Errorf("%s: a colon of full width is on the page: %t", language, colon)
		}
	}
}
