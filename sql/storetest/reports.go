package storetest

import (
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

func reportTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"every field comes back as it was":     testReportRoundTrip,
		"coverage comes back as it was":        testCoverageRoundTrip,
		"a filter cuts":                        testFilter,
		"a choice leaves what it says":         testChoice,
		"a day chooses what is due by its end": testDueBy,
		"a decision during a run waits":        testDecisionDuringRun,
		"an empty run has an empty report":     testEmptyReport,
		"a summary is what is counted again":   testRecount,
		"batches of any size are stored whole": testBatches,
	}
}

// storeRun publishes a run of the given batch.
func (b *bench) storeRun(batch reconcile.Batch) reconcile.Run {
	b.Helper()
	return b.storeRunOf(nil, batch)
}

// storeRunOf stores a run over some tenants, with what it has found.
func (b *bench) storeRunOf(tenants []string, batch reconcile.Batch) reconcile.Run {
	b.Helper()
	lease := b.acquire("engine", time.Minute)
	record := b.begin(lease, run{tenants: tenants})
	b.must(lease.Save(b.Context(), record.Seq, batch))
	count(&record, &batch)
	b.publish(lease, &record)
	b.must(lease.Release(b.Context()))
	return record
}

func covered(tenants ...string) []reconcile.Coverage {
	var list []reconcile.Coverage
	for _, id := range tenants {
		list = append(list, reconcile.Coverage{TenantID: id, Evaluated: true})
	}
	return list
}

// asNew makes of every finding a version that a first run stores.
func asNew(found []reconcile.Finding) []reconcile.Version {
	var list []reconcile.Version
	for _, f := range found {
		list = append(list, reconcile.Version{Finding: f, Cause: reconcile.CauseNew})
	}
	return list
}

func testReportRoundTrip(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		b.wipe()
		f := drawFinding(t)
		v := reconcile.Version{Finding: f, Cause: reconcile.CauseChanged, PreviousDue: drawDue(t, "previous"), FirstSeen: at(3)}
		record := b.storeRun(reconcile.Batch{Coverage: covered(f.TenantID), Versions: []reconcile.Version{v}})
		want := reconcile.Reported{
			Finding: f, Delta: reconcile.Changed, State: reconcile.StateOpen, PreviousDue: v.PreviousDue, FirstSeen: at(3), LastSeen: record.AsOf,
			SinceRun: record.Seq,
		}
		report, err := b.the().Report(b.Context(), record.Seq)
		b.must(err)
		got := all(b, report.Findings(b.Context(), reconcile.Filter{}))
		if diff := cmp.Diff([]reconcile.Reported{want}, got, exactly()); diff != "" {
			t.Fatalf("finding (-want +got):\n%s", diff)
		}
	})
}

func testCoverageRoundTrip(b *bench) {
	want := []reconcile.Coverage{
		{
			TenantID: "t1", Name: "Zoë \"x\"\n", Domain: "zoë.example",
			Contact: reconcile.Contact{Name: "Zoë 'z'", Email: "zoë@zoë.example", Language: "zh"}, Evaluated: true, ObservedAt: at(7), Subscriptions: 3, Seats: 1 << 40, WithFindings: 2, Suppressed: 1,
			Routine: map[reconcile.Counter]int{reconcile.CountCovered: 4}, Silenced: map[reconcile.Code]int{"a-code": 5},
		},
		{TenantID: "t2", Reason: reconcile.RejectedRows, Source: "csv"},
	}
	record := b.storeRun(reconcile.Batch{Coverage: []reconcile.Coverage{want[1], want[0]}})
	report, err := b.the().Report(b.Context(), record.Seq)
	b.must(err)
	if diff := cmp.Diff(want, all(b, report.Coverage(b.Context(), reconcile.Filter{}))); diff != "" {
		b.Errorf("coverage (-want +got):\n%s", diff)
	}
	some := reconcile.Filter{Tenants: []string{"t2", "t9", "a"}, Job: reconcile.UsageJob, Owner: reconcile.OwnerMicrosoft}
	if diff := cmp.Diff(want[1:], all(b, report.Coverage(b.Context(), some))); diff != "" {
		b.Errorf("coverage of t2 (-want +got):\n%s", diff)
	}
}

