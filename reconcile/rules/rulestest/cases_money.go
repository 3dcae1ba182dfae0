package rulestest

import "slices"

// moneyCases are about what an amount is: its kind, how often it is paid, and what
// it is computed from.
func moneyCases() []Case {
	return slices.Concat(kindCases(), unpricedCases())
}

func kindCases() []Case {
	const plan = "offer_id=CFQ7TTC0LH18:0001 monthly_plan=true monthly_price=10.00 currency=EUR"
	const bridge = "term=P1M commitment_end=2026-08-31 est=true auto_renew=false end_of_term= "
	const over = "cancellable_until=2026-04-10T12:00:00Z "
	is := func(code, kind, period string) []string { return rows(code+" kind="+kind, code+" period="+period) }
	return []Case{
		one("money: a renewal can be avoided", opening, renewing+paid, "auto-renew-on critical source-partner 2026-09-01 2400.00EUR").
			shows(is("auto-renew-on", "avoidable", "term")...),
		one("money: so can an extended term", opening, extending+paid, "est-auto-convert critical source-partner 2026-09-01 206.00EUR").
			offered(plan).shows(is("est-auto-convert", "avoidable", "month")...),
		one("money: an extended term that somebody chose", opening, bridged+paid, "est-scheduled high source-partner 2026-09-01 206.00EUR").
			offered(plan).shows(is("est-scheduled", "avoidable", "month")...),
		alone("money: one of ours that was chosen is a decision", opening, ours+bridged+paid, "est-scheduled medium us 2026-09-01 206.00EUR").
			offered(plan).shows(is("est-scheduled", "decision", "month")...),
		alone("money: a renewal of ours is a decision", "2026-08-02", ours+renewing+paid, "renewal-commitment low us 2026-09-01 2400.00EUR").
			shows(is("renewal-commitment", "decision", "term")...),
		alone("money: its unassigned seats can be avoided", "2026-08-02", ours+renewing+paid+"assigned=15",
			"renewal-commitment medium us 2026-09-01 600.00EUR").shows(is("renewal-commitment", "avoidable", "term")...),
		alone("money: a lapse is a year of revenue", "2026-02-02", ours+lapsing+paid, "lapse-unplanned high us 2026-05-03 2400.00EUR").
			shows(is("lapse-unplanned", "revenue", "term")...),
		one("money: a target that is too small is a decision", before, cancelled+paid, "quantity-mismatch high us 2026-09-01 240.00EUR").
			moved(named).plus(successor + "quantity=18").shows(is("quantity-mismatch", "decision", "once")...),
		one("money: one that is too large can be avoided", before, cancelled+paid, "quantity-mismatch low us 2026-09-01 600.00EUR").
			moved(named).plus(successor + "quantity=25").shows(is("quantity-mismatch", "avoidable", "once")...),
		one("money: double payment to the end is lost", "2026-08-26", cancelled+paid, "double-billing medium source-partner 2026-09-01 52.60EUR").
			moved(named).plus(inPlace + "commitment_end=2027-08-24 term_start=2026-08-25").shows(is("double-billing", "lost", "once")...),
		one("money: that of a source which goes on can be avoided", opening, distant+paid,
			"double-billing high source-partner 2027-03-01 2005.48EUR").moved(named).plus(inPlace).shows(is("double-billing", "avoidable", "once")...),
		one("money: a bridge beside its replacement", "2026-08-10", bridge, "est-running-duplicate critical source-partner 2026-08-01 206.00EUR").
			moved(named).plus(inPlace+"term_start=2026-08-01 commitment_end=2027-07-31").offered(plan).
			silences("double-billing 1", "est-scheduled 1").shows(is("est-running-duplicate", "avoidable", "month")...),
		one("money: a credit is a claim", "2026-04-20", distant+paid+"channel=web-direct ", "credit-candidate low customer 2027-03-01 2077.81EUR").
			shows(is("credit-candidate", "claim", "once")...),
		one("money: what is not refunded is lost", "2026-04-20", distant+paid+over, "no-refund medium us - 2077.81EUR").
			moved(move + "route=cancel-now").shows(is("no-refund", "lost", "once")...),
		one("money: what is suspended is lost", "2026-06-02", cancelled+paid+"status=suspended", "suspended-billed medium source-partner 2026-09-01 604.93EUR").
			shows(is("suspended-billed", "lost", "once")...),
	}
}

// unpricedCases say why there is no amount.
func unpricedCases() []Case {
	const fires = "auto-renew-on critical source-partner 2026-09-01 -"
	return []Case{
		one("money: no price", opening, renewing+"billing_cycle=monthly currency=EUR", fires),
		one("money: no currency", opening, renewing+"billing_cycle=monthly unit_price=10.00", fires),
		one("money: a currency that there is not", opening, renewing+paid+"currency=QQQ", fires, "unknown-value medium us - -"),
		alone("money: a trial that ends is worth nothing", "2026-02-02", ours+lapsing+paid+"trial=true", "lapse-unplanned low us 2026-05-03 -"),
	}
}

