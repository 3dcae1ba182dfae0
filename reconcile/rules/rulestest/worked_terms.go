package rulestest

// workedTerms are the worked cases about terms that begin anew, are corrected, lose
// what was chosen for their end, or are not known.
func workedTerms() []Case {
	const feed = "term=P1Y auto_renew=true end_of_term= "
	// A source that was expected to end on 2027-01-12, until that was put right.
	corrected := func(name, asOf string) Case {
		return one(name, asOf, feed+"commitment_end=2027-01-20", "auto-renew-on critical source-partner 2027-01-20 -").
			moved(move + "expected_end=2027-01-12").after(night("2026-11-01", theirs+feed+"commitment_end=2027-01-12"))
	}
	return []Case{
		corrected("36 an end that was put right", "2026-11-29"),
		corrected("36 and the end that was expected first has passed", "2027-01-14").
			after(night("2026-11-29", theirs+feed+"commitment_end=2027-01-20")),
		// 25 × 10.00 × 1.03.
		one("42 seats were added, and the cancel is gone", opening, extending+paid+"quantity=25", "choice-lost critical source-partner 2026-09-01 257.50EUR").
			after(night("2026-06-02", theirs+cancelled+paid)).offered("offer_id=CFQ7TTC0LH18:0001 monthly_plan=true monthly_price=10.00 currency=EUR").
			silences("est-auto-convert 1").
			shows("choice-lost choice=cancel", "choice-lost lost_on=2026-06-03", "choice-lost choice_seen=2026-06-02", "choice-lost columns=quantity",
				"choice-lost outcome=est"),
		alone("46 a day after the renewal", "2026-09-03", begun, "renewal-window-open medium us 2026-09-09T08:00:00Z 600.00EUR").
			shows("renewal-window-open unassigned=5", "renewal-window-open term_start=2026-09-02", "renewal-window-open was_trial=no"),
		alone("48 five days before the end of a term that nobody knows", "2026-08-27", ours+"term= commitment_end=2026-09-01 auto_renew=true end_of_term=",
			"term-missing low us 2026-09-01 -").
			shows("term-missing subject=csv", "term-missing rows=1", "term-missing row_ids=o", "term-missing source=csv"),
		one("57 renewed, in a feed without windows", "2026-10-02", feed+"commitment_end=2027-09-30",
			"renewed-in-window critical source-partner 2026-10-08T00:00:00Z -").moved(move+"expected_end=2026-09-30").
			shows("renewed-in-window assumes=window-derived", "renewed-in-window due_day=2026-10-07"),
		one("58 a month follows a month", "2026-10-02", feed+"term=P1M commitment_end=2026-10-31",
			"auto-renew-on medium source-partner 2026-10-31 -").moved(move + "expected_end=2026-09-30"),
	}
}
