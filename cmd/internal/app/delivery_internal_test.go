package app

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"handover/jobs/chain"
	"handover/jobs/deliver"
	"handover/reconcile"
	"handover/sql/store"
)

// Nobody is sent a run that is not there, was not published, or stands beside the history.
func TestWhichRunsCanBeSent(t *testing.T) {
	ctx, at := t.Context(), time.Date(2026, time.November, 20, 5, 0, 0, 0, time.UTC)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	st, err := store.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "handover.db"), store.Create)
	must(err)
	defer func() { must(st.Close()) }()
	lease, err := st.Acquire(ctx, "run", "test", time.Minute, func() time.Time { return at })
	must(err)
	run := func(line int64, publish bool) int64 {
		t.Helper()
		r := reconcile.Run{
			Line: line, AsOf: at, StartedAt: at, Trigger: reconcile.TriggerCLI, Jobs: reconcile.Jobs(), Policy: "p", PolicyHash: "h", Version: "v",
		}
		must(lease.Begin(ctx, &r))
		if publish {
			r.State, r.FinishedAt = reconcile.RunComplete, at
			must(lease.Publish(ctx, &r))
		}
		return r.Seq
	}
	for _, c := range []struct {
		name string
		seq  int64
		sent bool
	}{
		{"a run", run(0, true), true},
		{"a backfill", run(reconcile.BackfillLine, true), false},
		{"one under way", run(0, false), false},
		{"none", 99, false},
	} {
		if _, err := (storedRuns{st}).Stored(ctx, c.seq); c.sent && err != nil || !c.sent && !errors.Is(err, deliver.ErrNoReport) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	must(lease.Release(ctx))
}

// Operators hear what failed in nights that were interrupted too, of each thing once.
func TestTroublesOfInterruptedNights(t *testing.T) {
	st, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "handover.db"), store.Create)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}()
	night := func(state reconcile.StepState, detail string) reconcile.Night {
		return reconcile.Night{Steps: []reconcile.NightStep{{Name: chain.Import, State: state, Detail: detail}}}
	}
	d := Delivery{store: st, Interrupted: []reconcile.Night{
		night(reconcile.StepPartial, "a row is rejected"), night(reconcile.StepDone, "all is well"),
		night(reconcile.StepPartial, "a row is rejected"), night(reconcile.StepFailed, "a file is broken"),
	}}
	notices, err := d.troubles(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range notices {
		got = append(got, n.Step.Detail)
	}
	if want := []string{"a row is rejected", "a file is broken"}; !slices.Equal(got, want) {
		t.Errorf("they hear of %q, want %q", got, want)
	}
}
