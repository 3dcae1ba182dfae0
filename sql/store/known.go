package store

import (
	"context"
	"database/sql"

	"handover/reconcile"
)

// known reads every finding that the history of the store holds of the tenants:
// whole where it is open, else its identity.
func (s *scan) known(ctx context.Context, in span, page map[string]*reconcile.TenantState) error {
	n := s.snapshot
	held, err := n.store.held(ctx, n.tx, heldQuery{run: n.last, in: in, since: true})
	if err != nil {
		return err
	}
	opened, err := s.openings(ctx, in)
	if err != nil {
		return err
	}
	return n.tx.each(ctx, n.store.sql.FindingKnown, append(in.args(in.args(n.last, opened.run)...), n.last), func(rows *sql.Rows) (bool, error) {
		known, err := scanKnown(rows, &opened)
		if known.Open {
			known.Held = held[keyOf(&known.Finding)]
		}
		if state := page[known.Finding.TenantID]; err == nil && state != nil {
			state.Known = append(state.Known, known)
		}
		return true, err
	})
}

func scanKnown(rows *sql.Rows, opened *openings) (reconcile.KnownFinding, error) {
	var cause reconcile.Cause
	var from, to int64
	var opening sql.NullInt64
	f, err := scanFinding(rows, &opening, &cause, &from, &to)
	if err != nil {
		return reconcile.KnownFinding{}, err
	}
	known := reconcile.KnownFinding{Finding: f.Finding, Open: to == presentRun, FirstSeen: f.FirstSeen}
	opened.add(&known, cause, from, to, f.Exposure.On(dayOf(opening)))
	if !known.Open {
		known.Finding = identityOf(&f.Finding)
		return known, nil
	}
	known.Suppressed = cause == reconcile.CauseSuppressed
	return known, nil
}

// identityOf leaves of a finding what makes it this one.
func identityOf(f *reconcile.Finding) reconcile.Finding {
	return reconcile.Finding{
		ID: f.ID, Code: f.Code, Job: f.Job, TenantID: f.TenantID, SubscriptionID: f.SubscriptionID,
		Subject: f.Subject, TermEnd: f.TermEnd,
	}
}
