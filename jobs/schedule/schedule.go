// Package schedule decides when the nightly run starts: it reads a cron line,
// follows it in a time zone across clock changes, catches up once after a time
// in which nobody was there, and stops gracefully. What is run is handed in.
package schedule

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
	"github.com/rs/zerolog"

	"handover/jobs"
)

// Schedule says when to run next.
type Schedule struct {
	line cron.Schedule
	zone *time.Location
}

// Parse reads a cron line of five fields (minute, hour, day of the month, month,
// day of the week) or a word like @daily, in a time zone. A line that names a
// zone of its own, or that never comes true like 0 0 30 2 *, is refused.
func Parse(text string, zone *time.Location) (Schedule, error) {
	if strings.Contains(text, "TZ=") {
		return Schedule{}, fmt.Errorf("%q: name the time zone in the setting zone, not in the line", text)
	}
	line, err := parse(text)
	if err != nil {
		return Schedule{}, fmt.Errorf("%q: %w; write five fields like 0 5 * * *", text, err)
	}
	s := Schedule{line: line, zone: zone}
	if s.Next(time.Unix(0, 0)).IsZero() { // the parser gives up after five years, which have a 29 February then
		return Schedule{}, fmt.Errorf("%q never comes true", text)
	}
	return s, nil
}

// parse survives what the parser does to a line without fields: it panics.
func parse(text string) (line cron.Schedule, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("no fields")
		}
	}()
	return cron.ParseStandard(text)
}

// Next returns the first instant after another at which to run. The line is read
// on the wall clock of the zone, and each time on the wall stands for one
// instant: a time that a clock change skips is run nevertheless, and one that
// comes twice is run once.
func (s Schedule) Next(after time.Time) time.Time {
	if every, ok := s.line.(cron.ConstantDelaySchedule); ok {
		return every.Next(after)
	}
	local := after.In(s.zone)
	wall := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), 0, time.UTC)
	// A day covers every change of the clock: what the wall shows now may have
	// been there before.
	for wall = s.line.Next(wall.Add(-24 * time.Hour)); !wall.IsZero(); wall = s.line.Next(wall) {
		at := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, s.zone)
		if at.After(after) {
			return at
		}
	}
	return time.Time{}
}

// Upcoming returns the next instants at which to run.
func (s Schedule) Upcoming(after time.Time, n int) []time.Time {
	list := make([]time.Time, 0, n)
	for at := s.Next(after); len(list) < n && !at.IsZero(); at = s.Next(at) {
		list = append(list, at)
	}
	return list
}

// Due reports whether a scheduled time has passed since the last run began. Where that
// was later than now, a clock was ahead, and nobody knows.
func (s Schedule) Due(last, now time.Time) bool {
	return last.After(now) || !s.Next(last).After(now)
}

// Scheduler starts runs by a schedule until it is told to stop.
type Scheduler struct {
	Schedule Schedule
	Now      func() time.Time
	Log      zerolog.Logger

	// Run does the work. What it returns is logged and does not end the
	// scheduler; the next night is another one.
	Run func(ctx context.Context) error

	// Jitter is how much later than its time a run begins at most, and Chance draws how much
	// of a span that is. Nil draws nothing.
	Jitter time.Duration
	Chance func(span time.Duration) time.Duration

	// Retired ends the scheduler without touching a run that is under way: Serve returns
	// when that has ended, with its next attempts. Nil never does.
	Retired <-chan struct{}

	// Pauses are how long to wait, after a run that failed, before it is tried again,
	// as long as the next scheduled time is not reached.
	Pauses []time.Duration

	// Last returns the start of the last run, the zero time if there was none. If a
	// scheduled time has passed since, Serve runs once at the start. Nil means
	// that nothing is caught up.
	Last func(ctx context.Context) (time.Time, error)
}

// Serve runs until its context ends, or it is retired. A run that is under way at the
// context's end is interrupted and waited for; ending so is no error.
func (s *Scheduler) Serve(ctx context.Context) error {
	job := cron.NewChain(cron.SkipIfStillRunning(cronLog{s.Log})).Then(cron.FuncJob(func() {
		if s.shifted(ctx) {
			s.once(ctx)
		}
	}))
	late, err := s.late(ctx)
	if err != nil {
		return err
	}
	if late {
		s.Log.Info().Msg("a scheduled run was missed; catching up")
		s.once(ctx)
	}
	clock := cron.New(cron.WithLocation(time.UTC), cron.WithLogger(cronLog{s.Log}))
	clock.Schedule(s.Schedule, job)
	s.Log.Info().Time("next", s.Schedule.Next(s.Now())).Msg("waiting for the next run")
	clock.Start()
	select {
	case <-ctx.Done():
	case <-s.Retired:
	}
	<-clock.Stop().Done()
	return nil
}

// shifted waits for a part of the jitter, by chance. It is false where the program ends
// meanwhile; a scheduler that another one follows still begins what is due.
func (s *Scheduler) shifted(ctx context.Context) bool {
	if s.Jitter <= 0 || s.Chance == nil {
		return true
	}
	return jobs.Pause(ctx, s.Chance(s.Jitter), nil) == nil
}

// late reports whether a scheduled time has passed since the last run. A store
// that never saw a run is not late: its first night is still to come.
func (s *Scheduler) late(ctx context.Context) (bool, error) {
	if s.Last == nil {
		return false, nil
	}
	last, err := s.Last(ctx)
	if err != nil || last.IsZero() {
		return false, err
	}
	now := s.Now()
	if last.After(now) {
		s.Log.Warn().Time("last", last).Time("now", now).Msg("the last run began later than now by this computer's clock; running once")
	}
	return s.Schedule.Due(last, now), nil
}

func (s *Scheduler) once(ctx context.Context) {
	for attempt := 0; ctx.Err() == nil && !s.attempt(ctx) && s.again(ctx, attempt); attempt++ {
	}
	if ctx.Err() == nil {
		s.Log.Info().Time("next", s.Schedule.Next(s.Now())).Msg("waiting for the next run")
	}
}

// attempt runs once and reports whether that is all there is to do.
func (s *Scheduler) attempt(ctx context.Context) (done bool) {
	defer func() {
		if cause := recover(); cause != nil {
			s.Log.Error().Any("cause", cause).Bytes("stack", debug.Stack()).Msg("the scheduled run panicked")
		}
	}()
	err := s.Run(ctx)
	switch {
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		s.Log.Info().AnErr("cause", err).Msg("the scheduled run was interrupted by the stop")
	case err != nil:
		s.Log.Error().Err(err).Msg("scheduled run")
	}
	return err == nil
}

// cronLog returns what cron itself has to say to our log.
type cronLog struct{ log zerolog.Logger }

// Info is called for every wake-up and skipped start.
func (l cronLog) Info(msg string, fields ...any) { l.log.Debug().Fields(fields).Msg("cron: " + msg) }

// Error is called for a run that panicked.
func (l cronLog) Error(err error, msg string, fields ...any) {
	l.log.Error().Err(err).Fields(fields).Msg("cron: " + msg)
}
