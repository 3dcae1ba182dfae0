package json

import (
	"strconv"

	"handover/reconcile"
	"handover/reports"
)

// shaper fills the shapes of what a report holds, and notes whose that is.
type shaper struct {
	*reports.Report
	listed reports.Sellers
}

func newShaper(r *reports.Report) shaper { return shaper{r, reports.NewSellers()} }

func (s shaper) finding(f *reconcile.Reported) Finding {
	s.listed.AddFinding(&f.Finding)
	return FindingOf(&s.Wording, f)
}

func (s shaper) planned(p *reconcile.Planned) any {
	s.listed.AddPlanned(p)
	return PlannedOf(p, s.AsOf)
}

func sellerOf(s *reconcile.Seller) Seller {
	who := s.Contact()
	return Seller{SellerID: s.ID, Name: orNull(s.Name), ContactName: orNull(who.Name), ContactEmail: orNull(who.Email)}
}

// RunOf returns what is known of a run.
func RunOf(run *reconcile.Run) Run {
	return Run{
		ID:         reports.RunID(run),
		AsOf:       reports.Instant(run.AsOf),
		StartedAt:  orNull(reports.Instant(run.StartedAt)),
		FinishedAt: orNull(reports.Instant(run.FinishedAt)),
		Status:     string(run.State),
		Trigger:    orNull(string(run.Trigger)),
		By:         orNull(run.Actor),
		Reason:     orNull(run.Reason),
		Jobs:       list(run.Jobs),
		Policy:     orNull(run.Policy),
		Version:    orNull(run.Version),
	}
}

// RecordOf returns a run with its counts.
func RecordOf(run *reconcile.Run) RunRecord {
	s := &run.Summary
	return RunRecord{
		Run: RunOf(run), Backfill: run.Backfill(), SelectedTenants: list(run.Tenants),
		Summary: SummaryOf(s), Plan: PlanCounts{Steps: s.Steps, Obstacles: s.Obstacles},
	}
}

// SummaryOf returns the counts of a report.
func SummaryOf(s *reconcile.Summary) Summary {
	return Summary{
		Tenants: s.Tenants, Evaluated: s.Evaluated, NotEvaluated: s.NotEvaluated,
		Subscriptions: s.Subscriptions, Findings: s.Findings,
		ByCode:     occurring(s.ByCode),
		BySeverity: everyOf(reconcile.Severities(), s.BySeverity),
		ByJob:      occurring(s.ByJob),
		ByUrgency:  everyOf(reconcile.Urgencies(), s.ByUrgency),
		ByOwner:    occurring(s.ByOwner),
		Totals:     occurring(s.Totals),
		Delta:      Delta(s.Delta),
		Routine:    everyOf(reconcile.Counters(), s.Routine),
		Silenced:   occurring(s.Silenced),
		Exposure:   sumsOf(s.Exposure),
		Money:      moneyOf(s.Money),
		Bridge:     BridgeOf(s.Bridge.Lines),
		Missed:     missedOf(s.Missed),
	}
}

func missedOf(runs []reconcile.MissedRun) []MissedRun {
	missed := make([]MissedRun, 0, len(runs))
	for _, m := range runs {
		missed = append(missed, MissedRun{strconv.FormatInt(m.Seq, 10), reports.Instant(m.AsOf)})
	}
	return missed
}

func sumsOf(sums []reconcile.ExposureSum) []Sum {
	totals := make([]Sum, 0, len(sums))
	for _, sum := range sums {
		totals = append(totals, Sum{
			Code: sum.Code, Kind: sum.Kind, Currency: sum.Currency, Findings: sum.Findings,
			Amount: reconcile.FormatMinor(sum.Minor, sum.Currency),
		})
	}
	return totals
}

func (s shaper) coverage(c *reconcile.Coverage) Coverage {
	object := Coverage{
		TenantID: c.TenantID, Name: orNull(c.Name), Status: coverageStatus(c.Evaluated),
		Reason: orNull(s.Words.CoverageReason(c)), Subscriptions: c.Subscriptions, ChargesOnly: c.ChargesOnly,
		ContactName: orNull(c.Contact.Name), ContactEmail: orNull(c.Contact.Email), DelegatedUntil: orNull(c.DelegatedUntil.String()),
	}
	if hours, ok := s.DataAge(c); ok {
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

// FindingOf returns a finding as its report words it.
func FindingOf(w *reports.Wording, reported *reconcile.Reported) Finding {
	f := &reported.Finding
	object := Finding{
		ID: f.ID, Code: f.Code, Job: f.Job, Severity: f.Severity,
		Urgency: w.Urgency(f.Due), Delta: orNull(reported.Delta),
		TenantID: f.TenantID, TenantName: orNull(f.TenantName),
		SubscriptionID: orNull(f.SubscriptionID), Subject: orNull(f.Subject),
		OfferID: orNull(f.OfferID), OfferName: orNull(f.OfferName), Owner: f.Owner,
		SellerID: orNull(f.SellerID), SellerName: orNull(f.SellerName), Route: orNull(string(f.Way.Route)), Step: nextStepOf(w, &f.Way),
		Due: orNull(reports.Instant(f.Due.Instant())), DueDay: orNull(f.Due.Day.String()),
		Message: w.Words.Message(f), Action: w.Action(f),
		Exposure: exposureOf(w, f.Exposure), Evidence: reports.EvidenceByKey(reports.EvidenceOf(f)),
		Assumptions: list(f.Assumptions), Sources: w.Sources(f.Code),
		State: reported.State, PreviousDue: orNull(reports.Instant(reported.PreviousDue.Instant())),
		FirstSeen: orNull(reports.Instant(reported.FirstSeen)), LastSeen: orNull(reports.Instant(reported.LastSeen)),
	}
	if reported.MissedIn != 0 {
		object.MissedIn = orNull(strconv.FormatInt(reported.MissedIn, 10))
	}
	if f.Quantity.Known {
		object.Quantity = &f.Quantity.N
	}
	if left := w.DaysLeft(f.Due); left.Known {
		object.DaysLeft = &left.N
	}
	return object
}

func nextStepOf(w *reports.Wording, way *reconcile.Way) *NextStep {
	s := &way.Step
	if s.Kind == "" {
		return nil
	}
	return &NextStep{
		Kind: s.Kind, Owner: s.Owner, Planned: orNull(s.When(w.AsOf).String()), LastSafe: orNull(s.LastSafe.Day.String()),
	}
}

func exposureOf(w *reports.Wording, e reconcile.Exposure) *Exposure {
	if !e.Amount.Known() {
		return nil
	}
	return &Exposure{
		Amount: e.Amount.String(), Currency: e.Amount.Currency, Kind: e.Kind, Period: e.Period, Basis: w.Words.Basis(e),
	}
}

func (s shaper) resolved(resolved *reconcile.ResolvedFinding) Resolved {
	f := &resolved.Finding
	return Resolved{
		ID: f.ID, Code: f.Code, TenantID: f.TenantID, TenantName: orNull(f.TenantName),
		SubscriptionID: orNull(f.SubscriptionID), OfferName: orNull(f.OfferName),
		Severity: f.Severity, Owner: f.Owner, Due: orNull(reports.Instant(f.Due.Instant())),
		Exposure: exposureOf(&s.Wording, f.Exposure), Reason: resolved.Reason,
	}
}

// orNull returns a text, or null for one that is not known.
func orNull[T ~string](text T) *T {
	if text == "" {
		return nil
	}
	return &text
}

// list returns a list that is never null.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
