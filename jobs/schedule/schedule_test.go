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

// serve runs a scheduler for a virtual span and returns the instants of its runs.
func serve(t *testing.T, span time.Duration, change func(*schedule.Scheduler, func())) []string {
	t.Helper()
	var runs []string
	synctest.Test(t, func(t *testing.T) {
		record := func() { runs = append(runs, time.Now().UTC().Format("2 15:04")) }
		s := schedule.Scheduler{
			Schedule: parsed(t, "0 5 * * *", time.UTC), Now: time.Now, Log: zerolog.Nop(),
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
			s := schedule.Scheduler{Schedule: parsed(t, "0 5 * * *", time.UTC), Now: time.Now, Log: zerolog.New(zerolog.SyncWriter(&log)), Run: c.run}
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
	got := serve(t, 72*time.Hour, func(s *schedule.Scheduler, _ func()) {
		retired := make(chan struct{})
		s.Retired, s.Jitter, s.Chance = retired, time.Hour, func(most time.Duration) time.Duration { return most / 2 }
		time.AfterFunc(5*time.Hour+10*time.Minute, func() { close(retired) })
	})
	if diff := cmp.Diff([]string{"1 05:30"}, got); diff != "" {
		t.Error(diff)
	}
}
