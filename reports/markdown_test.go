package reports_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/reportstest"
)

// TestMarkdownInjection shows what becomes of names that try to be more than
// text. ⁠The mark ~ stands for the word joiner in the expected texts.
func TestMarkdownInjection(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"Contoso GmbH & Co. KG", "Contoso GmbH &amp; Co. KG"},
		{"a | b", `a \| b`},
		{`a \| b`, `a \\\| b`},
		{"one\ntwo\r\nthree", "one two  three"},
		{"one\u2028two", "one two"},
		{"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
		{"&lt;b&gt;", "&amp;lt;b&amp;gt;"},
		{"`rm -rf`", "\\`rm -rf\\`"},
		{"*bold* _it_ ~~gone~~ $x$", `\*bold\* \_it\_ \~\~gone\~\~ \$x\$`},
		{"[click](https://evil.example.com)", `\[click\](https:¦//evil.example.com)`},
		{"![x](http://evil.example.com/p.png)", `!\[x\](http:¦//evil.example.com/p.png)`},
		{"WWW.evil.example.com", "WWW¦.evil.example.com"},
		{"@everyone", "@¦everyone"},
		{"kim@example.com", "kim@¦example.com"},
		{"fixes #1", "fixes #¦1"},
		{"<!channel>", "&lt;!channel&gt;"},
		{"abc\u202edef", "abc def"},
		{"  ", "tenant-1"},
		{strings.Repeat("x", 500), strings.Repeat("x", 399) + "…"},
	} {
		content := string(render(t, reportstest.Scenario{Source: reportstest.Named(c.name)}, formatNamed(t, "md")))
		want := "| " + strings.ReplaceAll(c.want, "¦", "\u2060") + " | Auto-renew"
		if !strings.Contains(content, want) && !strings.Contains(content, strings.Replace(want, "Auto-renew", "A new term", 1)) {
			t.Errorf("name %q: %q is not in\n%s", c.name, want, content)
		}
	}
}

// TestMarkdownNamesStayInTheirCell checks for any name that the table keeps its
// shape and that nothing in it is live.
func TestMarkdownNamesStayInTheirCell(t *testing.T) { namesStayInTheirCell(t, reportstest.Named) }

func namesStayInTheirCell(t *testing.T, source func(name string) *reportstest.Source) {
	t.Helper()
	format := formatNamed(t, "md")
	shape := func(content string) (lines, bars int) {
		unescaped := regexp.MustCompile(`(?:\\\\)*\\\|`).ReplaceAllString(content, "")
		return strings.Count(content, "\n"), strings.Count(unescaped, "|")
	}
	lines, bars := shape(string(render(t, reportstest.Scenario{Source: source("Contoso")}, format)))
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("|\\`*_[]()<>&@#:/.{}\n\r\twW$~!-")), rapid.Rune())).Draw(rt, "name")
		content := string(render(t, reportstest.Scenario{Source: source(name)}, format))
		if l, b := shape(content); l != lines || b != bars {
			rt.Errorf("name %q changes the tables:\n%s", name, content)
		}
		for _, live := range []string{"<", "://", "@e", "#1"} {
			if strings.Contains(content, live) {
				rt.Errorf("name %q leaves %q in\n%s", name, live, content)
			}
		}
		if strings.ContainsFunc(content, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
			rt.Errorf("name %q leaves a control character in\n%s", name, content)
		}
	})
}

func TestMarkdownReasonStaysInItsLine(t *testing.T) {
	source := reportstest.Empty().WithRun(func(r *reconcile.Run) { r.Reason = "audit\n\n# Approved\u2028by all" })
	var b bytes.Buffer
	if err := write(t.Context(), formatNamed(t, "md"), source, &b); err != nil {
		t.Fatal(err)
	}
	if want := "\n- Reason: audit  #\u2060 Approved by all\n"; !strings.Contains(b.String(), want) {
		t.Errorf("%q is not in\n%s", want, b.String())
	}
}

