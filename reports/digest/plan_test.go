package digest_test

import (
	"fmt"
	"strings"
	"testing"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/digest"
	"handover/reports/reportstest"
)

// TestPlanNamesStayInTheirCell checks for any name in a plan or a change that the
// tables of a digest keep their shape and that nothing in it is live.
func TestPlanNamesStayInTheirCell(t *testing.T) { namesStayInTheirCell(t, reportstest.NamedPlan) }

// TestBoundsThePlan checks how much of a plan and of the changes a digest
// shows, and that it counts the rest.
func TestBoundsThePlan(t *testing.T) {
	var lines []reconcile.Planned
	for i := range 23 {
		lines = append(lines, reportstest.Obstacle("a", fmt.Sprintf("o-%02d", i)))
	}
	for i := range 29 {
		lines = append(lines, reportstest.Step("a", fmt.Sprintf("s-%02d", i), i/4)) // 4 a day: 29 within the week
	}
	lines = append(lines, reportstest.Step("a", "s-later", 8)) // which is not counted either
	var changed []reconcile.Reported
	for i := range 25 {
		changed = append(changed, reconcile.Reported{Finding: reportstest.Due("a", 20, fmt.Sprintf("c-%02d", i)), Delta: reconcile.Changed})
	}
	source := reportstest.NewSource(reportstest.Run(), nil, changed, nil).WithPlan(lines)
	content := string(reportstest.Render(t, reportstest.Scenario{Source: source}, digest.WriteMarkdown))
	part := func(heading string) string {
		_, after, found := strings.Cut(content, "\n## "+heading)
		if !found {
			t.Fatalf("no part %q in\n%s", heading, content)
		}
		before, _, _ := strings.Cut(after, "\n## ")
		return before
	}
	for heading, want := range map[string]struct {
		row, rest string
		rows      int
	}{
		"Steps that are overdue or planned for the next 7 days: the first 3 of 29\n": {" | Order Plan ", "\nObstacles: 23\n", 3},
		"Changed since the run before: the first 5 of 25\n":                          {"The facts behind it changed", "", 5},
	} {
		got := part(heading)
		if rows := strings.Count(got, want.row); rows != want.rows || !strings.Contains(got, want.rest) {
			t.Errorf("%s: %d rows and not %q in\n%s", heading, rows, want.rest, got)
		}
	}
}

// TestWithoutPlan checks that a run without a plan or a change has no such
// part, and one whose steps are far away says so.
func TestWithoutPlan(t *testing.T) {
	empty := string(reportstest.Render(t, reportstest.Scenario{Source: reportstest.Empty()}, digest.WriteMarkdown))
	for _, heading := range []string{"Obstacles:", "## Next steps", "## Steps that", "## Changed"} {
		if strings.Contains(empty, heading) {
			t.Errorf("an empty run has a part %q:\n%s", heading, empty)
		}
	}
	far := string(reportstest.Render(t, reportstest.Planned(reportstest.Step("a", "s-1", 8)), digest.WriteMarkdown))
	if !strings.Contains(far, "## Next steps\n\nNo step is overdue or planned for the next 7 days.\n") || strings.Contains(far, "Obstacles:") {
		t.Errorf("of steps far away the digest says\n%s", far)
	}
}

func TestChineseMarks(t *testing.T) {
	s := reportstest.Scenario{Source: reportstest.Partial(), Options: reports.Options{Language: "zh"}}
	content := string(reportstest.Render(t, s, digest.WriteMarkdown))
	reportstest.ChineseMarks(t, content)
	if want := "**状态：** 部分完成\n"; !strings.Contains(content, want) {
		t.Errorf("%q is not in\n%s", want, content)
	}
}
