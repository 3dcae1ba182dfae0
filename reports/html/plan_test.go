package html_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	dom "golang.org/x/net/html"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/html"
	"handover/reports/reportstest"
)

// tenantSection returns the section of a tenant.
func tenantSection(t testing.TB, page []byte, name string) *dom.Node {
	t.Helper()
	for _, n := range withClass(tree(t, page), "tenant") {
		if text(elements(n, "h3")[0]) == name {
			return n
		}
	}
	t.Fatalf("%s has no section", name)
	return nil
}

// stepRows returns the steps in a part of a page: day, urgency and what is done.
func stepRows(n *dom.Node) []string {
	var list []string
	for _, table := range withClass(n, "steps") {
		for _, row := range elements(elements(table, "tbody")[0], "tr") {
			day := ""
			if times := elements(row, "time"); len(times) > 0 {
				day = text(times[0])
			}
			list = append(list, strings.TrimSpace(day+" "+attribute(row, "data-u")+" "+text(elements(row, "strong")[0])))
		}
	}
	return list
}

// TestPageShowsNextSteps checks what stands at the top of a page: the overdue
// steps and those of two weeks, by day, and every obstacle with its ways out.
func TestPageShowsNextSteps(t *testing.T) {
	section := sectionOf(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, html.Write), "steps")
	want := []string{
		"20 Nov 2026 overdue Order the replacement", "20 Nov 2026 overdue Verify the replacement",
		"20 Nov 2026 1 Submit the transfer request", "22 Nov 2026 3 Order the replacement", "23 Nov 2026 3 Verify the replacement",
		"23 Nov 2026 3 Cancel the source at once", "26 Nov 2026 7 Set Cancel at the source",
		"1 Dec 2026 14 Create the transfer request", "1 Dec 2026 14 Create the transfer request",
	}
	if diff := cmp.Diff(want, stepRows(section)); diff != "" {
		t.Errorf("(-want +page):\n%s", diff)
	}
	var counts []string
	for _, n := range elements(section, "dd") {
		counts = append(counts, text(n))
	}
	if got := strings.Join(counts, " "); got != "18 2 5" {
		t.Errorf("steps, overdue ones and obstacles are %s, want 18 2 5", got)
	}
	for _, n := range elements(section, "a") {
		if name, leads := text(n), attribute(n, "href"); name == "Contoso" && leads != "#t-2" || name == "Fabrikam" && leads != "#t-1" {
			t.Errorf("%s leads to %s", name, leads)
		}
	}
	if links := len(elements(section, "a")); links != 14 {
		t.Errorf("%d tenants are linked, want that of each line, 14", links)
	}
	first := elements(withClass(section, "obstacles")[0], "li")[0]
	const says = "Fabrikam From 1 Dec 2026 on the customer would have 325 seats of Microsoft 365 Business Basic, where 300 are allowed; on the worst day 31 too many. " +
		"Ways out: Order no more seats than are assigned (2 moves). Give back 31 seats first."
	if got := text(first); got != says {
		t.Errorf("the first obstacle says %q, want %q", got, says)
	}
}

// TestPageWithoutSteps checks that a page says why it names no step.
func TestPageWithoutSteps(t *testing.T) {
	for _, c := range []struct {
		scenario reportstest.Scenario
		says     string
	}{
		{reportstest.Planned(), "No move has a step left."},
		{reportstest.Planned(reportstest.Step("a", "s-1", 15)), "No step is overdue or planned for the next 14 days."},
	} {
		section := sectionOf(t, reportstest.Render(t, c.scenario, html.Write), "steps")
		if rows := stepRows(section); len(rows) > 0 || !strings.Contains(text(section), c.says) {
			t.Errorf("the page names %q and says %q, want %q", rows, text(section), c.says)
		}
	}
	lost := reportstest.Step("a", "s-1", 15)
	lost.Step.LastSafe = reconcile.DueDay(lost.Step.Day.AddDays(-20))
	for what, line := range map[string]reconcile.Planned{"a step in 14 days": reportstest.Step("a", "s-1", 14), "a step that is too late": lost} {
		section := sectionOf(t, reportstest.Render(t, reportstest.Planned(line), html.Write), "steps")
		if rows := stepRows(section); len(rows) != 1 {
			t.Errorf("of %s the page names %q", what, rows)
		}
	}
}

