package schedule

import (
	"context"
	"time"

	"handover/jobs"
)

// Pauses returns how long a night that failed waits before each new attempt.
func Pauses() []time.Duration { return []time.Duration{5 * time.Minute, 20 * time.Minute, time.Hour} }

// again waits for the next attempt of a night that failed; it is false where there is
// none: all were made, the next night comes first, or the scheduler stops.
func (s *Scheduler) again(ctx context.Context, attempt int) bool {
	if attempt >= len(s.Pauses) {
		return false
	}
	now := s.Now()
	at := now.Add(s.Pauses[attempt])
	if !at.Before(s.Schedule.Next(now)) {
		return false
	}
	s.Log.Info().Time("at", at).Msg("the run that failed is tried again")
	return jobs.Pause(ctx, s.Pauses[attempt], nil) == nil
}
