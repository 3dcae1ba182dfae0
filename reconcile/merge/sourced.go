package merge

import (
	"slices"
	"time"

	"handover/reconcile"
)

// part is a field of something that is no subscription.
type part[T any] struct {
	known func(from, merged *T) bool // merged holds the fields before this one
	set   func(to, from *T)

	// first is the feed that is preferred for this field, where there is one;
	// newest takes the newest row that knows it, whatever its rank.
	first  reconcile.Feed
	newest bool
}

func partOf[T any, V comparable](at func(*T) *V) part[T] {
	var unknown V
	return part[T]{
		known: func(from, _ *T) bool { return *at(from) != unknown },
		set:   func(to, from *T) { *at(to) = *at(from) },
	}
}

func listOf[T, V any](at func(*T) *[]V) part[T] {
	return part[T]{
		known: func(from, _ *T) bool { return len(*at(from)) > 0 },
		set:   func(to, from *T) { *at(to) = *at(from) },
	}
}

// preferring makes a feed the first for this field.
func (p part[T]) preferring(feed reconcile.Feed) part[T] {
	p.first = feed
	return p
}

// where adds a condition under which a row's value can be taken.
func (p part[T]) where(holds func(from, merged *T) bool) part[T] {
	known := p.known
	p.known = func(from, merged *T) bool { return known(from, merged) && holds(from, merged) }
	return p
}

// fromNewest makes the newest value count.
func (p part[T]) fromNewest() part[T] {
	p.newest = true
	return p
}

// sourced merges rows field by field; false where no source with a say has one.
func sourced[T any](m *Merger, rows []reconcile.Sourced[T], parts []part[T]) (T, bool) {
	var merged T
	voices := make([]voice, 0, len(rows))
	for i := range rows {
		v := voice{row: i, source: m.sources.Of(rows[i].Source), observedAt: rows[i].ObservedAt}
		v.old = m.started.Sub(v.observedAt) > v.source.MaxAge
		v.rank = v.source.RankFor(reconcile.CSP)
		if !v.source.Retired {
			voices = append(voices, v)
		}
	}
	inOrder(voices)
	byAge := slices.Clone(voices)
	slices.SortFunc(byAge, func(a, b voice) int { return newestFirst(&a, &b) })
	for i := range parts {
		p, asked := &parts[i], voices
		if p.newest {
			asked = byAge
		}
		winner := best(asked, func(v *voice) tier {
			return tierIf(!p.known(&rows[v.row].Fact, &merged), silent) |
				tierIf(v.old, old) | tierIf(p.first != "" && v.source.Feed != p.first, behind)
		})
		if winner != nil {
			p.set(&merged, &rows[winner.row].Fact)
		}
	}
	return merged, len(voices) > 0
}

// Profile returns a tenant's row as all its sources together know it, and false
// where none has a say.
func (m *Merger) Profile(rows []reconcile.Sourced[reconcile.Profile]) (reconcile.Profile, bool) {
	type profile = reconcile.Profile
	return sourced(m, rows, []part[profile]{
		partOf(func(p *profile) *string { return &p.ID }),
		partOf(func(p *profile) *string { return &p.Name }),
		partOf(func(p *profile) *string { return &p.Domain }),
		partOf(func(p *profile) *string { return &p.Country }),
		partOf(func(p *profile) *reconcile.Cloud { return &p.Cloud }),
		partOf(func(p *profile) *reconcile.Relationship { return &p.Relationship }),
		partOf(func(p *profile) *reconcile.Tri { return &p.DelegatedAdmin }),
		partOf(func(p *profile) *reconcile.Tri { return &p.AgreementAccepted }),
		partOf(func(p *profile) *reconcile.Tri { return &p.CSPPartner }),
	})
}

// Offer returns a row of the catalogue as all its sources together know it, and
// false where none has a say. Prices and dates are a price sheet's to tell; all
// prices are in one currency, that of the best price.
func (m *Merger) Offer(rows []reconcile.Sourced[reconcile.Offer]) (reconcile.Offer, bool) {
	type offer = reconcile.Offer
	currency := partOf(func(o *offer) *string { return &o.Currency }).preferring(reconcile.PriceSheetFeed)
	priced := func(from, _ *offer) bool { return from.MonthlyPrice.Known }
	unsettled := func(_, merged *offer) bool { return merged.Currency == "" }
	sameCurrency := func(from, merged *offer) bool { return from.Currency == merged.Currency }
	return sourced(m, rows, []part[offer]{
		partOf(func(o *offer) *string { return &o.ID }),
		partOf(func(o *offer) *string { return &o.Title }),
		partOf(func(o *offer) *reconcile.Day { return &o.OnSaleUntil }).preferring(reconcile.PriceSheetFeed),
		partOf(func(o *offer) *reconcile.Day { return &o.RenewableUntil }).preferring(reconcile.PriceSheetFeed),
		partOf(func(o *offer) *reconcile.Count { return &o.SeatCap }),
		partOf(func(o *offer) *reconcile.Tri { return &o.MonthlyPlan }),
		currency.where(priced),
		currency.where(unsettled),
		partOf(func(o *offer) *reconcile.Price { return &o.MonthlyPrice }).where(sameCurrency).preferring(reconcile.PriceSheetFeed),
		listOf(func(o *offer) *[]string { return &o.EquivalentTo }),
	})
}

// Transfer returns a transfer request as all its sources together know it, and
// false where none has a say. Its list is the newest that is not empty.
func (m *Merger) Transfer(rows []reconcile.Sourced[reconcile.Transfer]) (reconcile.Transfer, bool) {
	type transfer = reconcile.Transfer
	return sourced(m, rows, []part[transfer]{
		partOf(func(t *transfer) *string { return &t.ID }),
		partOf(func(t *transfer) *string { return &t.TenantID }),
		partOf(func(t *transfer) *reconcile.TransferStatus { return &t.Status }),
		partOf(func(t *transfer) *time.Time { return &t.CreatedAt }),
		partOf(func(t *transfer) *reconcile.Due { return &t.ExpiresAt }),
		partOf(func(t *transfer) *string { return &t.SourcePartnerID }),
		partOf(func(t *transfer) *string { return &t.TargetPartnerID }),
		listOf(func(t *transfer) *[]string { return &t.SubscriptionIDs }).fromNewest(),
	})
}
