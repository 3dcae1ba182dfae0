package reports

import (
	"iter"
	"strconv"

	"handover/reconcile"
	"handover/reports/words"
)

// htmlAction is a row of the table of actions. Codes are for the filters, words
// for the reader.
type htmlAction struct {
	row
	Name string // of the tenant
}

// Actions gives the rows, the most urgent first.
func (p *htmlPage) Actions() iter.Seq[htmlAction] {
	return func(yield func(htmlAction) bool) {
		for i := range p.shown {
			f := &p.shown[i].Finding
			if !yield(htmlAction{row{&p.shown[i], p.Report}, nameOr(f.TenantName, f.TenantID)}) {
				return
			}
		}
	}
}

// Urgency gives the urgency's code.
func (a htmlAction) Urgency() reconcile.Urgency { return a.urgency() }

// UrgencyWord names the urgency.
func (a htmlAction) UrgencyWord() string { return a.report.words.Urgency(a.urgency()) }

// Left says how far away the due is.
func (a htmlAction) Left() string { return a.report.left(a.daysLeft()) }

// LocalDue gives the due in the report's zone where that says more than the day.
func (a htmlAction) LocalDue() string { return a.report.localDue(a.Finding.Due) }

// Title says what the finding is about.
func (a htmlAction) Title() string { return a.report.words.Title(a.Finding.Code) }

// Message says what is wrong.
func (a htmlAction) Message() string { return a.report.words.Message(&a.Finding) }

// Action says what to do.
func (a htmlAction) Action() string { return a.report.words.Action(&a.Finding) }

// SeverityWord names the severity.
func (a htmlAction) SeverityWord() string { return a.report.words.Severity(a.Finding.Severity) }

// OwnerWord names who acts.
func (a htmlAction) OwnerWord() string { return a.report.words.Owner(a.Finding.Owner) }

// JobWord names the job.
func (a htmlAction) JobWord() string { return a.report.words.Job(a.Finding.Job) }

// DeltaWord names the change.
func (a htmlAction) DeltaWord() string { return a.report.words.Delta(a.Delta) }

// StateWord names the state where it is not the usual one.
func (a htmlAction) StateWord() string {
	if a.State == reconcile.StateOpen {
		return ""
	}
	return a.report.words.State(a.State)
}

// Amount gives the exposure.
func (a htmlAction) Amount() string { return amountText(a.Finding.Exposure.Amount) }

// Basis says how the exposure was counted.
func (a htmlAction) Basis() string { return a.report.words.Basis(a.Finding.Exposure) }

// Assumptions explains what the finding rests on.
func (a htmlAction) Assumptions() []string {
	var list []string
	for _, assumption := range a.Finding.Assumptions {
		list = append(list, a.report.words.Assumption(assumption))
	}
	return list
}

// ActionsLeftOut says how many findings the table shows, where it is not all.
func (p *htmlPage) ActionsLeftOut() string { return p.leftOut(len(p.shown), p.summary.Findings) }

// localDue gives a due in the report's zone, with the zone; it is empty where
// that is a day of UTC, which says nothing new.
func (r *Report) localDue(due reconcile.Due) string {
	if !due.Known() || due.At.IsZero() && r.zone.String() == "UTC" {
		return ""
	}
	return r.local(due.Instant()) + " " + r.zone.String()
}

// htmlDifferent is a finding that has changed.
type htmlDifferent struct {
	*reconcile.Finding
	Name, Title string
	Differences []string
}

// Changed gives the findings that have changed.
func (p *htmlPage) Changed() []htmlDifferent {
	var list []htmlDifferent
	for i := range p.changed {
		f := &p.changed[i].Finding
		list = append(list, htmlDifferent{
			f, nameOr(f.TenantName, f.TenantID), p.words.Title(f.Code), p.differences(&p.changed[i]),
		})
	}
	return list
}

// ChangedLeftOut says how many of them are shown, where it is not all.
func (p *htmlPage) ChangedLeftOut() string { return p.leftOut(len(p.changed), p.summary.Delta.Changed) }

// differences says what has changed about a finding. Where it is not known what
// the finding was, only its due can be told.
func (r *Report) differences(f *reconcile.Reported) []string {
	var list []string
	if f.Previous != nil {
		for _, d := range f.Finding.Differences(f.Previous) {
			list = append(list, r.words.Difference(d))
		}
	}
	l := &r.words.Labels
	switch {
	case len(list) > 0:
		return list
	case !f.PreviousDue.Known():
		return []string{l.FactsChanged}
	}
	moved := words.Fill(l.DueMoved, "before", r.dueText(f.PreviousDue))
	return []string{words.Fill(moved, "now", r.dueText(f.Finding.Due))}
}

// htmlGone is a resolved finding.
type htmlGone struct {
	*reconcile.Finding
	Name, Title, Severity, Reason, Amount string
}

// Resolved gives the findings that are no longer there.
func (p *htmlPage) Resolved() []htmlGone {
	var list []htmlGone
	for i := range p.resolved {
		f := &p.resolved[i].Finding
		list = append(list, htmlGone{
			f, nameOr(f.TenantName, f.TenantID), p.words.Title(f.Code), p.words.Severity(f.Severity),
			p.words.Resolved(p.resolved[i].Reason), amountText(f.Exposure.Amount),
		})
	}
	return list
}

// ResolvedLeftOut says how many of them are shown, where it is not all.
func (p *htmlPage) ResolvedLeftOut() string {
	return p.leftOut(len(p.resolved), p.summary.Delta.Resolved)
}

// htmlCovered is a tenant in the table of the coverage.
type htmlCovered struct {
	reconcile.Coverage
	Name, Status, Why, Age string
}

// Coverage gives the tenants, those that were not evaluated first.
func (p *htmlPage) Coverage() iter.Seq[htmlCovered] {
	return func(yield func(htmlCovered) bool) {
		for _, list := range [][]reconcile.Coverage{p.refused, p.accepted} {
			for i := range list {
				if !yield(p.covered(&list[i])) {
					return
				}
			}
		}
	}
}

func (p *htmlPage) covered(c *reconcile.Coverage) htmlCovered {
	return htmlCovered{
		*c, nameOr(c.Name, c.TenantID), p.words.CoverageStatus(c.Evaluated), p.words.NotEvaluated(c), p.ageOf(c),
	}
}

// ageOf gives the age of a tenant's data in hours, or nothing.
func (r *Report) ageOf(c *reconcile.Coverage) string {
	hours, ok := dataAge(c, &r.run)
	if !ok {
		return ""
	}
	return grouped(strconv.Itoa(hours))
}

// CoverageLeftOut says how many tenants are shown, where it is not all.
func (p *htmlPage) CoverageLeftOut() string {
	return p.leftOut(len(p.refused)+len(p.accepted), p.summary.Tenants)
}
