package storetest

import (
	"fmt"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

// life is a store's story, run by run: what each run finds, what is decided
// after it, and what its report then says for ever. Every run looks at the
// tenants t1 and t2 on the day of its number.
type life []chapter

type chapter struct {
	run    run
	want   []string
	decide string // the subject of a finding in t1 about which is decided after the run
	state  reconcile.FindingState
	until  int      // days after the first of November
	after  []string // what is open after the decision, where it is not the same
	known  []string // what the next scan knows of t1
}

func (l life) run(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5)}})
	for i, c := range l {
		seq := b.runOnce(c.run).Seq
		if c.decide != "" {
			b.must(b.the().Decide(b.Context(), finding("t1", c.decide).ID, reconcile.Decision{
				State: c.state, Until: reconcile.DayOf(at(24 * c.until)), Actor: "A", Reason: "because",
			}, at(24*i)))
		}
		if diff := cmp.Diff(c.after, b.openLines()); c.after != nil && diff != "" {
			b.Errorf("open after run %d (-want +got):\n%s", seq, diff)
		}
		if diff := cmp.Diff(c.known, b.knownLines("t1")); c.known != nil && diff != "" {
			b.Errorf("known after run %d (-want +got):\n%s", seq, diff)
		}
		// Every report still says what it said at first.
		for earlier := range i + 1 {
			if diff := cmp.Diff(l[earlier].want, b.report(int64(earlier+1))); diff != "" {
				b.Errorf("report of run %d after run %d (-want +got):\n%s", earlier+1, seq, diff)
			}
		}
	}
}

// knownLines writes what a scan knows: "a open acknowledged", "b closed".
func (b *bench) knownLines(tenant string) []string {
	b.Helper()
	lines := []string{}
	for _, k := range b.tenant(tenant).Known {
		line := k.Finding.Subject + " closed"
		switch {
		case k.Suppressed:
			line = k.Finding.Subject + " suppressed"
		case k.Open:
			line = k.Finding.Subject + " open"
		}
		if k.Held.State != "" {
			line += fmt.Sprintf(" %s until %s", k.Held.State, k.Held.Until)
		}
		lines = append(lines, line)
	}
	return sorted(lines)
}

