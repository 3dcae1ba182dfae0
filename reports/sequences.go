package reports

import (
	"context"
	"fmt"
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

// FindingsByTenants yields the findings of some tenants at a time, those of each part
// the most urgent first. All of a tenant are in one part.
func (r *Report) FindingsByTenants(ctx context.Context) iter.Seq2[iter.Seq2[reconcile.Reported, error], error] {
	return func(yield func(iter.Seq2[reconcile.Reported, error], error) bool) {
		n := 0
		for page, err := range r.part.pages(ctx, r.source) {
			findings := until(ctx, "findings", r.part.findings(ctx, r.source, page))
			if !yield(each(findings, func(*reconcile.Reported) { n++ }), err) || err != nil {
				return
			}
		}
		if n != r.Summary.Findings {
			yield(nil, fmt.Errorf("read findings by tenants: the run counted %d and holds %d", r.Summary.Findings, n))
		}
	}
}

// FindingsThat yields the findings that somebody wants.
func (r *Report) FindingsThat(ctx context.Context, wanted func(*reconcile.Reported) bool) iter.Seq2[reconcile.Reported, error] {
	return only(r.Findings(ctx), wanted)
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

// Plan yields the obstacles and the steps of the plan.
func (r *Report) Plan(ctx context.Context) iter.Seq2[reconcile.Planned, error] {
	return whole(ctx, "lines of the plan", r.Summary.Steps+r.Summary.Obstacles, r.part.plan(ctx, r.source))
}
