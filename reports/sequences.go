package reports

import (
	"context"
	"iter"

	"handover/reconcile"
)

// The sequences of a report deliver exactly as many rows as its summary counts, or
// an error.

// Coverage yields the tenants.
func (r *Report) Coverage(ctx context.Context) iter.Seq2[reconcile.Coverage, error] {
	return whole(ctx, "tenants", r.Summary.Tenants, r.part.coverage(ctx, r.source))
}

// Findings yields the findings, the most urgent first.
func (r *Report) Findings(ctx context.Context) iter.Seq2[reconcile.Reported, error] {
	return whole(ctx, "findings", r.Summary.Findings, r.part.findings(ctx, r.source, r.part.filter))
}

// FindingsByTenant yields the findings, those of a tenant together and the most urgent
// first of them.
func (r *Report) FindingsByTenant(ctx context.Context) iter.Seq2[reconcile.Reported, error] {
	return whole(ctx, "findings by tenant", r.Summary.Findings, r.part.findingsByTenant(ctx, r.source))
}

// FindingsThat yields the findings that somebody wants.
func (r *Report) FindingsThat(ctx context.Context, wanted func(*reconcile.Reported) bool) iter.Seq2[reconcile.Reported, error] {
	return Only(r.Findings(ctx), wanted)
}

// MissedFindings yields the findings that were new in reports which were never written.
func (r *Report) MissedFindings(ctx context.Context) iter.Seq2[reconcile.Reported, error] {
	return r.FindingsThat(ctx, func(f *reconcile.Reported) bool { return f.MissedIn != 0 })
}

// FindingsOf yields the findings of one job.
func (r *Report) FindingsOf(ctx context.Context, job reconcile.Job) iter.Seq2[reconcile.Reported, error] {
	filter := r.part.filter
	filter.Job = job
	return whole(ctx, string(job)+" findings", r.Summary.ByJob[job], r.part.findings(ctx, r.source, filter))
}

// FindingsWith yields the findings of one code, of which there are some.
func (r *Report) FindingsWith(ctx context.Context, code reconcile.Code) iter.Seq2[reconcile.Reported, error] {
	filter := r.part.filter
	filter.Code = code
	return whole(ctx, string(code)+" findings", r.Summary.ByCode[code], r.part.findings(ctx, r.source, filter))
}

// Resolved yields the findings that are no longer there.
func (r *Report) Resolved(ctx context.Context) iter.Seq2[reconcile.ResolvedFinding, error] {
	return whole(ctx, "resolved findings", r.Summary.Delta.Resolved, r.part.resolved(ctx, r.source))
}

// Silenced yields the findings that the run silenced, which no summary counts.
func (r *Report) Silenced(ctx context.Context) iter.Seq2[reconcile.Finding, error] {
	return r.part.silenced(ctx, r.source)
}

// Ended yields the findings that the runs of a week before this one listed no longer and
// none has listed since, which no summary counts.
func (r *Report) Ended(ctx context.Context) iter.Seq2[reconcile.Finding, error] {
	return each(r.source.Ended(ctx, r.part.filter), r.part.redact)
}

// Plan yields the obstacles and the steps of the plan.
func (r *Report) Plan(ctx context.Context) iter.Seq2[reconcile.Planned, error] {
	return whole(ctx, "lines of the plan", r.Summary.Steps+r.Summary.Obstacles, r.part.plan(ctx, r.source))
}
