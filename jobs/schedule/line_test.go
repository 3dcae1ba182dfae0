package schedule_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/schedule"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	location, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return location
}

func parsed(t testing.TB, line string, zone *time.Location) schedule.Schedule {
	t.Helper()
	s, err := schedule.Parse(line, zone)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRefusedLines(t *testing.T) {
	for _, line := range []string{"", "* * * *", "61 * * * *", "0 0 30 2 *", "CRON_TZ=", "TZ=Europe/Berlin 0 5 * * *", "@never", "0 5 * * * *"} {
		if s, err := schedule.Parse(line, time.UTC); err == nil {
			t.Errorf("%q is read as %v", line, s)
		}
	}
}

func TestOncePerCalendarDayAcrossClockChanges(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	for _, c := range []struct {
		name, line string
		from       time.Time
		want       []string
	}{
		{"a quiet week", "0 5 * * *", time.Date(2026, 11, 20, 6, 0, 0, 0, berlin), []string{
			"2026-11-21T05:00:00+01:00", "2026-11-22T05:00:00+01:00",
		}},
		{"the hour that is skipped", "30 2 * * *", time.Date(2026, 3, 28, 0, 0, 0, 0, berlin), []string{
			"2026-03-28T02:30:00+01:00", "2026-03-29T03:30:00+02:00", "2026-03-30T02:30:00+02:00",
		}},
		{"the hour that comes twice", "30 2 * * *", time.Date(2026, 10, 24, 0, 0, 0, 0, berlin), []string{
			"2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "2026-10-26T02:30:00+01:00",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := parsed(t, c.line, berlin)
			at := c.from
			var got []string
			for range c.want {
				at = s.Next(at)
				got = append(got, at.In(berlin).Format(time.RFC3339))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestUpcoming(t *testing.T) {
	line := parsed(t, "0 5 1,15 * *", time.UTC)
	var got []string
	for _, at := range line.Upcoming(time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), 3) {
		got = append(got, at.Format("2006-01-02T15:04"))
	}
	if diff := cmp.Diff([]string{"2026-12-01T05:00", "2026-12-15T05:00", "2027-01-01T05:00"}, got); diff != "" {
		t.Error(diff)
	}
}

// A night that began at its time is done until the next one, whoever asks, and when.
func TestDue(t *testing.T) {
	line := parsed(t, "0 5 * * *", time.UTC)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC) }
	for _, c := range []struct {
		last, now time.Time
		want      bool
	}{
		{at(2, 5, 0), at(2, 5, 0), false},
		{at(2, 5, 0), at(2, 5, 5), false},
		{at(2, 5, 0), at(3, 4, 59), false},
		{at(2, 5, 0), at(3, 5, 0), true},
		{at(2, 4, 59), at(2, 5, 0), true},
		{at(2, 6, 0), at(2, 5, 0), true}, // a clock was ahead
	} {
		if got := line.Due(c.last, c.now); got != c.want {
			t.Errorf("after a run of %s it is due at %s: %t", c.last.Format("2 15:04"), c.now.Format("2 15:04"), got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, line := range []string{"0 5 * * *", "@daily", "CRON_TZ=", "*/5 1-3 1,15 * mon", "@every 1h"} {
		f.Add(line)
	}
	now := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, line string) {
		s, err := schedule.Parse(line, time.UTC)
		if err == nil && !s.Next(now).After(now) {
			t.Errorf("%q runs next at %s", line, s.Next(now))
		}
	})
}
