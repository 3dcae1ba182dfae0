package storetest

import (
	"slices"
	"time"

	"handover/reconcile"
	"handover/sql/store"
)

// testPruneMessages keeps what is told next: of two messages about a finding the later one
// stays, however old it is. An alarm, of which nothing follows, goes by its age.
func testPruneMessages(b *bench) {
	const last = 6
	for range last {
		b.runOnce(run{})
	}
	b.ended(b.begun("followed", "ops", reconcile.Addressed{}, 1, telling(reconcile.MilestoneNew, "v", "f1")), reconcile.SendingDelivered)
	b.ended(b.begun("the last of f2", "ops", reconcile.Addressed{}, 1, telling(reconcile.MilestoneNew, "v", "f2")), reconcile.SendingDelivered)
	b.ended(b.begun("of another target", "desk", reconcile.Addressed{}, 1, telling(reconcile.MilestoneNew, "v", "f1")), reconcile.SendingDelivered)
	b.begun("under way", "ops", contoso, 1, nil)
	b.ended(b.begun("of a run that stays", "ops", reconcile.Addressed{}, last, telling(reconcile.MilestoneNew, "w", "f1")), reconcile.SendingDelivered)
	for key, day := range map[string]int{"an old alarm": 4, "a late alarm": 6} {
		m := reconcile.Sending{Key: key, Target: "ops", BegunAt: onDay(day), State: reconcile.SendingBegun}
		b.must(b.the().BeginSending(b.Context(), &m, nil))
		b.ended(m, reconcile.SendingDelivered)
	}
	if pruned := b.prune(store.Cutoffs{Runs: onDay(5)}); pruned.Messages != 2 {
		b.Errorf("%d messages are taken away", pruned.Messages)
	}
	var left []string
	for _, m := range slices.Concat(b.sendings(0), b.sendings(1), b.sendings(last)) {
		left = append(left, m.Key)
	}
	slices.Sort(left)
	if want := []string{"a late alarm", "of a run that stays", "of another target", "the last of f2", "under way"}; !slices.Equal(left, want) {
		b.Errorf("left are %q, want %q", left, want)
	}
}

func testPruneNights(b *bench) {
	for n := range 3 {
		night := reconcile.Night{StartedAt: onDay(10 * n), State: reconcile.StepDone}
		b.must(b.the().BeginNight(b.Context(), &night))
		night.Add(reconcile.NightStep{Name: "import", StartedAt: night.StartedAt, FinishedAt: night.StartedAt.Add(time.Minute), State: reconcile.StepDone})
		b.must(b.the().AddNightStep(b.Context(), &night))
		night.FinishedAt = night.StartedAt.Add(time.Hour)
		b.must(b.the().EndNight(b.Context(), &night))
	}
	if pruned := b.prune(store.Cutoffs{Runs: onDay(15)}); pruned.Nights != 2 {
		b.Errorf("%d nights are taken away", pruned.Nights)
	}
	nights, err := b.the().Nights(b.Context(), 10)
	b.must(err)
	if len(nights) != 1 || len(nights[0].Steps) != 1 {
		b.Errorf("left are %+v", nights)
	}
}
