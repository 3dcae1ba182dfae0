package rules

import (
	"cmp"

	"handover/reconcile"
)

// addESTMonth returns a finding what a month in an extended term costs.
func (v *view) addESTMonth(f *reconcile.Finding, r *row) {
	f.Exposure = v.estMonth(v.offered(r)).As(reconcile.MoneyAvoidable, reconcile.PerMonth)
	if f.Exposure.Basis == reconcile.BasisESTCurrent {
		f.Assumptions = append(f.Assumptions, reconcile.PriceEstimated)
	}
}

// estMonth returns what a month in an extended term costs: the catalogue's price of
// such a month, else the monthly-term price with its surcharge, or without a monthly
// plan the current price per month with the higher one. Without a row in the
// catalogue it is absent.
// Source: https://learn.microsoft.com/partner-center/customers/extended-service-terms
func (v *view) estMonth(s *reconcile.Subscription) reconcile.Exposure {
	offer, ok := v.env.Catalog.Offer(s.OfferID)
	switch {
	case !countable(s.Quantity):
		return lacking(reconcile.LackSeats, s.Currency)
	case !ok:
		return lacking(reconcile.LackOffer, s.Currency)
	case offer.ESTPrice.Payable() && sameCurrency(s, &offer):
		return exposure(offer.ESTPrice.Cost().Times(s.Quantity.N), offer.Currency, reconcile.BasisESTMonth,
			ev("seats", number(s.Quantity.N)), ev("unit_price", offer.ESTPrice.String()))
	case v.extendsByPrice(s):
		return v.estCurrent(s)
	default:
		return v.estMonthly(s, &offer)
	}
}

// extendsByPrice reports whether a month in an extended term is priced by what the
// row costs now.
func (v *view) extendsByPrice(s *reconcile.Subscription) bool {
	offer, ok := v.env.Catalog.Offer(s.OfferID)
	return ok && offer.MonthlyPlan == reconcile.No && !(offer.ESTPrice.Payable() && sameCurrency(s, &offer))
}

// estMonthly rests on the catalogue's price of a monthly term.
func (v *view) estMonthly(s *reconcile.Subscription, offer *reconcile.Offer) reconcile.Exposure {
	switch {
	case !offer.MonthlyPrice.Payable():
		return lacking(reconcile.LackPrice, s.Currency)
	case !sameCurrency(s, offer):
		return lacking(reconcile.LackMatch, s.Currency)
	}
	factor := v.env.Policy.EST.MonthlyFactor
	return exposure(offer.MonthlyPrice.Cost().Times(s.Quantity.N).By(factor), offer.Currency, reconcile.BasisESTMonthly,
		ev("seats", number(s.Quantity.N)), ev("unit_price", offer.MonthlyPrice.String()), ev("factor", factor.String()))
}

// estCurrent rests on what the row costs now.
func (v *view) estCurrent(s *reconcile.Subscription) reconcile.Exposure {
	cycle, ok := cycleMonths(s)
	switch {
	case !ok:
		return lacking(reconcile.LackCycle, s.Currency)
	case !s.UnitPrice.Payable():
		return lacking(reconcile.LackPrice, s.Currency)
	}
	factor := v.env.Policy.EST.CurrentFactor
	return exposure(s.UnitPrice.Cost().Times(s.Quantity.N).By(factor).Share(1, int64(cycle)), s.Currency, reconcile.BasisESTCurrent,
		ev("seats", number(s.Quantity.N)), ev("unit_price", s.UnitPrice.String()), ev("cycle_months", number(cycle)),
		ev("factor", factor.String()))
}

// trialPrice returns what the term costs that a trial converts into; where the
// catalogue does not name that, what its first month costs.
func (v *view) trialPrice(s *reconcile.Subscription) reconcile.Exposure {
	offer, ok := v.env.Catalog.Offer(cmp.Or(s.RenewOfferID, s.OfferID))
	switch {
	case !ok:
		return lacking(reconcile.LackOffer, s.Currency).As(reconcile.MoneyAvoidable, reconcile.Once)
	case !sameCurrency(s, &offer):
		return lacking(reconcile.LackMatch, s.Currency).As(reconcile.MoneyAvoidable, reconcile.Once)
	}
	seats := renewingSeats(s)
	term := cmp.Or(renewingTerm(s), reconcile.Monthly)
	if listed, ok := listedTariff(&offer, term, s.BillingCycle); ok && term != reconcile.Monthly {
		return listed.exposure(seats, reconcile.BasisTrialTerm).As(reconcile.MoneyAvoidable, reconcile.Once)
	}
	return firstMonth(&offer, seats).As(reconcile.MoneyAvoidable, reconcile.PerMonth)
}

func firstMonth(offer *reconcile.Offer, seats reconcile.Count) reconcile.Exposure {
	switch {
	case !countable(seats):
		return lacking(reconcile.LackSeats, offer.Currency)
	case !offer.MonthlyPrice.Payable():
		return lacking(reconcile.LackPrice, offer.Currency)
	}
	return exposure(offer.MonthlyPrice.Cost().Times(seats.N), offer.Currency, reconcile.BasisTrialMonth,
		ev("seats", number(seats.N)), ev("unit_price", offer.MonthlyPrice.String()))
}
