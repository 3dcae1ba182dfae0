package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

func planTests() map[string]func(*bench) {
	tests := map[string]func(*bench){
		"every line comes back, in order and through filters": testPlanRoundTrip,
		"an unchanged plan costs no row":                      testUnchangedPlan,
		"a plan is stored whole, whatever its size":           testPlanSizes,
		"a backfill has a plan of its own":                    testBackfillPlan,
		"an unpublished run leaves no plan":                   testPlanTakenBack,
		"a tenant that was not looked at keeps its plan":      testPlanNotLookedAt,
	}
	for name, life := range planLives() {
		tests["life: "+name] = life.run
	}
	return tests
}

// order is a step for a move of tenant t1, on a day after the first of November; 0
// is none.
func order(source string, day int) reconcile.PlanStep {
	s := reconcile.PlanStep{
		TenantID: "t1", SourceID: source, Kind: reconcile.StepOrder, Route: reconcile.RouteRebuy, Owner: reconcile.OwnerUs,
	}
	if day > 0 {
		s.Day = reconcile.DayOf(at(24 * day))
	}
	return s
}

func steps(tenant string, list ...reconcile.PlanStep) reconcile.TenantPlan {
	return reconcile.TenantPlan{TenantID: tenant, TenantName: "Name of " + tenant, Plan: reconcile.Plan{Steps: list}}
}

func obstructed(p reconcile.TenantPlan, list ...reconcile.Obstacle) reconcile.TenantPlan {
	p.Obstacles = list
	return p
}

func plans(list ...reconcile.TenantPlan) []reconcile.TenantPlan { return list }

// planOf returns what a run makes of the plan of a tenant: what it was told, else an
// empty one.
func (r *run) planOf(tenant string) reconcile.TenantPlan {
	for _, p := range r.plans {
		if p.TenantID == tenant {
			return p
		}
	}
	return steps(tenant)
}

// plan reads the plan of a report, of which the summary of the run must know every
// line.
func (b *bench) plan(seq int64) []reconcile.Planned {
	b.Helper()
	report, err := b.the().Report(b.Context(), seq)
	b.must(err)
	lines := all(b, report.Plan(b.Context(), reconcile.Filter{}))
	record := report.Run()
	tally := reconcile.NewTally(record.AsOf)
	for i := range lines {
		tally.AddPlanned(&lines[i])
	}
	if got := tally.Summary(); got.Steps != record.Summary.Steps || got.Obstacles != record.Summary.Obstacles {
		b.Errorf("run %d: the report has %d steps and %d obstacles, the summary %d and %d", seq,
			got.Steps, got.Obstacles, record.Summary.Steps, record.Summary.Obstacles)
	}
	return lines
}

// planLine writes a line of a plan: "t1 order s1 2026-11-05".
func planLine(p *reconcile.Planned) string {
	var text string
	if p.Obstacle != nil {
		text = fmt.Sprintf("%s %s %s %s", p.TenantID, p.Obstacle.Code, p.Obstacle.SourceID, p.Obstacle.Day)
	} else {
		text = fmt.Sprintf("%s %s %s %s", p.TenantID, p.Step.Kind, p.Step.SourceID, p.Step.Day)
	}
	text = strings.TrimRight(text, " ")
	if p.TenantName != "Name of "+p.TenantID {
		text += " of " + p.TenantName
	}
	if !p.Evaluated() {
		text += " not evaluated"
	}
	return text
}

