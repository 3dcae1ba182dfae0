package rulestest

import "slices"

func billingCases() []Case {
	return slices.Concat(overlapCases(), goingOnCases(), runningDuplicateCases(), creditCases(), refundCases())
}

func overlapCases() []Case {
	overlap := func(name, asOf, start string, want ...string) Case {
		return one("double-billing: "+name, asOf, cancelled+paid, want...).moved(named).plus(inPlace + "commitment_end=2027-08-24 term_start=" + start)
	}
	return []Case{
		// From 25 August to 1 September are 8 of 365 days: 2400.00 × 8 ÷ 365 = 52.602….
		overlap("eight days", "2026-08-26", "2026-08-25", "double-billing medium source-partner 2026-09-01 52.60EUR").
			shows("double-billing target_start=2026-08-25", "double-billing overlap_days=8"),
		overlap("starts today", "2026-08-25", "2026-08-25", "double-billing medium source-partner 2026-09-01 52.60EUR"),
		overlap("seven days are part of every change", "2026-08-26", "2026-08-26").counts("covered 1", "far-renewal 1"),
		overlap("not started yet", "2026-08-24", "2026-08-25").counts("covered 1", "far-renewal 1"),
		overlap("pending", "2026-08-26", "2026-08-25 status=pending").counts("covered 1", "far-renewal 1"),
		overlap("too few seats do not cover", "2026-08-26", "2026-08-25 quantity=18", "quantity-mismatch high us 2026-09-01 240.00EUR"),
		overlap("since when is unknown", "2026-06-10", "").counts("covered 1", "far-renewal 1"),
		one("double-billing: the move is done and it ends", "2026-08-26", cancelled).moved(named+"status=done").plus(inPlace).
			counts("far-renewal 1", "not-involved 1"),
		one("double-billing: software", "2026-08-26", cancelled+"product_type=software").moved(named).plus(inPlace).
			counts("covered 1", "far-renewal 1"),
		// From 1 May to 1 September are 124 days.
		one("double-billing: suspended is billed", opening, cancelled+paid+"status=suspended", "double-billing medium source-partner 2026-09-01 815.34EUR",
			"suspended-billed medium source-partner 2026-09-01 598.36EUR").moved(named).plus(inPlace),
		one("double-billing: suspended legacy is not", opening, cancelled+"commerce=legacy status=suspended", "legacy-suspended high source-partner - -").
			moved(named).plus(inPlace),
		one("double-billing: expired is not", "2026-05-10", lapsing+"status=expired").moved(named).plus(inPlace).counts("covered 1", "far-renewal 1"),
	}
}

func goingOnCases() []Case {
	return []Case{
		// 31 August and 1 September: 2400.00 × 2 ÷ 365 = 13.150….
		one("double-billing: renews, at once", "2026-09-01", renewing+paid, "auto-renew-on critical source-partner 2026-09-01 2400.00EUR",
			"double-billing high source-partner 2026-09-01 13.15EUR").moved(named).plus(inPlace + "term_start=2026-08-31"),
		// From 1 May to 1 March are 305 days: 2400.00 × 305 ÷ 365 = 2005.479….
		one("double-billing: renews, and is not near", opening, distant+paid, "double-billing high source-partner 2027-03-01 2005.48EUR").
			moved(named).plus(inPlace),
		one("double-billing: extends", opening, bridged, "double-billing high source-partner 2026-09-01 -", "est-scheduled high source-partner 2026-09-01 -").
			moved(named).plus(inPlace),
		one("double-billing: the customer pays", opening, distant+"channel=open", "double-billing high customer 2027-03-01 -").moved(named).plus(inPlace),
		one("double-billing: the move is done and it goes on", opening, distant, "double-billing high source-partner 2027-03-01 -").
			moved(named + "status=done").plus(inPlace),
		one("double-billing: renews, the target is not started", opening, distant).moved(named).plus(inPlace+"status=pending").
			counts("covered 1", "far-renewal 1"),
		one("double-billing: renews, since when is unknown", opening, distant+paid, "double-billing high source-partner 2027-03-01 -").
			moved(named).plus(inPlace + "term_start="),
		// From 1 June to 31 August are 92 days, three months of 31 days at 200.00 each
		// less one day: 200.00 × 92 ÷ 31 = 593.548….
		one("double-billing: longer than a term", "2026-08-10", "term=P1M commitment_end=2026-08-31 auto_renew=true end_of_term= "+paid,
			"auto-renew-on medium source-partner 2026-08-31 200.00EUR", "double-billing high source-partner 2026-08-31 593.55EUR").
			moved(named).plus(inPlace + "term_start=2026-06-01"),
	}
}

