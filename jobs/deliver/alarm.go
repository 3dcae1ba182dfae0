package deliver

import (
	"context"
	"maps"
	"time"

	"handover/jobs/deliver/port"
	"handover/reconcile"
)

// alarmPatience is how long a target is waited for with an alarm: the night ends behind it,
// and the next one, or the next try of this one, tells what did not arrive.
const alarmPatience = time.Minute

// Alarm sends each target a message that is about no run but about what a text names, and
// tells what became of it. Who has been told of that is not told again: the ledger has the
// keys of what arrived, with run 0, and so has told, which is for a ledger that is not
// there (nil) or fails: neither holds up an alarm.
func (e *Engine) Alarm(ctx context.Context, about string, targets []*Target, told map[string]bool, write func(*Target) *port.Message) []Result {
	results := make([]Result, len(targets))
	kept := e.alarms(ctx)
	maps.Copy(kept, told)
	e.sideBySide(targets, results, alarmPatience, func(i int, t *Target) {
		r := &results[i]
		r.Target = t.Name
		key := e.alarmKey(t, about)
		if kept[key] {
			r.Before++
			return
		}
		m := write(t)
		m.Key, m.To, m.Auto = key, t.To, true
		if err := e.alarm(ctx, t, m, r); err != nil {
			r.fail(err)
		}
	})
	for i, t := range targets {
		if r := &results[i]; r.Delivered+r.HandedOver > 0 {
			told[e.alarmKey(t, about)] = true
		}
	}
	return results
}

func (e *Engine) alarmKey(t *Target, about string) string {
	return digest(e.House, t.Name, "alarm", about)
}

// alarms returns the keys of the alarms that arrived, as far as they can be read.
func (e *Engine) alarms(ctx context.Context) map[string]bool {
	keys := map[string]bool{}
	if e.Ledger == nil {
		return keys
	}
	ctx, cancel := context.WithTimeout(ctx, settling)
	defer cancel()
	list, err := e.Ledger.Sendings(ctx, 0)
	if err != nil {
		e.Log.Warn().Err(err).Msg("nobody knows whom an earlier alarm has reached: it may come again")
	}
	for i := range list {
		keys[list[i].Key] = list[i].State.Arrived()
	}
	return keys
}

// alarm sends one target its alarm, and keeps the ledger of it where there is one.
func (e *Engine) alarm(ctx context.Context, t *Target, m *port.Message, r *Result) error {
	sending := reconcile.Sending{Key: m.Key, Target: t.Name, BegunAt: e.Now(), State: reconcile.SendingBegun}
	noted := e.Ledger != nil && e.noted(ctx, &sending)
	err := e.try(ctx, t, m, &sending, r)
	if sending.State == reconcile.SendingBegun {
		return err // the context ended while it was under way: nobody knows
	}
	r.count(&sending)
	sending.EndedAt = e.Now()
	if !noted {
		return err
	}
	if fault := e.end(ctx, &sending); fault != nil {
		e.Log.Warn().Err(fault).Msg("what became of an alarm is not on record: it may come again")
	}
	return err
}

// noted reports whether the ledger has taken that an alarm is about to be sent.
func (e *Engine) noted(ctx context.Context, sending *reconcile.Sending) bool {
	ctx, cancel := context.WithTimeout(ctx, settling)
	defer cancel()
	err := e.Ledger.BeginSending(ctx, sending, nil)
	if err != nil {
		e.Log.Warn().Err(err).Msg("an alarm is not on record: it may come again")
	}
	return err == nil
}
