package html_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports/html"
	"handover/reports/reportstest"
)

// TestPlanIsDrawn checks where the marks of steps stand: in a lane of their own,
// with the days to the last safe one behind an order.
func TestPlanIsDrawn(t *testing.T) {
	page := reportstest.Render(t, reportstest.Planned(reportstest.Step("a", "s-1", 0)), html.Write)
	drawing := withClass(tenantSection(t, page, "a"), "timeline")[0]
	if got := attribute(drawing, "height"); got != "74" {
		t.Errorf("the drawing is %s pixels high, want 74", got)
	}
	margin := withClass(drawing, "margin")
	// The drawing is of 7 days before today and 67 after it.
	if len(margin) != 1 || attribute(margin[0], "x") != "9.46%" || attribute(margin[0], "width") != "9.46%" {
		t.Errorf("the margin is drawn as %v", margin)
	}
	if marks := elements(drawing, "use"); len(marks) != 1 || attribute(marks[0], "x") != "9.46%" || attribute(marks[0], "y") != "64" {
		t.Errorf("the step is drawn as %v", marks)
	}
	undated := reportstest.Step("a", "s-1", 0)
	undated.Step.Day, undated.Step.LastSafe, undated.Step.Margin = 0, reconcile.Due{}, 0
	section := tenantSection(t, reportstest.Render(t, reportstest.Planned(undated), html.Write), "a")
	if drawn := withClass(section, "timeline"); len(drawn) != 0 {
		t.Error("a move without a day is drawn")
	}
}

// TestWorstDueIsOnTop checks that of two dues on one day the worse is drawn last,
// and that what counts nothing has no colour.
func TestWorstDueIsOnTop(t *testing.T) {
	worst, mild := reportstest.Due("a", 22, "s-1"), reportstest.Due("a", 22, "s-1")
	mild.Severity = reconcile.Low
	listed := []reconcile.Reported{{Finding: worst}, {Finding: mild}}
	page := reportstest.Render(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, listed, nil)}, html.Write)
	var drawn []string
	for _, n := range elements(withClass(tenantSection(t, page, "a"), "timeline")[0], "use") {
		drawn = append(drawn, attribute(n, "data-s"))
	}
	if want := []string{"low", "critical"}; !slices.Equal(drawn, want) {
		t.Errorf("drawn are %q, want %q", drawn, want)
	}
	coloured := map[string]string{}
	for _, row := range elements(sectionOf(t, page, "summary"), "tr") {
		if urgency := attribute(row, "data-u"); urgency != "" {
			coloured[urgency] = strings.Join(strings.Fields(text(row)), " ")
		}
	}
	if diff := cmp.Diff(map[string]string{"3": "within 3 days2"}, coloured); diff != "" {
		t.Errorf("coloured urgencies (-want +got):\n%s", diff)
	}
}
