package reports

import (
	"context"
	"time"

	"handover/reconcile"
)

const (
	// mostNow is how many findings somebody is told to see to now.
	mostNow = 10
	// mostChanges is how many findings of each change are named beside them.
	mostChanges = 10
	// lyingDays is for how long an overdue finding that nobody has touched is told day
	// by day; then only its number is.
	lyingDays = 7
)

// Briefing is what a reader has to know first, in the order in which it is told: what was
// not looked at, what to do now, and what is new since the run before. All rows stand in
// the order of reconcile.Order.
type Briefing struct {
	Unchecked []Unchecked // the largest group first

	// Endings are the customers whose delegated administration ends, those first that end
	// first. Only operators are told of any.
	Endings First[Ending]

	// Now are the open findings to see to first, of those that press at all; All counts
	// them and what is left out of them. Nobody has put them off, and none has long been
	// lying.
	Now First[reconcile.Reported]

	Lying      int           // findings that press and have been lying for more than a week
	LyingSince reconcile.Day // the due day of the one lying longest; unknown where none has a due
	PutOff     int           // findings that somebody has acknowledged or snoozed
	Other      int           // findings that are open and do not press

	// The changes that do not stand among Now.
	New, Changed, Reopened First[reconcile.Reported]
	Resolved               First[reconcile.ResolvedFinding]

	Grid Grid

	// Whom to write to about the findings among Now: partners by their ids, customers by
	// those of their tenants.
	partners, customers map[string]reconcile.Contact
}

// Contact returns whom to write to for what is to be done about a finding among Now; it
// is zero where nobody is known, and where it is ours to do.
func (b *Briefing) Contact(f *reconcile.Finding) reconcile.Contact {
	switch f.Owner {
	case reconcile.OwnerSourcePartner, reconcile.OwnerProvider:
		return b.partners[f.SellerID]
	case reconcile.OwnerCustomer:
		return b.customers[f.TenantID]
	default:
		return reconcile.Contact{}
	}
}

// Grid counts all findings by severity and urgency.
type Grid map[reconcile.Severity]map[reconcile.Urgency]int

func (g Grid) add(severity reconcile.Severity, urgency reconcile.Urgency) {
	if g[severity] == nil {
		g[severity] = map[reconcile.Urgency]int{}
	}
	g[severity][urgency]++
}

// Briefing tells what a reader has to know first. It reads the run once, for all formats.
func (r *Report) Briefing(ctx context.Context) (Briefing, error) {
	return r.briefing.get(func() (Briefing, error) { return r.brief(ctx) })
}

func (r *Report) brief(ctx context.Context) (Briefing, error) {
	changes := func() First[reconcile.Reported] { return NewFirst[reconcile.Reported](mostChanges) }
	b := Briefing{
		Endings: NewFirst[Ending](mostEndings), Now: NewFirst[reconcile.Reported](mostNow), Grid: Grid{},
		New: changes(), Changed: changes(), Reopened: changes(), Resolved: NewFirst[reconcile.ResolvedFinding](mostChanges),
	}
	pressing := NewPressing(r.AsOf)
	for f, err := range r.Findings(ctx) {
		if err != nil {
			return Briefing{}, err
		}
		b.Grid.add(f.Finding.Severity, r.Urgency(f.Finding.Due))
		if b.place(&f, &pressing) {
			continue
		}
		switch f.Delta {
		case reconcile.New:
			b.New.Add(f)
		case reconcile.Changed:
			b.Changed.Add(f)
		case reconcile.Reopened:
			b.Reopened.Add(f)
		}
	}
	for f, err := range r.Resolved(ctx) {
		if err != nil {
			return Briefing{}, err
		}
		b.Resolved.Add(f)
	}
	b.partners, b.customers = map[string]reconcile.Contact{}, map[string]reconcile.Contact{}
	for i := range b.Now.Rows {
		b.partners[b.Now.Rows[i].Finding.SellerID] = reconcile.Contact{}
		b.customers[b.Now.Rows[i].Finding.TenantID] = reconcile.Contact{}
	}
	if err := r.contacts(ctx, b.partners); err != nil {
		return Briefing{}, err
	}
	var err error
	b.Unchecked, err = r.unchecked(ctx, &b)
	return b, err
}

// place counts a finding where it belongs, and reports whether it is one of those that
// are named as what to do now.
func (b *Briefing) place(f *reconcile.Reported, p *Pressing) bool {
	switch {
	case f.State != reconcile.StateOpen:
		b.PutOff++
	case !p.presses(f):
		b.Other++
	case p.lies(f):
		b.Lying++
		if day := f.Finding.Due.Day; day.Known() && (!b.LyingSince.Known() || day < b.LyingSince) {
			b.LyingSince = day
		}
	default:
		return b.Now.Add(*f)
	}
	return false
}

// Pressing tells findings that press from others, as a run sees them.
type Pressing struct {
	asOf   time.Time
	limits reconcile.RankLimits
}

// NewPressing tells them for a run at its as-of instant.
func NewPressing(asOf time.Time) Pressing {
	return Pressing{asOf: asOf, limits: reconcile.RankLimitsAt(asOf)}
}

// Now reports whether a finding is one to see to now: it presses, nobody has put it off,
// and it has not been told day by day for long.
func (p *Pressing) Now(f *reconcile.Reported) bool {
	return f.State == reconcile.StateOpen && p.presses(f) && !p.lies(f)
}

// presses leaves out what is only worth knowing and what can no longer be helped.
func (p *Pressing) presses(f *reconcile.Reported) bool {
	return p.limits.Rank(&f.Finding, f.Delta.Fresh()) <= leastPressing
}

// leastPressing is the rank of what is critical, high or medium and due some day.
const leastPressing reconcile.Rank = 4

// lies reports whether a finding has been told day by day for so long that telling it
// again hides what is new.
func (p *Pressing) lies(f *reconcile.Reported) bool {
	if f.Delta.Fresh() {
		return false
	}
	past := p.asOf.AddDate(0, 0, -lyingDays)
	if f.Finding.Due.Known() {
		return f.Finding.Due.Passed(past)
	}
	return f.FirstSeen.Before(past)
}
