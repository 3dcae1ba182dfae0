package ics_test

import (
	"flag"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/ics"
	"handover/reports/reportstest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		reportstest.Golden(t, "testdata/"+s.Name+".ics", reportstest.Render(t, s, ics.Write), *update)
	}
}

func calendarOf(t *testing.T, s reportstest.Scenario) (calendar event, events []event) {
	t.Helper()
	return readCalendar(t, reportstest.Render(t, s, ics.Write))
}

func TestCalendarIsValid(t *testing.T) {
	all := append(reportstest.Scenarios(t), reportstest.Scenario{Name: "portfolio", Source: reportstest.Portfolio(100, 5000)})
	for _, s := range all {
		calendar, events := calendarOf(t, s)
		for name, want := range map[string]string{"VERSION": "2.0", "METHOD": "PUBLISH", "CALSCALE": "GREGORIAN"} {
			if calendar[name] != want {
				t.Errorf("%s: %s is %q, want %q", s.Name, name, calendar[name], want)
			}
		}
		if calendar["PRODID"] == "" {
			t.Errorf("%s: PRODID is missing", s.Name)
		}
		seen := map[string]bool{}
		for _, e := range events {
			checkEvent(t, e)
			if seen[e["UID"]] {
				t.Errorf("%s: two events have the UID %s", s.Name, e["UID"])
			}
			seen[e["UID"]] = true
		}
		if len(events) == 0 && calendar["TZID"] == "" {
			t.Errorf("%s: the calendar holds no component", s.Name)
		}
	}
}

