package deliver_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/deliver"
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

// evening delivers what operators and customers of a house, to whom one mailbox sends, have
// to hear, and returns when what was sent to whom.
func (h *house) evening(pauses []time.Duration, change func(operators, customers *deliver.Target)) []string {
	h.Helper()
	h.release("tenant", "contoso", "kim@contoso.example")
	h.release("tenant", "fabrikam", "office@fabrikam.example")
	targets, engine := h.targets()[:2], h.engine()
	change(targets[0], targets[1])
	engine.Pauses = pauses
	run := h.run([]reconcile.Coverage{contoso("kim@contoso.example"), fabrikam(true)}, partners(), agreementOf("contoso", 17), backupOf("fabrikam", 24))
	_, err := engine.Deliver(h.Context(), run, targets)
	h.must(err)
	return slices.Sorted(slices.Values(h.order()))
}

// TestNoTargetWaitsForAnother has operators fail, of whose mailbox customers get letters:
// these go meanwhile and have all of their own tries, and both together are never more than
// the mailbox may send.
func TestNoTargetWaitsForAnother(t *testing.T) {
	for name, c := range map[string]struct {
		pauses []time.Duration
		story  func(*house)
		want   []string
	}{
		"the line is cut once": {
			[]time.Duration{3 * time.Second},
			func(h *house) { h.cutOff["operators"] = 1 },
			[]string{"05:00:00 operators", "05:00:02 customers", "05:00:04 customers", "05:00:07 operators"},
		},
		"operators are to be told later, always": {
			nil,
			func(h *house) {
				h.down["operators"] = &port.RefusedError{Waits: true, After: 40 * time.Minute, Words: "451"}
			},
			[]string{"05:00:00 operators", "05:00:02 customers", "05:00:04 customers", "05:40:00 operators"},
		},
		"and customers cannot be reached": {
			[]time.Duration{time.Minute, 10 * time.Minute},
			func(h *house) {
				h.down["operators"] = &port.RefusedError{Waits: true, After: 2 * time.Hour, Words: "451"}
				h.down["customers"] = &port.RefusedError{Words: "the server does not answer"}
			},
			[]string{"05:00:00 operators", "05:00:02 customers", "05:01:02 customers", "05:11:02 customers"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHouse(t)
				defer func() { h.must(h.store.Close()) }()
				c.story(h)
				if diff := cmp.Diff(c.want, h.evening(c.pauses, func(_, _ *deliver.Target) {})); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

// slow is a carrier whose server does not answer.
type slow struct{ desk }

func (s slow) Send(ctx context.Context, m *port.Message) (port.Outcome, error) {
	if err := pause(ctx, time.Minute); err != nil {
		return "", err
	}
	return s.desk.Send(ctx, m)
}

// TestEachServerIsAskedByItself checks that a server which takes its time keeps nothing
// waiting that the same mailbox sends through another one.
func TestEachServerIsAskedByItself(t *testing.T) {
	for server, want := range map[string][]string{
		"smtp.partner.example:587": {"05:01:00 operators", "05:01:02 customers", "05:01:04 customers"},
		"graph":                    {"05:00:00 customers", "05:00:02 customers", "05:01:00 operators"},
	} {
		t.Run(server, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHouse(t)
				defer func() { h.must(h.store.Close()) }()
				got := h.evening(nil, func(operators, customers *deliver.Target) {
					operators.Carrier, operators.Server, customers.Server = slow{desk{h, "operators"}}, "smtp.partner.example:587", server
				})
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}
