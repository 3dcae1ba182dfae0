package store

import (
	"context"
	"database/sql"
	"iter"

	"handover/reconcile"
)

// These read a page of a report for a comparison with another run: what concerns the
// tenants from one id to another, both included, few enough to be held in memory.

// Page yields the findings that the run lists of the tenants of a page.
func (r *Report) Page(ctx context.Context, first, last string) iter.Seq2[reconcile.Reported, error] {
	return sequence(func(yield func(reconcile.Reported) bool) error {
		return r.store.reading(ctx, r.op("findings"), func(t *tx) error {
			in := span{first, last}
			listed := listing{
				query:   within(r.store.sql.ReportFindings, true),
				decided: heldQuery{run: r.run.Seq, in: in, today: reconcile.DayOf(r.run.AsOf), summary: &r.run.Summary},
			}
			return r.store.reported(ctx, t, &listed, yield)
		})
	})
}

// Hidden yields the findings of the tenants of a page that the run left open and does not
// list, since another one speaks for them: only what identifies them.
func (r *Report) Hidden(ctx context.Context, first, last string) iter.Seq2[reconcile.Finding, error] {
	return stream(ctx, r.store, r.op("silenced findings"), r.store.sql.ReportHidden, span{first, last}.args(r.run.Seq),
		func(rows *sql.Rows) (reconcile.Finding, bool, error) {
			var f reconcile.Finding
			err := rows.Scan(&f.TenantID, &f.ID)
			return f, true, err
		})
}

// ResolvedSince yields what the runs after one, up to this one, have resolved of the
// tenants of a page, the last resolution of a finding last: only what identifies it, and
// the reason.
func (r *Report) ResolvedSince(ctx context.Context, run int64, first, last string) iter.Seq2[reconcile.Resolution, error] {
	return stream(ctx, r.store, r.op("resolutions"), r.store.sql.OpeningResolutions, append([]any{run, r.run.Seq}, span{first, last}.args()...),
		func(rows *sql.Rows) (reconcile.Resolution, bool, error) {
			var resolved reconcile.Resolution
			err := rows.Scan(&resolved.Finding.TenantID, &resolved.Finding.ID, &resolved.Reason)
			return resolved, true, err
		})
}