// TestCalendarDays compares the events with the findings: one for each due day
// and tenant, the most urgent first, those that left at the end.
func TestCalendarDays(t *testing.T) {
	_, events := calendarOf(t, reportstest.Scenario{Source: reportstest.Typical()})
	var got []string
	for _, e := range events {
		got = append(got, strings.Join([]string{e["DTSTART;VALUE=DATE"], e["STATUS"], e["PRIORITY"], e["SUMMARY"]}, " "))
		if e["SEQUENCE"] != "123" || e["DTSTAMP"] != "20261120T013112Z" || e["TRANSP"] != "TRANSPARENT" {
			t.Errorf("sequence %s, stamp %s, %s", e["SEQUENCE"], e["DTSTAMP"], e["TRANSP"])
		}
	}
	want := []string{
		"20261118 CONFIRMED 1 1 due: Contoso (1 critical)",
		"20261120 CONFIRMED 3 1 due: Fabrikam (1 high)",
		"20261120 CONFIRMED 1 1 due: Contoso (1 critical)",
		"20261124 CONFIRMED 1 1 due: Fabrikam (1 critical)",
		"20261127 CONFIRMED 1 2 due: Contoso (2 critical)",
		"20261127 CONFIRMED 7 1 due: aaaaaaaa-0000-4000-8000-000000000002 (1 low)",
		"20270131 CONFIRMED 1 1 due: Contoso (1 critical)",
		"20270531 CONFIRMED 3 1 due: Contoso (1 high)",
		"20261117 CANCELLED  No longer due: Fabrikam",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCalendarCancels checks which days are cancelled: those of resolved
// findings and those from which a due moved, unless something of the tenant is
// still due then.
func TestCalendarCancels(t *testing.T) {
	listed := []reconcile.Reported{
		{Finding: reportstest.Due("a", 21, "stays"), Delta: reconcile.Unchanged},
		{Finding: reportstest.Due("a", 22, "moved"), Delta: reconcile.Changed, PreviousDue: reportstest.Due("a", 20, "").Due},
		{Finding: reportstest.Due("b", 25, "moved"), Delta: reconcile.Changed, PreviousDue: reportstest.Due("b", 26, "").Due},
		{Finding: reportstest.Due("b", 26, "stays"), Delta: reconcile.Unchanged},
	}
	none := reportstest.Due("c", 1, "no due")
	none.Due = reconcile.Due{}
	resolved := []reconcile.ResolvedFinding{
		{Finding: reportstest.Due("a", 21, "gone"), Reason: reconcile.ReasonMoved},
		{Finding: reportstest.Due("b", 21, "gone"), Reason: reconcile.ReasonMoved},
		{Finding: reportstest.Due("b", 21, "gone too"), Reason: reconcile.ReasonMoved},
		{Finding: none, Reason: reconcile.ReasonFixed},
	}
	source := reportstest.NewSource(reportstest.Run(), nil, listed, resolved).
		WithSilenced(reportstest.Due("a", 22, "silenced"), reportstest.Due("c", 21, "silenced"))
	_, events := calendarOf(t, reportstest.Scenario{Source: source})
	var got []string
	for _, e := range events {
		got = append(got, e["DTSTART;VALUE=DATE"]+" "+e["STATUS"]+" "+e["SUMMARY"])
	}
	want := []string{
		"20261121 CONFIRMED 1 due: a (1 critical)",
		"20261122 CONFIRMED 1 due: a (1 critical)",
		"20261125 CONFIRMED 1 due: b (1 critical)",
		"20261126 CONFIRMED 1 due: b (1 critical)",
		"20261120 CANCELLED No longer due: a",
		"20261121 CANCELLED No longer due: b",
		"20261121 CANCELLED No longer due: c",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCalendarKeepsItsUIDs checks that a day of a tenant is the same event in
// every run, in every language and in a cut.
func TestCalendarKeepsItsUIDs(t *testing.T) {
	first := reportstest.NewSource(reportstest.Run(), nil, []reconcile.Reported{{Finding: reportstest.Due("a", 21, "one")}}, nil)
	run := reportstest.Run()
	run.Seq, run.FinishedAt = 124, run.FinishedAt.AddDate(0, 0, 1)
	later := reportstest.NewSource(run, nil, nil, []reconcile.ResolvedFinding{{Finding: reportstest.Due("a", 21, "one"), Reason: reconcile.ReasonFixed}})
	_, before := calendarOf(t, reportstest.Scenario{Source: first})
	_, after := calendarOf(t, reportstest.Scenario{Source: later})
	if len(before) != 1 || len(after) != 1 || before[0]["UID"] != after[0]["UID"] {
		t.Fatalf("the event %v is not cancelled by %v", before, after)
	}
	if after[0]["STATUS"] != "CANCELLED" || after[0]["SEQUENCE"] != "124" {
		t.Errorf("the event becomes %v", after[0])
	}
}

// TestCalendarLeavesOutAndSaysSo fills a calendar beyond its limit.
func TestCalendarLeavesOutAndSaysSo(t *testing.T) {
	for _, c := range []struct{ due, gone, wantDue, wantGone, leftOut int }{
		{1500, 500, 1500, 500, 0},
		{2000, 0, 2000, 0, 0},
		{2001, 0, 2000, 0, 1},
		{2100, 100, 1900, 100, 200},
		{2100, 900, 1500, 500, 1000},
		{10, 2000, 10, 1990, 10},
	} {
		var listed []reconcile.Reported
		var resolved []reconcile.ResolvedFinding
		for i := range c.due {
			listed = append(listed, reconcile.Reported{Finding: reportstest.Due(fmt.Sprintf("due-%04d", i), 21+i%9, "s")})
		}
		for i := range c.gone {
			resolved = append(resolved, reconcile.ResolvedFinding{Finding: reportstest.Due(fmt.Sprintf("gone-%04d", i), 21, "s"), Reason: reconcile.ReasonFixed})
		}
		calendar, events := calendarOf(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, listed, resolved)})
		gone := 0
		for _, e := range events {
			if e["STATUS"] == "CANCELLED" {
				gone++
			}
		}
		if len(events)-gone != c.wantDue || gone != c.wantGone {
			t.Errorf("%d due and %d gone: the calendar holds %d and %d, want %d and %d", c.due, c.gone, len(events)-gone, gone, c.wantDue, c.wantGone)
		}
		want := ""
		if c.leftOut > 0 {
			want = strconv.Itoa(c.leftOut)
		}
		if got := calendar["X-HANDOVER-LEFT-OUT"]; got != want || (want != "") != (calendar["X-WR-CALDESC"] != "") {
			t.Errorf("%d due and %d gone: %q are said to be left out, want %q", c.due, c.gone, got, want)
		}
	}
}

// TestCalendarTextIsBounded checks that a day with many findings names some and
// counts the others.
func TestCalendarTextIsBounded(t *testing.T) {
	var listed []reconcile.Reported
	for i := range 13 {
		listed = append(listed, reconcile.Reported{Finding: reportstest.Due("a", 21, fmt.Sprintf("s-%02d", i))})
	}
	_, events := calendarOf(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, listed, nil)})
	lines := strings.Split(unescaped(t, events[0]["DESCRIPTION"]), "\n")
	if len(lines) != 11 || !strings.Contains(lines[0], "s-00") || lines[10] != "… and 3 more" {
		t.Errorf("the day says:\n%s", strings.Join(lines, "\n"))
	}
}

