package merge

import (
	"slices"
	"time"

	"handover/reconcile"
)

// part is a field of something that is no subscription.
type part[T any] struct {
	known  func(from, merged *T) bool // merged holds the fields before this one
	set    func(to, from *T)
	listed func(*T) bool // reports whether a known value is in the list; nil: there is none

	// first is the feed that is preferred for this field, where there is one;
	// newest takes the newest row that knows it, whatever its rank.
	first  reconcile.Feed
	newest bool

	// none reports of a row of a feed that does not know the value whether that says that
	// there is none, and so counts as a word; nil: it never does.
	none func(reconcile.Feed, *T) bool
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

func choiceOf[T any, V interface {
	~string
	Listed() bool
}](at func(*T) *V,
) part[T] {
	p := partOf(at)
	p.listed = func(t *T) bool { return (*at(t)).Listed() }
	return p
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
func sourced[T any](m *Merger, rows []reconcile.Sourced[T], parts func() []part[T]) (T, bool) {
	var merged T
	voices := make([]voice, 0, len(rows))
	for i := range rows {
		v := voice{row: i, source: m.sources.Of(rows[i].Source), observedAt: rows[i].ObservedAt}
		if !v.source.Retired {
			v.old = !v.source.Fresh(v.observedAt, m.started)
			v.rank = v.source.RankFor(reconcile.CSP)
			voices = append(voices, v)
		}
	}
	switch len(voices) {
	case 0:
		return merged, false
	case 1:
		return rows[voices[0].row].Fact, true
	}
	inOrder(voices)
	byAge := slices.Clone(voices)
	slices.SortFunc(byAge, func(a, b voice) int { return newestFirst(&a, &b) })
	for _, p := range parts() {
		asked := voices
		if p.newest {
			asked = byAge
		}
		if winner := best(asked, func(v *voice) tier { return p.tierOf(v, &rows[v.row].Fact, &merged) }); winner != nil {
			p.set(&merged, &rows[winner.row].Fact)
		}
	}
	return merged, true
}

func (p *part[T]) tierOf(v *voice, from, merged *T) tier {
	if !p.known(from, merged) && (p.none == nil || !p.none(v.source.Feed, from)) {
		return silent
	}
	return tierIf(p.listed != nil && !p.listed(from), unlisted) |
		tierIf(v.old, old) |
		tierIf(p.first != "" && v.source.Feed != p.first, behind)
}

// Profile returns a tenant's row as all its sources together know it, and false
// where none has a say.
func (m *Merger) Profile(rows []reconcile.Sourced[reconcile.Profile]) (reconcile.Profile, bool) {
	merged, ok := sourced(m, rows, profileParts)
	merged.Unreadable = nil
	for i := range rows {
		if source := m.sources.Of(rows[i].Source); !source.Retired {
			merged.Unreadable = append(merged.Unreadable, rows[i].Fact.Unreadable...)
		}
	}
	slices.Sort(merged.Unreadable)
	merged.Unreadable = slices.Compact(merged.Unreadable)
	return merged, ok
}

func profileParts() []part[reconcile.Profile] {
	type profile = reconcile.Profile
	country := partOf(func(p *profile) *string { return &p.Country })
	country.listed = func(p *profile) bool { return reconcile.IsCountry(p.Country) }
	until := partOf(func(p *profile) *reconcile.Day { return &p.DelegatedUntil })
	until.none = func(feed reconcile.Feed, p *profile) bool { // a relationship goes on; a file may lack the column
		return feed == reconcile.GraphFeed && p.DelegatedAdmin == reconcile.Yes
	}
	return []part[profile]{
		partOf(func(p *profile) *string { return &p.ID }),
		partOf(func(p *profile) *string { return &p.Name }),
		partOf(func(p *profile) *string { return &p.Domain }),
		country,
		choiceOf(func(p *profile) *reconcile.Cloud { return &p.Cloud }),
		choiceOf(func(p *profile) *reconcile.Relationship { return &p.Relationship }),
		partOf(func(p *profile) *reconcile.Tri { return &p.DelegatedAdmin }),
		until,
		partOf(func(p *profile) *reconcile.Tri { return &p.AgreementAccepted }),
		partOf(func(p *profile) *reconcile.Tri { return &p.CSPPartner }),
		partOf(func(p *profile) *string { return &p.ContactName }),
		partOf(func(p *profile) *string { return &p.ContactEmail }),
		partOf(func(p *profile) *string { return &p.Language }),
	}
}

// Seller returns a seller as all its sources together know it, and false where
// none has a say.
func (m *Merger) Seller(rows []reconcile.Sourced[reconcile.Seller]) (reconcile.Seller, bool) {
	return sourced(m, rows, sellerParts)
}

func sellerParts() []part[reconcile.Seller] {
	type seller = reconcile.Seller
	return []part[seller]{
		partOf(func(s *seller) *string { return &s.ID }),
		partOf(func(s *seller) *string { return &s.Name }),
		partOf(func(s *seller) *string { return &s.ContactName }),
		partOf(func(s *seller) *string { return &s.ContactEmail }),
		partOf(func(s *seller) *string { return &s.Language }),
		partOf(func(s *seller) *reconcile.Day { return &s.ActsUntil }),
		partOf(func(s *seller) *reconcile.Count { return &s.LeadDays }),
	}
}

// Offer returns a row of the catalogue as all its sources together know it, and
// false where none has a say. Prices and dates are a price sheet's to tell; all
// prices are in one currency, that of the best price.
func (m *Merger) Offer(rows []reconcile.Sourced[reconcile.Offer]) (reconcile.Offer, bool) {
	return sourced(m, rows, offerParts)
}

func offerParts() []part[reconcile.Offer] {
	type offer = reconcile.Offer
	currency := partOf(func(o *offer) *string { return &o.Currency }).preferring(reconcile.PriceSheetFeed)
	priced := func(from, _ *offer) bool {
		return from.MonthlyPrice.Known || from.AnnualPrice.Known || from.AnnualMonthlyPrice.Known || from.TriennialPrice.Known || from.ESTPrice.Known
	}
	unsettled := func(_, merged *offer) bool { return merged.Currency == "" }
	price := func(at func(*offer) *reconcile.Price) part[offer] {
		sameCurrency := func(from, merged *offer) bool { return from.Currency == merged.Currency }
		return partOf(at).where(sameCurrency).preferring(reconcile.PriceSheetFeed)
	}
	return []part[offer]{
		partOf(func(o *offer) *string { return &o.ID }),
		partOf(func(o *offer) *string { return &o.Title }),
		partOf(func(o *offer) *reconcile.Day { return &o.OnSaleUntil }).preferring(reconcile.PriceSheetFeed),
		partOf(func(o *offer) *reconcile.Day { return &o.RenewableUntil }).preferring(reconcile.PriceSheetFeed),
		partOf(func(o *offer) *reconcile.Count { return &o.SeatCap }),
		partOf(func(o *offer) *reconcile.Tri { return &o.MonthlyPlan }),
		currency.where(priced),
		currency.where(unsettled),
		price(func(o *offer) *reconcile.Price { return &o.MonthlyPrice }),
		price(func(o *offer) *reconcile.Price { return &o.AnnualPrice }),
		price(func(o *offer) *reconcile.Price { return &o.AnnualMonthlyPrice }),
		price(func(o *offer) *reconcile.Price { return &o.TriennialPrice }),
		price(func(o *offer) *reconcile.Price { return &o.ESTPrice }),
		listOf(func(o *offer) *[]string { return &o.EquivalentTo }),
	}
}

// Transfer returns a transfer request as all its sources together know it, and
// false where none has a say. Its lists are the newest that are not empty, and it
// was seen to be complete when the first of them saw it.
func (m *Merger) Transfer(rows []reconcile.Sourced[reconcile.Transfer]) (reconcile.Transfer, bool) {
	t, ok := sourced(m, rows, transferParts)
	for i := range rows {
		t.CompleteSeen = earlier(t.CompleteSeen, rows[i].Fact.CompleteSeen)
	}
	return t, ok
}

func transferParts() []part[reconcile.Transfer] {
	type transfer = reconcile.Transfer
	return []part[transfer]{
		partOf(func(t *transfer) *string { return &t.ID }),
		partOf(func(t *transfer) *string { return &t.TenantID }),
		choiceOf(func(t *transfer) *reconcile.TransferStatus { return &t.Status }),
		partOf(func(t *transfer) *time.Time { return &t.CreatedAt }),
		partOf(func(t *transfer) *reconcile.Due { return &t.ExpiresAt }),
		partOf(func(t *transfer) *string { return &t.SourcePartnerID }),
		partOf(func(t *transfer) *string { return &t.TargetPartnerID }),
		listOf(func(t *transfer) *[]string { return &t.SubscriptionIDs }).fromNewest(),
		partOf(func(t *transfer) *time.Time { return &t.CompletedAt }),
		listOf(func(t *transfer) *[]string { return &t.FailedIDs }).fromNewest(),
	}
}
