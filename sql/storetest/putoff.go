package storetest

import (
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

// testDecisionDuringRun decides while a run is at work: its report shows what
// the run knew.
func testDecisionDuringRun(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	a := finding("t1", "a")
	b.runOnce(run{found: findings(a)})
	lease := b.acquire("engine", time.Minute)
	record := b.begin(lease, run{})
	decision := reconcile.Decision{State: reconcile.StateAcknowledged, Until: reconcile.DayOf(at(24 * 20)), Actor: "Ann", Reason: "they know"}
	b.must(b.the().Decide(b.Context(), a.ID, decision, at(25)))
	b.must(lease.Save(b.Context(), record.Seq, reconcile.Batch{Coverage: covered("t1")}))
	b.publish(lease, &record)
	b.must(lease.Release(b.Context()))
	b.runOnce(run{found: findings(a)})
	for seq, want := range map[int64][]string{
		1: {"t1 evaluated", "t1 a new 1..1"}, 2: {"t1 evaluated", "t1 a unchanged 1..2"},
		3: {"t1 evaluated", "t1 a unchanged acknowledged 1..3"},
	} {
		if diff := cmp.Diff(want, b.report(seq)); diff != "" {
			b.Errorf("report of run %d (-want +got):\n%s", seq, diff)
		}
	}
	for seq, want := range map[int64]reconcile.Decision{1: {}, 2: {}, 3: decision} {
		report, err := b.the().Report(b.Context(), seq)
		b.must(err)
		for _, f := range all(b, report.Findings(b.Context(), reconcile.Filter{})) {
			if f.Held != want {
				b.Errorf("in the report of run %d the finding is held by %+v, want %+v", seq, f.Held, want)
			}
		}
	}
}