// passes is what a filter means.
func passes(filter reconcile.Filter, f *reconcile.Finding) bool {
	return (filter.Tenants == nil || slices.Contains(filter.Tenants, f.TenantID)) &&
		(filter.Job == "" || filter.Job == f.Job) && (filter.Code == "" || filter.Code == f.Code) &&
		(filter.Owner == "" || filter.Owner == f.Owner) && (filter.Seller == "" || filter.Seller == f.SellerID)
}

func drawFilter(t *rapid.T) reconcile.Filter {
	tenants := rapid.SampledFrom([][]string{nil, nil, {"t1"}, {"t2", "T2"}, {"t1", "t3"}, {"t9"}})
	return reconcile.Filter{
		Tenants: tenants.Draw(t, "tenants"), Job: rapid.SampledFrom(append(reconcile.Jobs()[:2], "", "")).Draw(t, "job"),
		Code:   rapid.SampledFrom([]reconcile.Code{"", "", "a-code"}).Draw(t, "code"),
		Owner:  rapid.SampledFrom([]reconcile.Owner{"", "", "us"}).Draw(t, "owner"),
		Seller: rapid.SampledFrom([]string{"", "", "p1"}).Draw(t, "seller"),
	}
}

// testFilter looks at findings, open ones and resolved ones through filters.
func testFilter(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		b.wipe()
		found := drawFindings(t)
		cover := covered("t1", "t2", "T2")
		first := b.storeRun(reconcile.Batch{Coverage: cover, Versions: asNew(found)})
		filter := drawFilter(t)
		var want []string
		for _, f := range inOrder(first.AsOf, found, reconcile.New) {
			if passes(filter, &f) {
				want = append(want, f.ID)
			}
		}
		ids := map[string][]string{}
		for _, f := range all(b, b.the().OpenFindings(b.Context(), reconcile.Choice{Filter: filter}, 1)) {
			ids["open"] = append(ids["open"], f.Finding.ID)
		}
		limit := rapid.IntRange(1, 4).Draw(t, "limit")
		var some []string
		for _, f := range all(b, b.the().OpenFindings(b.Context(), reconcile.Choice{Filter: filter, Limit: limit}, 1)) {
			some = append(some, f.Finding.ID)
		}
		if first := want[:min(limit, len(want))]; !slices.Equal(some, first) {
			t.Fatalf("filter %+v leaves of the open findings %v as the first %d, want %v", filter, some, limit, first)
		}
		report, err := b.the().Report(b.Context(), first.Seq)
		b.must(err)
		for _, f := range all(b, report.Findings(b.Context(), filter)) {
			ids["findings"] = append(ids["findings"], f.Finding.ID)
		}
		var resolved []reconcile.Resolution
		for _, f := range found {
			resolved = append(resolved, reconcile.Resolution{Finding: f, Reason: reconcile.ReasonFixed})
		}
		second := b.storeRun(reconcile.Batch{Coverage: cover, Resolved: resolved})
		report, err = b.the().Report(b.Context(), second.Seq)
		b.must(err)
		for _, f := range all(b, report.Resolved(b.Context(), filter)) {
			ids["resolved"] = append(ids["resolved"], f.Finding.ID)
		}
		for _, which := range []string{"open", "findings", "resolved"} {
			if which == "resolved" {
				want = nil
				for _, f := range inOrder(second.AsOf, found, reconcile.Unchanged) {
					if passes(filter, &f) {
						want = append(want, f.ID)
					}
				}
			}
			if diff := cmp.Diff(want, ids[which]); diff != "" {
				t.Fatalf("%s through %+v (-want +got):\n%s", which, filter, diff)
			}
		}
	})
}

func testEmptyReport(b *bench) {
	record := b.storeRun(reconcile.Batch{})
	if got := b.report(record.Seq); len(got) != 0 {
		b.Errorf("report %q, want none", got)
	}
	if got := b.openLines(); len(got) != 0 {
		b.Errorf("open %q, want none", got)
	}
}

