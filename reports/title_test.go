package reports_test

import (
	"testing"
	"time"

	"handover/reports"
	"handover/reports/reportstest"
)

// TestTitle shows whose a report is, of which day of UTC, and what it is.
func TestTitle(t *testing.T) {
	for _, c := range []struct {
		options reports.Options
		want    string
	}{
		{reports.Options{Partner: "Contoso Partner"}, "Contoso Partner · 20 Nov 2026 · Handover report"},
		{reports.Options{Partner: "Contoso\nPartner", Language: "de"}, "Contoso Partner · 20.11.2026 · Übergabebericht"},
		{reports.Options{Language: "zh"}, "2026年11月20日 · 移交报告"},
		{reports.Options{Zone: time.FixedZone("west", -5*60*60)}, "20 Nov 2026 · Handover report"},
	} {
		report, err := reports.New(t.Context(), reportstest.Typical(), c.options)
		if err != nil {
			t.Fatal(err)
		}
		if got := report.Title(); got != c.want {
			t.Errorf("the title is %q, want %q", got, c.want)
		}
	}
}
