package deliver

import (
	"context"

	"handover/jobs/deliver/port"
	"handover/reconcile"
)

// Alarm sends each target a message that is about no run, and tells what became of it. The
// id is the same whenever it is sent again; no ledger is kept, since there is no run to
// keep it with.
func (e *Engine) Alarm(ctx context.Context, id string, targets []*Target, write func(*Target) *port.Message) []Result {
	results := make([]Result, len(targets))
	e.sideBySide(targets, results, func(i int, t *Target) {
		results[i].Target = t.Name
		m := write(t)
		m.Key, m.To, m.Auto = digest(e.House, t.Name, "alarm", id), t.To, true
		var sending reconcile.Sending
		err := e.try(ctx, t, m, &sending, &results[i])
		if err != nil {
			results[i].fail(err)
		}
		results[i].count(&sending)
	})
	return results
}
