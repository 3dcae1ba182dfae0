package reconcile

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Offer is what the catalogue says of one product and SKU.
type Offer struct {
	ID             string
	Title          string
	OnSaleUntil    Day // last day of sale; unknown: still sold
	RenewableUntil Day // last day of renewal; unknown: renewable without known end
	SeatCap        Count
	MonthlyPlan    Tri   // is sold with a monthly term
	MonthlyPrice   Price // monthly-term price per seat and month

	// Prices per seat of the other terms and of an extended service term.
	AnnualPrice        Price // one year, paid once
	AnnualMonthlyPrice Price // one year, paid monthly
	TriennialPrice     Price // three years, paid once
	ESTPrice           Price // a month of an extended service term

	Currency     string
	EquivalentTo []string
}

// TermPrice returns what a seat costs in one billing period of a term, and the
// period; the price is unknown where the catalogue does not name it. Where the
// period is not known, a year is paid once rather than by the month.
func (o *Offer) TermPrice(term Term, cycle BillingCycle) (Price, BillingCycle) {
	switch {
	case term == Monthly:
		return o.MonthlyPrice, BilledMonthly
	case term == Annual && cycle == BilledMonthly, term == Annual && cycle == "" && !o.AnnualPrice.Payable():
		return o.AnnualMonthlyPrice, BilledMonthly
	case term == Annual && (cycle == BilledAnnual || cycle == ""):
		return o.AnnualPrice, BilledAnnual
	case term == Triennial && (cycle == BilledTriennial || cycle == ""):
		return o.TriennialPrice, BilledTriennial
	default:
		return Price{}, ""
	}
}

func (o *Offer) prices() [5]Price {
	return [...]Price{o.MonthlyPrice, o.AnnualPrice, o.AnnualMonthlyPrice, o.TriennialPrice, o.ESTPrice}
}

// CountNegative counts the prices of a row of the catalogue that are below zero, from
// which no amount is computed.
func (r *FactRow) CountNegative() int {
	n := 0
	if r.Offer != nil {
		for _, price := range r.Offer.prices() {
			if price.Known && !price.Payable() {
				n++
			}
		}
	}
	return n
}

// OffSale reports whether the offer can no longer be bought on a day.
func (o *Offer) OffSale(on Day) bool { return o.OnSaleUntil.Known() && on > o.OnSaleUntil }

// Renewable reports whether a term of the offer may still be renewed on a day.
func (o *Offer) Renewable(on Day) bool {
	return !o.RenewableUntil.Known() || on <= o.RenewableUntil
}

// Catalog holds the offers by id. The zero Catalog is empty and usable.
type Catalog struct {
	offers map[string]Offer

	// alike holds, by offer, the keys of those that its row lists as equivalent, and of
	// those whose rows list it.
	alike map[string][]string
}

// NewCatalog builds a catalogue; of two offers with one id the later wins.
func NewCatalog(offers []Offer) Catalog {
	c := Catalog{offers: make(map[string]Offer, len(offers)), alike: map[string][]string{}}
	for _, o := range offers {
		c.offers[offerKey(o.ID)] = o
	}
	for key, o := range c.offers {
		for _, id := range o.EquivalentTo {
			other := offerKey(id)
			c.alike[key], c.alike[other] = append(c.alike[key], other), append(c.alike[other], key)
		}
	}
	return c
}

// Offer returns the catalogue's row for an offer id.
func (c Catalog) Offer(id string) (Offer, bool) {
	o, ok := c.offers[offerKey(id)]
	return o, ok
}

// SameOffer reports whether two offer ids name the same offer. Unknown ids are
// never the same.
func SameOffer(a, b string) bool {
	if a == "" || a == b {
		return a != ""
	}
	for i := range min(len(a), len(b)) {
		x, y := upper(a[i]), upper(b[i])
		if x >= utf8.RuneSelf || y >= utf8.RuneSelf {
			return offerKey(a) == offerKey(b)
		}
		if x != y {
			return false
		}
	}
	return offerKey(a) == offerKey(b)
}

// upper is the upper case of a letter of ASCII.
func upper(c byte) byte {
	if 'a' <= c && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

// Equivalent reports whether two different offers are listed as replacements of
// one another. The list is read both ways and does not chain.
func (c Catalog) Equivalent(a, b string) bool {
	alike := c.alike[offerKey(a)]
	return len(alike) > 0 && a != "" && b != "" && slices.Contains(alike, offerKey(b))
}

// HasEquivalentOnSale reports whether some other offer that is still sold on a
// day is listed as equivalent to an offer.
func (c Catalog) HasEquivalentOnSale(id string, on Day) bool {
	return slices.ContainsFunc(c.alike[offerKey(id)], func(other string) bool {
		o, listed := c.Offer(other)
		return listed && id != "" && other != "" && !SameOffer(other, id) && !o.OffSale(on)
	})
}

// Sale says in a code whether an offer can still be bought.
type Sale string

// The ways in which an offer can be bought.
const (
	OnSale      Sale = ""           // or not in the catalogue
	SoldInstead Sale = "equivalent" // no longer, but an equivalent one
	SaleEnded   Sale = "ended"      // no longer, and no equivalent is known
)

// SaleOf returns whether an offer can be bought on a day.
func (c Catalog) SaleOf(id string, on Day) Sale {
	switch offer, listed := c.Offer(id); {
	case !listed || !offer.OffSale(on):
		return OnSale
	case c.HasEquivalentOnSale(id, on):
		return SoldInstead
	default:
		return SaleEnded
	}
}

func offerKey(id string) string { return strings.ToUpper(id) }