func runningDuplicateCases() []Case {
	const bridge = "term=P1M commitment_end=2026-08-31 est=true auto_renew=false end_of_term= "
	const fires, goesOn = "est-running-duplicate critical source-partner 2026-08-01 -", "est-scheduled high source-partner 2026-08-31 -"
	runs := func(name, source, target string, want ...string) Case {
		return one("est-running-duplicate: "+name, "2026-08-10", bridge+source, want...).moved(named).
			plus(inPlace + "term_start=2026-08-01 commitment_end=2027-07-31 " + target)
	}
	return []Case{
		// 20 × 10.00 × 1.03.
		runs("the bridge goes on", "", "", "est-running-duplicate critical source-partner 2026-08-01 206.00EUR").
			offered("offer_id=CFQ7TTC0LH18:0001 monthly_plan=true monthly_price=10.00 currency=EUR").
			silences("double-billing 1", "est-scheduled 1").shows("est-running-duplicate target_start=2026-08-01"),
		runs("the target is pending", "", "status=pending", goesOn),
		runs("the target is suspended", "", "status=suspended", "suspended-billed medium us 2027-07-31 -", unpriced, goesOn),
		runs("too few seats", "", "quantity=18", fires, "quantity-mismatch high us 2026-08-31 -").silences("est-scheduled 1"),
		runs("cancelled, and still running", "end_of_term=cancel", "", fires).silences("double-billing 1"),
		runs("the move is done", "", "", fires).moved(named+"status=done").silences("double-billing 1", "est-scheduled 1"),
		runs("the move is done and it ends", "end_of_term=cancel", "").moved(named+"status=done").counts("far-renewal 1", "not-involved 1"),
		runs("suspended is billed", "status=suspended", "", fires, "suspended-billed medium source-partner 2026-08-31 -").silences("double-billing 1"),
		runs("disabled is not", "status=disabled", "", finished).counts("far-renewal 1"),
		runs("software", "product_type=software", "").counts("covered 1", "far-renewal 1"),
		runs("since when is unknown", "", "term_start=", "est-running-duplicate critical source-partner - -").
			silences("double-billing 1", "est-scheduled 1"),
		runs("not extended yet", "est=false end_of_term=est", "", "double-billing high source-partner 2026-08-31 -", goesOn),
		one("est-running-duplicate: past its end it runs", "2026-09-03", extending, "est-running-duplicate critical source-partner 2026-05-01 -").
			moved(named).plus(inPlace).silences("double-billing 1", "est-scheduled 1").shows("est-running-duplicate assumes=status-lags"),
		alone("est-running-duplicate: neither a source nor ours", "2026-08-10", theirs+bridge).counts("unwatched 1"),
	}
}

