package reports

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"handover/reconcile"
)

// Partner is another partner with what it is to be asked for.
type Partner struct {
	SellerID string // empty: nobody knows who sold the subscriptions
	Name     string
	Owner    reconcile.Owner // as what it has to act: as the current partner or as our provider; empty: as both
	Contact  reconcile.Contact
	reconcile.Standing
	Customers int
	Asks      []Counted // the first steps that it has to take, the most frequent first
}

// Partners returns the partners that have to act, those with the most critical findings
// first. It reads the run once, for all formats, and keeps one entry a partner.
func (r *Report) Partners(ctx context.Context) ([]Partner, error) {
	return r.partners.get(func() ([]Partner, error) { return r.countPartners(ctx) })
}

func (r *Report) countPartners(ctx context.Context) ([]Partner, error) {
	asked, at := map[string]*asking{}, ""
	var touched []*asking // in the present tenant
	for f, err := range r.FindingsByTenant(ctx) {
		if err != nil {
			return nil, err
		}
		if f.Finding.TenantID != at {
			at = strings.Clone(f.Finding.TenantID)
			for _, a := range touched {
				a.settle()
			}
			touched = touched[:0]
		}
		if f.Finding.Owner != reconcile.OwnerSourcePartner && f.Finding.Owner != reconcile.OwnerProvider {
			continue
		}
		a := asked[f.Finding.SellerID]
		if a == nil {
			a = &asking{id: strings.Clone(f.Finding.SellerID), owner: f.Finding.Owner, tally: reconcile.NewStandingTally(r.AsOf), asks: map[string]*Counted{}}
			asked[a.id] = a
		}
		if !a.unsettled {
			touched = append(touched, a)
		}
		a.add(&f.Finding, r)
	}
	contacts := map[string]reconcile.Contact{}
	for id := range asked {
		contacts[id] = reconcile.Contact{}
	}
	if err := r.contacts(ctx, contacts); err != nil {
		return nil, err
	}
	list := make([]Partner, 0, len(asked))
	for _, a := range asked {
		p := a.partner()
		p.Contact = contacts[a.id]
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b Partner) int {
		return cmp.Or(
			cmp.Compare(b.BySeverity[reconcile.Critical], a.BySeverity[reconcile.Critical]), cmp.Compare(b.Overdue, a.Overdue),
			reconcile.CompareDue(a.Next, b.Next), cmp.Compare(a.Name, b.Name), cmp.Compare(a.SellerID, b.SellerID),
		)
	})
	return list, nil
}

// asking is a partner that is being counted.
type asking struct {
	id, name  string
	owner     reconcile.Owner // of its findings, and empty where these differ
	tally     *reconcile.StandingTally
	unsettled bool // findings of the present tenant are counted
	customers int
	asks      map[string]*Counted
}

func (a *asking) add(f *reconcile.Finding, r *Report) {
	a.name = cmp.Or(a.name, strings.Clone(f.SellerName))
	a.tally.Add(f)
	if a.owner != f.Owner {
		a.owner = ""
	}
	if !a.unsettled {
		a.unsettled = true
		a.customers++
	}
	key, word := r.ask(f)
	if a.asks[key] == nil {
		a.asks[key] = &Counted{Code: strings.Clone(key), Word: word}
	}
	a.asks[key].N++
}

// ask says in a few words what the owner of a finding is to be asked for: the first step
// that is its own, and where the plan has none what the finding is about.
func (r *Report) ask(f *reconcile.Finding) (key, word string) {
	for _, task := range slices.Concat(f.Way.Tasks(), f.Way.Else) {
		if task.Owner == f.Owner {
			return string(task.Kind), r.Words.Step(task.Kind)
		}
	}
	return string(f.Code), r.Words.Title(f.Code)
}

// settle ends the present tenant.
func (a *asking) settle() {
	a.unsettled = false
	a.tally.Settle()
}

func (a *asking) partner() Partner {
	p := Partner{SellerID: a.id, Name: a.name, Owner: a.owner, Standing: a.tally.Standing(), Customers: a.customers}
	for _, ask := range slices.SortedFunc(maps.Values(a.asks), func(a, b *Counted) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Code, b.Code))
	}) {
		p.Asks = append(p.Asks, *ask)
	}
	return p
}
