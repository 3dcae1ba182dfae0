package rulestest

// A year of ours that began on 2026-09-02 after another one, with 5 of 25 seats
// unassigned: 5 × 10.00 × 12 is 600.00.
const begun = ours + "quantity=25 assigned=20 term=P1Y created=2025-09-02 term_start=2026-09-02 commitment_end=2027-09-01 auto_renew=true " +
	"end_of_term= cancellable_until=2026-09-09T08:00:00Z " + paid

func windowOpenCases() []Case {
	const fires = "renewal-window-open medium us 2026-09-09T08:00:00Z 600.00EUR"
	open := func(name, subscription string, want ...string) Case {
		c := alone("renewal-window-open: "+name, "2026-09-03", begun+subscription, want...)
		if want == nil {
			c.Routine = rows("far-renewal 1")
		}
		return c
	}
	at := func(name, asOf, subscription string, want ...string) Case {
		c := open(name, subscription, want...)
		c.AsOf = asOf
		return c
	}
	return []Case{
		open("the start is counted back", "term_start=", fires),
		open("three years", "term=P3Y commitment_end=2029-09-01", "renewal-window-open medium us 2026-09-09T08:00:00Z 1800.00EUR"),
		open("three years, the start is counted back", "term=P3Y term_start= commitment_end=2029-09-01",
			"renewal-window-open medium us 2026-09-09T08:00:00Z 1800.00EUR"),
		at("the last instant", "2026-09-09T08:00:00Z", "", fires),
		at("a second later", "2026-09-09T08:00:01Z", ""),
		at("eight days ago", "2026-09-10", "cancellable_until=2026-09-11"),
		open("begins tomorrow", "term_start=2026-09-04"),
		open("the window stands open all the time", "cancellable_until=2027-09-01T08:00:00Z"),
		open("window unknown", "cancellable_until="),
		open("all seats are assigned", "assigned=25"),
		open("more are assigned than there are", "assigned=30"),
		open("how many are assigned is unknown", "assigned="),
		open("how many are assigned at most says nothing of the others", "assigned= assigned_at_most=20"),
		open("bought anew", "created=2026-09-02"),
		open("bought a month before", "created=2026-08-02"),
		open("bought more than a month before", "created=2026-08-01", fires),
		open("since when it has been there is unknown", "created="),
		open("by the month", "term=P1M").counts("routine-renewal 1"),
		open("pending", "status=pending"),
		open("software", "product_type=software"),
		open("not ours", "seller_id=99999999-9999-9999-9999-999999999999").counts("unwatched 1"),
		open("it will end", "auto_renew=false end_of_term=cancel", fires),
		one("renewal-window-open: ours is to be moved", "2026-09-03", begun+"subscription_id=s").counts("far-renewal 1"),
	}
}

// windowNightCases are about what was there before the term began.
func windowNightCases() []Case {
	before := func(name, seen, then, now string, want ...string) Case {
		c := alone("renewal-window-open: "+name, "2026-09-03", begun+now, want...).after(quiet(seen, begun+then))
		if want == nil {
			c.Routine = rows("far-renewal 1")
		}
		return c
	}
	const year = "term_start=2025-09-02 commitment_end=2026-09-01 created= cancellable_until= "
	const month = "term=P1M term_start= commitment_end=2026-09-01 created=2026-08-02 trial=true cancellable_until= "
	return []Case{
		before("seen before", "2026-08-01", year, "created=", "renewal-window-open medium us 2026-09-09T08:00:00Z 600.00EUR"),
		before("seen a month before", "2026-08-02", year, "created="),
		before("bought anew counts, whatever was seen", "2026-08-01", year, "created=2026-09-02"),
		before("a trial has become paid", "2026-08-20", month, "created=2026-08-02 trial=false", "renewal-window-open high us 2026-09-09T08:00:00Z 3000.00EUR").
			shows("renewal-window-open was_trial=yes"),
		before("a trial whose seats are all assigned", "2026-08-20", month, "created=2026-08-02 trial= assigned=25",
			"renewal-window-open high us 2026-09-09T08:00:00Z 3000.00EUR"),
		before("still a trial", "2026-08-20", month, "created=2026-08-02 trial=true"),
	}
}
