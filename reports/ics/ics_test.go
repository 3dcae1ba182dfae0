package ics_test

import (
	"flag"
	"slices"
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

// due makes a finding of a tenant that is due on a day of November.
func due(tenant string, day int, subscription string) reconcile.Finding {
	f := reportstest.Due(tenant, day, subscription)
	f.ID = f.Identify()
	return f
}

// listed makes findings that stand in a report, as the run of the day before left them.
func listed(findings ...reconcile.Finding) (list []reconcile.Reported) {
	for _, f := range findings {
		list = append(list, reconcile.Reported{Finding: f, Delta: reconcile.Unchanged})
	}
	return list
}

// told returns the events of a report of findings, each in a line.
func told(t *testing.T, source *reportstest.Source, options reports.Options) (lines []string) {
	t.Helper()
	_, events := calendarOf(t, reportstest.Scenario{Source: source, Options: options})
	for _, e := range events {
		lines = append(lines, strings.Join([]string{e["DTSTART;VALUE=DATE"], e["STATUS"], unescaped(t, e["SUMMARY"])}, " "))
	}
	return lines
}

// TestCalendarDays holds the events of a report: one for each finding that is critical or
// high, what is overdue today, the first day first, those that left at the end.
func TestCalendarDays(t *testing.T) {
	_, events := calendarOf(t, reportstest.Scenario{Source: reportstest.Typical()})
	var got []string
	for _, e := range events {
		got = append(got, strings.Join([]string{e["DTSTART;VALUE=DATE"], e["STATUS"], e["PRIORITY"], unescaped(t, e["SUMMARY"])}, " "))
		if e["SEQUENCE"] != "123" || e["DTSTAMP"] != "20261120T013112Z" || e["TRANSP"] != "TRANSPARENT" {
			t.Errorf("sequence %s, stamp %s, %s", e["SEQUENCE"], e["DTSTAMP"], e["TRANSP"])
		}
	}
	want := []string{
		"20261120 CONFIRMED 1 Order the replacement: Microsoft 365 Business Basic (25 seats), Contoso (overdue since 18 Nov 2026)",
		"20261120 CONFIRMED 3 Transfer request is pending: Fabrikam",
		"20261120 CONFIRMED 1 Customer agreement not accepted: Contoso",
		"20261124 CONFIRMED 1 Cancel the source at once: Microsoft 365 Business Basic (25 seats), Fabrikam",
		"20261127 CONFIRMED 1 Submit the transfer request: Microsoft 365 Business Basic (25 seats), Contoso",
		"20261127 CONFIRMED 1 Gap between old and new: Microsoft 365 Business Basic (25 seats), Contoso",
		"20270131 CONFIRMED 1 Too many subscriptions: Contoso",
		"20270531 CONFIRMED 3 Set Cancel at the source: Microsoft 365 Business Basic (25 seats), Contoso",
		"20261127 CANCELLED  No longer due: Ends, and nothing replaces it yet: Microsoft 365 Business Basic (25 seats), Contoso",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCalendarBeginsAtASeverity checks which findings have a place in it.
func TestCalendarBeginsAtASeverity(t *testing.T) {
	var all []reconcile.Finding
	for i, severity := range reconcile.Severities() {
		f := due("a", 21+i, "s")
		f.Severity = severity
		all = append(all, f)
	}
	undated := due("a", 21, "undated")
	undated.Due = reconcile.Due{}
	source := reportstest.NewSource(reportstest.Run(), nil, listed(append(all, undated)...), nil)
	for least, want := range map[reconcile.Severity]int{"": 2, reconcile.Critical: 1, reconcile.High: 2, reconcile.Medium: 3, reconcile.Info: 5} {
		if got := told(t, source, reports.Options{Calendar: least}); len(got) != want {
			t.Errorf("from %q on there are %d events, want %d", least, len(got), want)
		}
	}
}

// TestCalendarCancels checks which events are cancelled: those of findings that are
// resolved, silenced or no longer bad enough, in this run or nights before. One whose due
// moved moves.
func TestCalendarCancels(t *testing.T) {
	moved, fell, never := due("a", 22, "moved"), due("a", 23, "fell"), due("a", 23, "never")
	before := fell
	fell.Severity, never.Severity = reconcile.Low, reconcile.Low
	undated := due("c", 21, "no due")
	undated.Due = reconcile.Due{}
	low := due("c", 21, "low")
	low.Severity = reconcile.Low
	reported := listed(due("a", 21, "stays"))
	reported = append(reported,
		reconcile.Reported{Finding: moved, Delta: reconcile.Changed, PreviousDue: due("a", 20, "").Due},
		reconcile.Reported{Finding: fell, Delta: reconcile.Changed, Previous: &before},
		reconcile.Reported{Finding: never, Delta: reconcile.Changed, Previous: &never},
	)
	var resolved []reconcile.ResolvedFinding
	for _, f := range []reconcile.Finding{due("b", 21, "gone"), low, undated} {
		resolved = append(resolved, reconcile.ResolvedFinding{Finding: f, Reason: reconcile.ReasonFixed})
	}
	source := reportstest.NewSource(reportstest.Run(), nil, reported, resolved).
		WithSilenced(due("c", 24, "silenced")).WithEnded(due("c", 12, "ended"), low, undated)
	want := []string{
		"20261121 CONFIRMED Auto-renew is on: a",
		"20261122 CONFIRMED Auto-renew is on: a",
		"20261123 CANCELLED No longer due: Auto-renew is on: a",
		"20261121 CANCELLED No longer due: Auto-renew is on: b",
		"20261124 CANCELLED No longer due: Auto-renew is on: c",
		"20261112 CANCELLED No longer due: Auto-renew is on: c",
	}
	if diff := cmp.Diff(want, told(t, source, reports.Options{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCalendarKeepsItsUIDs checks that a finding is the same event in every run, also when
// its day moves, and with a higher number each time.
func TestCalendarKeepsItsUIDs(t *testing.T) {
	run := reportstest.Run()
	ended := []reconcile.ResolvedFinding{{Finding: due("a", 21, "one"), Reason: reconcile.ReasonFixed}}
	nights := []*reportstest.Source{
		reportstest.NewSource(run, nil, listed(due("a", 21, "one")), nil),
		reportstest.NewSource(later(run, 1), nil, listed(due("a", 28, "one")), nil),
		reportstest.NewSource(later(run, 9), nil, listed(due("a", 28, "one")), nil),
		reportstest.NewSource(later(run, 10), nil, nil, ended),
	}
	want := []string{"20261121 CONFIRMED 123", "20261128 CONFIRMED 124", "20261129 CONFIRMED 132", "20261121 CANCELLED 133"}
	var uids, got []string
	for _, source := range nights {
		_, events := calendarOf(t, reportstest.Scenario{Source: source})
		for _, e := range events {
			uids = append(uids, e["UID"])
			got = append(got, e["DTSTART;VALUE=DATE"]+" "+e["STATUS"]+" "+e["SEQUENCE"])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(slices.Compact(uids)) != 1 {
		t.Errorf("UIDs %v (-want +got):\n%s", uids, diff)
	}
}

// later returns the run some nights after another.
func later(run reconcile.Run, nights int) reconcile.Run {
	run.Seq += int64(nights)
	run.AsOf, run.FinishedAt = run.AsOf.AddDate(0, 0, nights), run.FinishedAt.AddDate(0, 0, nights)
	return run
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
			rapid.SampledFrom([]string{"", "\r\nEND:VEVENT", "{count}{what}{tenant}{title}"}).Draw(rt, "end")
		f := due("a", 21, "s")
		f.TenantName = name
		_, events := calendarOf(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, []reconcile.Reported{{Finding: f}}, nil)})
		if len(events) != 1 {
			rt.Fatalf("name %q gives %d events", name, len(events))
		}
		checkEvent(t, events[0])
		summary := unescaped(t, events[0]["SUMMARY"])
		if !strings.HasPrefix(summary, "Auto-renew is on: ") || summary != strings.ToValidUTF8(strings.TrimSpace(summary), "") && len(name) < 100 {
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
		{reconcile.Unchanged, reconcile.StateAcknowledged, "\nnoted"},
		{reconcile.Unchanged, reconcile.StateSnoozed, "\nput off"},
		{reconcile.NotEvaluated, reconcile.StateOpen, "\nfrom data that is old or incomplete"},
		{reconcile.NotEvaluated, reconcile.StateSnoozed, "\nfrom data that is old or incomplete; put off"},
	} {
		marked := []reconcile.Reported{{Finding: due("a", 22, "s-1"), Delta: c.delta, State: c.state}}
		_, events := calendarOf(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, marked, nil)})
		if said := unescaped(t, events[0]["DESCRIPTION"]); !strings.HasSuffix(said, "23:59 UTC."+c.says) {
			t.Errorf("%s, %s: the calendar says %q", c.delta, c.state, said)
		}
	}
}

func TestChineseMarks(t *testing.T) {
	s := reportstest.Scenario{Source: reportstest.Partial(), Options: reports.Options{Language: "zh"}}
	content := string(reportstest.Render(t, s, ics.Write))
	for _, name := range []string{"SUMMARY:", "DESCRIPTION:", "X-WR-CALNAME:", "X-WR-CALDESC:", "NAME:"} {
		content = strings.ReplaceAll(content, name, "")
	}
	reportstest.ChineseMarks(t, content)
}
