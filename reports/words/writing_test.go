package words_test

import (
	"strings"
	"testing"
	"time"

	"handover/reconcile"
)

// TestWriting shows how each language writes days, instants, numbers and amounts.
func TestWriting(t *testing.T) {
	day := reconcile.NewDay(2026, time.March, 9)
	at := time.Date(2026, time.March, 9, 16, 5, 59, 0, time.FixedZone("", 2*60*60))
	for _, c := range []struct {
		language                              string
		day, month, moment, utc, number, euro string
		debt                                  string
	}{
		{"en", "9 Mar 2026", "Mar 2026", "9 Mar 2026, 16:05", "9 Mar 2026, 14:05 UTC", "1,234,567", "EUR 1,234.50", "EUR −12.00"},
		{"de", "09.03.2026", "03.2026", "09.03.2026, 16:05", "09.03.2026, 14:05 UTC", "1.234.567", "1.234,50 EUR", "−12,00 EUR"},
		{"zh", "2026年3月9日", "2026年3月", "2026年3月9日 16:05", "2026年3月9日 14:05 UTC", "1,234,567", "EUR 1,234.50", "EUR −12.00"},
	} {
		table := table(t, c.language)
		for _, x := range []struct{ got, want string }{
			{table.Day(day), c.day},
			{table.Day(0), ""},
			{table.Day(reconcile.NewDay(9999, time.December, 31)), table.Texts()["fragments/no_end"]},
			{table.Month(day), c.month},
			{table.Moment(at), c.moment},
			{table.MomentUTC(at), c.utc},
			{table.Number("1234567"), c.number},
			{table.Number("999"), "999"},
			{table.Amount("1234.50", "EUR"), c.euro},
			{table.Amount("-12.00", "EUR"), c.debt},
			{table.Amount("", ""), ""},
		} {
			if x.got != x.want {
				t.Errorf("%s: %q, want %q", c.language, x.got, x.want)
			}
		}
	}
}

func TestWhatIsNoNumberStaysAsItIs(t *testing.T) {
	for _, text := range []string{"", "-", "1e5", "1.", "12a", "1.2.3", "+5", "٣"} {
		if got := table(t, "en").Number(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// TestEvidenceIsWrittenAsTheLanguageDoes checks that ids, and what a file holds, are left
// alone.
func TestEvidenceIsWrittenAsTheLanguageDoes(t *testing.T) {
	german := table(t, "de")
	for _, c := range []struct{ key, value, want string }{
		{"data_until", "2027-02-25", "25.02.2027"},
		{"until", "2026-11-28T23:59:59Z", "28.11.2026, 23:59 UTC"},
		{"until", "9999-12-31T23:59:59Z", "kein Ende"},
		{"total", "1204", "1.204"},
		{"transfer", "1204", "1204"},
		{"value", "2026-11-28", "2026-11-28"},
		{"seller", "2026-Handel GmbH", "2026-Handel GmbH"},
	} {
		_, got, _ := strings.Cut(german.Evidence(reconcile.Evidence{Key: c.key, Value: c.value}), ": ")
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.key, c.value, got, c.want)
		}
	}
}
