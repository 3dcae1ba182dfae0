package schedule_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

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
			s, err := schedule.Parse(c.line, berlin)
			if err != nil {
				t.Fatal(err)
			}
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

// serve runs a scheduler for a virtual span and returns the instants of its runs.
func serve(t *testing.T, span time.Duration, change func(*schedule.Scheduler, func())) []string {
	t.Helper()
	var runs []string
	synctest.Test(t, func(t *testing.T) {
		line, err := schedule.Parse("0 5 * * *", time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		record := func() { runs = append(runs, time.Now().UTC().Format("2 15:04")) }
		s := schedule.Scheduler{
			Schedule: line, Now: time.Now, Log: zerolog.Nop(),
			Run: func(context.Context) error { record(); return nil },
		}
		if change != nil {
			change(&s, record)
		}
		ctx, cancel := context.WithTimeout(t.Context(), span)
		defer cancel()
		if err := s.Serve(ctx); err != nil {
			t.Error(err)
		}
	})
	return runs
}

func TestRunsEveryNight(t *testing.T) {
	if diff := cmp.Diff([]string{"1 05:00", "2 05:00", "3 05:00"}, serve(t, 72*time.Hour, nil)); diff != "" {
		t.Error(diff)
	}
}

func TestGoesOnAfterAFailureAndAPanic(t *testing.T) {
	got := serve(t, 72*time.Hour, func(s *schedule.Scheduler, record func()) {
		nights := 0
		s.Run = func(context.Context) error {
			record()
			if nights++; nights == 1 {
				return errors.New("no store")
			}
			panic("a mistake")
		}
	})
	if diff := cmp.Diff([]string{"1 05:00", "2 05:00", "3 05:00"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSkipsWhileARunIsUnderWay(t *testing.T) {
	got := serve(t, 96*time.Hour, func(s *schedule.Scheduler, record func()) {
		s.Run = func(ctx context.Context) error {
			record()
			select {
			case <-ctx.Done():
			case <-time.After(30 * time.Hour):
			}
			return nil
		}
	})
	if diff := cmp.Diff([]string{"1 05:00", "3 05:00"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestCatchesUpOnce(t *testing.T) {
	for _, c := range []struct {
		name string
		ago  time.Duration
		want []string
	}{
		{"two nights missed", 48 * time.Hour, []string{"1 00:00", "1 05:00"}},
		{"nothing missed", time.Hour, []string{"1 05:00"}},
		{"the last run was on a clock that was ahead", -24 * time.Hour, []string{"1 00:00", "1 05:00"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := serve(t, 12*time.Hour, func(s *schedule.Scheduler, _ func()) {
				last := time.Now().Add(-c.ago)
				s.Last = func(context.Context) (time.Time, error) { return last, nil }
			})
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A night that began at its time is done until the next one, whoever asks, and when.
func TestDue(t *testing.T) {
	line, err := schedule.Parse("0 5 * * *", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
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

func TestStopInterruptsAndWaits(t *testing.T) {
	finished := false
	serve(t, 6*time.Hour, func(s *schedule.Scheduler, _ func()) {
		s.Run = func(ctx context.Context) error {
			<-ctx.Done()
			time.Sleep(time.Minute)
			finished = true
			return ctx.Err()
		}
	})
	if !finished {
		t.Error("the run was not waited for")
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

// A run that a stop interrupts is no failure; one that fails is, also when others
// were stopped before.
func TestAStopIsNoFailure(t *testing.T) {
	for name, c := range map[string]struct {
		run  func(context.Context) error
		want string
	}{
		"interrupted": {func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }, `"level":"info"`},
		"failed":      {func(context.Context) error { return errors.New("no store") }, `"level":"error"`},
	} {
		var log bytes.Buffer
		synctest.Test(t, func(t *testing.T) {
			line, err := schedule.Parse("0 5 * * *", time.UTC)
			if err != nil {
				t.Fatal(err)
			}
			s := schedule.Scheduler{Schedule: line, Now: time.Now, Log: zerolog.New(zerolog.SyncWriter(&log)), Run: c.run}
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(6*time.Hour, cancel)
			if err := s.Serve(ctx); err != nil {
				t.Error(err)
			}
		})
		if text := log.String(); !strings.Contains(text, c.want) || strings.Contains(text, "error") != (name == "failed") {
			t.Errorf("%s: the log is %s", name, text)
		}
	}
}

// A night begins up to so much later than its time, by chance; a missed one at once.
func TestJitter(t *testing.T) {
	got := serve(t, 54*time.Hour, func(s *schedule.Scheduler, _ func()) {
		last := time.Now().Add(-48 * time.Hour)
		s.Last = func(context.Context) (time.Time, error) { return last, nil }
		drawn := 0
		s.Jitter, s.Chance = time.Hour, func(span time.Duration) time.Duration {
			drawn++
			return span / time.Duration(drawn*2)
		}
	})
	if diff := cmp.Diff([]string{"1 00:00", "1 05:30", "2 05:15", "3 05:10"}, got); diff != "" {
		t.Error(diff)
	}
}

// A scheduler that is retired starts nothing more, and lets a run that is under way end,
// with its next attempts.
func TestRetired(t *testing.T) {
	for name, c := range map[string]struct {
		after time.Duration
		want  []string
	}{
		"while it waits":       {24 * time.Hour, []string{"1 05:00", "1 07:05"}},
		"while a run is done":  {5*time.Hour + time.Minute, []string{"1 05:00", "1 07:05"}},
		"between two attempts": {7*time.Hour + time.Minute, []string{"1 05:00", "1 07:05"}},
		"before the first":     {time.Hour, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var interrupted error
			got := serve(t, 72*time.Hour, func(s *schedule.Scheduler, record func()) {
				retired := make(chan struct{})
				s.Retired, s.Pauses = retired, schedule.Pauses()
				time.AfterFunc(c.after, func() { close(retired) })
				failed := false
				s.Run = func(ctx context.Context) error {
					record()
					time.Sleep(2 * time.Hour)
					interrupted = errors.Join(interrupted, ctx.Err())
					if failed = !failed; failed {
						return errors.New("no store")
					}
					return nil
				}
			})
			if diff := cmp.Diff(c.want, got); diff != "" || interrupted != nil {
				t.Errorf("%v\n%s", interrupted, diff)
			}
		})
	}
}

// A night that waits for its jitter is not lost where another scheduler follows.
func TestRetiredWithinItsJitter(t *testing.T) {
	got := serve(t, 72*time.Hour, func(s *schedule.Scheduler, record func()) {
		retired := make(chan struct{})
		s.Retired, s.Jitter, s.Chance = retired, time.Hour, func(most time.Duration) time.Duration { return most / 2 }
		time.AfterFunc(5*time.Hour+10*time.Minute, func() { close(retired) })
		s.Run = func(context.Context) error {
			record()
			return nil
		}
	})
	if diff := cmp.Diff([]string{"1 05:30"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestUpcoming(t *testing.T) {
	line, err := schedule.Parse("0 5 1,15 * *", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, at := range line.Upcoming(time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), 3) {
		got = append(got, at.Format("2006-01-02T15:04"))
	}
	if diff := cmp.Diff([]string{"2026-12-01T05:00", "2026-12-15T05:00", "2027-01-01T05:00"}, got); diff != "" {
		t.Error(diff)
	}
}
