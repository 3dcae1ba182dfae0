package schedule_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/schedule"
)

// A night that fails is tried again, three times at most and never past the next one.
func TestFailedNightsAreTriedAgain(t *testing.T) {
	for _, c := range []struct {
		name, line string
		failures   int
		want       []string
	}{
		{"once", "0 5 * * *", 1, []string{"1 05:00", "1 05:05", "2 05:00"}},
		{"by a panic too", "0 5 * * *", -1, []string{"1 05:00", "1 05:05", "2 05:00"}},
		{"all the time", "0 5 * * *", 99, []string{
			"1 05:00", "1 05:05", "1 05:25", "1 06:25", "2 05:00", "2 05:05", "2 05:25", "2 06:25",
		}},
		{"up to the next one", "0,15 5 * * *", 99, []string{
			"1 05:00", "1 05:05", "1 05:15", "1 05:20", "1 05:40", "1 06:40", "2 05:00", "2 05:05", "2 05:15", "2 05:20", "2 05:40", "2 06:40",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := serve(t, 35*time.Hour, func(s *schedule.Scheduler, record func()) {
				runs := 0
				s.Schedule, s.Pauses = parsed(t, c.line, time.UTC), schedule.Pauses()
				s.Run = func(context.Context) error {
					record()
					runs++
					if c.failures < 0 && runs == 1 {
						panic("a mistake")
					}
					if runs <= c.failures {
						return errors.New("no store")
					}
					return nil
				}
			})
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