// TestMarkdownMarks checks what sets a finding apart from the others in a digest and
// in a calendar.
func TestMarkdownMarks(t *testing.T) {
	for _, c := range []struct {
		delta        reconcile.Delta
		state        reconcile.FindingState
		digest, note string
	}{
		{reconcile.Unchanged, reconcile.StateOpen, "", ""},
		{reconcile.New, reconcile.StateOpen, "new", ""},
		{reconcile.Reopened, reconcile.StateOpen, "reopened", ""},
		{reconcile.Unchanged, reconcile.StateAcknowledged, "acknowledged", " (acknowledged)"},
		{reconcile.Unchanged, reconcile.StateSnoozed, "snoozed", " (snoozed)"},
		{reconcile.NotEvaluated, reconcile.StateOpen, "from data that is old or incomplete", " (from data that is old or incomplete)"},
		{
			reconcile.NotEvaluated, reconcile.StateSnoozed,
			"from data that is old or incomplete; snoozed", " (from data that is old or incomplete; snoozed)",
		},
	} {
		listed := []reconcile.Reported{{Finding: reportstest.Due("a", 22, "s-1"), Delta: c.delta, State: c.state}}
		s := reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, listed, nil)}
		if content, want := string(render(t, s, formatNamed(t, "md"))), "| critical | "+c.digest+" | a |"; !strings.Contains(content, want) {
			t.Errorf("%s, %s: %q is not in\n%s", c.delta, c.state, want, content)
		}
		_, events := calendarOf(t, s)
		if said := unescaped(t, events[0]["DESCRIPTION"]); !strings.HasSuffix(said, "[us]"+c.note) {
			t.Errorf("%s, %s: the calendar says %q", c.delta, c.state, said)
		}
	}
}

// TestMarkdownNamesWhatIsResolved checks how many resolved findings a digest names,
// with their reasons.
func TestMarkdownNamesWhatIsResolved(t *testing.T) {
	var resolved []reconcile.ResolvedFinding
	for range 23 {
		resolved = append(resolved, reconcile.ResolvedFinding{Finding: reportstest.Due("a", 22, "s-1"), Reason: reconcile.ReasonMoved})
	}
	content := string(render(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, nil, resolved)}, formatNamed(t, "md")))
	if rows := strings.Count(content, "| a | Auto-renew is on | s-1 | moved |"); rows != 20 || !strings.Contains(content, "\n3 more are in the full report.") {
		t.Errorf("%d resolved findings are named in\n%s", rows, content)
	}
}

func TestMarkdownShowsTheMostUrgentOnly(t *testing.T) {
	content := string(render(t, reportstest.Scenario{Source: reportstest.Many(60)}, formatNamed(t, "md")))
	if got := strings.Count(content, "| high |  | Contoso |"); got != 50 {
		t.Errorf("%d findings are shown, want 50", got)
	}
	if !strings.Contains(content, "10 more are in the full report") {
		t.Errorf("the rest is not counted in\n%s", content)
	}
	few := string(render(t, reportstest.Scenario{Source: reportstest.Many(50)}, formatNamed(t, "md")))
	if strings.Contains(few, "more are in the full report") {
		t.Errorf("nothing is left out of\n%s", few)
	}
}

func TestMarkdownSaysWhatIsCutAway(t *testing.T) {
	s := reportstest.Scenarios(t)
	cut := string(render(t, s[len(s)-1], formatNamed(t, "md")))
	if !strings.Contains(cut, "Shows a part only: Tenant id: "+reportstest.Fabrikam+"; Who acts: us") {
		t.Errorf("the filter is not named in\n%s", cut)
	}
	whole := string(render(t, reportstest.Scenario{Source: reportstest.Typical(), Options: reports.Options{}}, formatNamed(t, "md")))
	if strings.Contains(whole, "Shows a part only") {
		t.Errorf("a filter is named in\n%s", whole)
	}
}
