package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"time"

	"handover/reconcile"
)

// Report is what a published run found, as it was in the run. It never changes.
// Each of its sequences reads in a transaction of its own, may be ranged over
// again and at the same time as others.
type Report struct {
	store *Store
	run   reconcile.Run
}

// Report returns the report of a run: ErrNoRun where there is none, and
// ErrNotPublished where the run is not complete or partial.
func (s *Store) Report(ctx context.Context, seq int64) (*Report, error) {
	run, ok, err := s.Run(ctx, seq)
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return nil, fmt.Errorf("read the report of run %d: %w", seq, ErrNoRun)
	case !run.Published():
		return nil, fmt.Errorf("read the report of run %d: %w: it is %s", seq, ErrNotPublished, run.State)
	}
	return &Report{store: s, run: run}, nil
}

// Run returns the record of the run.
func (r *Report) Run() reconcile.Run { return r.run }

// Coverage yields the tenants that the run looked at, by id. Of the filter only
// the tenants count.
func (r *Report) Coverage(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Coverage, error] {
	return stream(ctx, r.store, r.op("tenants"), r.store.sql.ReportCoverage, r.span(filter).args(r.run.Seq),
		func(rows *sql.Rows) (reconcile.Coverage, bool, error) {
			c, err := scanCoverage(rows)
			return c, filter.PassesTenant(c.TenantID), err
		})
}

// Findings yields the findings that the run lists, in the order of
// reconcile.Order.
func (r *Report) Findings(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return sequence(func(yield func(reconcile.Reported) bool) error {
		return r.store.reading(ctx, r.op("findings"), func(t *tx) error {
			in := r.span(filter)
			listed := listing{
				query: within(r.store.sql.ReportFindings, in.one() || len(r.run.Tenants) > 0), filter: filter,
				decided: heldQuery{run: r.run.Seq, in: in, today: reconcile.DayOf(r.run.AsOf), summary: &r.run.Summary},
			}
			return r.store.reported(ctx, t, &listed, yield)
		})
	})
}

// Resolved yields what the run found no longer, with the content it had before,
// in the order of reconcile.Order.
func (r *Report) Resolved(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.ResolvedFinding, error] {
	return stream(ctx, r.store, r.op("resolved findings"), r.store.sql.ReportResolved, r.span(filter).args(r.run.Line, r.run.Seq),
		func(rows *sql.Rows) (reconcile.ResolvedFinding, bool, error) {
			var resolved reconcile.ResolvedFinding
			f, err := scanFinding(rows, &resolved.Reason)
			resolved.Finding = f.Finding
			return resolved, filter.Passes(&resolved.Finding), err
		})
}

// Silenced yields the findings that were open before the run and for which since
// then another one speaks, with the content they had before, in the order of
// reconcile.Order.
func (r *Report) Silenced(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Finding, error] {
	return stream(ctx, r.store, r.op("silenced findings"), r.store.sql.ReportSilenced, r.span(filter).args(r.run.Seq),
		func(rows *sql.Rows) (reconcile.Finding, bool, error) {
			f, err := scanFinding(rows)
			return f.Finding, filter.Passes(&f.Finding), err
		})
}

// endedWithin is for how long a report tells what is listed no longer: seven nights, with
// that of the run which listed it no longer.
const endedWithin = 7 * 24 * time.Hour

// Ended yields the findings that the runs of a week before this one listed no longer,
// resolved or silenced, and that none has listed since, with the content they had before,
// in the order of reconcile.Order.
func (r *Report) Ended(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Finding, error] {
	return stream(ctx, r.store, r.op("ended findings"), r.store.sql.ReportEnded, r.span(filter).args(int64(endedWithin/time.Second), r.run.Seq),
		func(rows *sql.Rows) (reconcile.Finding, bool, error) {
			f, err := scanFinding(rows)
			return f.Finding, filter.Passes(&f.Finding), err
		})
}

func (r *Report) op(what string) string {
	return fmt.Sprintf("read the %s of run %d", what, r.run.Seq)
}

// span is spanOf for a filter, or for the tenants that the run was asked for where the
// filter names none.
func (r *Report) span(filter reconcile.Filter) span {
	if len(filter.Tenants) == 0 {
		return spanOf(r.run.Tenants)
	}
	return spanOf(filter.Tenants)
}

// spanOf narrows a query to the tenants of a filter, which then looks closer at what is
// between them, and at all else.
func spanOf(tenants []string) span {
	if len(tenants) == 0 {
		return span{"", lastText}
	}
	return span{slices.Min(tenants), slices.Max(tenants)}
}

// scanReported reads a finding as it was after a run.
func scanReported(rows *sql.Rows, run int64, summary *reconcile.Summary) (reconcile.Reported, error) {
	var from, to int64
	var cause reconcile.Cause
	var evaluated bool
	var previous versionRow
	var before sql.NullInt64
	f, err := scanFinding(rows, append([]any{&from, &cause, &to, &evaluated, &before}, places(&previous)...)...)
	if err != nil {
		return reconcile.Reported{}, err
	}
	reported := reconcile.Reported{
		Finding: f.Finding, Delta: deltaOf(evaluated, from == run, cause),
		FirstSeen: f.FirstSeen, LastSeen: f.Seen, SinceRun: from,
	}
	if from == run {
		reported.PreviousDue = f.PreviousDue
	}
	if summary != nil && reported.Delta != reconcile.New {
		reported.MissedIn = summary.MissedIn(from, f.FirstSeen)
	}
	if previous.there() { // only of what this run found changed
		was := storedFinding{Finding: identityOf(&f.Finding)}
		err := was.fill(&previous, before)
		if err != nil {
			return reconcile.Reported{}, err
		}
		reported.Previous = &was.Finding
	}
	return reported, nil
}

func deltaOf(evaluated, written bool, cause reconcile.Cause) reconcile.Delta {
	switch {
	case !evaluated:
		return reconcile.NotEvaluated
	case !written:
		return reconcile.Unchanged
	}
	switch cause {
	case reconcile.CauseNew:
		return reconcile.New
	case reconcile.CauseChanged:
		return reconcile.Changed
	case reconcile.CauseReopened:
		return reconcile.Reopened
	default:
		return reconcile.Unchanged
	}
}
