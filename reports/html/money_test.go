package html_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reports/html"
	"handover/reports/reportstest"
)

// TestPageMoneyAtAGlance checks that the cards say what can be avoided by when, and what
// else there is, each currency for itself.
func TestPageMoneyAtAGlance(t *testing.T) {
	section := sectionOf(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, html.Write), "exposure")
	var got []string
	for _, n := range elements(withClass(section, "tiles")[0], "div") {
		card := text(elements(n, "dt")[0])
		for _, amount := range elements(n, "dd") {
			card += " | " + text(amount)
		}
		got = append(got, card)
	}
	want := []string{
		"can be avoided within 7 days | EUR 1,202.05 | KWD 0.000",
		"can be avoided within 30 days | EUR 1,202.05 | KWD 0.000",
		"can be avoided within 90 days | EUR 1,202.05 | KWD 0.000",
		"to be decided | JPY 480,000",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +page):\n%s", diff)
	}
}

// TestPageTellsWhomToWriteTo checks what stands at a customer, its id last.
func TestPageTellsWhomToWriteTo(t *testing.T) {
	section := tenantSection(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, html.Write), "Contoso")
	var facts []string
	for _, n := range elements(withClass(section, "facts")[0], "dd") {
		facts = append(facts, text(n))
	}
	want := []string{"contoso.example", "Kim kim@contoso.example", "checked", "12", "3 hours", reportstest.Contoso}
	if diff := cmp.Diff(want, facts); diff != "" {
		t.Errorf("(-want +page):\n%s", diff)
	}
}
