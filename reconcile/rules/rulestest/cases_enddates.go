package rulestest

import "slices"

func endDateCases() []Case {
	return slices.Concat(convertCases(), scopeCases(), directScopeCases(), renewableCases(), scheduledCases(), uncoveredEndCases(), graceCases(), unknownEndCases(), conflictCases())
}

func convertCases() []Case {
	const fires = "est-auto-convert critical source-partner 2026-09-01 -"
	const estimate = "est-auto-convert critical source-partner 2026-09-01 246.00EUR"
	const byTheYear = extending + "billing_cycle=annual unit_price=120.00 currency=EUR "
	return []Case{
		one("est-auto-convert: first day of the horizon", opening, extending, fires).
			shows("est-auto-convert outcome=est", "est-auto-convert reason=est-matrix", "est-auto-convert cover_by=2026-09-01"),
		one("est-auto-convert: one day before", before, extending).counts("not-involved 1"),
		alone("est-auto-convert: ours", opening, ours+extending, "est-auto-convert high us 2026-09-01 -"),
		one("est-auto-convert: ours is to be moved", opening, extending+"seller_id="+PartnerID, "est-auto-convert critical us 2026-09-01 -"),
		alone("est-auto-convert: neither a source nor ours", opening, theirs+extending).counts("unwatched 1"),
		one("est-auto-convert: the move is done", opening, extending, fires).moved(move + "status=done"),
		one("est-auto-convert: by choice", opening, bridged, "est-scheduled high source-partner 2026-09-01 -"),
		one("est-auto-convert: past its end it runs", "2026-09-02", extending, "est-scheduled high source-partner 2026-09-01 -").
			shows("est-scheduled running=yes", "est-scheduled assumes=status-lags"),
		// 20 × 120.00 ÷ 12 × 1.23.
		one("est-auto-convert: no monthly plan", opening, byTheYear, estimate).
			offered("offer_id=CFQ7TTC0LH18:0001 monthly_plan=false").shows("est-auto-convert assumes=price-estimated"),
		// 20 × 12.50 × 1.03.
		one("est-auto-convert: monthly plan", opening, byTheYear, "est-auto-convert critical source-partner 2026-09-01 257.50EUR").
			offered("offer_id=CFQ7TTC0LH18:0001 monthly_plan=true monthly_price=12.50 currency=EUR"),
		one("est-auto-convert: monthly plan in another currency", opening, byTheYear, fires).
			offered("offer_id=CFQ7TTC0LH18:0001 monthly_plan=true monthly_price=12.50 currency=USD"),
		one("est-auto-convert: no number of seats, no exposure", opening, byTheYear+"quantity=", fires).
			offered("offer_id=CFQ7TTC0LH18:0001 monthly_plan=true monthly_price=12.50 currency=EUR"),
		one("est-auto-convert: not in the catalogue", opening, byTheYear, fires),
	}
}