// testRecount counts a report again and compares it with what the run listed.
func testRecount(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5)}})
	r := run{found: findings(finding("t1", "a"), finding("t1", "b"), finding("t2", "c"))}
	r.plans = plans(steps("t1", order("s1", 5)), obstructed(steps("t2"), reconcile.Obstacle{Code: reconcile.ObstacleSeatPool}))
	b.runOnce(r)
	r.skipped = []string{"t2"}
	r.found = r.found[:1]
	lease := b.acquire("engine", time.Minute)
	record := b.begin(lease, r)
	tally := reconcile.NewTally(record.AsOf)
	for _, state := range b.scan() {
		batch, changes := r.batch(state, record)
		b.must(lease.Save(b.Context(), record.Seq, batch))
		tally.AddCoverage(&batch.Coverage[0])
		tally.AddPlan(&batch.Plans[0].Plan)
		for i := range changes.Listed {
			tally.AddFinding(&changes.Listed[i].Finding, changes.Listed[i].Delta, changes.Listed[i].State)
		}
		for range changes.Resolved {
			tally.AddResolved()
		}
	}
	record.Summary = tally.Summary()
	b.publish(lease, &record)
	report, err := b.the().Report(b.Context(), record.Seq)
	b.must(err)
	again := reconcile.NewTally(record.AsOf)
	for _, c := range all(b, report.Coverage(b.Context(), reconcile.Filter{})) {
		again.AddCoverage(&c)
	}
	for _, f := range all(b, report.Findings(b.Context(), reconcile.Filter{})) {
		again.AddFinding(&f.Finding, f.Delta, f.State)
	}
	for range all(b, report.Resolved(b.Context(), reconcile.Filter{})) {
		again.AddResolved()
	}
	for _, p := range all(b, report.Plan(b.Context(), reconcile.Filter{})) {
		again.AddPlanned(&p)
	}
	if diff := cmp.Diff(report.Run().Summary, again.Summary()); diff != "" {
		b.Errorf("summary (-of the run +counted again):\n%s", diff)
	}
}

func testBatches(b *bench) {
	for _, n := range []int{1, 199, 200, 201, 1000} {
		b.wipe()
		var found []reconcile.Finding
		for i := range n {
			found = append(found, finding("t1", at(i).String()))
		}
		b.storeRun(reconcile.Batch{Coverage: covered("t1"), Versions: asNew(found)})
		var changed []reconcile.Version
		for _, f := range found {
			f.Severity = reconcile.Low
			changed = append(changed, reconcile.Version{Finding: f, Cause: reconcile.CauseChanged, FirstSeen: at(24)})
		}
		record := b.storeRun(reconcile.Batch{Coverage: covered("t1"), Versions: changed})
		report, err := b.the().Report(b.Context(), record.Seq)
		b.must(err)
		got := all(b, report.Findings(b.Context(), reconcile.Filter{}))
		if len(got) != n {
			b.Fatalf("%d of %d findings", len(got), n)
		}
		for _, f := range got {
			if !f.FirstSeen.Equal(at(24)) || f.Finding.Severity != reconcile.Low {
				b.Fatalf("finding %+v, want it low and first seen in run 1", f)
			}
		}
	}
}

// wipe empties the test's own store.
func (b *bench) wipe() {
	b.Helper()
	b.the()
	b.empty()
}

// empty empties every table.
func (b *bench) empty() {
	b.Helper()
	var statement strings.Builder
	for _, table := range []string{
		"told", "sending", "letter_release", "night_step", "night", "stuck_file",
		"plan_item", "plan_version", "plan_elsewhere", "resolution", "decision", "finding_version", "finding", "coverage_version",
		"coverage_time", "seller_version", "run_job", "run", "lease", "move", "transfer", "subscription_fact", "fact_change",
		"tenant_source", "tenant_rows", "not_read", "sync_pass", "sync_customer", "tenant_fact", "tenant", "offer", "seller", "import",
	} {
		statement.WriteString("delete from " + table + ";")
	}
	b.exec(statement.String())
}