func TestCalendarWithoutMoney(t *testing.T) {
	s := reportstest.Scenario{Source: reportstest.Typical(), Options: reports.Options{NoMoney: true}}
	content := strings.ReplaceAll(string(reportstest.Render(t, s, ics.Write)), "\r\n ", "")
	for _, currency := range []string{"EUR", "JPY", "KWD"} {
		if strings.Contains(content, currency) {
			t.Errorf("%s is in a calendar without money", currency)
		}
	}
}

// TestCalendarNamesStayText checks for any name that it comes back as the one
// line of text that it is shown as, and that nothing else changes.
func TestCalendarNamesStayText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("\\;,:\"\n\r\t n\u2028\u202e{}")), rapid.Rune())).Draw(rt, "name") +
			rapid.SampledFrom([]string{"", "\r\nEND:VEVENT", "{count}{worst}{tenant}"}).Draw(rt, "end")
		f := reportstest.Due("a", 21, "s")
		f.TenantName = name
		_, events := calendarOf(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, []reconcile.Reported{{Finding: f}}, nil)})
		if len(events) != 1 {
			rt.Fatalf("name %q gives %d events", name, len(events))
		}
		checkEvent(t, events[0])
		summary := unescaped(t, events[0]["SUMMARY"])
		if !strings.HasPrefix(summary, "1 due: ") || !strings.HasSuffix(summary, " (1 critical)") {
			rt.Errorf("name %q gives the summary %q", name, summary)
		}
	})
}

// TestMarks checks what sets a finding apart from the others.
func TestMarks(t *testing.T) {
	for _, c := range []struct {
		delta reconcile.Delta
		state reconcile.FindingState
		says  string
	}{
		{reconcile.Unchanged, reconcile.StateOpen, ""},
		{reconcile.New, reconcile.StateOpen, ""},
		{reconcile.Reopened, reconcile.StateOpen, ""},
		{reconcile.Unchanged, reconcile.StateAcknowledged, " (acknowledged)"},
		{reconcile.Unchanged, reconcile.StateSnoozed, " (snoozed)"},
		{reconcile.NotEvaluated, reconcile.StateOpen, " (from data that is old or incomplete)"},
		{reconcile.NotEvaluated, reconcile.StateSnoozed, " (from data that is old or incomplete; snoozed)"},
	} {
		listed := []reconcile.Reported{{Finding: reportstest.Due("a", 22, "s-1"), Delta: c.delta, State: c.state}}
		_, events := calendarOf(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, listed, nil)})
		if said := unescaped(t, events[0]["DESCRIPTION"]); !strings.HasSuffix(said, "[us]"+c.says) {
			t.Errorf("%s, %s: the calendar says %q", c.delta, c.state, said)
		}
	}
}

func TestChineseMarks(t *testing.T) {
	s := reportstest.Scenario{Source: reportstest.Partial(), Options: reports.Options{Language: "zh"}}
	content := string(reportstest.Render(t, s, ics.Write))
	for _, name := range []string{"SUMMARY:", "DESCRIPTION:", "X-WR-CALNAME:"} {
		content = strings.ReplaceAll(content, name, "")
	}
	reportstest.ChineseMarks(t, content)
}