// scopeCases are about which terms extend: the matrix of domain.md, section 3.
func scopeCases() []Case {
	const off = "auto_renew=false end_of_term= "
	three := func(name, asOf, subscription string, want ...string) Case {
		return one("three years: "+name, asOf, "term=P3Y "+off+subscription, want...)
	}
	return []Case{
		one("extended terms: the border day", "2026-04-20", "term=P1Y commitment_end=2026-05-04 "+off, "est-auto-convert critical source-partner 2026-05-04 -").
			shows("est-auto-convert assumes=est-border-day"),
		three("the last end without a start that may predate", "2028-03-01", "commitment_end=2028-03-30",
			"end-of-term-unknown high source-partner 2028-03-30 -").
			shows("end-of-term-unknown assumes=term-start-unknown", "end-of-term-unknown reason=term-start-unknown"),
		three("the first end without a start that cannot", "2028-03-01", "commitment_end=2028-03-31",
			"est-auto-convert critical source-partner 2028-03-31 -"),
		three("without a start, before the free grace ended", "2026-04-20", "commitment_end=2026-05-03", "end-date-approaching high us 2026-06-02 -"),
		three("first bought in scope", opening, "commitment_end=2026-09-01 created=2025-04-01", "est-auto-convert critical source-partner 2026-09-01 -"),
		three("first bought before, which proves nothing", opening, "commitment_end=2026-09-01 created=2025-03-31",
			"end-of-term-unknown high source-partner 2026-09-01 -"),
		three("transferred", opening, "commitment_end=2026-09-01 transferred_on=2026-01-10", "est-auto-convert critical source-partner 2026-09-01 -").
			shows("est-auto-convert assumes=transfer-origin"),
		one("a term that is not known, without a start", opening, "term= commitment_end=2026-09-01 "+off,
			"end-of-term-unknown high source-partner 2026-09-01 -"),
		one("a trial is out of scope", opening, extending+"trial=true", "end-date-approaching high us 2026-09-01 -").
			shows("end-date-approaching access=no"),
		three("transferred, and begun before the scope", opening, "commitment_end=2026-09-01 term_start=2025-03-31 transferred_on=2026-01-10",
			"end-date-approaching high us 2026-10-01 -"),
		three("transferred, its true start known", opening, "commitment_end=2026-09-01 term_start=2025-04-01 transferred_on=2026-01-10",
			"est-auto-convert critical source-partner 2026-09-01 -"),
		three("transferred, and created then, which proves nothing", opening, "commitment_end=2026-09-01 created=2026-01-10 term_start=2026-01-10 transferred_on=2026-01-10",
			"est-auto-convert critical source-partner 2026-09-01 -").shows("est-auto-convert assumes=transfer-origin"),
		three("transferred before the scope, and renewed perhaps since", opening, "commitment_end=2026-09-01 transferred_on=2024-01-10",
			"end-of-term-unknown high source-partner 2026-09-01 -").shows("end-of-term-unknown assumes=term-start-unknown"),
		three("the border day without a start", "2026-04-20", "commitment_end=2026-05-04", "end-of-term-unknown high source-partner 2026-05-04 -").
			shows("end-of-term-unknown assumes=term-start-unknown", "end-of-term-unknown assumes=est-border-day"),
		one("extended terms: an agreement never has any", opening, extending+"channel=open offer_id=CFQ7TTC0LH18:0001",
			"end-date-approaching high us 2026-10-01 -"),
	}
}

// directScopeCases are about the terms of direct customers, whose scope begins on
// 2026-02-09.
func directScopeCases() []Case {
	const off = "auto_renew=false end_of_term= "
	const web, credit = "channel=web-direct ", "credit-candidate low customer "
	const year = "term=P1Y commitment_end=2027-02-08 " + off
	fires := func(end string) string { return "est-auto-convert critical customer " + end + " -" }
	return []Case{
		// A year that ends on 2026-09-01 began on 2025-09-02, before 2026-02-09.
		one("web-direct: a term from before its scope", opening, extending+web,
			"end-date-approaching high us 2026-10-01 -", credit+"2026-09-01 -").
			shows("end-date-approaching assumes=term-start-derived"),
		one("web-direct: a term in its scope", "2027-01-01", year+web+"term_start=2026-02-09 ", fires("2027-02-08"), credit+"2027-02-08 -").
			shows("est-auto-convert assumes=account-type-unknown", "est-auto-convert assumes=direct-default"),
		one("web-direct: bought in its scope, for less than a year", opening, "term=P1Y created=2026-02-09 commitment_end=2026-09-01 "+off+web,
			fires("2026-09-01"), credit+"2026-09-01 -"),
		one("web-direct: the last end without a start that may predate", "2029-01-01", "term=P3Y commitment_end=2029-02-07 "+off+web,
			"end-of-term-unknown high customer 2029-02-07 -", credit+"2029-02-07 -"),
		one("web-direct: the first end without a start that cannot", "2029-01-01", "term=P3Y commitment_end=2029-02-08 "+off+web,
			fires("2029-02-08"), credit+"2029-02-08 -"),
		one("mca-e: a term in its scope", "2027-01-01", year+"channel=mca-e ", fires("2027-02-08")).
			shows("est-auto-convert assumes=term-start-derived", "est-auto-convert assumes=direct-default"),
		one("mca-e: a term from before its scope", opening, extending+"channel=mca-e ", "end-of-term-unknown high customer 2026-09-01 -").
			shows("end-of-term-unknown reason=sources-differ", "end-of-term-unknown cover_by=2026-09-01"),
		one("mca-e: a term from before the first scope", opening, extending+"channel=mca-e term=P3Y term_start=2025-03-31 ",
			"end-date-approaching high us 2026-11-30 -"),
		one("mca-e: its offer id is a GUID", "2027-01-01", year+"channel=mca-e offer_id=fe616d64-e9a8-40ef-843f-152e9bbef3d1 ", fires("2027-02-08")),
	}
}

