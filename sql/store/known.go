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
	return n.tx.each(ctx, n.store.sql.FindingKnown, append(in.args(in.args(n.last)...), n.last), func(rows *sql.Rows) (bool, error) {
		known, err := scanKnown(rows)
		if state := page[known.Finding.TenantID]; err == nil && state != nil {
			state.Known = append(state.Known, known)
		}
		return true, err
	})
}

func scanKnown(rows *sql.Rows) (reconcile.KnownFinding, error) {
	var cause reconcile.Cause
	var to int64
	var held reconcile.Decision
	var until string
	f, err := scanFinding(rows, &cause, &to, &held.State, &until, &held.Actor, &held.Reason)
	if err != nil {
		return reconcile.KnownFinding{}, err
	}
	known := reconcile.KnownFinding{Finding: f.Finding, Open: to == presentRun, FirstSeen: f.FirstSeen}
	if !known.Open {
		known.Finding = identityOf(&f.Finding)
		return known, nil
	}
	known.Suppressed = cause == reconcile.CauseSuppressed
	if held.State != "" {
		held.Until, err = day(until)
		known.Held = held
	}
	return known, err
}

// identityOf leaves of a finding what makes it this one.
func identityOf(f *reconcile.Finding) reconcile.Finding {
	return reconcile.Finding{
		ID: f.ID, Code: f.Code, Job: f.Job, TenantID: f.TenantID, SubscriptionID: f.SubscriptionID,
		Subject: f.Subject, TermEnd: f.TermEnd,
	}
}
