package rulestest

import "slices"

func autoRenewCases() []Case {
	return slices.Concat(autoRenewOnCases(), contradictionCases(), trialCases(), endOfSaleCases(), lapseCases(), commitmentCases())
}

func autoRenewOnCases() []Case {
	const provider = "88888888-8888-8888-8888-888888888888"
	const fires = "auto-renew-on critical source-partner 2026-09-01 -"
	return []Case{
		// 20 seats × 10.00 × 12 months.
		one("auto-renew-on: first day of the horizon", opening, renewing+paid, "auto-renew-on critical source-partner 2026-09-01 2400.00EUR").
			shows("auto-renew-on outcome=renew", "auto-renew-on term=P1Y", "auto-renew-on E=2026-09-01"),
		one("auto-renew-on: one day before", before, renewing+paid).counts("far-renewal 1"),
		one("auto-renew-on: overdue", "2026-09-03", renewing, fires).shows("auto-renew-on assumes=status-lags"),
		one("auto-renew-on: a new term by choice", opening, renewing+"end_of_term=renew", fires),
		one("auto-renew-on: a cancel beats it", opening, cancelled, "cancel-without-cover critical us 2026-09-01 -"),
		one("auto-renew-on: pending", opening, renewing+"status=pending", fires),
		one("auto-renew-on: the move is in progress", opening, renewing, fires).moved(move + "status=in-progress"),
		one("auto-renew-on: the move is done and it goes on", opening, renewing, fires).moved(move + "status=done"),
		one("auto-renew-on: the move is done and it ends", opening, cancelled).moved(move + "status=done").counts("not-involved 1"),
		one("auto-renew-on: the move is dropped", opening, renewing).moved(move + "status=dropped").counts("not-involved 1"),
		alone("auto-renew-on: no move", opening, theirs+renewing).counts("unwatched 1"),
		// One period of three years: 20 × 360.00. Three years of months: 20 × 10.00 × 36.
		one("auto-renew-on: three years at once", opening, renewing+"term=P3Y billing_cycle=triennial unit_price=360.00 currency=EUR",
			"auto-renew-on critical source-partner 2026-09-01 7200.00EUR"),
		one("auto-renew-on: three years by the month", opening, renewing+paid+"term=P3Y",
			"auto-renew-on critical source-partner 2026-09-01 7200.00EUR"),
		one("auto-renew-on: a month is billed by the month", opening, renewing+paid+"term=P1M billing_cycle=",
			"auto-renew-on medium source-partner 2026-09-01 200.00EUR"),
		one("auto-renew-on: a term that is not known may be long", opening, renewing+"term=", fires),
		one("auto-renew-on: a year at once", opening, renewing+"billing_cycle=annual unit_price=100.00 currency=EUR",
			"auto-renew-on critical source-partner 2026-09-01 2000.00EUR"),
		one("auto-renew-on: a currency without cents", opening, renewing+paid+"unit_price=1000 currency=JPY",
			"auto-renew-on critical source-partner 2026-09-01 240000JPY"),
		one("auto-renew-on: no number of seats, no exposure", opening, renewing+paid+"quantity=", fires),
		one("auto-renew-on: no billing cycle, no exposure", opening, renewing+paid+"billing_cycle=", fires),
		one("auto-renew-on: the customer acts in mca-e", opening, renewing+"channel=mca-e", "auto-renew-on critical customer 2026-09-01 -"),
		one("auto-renew-on: the customer acts in ea", opening, renewing+"channel=ea", "auto-renew-on critical customer 2026-09-01 -"),
		one("auto-renew-on: the customer acts in open", opening, renewing+"channel=open", "auto-renew-on critical customer 2026-09-01 -"),
		one("auto-renew-on: the customer acts with an advisor", opening, renewing+"channel=advisor", "auto-renew-on critical customer 2026-09-01 -"),
		one("auto-renew-on: the customer acts in an unknown channel", opening, renewing+"channel=", "auto-renew-on critical customer 2026-09-01 -"),
		one("auto-renew-on: the source partner acts in syndication", opening, renewing+"channel=syndication", fires),
		one("auto-renew-on: csp with unknown seller", opening, renewing+"seller_id=", fires),
		one("auto-renew-on: ours is to be moved", opening, renewing+"seller_id="+PartnerID, "auto-renew-on critical us 2026-09-01 -", unpriced),
		one("auto-renew-on: our provider acts for us", opening, renewing+"seller_id="+provider, "auto-renew-on critical provider 2026-09-01 -", unpriced).
			reselling(provider),
		one("auto-renew-on: software", opening, renewing+"product_type=software", fires),
		one("auto-renew-on: software of a done move", opening, renewing+"product_type=software", fires).moved(move + "status=done"),
		one("auto-renew-on: third-party", opening, renewing+"product_type=third-party", fires),
		one("auto-renew-on: usage is none", opening, renewing+"product_type=usage", "azure-switch low us - -"),
	}
}

