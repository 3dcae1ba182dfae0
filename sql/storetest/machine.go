package storetest

import (
	"maps"
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

func machineTests() map[string]func(*bench) {
	return map[string]func(*bench){"any story is told the same way for ever": testMachine}
}

// machine drives a store through random runs and decisions beside a model of
// what it must know, and remembers every report that was ever published.
type machine struct {
	*bench
	world    map[string]reconcile.Finding // what a run finds now
	silenced map[string]bool
	known    map[string]reconcile.KnownFinding
	wrote    map[string]int64     // the run that wrote a finding as it is
	seen     map[string]time.Time // when tenant and job were last evaluated
	reports  map[int64][]reconcile.Reported
	resolved map[int64][]reconcile.ResolvedFinding
	toPlan   map[string]reconcile.TenantPlan // what a run plans now
	planned  map[int64][]reconcile.Planned
	closed   map[string]closing // what the last run of a scope listed
	day      int
	steps    int
}

func testMachine(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		b.wipe()
		b.deliver(delivery{rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5), sub("t3", "s3", 5)}})
		m := &machine{
			bench: b, world: map[string]reconcile.Finding{}, silenced: map[string]bool{},
			known: map[string]reconcile.KnownFinding{}, seen: map[string]time.Time{},
			wrote: map[string]int64{}, reports: map[int64][]reconcile.Reported{}, resolved: map[int64][]reconcile.ResolvedFinding{},
			toPlan: map[string]reconcile.TenantPlan{}, planned: map[int64][]reconcile.Planned{}, closed: map[string]closing{},
		}
		t.Repeat(map[string]func(*rapid.T){
			"the world changes": m.change,
			"a plan changes":    m.replan,
			"a run":             m.publish,
			"a cut-off run":     m.cutOff,
			"a backfill":        m.backfill,
			"a decision":        m.decide,
			"":                  m.sometimes,
		})
		m.check(t)
		for seq := range m.reports {
			m.checkReport(t, seq)
		}
	})
}

// change lets findings come, go, become worse, look different or fall silent.
func (m *machine) change(t *rapid.T) {
	for range rapid.IntRange(1, 4).Draw(t, "changes") {
		f := finding(rapid.SampledFrom([]string{"t1", "t2", "t3"}).Draw(t, "tenant"), rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "subject"))
		f.Job = reconcile.Jobs()[len(f.Subject+f.TenantID)%2]
		f.Severity = rapid.SampledFrom([]reconcile.Severity{reconcile.Critical, reconcile.Low}).Draw(t, "severity")
		f.Due = drawFewDue(t)
		f.OfferName = rapid.SampledFrom([]string{"x", "y"}).Draw(t, "offer name")
		f.Exposure = drawAmount(t)
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			delete(m.world, f.ID)
			delete(m.silenced, f.ID)
		case 1:
			m.world[f.ID], m.silenced[f.ID] = f, true
		default:
			m.world[f.ID], m.silenced[f.ID] = f, false
		}
	}
}

// draw draws a run that finds the world as it is.
func (m *machine) draw(t *rapid.T) run {
	m.day++
	r := run{asOf: m.day, jobs: rapid.SampledFrom([][]reconcile.Job{nil, nil, reconcile.Jobs()[:1], reconcile.Jobs()[1:]}).Draw(t, "jobs")}
	r.tenants = rapid.SampledFrom([][]string{nil, nil, {"t1", "t2"}, {"t3"}}).Draw(t, "tenants")
	r.skipped = rapid.SampledFrom([][]string{nil, nil, {"t1"}, {"t1", "t2", "t3"}}).Draw(t, "skipped")
	for _, tenant := range slices.Sorted(maps.Keys(m.toPlan)) {
		r.plans = append(r.plans, m.toPlan[tenant])
	}
	for _, id := range slices.Sorted(maps.Keys(m.world)) {
		if m.silenced[id] {
			r.silenced = append(r.silenced, m.world[id])
		} else {
			r.found = append(r.found, m.world[id])
		}
	}
	return r
}