// TestPageSaysWhatIsUnsure checks that lines of a tenant that was not evaluated,
// which rest on old or incomplete data, are told from the others.
func TestPageSaysWhatIsUnsure(t *testing.T) {
	section := sectionOf(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Partial()}, html.Write), "steps")
	var got []string
	for _, row := range elements(elements(section, "tbody")[0], "tr") {
		got = append(got, text(elements(row, "td")[1]))
	}
	if want := []string{"Fabrikam from data that is old or incomplete", "Contoso"}; !slices.Equal(got, want) {
		t.Errorf("the steps are of %q, want %q", got, want)
	}
}

// TestPlanOnTimelines checks that the steps of a move stand among the days of its
// subscription, with and without a finding, and by day in the list of the tenant.
func TestPlanOnTimelines(t *testing.T) {
	section := tenantSection(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, html.Write), "Contoso")
	moves := map[string][]string{}
	for _, move := range withClass(section, "move") {
		var says []string
		for _, n := range elements(move, "li") {
			says = append(says, text(n))
		}
		moves[text(elements(move, "h4")[0])] = says
	}
	for name, want := range map[string][]string{
		"Microsoft 365 Business Basic × 25 s-01": {
			"22 Nov 2026 in 2 days Order the replacement Last safe day: 27 Nov 2026",
			"23 Nov 2026 in 3 days Verify the replacement Last safe day: 27 Nov 2026",
			"26 Nov 2026 in 6 days Set Cancel at the source Last safe day: 27 Nov 2026",
			"27 Nov 2026 in 7 days Term ends: renews",
			"27 Nov 2026 in 7 days Due: Auto-renew is on critical",
		},
		"Microsoft 365 Business Basic × 25 s-03": {
			"19 Oct 2026 32 days ago Term ends",
			"18 Nov 2026 2 days ago Cover by",
			"18 Nov 2026 2 days ago Due: Expired, can still be replaced in time critical",
			"20 Nov 2026 today Order the replacement Last safe day: 18 Nov 2026 overdue",
			"20 Nov 2026 today Verify the replacement Last safe day: 18 Nov 2026 overdue",
			"16 Feb 2027 in 88 days Data is kept until",
		},
		"Microsoft 365 Business Basic × 25 s-59": {
			"20 Dec 2026 in 30 days Renew by channel transfer Last safe day: 25 Dec 2026",
		},
		"CFQ7TTC0LH18:0001 s-55": {"Create Azure anew", "Cancel the old services"},
	} {
		if diff := cmp.Diff(want, moves[name]); diff != "" {
			t.Errorf("%s: (-want +page):\n%s", name, diff)
		}
	}
	rows := stepRows(section)
	if len(rows) != 14 || rows[0] != "20 Nov 2026 overdue Order the replacement" || rows[13] != "none Cancel the old services" {
		t.Errorf("the tenant has the steps %q", rows)
	}
	if got := len(elements(withClass(section, "obstacles")[0], "strong")); got != 0 {
		t.Errorf("the obstacles of one tenant name a tenant %d times", got)
	}
}

// TestPlanAcrossTenants checks that a move into another tenant is told in both,
// and drawn where its source is. A cut has it where it begins.
func TestPlanAcrossTenants(t *testing.T) {
	line := reportstest.Step("omega", "s-1", 3)
	line.Step.TenantID = "alpha"
	page := reportstest.Render(t, reportstest.Planned(line), html.Write)
	for tenant, drawn := range map[string]int{"omega": 0, "alpha": 1} {
		section := tenantSection(t, page, tenant)
		if rows := stepRows(section); len(rows) != 1 {
			t.Errorf("%s has the steps %q, want one", tenant, rows)
		}
		if got := len(withClass(section, "timeline")); got != drawn {
			t.Errorf("%d moves of %s are drawn, want %d", got, tenant, drawn)
		}
	}
	s := reportstest.Planned(line)
	for _, c := range []struct{ tenant, other, want string }{{"omega", "alpha", ""}, {"alpha", "omega", "alpha"}} {
		tenant, want := c.tenant, c.want
		s.Options = reports.Options{Filter: reconcile.Filter{Tenants: []string{tenant}}}
		cut, told := reportstest.Render(t, s, html.Write), ""
		for _, section := range withClass(tree(t, cut), "tenant") {
			told += text(elements(section, "h3")[0])
		}
		if told != want {
			t.Errorf("a cut to %s has a section of %q, want %q", tenant, told, want)
		}
		if strings.Contains(string(cut), c.other) {
			t.Errorf("a cut to %s names %s", tenant, c.other)
		}
	}
}

