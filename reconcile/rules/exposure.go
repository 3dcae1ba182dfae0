package rules

import "handover/reconcile"

// termCost returns what one whole term costs for a number of seats: seats × unit
// price × billing periods in the term. It is unknown where a price, the term or
// the billing cycle is.
func termCost(s *reconcile.Subscription, seats int64) (cost reconcile.Cost, periods int64) {
	term, ok := s.Term.Months()
	cycle, billed := cycleMonths(s)
	if !ok || !billed || term%cycle != 0 {
		return reconcile.Cost{}, 0
	}
	periods = int64(term / cycle)
	return s.UnitPrice.Cost().Times(seats).Times(periods), periods
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

// exposure rounds a cost in the row's currency; without a price there is none.
func exposure(cost reconcile.Cost, currency string, basis reconcile.Basis, args ...reconcile.Evidence) reconcile.Exposure {
	amount, ok := cost.Round(currency)
	if !ok {
		return reconcile.Exposure{}
	}
	return reconcile.Exposure{Amount: amount, Basis: basis, Args: args}
}

// commitment returns the cost of a whole term.
func commitment(s *reconcile.Subscription, basis reconcile.Basis) reconcile.Exposure {
	return commitmentOf(s, s.Quantity, basis)
}

func commitmentOf(s *reconcile.Subscription, seats reconcile.Count, basis reconcile.Basis) reconcile.Exposure {
	if !countable(seats) {
		return reconcile.Exposure{}
	}
	cost, periods := termCost(s, seats.N)
	return exposure(cost, s.Currency, basis,
		ev("seats", number(seats.N)), ev("unit_price", s.UnitPrice.String()), ev("periods", number(periods)))
}

// share returns the part of a term's cost that falls on some of its days.
func share(s *reconcile.Subscription, last reconcile.Day, days int64, basis reconcile.Basis) reconcile.Exposure {
	whole := termDays(s, last)
	if !countable(s.Quantity) || whole == 0 {
		return reconcile.Exposure{}
	}
	cost, _ := termCost(s, s.Quantity.N)
	term, ok := cost.Round(s.Currency)
	if !ok {
		return reconcile.Exposure{}
	}
	return exposure(cost.Share(days, whole), s.Currency, basis,
		ev("days", number(days)), ev("term_days", number(whole)), ev("term_price", term.String()))
}

// untilEnd returns the cost of the days from today through E, at most of the whole
// term.
func (v *view) untilEnd(r *row, basis reconcile.Basis) reconcile.Exposure {
	left := max(int64(r.life.LastDay-v.today)+1, 0)
	return share(r.sub, r.life.LastDay, min(left, termDays(r.sub, r.life.LastDay)), basis)
}

// yearlyValue returns what the row is worth in a year.
func yearlyValue(s *reconcile.Subscription) reconcile.Exposure {
	cycle, ok := cycleMonths(s)
	if !ok || !countable(s.Quantity) {
		return reconcile.Exposure{}
	}
	cost := s.UnitPrice.Cost().Times(s.Quantity.N).Share(12, int64(cycle))
	return exposure(cost, s.Currency, reconcile.BasisYearlyValue,
		ev("seats", number(s.Quantity.N)), ev("unit_price", s.UnitPrice.String()), ev("cycle_months", number(cycle)))
}

// estMonth returns what a month in an extended term costs: the monthly-term price
// with its surcharge, or without a monthly plan the current price per month
// with the higher one. Without a row in the catalogue it is absent.
// Source: https://learn.microsoft.com/partner-center/customers/extended-service-terms
func (v *view) estMonth(s *reconcile.Subscription) (reconcile.Exposure, []reconcile.Assumption) {
	offer, ok := v.env.Catalog.Offer(s.OfferID)
	if !ok || !countable(s.Quantity) {
		return reconcile.Exposure{}, nil
	}
	terms := v.env.Policy.EST
	seats := ev("seats", number(s.Quantity.N))
	if offer.MonthlyPlan != reconcile.No {
		if s.Currency != "" && s.Currency != offer.Currency {
			return reconcile.Exposure{}, nil
		}
		cost := offer.MonthlyPrice.Cost().Times(s.Quantity.N).By(terms.MonthlyFactor)
		return exposure(cost, offer.Currency, reconcile.BasisESTMonthly, seats,
			ev("unit_price", offer.MonthlyPrice.String()), ev("factor", terms.MonthlyFactor.String())), nil
	}
	cycle, ok := cycleMonths(s)
	if !ok {
		return reconcile.Exposure{}, nil
	}
	cost := s.UnitPrice.Cost().Times(s.Quantity.N).By(terms.CurrentFactor).Share(1, int64(cycle))
	estimate := exposure(cost, s.Currency, reconcile.BasisESTCurrent, seats,
		ev("unit_price", s.UnitPrice.String()), ev("cycle_months", number(cycle)),
		ev("factor", terms.CurrentFactor.String()))
	if !estimate.Amount.Known() {
		return reconcile.Exposure{}, nil
	}
	return estimate, []reconcile.Assumption{reconcile.PriceEstimated}
}

// trialMonth returns what the first month after a trial costs.
func (v *view) trialMonth(s *reconcile.Subscription) reconcile.Exposure {
	offer, ok := v.env.Catalog.Offer(s.OfferID)
	if !ok || !countable(s.Quantity) || s.Currency != "" && s.Currency != offer.Currency {
		return reconcile.Exposure{}
	}
	return exposure(offer.MonthlyPrice.Cost().Times(s.Quantity.N), offer.Currency, reconcile.BasisTrialMonth,
		ev("seats", number(s.Quantity.N)), ev("unit_price", offer.MonthlyPrice.String()))
}