func (m *machine) publish(t *rapid.T) {
	r := m.draw(t)
	lease := m.acquire("engine", time.Minute)
	record := m.begin(lease, r)
	var found []reconcile.Reported
	var resolved []reconcile.ResolvedFinding
	var planned []reconcile.TenantPlan
	opening, states := m.scanFor(&record)
	crossing := reconcile.NewCrossing(opening)
	for _, state := range states {
		batch, changes := r.batch(state, record)
		m.must(lease.Save(m.Context(), record.Seq, batch))
		count(&record, &batch)
		planned = append(planned, batch.Plans...)
		found = append(found, m.expect(record, batch.Coverage[0], changes)...)
		crossing.AddTenant(state.Known, &changes, record.Jobs)
		for _, gone := range changes.Resolved {
			resolved = append(resolved, reconcile.ResolvedFinding{Finding: m.known[gone.Finding.ID].Finding, Reason: gone.Reason})
		}
		m.learn(record, changes)
		m.shrink(record, batch.Coverage[0])
	}
	elsewhere := r.elsewhere()
	m.must(lease.Save(m.Context(), record.Seq, elsewhere))
	count(&record, &elsewhere)
	planned = append(planned, elsewhere.Plans...)
	m.checkBridge(t, &record, crossing.Bridge(), found)
	m.bench.publish(lease, &record)
	m.must(lease.Release(m.Context()))
	order := reconcile.OrderAt(record.AsOf)
	slices.SortFunc(found, func(a, b reconcile.Reported) int { return order.Compare(&a, &b) })
	slices.SortFunc(resolved, func(a, b reconcile.ResolvedFinding) int { return order.CompareFindings(&a.Finding, &b.Finding) })
	m.reports[record.Seq], m.resolved[record.Seq] = found, resolved
	fresh := map[string]bool{}
	for _, tenant := range []string{"t1", "t2", "t3"} {
		fresh[tenant] = !r.looks(tenant) || !slices.Contains(r.skipped, tenant)
	}
	lines := listed(planned, r.looks, fresh)
	m.planned[record.Seq] = slices.DeleteFunc(lines, func(p reconcile.Planned) bool { return !p.Passes(reconcile.Filter{Tenants: r.tenants}) })
	m.checkReport(t, record.Seq)
}

// expect returns what the report must say of a tenant.
func (m *machine) expect(record reconcile.Run, coverage reconcile.Coverage, changes reconcile.Changes) []reconcile.Reported {
	if coverage.Evaluated {
		for _, job := range record.Jobs {
			m.seen[coverage.TenantID+string(job)] = record.AsOf
		}
	}
	previous := map[string]reconcile.Due{}
	for _, v := range changes.Versions {
		m.wrote[v.Finding.ID] = record.Seq
		previous[v.Finding.ID] = v.PreviousDue
	}
	var list []reconcile.Reported
	for _, l := range changes.Listed {
		first := record.AsOf
		var before *reconcile.Finding
		var held reconcile.Decision
		if was, ok := m.known[l.Finding.ID]; ok {
			first = was.FirstSeen
			if l.State != reconcile.StateOpen {
				held = was.Held
			}
			if l.Delta == reconcile.Changed {
				before = &was.Finding
			}
		}
		list = append(list, reconcile.Reported{
			Finding: l.Finding, Delta: l.Delta, State: l.State, Held: held, PreviousDue: previous[l.Finding.ID], Previous: before,
			FirstSeen: first, LastSeen: m.seen[coverage.TenantID+string(l.Finding.Job)], SinceRun: m.wrote[l.Finding.ID],
		})
	}
	return list
}

// learn brings the model to what a published run leaves.
func (m *machine) learn(record reconcile.Run, changes reconcile.Changes) {
	for _, v := range changes.Versions {
		was, ok := m.known[v.Finding.ID]
		now := reconcile.KnownFinding{
			Finding: v.Finding, Open: true, Suppressed: v.Cause == reconcile.CauseSuppressed, Held: was.Held, FirstSeen: was.FirstSeen,
		}
		if !ok {
			now.FirstSeen = record.AsOf
		}
		if v.Cause == reconcile.CauseChanged || v.Cause == reconcile.CauseReopened {
			now.Held = reconcile.Decision{}
		}
		m.known[v.Finding.ID] = now
	}
	for _, gone := range changes.Resolved {
		was := m.known[gone.Finding.ID]
		was.Open = false
		m.known[gone.Finding.ID] = was
	}
}

