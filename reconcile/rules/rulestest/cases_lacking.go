package rulestest

import "slices"

func lackingCases() []Case { return slices.Concat(termMissingCases(), priceMissingCases()) }

func termMissingCases() []Case {
	const open = "term= commitment_end=2026-09-01 auto_renew=true end_of_term= "
	const fires = "term-missing low us 2026-09-01 -"
	own := func(name, asOf, subscription string, want ...string) Case {
		return alone("term-missing: "+name, asOf, ours+open+subscription, want...)
	}
	return []Case{
		own("first day of its 30", "2026-08-02", "", fires).counts("not-involved 1"),
		own("one day before", "2026-08-01", "").counts("not-involved 1"),
		own("one for all rows, due with the first", "2026-08-27", "", fires).
			plus(ours+open+"subscription_id=p commitment_end=2026-09-20").shows("term-missing rows=2", "term-missing row_ids=o p"),
		own("a term outside the list", "2026-08-27", "term=P5W", fires, "unknown-value medium us - -"),
		own("by the month", "2026-08-27", "term=P1M").counts("routine-renewal 1"),
		own("auto-renew off", "2026-08-27", "auto_renew=false end_of_term=cancel", "lapse-unplanned low us 2026-09-01 -", unpriced),
		own("it is cancelled all the same", "2026-08-27", "end_of_term=cancel", "auto-renew-contradiction medium us 2026-08-31 -",
			"lapse-unplanned low us 2026-09-01 -", unpriced),
		own("pending", "2026-08-27", "status=pending").counts("not-involved 1"),
		own("software", "2026-08-27", "product_type=software").counts("other-product 1"),
		own("not ours", "2026-08-27", "seller_id=99999999-9999-9999-9999-999999999999").counts("unwatched 1"),
		one("term-missing: ours has moved", "2026-08-27", open+"seller_id="+PartnerID, finished).
			plus(ours + "created=2026-08-26 " + distant).requested(completed + "target_partner_id=" + provider).reselling(provider),
		one("term-missing: ours is to be moved", "2026-08-27", open+paid+"seller_id="+PartnerID, "auto-renew-on critical us 2026-09-01 -", unpriced, fires),
	}
}

func priceMissingCases() []Case {
	const lapses = "lapse-unplanned low us 2026-09-01 -"
	own := func(name, subscription string, want ...string) Case {
		return alone("price-missing: "+name, opening, ours+cancelled+paid+subscription, want...)
	}
	const renews = "auto-renew-on critical source-partner 2026-09-01 "
	return []Case{
		own("no price", "unit_price=", lapses, unpriced).
			shows("price-missing subject=csv", "price-missing rows=1", "price-missing row_ids=o", "price-missing source=csv"),
		own("no currency", "currency=", lapses, unpriced),
		own("a currency outside the list", "currency=XYZ", lapses, unpriced, "unknown-value medium us - -"),
		own("no billing cycle", "billing_cycle=", lapses, unpriced),
		own("no term, which a year's value does not need", "term=", "lapse-unplanned low us 2026-09-01 2400.00EUR"),
		own("no number of seats is another matter", "quantity=", lapses),
		own("a trial costs nothing", "unit_price= trial=true", lapses),
		own("one for all rows", "unit_price=", lapses, lapses, unpriced).plus(ours + cancelled + "subscription_id=p").shows("price-missing rows=2"),
		one("price-missing: of another seller, from a source that knows other prices", opening, renewing, renews+"-", unpriced).
			plus(ours + distant + paid),
		one("price-missing: of another seller, from a source that knows no price", opening, renewing, renews+"-").plus(ours + distant),
		one("price-missing: of another seller, and half of its own is all that is known", opening, renewing+"unit_price=10.00", renews+"-"),
		alone("price-missing: what has no amount by a price of its own", opening, ours+extending, "est-auto-convert high us 2026-09-01 -"),
		alone("price-missing: a month in an extended term by a price of its own", opening, ours+extending, "est-auto-convert high us 2026-09-01 -", unpriced).
			offered("offer_id=CFQ7TTC0LH18:0001 monthly_plan=false"),
		alone("price-missing: seats that were to be dropped", opening, ours+renewing+"renew_quantity=", "choice-lost medium us 2026-09-01 -", unpriced).
			after(quiet("2026-06-02", ours+renewing+"renew_quantity=15")),
		one("price-missing: of what is gone", opening, "", "source-missing critical us 2026-09-01 -", unpriced).having(beside + paid).whole().
			after(nightly("2026-06-02", theirs+renewing, beside+paid)).shows("price-missing row_ids=s"),
		one("price-missing: of what took its place", "2026-10-02", ending+paid+"status=deleted status_since=2026-10-01",
			"source-replaced critical us 2026-10-08T00:00:00Z -", unpriced).shows("price-missing row_ids=q").
			plus(theirs + "subscription_id=q created=2026-10-01 term=P1Y commitment_end=2027-09-30 auto_renew=true end_of_term="),
		alone("price-missing: nothing to be counted", before, ours+distant).counts("far-renewal 1"),
		alone("price-missing: what another finding speaks for", "2026-09-02", ours+renewing, "renewal-processing info us 2026-09-02 -").
			silences("renewal-commitment 1"),
	}
}
