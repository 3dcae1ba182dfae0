package rulestest

// beforeEndCases are about states that came before the end of the term: days count
// from the day of the state.
func beforeEndCases() []Case {
	const term = "term=P1Y commitment_end=2026-09-01 auto_renew=false end_of_term= "
	const expired, disabled, deleted = term + "status=expired ", term + "status=disabled ", term + "status=deleted "
	const open, missed = "grace-open critical us ", "grace-missed critical us "
	const gone = "data-deleted critical customer - -"
	return []Case{
		// 30 days later it is disabled, 90 days after that the data goes.
		one("before the end: expired", "2026-05-10", expired+"status_since=2026-05-01", open+"2026-05-31 -").
			shows("grace-open data_until=2026-08-29", "grace-open status_since=2026-05-01", "grace-open E=2026-09-01", "grace-open assumes=state-before-end"),
		one("before the end: expired since nobody knows when", "2026-05-10", expired, open+"- -").
			shows("grace-open before_end=yes", "grace-open status_since="),
		one("before the end: it has passed, and since when is not known", "2026-09-02", expired, open+"2026-10-01 -"),
		one("before the end: expired, an enterprise agreement", "2026-05-10", expired+"channel=ea status_since=2026-05-01", open+"2026-05-01 -"),
		one("before the end: expired, to be moved to another tenant", "2026-05-10", expired+"status_since=2026-05-01",
			open+"2026-05-31 -", "tenant-to-tenant-data high customer 2026-05-31 -").
			in(tenant, fabrikam).moved(move + "target_tenant_id=u").shows("tenant-to-tenant-data assumes=state-before-end"),
		one("before the end: an agreement expired, to be moved to another tenant", "2026-05-10", expired+"channel=ea status_since=2026-05-01",
			open+"2026-05-01 -", "tenant-to-tenant-data high customer - -").in(tenant, fabrikam).moved(move + "target_tenant_id=u"),
		one("before the end: disabled", "2026-05-10", disabled+"status_since=2026-05-01", missed+"2026-07-30 -").
			shows("grace-missed assumes=state-before-end"),
		one("before the end: disabled, an enterprise agreement", "2026-05-10", disabled+"channel=ea status_since=2026-05-01", missed+"2026-06-30 -"),
		one("before the end: disabled, nothing is documented", "2026-05-10", disabled+"channel=advisor status_since=2026-05-01", missed+"- -"),
		one("before the end: disabled on the last day", "2026-09-10", disabled+"status_since=2026-09-01", missed+"2026-11-30 -"),
		one("before the end: disabled a day later counts from the end", "2026-09-10", disabled+"status_since=2026-09-02", missed+"2026-12-30 -"),
		alone("before the end: ours", "2026-05-10", ours+disabled+"status_since=2026-05-01", "grace-missed high us 2026-07-30 -"),
		one("before the end: suspended never came before", "2026-06-10", term+"status=suspended status_since=2026-05-01",
			"suspended-billed medium source-partner 2026-09-01 -", "suspended-near-end high us 2026-09-01 -").
			shows("suspended-near-end data_until=2026-12-30"),

		one("before the end: deleted, replaced that day", "2026-06-10", deleted+"status_since=2026-05-01", finished).moved(named).
			plus(inPlace).counts("far-renewal 1"),
		one("before the end: deleted, replaced the day after", "2026-06-10", deleted+"status_since=2026-05-01", gone).moved(named).
			plus(inPlace + "term_start=2026-05-02"),
		one("before the end: disabled, what is pending comes too late", "2026-05-10", disabled+"status_since=2026-05-01", missed+"2026-07-30 -").moved(named).
			plus(inPlace + "status=pending"),
		one("before the end: expired, what is pending counts", "2026-05-10", expired+"status_since=2026-05-01").moved(named).
			plus(inPlace+"status=pending term_start=2026-05-20 commitment_end=2027-05-19").counts("covered 1", "far-renewal 1"),
		// Since 2026-05-04 such a term has no free grace to be replaced in.
		one("after the end: disabled without a grace, replaced too late", "2026-09-10", disabled+"status_since=2026-09-02", missed+"2026-12-30 -").moved(named).
			plus(inPlace + "term_start=2026-09-02"),
		one("after the end: disabled without a grace, replaced in time", "2026-09-10", disabled+"status_since=2026-09-02", finished).moved(named).
			plus(inPlace + "term_start=2026-09-01").counts("far-renewal 1"),
	}
}