// listed returns the lines of plans as a report of a run that has looked at tenants
// lists them. Of one that it has not looked at, only as the end of a move is known
// whether its facts are fresh.
func listed(plans []reconcile.TenantPlan, looked func(tenant string) bool, fresh map[string]bool) []reconcile.Planned {
	var list []reconcile.Planned
	for i := range plans {
		for _, line := range plans[i].Lines() {
			line.SourceEvaluated, line.TargetEvaluated = !looked(line.MoveTenant()) || fresh[line.MoveTenant()], fresh[line.TenantID]
			list = append(list, line)
		}
	}
	slices.SortStableFunc(list, func(a, b reconcile.Planned) int {
		kind := func(p reconcile.Planned) int {
			if p.Obstacle != nil {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(kind(a), kind(b)), cmp.Compare(dayPlace(a.Day()), dayPlace(b.Day())), cmp.Compare(a.TenantID, b.TenantID))
	})
	return list
}

// dayPlace puts an unknown day last.
func dayPlace(day reconcile.Day) int64 {
	if !day.Known() {
		return 1 << 40
	}
	return int64(day)
}

func testPlanRoundTrip(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		b.wipe()
		var drawn []reconcile.TenantPlan
		for _, tenant := range []string{"t2", "T2", "t1"} {
			drawn = append(drawn, drawPlan(t, tenant))
		}
		// A run over some tenants holds the moves that begin or end in one of them.
		cover := covered("t2", "t1", "T2")[:rapid.IntRange(1, 3).Draw(t, "covered")]
		cover[0].Evaluated = rapid.Bool().Draw(t, "evaluated")
		looked := func(tenant string) bool {
			return slices.ContainsFunc(cover, func(c reconcile.Coverage) bool { return c.TenantID == tenant })
		}
		fresh, asked := map[string]bool{"t1": true, "t2": cover[0].Evaluated, "T2": true}, []string{}
		for i := range drawn {
			p := &drawn[i]
			if p.Elsewhere = !looked(p.TenantID); p.Elsewhere {
				p.Evaluated = rapid.Bool().Draw(t, "evaluated elsewhere")
				fresh[p.TenantID] = p.Evaluated
			} else {
				asked = append(asked, p.TenantID)
			}
		}
		record := b.storeRunOf(asked, reconcile.Batch{Coverage: cover, Plans: drawn})
		want := listed(drawn, looked, fresh)
		want = slices.DeleteFunc(want, func(p reconcile.Planned) bool { return !p.Passes(reconcile.Filter{Tenants: asked}) })
		if diff := gocmp.Diff(want, b.plan(record.Seq), exactly()); diff != "" {
			t.Fatalf("plan (-want +got):\n%s", diff)
		}
		report, err := b.the().Report(b.Context(), record.Seq)
		b.must(err)
		filter := drawFilter(t)
		some := slices.DeleteFunc(want, func(p reconcile.Planned) bool { return !p.Passes(filter) })
		if diff := gocmp.Diff(some, all(b, report.Plan(b.Context(), filter)), exactly()); diff != "" {
			t.Fatalf("plan through %+v (-want +got):\n%s", filter, diff)
		}
	})
}

// stored counts the plans and their lines in the database.
func (b *bench) stored() (versions, items int) {
	b.Helper()
	count := func(table string) int {
		return len(b.lines("select tenant_id from "+table, func(row []string) string { return row[0] }))
	}
	return count("plan_version"), count("plan_item")
}

func (b *bench) wantStored(versions, items int, after string) {
	b.Helper()
	gotVersions, gotItems := b.stored()
	if gotVersions != versions || gotItems != items {
		b.Errorf("%d plans with %d lines are stored after %s, want %d with %d", gotVersions, gotItems, after, versions, items)
	}
}

func testUnchangedPlan(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5)}})
	same := plans(obstructed(steps("t1", order("s1", 5), order("s2", 0)), reconcile.Obstacle{Code: reconcile.ObstacleSeatPool}))
	b.runOnce(run{plans: same})
	b.wantStored(1, 3, "the first run") // nothing for t2, which has nothing to plan
	b.runOnce(run{plans: same})
	b.runOnce(run{plans: same, skipped: []string{"t1"}})
	b.wantStored(1, 3, "two more with the same plan")
	b.runOnce(run{})
	b.wantStored(2, 3, "one that empties it")
	renamed := steps("t1")
	renamed.TenantName = "Another name"
	b.runOnce(run{plans: plans(renamed)})
	b.wantStored(2, 3, "one with another name and nothing to plan")
}

