package digest_test

import (
	"flag"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/digest"
	"handover/reports/reportstest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		reportstest.Golden(t, "testdata/"+s.Name+".md", reportstest.Render(t, s, digest.WriteMarkdown), *update)
	}
}

// TestInjection shows what becomes of names that try to be more than
// text. ⁠The mark ~ stands for the word joiner in the expected texts.
func TestInjection(t *testing.T) {
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
		{"kim@example.com", "kim@example.com"},
		{"a @kim", "a @¦kim"},
		{"fixes #1", "fixes #¦1"},
		{"<!channel>", "&lt;!channel&gt;"},
		{"abc\u202edef", "abc def"},
		{"  ", "tenant-1"},
		{strings.Repeat("x", 500), strings.Repeat("x", 399) + "…"},
	} {
		content := string(reportstest.Render(t, reportstest.Scenario{Source: reportstest.Named(c.name)}, digest.WriteMarkdown))
		want := "| " + strings.ReplaceAll(c.want, "¦", "\u2060") // then the product, or the end of a cell that is full
		if !strings.Contains(content, want+": s-1 | Take the next step") && !strings.Contains(content, want+" | Take the next step") {
			t.Errorf("name %q: %q is not in\n%s", c.name, want, content)
		}
	}
}

// TestNamesStayInTheirCell checks for any name that the table keeps its
// shape and that nothing in it is live.
func TestNamesStayInTheirCell(t *testing.T) { namesStayInTheirCell(t, reportstest.Named) }

func namesStayInTheirCell(t *testing.T, source func(name string) *reportstest.Source) {
	t.Helper()
	shape := func(content string) (lines, bars int) {
		unescaped := regexp.MustCompile(`(?:\\\\)*\\\|`).ReplaceAllString(content, "")
		return strings.Count(content, "\n"), strings.Count(unescaped, "|")
	}
	lines, bars := shape(string(reportstest.Render(t, reportstest.Scenario{Source: source("Contoso")}, digest.WriteMarkdown)))
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("|\\`*_[]()<>&@#:/.{}\n\r\twW$~!-")), rapid.Rune())).Draw(rt, "name")
		content := string(reportstest.Render(t, reportstest.Scenario{Source: source(name)}, digest.WriteMarkdown))
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

func TestReasonStaysInItsLine(t *testing.T) {
	source := reportstest.Empty().WithRun(func(r *reconcile.Run) { r.Reason = "audit\n\n# Approved\u2028by all" })
	content := string(reportstest.Render(t, reportstest.Scenario{Source: source}, digest.WriteMarkdown))
	if want := "; Reason: audit  #\u2060 Approved by all; Areas: all\n"; !strings.Contains(content, want) {
		t.Errorf("%q is not in\n%s", want, content)
	}
}

// TestMarks checks what sets a finding apart from the others in a digest, beside one that
// is as it was. What somebody has put off is not told again.
func TestMarks(t *testing.T) {
	for _, c := range []struct {
		delta reconcile.Delta
		state reconcile.FindingState
		says  string
	}{
		{reconcile.Unchanged, reconcile.StateOpen, ""},
		{reconcile.New, reconcile.StateOpen, "; new"},
		{reconcile.Reopened, reconcile.StateOpen, "; reopened"},
		{reconcile.NotEvaluated, reconcile.StateOpen, "; from data that is old or incomplete"},
		{reconcile.New, reconcile.StateSnoozed, "; new; put off"},
	} {
		listed := []reconcile.Reported{
			{Finding: reportstest.Due("a", 22, "s-1"), Delta: c.delta, State: c.state},
			{Finding: reportstest.Due("b", 22, "s-2"), Delta: reconcile.Unchanged, State: reconcile.StateOpen},
		}
		s := reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, listed, nil)}
		if content, want := string(reportstest.Render(t, s, digest.WriteMarkdown)), "| 22 Nov 2026; in 2 days"+c.says+" | a: s-1 |"; !strings.Contains(content, want) {
			t.Errorf("%s, %s: %q is not in\n%s", c.delta, c.state, want, content)
		}
	}
}

// TestNamesWhatIsResolved checks how many resolved findings a digest names,
// with their reasons.
func TestNamesWhatIsResolved(t *testing.T) {
	var resolved []reconcile.ResolvedFinding
	for range 23 {
		resolved = append(resolved, reconcile.ResolvedFinding{Finding: reportstest.Due("a", 22, "s-1"), Reason: reconcile.ReasonMoved})
	}
	content := string(reportstest.Render(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, nil, resolved)}, digest.WriteMarkdown))
	if rows := strings.Count(content, "| a: s-1 | Auto-renew is on | moved |"); rows != 5 || !strings.Contains(content, ": the first 5 of 23\n") {
		t.Errorf("%d resolved findings are named in\n%s", rows, content)
	}
}

func TestShowsTheMostUrgentOnly(t *testing.T) {
	content := string(reportstest.Render(t, reportstest.Scenario{Source: reportstest.Many(60)}, digest.WriteMarkdown))
	if got := strings.Count(content, " | Contoso"); got != 10 {
		t.Errorf("%d findings are shown, want 10", got)
	}
	if !strings.Contains(content, "## What to do now: the first 10 of 60\n") {
		t.Errorf("the rest is not counted in\n%s", content)
	}
	few := string(reportstest.Render(t, reportstest.Scenario{Source: reportstest.Many(10)}, digest.WriteMarkdown))
	if !strings.Contains(few, "## What to do now: 10\n") {
		t.Errorf("nothing is left out of\n%s", few)
	}
}

func TestSaysWhatIsCutAway(t *testing.T) {
	s := reportstest.Scenarios(t)
	cut := string(reportstest.Render(t, s[len(s)-1], digest.WriteMarkdown))
	if !strings.Contains(cut, "**Shows only a part:** Customer: Fabrikam; Who acts: us") {
		t.Errorf("the filter is not named in\n%s", cut)
	}
	whole := string(reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical(), Options: reports.Options{}}, digest.WriteMarkdown))
	if strings.Contains(whole, "Shows only a part") {
		t.Errorf("a filter is named in\n%s", whole)
	}
}
