package rulestest

import "slices"

func renewedCases() []Case {
	return slices.Concat(inWindowCases(), windowCases(), windowPassedCases(), processingCases())
}

// A source that was to end on 2026-07-31 and has renewed for a year.
const (
	renewed = "term=P1Y commitment_end=2027-07-31 auto_renew=true end_of_term= "
	later   = move + "expected_end=2026-07-31 "
)

func inWindowCases() []Case {
	const window = "cancellable_until=2026-08-08T12:00:00Z "
	const fires = "renewed-in-window critical source-partner 2026-08-08T12:00:00Z 2400.00EUR"
	const unknown = "term= commitment_end=2026-08-31 auto_renew=true end_of_term= "
	in := func(name, asOf, subscription string, want ...string) Case {
		return one("renewed-in-window: "+name, asOf, subscription, want...).moved(later)
	}
	return []Case{
		// The new year: 20 × 10.00 × 12.
		in("a year longer than expected", "2026-08-02", renewed+paid+window, fires).shows("renewed-in-window expected_end=2026-07-31"),
		in("the last instant", "2026-08-08T12:00:00Z", renewed+paid+window, fires),
		// Left are 358 of 365 days: 2400.00 × 358 ÷ 365 = 2353.972….
		in("a second later", "2026-08-08T12:00:01Z", renewed+paid+window, "renewed-window-passed high source-partner 2027-07-31 2353.97EUR"),
		in("ends when expected", "2026-08-02", renewed+window).moved(move + "expected_end=2027-07-31").counts("far-renewal 1"),
		in("the first end known is the expected one", "2026-08-02", renewed+window).moved(move).counts("far-renewal 1"),
		in("no window", "2026-08-02", renewed+"cancellable_until=", "renewed-window-passed high source-partner 2027-07-31 -"),
		in("the move is done", "2026-08-02", renewed+paid+window, fires).moved(later + "status=done"),
		in("software", "2026-08-02", renewed+window+"product_type=software").counts("far-renewal 1"),
		in("not in an extended term", "2026-08-02", "term=P1M commitment_end=2026-08-31 auto_renew=true end_of_term= est=true "+window,
			"est-scheduled high source-partner 2026-08-31 -"),
		in("by the month", "2026-08-02", unknown+window+"term=P1M", "auto-renew-on medium source-partner 2026-08-31 -"),
		in("perhaps by the month", "2026-08-02", unknown+window, "auto-renew-on critical source-partner 2026-08-31 -"),
		in("a day more than a month, of a term that is not known", "2026-08-02", unknown+"commitment_end=2026-09-01",
			"renewed-in-window critical source-partner 2026-08-08T00:00:00Z -").silences("auto-renew-on 1").
			shows("renewed-in-window assumes=window-derived"),
	}
}

func windowCases() []Case {
	window := func(name, asOf, subscription string, want ...string) Case {
		return one("renewed-in-window: "+name, asOf, renewed+subscription, want...).moved(later)
	}
	const derived = "renewed-in-window critical source-partner 2026-08-08T00:00:00Z -"
	return []Case{
		window("window unknown", "2026-08-02", "", derived).
			shows("renewed-in-window assumes=window-derived", "renewed-in-window cancellable_until=2026-08-08T00:00:00Z"),
		window("the window of the term before", "2026-08-02", "cancellable_until=2025-08-08T12:00:00Z", derived),
		window("a derived one to the last instant", "2026-08-08T00:00:00Z", "", derived),
		window("a derived one is over", "2026-08-08T00:00:01Z", "", "renewed-window-passed high source-partner 2027-07-31 -").
			shows("renewed-window-passed assumes=window-derived"),
	}
}

// earlyCases are about a later end that is seen before the expected one has
// passed.
func earlyCases() []Case {
	early := func(name, subscription string, want ...string) Case {
		return one("seen early: "+name, "2026-07-15", renewed+subscription, want...).moved(later)
	}
	const renews = "auto-renew-on critical source-partner "
	return []Case{
		early("a new term, or a wrong date", "", "renewed-in-window critical source-partner 2026-07-22T00:00:00Z -").
			shows("renewed-in-window assumes=new-term-seen-early", "renewed-in-window assumes=window-derived"),
		early("a date that was put right", "commitment_end=2026-08-31", renews+"2026-08-31 -"),
		early("a day more", "commitment_end=2026-09-01", "renewed-in-window critical source-partner 2026-07-22T00:00:00Z -").
			silences("auto-renew-on 1"),
		early("proven by its start", "commitment_end=2026-08-20 term_start=2025-09-02", "renewed-in-window critical source-partner 2026-07-22T00:00:00Z -").
			silences("auto-renew-on 1"),
		early("a start of about a year before", "commitment_end=2026-08-20 term_start=2025-09-01", renews+"2026-08-20 -"),
		early("proven by its window", "commitment_end=2026-08-20 cancellable_until=2026-07-16T09:00:00Z",
			"renewed-in-window critical source-partner 2026-07-16T09:00:00Z -").silences("auto-renew-on 1"),
		early("a window that ends with the term", "commitment_end=2026-08-20 cancellable_until=2026-08-20T09:00:00Z", renews+"2026-08-20 -"),
		early("by the month", "term=P1M").counts("far-renewal 1"),
		early("an earlier end", "commitment_end=2026-07-20", renews+"2026-07-20 -"),
	}
}

