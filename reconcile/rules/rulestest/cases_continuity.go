package rulestest

import "slices"

func continuityCases() []Case {
	return slices.Concat(offerCases(), quantityCases(), discontinuedCases(), conflictingMoveCases())
}

func offerCases() []Case {
	const fires = "offer-different high us 2026-09-01 -"
	offers := func(name, target string, want ...string) Case {
		return one("offer-different: "+name, before, cancelled, want...).moved(named).plus(successor + target)
	}
	const other = "offer_id=CFQ7TTC0LCHC:0002"
	return []Case{
		offers("another offer", other, fires).shows("offer-different target=o"),
		offers("an offer that is not known is no other one", "offer_id=").counts("covered 1", "far-renewal 1"),
		offers("the same offer", "").counts("covered 1", "far-renewal 1"),
		offers("listed as equivalent", other).offered("offer_id=CFQ7TTC0LH18:0001 equivalent_to=CFQ7TTC0LCHC:0002").counts("covered 1", "far-renewal 1"),
		offers("listed as equivalent the other way", other).offered("offer_id=CFQ7TTC0LCHC:0002 equivalent_to=CFQ7TTC0LH18:0001").
			counts("covered 1", "far-renewal 1"),
		offers("equivalents do not chain", other, fires).offered("offer_id=CFQ7TTC0LH18:0001 equivalent_to=CFQ7TTC0MM8R:0001",
			"offer_id=CFQ7TTC0MM8R:0001 equivalent_to=CFQ7TTC0LCHC:0002"),
		offers("one of two targets", "quantity=10", fires, "quantity-mismatch high us 2026-09-01 -").moved(move + "target_subscription_id=o;p").
			plus(successor + "subscription_id=p quantity=10 " + other).shows("offer-different target=p"),
		offers("beside enough of the same offer", "").moved(move+"target_subscription_id=o;p").
			plus(successor+"subscription_id=p "+other).counts("covered 1", "far-renewal 2"),
		offers("the move is done", other).moved(named + "status=done"),
		one("offer-different: software", before, cancelled+"product_type=software").moved(named).plus(successor+other).
			counts("covered 1", "far-renewal 1"),
	}
}

func quantityCases() []Case {
	const check = "quantity-mismatch medium us 2026-09-01 -"
	seats := func(name, source, target string, want ...string) Case {
		return one("quantity-mismatch: "+name, before, cancelled+paid+source, want...).moved(named).plus(successor + target)
	}
	return []Case{
		seats("those of the source are not known", "quantity=", "quantity=18", check).shows("quantity-mismatch unknown_seats=source"),
		seats("those of the target are not known", "", "quantity=", check).shows("quantity-mismatch unknown_seats=target"),
		// 2 × 10.00 × 12, 5 × 10.00 × 12.
		seats("two too few", "", "quantity=18", "quantity-mismatch high us 2026-09-01 240.00EUR").
			shows("quantity-mismatch needed=20", "quantity-mismatch target_seats=18", "quantity-mismatch difference=2"),
		seats("five too many", "", "quantity=25", "quantity-mismatch low us 2026-09-01 600.00EUR").shows("quantity-mismatch difference=5"),
		seats("as many", "", "quantity=20").counts("covered 1", "far-renewal 1"),
		seats("the assigned seats are enough", "assigned=15", "quantity=15").counts("covered 1", "far-renewal 1"),
		seats("fewer than the assigned seats", "assigned=15", "quantity=14", "quantity-mismatch high us 2026-09-01 120.00EUR").
			shows("quantity-mismatch needed=15"),
		seats("at most so many are assigned", "assigned_at_most=15", "quantity=15").counts("covered 1", "far-renewal 1"),
		seats("fewer than are assigned at most", "assigned_at_most=15", "quantity=14", "quantity-mismatch high us 2026-09-01 120.00EUR").
			shows("quantity-mismatch needed=15"),
		seats("how many are assigned goes before how many at most", "assigned=12 assigned_at_most=15", "quantity=12").
			counts("covered 1", "far-renewal 1"),
		seats("also where it is more", "assigned=15 assigned_at_most=12", "quantity=12", "quantity-mismatch high us 2026-09-01 360.00EUR"),
		seats("so many at most and the quantity is not known", "quantity= assigned_at_most=15", "quantity=15").counts("covered 1", "far-renewal 1"),
		seats("more bought than are assigned at most", "assigned_at_most=15", "quantity=20").counts("covered 1", "far-renewal 1"),
		seats("more assigned than bought", "assigned=25", "quantity=20").counts("covered 1", "far-renewal 1"),
		seats("two targets together", "", "quantity=12").moved(move+"target_subscription_id=o;p").plus(successor+"subscription_id=p quantity=8").
			counts("covered 1", "far-renewal 2"),
		seats("two targets together have too many", "", "quantity=12", "quantity-mismatch low us 2026-09-01 480.00EUR").
			moved(move + "target_subscription_id=o;p").plus(successor + "subscription_id=p quantity=12"),
		seats("one of two targets is late", "", "quantity=12", "quantity-mismatch high us 2026-09-01 960.00EUR").
			moved(move + "target_subscription_id=o;p").plus(successor + "subscription_id=p quantity=8 term_start=2026-09-02").
			shows("quantity-mismatch target_seats=12"),
		seats("none in time is a gap", "", "quantity=18 term_start=2026-09-10").counts("far-renewal 1", "not-involved 1"),
		seats("the move is done", "", "quantity=18").moved(named + "status=done"),
		seats("software", "product_type=software", "quantity=18").counts("far-renewal 1", "not-involved 1"),
	}
}