// accountCases are about the kind of billing account that a direct customer has.
func accountCases() []Case {
	const year = "term=P1Y term_start=2026-02-09 commitment_end=2027-02-08 auto_renew=false end_of_term= channel=web-direct account_type="
	const fires, credit = "est-auto-convert critical customer 2027-02-08 -", "credit-candidate low customer 2027-02-08 -"
	return []Case{
		one("web-direct: an account of the new kind", "2027-01-01", year+"mca", fires, credit).shows("est-auto-convert assumes=direct-default"),
		one("web-direct: an account of the old kind", "2027-01-01", year+"mosp", "end-date-approaching high us 2027-03-10 -", credit),
		one("web-direct: an account outside the list", "2027-01-01", year+"old", fires, credit, "unknown-value medium us - -").
			shows("est-auto-convert assumes=account-type-unknown", "unknown-value subject=account_type=old"),
	}
}

// renewableCases are about offers whose time to renew is over, and channels where
// nothing renews by itself.
func renewableCases() []Case {
	const unknown = "end-of-term-unknown high source-partner 2026-09-01 -"
	const until = "offer_id=CFQ7TTC0LH18:0001 renewable_until="
	return []Case{
		one("renewable: the day of the renewal", opening, renewing, "auto-renew-on critical source-partner 2026-09-01 -").offered(until + "2026-09-02"),
		one("renewable: the last day of the term is too early", opening, renewing, unknown).offered(until + "2026-09-01").
			shows("end-of-term-unknown reason=not-renewable"),
		one("renewable: a scheduled renewal neither", opening, renewing+"end_of_term=renew", unknown).offered(until + "2026-08-01"),
		one("renewable: a cancel counts all the same", opening, cancelled, "cancel-without-cover critical us 2026-09-01 -").offered(until + "2026-08-01"),
		one("renewable: an agreement ends", opening, renewing+"channel=ea", "end-date-approaching high us 2026-09-01 -").offered(until + "2026-08-01"),
		one("an enterprise agreement does not renew by itself", opening, "term=P1Y commitment_end=2026-09-01 channel=ea", "end-date-approaching high us 2026-09-01 -"),
		one("an Open agreement does not renew by itself", opening, "term=P1Y commitment_end=2026-09-01 channel=open", "end-date-approaching high us 2026-10-01 -"),
	}
}

func scheduledCases() []Case {
	const fires = "est-scheduled high source-partner 2026-09-01 -"
	const running = "term=P1M commitment_end=2026-09-01 est=true auto_renew=false end_of_term= "
	return []Case{
		one("est-scheduled: first day of the horizon", opening, bridged, fires).shows("est-scheduled running=no"),
		one("est-scheduled: one day before", before, bridged).counts("not-involved 1"),
		alone("est-scheduled: ours", opening, ours+bridged, "est-scheduled medium us 2026-09-01 -"),
		alone("est-scheduled: neither a source nor ours", opening, theirs+bridged).counts("unwatched 1"),
		one("est-scheduled: software", opening, bridged+"product_type=software").counts("not-involved 1"),
		one("est-scheduled: the move is done", opening, bridged, fires).moved(move + "status=done"),
		one("est-scheduled: the bridge goes on", opening, running, fires).shows("est-scheduled running=yes"),
		alone("est-scheduled: a bridge of ours goes on", opening, ours+running, "est-scheduled medium us 2026-09-01 -"),
		one("est-scheduled: the bridge is cancelled", opening, running+"end_of_term=cancel", "cancel-without-cover critical us 2026-09-01 -"),
		one("est-scheduled: the bridge leads into a new term", opening, running+"auto_renew=true end_of_term=renew",
			"auto-renew-on medium source-partner 2026-09-01 -"),
		one("est-scheduled: with its price", opening, bridged, "est-scheduled high source-partner 2026-09-01 206.00EUR").
			offered("offer_id=CFQ7TTC0LH18:0001 monthly_plan=true monthly_price=10.00 currency=EUR"),
	}
}

