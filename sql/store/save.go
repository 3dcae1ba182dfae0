package store

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"handover/reconcile"
)

// priorRun is the number under which a dry run keeps what earlier runs of the
// user's database found and decided: it comes before the dry run's own 0.
const priorRun = -1

// presentRun ends the versions that are the present content of their findings:
// no run reaches it.
const presentRun = math.MaxInt64

// Save commits a batch of a running run. It stays invisible until the run is
// published.
func (l *Lease) Save(ctx context.Context, seq int64, batch reconcile.Batch) error {
	return l.writing(ctx, fmt.Sprintf("save a batch of run %d", seq), func(t *tx) error {
		run, err := l.running(ctx, t, seq)
		if err != nil {
			return err
		}
		w := writer{store: l.store, tx: t, seq: seq, run: run}
		return w.write(ctx, &batch)
	})
}

// writer stores one batch.
type writer struct {
	store *Store
	tx    *tx
	seq   int64
	run   begunRun
}

func (w *writer) write(ctx context.Context, batch *reconcile.Batch) error {
	err := w.coverage(ctx, batch.Coverage)
	if err != nil {
		return err
	}
	err = w.findings(ctx, batch)
	if err != nil {
		return err
	}
	err = w.versions(ctx, priorRun, batch.Prior)
	if err != nil {
		return err
	}
	err = w.versions(ctx, w.seq, batch.Versions)
	if err != nil {
		return err
	}
	err = w.resolutions(ctx, batch.Resolved)
	if err != nil {
		return err
	}
	err = w.plans(ctx, batch.Plans)
	if err != nil {
		return err
	}
	return w.held(ctx, batch)
}

func (w *writer) coverage(ctx context.Context, coverage []reconcile.Coverage) error {
	rows := w.tx.bulk(w.store.sql.CoverageAdd, 13)
	for i := range coverage {
		c := &coverage[i]
		routine, err := json.Marshal(c.Routine)
		if err != nil {
			return fmt.Errorf("%s: write the counters of tenant %s: %w", w.tx.op, c.TenantID, err)
		}
		silenced, err := json.Marshal(c.Silenced)
		if err != nil {
			return fmt.Errorf("%s: write the counters of tenant %s: %w", w.tx.op, c.TenantID, err)
		}
		err = rows.add(ctx, w.seq, c.TenantID, c.Name, truth(c.Evaluated), string(c.Reason), c.Source,
			seconds(c.ObservedAt), int64(c.Subscriptions), c.Seats, int64(c.WithFindings), int64(c.Suppressed),
			string(routine), string(silenced))
		if err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

// findings stores what makes each finding of the batch this one, once for ever.
func (w *writer) findings(ctx context.Context, batch *reconcile.Batch) error {
	rows := w.tx.bulk(w.store.sql.FindingAdd, 8)
	for _, versions := range [][]reconcile.Version{batch.Prior, batch.Versions} {
		for i := range versions {
			f := &versions[i].Finding
			err := rows.add(ctx, f.TenantID, f.ID, f.SubscriptionID, f.Subject, string(f.Code), string(f.Job),
				f.TermEnd.String(), w.seq)
			if err != nil {
				return err
			}
		}
	}
	return rows.flush(ctx)
}

func (w *writer) versions(ctx context.Context, from int64, versions []reconcile.Version) error {
	rows := w.tx.bulk(w.store.sql.VersionAdd, 17)
	for i := range versions {
		v := &versions[i]
		f := &v.Finding
		seen := w.run.asOf
		if !v.FirstSeen.IsZero() {
			seen = v.FirstSeen.Unix()
		}
		text, err := contentOf(v)
		if err != nil {
			return err
		}
		dueAt, wholeDay := dueColumns(f.Due)
		currency, minor := exposureColumns(f.Exposure.Amount)
		err = rows.add(ctx, f.TenantID, f.ID, w.run.line, from, presentRun, string(v.Cause), string(f.Severity), int64(f.Severity.Rank()),
			string(f.Owner), dueAt, wholeDay, currency, minor, f.TenantName, f.SellerID, seen, text)
		if err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

func (w *writer) resolutions(ctx context.Context, resolved []reconcile.Resolution) error {
	rows := w.tx.bulk(w.store.sql.ResolutionAdd, 4)
	for i := range resolved {
		err := rows.add(ctx, w.seq, resolved[i].Finding.TenantID, resolved[i].Finding.ID, string(resolved[i].Reason))
		if err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

// held stores the decisions that a dry run brings from the user's database, about
// findings of the same batch.
func (w *writer) held(ctx context.Context, batch *reconcile.Batch) error {
	tenants := map[string]string{}
	for i := range batch.Versions {
		tenants[batch.Versions[i].Finding.ID] = batch.Versions[i].Finding.TenantID
	}
	for _, held := range batch.Held {
		finding := findingKey{tenants[held.ID], held.ID}
		err := w.store.addDecision(ctx, w.tx, finding, held.Decision, time.Unix(w.run.asOf, 0), priorRun)
		if err != nil {
			return err
		}
	}
	return nil
}