// nextTermCases take what the next term costs from the catalogue.
func nextTermCases() []Case {
	const offer = "offer_id=CFQ7TTC0LH18:0001 currency=EUR "
	const today = "auto-renew-on critical source-partner 2026-09-01 2400.00EUR"
	renews := func(name, catalog, subscription string, want ...string) Case {
		return one("next term: "+name, opening, renewing+paid+subscription, want...).offered(offer + catalog)
	}
	trial := func(name, catalog, subscription string, want ...string) Case {
		return alone("trial-converts: "+name, "2026-03-31",
			ours+"quantity=25 trial=true commitment_end=2026-04-30 auto_renew=true end_of_term= currency=EUR "+subscription, want...).offered(offer + catalog)
	}
	return []Case{
		// 20 × 11.00 × 12, 20 × 125.00, 20 × 10.50, 20 × 330.00.
		renews("a year by the month", "annual_monthly_price=11.00 annual_price=125.00", "",
			"auto-renew-on critical source-partner 2026-09-01 2640.00EUR"),
		renews("a year at once", "annual_monthly_price=11.00 annual_price=125.00", "billing_cycle=annual",
			"auto-renew-on critical source-partner 2026-09-01 2500.00EUR"),
		renews("a month", "monthly_price=10.50", "term=P1M", "auto-renew-on medium source-partner 2026-09-01 210.00EUR"),
		renews("three years at once", "triennial_price=330.00", "term=P3Y billing_cycle=triennial",
			"auto-renew-on critical source-partner 2026-09-01 6600.00EUR"),
		renews("the price needs none of today", "annual_monthly_price=11.00", "unit_price= currency=",
			"auto-renew-on critical source-partner 2026-09-01 2640.00EUR"),
		// 20 × 10.00 × 12, as in this term.
		renews("the catalogue knows another billing plan", "annual_price=125.00", "", today).shows("auto-renew-on assumes=price-of-this-term"),
		renews("the catalogue has another currency", "annual_monthly_price=11.00 currency=USD", "", today).
			shows("auto-renew-on assumes=price-of-this-term"),
		renews("three years by the month", "annual_monthly_price=11.00", "term=P3Y", "auto-renew-on critical source-partner 2026-09-01 7200.00EUR").
			shows("auto-renew-on assumes=price-of-this-term"),
		// 12 × 11.00 × 12; 20 × 9.00 × 12; 20 × 330.00 in one payment.
		renews("fewer seats renew", "annual_monthly_price=11.00", "renew_quantity=12", "auto-renew-on critical source-partner 2026-09-01 1584.00EUR"),
		renews("another offer renews", "", "renew_offer_id=CFQ7TTC0LCHC:0002", "auto-renew-on critical source-partner 2026-09-01 2160.00EUR").
			offered("offer_id=CFQ7TTC0LCHC:0002 annual_monthly_price=9.00 currency=EUR"),
		renews("another term renews", "triennial_price=330.00", "renew_term=P3Y billing_cycle=triennial",
			"auto-renew-on critical source-partner 2026-09-01 6600.00EUR"),
		// 5 × 11.00 × 12, and 3 × 11.00 × 12.
		alone("next term: the unassigned seats", "2026-08-02", ours+renewing+paid+"assigned=15", "renewal-commitment medium us 2026-09-01 660.00EUR").
			offered(offer + "annual_monthly_price=11.00").shows("renewal-commitment unassigned_value=660.00"),
		alone("next term: those of the seats that renew", "2026-08-02", ours+renewing+paid+"assigned=15 renew_quantity=18",
			"renewal-commitment medium us 2026-09-01 396.00EUR").offered(offer + "annual_monthly_price=11.00").shows("renewal-commitment unassigned=3"),
		// A month in an extended term: 20 × 13.00, without a surcharge.
		one("est-auto-convert: the catalogue has its price", opening, extending+paid, "est-auto-convert critical source-partner 2026-09-01 260.00EUR").
			offered(offer + "monthly_plan=true monthly_price=10.00 est_price=13.00"),
		// 25 × 120.00; 25 × 11.00 × 12; 25 × 5.00 × 1.
		trial("the price of a year", "annual_price=120.00 monthly_price=5.00", "term=P1M renew_term=P1Y", "trial-converts medium us 2026-04-30 3000.00EUR").
			shows("trial-converts kind=avoidable", "trial-converts period=once"),
		trial("a year by the month", "annual_price=120.00 annual_monthly_price=11.00", "term=P1M renew_term=P1Y billing_cycle=monthly",
			"trial-converts medium us 2026-04-30 3300.00EUR"),
		trial("the first month of a year", "monthly_price=5.00", "term=P1M renew_term=P1Y", "trial-converts medium us 2026-04-30 125.00EUR").
			shows("trial-converts period=month"),
	}
}
