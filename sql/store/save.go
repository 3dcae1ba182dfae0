package store

import (
	"context"
	"fmt"
	"math"
	"time"

	"handover/reconcile"
)

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
	err := w.sellers(ctx, batch.Sellers)
	if err != nil {
		return err
	}
	err = w.coverage(ctx, batch.Coverage)
	if err != nil {
		return err
	}
	err = w.findings(ctx, batch.Versions)
	if err != nil {
		return err
	}
	err = w.versions(ctx, batch.Versions)
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
	return w.held(ctx, batch.Held)
}

// findings stores what makes each finding of the batch this one, once for ever.
func (w *writer) findings(ctx context.Context, versions []reconcile.Version) error {
	rows := w.tx.bulk(w.store.sql.FindingAdd)
	for i := range versions {
		f := &versions[i].Finding
		err := rows.add(ctx, f.TenantID, f.ID, f.SubscriptionID, f.Subject, string(f.Code), string(f.Job),
			f.TermEnd.String(), w.seq)
		if err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

func (w *writer) versions(ctx context.Context, versions []reconcile.Version) error {
	rows := w.tx.bulk(w.store.sql.VersionAdd)
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
		dayMinor, dayParts, dayLast := shareColumns(f.Exposure.Share)
		err = rows.add(ctx, f.TenantID, f.ID, w.run.line, w.seq, presentRun, string(v.Cause), string(f.Severity), int64(f.Severity.Rank()),
			string(f.Owner), dueAt, wholeDay, currency, minor, dayMinor, dayParts, dayLast,
			f.TenantName, f.SellerID, seen, text)
		if err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

func (w *writer) resolutions(ctx context.Context, resolved []reconcile.Resolution) error {
	rows := w.tx.bulk(w.store.sql.ResolutionAdd)
	for i := range resolved {
		err := rows.add(ctx, w.seq, resolved[i].Finding.TenantID, resolved[i].Finding.ID, string(resolved[i].Reason))
		if err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

// held stores decisions as the last that the run could know.
func (w *writer) held(ctx context.Context, held []reconcile.KnownFinding) error {
	for i := range held {
		finding := findingKey{held[i].Finding.TenantID, held[i].Finding.ID}
		err := w.store.addDecision(ctx, w.tx, finding, held[i].Held, time.Unix(w.run.asOf, 0), w.seq)
		if err != nil {
			return err
		}
	}
	return nil
}