// stateNightCases are about a state whose day only the history tells.
func stateNightCases() []Case {
	const term = "term=P1Y commitment_end=2026-09-01 auto_renew=false end_of_term= "
	const disabled = term + "status=disabled"
	const lost = "term=P1Y commitment_end=2026-03-01 auto_renew=false end_of_term= status=disabled status_since=2026-03-02 "
	return []Case{
		one("before the end: the day after it was last seen active", "2026-06-10", disabled, "grace-missed critical us 2026-08-31 -").
			shows("grace-missed status_since=2026-06-02", "grace-missed assumes=state-before-end").
			after(night("2026-05-20", theirs+term), night("2026-06-01", theirs+term)),
		one("before the end: seen so from the first delivery on", "2026-06-10", disabled, "grace-missed critical us - -").
			after(night("2026-06-01", theirs+disabled), night("2026-06-02", theirs+disabled)),
		one("before the end: seen so before an end that has passed", "2026-09-10", disabled, "grace-missed critical us - -").
			after(night("2026-06-01", theirs+disabled)),
		one("before the end: replaced the day it was first seen so", "2026-06-10", disabled, finished).
			moved(named).plus(inPlace + "term_start=2026-06-01").counts("far-renewal 1").
			after(night("2026-06-01", theirs+disabled)),
		// What is suspended at its end has no grace to be replaced in.
		one("after the end: suspended before, replaced too late", "2026-05-10", lost, "grace-missed critical us 2026-06-29 -").moved(named).
			plus(inPlace + "term_start=2026-03-15").after(night("2026-02-20", theirs+lost+"status=suspended status_since=2026-02-01")),
		one("after the end: active before, replaced in the grace", "2026-05-10", lost, finished).moved(named).
			plus(inPlace + "term_start=2026-03-15").after(night("2026-02-20", theirs+lost+"status=active status_since=")),
		// A source drops what was scheduled once it has happened.
		alone("after the end: ours, cancelled as was seen before", "2026-09-10", ours+disabled).counts("not-involved 1").
			after(quiet("2026-08-20", ours+cancelled)),
		alone("after the end: ours, expired and cancelled as was seen before", "2026-09-10", ours+term+"status=expired").counts("not-involved 1").
			after(quiet("2026-08-20", ours+cancelled)),
		alone("after the end: ours, its cancel was taken back", "2026-09-10", ours+disabled+" status_since=2026-09-02", "grace-missed high us 2026-12-30 -").
			after(quiet("2026-08-20", ours+cancelled), quiet("2026-08-25", ours+extending)),
		one("after the end: cancelled as was seen before", "2026-09-10", disabled+" status_since=2026-09-02", "grace-missed critical us 2026-11-30 -").
			after(night("2026-08-20", theirs+cancelled)),
	}
}

// undocumentedCases are about channels of which no page says what follows the end.
func undocumentedCases() []Case {
	const disabled = "status=disabled term=P1Y commitment_end=2026-03-01 auto_renew=false end_of_term= "
	missed := func(name, subscription string) Case {
		return one("grace-missed: nothing is documented, "+name, "2026-05-10", disabled+subscription, "grace-missed critical us - -").
			shows("grace-missed data_until=")
	}
	return []Case{
		missed("advisor", "channel=advisor"), missed("syndication", "channel=syndication"),
		missed("unknown channel", "channel="), missed("a trial", "trial=true"), missed("a trial that was cancelled", "trial=true end_of_term=cancel"),
		one("cancel-without-cover: nothing is documented", opening, cancelled+"channel=syndication", "cancel-without-cover critical us 2026-09-01 -").
			shows("cancel-without-cover data_until="),
	}
}
