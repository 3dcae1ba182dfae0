package rulestest

import "slices"

func choiceCases() []Case { return slices.Concat(lostEndCases(), lostRenewalCases()) }

func lostEndCases() []Case {
	const set = cancelled + paid
	const fires, lapses = "choice-lost critical source-partner 2026-09-01 -", "choice-lost high source-partner 2026-05-03 -"
	lost := func(name, then, now string, want ...string) Case {
		return one("choice-lost: "+name, opening, now, want...).after(night("2026-06-02", theirs+then))
	}
	own := func(name, then, now string, want ...string) Case {
		return alone("choice-lost: "+name, opening, ours+now, want...).after(quiet("2026-06-02", ours+then))
	}
	by := func(source string, n Night) Night {
		n.Source = source
		return n
	}
	return []Case{
		lost("nothing else changed", set, extending, fires).silences("est-auto-convert 1").shows("choice-lost columns="),
		own("ours", set, extending, "choice-lost high us 2026-09-01 -").silences("est-auto-convert 1"),
		lost("it renews", set, renewing, "choice-lost high source-partner 2026-09-01 -", "auto-renew-on critical source-partner 2026-09-01 -").
			shows("choice-lost columns=auto_renew", "choice-lost outcome=renew"),
		own("ours renews", set, renewing, "choice-lost medium us 2026-09-01 -"),
		lost("a renewal", extending+"end_of_term=renew", extending, fires).silences("est-auto-convert 1").shows("choice-lost choice=renew"),
		lost("it extends all the same", bridged, extending, "est-auto-convert critical source-partner 2026-09-01 -"),
		one("choice-lost: it lapses", "2026-04-01", lapsing, lapses, "end-date-approaching high us 2026-06-02 -").
			after(night("2026-03-30", theirs+lapsing+"end_of_term=cancel")),
		lost("what follows is unknown", set, extending+"auto_renew=", "choice-lost high source-partner 2026-09-01 -").silences("end-of-term-unknown 1"),
		lost("set again", set, cancelled, "cancel-without-cover critical us 2026-09-01 -").after(night("2026-06-02T12:00:00Z", theirs+extending)),
		lost("of the end before", cancelled+"commitment_end=2026-08-20", extending, "est-auto-convert critical source-partner 2026-09-01 -").
			moved(move + "expected_end=2026-09-01"),
		lost("of an end a day before", cancelled+"commitment_end=2026-08-31", extending, fires).silences("est-auto-convert 1").
			moved(move + "expected_end=2026-09-01"),
		one("choice-lost: the column is gone", opening, "term=P1Y commitment_end=2026-09-01 auto_renew=false",
			"end-of-term-unknown high source-partner 2026-09-01 -").after(night("2026-06-02", theirs+set)),
		lost("one that is not used", set, extending, "est-auto-convert critical source-partner 2026-09-01 -").
			after(by("partner-center", night("2026-06-02T12:00:00Z", theirs+extending))),
		lost("one beside another that still shows it", set, extending, fires).from("partner-center").silences("est-auto-convert 1").
			after(by("partner-center", night("2026-06-02T12:00:00Z", theirs+set))),
		lost("one day before the horizon", set, extending).at(before).counts("not-involved 1"),
		lost("the last day", set, extending, fires).at("2026-09-01T23:59:59Z").silences("est-auto-convert 1"),
		lost("it ends with the term", set, extending, "est-scheduled high source-partner 2026-09-01 -").at("2026-09-02"),
		lost("pending", set, extending+"status=pending", "est-auto-convert critical source-partner 2026-09-01 -"),
		lost("software", set, extending+"product_type=software", "end-date-approaching high us 2026-10-01 -"),
		alone("choice-lost: neither a source nor ours", opening, theirs+extending).counts("unwatched 1").after(quiet("2026-06-02", theirs+set)),
	}
}

func lostRenewalCases() []Case {
	own := func(name, then, now string, want ...string) Case {
		return alone("choice-lost: "+name, opening, ours+renewing+paid+now, want...).after(quiet("2026-06-02", ours+renewing+paid+then))
	}
	return []Case{
		// 5 of 20 seats were to be dropped: 5 × 10.00 × 12.
		own("fewer seats", "renew_quantity=15", "renew_quantity=", "choice-lost medium us 2026-09-01 600.00EUR").
			shows("choice-lost choice=renew_quantity", "choice-lost choice_value=15", "choice-lost kind=avoidable", "choice-lost period=once"),
		own("more seats", "renew_quantity=25", "renew_quantity=", "choice-lost medium us 2026-09-01 -"),
		own("another offer", "renew_offer_id=CFQ7TTC0LCHC:0002", "renew_offer_id=", "choice-lost medium us 2026-09-01 -").
			shows("choice-lost choice=renew_offer_id"),
		own("another term", "renew_term=P1M", "renew_term=", "choice-lost medium us 2026-09-01 -"),
		own("changed once more", "renew_quantity=15", "renew_quantity=16").counts("not-involved 1"),
		own("it will end", "renew_quantity=15", "renew_quantity= auto_renew=false end_of_term=cancel", "lapse-unplanned low us 2026-09-01 2400.00EUR"),
		one("choice-lost: what was to change at the renewal of a source", opening, renewing+"renew_quantity=",
			"auto-renew-on critical source-partner 2026-09-01 -").after(night("2026-06-02", theirs+renewing+"renew_quantity=15")),
	}
}