// testPlanSizes passes what one statement takes, in tenants and in lines.
func testPlanSizes(b *bench) {
	for _, n := range []int{1, 199, 200, 201, 450} {
		b.wipe()
		var batch reconcile.Batch
		var large []reconcile.PlanStep
		for i := range n {
			tenant := fmt.Sprintf("t%04d", i)
			batch.Coverage = append(batch.Coverage, reconcile.Coverage{TenantID: tenant, Evaluated: true})
			batch.Plans = append(batch.Plans, steps(tenant, order("s1", 5)))
			large = append(large, order(tenant, 5))
		}
		batch.Coverage = append(batch.Coverage, covered("u")...)
		batch.Plans = append(batch.Plans, steps("u", large...))
		first, second := b.storeRun(batch), b.storeRun(batch)
		b.wantStored(n+1, 2*n, "two runs")
		for _, seq := range []int64{first.Seq, second.Seq} {
			if got := b.plan(seq); len(got) != 2*n || got[0].TenantID != "t0000" || got[2*n-1].Step.SourceID != fmt.Sprintf("t%04d", n-1) {
				b.Fatalf("%d lines in run %d, want %d in order", len(got), seq, 2*n)
			}
		}
	}
}

func (b *bench) planLines(seq int64) []string {
	b.Helper()
	var lines []string
	for _, p := range b.plan(seq) {
		lines = append(lines, planLine(&p))
	}
	return lines
}

func testBackfillPlan(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	b.runOnce(run{asOf: 5, plans: plans(steps("t1", order("s1", 5)))})
	b.runOnce(run{asOf: 2, backfill: true, plans: plans(steps("t1", order("s1", 5)))}) // equal, but of another line
	b.runOnce(run{asOf: 3, backfill: true, plans: plans(steps("t1", order("s1", 2)))})
	b.runOnce(run{asOf: 6, plans: plans(steps("t1", order("s1", 5)))})
	b.wantStored(3, 3, "the last run, which changes nothing")
	b.runOnce(run{asOf: 7})
	for seq, want := range map[int64][]string{
		1: {"t1 order s1 2026-11-06"}, 2: {"t1 order s1 2026-11-06"}, 3: {"t1 order s1 2026-11-03"},
		4: {"t1 order s1 2026-11-06"}, 5: nil,
	} {
		if diff := gocmp.Diff(want, b.planLines(seq)); diff != "" {
			b.Errorf("plan of run %d (-want +got):\n%s", seq, diff)
		}
	}
}

func testPlanTakenBack(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5)}})
	b.runOnce(run{plans: plans(steps("t1", order("s1", 5)), steps("t2", order("s2", 5)))})
	b.wantStored(2, 2, "a published run")
	for _, aborted := range []bool{true, false} {
		lease := b.acquire("one", time.Minute)
		r := run{plans: plans(steps("t1", order("s1", 6), order("s3", 7)))} // and none for t2
		record := b.begin(lease, r)
		for _, batch := range append(b.batches(r, record), reconcile.Batch{Plans: plans(reconcile.TenantPlan{TenantID: "t3", Elsewhere: true})}) {
			b.must(lease.Save(b.Context(), record.Seq, batch))
		}
		b.wantStored(4, 4, "an unpublished run")
		want := []string{"t1 order s1 2026-11-06", "t2 order s2 2026-11-06"}
		if diff := gocmp.Diff(want, b.planLines(1)); diff != "" {
			b.Errorf("plan beside an unpublished run (-want +got):\n%s", diff)
		}
		if aborted {
			b.must(lease.Abort(b.Context(), record.Seq, reconcile.RunFailed, at(9)))
		}
		b.must(lease.Release(b.Context()))
		b.must(b.acquire("next", time.Minute).Release(b.Context())) // cleans up
		b.wantStored(2, 2, "a run that was taken back")
		if left := b.lines("select tenant_id from plan_elsewhere", func(row []string) string { return row[0] }); len(left) != 0 {
			b.Errorf("a run that was taken back leaves plans elsewhere of %v", left)
		}
	}
}

// testPlanNotLookedAt has a run that covers a tenant without a word of its plan.
func testPlanNotLookedAt(b *bench) {
	b.storeRun(reconcile.Batch{Coverage: covered("t1"), Plans: plans(steps("t1", order("s1", 5)))})
	lease := b.acquire("one", time.Minute)
	record := b.begin(lease, run{})
	b.must(lease.Save(b.Context(), record.Seq, reconcile.Batch{Coverage: covered("t1")}))
	record.Summary.Steps = 1
	b.publish(lease, &record)
	if diff := gocmp.Diff([]string{"t1 order s1 2026-11-06"}, b.planLines(record.Seq)); diff != "" {
		b.Errorf("plan (-want +got):\n%s", diff)
	}
}
