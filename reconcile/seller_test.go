package reconcile_test

import (
	"testing"

	"pgregory.net/rapid"

	"handover/reconcile"
)

func TestASellerActsEarlier(t *testing.T) {
	lead := func(n int64) reconcile.Seller { return reconcile.Seller{LeadDays: reconcile.CountOf(n)} }
	until := func(text string) reconcile.Seller { return reconcile.Seller{ActsUntil: day(text)} }
	both := reconcile.Seller{LeadDays: reconcile.CountOf(7), ActsUntil: day("2026-09-20")}
	for _, c := range []struct {
		name   string
		seller reconcile.Seller
		due    string // a day or an instant; E is 2026-09-30
		want   string
	}{
		{"nothing known", reconcile.Seller{}, "2026-09-30", "2026-09-30"},
		{"at the end", lead(7), "2026-09-30", "2026-09-23"},
		{"the day before", lead(7), "2026-09-29", "2026-09-23"},
		{"never later than without it", lead(1), "2026-09-29", "2026-09-29"},
		{"fewer days than none", lead(-3), "2026-09-30", "2026-09-30"},
		{"another day", lead(7), "2026-10-01", "2026-10-01"},
		{"an instant", lead(7), "2026-09-30T08:00:00Z", "2026-09-30T08:00:00Z"},
		{"until it stops", until("2026-09-20"), "2026-09-30", "2026-09-20"},
		{"an instant after it stops", until("2026-09-20"), "2026-09-21T08:00:00Z", "2026-09-20"},
		{"an instant of its last day", until("2026-09-20"), "2026-09-21T00:00:00Z", "2026-09-21T00:00:00Z"},
		{"no day is known", until("2026-09-20"), "", "2026-09-20"},
		{"it stops later", until("2026-12-31"), "2026-09-30", "2026-09-30"},
		{"the earlier of both", both, "2026-09-30", "2026-09-20"},
	} {
		due := reconcile.Due{}
		switch {
		case len(c.due) > len("2026-09-30"):
			due = reconcile.DueAt(instant(c.due))
		case c.due != "":
			due = reconcile.DueDay(day(c.due))
		}
		if got := c.seller.ActBy(due, day("2026-09-30")); got.String() != c.want {
			t.Errorf("%s: due on %s, want %s", c.name, got, c.want)
		}
	}
}

// What a seller takes only earlier is never due later, and to ask twice changes
// nothing.
func TestActByIsSettled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := func(label string) reconcile.Day {
			if n := rapid.Int32Range(0, 40).Draw(t, label); n > 0 {
				return day("2026-01-01") + reconcile.Day(n)*20
			}
			return 0 // not known
		}
		seller := reconcile.Seller{LeadDays: reconcile.CountOf(rapid.Int64Range(-2, 40).Draw(t, "lead")), ActsUntil: days("until")}
		due, last := reconcile.DueDay(days("due")), days("last")
		once := seller.ActBy(due, last)
		if due.Known() && once.Day > due.Day {
			t.Fatalf("due on %s instead of %s", once, due)
		}
		if twice := seller.ActBy(once, last); twice != once {
			t.Fatalf("asked twice it is %s and not %s", twice, once)
		}
	})
}