func uncoveredEndCases() []Case {
	const fires = "cancel-without-cover critical us 2026-09-01 -"
	return []Case{
		// The data is assumed to be kept for 90 days.
		one("cancel-without-cover: first day of the horizon", opening, cancelled, fires).shows("cancel-without-cover data_until=2026-11-30"),
		one("cancel-without-cover: one day before", before, cancelled).counts("not-involved 1"),
		one("cancel-without-cover: a target is named, though never seen", opening, cancelled,
			"coverage-gap critical us 2026-09-01 -", "move-conflict high us - -").moved(named),
		one("cancel-without-cover: pending", opening, cancelled+"status=pending").counts("not-involved 1"),
		one("cancel-without-cover: third-party", opening, cancelled+"product_type=third-party", fires),
		one("cancel-without-cover: usage", opening, cancelled+"product_type=usage", "azure-switch low us - -"),
		alone("cancel-without-cover: no move", opening, theirs+cancelled).counts("unwatched 1"),
		one("cancel-without-cover: past its end it is disabled", "2026-09-02", cancelled, "grace-missed critical us 2026-11-30 -").
			shows("grace-missed assumes=status-lags"),
	}
}

func graceCases() []Case {
	// An annual term that ends on 2026-09-01: 30 days later is 2026-10-01, 90 days
	// later 2026-11-30.
	lapse := func(name, subscription, coverBy string) Case {
		return one("end-date-approaching: "+name, opening, extending+subscription, "end-date-approaching high us "+coverBy+" -").
			shows("end-date-approaching E=2026-09-01", "end-date-approaching cover_by="+coverBy)
	}
	return []Case{
		one("end-date-approaching: first day of the horizon", "2026-02-02", lapsing, "end-date-approaching high us 2026-06-02 -").
			shows("end-date-approaching data_until=2026-08-31", "end-date-approaching access=yes"),
		one("end-date-approaching: one day before, measured to E", "2026-02-01", lapsing).counts("not-involved 1"),
		one("end-date-approaching: the last day of the term", "2026-05-03T23:59:59Z", lapsing, "end-date-approaching high us 2026-06-02 -"),
		one("end-date-approaching: a target is named, though never seen", "2026-03-04", lapsing,
			"coverage-gap critical us 2026-06-02 -", "move-conflict high us - -").moved(named),
		one("end-date-approaching: pending", "2026-02-02", lapsing+"status=pending").counts("not-involved 1"),
		alone("end-date-approaching: no move", "2026-02-02", theirs+lapsing).counts("unwatched 1"),
		lapse("legacy, its end is exclusive", "offer_id=fe616d64-e9a8-40ef-843f-152e9bbef3d1 commitment_end=2026-09-02", "2026-10-01"),
		lapse("legacy by its own word", "commerce=legacy commitment_end=2026-09-02", "2026-10-01"),
		one("end-date-approaching: mca-e, a year", "2026-02-02", lapsing+"channel=mca-e", "end-date-approaching high us 2026-06-02 -"),
		lapse("mca-e, three years", "channel=mca-e term=P3Y term_start=2023-09-02", "2026-11-30"),
		lapse("mca-e, unknown term", "channel=mca-e term= term_start=2023-09-02", "2026-10-01"),
		lapse("ea stops on its last day", "channel=ea", "2026-09-01"),
		lapse("open", "channel=open", "2026-10-01"),
		lapse("advisor", "channel=advisor", "2026-09-01"),
		lapse("syndication", "channel=syndication", "2026-09-01"),
		lapse("unknown channel", "channel=", "2026-09-01"),
		lapse("software", "product_type=software", "2026-10-01"),
	}
}

