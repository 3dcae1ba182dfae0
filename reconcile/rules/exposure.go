package rules

import (
	"cmp"

	"handover/reconcile"
)

// tariff is what a seat costs in one billing period of a term, and how many of
// those the term has.
type tariff struct {
	price    reconcile.Price
	currency string
	periods  int64
	lack     reconcile.Lack // the first thing that is not known of it
}

// tariffOf returns what the row costs now, for a term that is billed as its own is.
func tariffOf(s *reconcile.Subscription, term reconcile.Term) tariff {
	t := tariff{price: s.UnitPrice, currency: s.Currency}
	months, ok := term.Months()
	cycle, billed := cycleMonths(s)
	switch {
	case !ok:
		t.lack = reconcile.LackTerm
	case !billed || months%cycle != 0:
		t.lack = reconcile.LackCycle
	case !s.UnitPrice.Payable():
		t.lack = reconcile.LackPrice
	default:
		t.periods = int64(months / cycle)
	}
	return t
}

// nextTariff returns what the row costs in the term that it renews into: by the
// catalogue where that names the price, else what it costs now.
func (v *view) nextTariff(s *reconcile.Subscription) (t tariff, today bool) {
	term := renewingTerm(s)
	offer, ok := v.env.Catalog.Offer(cmp.Or(s.RenewOfferID, s.OfferID))
	if ok && sameCurrency(s, &offer) {
		if listed, ok := listedTariff(&offer, term, s.BillingCycle); ok {
			return listed, false
		}
	}
	return tariffOf(s, term), true
}

// listedTariff returns what the catalogue says of a term and billing period.
func listedTariff(o *reconcile.Offer, term reconcile.Term, cycle reconcile.BillingCycle) (tariff, bool) {
	price, paid := o.TermPrice(term, cycle)
	months, _ := term.Months()
	period, _ := paid.Months()
	if !price.Payable() || period == 0 {
		return tariff{}, false
	}
	return tariff{price: price, currency: o.Currency, periods: int64(months / period)}, true
}

// sameCurrency reports whether a price of the catalogue can stand for one of the
// row; a row that names no currency takes the catalogue's.
func sameCurrency(s *reconcile.Subscription, o *reconcile.Offer) bool {
	return s.Currency == "" || s.Currency == o.Currency
}

// cost returns what a number of seats costs in a whole term.
func (t *tariff) cost(seats int64) reconcile.Cost {
	if t.lack != "" {
		return reconcile.Cost{}
	}
	return t.price.Cost().Times(seats).Times(t.periods)
}

// exposure returns what a number of seats costs in a whole term.
func (t *tariff) exposure(seats reconcile.Count, basis reconcile.Basis) reconcile.Exposure {
	switch {
	case !countable(seats):
		return lacking(reconcile.LackSeats, t.currency)
	case t.lack != "":
		return lacking(t.lack, t.currency)
	}
	return exposure(t.cost(seats.N), t.currency, basis,
		ev("seats", number(seats.N)), ev("unit_price", t.price.String()), ev("periods", number(t.periods)))
}

// countable reports whether a number of seats can be counted with: a row with fewer
// than none is reported, and what rests on it is as unknown as without any.
func countable(seats reconcile.Count) bool { return seats.Known && seats.N >= 0 }

// cycleMonths returns the length of a billing period; a monthly term can only be
// billed monthly.
func cycleMonths(s *reconcile.Subscription) (months int, ok bool) {
	if s.BillingCycle == "" && s.Term == reconcile.Monthly {
		return 1, true
	}
	return s.BillingCycle.Months()
}

// termDays counts the days of the current term.
func termDays(s *reconcile.Subscription, last reconcile.Day) int64 {
	months, ok := s.Term.Months()
	if !ok || !last.Known() || last.NoEnd() {
		return 0
	}
	first := last.AddDays(1).AddMonths(-months)
	return int64(last-first) + 1
}

// exposure rounds a cost in a currency.
func exposure(cost reconcile.Cost, currency string, basis reconcile.Basis, args ...reconcile.Evidence) reconcile.Exposure {
	amount, ok := cost.Round(currency)
	if !ok {
		return lacking(unrounded(currency), currency)
	}
	return reconcile.Exposure{Amount: amount, Basis: basis, Args: args}
}