func contradictionCases() []Case {
	const fires = "auto-renew-contradiction medium source-partner 2026-08-31 -"
	return []Case{
		// Its due is a day earlier than E, and so is its horizon.
		one("auto-renew-contradiction: first day of the horizon", before, cancelled+"auto_renew=true", fires).
			shows("auto-renew-contradiction auto_renew=yes", "auto-renew-contradiction end_of_term=cancel"),
		one("auto-renew-contradiction: one day before", "2026-06-01", cancelled+"auto_renew=true").counts("not-involved 1"),
		one("auto-renew-contradiction: on, extended term chosen", before, bridged+"auto_renew=true", fires),
		alone("auto-renew-contradiction: ours, off and a new term scheduled", opening, ours+renewing+"auto_renew=false end_of_term=renew",
			"auto-renew-contradiction medium us 2026-08-31 -"),
		one("auto-renew-contradiction: off and cancelled agree", before, cancelled).counts("not-involved 1"),
		one("auto-renew-contradiction: unknown contradicts nothing", before, cancelled+"auto_renew=").counts("not-involved 1"),
		alone("auto-renew-contradiction: neither a source nor ours", opening, theirs+cancelled+"auto_renew=true").counts("unwatched 1"),
		one("auto-renew-contradiction: pending", opening, cancelled+"auto_renew=true status=pending").counts("not-involved 1"),
		one("auto-renew-contradiction: suspended", before, cancelled+"auto_renew=true status=suspended",
			"suspended-billed medium source-partner 2026-09-01 -"),
		one("auto-renew-contradiction: software", opening, cancelled+"auto_renew=true product_type=software",
			"cancel-without-cover critical us 2026-09-01 -"),
	}
}

func trialCases() []Case {
	const trial = ours + "quantity=25 trial=true term=P1M commitment_end=2026-04-30 auto_renew=true end_of_term= currency=EUR "
	const sold = "offer_id=CFQ7TTC0LH18:0001 monthly_price=5.00 currency=EUR"
	return []Case{
		// 25 × 5.00; 30 days before 30 April is 31 March.
		alone("trial-converts: first day of its 30", "2026-03-31", trial, "trial-converts medium us 2026-04-30 125.00EUR").offered(sold),
		alone("trial-converts: one day before", "2026-03-30", trial).offered(sold).counts("not-involved 1"),
		alone("trial-converts: no number of seats, no exposure", "2026-03-31", trial+"quantity=", "trial-converts medium us 2026-04-30 -").offered(sold),
		alone("trial-converts: another currency, no exposure", "2026-03-31", trial+"currency=USD", "trial-converts medium us 2026-04-30 -").offered(sold),
		alone("trial-converts: no trial", "2026-03-31", trial+"trial=false").counts("routine-renewal 1"),
		alone("trial-converts: auto-renew off", "2026-03-31", trial+"auto_renew=false", "lapse-unplanned low us 2026-04-30 -"),
		alone("trial-converts: software", "2026-03-31", trial+"product_type=software").counts("other-product 1"),
		alone("trial-converts: neither a source nor ours", "2026-03-31", trial+"seller_id=").counts("unwatched 1"),
	}
}