func discontinuedCases() []Case {
	const offSale = "offer_id=CFQ7TTC0LH18:0001 on_sale_until=2026-06-01 "
	const fires, partly = "offer-discontinued high us 2026-09-01 -", "offer-discontinued medium us 2026-09-01 -"
	gone := func(name string, want ...string) Case {
		return one("offer-discontinued: "+name, before, cancelled, want...).offered(offSale)
	}
	return []Case{
		gone("the day after the last one of sale", fires).shows("offer-discontinued on_sale_until=2026-06-01"),
		gone("the last day of sale").offered(offSale + "on_sale_until=2026-06-02"),
		gone("still sold").offered(offSale + "on_sale_until="),
		gone("not in the catalogue").offered("offer_id=CFQ7TTC0LCHC:0002 on_sale_until=2026-01-01"),
		gone("bought again", fires).moved(move + "route=rebuy"),
		gone("cancelled at once").moved(move + "route=cancel-now"),
		gone("an equivalent is on sale", partly).offered(offSale+"equivalent_to=CFQ7TTC0LCHC:0002", "offer_id=CFQ7TTC0LCHC:0002"),
		gone("an equivalent names it", partly).offered(offSale, "offer_id=CFQ7TTC0LCHC:0002 equivalent_to=CFQ7TTC0LH18:0001"),
		gone("the equivalent is off sale as well", fires).
			offered(offSale+"equivalent_to=CFQ7TTC0LCHC:0002", "offer_id=CFQ7TTC0LCHC:0002 on_sale_until=2026-06-01"),
		gone("a target is named").moved(named).plus(successor).counts("covered 1", "far-renewal 1"),
		gone("no move").moved(),
		one("offer-discontinued: software", before, cancelled+"product_type=software").offered(offSale).counts("not-involved 1"),
		one("offer-discontinued: the grace counts", "2026-02-01", lapsing, "offer-discontinued high us 2026-06-02 -").
			offered(offSale + "on_sale_until=2026-01-31"),
	}
}

func conflictingMoveCases() []Case {
	const fires = "move-conflict high us - -"
	second := successor + "subscription_id=p "
	other := theirs + distant + "subscription_id=y quantity=20 "
	return []Case{
		one("move-conflict: a source in two open moves, judged by the targets of both", before, cancelled, fires, "quantity-mismatch low us 2026-09-01 -").
			moved(move+"target_subscription_id=o", move+"target_subscription_id=p").plus(successor, second).
			shows("move-conflict kind=source-twice", "move-conflict named=s", "move-conflict subject=source-twice:s"),
		one("move-conflict: the other move is done", before, cancelled).
			moved(move+"target_subscription_id=o", move+"target_subscription_id=p status=done").plus(successor, second).
			counts("covered 1", "far-renewal 2"),
		one("move-conflict: a target of two moves", before, cancelled, fires).
			moved(named, "tenant_id=t source_subscription_id=y target_subscription_id=o").plus(successor, other).
			shows("move-conflict kind=target-twice", "move-conflict named=o"),
		one("move-conflict: a target of two tenants", before, cancelled, fires, fires, "tenant-to-tenant-data high customer 2027-03-01 -").
			in(tenant, fabrikam).plus(successor, other+"tenant_id=u").
			moved(named, "tenant_id=u source_subscription_id=y target_subscription_id=o target_tenant_id=t").
			shows("move-conflict tenant=t", "move-conflict tenant=u", "move-conflict kind=target-twice"),
		one("move-conflict: the other one is dropped", before, cancelled).
			moved(named, "tenant_id=t source_subscription_id=y target_subscription_id=o status=dropped").plus(successor, other).
			counts("covered 1", "far-renewal 2"),
		one("move-conflict: a source never seen", before, cancelled, fires).moved("tenant_id=t source_subscription_id=x").
			shows("move-conflict kind=source-unknown", "move-conflict named=x"),
		one("move-conflict: a target never seen", before, cancelled, fires).moved(move+"target_subscription_id=x").
			shows("move-conflict kind=target-unknown", "move-conflict named=x"),
		one("move-conflict: done names what it likes", before, cancelled).moved("tenant_id=t source_subscription_id=x status=done"),
	}
}

func coverageCases() []Case { return slices.Concat(gapCases(), graceGapCases()) }

