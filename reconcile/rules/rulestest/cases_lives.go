package rulestest

import "slices"

// livesCases are about what becomes of sources, and about tenants that are watched as
// a whole.
func livesCases() []Case {
	return slices.Concat(replacedCases(), upgradedCases(), addonCases(), watchCases(), duplicateCases())
}

// livesOverNights are those that need more than one delivery, or what files cannot say
// yet.
func livesOverNights() []Case {
	return slices.Concat(throughCases(), failedItemCases(), missingCases(), lastingCases(), watchOverNights())
}

// goneBy is a source that was deleted before its end.
const goneBy = ending + "status=deleted status_since=2026-06-15 "

func throughCases() []Case {
	through := func(name, source string, want ...string) Case {
		return one("through: "+name, "2026-06-20", source, want...).requested(completed)
	}
	const unfound = "move-finished medium us 2026-09-30 -"
	const failed = "cancelled-backup high customer 2026-06-22 -"
	elsewhere := "target_partner_id=99999999-9999-9999-9999-999999999999"
	return []Case{
		through("no successor is there", goneBy, unfound),
		through("of a successor by its offer and its day", goneBy, finished).plus(taken + "quantity=25 commitment_end=2027-06-14 created=2026-06-17").
			shows("move-finished target=o"),
		through("a successor that came long before", goneBy, unfound).plus(taken + "quantity=25 commitment_end=2027-06-14 created=2026-05-01"),
		through("of a successor by its offer, seats and end", goneBy, finished).plus(taken + "created=2026-01-01 commitment_end=2026-10-01"),
		through("of two successors the one with the same seats", goneBy, finished).
			plus(taken+"quantity=10 created=2026-06-20", taken+"subscription_id=p created=2026-06-18").shows("move-finished target=p"),
		through("each has a successor of its own", goneBy, finished, finished).moved(move, "tenant_id=t source_subscription_id=q").
			plus(theirs+"subscription_id=q "+goneBy, taken, taken+"subscription_id=p").requested(completed+"subscription_ids=s;q").
			shows("move-finished target=o", "move-finished target=p"),
		through("its successor replaces nobody else", goneBy, finished, "cancel-without-cover critical us 2026-09-01 -").
			moved(move, "tenant_id=t source_subscription_id=q").plus(taken+"created=2026-06-18 commitment_end=2027-09-30", theirs+"subscription_id=q "+cancelled),
		through("by a request that names no target", goneBy, finished).plus(taken).requested(completed + "target_partner_id="),
		through("not by a request to another partner", goneBy, failed).requested(completed + elsewhere).silences("data-deleted 1"),
		through("not by a request that comes from us", goneBy, failed).requested(completed + "target_partner_id= source_partner_id=" + PartnerID).
			silences("data-deleted 1"),
		through("not by a request that ended otherwise", goneBy, failed, "transfer-ended high us 2026-09-30 -").requested(completed + "status=Reject").silences("data-deleted 1"),
		through("whatever a later request says", goneBy, finished).plus(taken).
			requested(completed, "transfer_id=x2 tenant_id=t status=Reject created_at=2026-06-18 subscription_ids=s"),
		through("counts for no limit", ending, finished, "auto-renew-on critical source-partner 2026-09-10 -").at("2026-06-20").
			moved(move, "tenant_id=t source_subscription_id=q route=rebuy").
			plus(slices.Concat(rows(taken, theirs+"subscription_id=q "+renewing+"commitment_end=2026-09-10"), repeat(297, "subscription_id=x%d "+full))...),
		through("a done move tells nothing", ending).moved(move + "status=done").plus(taken).counts("far-renewal 2"),
		through("its add-on has not", goneBy, finished, "addon-left-behind medium us 2026-12-01 1078.36EUR").
			plus(taken, addon+"term=P1Y commitment_end=2026-12-01 auto_renew=true end_of_term= "+paid),
		one("through: covered, and gone by itself", "2026-09-25", cancelled+"status=disabled status_since=2026-09-02", finished).plus(inPlace+"created=2026-06-10").
			shows("move-finished target=o", "move-finished assumes=target-matched"),
		one("through: a lagging status as well", "2026-09-03", cancelled, finished).plus(successor + "status=active created=2026-09-01").
			shows("move-finished assumes=status-lags"),
		one("through: left early, replaced in time", "2026-06-20", goneBy, finished).moved(named).plus(inPlace),
	}
}

// at gives a case another as-of.
func (c Case) at(asOf string) Case {
	c.AsOf = asOf
	return c
}