func creditCases() []Case {
	const direct = "channel=web-direct "
	const fires = "credit-candidate low customer 2027-03-01 -"
	return []Case{
		// From 20 April to 1 March are 316 of 365 days: 2400.00 × 316 ÷ 365 = 2077.808….
		one("credit-candidate: delegated", "2026-04-20", distant+paid+direct, "credit-candidate low us 2027-03-01 2077.81EUR").
			in(tenant + "delegated_admin=true"),
		one("credit-candidate: not delegated", "2026-04-20", distant+direct, fires).in(tenant + "delegated_admin=false"),
		one("credit-candidate: delegated or not is unknown", "2026-04-20", distant+direct, fires),
		// One day of 365 is left: 2400.00 ÷ 365 = 6.575….
		one("credit-candidate: the last day", "2027-03-01", distant+paid+direct, "credit-candidate low customer 2027-03-01 6.58EUR",
			"auto-renew-on critical customer 2027-03-01 2400.00EUR"),
		one("credit-candidate: over", "2027-03-03", distant+direct, "auto-renew-on critical customer 2027-03-01 -"),
		one("credit-candidate: expired", "2026-05-10", lapsing+direct+"status=expired", "grace-open critical us 2026-06-02 -"),
		one("credit-candidate: deleted", "2026-04-20", distant+direct+"status=deleted", "data-deleted critical customer - -"),
		one("credit-candidate: another channel", "2026-04-20", distant+"channel=open").counts("far-renewal 1"),
		one("credit-candidate: software", "2026-04-20", distant+direct+"product_type=software").counts("far-renewal 1"),
		one("credit-candidate: a trial is not paid", "2026-04-20", distant+direct+"trial=true").counts("far-renewal 1"),
		one("credit-candidate: no end known", "2026-04-20", distant+direct+"commitment_end=", "invalid-row medium us - -"),
		one("credit-candidate: done", "2026-04-20", distant+direct).moved(move + "status=done").counts("far-renewal 1"),
		alone("credit-candidate: no move", "2026-04-20", theirs+distant+direct).counts("unwatched 1"),
	}
}

func refundCases() []Case {
	const over = "cancellable_until=2026-04-10T12:00:00Z "
	now := func(name, asOf, subscription string, want ...string) Case {
		return one("no-refund: "+name, asOf, distant+subscription, want...).moved(move + "route=cancel-now")
	}
	return []Case{
		now("the window is over", "2026-04-20", paid+over, "no-refund medium us - 2077.81EUR"),
		now("the last instant", "2026-04-10T12:00:00Z", over).counts("far-renewal 1"),
		now("a second later", "2026-04-10T12:00:01Z", over, "no-refund medium us - -"),
		now("a bare day is over when it begins", "2026-04-20", "cancellable_until=2026-04-20", "no-refund medium us - -").
			shows("no-refund assumes=window-day-only"),
		now("the day before a bare day", "2026-04-19T23:59:59Z", "cancellable_until=2026-04-20").counts("far-renewal 1"),
		now("can be cancelled at any time", "2027-03-01", "cancellable_until=2027-03-01", "auto-renew-on critical source-partner 2027-03-01 -"),
		now("window unknown", "2026-04-20", "").counts("far-renewal 1"),
		now("suspended is paid on", "2026-04-20", paid+over+"status=suspended", "no-refund medium us - 2077.81EUR",
			"suspended-billed medium source-partner 2027-03-01 2077.81EUR"),
		now("suspended of the older catalogue is not", "2026-04-20", over+"status=suspended commerce=legacy", "legacy-suspended high source-partner - -"),
		now("the last day", "2026-09-01", over+renewing, "no-refund medium us - -", "auto-renew-on critical source-partner 2026-09-01 -"),
		now("nothing is left to cancel", "2026-09-03", over+renewing, "auto-renew-on critical source-partner 2026-09-01 -"),
		now("deleted", "2026-04-20", over+"status=deleted", "data-deleted critical customer - -"),
		now("expired", "2026-05-10", over+lapsing+"status=expired", "grace-open critical us 2026-06-02 -"),
		now("another channel", "2026-04-20", over+"channel=open").counts("far-renewal 1"),
		now("software", "2026-04-20", over+"product_type=software").counts("far-renewal 1"),
		now("another route", "2026-04-20", over).moved(move + "route=rebuy").counts("far-renewal 1"),
		now("done", "2026-04-20", over).moved(move + "route=cancel-now status=done").counts("far-renewal 1"),
	}
}