// unrounded returns why a cost is no amount.
func unrounded(currency string) reconcile.Lack {
	if _, ok := reconcile.CurrencyExponent(currency); !ok {
		return reconcile.LackCurrency
	}
	return reconcile.LackRoom
}

// lacking is the exposure of a finding whose amount is not known. A currency that
// is none is as unknown as without any.
func lacking(lack reconcile.Lack, currency string) reconcile.Exposure {
	if _, ok := reconcile.CurrencyExponent(currency); !ok {
		currency = ""
	}
	return reconcile.Exposure{Lack: lack, Currency: currency}
}

// commitment returns what a number of seats costs in the whole term that runs.
func commitment(s *reconcile.Subscription, seats reconcile.Count, basis reconcile.Basis) reconcile.Exposure {
	t := tariffOf(s, s.Term)
	return t.exposure(seats, basis)
}

// addNextTerm returns a finding what a number of seats costs in the term that the row
// renews into.
func (v *view) addNextTerm(f *reconcile.Finding, s *reconcile.Subscription, seats reconcile.Count, basis reconcile.Basis) {
	t, today := v.nextTariff(s)
	f.Exposure = t.exposure(seats, basis)
	if today && f.Exposure.Amount.Known() {
		f.Assumptions = append(f.Assumptions, reconcile.PriceOfThisTerm)
	}
}

// renewingSeats returns how many seats renew: those of a scheduled change, else all.
func renewingSeats(s *reconcile.Subscription) reconcile.Count {
	if countable(s.RenewQuantity) {
		return s.RenewQuantity
	}
	return s.Quantity
}

// renewingTerm returns the term into which the row renews: that of a scheduled
// change, else its own.
func renewingTerm(s *reconcile.Subscription) reconcile.Term {
	if s.RenewTerm.Listed() {
		return s.RenewTerm
	}
	return s.Term
}

// share returns the part of a term's cost that falls on some of its days.
func share(s *reconcile.Subscription, last reconcile.Day, days int64, basis reconcile.Basis) reconcile.Exposure {
	whole := commitment(s, s.Quantity, basis)
	term := termDays(s, last)
	switch {
	case !whole.Amount.Known():
		return whole
	case term == 0:
		return lacking(reconcile.LackEnd, s.Currency)
	}
	t := tariffOf(s, s.Term)
	return exposure(t.cost(s.Quantity.N).Share(days, term), s.Currency, basis,
		ev(reconcile.ArgDays, number(days)), ev("term_days", number(term)), ev("term_price", whole.Amount.String()))
}

// untilEnd returns the cost of the days from today through E, at most of the whole
// term. Within the term it shrinks every day.
func (v *view) untilEnd(r *row, basis reconcile.Basis) reconcile.Exposure {
	left, term := max(int64(r.life.LastDay-v.today)+1, 0), termDays(r.sub, r.life.LastDay)
	e := share(r.sub, r.life.LastDay, min(left, term), basis)
	if e.Amount.Known() && left <= term {
		t := tariffOf(r.sub, r.sub.Term)
		e.Share = t.cost(r.sub.Quantity.N).DayShare(term, r.life.LastDay, e.Amount.Currency)
	}
	return e
}

// yearlyValue returns what the row is worth in a year; a trial is worth nothing yet.
func yearlyValue(s *reconcile.Subscription) reconcile.Exposure {
	cycle, ok := cycleMonths(s)
	switch {
	case s.Trial == reconcile.Yes:
		return lacking(reconcile.LackNever, s.Currency)
	case !countable(s.Quantity):
		return lacking(reconcile.LackSeats, s.Currency)
	case !ok:
		return lacking(reconcile.LackCycle, s.Currency)
	case !s.UnitPrice.Payable():
		return lacking(reconcile.LackPrice, s.Currency)
	}
	cost := s.UnitPrice.Cost().Times(s.Quantity.N).Share(12, int64(cycle))
	return exposure(cost, s.Currency, reconcile.BasisYearlyValue,
		ev("seats", number(s.Quantity.N)), ev("unit_price", s.UnitPrice.String()), ev("cycle_months", number(cycle)))
}
