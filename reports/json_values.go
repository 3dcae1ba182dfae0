package reports

import (
	"handover/reconcile"
)

// The functions below fill the shapes of the JSON report.

func (r *Report) runObject() runObject {
	run := &r.Run
	return runObject{
		ID:         RunID(run),
		AsOf:       Instant(run.AsOf),
		StartedAt:  known(Instant(run.StartedAt)),
		FinishedAt: known(Instant(run.FinishedAt)),
		Status:     string(run.State),
		Trigger:    known(string(run.Trigger)),
		By:         known(run.Actor),
		Reason:     known(run.Reason),
		Jobs:       list(run.Jobs),
		Policy:     known(run.Policy),
		Version:    known(run.Version),
	}
}

func (r *Report) summaryObject() summaryObject {
	s := &r.Summary
	return summaryObject{
		Tenants: s.Tenants, Evaluated: s.Evaluated, NotEvaluated: s.NotEvaluated,
		Subscriptions: s.Subscriptions, Findings: s.Findings,
		ByCode:     occurring(s.ByCode),
		BySeverity: everyOf(reconcile.Severities(), s.BySeverity),
		ByJob:      occurring(s.ByJob),
		ByUrgency:  everyOf(reconcile.Urgencies(), s.ByUrgency),
		ByOwner:    occurring(s.ByOwner),
		Totals:     occurring(s.Totals),
		Delta:      deltaObject(s.Delta),
		Routine:    everyOf(reconcile.Counters(), s.Routine),
		Silenced:   occurring(s.Silenced),
		Exposure:   exposureTotalsOf(s.Exposure),
	}
}

func exposureTotalsOf(sums []reconcile.ExposureSum) []exposureTotals {
	totals := make([]exposureTotals, 0, len(sums))
	for _, sum := range sums {
		totals = append(totals, exposureTotals{
			Code: sum.Code, Currency: sum.Currency, Findings: sum.Findings,
			Amount: reconcile.FormatMinor(sum.Minor, sum.Currency),
		})
	}
	return totals
}

func (r *Report) coverageObject(c *reconcile.Coverage) coverageObject {
	object := coverageObject{
		TenantID: c.TenantID, Name: known(c.Name), Status: coverageStatus(c.Evaluated),
		Reason: known(r.Words.NotEvaluated(c)), Subscriptions: c.Subscriptions,
	}
	if hours, ok := r.DataAge(c); ok {
		object.DataAgeHours = &hours
	}
	return object
}

func coverageStatus(evaluated bool) string {
	if evaluated {
		return "evaluated"
	}
	return "not-evaluated"
}

func (r *Report) findingObject(reported *reconcile.Reported) findingObject {
	f := &reported.Finding
	object := findingObject{
		ID: f.ID, Code: f.Code, Job: f.Job, Severity: f.Severity,
		Urgency: r.Urgency(f.Due), Delta: reported.Delta,
		TenantID: f.TenantID, TenantName: known(f.TenantName),
		SubscriptionID: known(f.SubscriptionID), Subject: known(f.Subject),
		OfferID: known(f.OfferID), OfferName: known(f.OfferName), Owner: f.Owner,
		Due: known(Instant(f.Due.Instant())), DueDay: known(f.Due.Day.String()),
		Message: r.Words.Message(f), Action: r.Words.Action(f),
		Exposure: r.exposureObject(f.Exposure), Evidence: EvidenceByKey(EvidenceOf(f)),
		Assumptions: list(f.Assumptions), Sources: r.Sources(f.Code),
		State: reported.State, PreviousDue: known(Instant(reported.PreviousDue.Instant())),
		FirstSeen: known(Instant(reported.FirstSeen)), LastSeen: known(Instant(reported.LastSeen)),
	}
	if f.Quantity.Known {
		object.Quantity = &f.Quantity.N
	}
	if left := r.DaysLeft(f.Due); left.Known {
		object.DaysLeft = &left.N
	}
	return object
}

func (r *Report) exposureObject(e reconcile.Exposure) *exposureObject {
	if !e.Amount.Known() {
		return nil
	}
	return &exposureObject{Amount: e.Amount.String(), Currency: e.Amount.Currency, Basis: r.Words.Basis(e)}
}

func (r *Report) resolvedObject(resolved *reconcile.ResolvedFinding) resolvedObject {
	f := &resolved.Finding
	return resolvedObject{
		ID: f.ID, Code: f.Code, TenantID: f.TenantID, TenantName: known(f.TenantName),
		SubscriptionID: known(f.SubscriptionID), OfferName: known(f.OfferName),
		Severity: f.Severity, Owner: f.Owner, Due: known(Instant(f.Due.Instant())),
		Exposure: r.exposureObject(f.Exposure), Reason: resolved.Reason,
	}
}

// known gives a text, or null for one that is not known.
func known(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// list gives a list that is never null.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
