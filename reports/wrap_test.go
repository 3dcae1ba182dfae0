package reports_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"handover/reports"
)

func TestLinesOfPlainTextFitATerminal(t *testing.T) {
	address := strings.Repeat("a", 80) + "@contoso.example"
	for _, c := range []struct {
		first, text string
		want        []string
	}{
		{"", "", []string{""}},
		{"* ", "Contoso", []string{"* Contoso"}},
		{
			"* ", "Let the current partner schedule the cancellation for the end of the term, and order.",
			[]string{"* Let the current partner schedule the cancellation for the end of the term,", "  and order."},
		},
		{"  ", "to " + address + " now", []string{"  to", "  " + address, "  now"}},
		{"* ", address, []string{"* " + address}},
		{
			"* ", "请在期末取消续订，并在此之前为客户购买替代产品；否则订阅会续订一年，客户要为两份订阅付款两次。",
			[]string{"* 请在期末取消续订，并在此之前为客户购买替代产品；否则订阅会续订一年，客户要", "  为两份订阅付款两次。"},
		},
	} {
		if got := reports.Wrap(c.first, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q is broken into\n%q, want\n%q", c.text, got, c.want)
		}
	}
}

// TestNothingIsLostInWrapping checks of any text that its lines hold all of it, that none is
// too long which has a blank, and that none but the first begins with a mark that closes
// something.
func TestNothingIsLostInWrapping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "term", " ", "订", "（", "）", "。", "2026-12-01", "é", "contoso.example", "，"})).Draw(t, "text"), "")
		lines := reports.Wrap("* ", text)
		if got, want := strings.Join(lines, ""), "* "+text; strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Fatalf("%q became %q", want, got)
		}
		for i, line := range lines {
			if reports.TextColumns(line) > 76 && strings.Contains(strings.TrimSpace(line[2:]), " ") {
				t.Fatalf("line %d could be shorter: %q", i, line)
			}
			if i > 0 && (!strings.HasPrefix(line, "  ") || strings.HasPrefix(line, "  。")) {
				t.Fatalf("line %d is %q", i, line)
			}
		}
	})
}