func endOfSaleCases() []Case {
	const offSale = "offer_id=CFQ7TTC0LH18:0001 on_sale_until=2026-01-31 "
	const fires, lapses = "end-of-sale-renew-off medium us 2026-09-01 -", "lapse-unplanned low us 2026-09-01 -"
	const ends = "cancel-without-cover critical us 2026-09-01 -"
	sale := func(name, asOf, subscription, offer string, want ...string) Case {
		return alone("end-of-sale-renew-off: "+name, asOf, ours+subscription, want...).offered(offer)
	}
	return []Case{
		sale("first day of the horizon", opening, cancelled, offSale, fires, lapses, unpriced).shows("end-of-sale-renew-off on_sale_until=2026-01-31"),
		sale("one day before", before, cancelled, offSale).counts("not-involved 1"),
		sale("the last day of sale", opening, cancelled, "offer_id=CFQ7TTC0LH18:0001 on_sale_until=2026-06-03", lapses, unpriced),
		sale("the day after the last one of sale", opening, cancelled, "offer_id=CFQ7TTC0LH18:0001 on_sale_until=2026-06-02", fires, lapses, unpriced),
		sale("renewable on the day after the end", opening, cancelled, offSale+"renewable_until=2026-09-02", fires, lapses, unpriced),
		sale("not renewable any more then", opening, cancelled, offSale+"renewable_until=2026-09-01", lapses, unpriced),
		sale("renews", opening, renewing, offSale).counts("not-involved 1"),
		sale("extends", opening, extending, offSale, fires, "est-auto-convert high us 2026-09-01 -"),
		sale("suspended has no outcome", opening, cancelled+"status=suspended", offSale,
			"suspended-billed medium us 2026-09-01 -", unpriced, "suspended-near-end high us 2026-09-01 -"),
		one("end-of-sale-renew-off: by partner transfer", opening, cancelled, ends, "end-of-sale-renew-off medium source-partner 2026-09-01 -").
			moved(move + "route=partner-transfer").offered(offSale),
		one("end-of-sale-renew-off: by channel transfer", opening, cancelled+"channel=ea", ends, "end-of-sale-renew-off medium customer 2026-09-01 -").
			moved(move + "route=channel-transfer").offered(offSale),
		one("end-of-sale-renew-off: bought again", opening, cancelled, ends, "offer-discontinued high us 2026-09-01 -").
			moved(move + "route=rebuy").offered(offSale),
		one("end-of-sale-renew-off: covered", opening, cancelled).moved(named+"route=partner-transfer").plus(successor).
			offered(offSale).counts("covered 1", "far-renewal 1"),
	}
}

func lapseCases() []Case {
	return []Case{
		alone("lapse-unplanned: first day of the horizon", "2026-02-02", ours+lapsing+paid, "lapse-unplanned high us 2026-05-03 2400.00EUR").
			shows("lapse-unplanned on_purpose=no"),
		alone("lapse-unplanned: one day before", "2026-02-01", ours+lapsing+paid).counts("not-involved 1"),
		// A year is one period of 120.00, and a third of one of 360.00, for 20 seats.
		alone("lapse-unplanned: cancelled on purpose", opening, ours+cancelled+"billing_cycle=annual unit_price=120.00 currency=EUR",
			"lapse-unplanned low us 2026-09-01 2400.00EUR").shows("lapse-unplanned on_purpose=yes"),
		alone("lapse-unplanned: a trial", "2026-02-02", ours+lapsing+paid+"trial=true", "lapse-unplanned low us 2026-05-03 -").
			shows("lapse-unplanned trial=yes", "lapse-unplanned on_purpose=no"),
		alone("lapse-unplanned: a trial that is cancelled", opening, ours+cancelled+paid+"trial=true", "lapse-unplanned low us 2026-09-01 -").
			shows("lapse-unplanned trial=yes", "lapse-unplanned on_purpose=yes"),
		alone("lapse-unplanned: a year of three", "2026-02-02", ours+lapsing+"term=P3Y billing_cycle=triennial unit_price=360.00 currency=EUR",
			"lapse-unplanned high us 2026-05-03 2400.00EUR"),
		alone("lapse-unplanned: no number of seats, no exposure", "2026-02-02", ours+lapsing+paid+"quantity=", "lapse-unplanned high us 2026-05-03 -"),
		alone("lapse-unplanned: pending", "2026-02-02", ours+lapsing+"status=pending").counts("not-involved 1"),
		alone("lapse-unplanned: not ours", "2026-02-02", theirs+lapsing).counts("unwatched 1"),
		alone("lapse-unplanned: over", "2026-05-04", ours+lapsing, "grace-open high us 2026-06-02 -").shows("grace-open assumes=status-lags"),
		one("lapse-unplanned: ours is to be moved", "2026-02-02", lapsing+"seller_id="+PartnerID, "end-date-approaching high us 2026-06-02 -"),
	}
}