// TestPageBoundsThePlan checks that every list of the plan ends, and says so.
func TestPageBoundsThePlan(t *testing.T) {
	var lines []reconcile.Planned
	for i := range 30 {
		lines = append(lines, reportstest.Obstacle("tenant 000", fmt.Sprintf("s-%03d", i)))
	}
	for i := range 60 {
		lines = append(lines, reportstest.Step("tenant 000", fmt.Sprintf("s-%03d", i), 1))
	}
	for i := range 120 {
		lines = append(lines, reportstest.Step(fmt.Sprintf("tenant %03d", i), "s", 30))
	}
	page := reportstest.Render(t, reportstest.Planned(lines...), html.Write)
	top := sectionOf(t, page, "steps")
	if got := len(stepRows(top)); got != 50 {
		t.Errorf("%d steps are named at the top, want 50", got)
	}
	first := tenantSection(t, page, "tenant 000")
	if rows, moves := len(stepRows(first)), len(withClass(first, "move")); rows != 40 || moves != 20 {
		t.Errorf("a tenant has %d steps and %d moves, want 40 and 20", rows, moves)
	}
	if sections := withClass(tree(t, page), "tenant"); len(sections) != 100 {
		t.Errorf("%d tenants have a section, want 100", len(sections))
	}
	whole := text(tree(t, page))
	for want, times := range map[string]int{
		"20 of 30 are shown here. The formats xlsx, json and ndjson hold the whole plan.": 2,
		"50 of 60 are shown here.": 1, "40 of 61 are shown here.": 1, "100 of 120 are shown here.": 1,
	} {
		if got := strings.Count(whole, want); got != times {
			t.Errorf("%q is on the page %d times, want %d", want, got, times)
		}
	}
}

// TestPageTellsWhatChanged checks that a changed finding says what it was, and
// what is said where that is not known.
func TestPageTellsWhatChanged(t *testing.T) {
	section := sectionOf(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, html.Write), "changes")
	var got []string
	for _, n := range elements(withClass(section, "differences")[0], "p") {
		got = append(got, text(n))
	}
	want := []string{
		"severity: high → critical", "who acts: us → current partner", "due date: 17 Nov 2026 → 24 Nov 2026, 19:27 UTC",
		"at the end of the term: cancelled → renews", "assumptions: The start of the term is not given; it is counted back from its end. → –",
		"route: partner transfer → buy again", "next step: Create the transfer request → Order the replacement",
		"end that the move expects: 16 Nov 2026 → 17 Nov 2026", "can be cancelled until: – → 24 Nov 2026, 19:27 UTC",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +page):\n%s", diff)
	}
	older := []reconcile.Reported{
		{Finding: reportstest.Due("a", 22, "s-1"), Delta: reconcile.Changed, PreviousDue: reportstest.Due("a", 20, "s-1").Due},
		{Finding: reportstest.Due("a", 23, "s-2"), Delta: reconcile.Changed},
		{Finding: reportstest.Due("a", 24, "s-3"), Delta: reconcile.Unchanged},
	}
	section = sectionOf(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, older, nil)}, html.Write), "changes")
	got = nil
	for _, n := range withClass(section, "differences") {
		got = append(got, text(n))
	}
	want = []string{
		"The due date moved from 20 Nov 2026 to 22 Nov 2026.", "The facts behind it changed, its due date did not.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("without what was before (-want +page):\n%s", diff)
	}
}
