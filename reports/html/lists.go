package html

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reports"
)

// action is a row of the table of actions. Codes are for the filters, words for the
// reader.
type action struct {
	reports.Row
	Name string // of the tenant
}

// mostAtOnce is how many rows of the tables of actions and customers are there at once;
// those after them come in pieces, since a browser takes long for thousands.
const mostAtOnce = 300

// Actions returns the rows that are there at once, the most urgent first.
func (p *page) Actions() iter.Seq[action] {
	return p.rows(p.shown.Rows[:min(len(p.shown.Rows), mostAtOnce)])
}

// HeldBack returns the rows that come in pieces, and nil where there are none.
func (p *page) HeldBack() iter.Seq[action] {
	if len(p.shown.Rows) <= mostAtOnce {
		return nil
	}
	return p.rows(p.shown.Rows[mostAtOnce:])
}

// mostPrinted is how many rows of the table of actions are printed; the style sheet says
// so too.
const mostPrinted = 25

// MostPrinted returns how many rows of the table of actions are printed.
func (p *page) MostPrinted() int { return mostPrinted }

// PrintedNote says how many rows are printed, where it is not all.
func (p *page) PrintedNote() string { return p.leftOut(mostPrinted, p.Summary.Findings) }

// HeldBackNote says how many rows are there for a reader without the script.
func (p *page) HeldBackNote() string { return p.leftOut(mostAtOnce, len(p.shown.Rows)) }

func (p *page) rows(findings []reconcile.Reported) iter.Seq[action] {
	return func(yield func(action) bool) {
		for i := range findings {
			f := &findings[i]
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

// Who names who acts.
func (a action) Who() string { return a.Wording.Who(a.Finding.Owner, a.Finding.SellerName) }

// Product names what the subscription is; a finding about the whole customer has none.
func (a action) Product() string {
	return a.Wording.Words.Product(reports.OfferOf(a.Finding.OfferName, a.Finding.OfferID, ""), a.Finding.Quantity)
}

// KindWord names the kind of the money, where there is an amount.
func (a action) KindWord() string {
	if !a.Finding.Exposure.Amount.Known() {
		return ""
	}
	return a.Wording.Words.MoneyKind(a.Finding.Exposure.Kind)
}

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
func (p *page) Untold() iter.Seq[action] { return p.rows(p.missed.Rows) }

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
	why := []string{p.Words.CoverageReason(c)}
	if c.DelegatedUntil.Known() {
		why = append(why, p.Pair(p.Heading("delegated_until"), p.DayText(c.DelegatedUntil)))
	}
	return covered{
		*c, reports.NameOr(c.Name, c.TenantID), p.Words.CoverageStatus(c.Evaluated), strings.TrimSpace(strings.Join(why, " ")), p.DataAgeText(c),
	}
}

// CoverageLeftOut says how many tenants are shown, where it is not all.
func (p *page) CoverageLeftOut() string {
	return p.leftOut(len(p.refused.Rows)+len(p.accepted.Rows), p.Summary.Tenants)
}

// Sellers counts the findings that are shown by who sold their subscriptions.
func (p *page) Sellers() []reports.Counted {
	sellers := map[string]*reports.Counted{}
	for i := range p.shown.Rows {
		f := &p.shown.Rows[i].Finding
		if f.SellerID == "" {
			continue
		}
		if sellers[f.SellerID] == nil {
			sellers[f.SellerID] = &reports.Counted{Code: f.SellerID, Word: reports.NameOr(f.SellerName, f.SellerID)}
		}
		sellers[f.SellerID].N++
	}
	list := make([]reports.Counted, 0, len(sellers))
	for _, s := range sellers {
		list = append(list, *s)
	}
	slices.SortFunc(list, func(a, b reports.Counted) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Word, b.Word), cmp.Compare(a.Code, b.Code))
	})
	return list
}

// Days counts the findings that are shown by the day on which they are due, the first day
// first.
func (p *page) Days() []reports.Counted {
	days := map[reconcile.Day]int{}
	for i := range p.shown.Rows {
		if day := p.shown.Rows[i].Finding.Due.Day; day.Known() {
			days[day]++
		}
	}
	var list []reports.Counted
	for _, day := range slices.Sorted(maps.Keys(days)) {
		list = append(list, reports.Counted{Code: day.String(), Word: p.DayText(day), N: days[day]})
	}
	return list
}