// cutOff leaves a run unpublished: aborted, or killed and cleaned up.
func (m *machine) cutOff(t *rapid.T) {
	r := m.draw(t)
	killed := rapid.Bool().Draw(t, "killed")
	lease := m.acquire("engine", time.Minute)
	record := m.begin(lease, r)
	for _, state := range m.scanOf(r.tenants) {
		batch, _ := r.batch(state, record)
		m.must(lease.Save(m.Context(), record.Seq, batch))
		m.check(t) // nothing of it can be seen
	}
	if !killed {
		m.must(lease.Abort(m.Context(), record.Seq, reconcile.RunFailed, at(1)))
	}
	m.must(lease.Release(m.Context()))
	m.must(m.acquire("next", time.Minute).Release(m.Context()))
}

func (m *machine) backfill(t *rapid.T) {
	r := m.draw(t)
	r.backfill = true
	m.runOnce(r)
}

func (m *machine) decide(t *rapid.T) {
	ids := slices.Sorted(maps.Keys(m.known))
	if len(ids) == 0 {
		return
	}
	id := rapid.SampledFrom(ids).Draw(t, "id")
	if !m.known[id].Open {
		return
	}
	d := reconcile.Decision{
		State: rapid.SampledFrom([]reconcile.FindingState{reconcile.StateAcknowledged, reconcile.StateSnoozed}).Draw(t, "state"),
		Until: reconcile.DayOf(at(24 * (m.day + rapid.IntRange(0, 4).Draw(t, "days")))), Actor: "A", Reason: "R",
	}
	m.must(m.the().Decide(m.Context(), id, d, at(24*m.day)))
	was := m.known[id]
	was.Held = d
	m.known[id] = was
}

// sometimes checks after every third step: the checks take longer than the steps.
func (m *machine) sometimes(t *rapid.T) {
	if m.steps++; m.steps%3 == 0 {
		m.check(t)
	}
}

// check compares what the store knows with the model, and one report with what
// it once said.
func (m *machine) check(t *rapid.T) {
	got := map[string]reconcile.KnownFinding{}
	for _, state := range m.scan() {
		for _, k := range state.Known {
			got[k.Finding.ID] = k
		}
	}
	want := map[string]reconcile.KnownFinding{}
	for id, k := range m.known {
		if !k.Open {
			f := k.Finding
			k = reconcile.KnownFinding{FirstSeen: k.FirstSeen, Finding: reconcile.Finding{
				ID: f.ID, Code: f.Code, Job: f.Job, TenantID: f.TenantID, Subject: f.Subject,
			}}
		}
		want[id] = k
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("known (-want +got):\n%s", diff)
	}
	if seqs := slices.Sorted(maps.Keys(m.reports)); len(seqs) > 0 {
		m.checkReport(t, rapid.SampledFrom(seqs).Draw(t, "an earlier run"))
	}
}

func (m *machine) checkReport(t *rapid.T, seq int64) {
	report, err := m.the().Report(m.Context(), seq)
	m.must(err)
	got := all(m.bench, report.Findings(m.Context(), reconcile.Filter{}))
	if diff := cmp.Diff(m.reports[seq], got); diff != "" {
		t.Fatalf("report of run %d (-want +got):\n%s", seq, diff)
	}
	gone := all(m.bench, report.Resolved(m.Context(), reconcile.Filter{}))
	if diff := cmp.Diff(m.resolved[seq], gone); diff != "" {
		t.Fatalf("resolved of run %d (-want +got):\n%s", seq, diff)
	}
	if diff := cmp.Diff(m.planned[seq], m.plan(seq)); diff != "" {
		t.Fatalf("plan of run %d (-want +got):\n%s", seq, diff)
	}
}
