package storetest

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"handover/reconcile"
	"handover/sql/store"
)

const leaseName = "run"

// breakOff takes the first item of a sequence and no more.
func breakOff[T any](b *bench, seq iter.Seq2[T, error]) {
	b.Helper()
	for _, err := range seq {
		b.must(err)
		return
	}
	b.Error("there is nothing to break off")
}

// finding is one about a tenant; the subject tells one from another.
func finding(tenant, subject string) reconcile.Finding {
	f := reconcile.Finding{
		Code: "auto-renew-on", Job: reconcile.AutoRenewJob, TenantID: tenant, TenantName: "Name of " + tenant,
		Subject: subject, Severity: reconcile.High, Owner: reconcile.OwnerUs, Due: reconcile.DueDay(reconcile.NewDay(2026, 12, 24)),
	}
	f.ID = f.Identify()
	return f
}

func findings(list ...reconcile.Finding) []reconcile.Finding { return list }

// with changes a finding, but not its identity.
func with(f reconcile.Finding, change func(*reconcile.Finding)) reconcile.Finding {
	change(&f)
	return f
}

// run is a reconciliation as the engine does one: it looks at tenants of the
// store, compares what it found with what is known, saves and publishes.
type run struct {
	asOf     int             // days after the first of November; 0: the next one
	jobs     []reconcile.Job // nil: all
	tenants  []string        // nil: all
	skipped  []string        // tenants that are not evaluated
	found    []reconcile.Finding
	silenced []reconcile.Finding
	plans    []reconcile.TenantPlan // of tenants that have something to plan
	backfill bool
}

// runOnce returns the run as it was published.
func (b *bench) runOnce(r run) reconcile.Run {
	b.Helper()
	lease := b.acquire("engine", time.Minute)
	record := b.begin(lease, r)
	for _, batch := range b.batches(r, record) {
		b.must(lease.Save(b.Context(), record.Seq, batch))
		count(&record, &batch)
	}
	b.publish(lease, &record)
	b.must(lease.Release(b.Context()))
	return record
}

// count adds the plans of a batch to the summary of its run.
func count(record *reconcile.Run, batch *reconcile.Batch) {
	tally := reconcile.NewTally(record.AsOf)
	for i := range batch.Plans {
		for _, line := range batch.Plans[i].Lines() {
			if !batch.Plans[i].Elsewhere || line.Passes(reconcile.Filter{Tenants: record.Tenants}) {
				tally.AddPlanned(&line)
			}
		}
	}
	record.Summary.Steps += tally.Summary().Steps
	record.Summary.Obstacles += tally.Summary().Obstacles
}

func (b *bench) acquire(holder string, ttl time.Duration) *store.Lease {
	b.Helper()
	lease, err := b.the().Acquire(b.Context(), leaseName, holder, ttl, b.now)
	b.must(err)
	return lease
}

func (b *bench) begin(lease *store.Lease, r run) reconcile.Run {
	b.Helper()
	record := b.record(r)
	b.must(lease.Begin(b.Context(), &record))
	return record
}

// record is a run that has not begun.
func (b *bench) record(r run) reconcile.Run {
	b.Helper()
	if r.asOf == 0 {
		last, _, err := b.the().LastRun(b.Context())
		b.must(err)
		r.asOf = int(last.Seq) + 1
	}
	record := reconcile.Run{
		AsOf: at(24 * r.asOf), StartedAt: at(24*r.asOf + 1), Trigger: reconcile.TriggerCLI, Actor: "somebody",
		Reason: "a reason", Jobs: r.jobs, Tenants: r.tenants, Policy: "2026-05-04", PolicyHash: "hash", Version: "v1",
	}
	if record.Jobs == nil {
		record.Jobs = reconcile.Jobs()
	}
	if r.backfill {
		record.Line = reconcile.BackfillLine
	}
	return record
}

func (b *bench) publish(lease *store.Lease, record *reconcile.Run) {
	b.Helper()
	record.State, record.FinishedAt = reconcile.RunComplete, record.StartedAt.Add(time.Minute)
	b.must(lease.Publish(b.Context(), record))
}

// batches returns one batch per tenant.
func (b *bench) batches(r run, record reconcile.Run) []reconcile.Batch {
	b.Helper()
	var list []reconcile.Batch
	for _, state := range b.scanOf(r.tenants) {
		if r.backfill {
			state.Known = nil // a line of its own knows nothing
		}
		batch, _ := r.batch(state, record)
		list = append(list, batch)
	}
	return append(list, r.elsewhere(), reconcile.Batch{Sellers: b.sellers()})
}

