package reconcile_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"handover/reconcile"
)

func day(text string) reconcile.Day {
	d, err := reconcile.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

func instant(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestAddMonthsClipsToTheLastDayOfTheMonth(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2025-04-01", 36, "2028-04-01"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-01-15", -1, "2025-12-15"},
	} {
		if got := day(c.from).AddMonths(c.months); got != day(c.want) {
			t.Errorf("%s %+d months = %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestDayOfIsTheUTCDay(t *testing.T) {
	for _, c := range []struct{ at, want string }{
		{"2026-05-03T23:59:59Z", "2026-05-03"},
		{"2026-05-03T17:01:00-07:00", "2026-05-04"},
		{"2026-05-04T00:00:00Z", "2026-05-04"},
		{"1969-12-31T23:59:59Z", "1969-12-31"},
		{"0001-01-01T00:00:00Z", ""},
	} {
		if got := reconcile.DayOf(instant(c.at)).String(); got != c.want {
			t.Errorf("day of %s = %q, want %q", c.at, got, c.want)
		}
	}
}

func TestNoEnd(t *testing.T) {
	for text, want := range map[string]bool{"8999-12-31": false, "9000-01-01": true, "9999-12-10": true, "2026-01-01": false} {
		if got := day(text).NoEnd(); got != want {
			t.Errorf("NoEnd(%s) = %v, want %v", text, got, want)
		}
	}
	if reconcile.Day(0).NoEnd() {
		t.Error("an unknown day is no end")
	}
	for _, due := range []reconcile.Due{
		reconcile.DueDay(day("9999-12-31")), reconcile.DueAt(instant("9999-12-31T23:59:59Z")), reconcile.DueAt(time.Time{}),
	} {
		if due.Known() || !due.Instant().IsZero() {
			t.Errorf("due on %v, a day that never comes", due.Instant())
		}
	}
}

func TestUrgency(t *testing.T) {
	asOf := instant("2026-11-20T06:00:00Z")
	for _, c := range []struct {
		due  reconcile.Due
		want reconcile.Urgency
	}{
		{reconcile.DueDay(day("2026-11-19")), reconcile.Overdue},
		{reconcile.DueDay(day("2026-11-20")), reconcile.Within1},
		{reconcile.DueDay(day("2026-11-21")), reconcile.Within1},
		{reconcile.DueDay(day("2026-11-22")), reconcile.Within3},
		{reconcile.DueDay(day("2026-11-24")), reconcile.Within7},
		{reconcile.DueDay(day("2026-12-04")), reconcile.Within14},
		{reconcile.DueDay(day("2026-12-20")), reconcile.Within30},
		{reconcile.DueDay(day("2027-01-19")), reconcile.Within60},
		{reconcile.DueDay(day("2027-02-18")), reconcile.Within90},
		{reconcile.DueDay(day("2027-02-19")), reconcile.Later},
		{reconcile.Due{}, reconcile.NoUrgency},
		{reconcile.DueAt(instant("2026-11-20T05:59:59Z")), reconcile.Overdue},
		{reconcile.DueAt(instant("2026-11-20T06:00:00Z")), reconcile.Within1},
	} {
		if got := reconcile.UrgencyOf(c.due, asOf); got != c.want {
			t.Errorf("urgency of %v = %s, want %s", c.due.Instant(), got, c.want)
		}
	}
}

// The due day is the last on which acting helps, and days are left until the due
// has passed.
func TestDueDayOfAnInstant(t *testing.T) {
	for _, c := range []struct {
		at, asOf string
		day      string
		left     int
	}{
		{"2026-10-08T00:00:00Z", "2026-10-01T12:00:00Z", "2026-10-07", 6},
		{"2026-10-08T00:00:00Z", "2026-10-08T00:00:00Z", "2026-10-07", 0},
		{"2026-10-08T00:00:00Z", "2026-10-08T00:00:01Z", "2026-10-07", -1},
		{"2026-10-07T23:59:59.999999Z", "2026-10-07T00:00:00Z", "2026-10-07", 0},
		{"2026-10-08T00:00:00.000001Z", "2026-10-07T00:00:00Z", "2026-10-08", 1},
		{"2026-10-08T12:00:00Z", "2026-10-08T13:00:00Z", "2026-10-08", 0},
	} {
		due := reconcile.DueAt(instant(c.at))
		if left := due.DaysLeft(instant(c.asOf)); due.Day.String() != c.day || left != c.left {
			t.Errorf("%s is due on %s, %d days left at %s; want %s, %d", c.at, due.Day, left, c.asOf, c.day, c.left)
		}
	}
}

func TestDayTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := reconcile.Day(rapid.Int32Range(1, 2_900_000).Draw(t, "day"))
		back, err := reconcile.ParseDay(d.String())
		if err != nil || back != d {
			t.Fatalf("%d is written %s and read back as %d (%v)", d, d, back, err)
		}
		if reconcile.DayOf(d.Start()) != d || reconcile.DayOf(d.End()) != d {
			t.Fatalf("%s does not hold its own first and last second", d)
		}
	})
}