func lives() map[string]life {
	a, other := finding("t1", "a"), finding("t2", "b")
	worse := with(a, func(f *reconcile.Finding) { f.Severity = reconcile.Critical })
	later := with(a, func(f *reconcile.Finding) { f.Due = reconcile.DueDay(reconcile.NewDay(2026, 12, 31)) })
	renamed := with(a, func(f *reconcile.Finding) { f.OfferName = "Another name" })
	billing := with(finding("t1", "c"), func(f *reconcile.Finding) { f.Job = reconcile.BillingJob })
	both := func(lines ...string) []string { return append([]string{"t1 evaluated", "t2 evaluated"}, lines...) }
	return map[string]life{
		"new, unchanged, changed, resolved, reopened": {
			{run: run{found: findings(a)}, want: both("t1 a new 1..1"), known: []string{"a open"}},
			{run: run{found: findings(a)}, want: both("t1 a unchanged 1..2")},
			{run: run{found: findings(worse)}, want: both("t1 a changed critical 1..3")},
			{run: run{found: findings(worse)}, want: both("t1 a unchanged critical 1..4")},
			{run: run{}, want: both("t1 a resolved fixed critical"), known: []string{"a closed"}},
			{run: run{}, want: both()},
			{run: run{found: findings(a)}, want: both("t1 a reopened 1..7"), known: []string{"a open"}},
			{run: run{found: findings(a)}, want: both("t1 a unchanged 1..8")},
		},
		"the due of a change stands for one run": {
			{run: run{found: findings(a)}, want: both("t1 a new 1..1")},
			{run: run{found: findings(later)}, want: both("t1 a changed before 2026-12-24 1..2")},
			{run: run{found: findings(later)}, want: both("t1 a unchanged 1..3")},
		},
		"another display is no change": {
			{run: run{found: findings(a)}, want: both("t1 a new 1..1")},
			{run: run{found: findings(renamed)}, want: both("t1 a unchanged 1..2")},
			{run: run{found: findings(renamed)}, want: both("t1 a unchanged 1..3")},
		},
		"suppressed is neither listed nor resolved": {
			{run: run{found: findings(a)}, want: both("t1 a new 1..1")},
			{run: run{silenced: findings(a)}, want: both(), known: []string{"a suppressed"}},
			{run: run{silenced: findings(worse)}, want: both(), known: []string{"a suppressed"}},
			{run: run{found: findings(worse)}, want: both("t1 a unchanged critical 1..4"), known: []string{"a open"}},
			{run: run{silenced: findings(worse)}, want: both()},
			{run: run{}, want: both("t1 a resolved fixed critical")},
		},
		"a tenant that is not evaluated keeps its findings": {
			{run: run{found: findings(a, other)}, want: both("t1 a new 1..1", "t2 b new 1..1")},
			{
				run:  run{skipped: []string{"t1"}, found: findings(worse, other)},
				want: []string{"t1 not evaluated: stale-data", "t2 evaluated", "t1 a not_evaluated 1..1", "t2 b unchanged 1..2"},
			},
			{
				run:  run{skipped: []string{"t1", "t2"}},
				want: []string{"t1 not evaluated: stale-data", "t2 not evaluated: stale-data", "t1 a not_evaluated 1..1", "t2 b not_evaluated 1..2"},
			},
			{run: run{found: findings(other)}, want: both("t2 b unchanged 1..4", "t1 a resolved fixed high")},
		},
		"a run of some jobs and tenants touches no others": {
			{run: run{found: findings(a, billing, other)}, want: both("t1 a new 1..1", "t1 c new 1..1", "t2 b new 1..1")},
			{run: run{jobs: []reconcile.Job{reconcile.BillingJob}}, want: both("t1 c resolved fixed high")},
			{run: run{tenants: []string{"t2"}}, want: []string{"t2 evaluated", "t2 b resolved fixed high"}, known: []string{"a open", "c closed"}},
			{
				run:  run{jobs: []reconcile.Job{reconcile.AutoRenewJob}, found: findings(a), skipped: []string{"t1"}},
				want: []string{"t1 not evaluated: stale-data", "t2 evaluated", "t1 a not_evaluated 1..1"},
			},
		},
		"an acknowledgement holds until its day": {
			{
				run: run{found: findings(a)}, want: both("t1 a new 1..1"),
				decide: "a", state: reconcile.StateAcknowledged, until: 3, after: []string{"t1 a new acknowledged 1..1"},
				known: []string{"a open acknowledged until 2026-11-04"},
			},
			{run: run{found: findings(a)}, want: both("t1 a unchanged acknowledged 1..2")},
			{
				run: run{found: findings(renamed)}, want: both("t1 a unchanged acknowledged 1..3"),
				known: []string{"a open acknowledged until 2026-11-04"},
			},
			{run: run{found: findings(renamed)}, want: both("t1 a unchanged 1..4"), after: []string{"t1 a unchanged 1..4"}},
		},
		"a change ends it": {
			{run: run{found: findings(a)}, want: both("t1 a new 1..1"), decide: "a", state: reconcile.StateSnoozed, until: 20},
			{
				run: run{found: findings(worse)}, want: both("t1 a changed critical 1..2"),
				after: []string{"t1 a changed critical 1..2"}, known: []string{"a open"},
			},
			{run: run{found: findings(worse)}, want: both("t1 a unchanged critical 1..3")},
		},
		"so does its return": {
			{run: run{found: findings(a)}, want: both("t1 a new 1..1"), decide: "a", state: reconcile.StateSnoozed, until: 20},
			{run: run{}, want: both("t1 a resolved fixed high")},
			{run: run{found: findings(a)}, want: both("t1 a reopened 1..3"), known: []string{"a open"}},
		},
		"a decision after a change holds": {
			{run: run{found: findings(a)}, want: both("t1 a new 1..1")},
			{
				run: run{found: findings(worse)}, want: both("t1 a changed critical 1..2"),
				decide: "a", state: reconcile.StateSnoozed, until: 20, after: []string{"t1 a changed snoozed critical 1..2"},
			},
			{run: run{found: findings(worse)}, want: both("t1 a unchanged snoozed critical 1..3")},
		},
		"the last decision counts": {
			{run: run{found: findings(a)}, want: both("t1 a new 1..1"), decide: "a", state: reconcile.StateSnoozed, until: 20},
			{run: run{found: findings(a)}, want: both("t1 a unchanged snoozed 1..2"), decide: "a", state: reconcile.StateAcknowledged, until: 3},
			{run: run{found: findings(a)}, want: both("t1 a unchanged acknowledged 1..3"), decide: "a", state: reconcile.StateOpen, until: 20},
			{run: run{found: findings(a)}, want: both("t1 a unchanged 1..4"), decide: "a", state: reconcile.StateAcknowledged, until: 4},
			{run: run{found: findings(a)}, want: both("t1 a unchanged 1..5")},
		},
		"a tenant that is not evaluated keeps its decisions": {
			{run: run{found: findings(a)}, want: both("t1 a new 1..1"), decide: "a", state: reconcile.StateSnoozed, until: 20},
			{
				run:  run{skipped: []string{"t1"}},
				want: []string{"t1 not evaluated: stale-data", "t2 evaluated", "t1 a not_evaluated snoozed 1..1"},
			},
		},
	}
}
