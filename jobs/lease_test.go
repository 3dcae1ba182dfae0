package jobs_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"handover/jobs"
)

var (
	errBusy = errors.New("busy")
	errLost = errors.New("lost")
)

// renewals answers one renewal after the other, and the last answer for ever.
type renewals struct {
	answers []error
	asked   int
}

func (r *renewals) Renew(context.Context) error {
	at := min(r.asked, len(r.answers)-1)
	r.asked++
	return r.answers[at]
}

// mute answers nothing until it is no longer waited for.
type mute struct{}

func (mute) Renew(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

// A store that does not answer is waited for until the lease has run out, and no
// longer than the run itself takes.
func TestHeartbeatWithoutAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		held, stop := jobs.Heartbeat(t.Context(), mute{}, 2*time.Minute, func(error) bool { return false })
		<-held.Done()
		if took := time.Since(begun); took != 2*time.Minute {
			t.Errorf("given up after %s, want 2m", took)
		}
		stop()
		_, stop = jobs.Heartbeat(t.Context(), mute{}, 2*time.Minute, func(error) bool { return false })
		time.Sleep(time.Minute)
		begun = time.Now()
		stop()
		if took := time.Since(begun); took != 0 {
			t.Errorf("stopped after %s, want at once", took)
		}
	})
}

func TestHeartbeat(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers []error
		wait    time.Duration
		cause   error
		asked   int
	}{
		{"goes on as long as it is renewed", []error{nil}, time.Hour, nil, 120},
		{"a busy store is asked again", []error{errBusy, errBusy, errBusy, nil}, 3 * time.Minute, nil, 6},
		{"ends when the lease has run out unrenewed", []error{errBusy}, time.Hour, errBusy, 4},
		{"ends at once when another holder has it", []error{nil, errLost}, time.Hour, errLost, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				lease := &renewals{answers: c.answers}
				held, stop := jobs.Heartbeat(t.Context(), lease, 2*time.Minute, func(err error) bool { return errors.Is(err, errLost) })
				select {
				case <-held.Done():
				case <-time.After(c.wait + time.Second):
				}
				if cause := context.Cause(held); !errors.Is(cause, c.cause) {
					t.Errorf("ended because of %v, want %v", cause, c.cause)
				}
				stop()
				if lease.asked != c.asked {
					t.Errorf("asked %d times, want %d", lease.asked, c.asked)
				}
			})
		})
	}
}

func TestAdmitAsOf(t *testing.T) {
	now := time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)
	last := now.Add(-24 * time.Hour)
	for _, c := range []struct {
		name    string
		asOf    time.Time
		request jobs.Request
		last    time.Time
		ok      bool
	}{
		{"now", now, jobs.Request{}, last, true},
		{"the same instant again", last, jobs.Request{}, last, true},
		{"later than now", now.Add(time.Second), jobs.Request{}, last, false},
		{"later than now, dry", now.AddDate(1, 0, 0), jobs.Request{DryRun: true}, last, true},
		{"later than now, backfill", now.Add(time.Second), jobs.Request{Backfill: true}, last, false},
		{"earlier than the last run", last.Add(-time.Second), jobs.Request{}, last, false},
		{"earlier, dry", last.Add(-time.Second), jobs.Request{DryRun: true}, last, true},
		{"earlier, backfill", last.Add(-time.Second), jobs.Request{Backfill: true}, last, true},
		{"now, and the last run is yet to come", now, jobs.Request{}, now.AddDate(1, 0, 0), true},
		{"this second, and the last run is yet to come", now.Truncate(time.Second), jobs.Request{}, now.Add(time.Second), true},
		{"earlier than now, and the last run is yet to come", now.Add(-time.Hour), jobs.Request{}, now.AddDate(1, 0, 0), false},
		{"earlier, and no run yet", last.AddDate(-1, 0, 0), jobs.Request{}, time.Time{}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.request.AsOf, c.request.Asked = c.asOf, true
			if err := jobs.AdmitAsOf(&c.request, now, c.last); (err == nil) != c.ok {
				t.Errorf("got %v", err)
			}
		})
	}
}

// A run of the present needs nobody's leave, whatever the clocks have said.
func TestAdmitThePresent(t *testing.T) {
	now := time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)
	for _, last := range []time.Time{{}, now.Add(-time.Hour), now.Add(time.Second), now.AddDate(1, 0, 0)} {
		for _, asOf := range []time.Time{now, now.Add(time.Second)} { // the clock was set back in between
			if err := jobs.AdmitAsOf(&jobs.Request{AsOf: asOf}, now, last); err != nil {
				t.Errorf("as of %s after %s: %v", asOf, last, err)
			}
		}
	}
}