func windowPassedCases() []Case {
	const over = "cancellable_until=2026-08-08T12:00:00Z "
	passed := func(name, subscription string, want ...string) Case {
		return one("renewed-window-passed: "+name, "2026-09-01", subscription, want...).moved(later)
	}
	return []Case{
		// Left are 334 of 365 days, 1 September to 31 July: 2400.00 × 334 ÷ 365 = 2196.164….
		passed("the window is over", renewed+paid+over, "renewed-window-passed high source-partner 2027-07-31 2196.16EUR").
			shows("renewed-window-passed route_out=partner-transfer", "renewed-window-passed expected_end=2026-07-31"),
		passed("there never was one", renewed+paid+"cancellable_until=", "renewed-window-passed high source-partner 2027-07-31 2196.16EUR"),
		passed("window unknown", renewed+paid, "renewed-window-passed high source-partner 2027-07-31 2196.16EUR"),
		// 1096 days from 2026-08-01 to 2029-07-31, of which 1065 are left: 7200.00 × 1065 ÷ 1096 = 6996.350….
		passed("three years", renewed+paid+over+"term=P3Y commitment_end=2029-07-31", "renewed-window-passed high source-partner 2029-07-31 6996.35EUR"),
		passed("a month", "term=P1M commitment_end=2026-09-30 auto_renew=true end_of_term= "+over, "auto-renew-on medium source-partner 2026-09-30 -"),
		passed("term unknown", renewed+over+"term=", "renewed-window-passed high source-partner 2027-07-31 -"),
		passed("another channel waits for the end", renewed+over+"channel=mca-e", "renewed-window-passed high customer 2027-07-31 -").
			shows("renewed-window-passed route_out=wait"),
		passed("a legacy subscription waits for the end",
			renewed+over+"offer_id=fe616d64-e9a8-40ef-843f-152e9bbef3d1 commitment_end=2027-08-01",
			"renewed-window-passed high source-partner 2027-07-31 -").shows("renewed-window-passed route_out=wait"),
		passed("the move is done", renewed+over, "renewed-window-passed high source-partner 2027-07-31 -").moved(later + "status=done"),
		passed("the move is dropped", renewed+over).moved(later + "status=dropped").counts("far-renewal 1"),
		passed("not in an extended term", renewed+over+"est=true commitment_end=2026-09-30", "est-scheduled high source-partner 2026-09-30 -"),
	}
}

func processingCases() []Case {
	const fires = "renewal-processing info source-partner 2026-09-02 -"
	const renews = "auto-renew-on critical source-partner 2026-09-01 -"
	return []Case{
		one("renewal-processing: the last second of the term", "2026-09-01T23:59:59Z", renewing, renews),
		one("renewal-processing: the first second after it", "2026-09-02T00:00:00Z", renewing, fires).silences("auto-renew-on 1"),
		one("renewal-processing: the last second of the day", "2026-09-02T23:59:59Z", renewing, fires).silences("auto-renew-on 1").
			shows("renewal-processing until=2026-09-02T23:59:59Z", "renewal-processing assumes=status-lags"),
		one("renewal-processing: the day is over", "2026-09-03T00:00:00Z", renewing, renews),
		one("renewal-processing: a monthly source", "2026-09-02", renewing+"term=P1M", fires).silences("auto-renew-on 1"),
		alone("renewal-processing: ours", "2026-09-02", ours+renewing, "renewal-processing info us 2026-09-02 -").silences("renewal-commitment 1"),
		alone("renewal-processing: ours, monthly", "2026-09-02", ours+renewing+"term=P1M").counts("routine-renewal 1"),
		alone("renewal-processing: neither a source nor ours", "2026-09-02", theirs+renewing).counts("unwatched 1"),
		one("renewal-processing: pending", "2026-09-02", renewing+"status=pending", renews),
		one("renewal-processing: usage", "2026-09-02", renewing+"product_type=usage", "azure-switch low us - -"),
		one("renewal-processing: another outcome", "2026-09-02", bridged, "est-scheduled high source-partner 2026-09-01 -"),
	}
}