func gapCases() []Case {
	const fires = "coverage-gap critical us 2026-09-01 -"
	gap := func(name, target string, want ...string) Case {
		return one("coverage-gap: "+name, opening, cancelled, want...).moved(named).plus(successor + target)
	}
	return []Case{
		gap("starts on the last day", "").counts("covered 1", "far-renewal 1"),
		gap("starts on the day after", "term_start=2026-09-02", "coverage-gap medium us 2026-09-01 -"),
		gap("starts two days after", "term_start=2026-09-03", fires).
			shows("coverage-gap gap_from=2026-09-02", "coverage-gap gap_to=2026-09-02", "coverage-gap gap_days=1"),
		gap("ordered in time, though it starts later", "created=2026-05-20 term_start=2026-09-20", fires),
		gap("ends with it", "auto_renew=false end_of_term=cancel commitment_end=2026-09-01", fires),
		gap("ends with it and renews", "term=P1M commitment_end=2026-09-01").counts("covered 1", "routine-renewal 1"),
		gap("ends a day after it", "auto_renew=false end_of_term=cancel commitment_end=2026-09-02").counts("covered 1", "not-involved 1"),
		gap("never ends", "commitment_end=9999-12-31 auto_renew=false end_of_term=").counts("covered 1", "no-end 1"),
		gap("the target is suspended", "status=suspended", fires, "suspended-billed medium us 2027-08-31 -", unpriced),
		gap("the target is suspended, and starts on the day after", "status=suspended term_start=2026-09-02", fires, "suspended-billed medium us 2027-08-31 -", unpriced),
		gap("the target is deleted", "status=deleted", fires),
		gap("one of two is in time", "quantity=10 term_start=2026-09-10", "quantity-mismatch high us 2026-09-01 -").
			moved(move + "target_subscription_id=o;p").plus(successor + "subscription_id=p quantity=10"),
		one("coverage-gap: pending on the last day", "2026-09-01", cancelled).moved(named).plus(successor).counts("covered 1", "far-renewal 1"),
		one("coverage-gap: one day before the horizon", before, cancelled).moved(named).plus(successor+"term_start=2026-09-03").
			counts("far-renewal 1", "not-involved 1"),
		one("coverage-gap: renews", opening, renewing, "auto-renew-on critical source-partner 2026-09-01 -").moved(named).
			plus(successor + "term_start=2026-09-03"),
		one("coverage-gap: extends", opening, bridged, "est-scheduled high source-partner 2026-09-01 -").moved(named).
			plus(successor + "term_start=2026-09-03"),
		one("coverage-gap: unknown", opening, extending+"auto_renew=", "end-of-term-unknown high source-partner 2026-09-01 -", fires).moved(named).
			plus(successor + "term_start=2026-09-03"),
		one("coverage-gap: pending", opening, cancelled+"status=pending", fires).moved(named).plus(successor + "term_start=2026-09-03"),
		one("coverage-gap: software", opening, cancelled+"product_type=software", fires).moved(named).plus(successor + "term_start=2026-09-03"),
		one("coverage-gap: usage", opening, cancelled+"product_type=usage", "azure-switch low us - -").moved(named).
			plus(successor + "term_start=2026-09-03"),
		one("coverage-gap: the move is done", opening, cancelled).moved(named+"status=done").plus(successor+"term_start=2026-09-03").
			counts("far-renewal 1", "not-involved 1"),
	}
}

func graceGapCases() []Case {
	// The free grace lasts to 2026-06-02, and the horizon of that day begins on
	// 2026-03-04.
	const fires = "coverage-gap critical us 2026-06-02 -"
	gap := func(name, asOf, start string, want ...string) Case {
		return one("coverage-gap in the grace: "+name, asOf, lapsing, want...).moved(named).
			plus(successor + "commitment_end=2027-05-31 term_start=" + start)
	}
	return []Case{
		gap("starts on its last day", "2026-04-20", "2026-06-02").counts("covered 1", "far-renewal 1"),
		gap("starts on the day after", "2026-04-20", "2026-06-03", "coverage-gap medium us 2026-06-02 -"),
		gap("starts two days after", "2026-04-20", "2026-06-04", fires).shows("coverage-gap gap_from=2026-06-03", "coverage-gap gap_to=2026-06-03"),
		gap("first day of the horizon", "2026-03-04", "2026-06-04", fires),
		gap("one day before", "2026-03-03", "2026-06-04").counts("far-renewal 1", "not-involved 1"),
		one("coverage-gap in the grace: ea stops at the end", opening, extending+"channel=ea", "coverage-gap medium us 2026-09-01 -").moved(named).
			plus(successor + "term_start=2026-09-02"),
		one("coverage-gap: suspended", opening, extending+"status=suspended", "coverage-gap medium us 2026-09-01 -",
			"suspended-billed medium source-partner 2026-09-01 -").moved(named).plus(successor + "term_start=2026-09-02"),
		one("coverage-gap: disabled", "2026-05-10", lapsing+"status=disabled", "grace-missed critical us 2026-08-31 -").moved(named).
			plus(successor),
	}
}
