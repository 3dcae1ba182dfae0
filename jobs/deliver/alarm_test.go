package deliver_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	netmail "net/mail"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/deliver"
	"handover/jobs/deliver/port"
	"handover/reconcile"
	"handover/reports"
)

// full is a ledger that takes nothing.
type full struct{ deliver.Ledger }

var errFull = errors.New("the disk is full")

func (full) BeginSending(context.Context, *reconcile.Sending, []reconcile.ToldItem) error {
	return errFull
}

func (full) Sendings(context.Context, int64) ([]reconcile.Sending, error) { return nil, errFull }

// alarms tells two targets of something, and names those whom something was sent.
func (h *house) alarms(engine *deliver.Engine, about string, told map[string]bool) string {
	h.Helper()
	clear(h.said)
	var targets []*deliver.Target
	for _, name := range []string{"desk", "ops"} {
		targets = append(targets, &deliver.Target{Name: name, To: []netmail.Address{{Address: name + "@partner.example"}}, Carrier: desk{h, name}})
	}
	engine.Alarm(h.Context(), about, targets, told, func(target *deliver.Target) *port.Message {
		return &port.Message{Subject: about, Text: target.Name}
	})
	return strings.Join(slices.Sorted(maps.Keys(h.said)), " ")
}

// TestEachTargetIsAlarmedOnce tells two targets of a night again and again, of which one is
// down at first: each is told once, by the ledger also in another program, and without a
// ledger, or with one that fails, as long as the program lives.
func TestEachTargetIsAlarmedOnce(t *testing.T) {
	for name, c := range map[string]struct {
		ledger  func(*house) deliver.Ledger
		another string // whom another program tells of what both have heard of
	}{
		"with a ledger":       {func(h *house) deliver.Ledger { return h.store }, ""},
		"without a ledger":    {func(*house) deliver.Ledger { return nil }, "desk ops"},
		"with one that fails": {func(h *house) deliver.Ledger { return full{h.store} }, "desk ops"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHouse(t)
				defer func() { h.must(h.store.Close()) }()
				engine, told := h.engine(), map[string]bool{}
				engine.Ledger = c.ledger(h)
				h.down["ops"] = &port.RefusedError{Permanent: true, Words: "no"}
				for n, want := range []string{"desk ops", "ops"} {
					if got := h.alarms(engine, "Monday", told); got != want {
						t.Errorf("while ops is down, time %d: told are %q, want %q", n, got, want)
					}
				}
				clear(h.down)
				for n, want := range []string{"ops", ""} {
					if got := h.alarms(engine, "Monday", told); got != want {
						t.Errorf("when ops is up, time %d: told are %q, want %q", n, got, want)
					}
				}
				if got := h.alarms(engine, "Monday", map[string]bool{}); got != c.another {
					t.Errorf("another program tells %q, want %q", got, c.another)
				}
				if got := h.alarms(engine, "Tuesday", told); got != "desk ops" {
					t.Errorf("of the next day are told %q", got)
				}
			})
		})
	}
}

// TestAnAlarmHoldsUpNoNight checks that who takes no alarm is waited for a minute at most:
// the night ends, and is tried again, behind it.
func TestAnAlarmHoldsUpNoNight(t *testing.T) {
	for name, down := range map[string]error{
		"later":        &port.RefusedError{Waits: true, Words: "451"},
		"much later":   &port.RefusedError{Waits: true, After: 20 * time.Minute, Words: "429"},
		"cannot reach": &port.RefusedError{Words: "the server does not answer"},
		"cut":          &port.UnsureError{Words: "the line was cut"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHouse(t)
				defer func() { h.must(h.store.Close()) }()
				h.down["desk"], h.down["ops"] = down, down
				if got := h.alarms(h.engine(), "Monday", map[string]bool{}); got != "desk ops" {
					t.Errorf("tried are %q", got)
				}
				if took := h.now().Sub(first).Round(time.Second); took > time.Minute {
					t.Errorf("it took %s", took)
				}
			})
		})
	}
}

// TestAnAlarmIsNoReport checks that alarms, one of which was in flight when its program
// died and one of which another program sends, are taken for no message of a run.
func TestAnAlarmIsNoReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer func() { h.must(h.store.Close()) }()
		h.cutOff["operators"] = 1
		target := h.targets()[0]
		h.engine().Alarm(t.Context(), "Sunday", []*deliver.Target{target}, map[string]bool{}, func(*deliver.Target) *port.Message { return &port.Message{} })
		for key, begun := range map[string]time.Time{"died": first.Add(-61 * time.Minute), "goes": first.Add(-time.Minute)} {
			open := reconcile.Sending{Key: key, Target: "operators", BegunAt: begun, State: reconcile.SendingBegun}
			h.must(h.store.BeginSending(t.Context(), &open, nil))
		}
		clear(h.said)
		run := h.run([]reconcile.Coverage{contoso("")}, nil, agreementOf("contoso", 17))
		results, err := h.engine().Deliver(t.Context(), run, []*deliver.Target{target})
		h.must(err)
		if r := &results[0]; r.Delivered != 1 || r.Before != 0 || r.Err != nil || strings.Contains(h.said["operators"], string(reports.NoticeTwice)) {
			t.Errorf("the first report ends with %+v\n%s", r, h.said["operators"])
		}
		list, err := h.store.Sendings(t.Context(), 0)
		h.must(err)
		var became []string
		for _, m := range list {
			became = append(became, fmt.Sprintf("%s, twice %t", m.State, m.Twice))
		}
		if diff := cmp.Diff([]string{"delivered, twice true", "sending, twice false", "unsure, twice true"}, slices.Sorted(slices.Values(became))); diff != "" {
			t.Errorf("the alarms (-want +got):\n%s", diff)
		}
	})
}
