package rulestest

// replacedChoiceCases are about an extended term that was scheduled in the place
// of something else.
func replacedChoiceCases() []Case {
	instead := func(name, first, second, want string) Case {
		return alone("est-scheduled: "+name, opening, ours+bridged, want).
			after(quiet("2026-05-01", ours+bridged+first), quiet("2026-05-02", ours+bridged+second))
	}
	const chosen, perhapsNot = "est-scheduled low us 2026-09-01 -", "est-scheduled medium us 2026-09-01 -"
	return []Case{
		instead("instead of a cancel", "end_of_term=", "end_of_term=cancel", chosen).shows("est-scheduled instead_of=cancel"),
		instead("instead of a renewal", "end_of_term=renew", "end_of_term=est", chosen).shows("est-scheduled instead_of=renew"),
		instead("instead of nothing", "end_of_term=cancel", "end_of_term=", perhapsNot),
		instead("from the beginning", "end_of_term=est", "end_of_term=est", perhapsNot),
	}
}

// onwardCases are about extended terms that no source names. A year that ends on
// 2026-09-01 with auto-renew off and nothing scheduled goes on month by month.
func onwardCases() []Case {
	const bridge = "CFQ7TTC0LH18:9999 "
	goesOn := func(name, asOf, subscription string, want ...string) Case {
		return one("est-inferred: "+name, asOf, subscription, want...).after(night("2026-08-20", theirs+extending))
	}
	const scheduled = "est-scheduled high source-partner 2026-10-01 -"
	own := func(name string, want ...string) Case {
		return alone("est-inferred: "+name, "2026-10-03", ours+extending+"commitment_end=2026-10-31", want...).
			after(quiet("2026-08-20", ours+extending), quiet("2026-09-03", ours+extending+"commitment_end=2026-10-01"))
	}
	return []Case{
		goesOn("a month further", "2026-09-03", extending+"commitment_end=2026-10-01", scheduled).
			shows("est-scheduled assumes=est-inferred", "est-scheduled running=yes"),
		goesOn("32 days further is no month", "2026-09-03", extending+"commitment_end=2026-10-03",
			"renewed-in-window critical source-partner 2026-09-09T00:00:00Z -", "est-auto-convert critical source-partner 2026-10-03 -"),
		goesOn("a date that was put right", "2026-08-25", extending+"commitment_end=2026-09-20", "est-auto-convert critical source-partner 2026-09-20 -"),
		goesOn("the bridge is cancelled", "2026-09-03", extending+"commitment_end=2026-10-01 end_of_term=cancel",
			"cancel-without-cover critical us 2026-10-01 -"),
		one("est-inferred: it was to renew", "2026-09-03", extending+"commitment_end=2026-10-01 term=P1M", "est-auto-convert critical source-partner 2026-10-01 -").
			after(night("2026-08-20", theirs+renewing+"term=P1M")),
		one("est-inferred: a choice", "2026-09-03", extending+"commitment_end=2026-10-01", scheduled).after(night("2026-08-20", theirs+bridged)).
			shows("est-scheduled assumes=est-inferred"),
		// Worked case 63.
		own("63 ours, its match is active", "est-running-duplicate high us 2026-09-20 -").plus(ours+renewing+
			"subscription_id=p term_start=2026-09-20 commitment_end=2027-09-19").
			silences("est-scheduled 1").shows("est-running-duplicate assumes=target-matched", "est-running-duplicate assumes=est-inferred"),
		own("ours, month after month", "est-scheduled medium us 2026-10-31 -").shows("est-scheduled running=yes"),
		own("ours, the offer of the extended term is another", "est-running-duplicate high us 2026-09-20 206.00EUR").
			offered("offer_id=CFQ7TTC0LH18:0001 monthly_plan=true monthly_price=10.00 currency=EUR").
			having(ours+extending+"commitment_end=2026-10-31 offer_id="+bridge,
				ours+renewing+"subscription_id=p term_start=2026-09-20 commitment_end=2027-09-19").silences("est-scheduled 1"),
		one("est-inferred: known from the first day, by its product", "2026-09-10", "est=true term=P1M auto_renew=false end_of_term= "+
			"commitment_end=2026-10-01 offer_id="+bridge, "est-running-duplicate critical source-partner 2026-09-05 -").
			plus(inPlace+"term_start=2026-09-05 commitment_end=2027-09-04").silences("double-billing 1", "est-scheduled 1"),
	}
}

// nightCases are about what several deliveries together say.
func nightCases() []Case {
	const full = renewing + paid
	const opensIn30 = "2026-08-20"
	return []Case{
		one("nights: seen every night is as seen once", opensIn30, full,
			"auto-renew-on critical source-partner 2026-09-01 2400.00EUR").
			whole().after(nightly("2026-08-18", theirs+full), nightly("2026-08-19", theirs+full)),
		one("nights: a move expects the end of its first night", opensIn30,
			"term=P1Y commitment_end=2027-09-01 auto_renew=true end_of_term= cancellable_until=2026-09-08 "+paid,
			"renewed-in-window critical source-partner 2026-09-07T23:59:59.999999Z 2400.00EUR").
			shows("renewed-in-window expected_end=2026-08-01").
			after(nightly("2026-07-01", theirs+full+"commitment_end=2026-08-01")),
	}
}
