package html

import (
	"iter"

	"handover/reconcile"
	"handover/reports"
)

// action is a row of the table of actions. Codes are for the filters, words for the
// reader.
type action struct {
	reports.Row
	Name string // of the tenant
}

// Actions returns the rows, the most urgent first.
func (p *page) Actions() iter.Seq[action] {
	return func(yield func(action) bool) {
		for i := range p.shown.Rows {
			f := &p.shown.Rows[i]
			if !yield(action{p.Row(f), reports.NameOr(f.Finding.TenantName, f.Finding.TenantID)}) {
				return
			}
		}
	}
}

// Left says how far away the due is.
func (a action) Left() string { return a.Wording.Left(a.DaysLeft()) }

// LocalDue returns the due in the report's zone where that says more than the day.
func (a action) LocalDue() string { return localDue(a.Wording, a.Finding.Due) }

// StateWord names the state where it is not the usual one.
func (a action) StateWord() string {
	if a.State == reconcile.StateOpen {
		return ""
	}
	return a.Wording.Words.State(a.State)
}

// MissedIn says that it was new in reports which were never written.
func (a action) MissedIn() string { return a.Wording.Words.MissedIn(a.Reported) }

// Amount returns the exposure.
func (a action) Amount() string { return a.Wording.AmountText(a.Finding.Exposure.Amount) }

// ActionsLeftOut says how many findings the table shows, where it is not all.
func (p *page) ActionsLeftOut() string { return p.leftOut(len(p.shown.Rows), p.Summary.Findings) }

// localDue returns a due in the report's zone, with the zone; it is empty where
// that is a day of UTC, which says nothing new.
func localDue(w *reports.Wording, due reconcile.Due) string {
	if !due.Known() || due.At.IsZero() && w.Zone.String() == "UTC" {
		return ""
	}
	return w.Zoned(due.Instant())
}

// Untold returns the findings that were new in reports which were never written.
func (p *page) Untold() iter.Seq[action] {
	return func(yield func(action) bool) {
		for i := range p.missed.Rows {
			f := &p.missed.Rows[i]
			if !yield(action{p.Row(f), reports.NameOr(f.Finding.TenantName, f.Finding.TenantID)}) {
				return
			}
		}
	}
}

// UntoldLeftOut says how many of them are shown, where it is not all.
func (p *page) UntoldLeftOut() string { return p.leftOut(len(p.missed.Rows), p.Missed) }

// different is a finding that has changed.
type different struct {
	*reconcile.Finding
	Name, Title string
	Differences []string
}

// Changed returns the findings that have changed.
func (p *page) Changed() []different {
	var list []different
	for i := range p.changed.Rows {
		f := &p.changed.Rows[i].Finding
		list = append(list, different{
			f, reports.NameOr(f.TenantName, f.TenantID), p.Words.Title(f.Code), p.Differences(&p.changed.Rows[i]),
		})
	}
	return list
}

// ChangedLeftOut says how many of them are shown, where it is not all.
func (p *page) ChangedLeftOut() string {
	return p.leftOut(len(p.changed.Rows), p.Summary.Delta.Changed)
}

// gone is a resolved finding.
type gone struct {
	*reconcile.Finding
	Name, Title, Severity, Reason, Amount string
}

// Resolved returns the findings that are no longer there.
func (p *page) Resolved() []gone {
	var list []gone
	for i := range p.resolved.Rows {
		f := &p.resolved.Rows[i].Finding
		list = append(list, gone{
			f, reports.NameOr(f.TenantName, f.TenantID), p.Words.Title(f.Code), p.Words.Severity(f.Severity),
			p.Words.Resolved(p.resolved.Rows[i].Reason), p.AmountText(f.Exposure.Amount),
		})
	}
	return list
}

// ResolvedLeftOut says how many of them are shown, where it is not all.
func (p *page) ResolvedLeftOut() string {
	return p.leftOut(len(p.resolved.Rows), p.Summary.Delta.Resolved)
}

// covered is a tenant in the table of the coverage.
type covered struct {
	reconcile.Coverage
	Name, Status, Why, Age string
}

// Coverage returns the tenants, those that were not evaluated first.
func (p *page) Coverage() iter.Seq[covered] {
	return func(yield func(covered) bool) {
		for _, list := range [][]reconcile.Coverage{p.refused.Rows, p.accepted.Rows} {
			for i := range list {
				if !yield(p.covered(&list[i])) {
					return
				}
			}
		}
	}
}

func (p *page) covered(c *reconcile.Coverage) covered {
	return covered{
		*c, reports.NameOr(c.Name, c.TenantID), p.Words.CoverageStatus(c.Evaluated), p.Words.CoverageReason(c), p.ageOf(c),
	}
}

// ageOf returns the age of a tenant's data in hours, or nothing.
func (p *page) ageOf(c *reconcile.Coverage) string {
	hours, ok := p.DataAge(c)
	if !ok {
		return ""
	}
	return p.Number(hours)
}

// CoverageLeftOut says how many tenants are shown, where it is not all.
func (p *page) CoverageLeftOut() string {
	return p.leftOut(len(p.refused.Rows)+len(p.accepted.Rows), p.Summary.Tenants)
}
