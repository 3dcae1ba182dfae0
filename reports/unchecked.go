package reports

import (
	"cmp"
	"context"
	"slices"
	"time"

	"handover/reconcile"
)

// mostUnchecked is how many customers of a group are named.
const mostUnchecked = 5

// Unchecked is a group of customers that the run did not look at for one reason, told by
// the data of one source.
type Unchecked struct {
	Oldest        reconcile.Coverage // of the customer with the oldest data, which says why; its Why is that of all, else empty
	Since         time.Time          // of the oldest data of the source; zero where it is not known
	Customers     int
	Subscriptions int
	Names         First[string]
}

// unchecked returns what was not looked at, by reason and source, the largest group
// first. On the way it fills in the contacts of some customers, and whose delegated
// administration ends.
func (r *Report) unchecked(ctx context.Context, b *Briefing) ([]Unchecked, error) {
	type group struct {
		reason reconcile.CoverageReason
		source string
	}
	groups := map[group]*Unchecked{}
	for c, err := range r.Coverage(ctx) {
		if err != nil {
			return nil, err
		}
		if _, wanted := b.customers[c.TenantID]; wanted {
			b.customers[c.TenantID] = c.Contact
		}
		addEnding(&b.Endings, &c)
		if c.Evaluated {
			continue
		}
		key := group{c.Reason, c.Source}
		if groups[key] == nil {
			groups[key] = &Unchecked{Names: NewFirst[string](mostUnchecked)}
		}
		groups[key].add(&c)
	}
	list := make([]Unchecked, 0, len(groups))
	for _, u := range groups {
		list = append(list, *u)
	}
	slices.SortFunc(list, func(a, b Unchecked) int {
		return cmp.Or(cmp.Compare(b.Customers, a.Customers), a.Since.Compare(b.Since), cmp.Compare(a.Oldest.Reason, b.Oldest.Reason),
			cmp.Compare(a.Oldest.Source, b.Oldest.Source))
	})
	return list, nil
}

func (u *Unchecked) add(c *reconcile.Coverage) {
	at, why := cmp.Or(c.SourceAt, c.ObservedAt), c.Why
	if u.Customers > 0 && u.Oldest.Why != why {
		why = ""
	}
	if u.Customers == 0 || at.Before(u.Since) {
		u.Since, u.Oldest = at, *c
	}
	u.Oldest.Why = why
	u.Customers++
	u.Subscriptions += c.Subscriptions
	u.Names.Add(NameOr(c.Name, c.TenantID))
}
