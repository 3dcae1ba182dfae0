package reports_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/digest"
	"handover/reports/html"
	"handover/reports/ics"
	"handover/reports/json"
	"handover/reports/reportstest"
)

// What was new in reports that nobody got is told at the top of the next ones, and with
// each finding.
func TestMissedReports(t *testing.T) {
	const runs, finding = "The reports of these runs were never written: 122 (19 Nov 2026).", "new in run 122, whose reports were never written"
	for name, test := range map[string]struct {
		write func(context.Context, io.Writer, *reports.Report) error
		want  []string
	}{
		"md":   {digest.WriteMarkdown, []string{runs, "## New in reports that were never written", finding}},
		"html": {html.Write, []string{runs, `<h2 id="missed">`, finding}},
		"ics":  {ics.Write, []string{"new in run 122"}},
		"json": {json.Write, []string{`"missed":[{"id":"122","as_of":"2026-11-19T00:00:00Z"}]`, `"missed_in":"122"`, `"missed_in":null`}},
	} {
		text := reportstest.Render(t, reportstest.Scenario{Source: reportstest.Missed()}, test.write)
		flat := strings.ReplaceAll(string(text), "\r\n ", "") // of a calendar
		for _, want := range test.want {
			if !strings.Contains(flat, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, flat)
			}
		}
		cut := reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Contoso}}}
		part := reportstest.Render(t, reportstest.Scenario{Source: reportstest.Missed(), Options: cut}, test.write)
		if strings.Contains(string(part), "run 122") || strings.Contains(string(part), "2026-11-19T00:00:00Z\"}") {
			t.Errorf("%s: a part tells of another run:\n%s", name, part)
		}
	}
}

// The sheet of changes begins with what nobody was told.
func TestMissedFindings(t *testing.T) {
	source := reportstest.Missed()
	report, err := reports.New(t.Context(), source, reports.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if report.Missed != 2 {
		t.Errorf("%d findings were new in reports never written, want 2", report.Missed)
	}
}
