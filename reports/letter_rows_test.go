package reports_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/reportstest"
)

// TestLettersAreBounded checks that a letter has room for 200 rows, the most urgent, and
// that nothing is lost beyond.
func TestLettersAreBounded(t *testing.T) {
	letters := lettersOf(t, reportstest.Work(300), reports.ToOwner, reports.Options{})
	for _, l := range letters.List {
		if len(l.Rows) != 200 || l.More != 100 || l.Count() != 300 || !strings.Contains(strings.Join(l.Rest(), " "), "100") {
			t.Errorf("%s: %d rows, %d more: %q", l.Name, len(l.Rows), l.More, l.Rest())
		}
		last := l.Rows[len(l.Rows)-1].By
		for _, row := range l.Rows {
			if row.By.Instant().After(last.Instant()) {
				t.Fatalf("%s: %s stands before %s", l.Name, row.By, last)
			}
		}
	}
}

// TestRowsOfACustomerStandTogether checks that a partner reads customer by customer, the
// most urgent first.
func TestRowsOfACustomerStandTogether(t *testing.T) {
	var findings []reconcile.Reported
	for i, tenant := range []string{"b", "a", "b", "c", "a"} {
		f := reportstest.Due(tenant, 22+i, fmt.Sprint("s-", i))
		f.Owner, f.SellerID = reconcile.OwnerSourcePartner, "x"
		f.Way.Else = []reconcile.Task{{Kind: reconcile.StepSetCancel, Owner: f.Owner}}
		findings = append(findings, reconcile.Reported{Finding: f, Delta: reconcile.New, State: reconcile.StateOpen})
	}
	list := lettersOf(t, reportstest.NewSource(reportstest.Run(), nil, findings, nil), reports.ToSeller, reports.Options{}).List
	if len(list) != 1 {
		t.Fatalf("%d letters", len(list))
	}
	var got []string
	for _, row := range list[0].Rows {
		got = append(got, row.Customer+" "+row.ID)
	}
	if want := []string{"b s-0", "b s-2", "a s-1", "a s-4", "c s-3"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestNobodyIsAskedTwice checks that two findings about a subscription with one answer are
// one row of a letter that leaves the house, and two of a list of ours.
func TestNobodyIsAskedTwice(t *testing.T) {
	var findings []reconcile.Reported
	for i, code := range []reconcile.Code{"auto-renew-on", "double-billing", "suspended-billed"} {
		f := reportstest.Due("a", 23+i, "s-1")
		f.Code, f.Severity, f.Owner, f.SellerID = code, reconcile.High, reconcile.OwnerSourcePartner, "x"
		f.Way.Else = []reconcile.Task{{Kind: reconcile.StepSetCancel, Owner: f.Owner}}
		findings = append(findings, reconcile.Reported{Finding: f, Delta: reconcile.New, State: reconcile.StateOpen})
	}
	source := reportstest.NewSource(reportstest.Run(), nil, findings, nil)
	for to, want := range map[reports.Addressee]int{reports.ToSeller: 2, reports.ToOwner: 3} {
		l := lettersOf(t, source, to, reports.Options{}).List[0]
		if l.Count() != want || l.Rows[0].By.Day != reconcile.DayOf(reportstest.Run().AsOf).AddDays(3) {
			t.Errorf("%s: %d rows, the first by %s, want %d", to, l.Count(), l.Rows[0].By, want)
		}
	}
}

// TestWhen shows how the day of a row is written.
func TestWhen(t *testing.T) {
	letters := lettersOf(t, reportstest.Correspondence("en"), reports.ToTenant, reports.Options{})
	l, today := letters.List[0], reconcile.DayOf(reportstest.Run().AsOf)
	for _, c := range []struct {
		by   reconcile.Due
		want string
		now  bool
	}{
		{reconcile.Due{}, "as soon as possible", false},
		{reconcile.DueDay(today.AddDays(-1)), "at once (was due on 19 Nov 2026)", true},
		{reconcile.DueDay(today), "20 Nov 2026 (today)", true},
		{reconcile.DueDay(today.AddDays(7)), "27 Nov 2026 (in 7 days)", true},
		{reconcile.DueDay(today.AddDays(8)), "28 Nov 2026 (in 8 days)", false},
		{reconcile.DueAt(time.Date(2026, 11, 24, 19, 27, 3, 0, time.UTC)), "24 Nov 2026, 19:27 UTC (in 4 days)", true},
	} {
		row := reports.LetterRow{By: c.by}
		if got := l.When(&row); got != c.want || l.Presses(&row) != c.now {
			t.Errorf("%s reads %q and presses %t, want %q", c.by, got, l.Presses(&row), c.want)
		}
	}
}
