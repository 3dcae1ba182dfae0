package deliver_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"

	"handover/jobs/deliver"
	"handover/jobs/deliver/port"
	"handover/reconcile"
	"handover/reports"
)

// dead is a desk where the process dies before a message comes.
type dead struct {
	desk
	die func()
}

func (d dead) Send(ctx context.Context, _ *port.Message) (port.Outcome, error) {
	d.die()
	return "", ctx.Err()
}

// dies has the process die while it tells a target of a run.
func (h *house) dies(run int64, target deliver.Target) {
	h.Helper()
	ctx, die := context.WithCancel(h.Context())
	target.Carrier = dead{desk{h, target.Name}, die}
	target.Put = func(context.Context, reports.Stored, reports.Options) (string, error) { panic("it dies") }
	_, _ = h.engine().Deliver(ctx, run, []*deliver.Target{&target}) // it dies
	if got := h.stateOf(run, target.Name); got != reconcile.SendingBegun {
		h.Fatalf("the message of run %d is %s when the process has died", run, got)
	}
}

// stateOf tells what became of the first message of a run to a target.
func (h *house) stateOf(run int64, target string) reconcile.SendingState {
	h.Helper()
	list, err := h.store.Sendings(h.Context(), run)
	h.must(err)
	at := slices.IndexFunc(list, func(m reconcile.Sending) bool { return m.Target == target })
	if at < 0 {
		return ""
	}
	return list[at].State
}

// unread are the runs of a house of which one cannot be read.
type unread struct {
	*house
	seq int64
	err error
}

func (u unread) Stored(ctx context.Context, seq int64) (reports.Stored, error) {
	if seq == u.seq {
		return nil, u.err
	}
	return u.house.Stored(ctx, seq)
}

// busy is a ledger that cannot say to whom letters may go.
type busy struct{ deliver.Ledger }

var errBusy = errors.New("the database is busy")

func (busy) Releases(context.Context) ([]reconcile.Release, error) { return nil, errBusy }

// TestWhatStaysInFlight has a process die with a message of the first of two runs, or of
// both, and delivers one of them: what is in flight is given up only where nothing can ever
// come of it, and a fault is told.
func TestWhatStaysInFlight(t *testing.T) {
	failing := func(seq int64, err error) func(*deliver.Engine, *house) {
		return func(e *deliver.Engine, h *house) { e.Runs = unread{h, seq, err} }
	}
	well := func(*deliver.Engine, *house) {}
	states := func(list ...reconcile.SendingState) []reconcile.SendingState { return list }
	begun, delivered, unsure := reconcile.SendingBegun, reconcile.SendingDelivered, reconcile.SendingUnsure
	for name, c := range map[string]struct {
		target string
		now    int64 // the run that is delivered
		both   bool  // the process died with both
		fault  func(*deliver.Engine, *house)
		err    error
		then   []reconcile.SendingState // of the messages of both runs
		after  []reconcile.SendingState // when the second run is delivered without a fault
	}{
		"a digest":                                         {"nightly digest", 2, false, well, nil, states(delivered, delivered), states(delivered, delivered)},
		"a digest, and its run cannot be read":             {"nightly digest", 2, false, failing(1, errBusy), errBusy, states(begun, delivered), states(delivered, delivered)},
		"a digest, and its run is gone":                    {"nightly digest", 2, false, failing(1, deliver.ErrNoReport), nil, states(unsure, delivered), states(unsure, delivered)},
		"news, and their run cannot be read":               {"news digest", 2, false, failing(1, errBusy), errBusy, states(begun, delivered), states(unsure, delivered)},
		"a folder":                                         {"nightly folder", 2, false, well, nil, states(delivered, delivered), states(delivered, delivered)},
		"a folder, and its run cannot be read":             {"nightly folder", 2, false, failing(1, errBusy), errBusy, states(begun, delivered), states(delivered, delivered)},
		"a folder, and its run is gone":                    {"nightly folder", 2, false, failing(1, deliver.ErrNoReport), nil, states(unsure, delivered), states(unsure, delivered)},
		"a letter":                                         {"nightly letters", 2, false, well, nil, states(unsure, delivered), states(unsure, delivered)},
		"a letter, and nobody knows who may be written to": {"nightly letters", 2, false, func(e *deliver.Engine, h *house) { e.Ledger = busy{h.store} }, errBusy, states(begun, ""), states(unsure, delivered)},
		"a letter, and an older run is delivered":          {"nightly letters", 1, true, well, nil, states(unsure, begun), states(unsure, delivered)},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHouse(t)
				defer func() { h.must(h.store.Close()) }()
				h.release("tenant", "contoso", "kim@contoso.example")
				targets := h.everyKind()
				target := targets[slices.IndexFunc(targets, func(each *deliver.Target) bool { return each.Name == c.target })]
				h.dies(h.try(&try{found: "a"}), *target)
				if h.try(&try{found: "ab"}); c.both {
					h.dies(2, *target)
				}
				engine := h.engine()
				c.fault(engine, h)
				results, err := engine.Deliver(t.Context(), c.now, []*deliver.Target{target})
				h.must(err)
				if got := results[0].Err; !errors.Is(got, c.err) || (got == nil) != (c.err == nil) {
					t.Errorf("it says %v, want %v", got, c.err)
				}
				if got := states(h.stateOf(1, c.target), h.stateOf(2, c.target)); !slices.Equal(got, c.then) {
					t.Errorf("the messages are %q, want %q", got, c.then)
				}
				_, err = h.engine().Deliver(t.Context(), 2, []*deliver.Target{target})
				h.must(err)
				if got := states(h.stateOf(1, c.target), h.stateOf(2, c.target)); !slices.Equal(got, c.after) {
					t.Errorf("in the end the messages are %q, want %q", got, c.after)
				}
			})
		})
	}
}