func addonCases() []Case {
	const fires = "addon-left-behind medium us "
	const later = addon + "term=P1Y commitment_end=2026-12-01 auto_renew=true end_of_term= "
	const uncovered = "cancel-without-cover critical us 2026-09-01 -"
	left := func(name, asOf, base, more string, want ...string) Case {
		return one("addon-left-behind: "+name, asOf, base, want...).plus(later + more)
	}
	const mine = ours + "subscription_id=b parent_id=o term=P1Y commitment_end=2026-12-01 auto_renew=true end_of_term= "
	return []Case{
		left("not near", before, cancelled, "").counts("not-involved 1", "unwatched 1"),
		left("a transfer is asked for", before, cancelled, "", fires+"2026-09-01 -").moved(byMove),
		left("a transfer runs", before, cancelled, "", fires+"2026-09-01 -", "transfer-expiring high source-partner 2026-06-19 -").
			requested(request + "status=Pending"),
		left("the transfer takes it along", before, cancelled, "", "transfer-expiring high source-partner 2026-06-19 -").
			requested(request + "status=Pending subscription_ids=s;a"),
		left("the move of its base is done", opening, distant+"auto_renew=false end_of_term=cancel", "", fires+"2026-12-01 -").moved(move + "status=done"),
		left("it is moved as well", opening, cancelled, "", uncovered).moved(move, "tenant_id=t source_subscription_id=a"),
		left("a dropped move knows it", opening, cancelled, "", uncovered).moved(move, "tenant_id=t source_subscription_id=a status=dropped"),
		left("it has ended", opening, cancelled, "status=disabled", uncovered),
		left("its base is not known", opening, cancelled, "parent_id=x", uncovered),
		alone("addon-left-behind: neither its base nor itself is ours", opening, theirs+cancelled).plus(later).counts("unwatched 2"),
		alone("addon-left-behind: ours, its base ends before", opening, ours+cancelled).plus(mine).wants("lapse-unplanned low us 2026-09-01 -", fires+"2026-09-01 -", unpriced),
		alone("addon-left-behind: ours, its base goes on", opening, ours+renewing).plus(mine).counts("far-renewal 1", "not-involved 1"),
		alone("addon-left-behind: ours, its base ends with it", opening, ours+cancelled+"commitment_end=2026-12-01").plus(mine).at("2026-09-02").
			wants("lapse-unplanned low us 2026-12-01 -", unpriced),
		alone("addon-left-behind: ours, its base has ended", "2026-09-10", ours+cancelled+"status=disabled").plus(mine).wants(fires+"2026-12-01 -", unpriced),
	}
}

// wants says what a case finds.
func (c Case) wants(want ...string) Case {
	c.Want = want
	return c
}

// duplicateCases are about rows of ours in an extended term.
func duplicateCases() []Case {
	const bridge = ours + "subscription_id=e term=P1M commitment_end=2026-08-31 est=true auto_renew=false end_of_term= "
	const goesOn = "est-scheduled medium us 2026-08-31 -"
	extended := func(name, match string, want ...string) Case {
		return alone("est-running-duplicate: ours, "+name, "2026-08-10", bridge).plus(match).wants(want...)
	}
	return []Case{
		extended("its match runs", inPlace+"created=2026-08-01", "est-running-duplicate high us 2026-08-01 -").silences("est-scheduled 1").
			shows("est-running-duplicate assumes=target-matched"),
		extended("nothing matches", inPlace+"created=2025-08-01", goesOn),
		extended("too little is no match", inPlace+"created=2026-08-01 quantity=5", goesOn),
		extended("the product decides where the offer is one of extended terms", inPlace+"created=2026-08-01", "est-running-duplicate high us 2026-08-01 -").
			having(bridge+"offer_id=CFQ7TTC0LH18:EST1", inPlace+"created=2026-08-01").silences("est-scheduled 1"),
	}
}

