package jobs

import (
	"context"
	"iter"
	"time"

	"handover/reconcile"
)

// way is how a run is kept: what it reads, where it goes, and what of the judgements
// is stored. It is chosen once, by what is asked for.
type way struct {
	snapshot Snapshot
	ledger   Ledger
	keep     func(*keeper, *judgement)
}

func wayOf(request *Request, snapshot Snapshot, ledger Ledger) way {
	switch {
	case request.PlanOnly:
		return way{snapshot, &rehearsal{Ledger: ledger}, (*keeper).tenant}
	case request.DryRun:
		r := &rehearsal{Ledger: ledger}
		return way{recalled{snapshot}, r, func(k *keeper, j *judgement) {
			k.size += r.recall(j.known)
			k.findings(j)
		}}
	case request.Backfill:
		return way{beside{snapshot}, ledger, (*keeper).findings}
	default:
		return way{snapshot, ledger, (*keeper).findings}
	}
}

// beside is what a backfill reads: it stands beside the history and is compared with
// nothing.
type beside struct{ Snapshot }

func (b beside) Tenants(ctx context.Context, ids []string) iter.Seq2[reconcile.TenantState, error] {
	return func(yield func(reconcile.TenantState, error) bool) {
		for state, err := range b.Snapshot.Tenants(ctx, ids) {
			state.Known = nil
			if !yield(state, err) {
				return
			}
		}
	}
}

func (beside) Opening(context.Context, []reconcile.Job, []string) (int64, error) { return 0, nil }

func (beside) Missed(context.Context) ([]reconcile.MissedRun, error) { return nil, nil }

func (beside) Trend(context.Context, time.Time) ([]reconcile.TrendPoint, error) { return nil, nil }

// recalled is what a dry run reads. Its ledger cannot tell when a finding was last seen,
// so that an amount which shrinks from day to day is taken as it was then.
type recalled struct{ Snapshot }

func (r recalled) Tenants(ctx context.Context, ids []string) iter.Seq2[reconcile.TenantState, error] {
	return func(yield func(reconcile.TenantState, error) bool) {
		for state, err := range r.Snapshot.Tenants(ctx, ids) {
			for i := range state.Known {
				state.Known[i].Finding.Exposure.Share = reconcile.DayShare{}
			}
			if !yield(state, err) {
				return
			}
		}
	}
}

// rehearsal is where a dry run goes: the ledger of an empty store, which is given the
// history that it lacks as a run of its own. The dry run is then stored and shown
// like any other, with the number 0.
type rehearsal struct {
	Ledger
	past  reconcile.Run
	batch reconcile.Batch // of the past
}

// pastRun is the number of the past: the next one is 0.
const pastRun = -1

// recall takes what is open of the findings that earlier runs left, with what has been
// decided about them, and returns how many there are.
func (r *rehearsal) recall(known []reconcile.KnownFinding) (n int) {
	for i := range known {
		was := &known[i]
		if !was.Open {
			continue
		}
		version := reconcile.Version{Finding: was.Finding, Cause: reconcile.CauseNew, FirstSeen: was.FirstSeen}
		if was.Suppressed {
			version.Cause = reconcile.CauseSuppressed
		}
		r.batch.Versions = append(r.batch.Versions, version)
		if was.Held.State != "" {
			r.batch.Held = append(r.batch.Held, *was)
		}
		n++
	}
	return n
}

func (r *rehearsal) Begin(ctx context.Context, run *reconcile.Run) error {
	r.past = *run
	r.past.Seq = pastRun
	if err := r.Ledger.Begin(ctx, &r.past); err != nil {
		return err
	}
	return r.Ledger.Begin(ctx, run)
}

func (r *rehearsal) Save(ctx context.Context, seq int64, batch reconcile.Batch) error {
	if len(r.batch.Versions) > 0 {
		if err := r.Ledger.Save(ctx, pastRun, r.batch); err != nil {
			return err
		}
		r.batch = reconcile.Batch{}
	}
	return r.Ledger.Save(ctx, seq, batch)
}

func (r *rehearsal) Publish(ctx context.Context, run *reconcile.Run) error {
	r.past.State, r.past.FinishedAt = run.State, run.FinishedAt
	if err := r.Ledger.Publish(ctx, &r.past); err != nil {
		return err
	}
	return r.Ledger.Publish(ctx, run)
}
