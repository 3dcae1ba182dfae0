package deliver_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"handover/jobs/deliver/port"
	"handover/reconcile"
)

// picky is a carrier that asks to wait with one recipient, always.
type picky struct {
	desk
	who   string
	tries *int
}

func (p picky) Send(ctx context.Context, m *port.Message) (port.Outcome, error) {
	if m.To[0].Address == p.who {
		*p.tries++
		return "", &port.RefusedError{Waits: true, Recipient: true, Words: "451 4.7.1 later"}
	}
	return p.desk.Send(ctx, m)
}

// TestOneRecipientIsWaitedForAWhile checks that one who is to be written to later, always,
// keeps the letters behind his waiting for a quarter of an hour, and no longer.
func TestOneRecipientIsWaitedForAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer func() { h.must(h.store.Close()) }()
		h.release("tenant", "contoso", "kim@contoso.example")
		h.release("tenant", "fabrikam", "office@fabrikam.example")
		targets, tries := h.targets()[1:2], 0
		targets[0].Carrier = picky{desk{h, "customers"}, "office@fabrikam.example", &tries}
		run := h.run([]reconcile.Coverage{contoso("kim@contoso.example"), fabrikam(true)}, partners(), agreementOf("contoso", 17), backupOf("fabrikam", 24))
		results, err := h.engine().Deliver(t.Context(), run, targets)
		h.must(err)
		if r := &results[0]; r.Delivered != 1 || r.Failed != 1 || r.Err == nil || tries != 16 {
			t.Errorf("after %d tries: %+v", tries, r)
		}
		if took := h.now().Sub(first).Round(time.Minute); took != 15*time.Minute {
			t.Errorf("it took %s", took)
		}
	})
}