func failedItemCases() []Case {
	failed := func(name, transfer string, want ...string) Case {
		return one("transfer-failed-items: "+name, "2026-05-28", ending, want...).requested(completed + "created_at=2026-05-20 " + transfer)
	}
	const fires = "transfer-failed-items high us 2026-09-30 -"
	return []Case{
		failed("named by a partly complete one", "status=PartiallyComplete failed_subscription_ids=s", fires).
			shows("transfer-failed-items item_ids=s", "transfer-failed-items transfer_status=partiallycomplete"),
		failed("named by one that has failed", "status=Failed failed_subscription_ids=s", fires, "transfer-ended high us 2026-09-30 -"),
		failed("the others have come over", "status=PartiallyComplete subscription_ids=s;q failed_subscription_ids=q", finished, fires).
			moved(move, "tenant_id=t source_subscription_id=q").plus(theirs+"subscription_id=q "+ending, taken).shows("transfer-failed-items item_ids=q"),
		failed("the earliest end of two", "status=PartiallyComplete subscription_ids=s;q failed_subscription_ids=s;q",
			"transfer-failed-items high us 2026-09-10 -").moved(move, "tenant_id=t source_subscription_id=q").
			plus(theirs + "subscription_id=q " + ending + "commitment_end=2026-09-10").shows("transfer-failed-items items=2"),
		failed("it is in a later request", "", "transfer-expiring high source-partner 2026-06-25 -").
			requested(completed+"created_at=2026-05-20 status=PartiallyComplete failed_subscription_ids=s",
				"transfer_id=x2 tenant_id=t status=Pending created_at=2026-05-26 subscription_ids=s"),
		failed("to another partner", "status=PartiallyComplete failed_subscription_ids=s target_partner_id=99999999-9999-9999-9999-999999999999"),
		failed("no source any more", "status=PartiallyComplete failed_subscription_ids=s").moved(move + "status=dropped"),
		failed("suspended since", "status=PartiallyComplete failed_subscription_ids=s", "suspended-billed medium source-partner 2026-09-30 -").
			having(theirs + ending + "status=suspended"),
		failed("which one failed is not said", "status=PartiallyComplete", fires).at("2026-06-20").
			after(nightOf("2026-06-01", theirs+ending, completed+"created_at=2026-05-20 status=PartiallyComplete")),
	}
}

// nightOf is a delivery of one source and one request.
func nightOf(seen, subscription, transfer string) Night {
	n := night(seen, subscription)
	n.Transfers = rows(transfer)
	return n
}

// lastingCases are about what stays although its reason has gone.
func lastingCases() []Case {
	const over = "cancel-without-cover critical us 2026-09-01 -"
	lasting := func(name, asOf, source string, want ...string) Case {
		return one("through: "+name, asOf, source, want...)
	}
	transferred := func(name, asOf, state string, want ...string) Case {
		return lasting(name, asOf, ending+"status="+state, want...).requested(completed).plus(taken).
			after(nightOf("2026-06-16", theirs+ending, completed))
	}
	return []Case{
		transferred("still shown after 13 days", "2026-06-29", "active", finished),
		transferred("still shown after 14 days has not moved", "2026-06-30", "active", "double-billing high source-partner 2026-09-30 -").
			moved(named).having(theirs+ending, taken+"commitment_end=2027-06-14"),
		transferred("deleted in the end", "2026-07-20", "deleted", finished),
		transferred("no successor after two days", "2026-06-18", "deleted", "move-finished medium us 2026-09-30 -").having(theirs + ending + "status=deleted"),
		transferred("no successor on the third day", "2026-06-19", "deleted", "move-finished high us 2026-09-30 -").having(theirs + ending + "status=deleted"),
		transferred("its successor has been cancelled", "2026-08-20", "deleted", finished).
			having(theirs+ending+"status=deleted", taken+"status=deleted").shows("move-finished target=o"),
		transferred("its successor has renewed with other seats", "2026-10-10", "deleted", finished).
			having(theirs+ending+"status=deleted", taken+"created= quantity=25 commitment_end=2027-09-30 ").
			after(nightOf("2026-06-20", theirs+ending+"status=deleted", completed).plus(taken + "created= ")),
		lasting("covered once is through", "2026-09-20", cancelled+"status=disabled status_since=2026-09-02", finished).moved(named).
			plus(inPlace + "status=deleted").after(named1("2026-09-05", theirs+cancelled+"status=disabled status_since=2026-09-02", inPlace)),
		lasting("never covered is not", "2026-09-20", cancelled+"status=disabled status_since=2026-09-02", "grace-missed critical us 2026-11-30 -").
			moved(named).plus(inPlace+"status=deleted").after(named1("2026-08-20", theirs+cancelled, inPlace), named1("2026-08-30", theirs+cancelled, inPlace+"status=deleted")),
		lasting("active again is not through", "2026-08-20", cancelled, over).
			after(night("2026-06-05", theirs+cancelled), night("2026-06-10", theirs+cancelled+"status=disabled", inPlace), night("2026-06-20", theirs+cancelled, inPlace+"status=deleted")).
			plus(inPlace + "status=deleted"),
	}
}

// named1 is a delivery of a source whose move names its target.
func named1(seen string, subscriptions ...string) Night {
	n := night(seen, subscriptions...)
	n.Moves = rows(named)
	return n
}

// plus adds subscriptions to a delivery.
func (n Night) plus(subscriptions ...string) Night {
	n.Subscriptions = slices.Concat(n.Subscriptions, subscriptions)
	return n
}
