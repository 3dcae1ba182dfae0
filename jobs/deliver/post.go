package deliver

import (
	"context"
	"errors"
	"fmt"
	"time"

	"handover/jobs/deliver/port"
	"handover/reconcile"
)

// Pauses returns, for an Engine, how long a message that was not taken waits before each new try. A
// carrier that names a longer time is given that.
func Pauses() []time.Duration {
	return []time.Duration{30 * time.Second, 2 * time.Minute, 10 * time.Minute}
}

const (
	// politely is how long is waited where the other side asks for it and names no time.
	politely = time.Minute
	// patience is how long one target is waited for in all, whatever it gets.
	patience = time.Hour
	// patienceWithOne is how long one message is waited for where others can be sent: all
	// Pauses fit in.
	patienceWithOne = 15 * time.Minute
)

// post sends one message, and keeps the ledger of it. Its error says that the target
// takes nothing; what concerns this one message only is in the result.
func (e *Engine) post(ctx context.Context, run *reconcile.Run, t *Target, party reconcile.Addressed, m *port.Message, items []reconcile.ToldItem, r *Result) error {
	r.lane.offer(r.place)
	if err := e.pace(ctx, t, r); err != nil {
		return err
	}
	m.Key = e.key(run, t.Name, party)
	sending := reconcile.Sending{Key: m.Key, Target: t.Name, Party: party, Run: run.Seq, BegunAt: e.Now(), State: reconcile.SendingBegun}
	if err := e.Ledger.BeginSending(ctx, &sending, items); err != nil {
		return err
	}
	failure := e.try(ctx, t, m, &sending, r)
	e.beat()
	if sending.State == reconcile.SendingBegun {
		return failure // the context ended while it was under way: nobody knows
	}
	sending.EndedAt = e.Now()
	if err := e.end(ctx, &sending); err != nil {
		return errors.Join(failure, err)
	}
	r.count(&sending)
	if ofThisOnly(failure) {
		r.fail(failure)
		return nil
	}
	return failure
}

// ofThisOnly reports whether a fault says nothing about other messages.
func ofThisOnly(err error) bool {
	refused, is := errors.AsType[*port.RefusedError](err)
	return is && refused.Recipient || errors.As(err, new(*port.PartError))
}

// posted counts the messages that were sent, or should have been.
func (r *Result) posted() int { return r.Delivered + r.HandedOver + r.Failed }

func (r *Result) count(m *reconcile.Sending) {
	switch m.State {
	case reconcile.SendingDelivered:
		r.Delivered++
	case reconcile.SendingHandedOver:
		r.HandedOver++
	default:
		r.Failed++
	}
	if m.State.Arrived() && m.Words != "" {
		r.Partly++
	}
	if m.Twice {
		r.Twice++
	}
}

// try sends a message until it is taken, refused for good, or every try was made, and
// notes in its record how it ended. One that some recipients have counts as taken, and its
// fault is a *port.PartError. The record stays begun where the context ended while the
// message was under way.
func (e *Engine) try(ctx context.Context, t *Target, m *port.Message, sending *reconcile.Sending, r *Result) error {
	p := parts{m: m, lost: map[int]*port.RefusedError{}}
	var waited time.Duration
	for n := 1; ; n++ {
		outcome, err := t.Carrier.Send(ctx, m)
		r.lane.last = e.Now()
		if err == nil {
			p.had = outcome
		} else if err = p.take(err); err != nil && ctx.Err() != nil && !errors.As(err, new(*port.RefusedError)) {
			return context.Cause(ctx)
		}
		if err == nil {
			sending.Tries++
			return e.taken(t, &p, sending)
		}
		pause, again := after(err, e.Pauses, sending)
		waited += pause
		again = again && (waited <= patienceWithOne || !ofThisOnly(err))
		if again {
			r.patience -= pause // once there is none left each further message has one try
		}
		again = again && r.patience >= 0
		e.refused(t, n, err, again, pause)
		if again && e.pause(ctx, t, pause, r) == nil {
			continue
		}
		if p.had != "" {
			p.giveUp(err)
			return e.taken(t, &p, sending)
		}
		return fmt.Errorf("%s: %w", t.Name, err)
	}
}

// refused logs a try that has failed, and when the next one is made.
func (e *Engine) refused(t *Target, try int, err error, again bool, pause time.Duration) {
	line, what := e.Log.Warn().Str("target", t.Name).Int("try", try).Err(err), "a message is not taken, and not sent again"
	if again {
		line, what = line.Time("next_try", e.Now().Add(pause).UTC()), "a message is not taken: it is sent again"
	}
	line.Msg(what)
}

// taken notes that a message was taken, if only for some of its recipients.
func (e *Engine) taken(t *Target, p *parts, sending *reconcile.Sending) error {
	sending.State, sending.Words = stateOf(p.had), ""
	if err := p.fault(); err != nil {
		err = fmt.Errorf("%w; the others have the mail%s", err, p.mend(t))
		sending.Words = err.Error()
		return fmt.Errorf("%s: %w", t.Name, err)
	}
	return nil
}

// after says what an error makes of a message: whether it is sent again, and when.
func after(err error, pauses []time.Duration, sending *reconcile.Sending) (pause time.Duration, again bool) {
	sending.State, sending.Words = reconcile.SendingFailed, err.Error()
	if sending.Twice {
		sending.State = reconcile.SendingUnsure // an earlier try may have been taken
	}
	refused, is := errors.AsType[*port.RefusedError](err)
	if is && refused.Waits && !refused.Permanent {
		return max(refused.After, politely), true
	}
	sending.Tries++
	again = sending.Tries <= len(pauses)
	if again {
		pause = pauses[sending.Tries-1]
	}
	switch {
	case errors.As(err, new(*port.UnsureError)):
		sending.State, sending.Twice = reconcile.SendingUnsure, sending.Twice || again
		return pause, again
	case is && !refused.Permanent:
		return max(pause, refused.After), again
	default:
		return 0, false
	}
}

func stateOf(outcome port.Outcome) reconcile.SendingState {
	if outcome == port.HandedOver {
		return reconcile.SendingHandedOver
	}
	return reconcile.SendingDelivered
}

// pause waits before a new try, while others of the mailbox send.
func (e *Engine) pause(ctx context.Context, t *Target, wait time.Duration, r *Result) error {
	if err := r.lane.without(r.place, func() error { return e.Pause(ctx, wait) }); err != nil {
		return err
	}
	return e.pace(ctx, t, r)
}

// pace keeps messages of a mailbox apart, so that there are never more in a minute than a
// target may get.
func (e *Engine) pace(ctx context.Context, t *Target, r *Result) error {
	if last := r.lane.last; t.PerMinute > 0 && !last.IsZero() {
		apart := time.Minute / time.Duration(t.PerMinute)
		wait := min(apart, last.Add(apart).Sub(e.Now())) // no longer, should the clock be put back
		if wait > 0 {
			if err := e.Pause(ctx, wait); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// beat tells that the work goes on.
func (e *Engine) beat() {
	if e.Beat != nil {
		e.Beat()
	}
}