// looks reports whether a run is asked for a tenant.
func (r *run) looks(tenant string) bool {
	return r.tenants == nil || slices.Contains(r.tenants, tenant)
}

// elsewhere plans the tenants that a run was not asked for and that moves of those
// lead into.
func (r *run) elsewhere() reconcile.Batch {
	var batch reconcile.Batch
	for _, p := range r.plans {
		leads := slices.ContainsFunc(p.Lines(), func(line reconcile.Planned) bool { return slices.Contains(r.tenants, line.MoveTenant()) })
		if leads && !slices.Contains(r.tenants, p.TenantID) {
			p.Elsewhere, p.Evaluated = true, true
			batch.Plans = append(batch.Plans, p)
		}
	}
	return batch
}

func (b *bench) scanOf(ids []string) []reconcile.TenantState {
	b.Helper()
	if ids == nil {
		return b.scan()
	}
	return b.scan(ids...)
}

// batch evaluates one tenant; the changes also hold what the run lists of it.
func (r *run) batch(state reconcile.TenantState, record reconcile.Run) (reconcile.Batch, reconcile.Changes) {
	id, today := state.Tenant.ID, reconcile.DayOf(record.AsOf)
	coverage := reconcile.Coverage{
		TenantID: id, Name: "Name of " + id, Domain: state.Tenant.Domain, Contact: state.Tenant.Contact(), Evaluated: !slices.Contains(r.skipped, id), Subscriptions: len(state.Tenant.Subscriptions),
		Routine: map[reconcile.Counter]int{reconcile.CountNoEnd: 1},
	}
	if !coverage.Evaluated {
		coverage.Reason, coverage.Source, coverage.ObservedAt = reconcile.StaleData, "csv", at(0)
		return reconcile.Batch{Coverage: []reconcile.Coverage{coverage}, Plans: plans(r.planOf(id))}, reconcile.Keep(state.Known, record.Jobs, today)
	}
	var result reconcile.Result
	for _, f := range r.found {
		if f.Exposure = f.Exposure.On(today); f.TenantID == id {
			result.Findings = append(result.Findings, f)
		}
	}
	for _, f := range r.silenced {
		if f.Exposure = f.Exposure.On(today); f.TenantID == id {
			result.Silenced = append(result.Silenced, reconcile.Silenced{Finding: f, By: "another"})
		}
	}
	changes := reconcile.Diff(state.Known, &result, record.Jobs, today)
	coverage.Suppressed = changes.Suppressed
	return reconcile.Batch{
		Coverage: []reconcile.Coverage{coverage}, Versions: changes.Versions, Resolved: changes.Resolved,
		Plans: plans(r.planOf(id)),
	}, changes
}

// report writes what the report of a run says: "t1 a new", "t1 b acknowledged",
// "t1 c resolved fixed", "t1 evaluated" for its coverage, and the lines of its plan.
func (b *bench) report(seq int64) []string {
	b.Helper()
	report, err := b.the().Report(b.Context(), seq)
	b.must(err)
	var lines []string
	for _, c := range all(b, report.Coverage(b.Context(), reconcile.Filter{})) {
		line := c.TenantID + " not evaluated: " + string(c.Reason)
		if c.Evaluated {
			line = c.TenantID + " evaluated"
		}
		lines = append(lines, line)
	}
	for _, f := range all(b, report.Findings(b.Context(), reconcile.Filter{})) {
		lines = append(lines, line(&f))
	}
	for _, f := range all(b, report.Resolved(b.Context(), reconcile.Filter{})) {
		lines = append(lines, fmt.Sprintf("%s %s resolved %s %s", f.Finding.TenantID, f.Finding.Subject, f.Reason, f.Finding.Severity))
	}
	return append(lines, b.planLines(seq)...)
}

// line writes a finding of a report, with the days after the first of November
// on which it was first and last seen.
func line(f *reconcile.Reported) string {
	text := fmt.Sprintf("%s %s %s", f.Finding.TenantID, f.Finding.Subject, f.Delta)
	if f.State != reconcile.StateOpen {
		text += " " + string(f.State)
	}
	if f.Finding.Severity != reconcile.High {
		text += " " + string(f.Finding.Severity)
	}
	if f.PreviousDue.Known() {
		text += " before " + f.PreviousDue.Day.String()
	}
	days := func(t time.Time) int { return int(t.Sub(at(0)) / (24 * time.Hour)) }
	return strings.TrimSpace(fmt.Sprintf("%s %d..%d", text, days(f.FirstSeen), days(f.LastSeen)))
}