// changedRenewalCases are about what is scheduled to change with the renewal.
func changedRenewalCases() []Case {
	change := func(name, subscription string, want ...string) Case {
		return alone("renewal-commitment: "+name, "2026-08-02", ours+renewing+paid+subscription, want...)
	}
	return []Case{
		// 15 × 10.00 × 12.
		change("fewer renew than are assigned", "assigned=18 renew_quantity=15", "renewal-commitment medium us 2026-09-01 1800.00EUR").
			shows("renewal-commitment take_back=3", "renewal-commitment renews_with=15", "renewal-commitment assigned=18"),
		change("fewer renew than are assigned at most", "assigned_at_most=18 renew_quantity=15", "renewal-commitment low us 2026-09-01 1800.00EUR"),
		change("as many renew as are assigned", "assigned=15 renew_quantity=15", "renewal-commitment low us 2026-09-01 1800.00EUR"),
		change("more renew", "assigned=20 renew_quantity=25", "renewal-commitment medium us 2026-09-01 600.00EUR").
			shows("renewal-commitment unassigned=5", "renewal-commitment unassigned_value=600.00"),
		change("for three years", "renew_term=P3Y", "renewal-commitment low us 2026-09-01 7200.00EUR").shows("renewal-commitment term=P3Y"),
		change("by the month from then on", "renew_term=P1M").counts("not-involved 1"),
		change("a month becomes a year", "term=P1M renew_term=P1Y", "renewal-commitment low us 2026-09-01 2400.00EUR"),
		change("another offer has another price", "renew_offer_id=CFQ7TTC0LCHC:0002", "renewal-commitment low us 2026-09-01 -"),
	}
}

func commitmentCases() []Case {
	const fires = "renewal-commitment low us 2026-09-01 2400.00EUR"
	return []Case{
		// 30 days before 1 September is 2 August.
		alone("renewal-commitment: first day of its 30", "2026-08-02", ours+renewing+paid, fires),
		alone("renewal-commitment: one day before", "2026-08-01", ours+renewing+paid).counts("not-involved 1"),
		// 5 of 20 seats are unassigned: 5 × 10.00 × 12.
		alone("renewal-commitment: seats are unassigned", "2026-08-02", ours+renewing+paid+"assigned=15",
			"renewal-commitment medium us 2026-09-01 600.00EUR").
			shows("renewal-commitment unassigned=5", "renewal-commitment unassigned_value=600.00"),
		alone("renewal-commitment: at most so many are assigned", "2026-08-02", ours+renewing+paid+"assigned_at_most=15", fires),
		alone("renewal-commitment: all seats are assigned", "2026-08-02", ours+renewing+paid+"assigned=20", fires),
		alone("renewal-commitment: more are assigned", "2026-08-02", ours+renewing+paid+"assigned=23",
			"renewal-commitment medium us 2026-09-01 2400.00EUR").shows("renewal-commitment take_back=3"),
		alone("renewal-commitment: three years", "2026-08-02", ours+renewing+paid+"term=P3Y", "renewal-commitment low us 2026-09-01 7200.00EUR"),
		alone("renewal-commitment: overdue", "2026-09-03", ours+renewing+paid, fires).shows("renewal-commitment assumes=status-lags"),
		alone("renewal-commitment: monthly", "2026-08-02", ours+renewing+paid+"term=P1M").counts("routine-renewal 1"),
		alone("renewal-commitment: pending", "2026-08-02", ours+renewing+"status=pending").counts("not-involved 1"),
		alone("renewal-commitment: ends", "2026-08-02", ours+cancelled, "lapse-unplanned low us 2026-09-01 -", unpriced),
		alone("renewal-commitment: not ours", "2026-08-02", theirs+renewing).counts("unwatched 1"),
		one("renewal-commitment: ours is to be moved", "2026-08-02", renewing+"seller_id="+PartnerID, "auto-renew-on critical us 2026-09-01 -", unpriced),
	}
}