func unknownEndCases() []Case {
	const blind = "term=P1Y commitment_end=2026-09-01 auto_renew=false "
	const blank = "term=P1Y commitment_end=2026-09-01 auto_renew= end_of_term= "
	const fires = "end-of-term-unknown high source-partner 2026-09-01 -"
	return []Case{
		one("end-of-term-unknown: first day of the horizon", opening, blind, fires).
			shows("end-of-term-unknown reason=no-action-field", "end-of-term-unknown may_extend=yes", "end-of-term-unknown cover_by=2026-09-01"),
		one("end-of-term-unknown: one day before", before, blind).counts("not-involved 1"),
		one("end-of-term-unknown: auto-renew unknown", opening, blank, fires).shows("end-of-term-unknown reason=auto-renew-unknown"),
		one("end-of-term-unknown: neither is known", opening, "term=P1Y commitment_end=2026-09-01", fires),
		one("end-of-term-unknown: an action outside the list", opening, blind+"end_of_term=transition", fires, "unknown-value medium us - -").
			shows("end-of-term-unknown reason=unknown-action"),
		one("end-of-term-unknown: covered by a match", opening, blank, "end-of-term-unknown medium source-partner 2026-09-01 -").
			plus(successor).shows("end-of-term-unknown assumes=target-matched"),
		one("end-of-term-unknown: what cannot be extended", opening, blank+"channel=advisor", "end-of-term-unknown high customer 2026-09-01 -").
			shows("end-of-term-unknown may_extend=no"),
		one("end-of-term-unknown: no such column, auto-renew on", opening, blind+"auto_renew=true", "auto-renew-on critical source-partner 2026-09-01 -"),
		one("end-of-term-unknown: no such column, free grace", "2026-04-20", "term=P1Y commitment_end=2026-05-03 auto_renew=false",
			"end-date-approaching high us 2026-06-02 -"),
		one("end-of-term-unknown: another channel", opening, blank+"channel=mca-e", "end-of-term-unknown high customer 2026-09-01 -"),
		alone("end-of-term-unknown: ours", opening, ours+blind, "end-of-term-unknown medium us 2026-09-01 -"),
		alone("end-of-term-unknown: neither a source nor ours", opening, theirs+blind).counts("unwatched 1"),
		one("end-of-term-unknown: overdue", "2026-09-05", blind, fires).shows("end-of-term-unknown assumes=status-lags"),
		one("end-of-term-unknown: covered does not make it known", opening, blank, "end-of-term-unknown medium source-partner 2026-09-01 -").moved(named).plus(successor).counts("far-renewal 1"),
		one("end-of-term-unknown: software", opening, blank+"product_type=software").counts("not-involved 1"),
	}
}

func conflictCases() []Case {
	const two = "term=P1Y commitment_end=2027-03-01 commitment_end_at=2027-03-05T23:59:59Z auto_renew=true end_of_term= "
	const fires = "date-conflict medium us - -"
	return []Case{
		one("date-conflict: the earlier day is used", opening, two, fires).shows("date-conflict E=2027-03-01"),
		one("date-conflict: the date-time is the earlier", opening, two+"commitment_end_at=2027-02-27T23:59:59Z", fires).shows("date-conflict E=2027-02-27"),
		one("date-conflict: midnight of the day after", opening, two+"commitment_end_at=2027-03-02T00:00:00Z", fires).shows("date-conflict E=2027-03-01"),
		one("date-conflict: the same day", opening, two+"commitment_end_at=2027-03-01T23:59:59Z").counts("far-renewal 1"),
		one("date-conflict: one end only", opening, two+"commitment_end_at=").counts("far-renewal 1"),
		alone("date-conflict: ours", opening, ours+two, fires),
		alone("date-conflict: neither a source nor ours", opening, theirs+two).counts("unwatched 1"),
		one("date-conflict: software", opening, two+"product_type=software").counts("far-renewal 1"),
		one("date-conflict: no state", opening, two+"status=none").counts("not-involved 1"),
	}
}
