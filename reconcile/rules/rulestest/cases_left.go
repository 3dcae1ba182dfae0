package rulestest

// replacedCases are about sources whose place another row of the seller took.
func replacedCases() []Case {
	const fires = "source-replaced high us "
	replaced := func(name, successor string, want ...string) Case {
		return one("source-replaced: "+name, "2026-06-20", goneBy, want...).plus(theirs + "subscription_id=q " + successor)
	}
	const backup = "cancelled-backup high customer 2026-06-22 -"
	const year = "term=P1Y commitment_end=2027-06-14 auto_renew=true end_of_term= "
	atEnd := func(name, successor string, want ...string) Case {
		return one("source-replaced: at its end, "+name, "2026-10-02", ending+"status=deleted status_since=2026-10-01", want...).
			plus(theirs + "subscription_id=q created=2026-10-01 term=P1Y commitment_end=2027-09-30 auto_renew=true end_of_term= " + paid + successor)
	}
	return []Case{
		replaced("the same offer", year+"created=2026-06-12 quantity=7", fires+"2027-03-16 -"),
		replaced("the same seats", year+"created=2026-06-18 offer_id=CFQ7TTC0LCHC:0002", fires+"2027-03-16 -"),
		replaced("an equivalent offer", year+"created=2026-06-15 quantity=7 offer_id=CFQ7TTC0LCHC:0002", fires+"2027-03-16 -").
			offered("offer_id=CFQ7TTC0LH18:0001 equivalent_to=CFQ7TTC0LCHC:0002"),
		replaced("due when it is seen", "term=P1M commitment_end=2026-07-14 auto_renew=true created=2026-06-15", fires+"2026-06-15 -"),
		replaced("its end is not known", "created=2026-06-15", fires+"- -"),
		replaced("four days later", year+"created=2026-06-19", backup).silences("data-deleted 1"),
		replaced("another offer and other seats only begin there", year+"created=2026-06-15 quantity=7 offer_id=CFQ7TTC0LCHC:0002", backup).
			silences("data-deleted 1").shows("cancelled-backup begun=q"),
		replaced("another seller", year+"created=2026-06-15 seller_id=77777777-7777-7777-7777-777777777777", backup).silences("data-deleted 1"),
		replaced("not active", year+"created=2026-06-15 status=suspended", backup).silences("data-deleted 1"),
		replaced("named by another move", year+"created=2026-06-15", backup).moved(move, "tenant_id=t source_subscription_id=q status=dropped").
			silences("data-deleted 1"),
		replaced("by the start of its term", year+"term_start=2026-06-15", fires+"2027-03-16 -"),
		replaced("where it was bought says more than its term", year+"term_start=2026-06-15 created=2025-06-15", backup).silences("data-deleted 1"),
		replaced("the best of two", year+"created=2026-06-15 quantity=7", fires+"2027-03-16 -").
			plus(theirs + "subscription_id=r " + year + "created=2026-06-17").shows("source-replaced successor=r"),
		replaced("silences the rest", year+"created=2026-06-15", fires+"2027-03-16 -").offered("offer_id=CFQ7TTC0LH18:0001 on_sale_until=2026-01-01").
			silences("offer-discontinued 1"),
		atEnd("its window is open", "cancellable_until=2026-10-08T12:00:00Z", "source-replaced critical us 2026-10-08T12:00:00Z 2400.00EUR"),
		atEnd("its window is derived", "", "source-replaced critical us 2026-10-08T00:00:00Z 2400.00EUR").shows("source-replaced assumes=window-derived"),
		atEnd("its window is told as a day", "cancellable_until=2026-10-08", "source-replaced critical us 2026-10-07T23:59:59.999999Z 2400.00EUR").
			shows("source-replaced assumes=window-day-only"),
		atEnd("its window is over", "cancellable_until=2026-10-01T12:00:00Z", fires+"2027-07-02 -"),
		atEnd("it cannot be cancelled", "cancellable_until=", fires+"2027-07-02 -"),
		atEnd("a month commits to nothing", "term=P1M commitment_end=2026-10-31", fires+"2026-10-01 -"),
		alone("source-replaced: ours is replaced by ours", "2026-06-20", ours+goneBy).plus(ours+"subscription_id=p created=2026-06-15 "+distant).
			counts("far-renewal 1", "not-involved 1"),
	}
}

// missingCases are about sources that no delivery holds any more.
func missingCases() []Case {
	missing := func(name, asOf, source string, want ...string) Case {
		return one("source-missing: "+name, asOf, "", want...).having(beside).whole().after(nightly("2026-05-20", theirs+source, beside))
	}
	const lost = lapsing + "commitment_end=2026-05-03 status=expired "
	return []Case{
		missing("nothing is near", before, distant, "source-missing high us 2027-03-01 -"),
		missing("the worst of its last facts", opening, cancelled+"auto_renew=true", "source-missing critical us 2026-09-01 -").
			shows("source-missing stood=cancel-without-cover"),
		missing("after its end, within its grace", "2026-05-28", lost, "source-missing critical us 2026-06-02 -").
			shows("source-missing stood=grace-open"),
		missing("after its grace", "2026-06-03", lost, "source-missing medium us 2026-06-02 -"),
		missing("after its end, without a grace", "2026-09-05", renewing, "source-missing medium us 2026-09-01 -"),
		missing("its end is not known", opening, "term=P1Y auto_renew=true end_of_term=", "source-missing high us - -"),
		missing("what else began there is named", opening, distant, "source-missing high us 2027-03-01 -").
			having(beside, theirs+"subscription_id=q quantity=3 offer_id=CFQ7TTC0LCHC:0002 created=2026-06-02 "+distant).
			shows("source-missing begun=q").counts("far-renewal 1", "unwatched 1"),
		missing("a successor is there", opening, distant, "source-replaced high us 2026-12-01 -").
			having(beside, theirs+"subscription_id=q created=2026-06-02 "+distant),
		missing("a successor that was first seen then", opening, distant, "source-replaced high us 2026-12-01 -").
			having(beside, theirs+"subscription_id=q "+distant),
		missing("its replacement was there", opening, cancelled, finished).having(beside, inPlace+"created=2026-06-03"),
		missing("its replacement came later", opening, cancelled, "source-missing critical us 2026-09-01 -").having(beside, successor),
		missing("the move is done", opening, distant).moved(move + "status=done").counts("far-renewal 1"),
		missing("an incomplete delivery proves nothing", opening, renewing, "auto-renew-on critical source-partner 2026-09-01 -").partly(),
		alone("source-missing: no move, no source", opening, beside).whole().
			after(Night{Seen: "2026-05-20", Complete: true, Tenants: rows(tenant), Subscriptions: rows(theirs+distant, beside)}).counts("far-renewal 1"),
		missing("as the base of an add-on", opening, cancelled, "source-missing critical us 2026-09-01 -", "addon-left-behind medium us 2026-12-01 -").
			having(beside, addon+"term=P1Y commitment_end=2026-12-01 auto_renew=true end_of_term="),
		missing("another source still has it", opening, renewing, "auto-renew-on critical source-partner 2026-09-01 -").
			after(night("2026-06-02", theirs+renewing).by("partner-center")),
	}
}

// partly makes the case's own delivery one that proves nothing of what it lacks.
func (c Case) partly() Case {
	c.Complete = false
	return c
}
