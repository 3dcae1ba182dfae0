package rulestest

import "slices"

func renewedCases() []Case {
	return slices.Concat(inWindowCases(), windowPassedCases(), processingCases())
}

func inWindowCases() []Case {
	const monthly = "term=P1M commitment_end=2026-08-31 auto_renew=true end_of_term= "
	const window = "cancellable_until=2026-08-08T12:00:00Z "
	const fires = "renewed-in-window critical source-partner 2026-08-08T12:00:00Z 200.00EUR"
	const renews = "auto-renew-on critical source-partner 2026-08-31 200.00EUR"
	later := move + "expected_end=2026-07-31 "
	return []Case{
		// The new month: 20 × 10.00.
		one("renewed-in-window: a month longer than expected", "2026-08-02", monthly+paid+window, fires).moved(later).
			silences("auto-renew-on 1").shows("renewed-in-window expected_end=2026-07-31"),
		one("renewed-in-window: the last instant", "2026-08-08T12:00:00Z", monthly+paid+window, fires).moved(later).silences("auto-renew-on 1"),
		one("renewed-in-window: a second later", "2026-08-08T12:00:01Z", monthly+paid+window, renews).moved(later),
		one("renewed-in-window: ends when expected", "2026-08-02", monthly+paid+window, renews).moved(move + "expected_end=2026-08-31"),
		one("renewed-in-window: the first end known is the expected one", "2026-08-02", monthly+paid+window, renews),
		one("renewed-in-window: no window", "2026-08-02", monthly+paid+"cancellable_until=", renews).moved(later),
		one("renewed-in-window: window unknown", "2026-08-02", monthly+paid, renews).moved(later),
		one("renewed-in-window: the move is done", "2026-08-02", monthly+paid+window, fires).moved(later + "status=done").silences("auto-renew-on 1"),
		one("renewed-in-window: software", "2026-08-02", monthly+paid+window+"product_type=software", renews).moved(later),
		one("renewed-in-window: not in an extended term", "2026-08-02", monthly+window+"est=true",
			"est-scheduled high source-partner 2026-08-31 -").moved(later),
	}
}

func windowPassedCases() []Case {
	const yearly = "term=P1Y commitment_end=2027-07-31 auto_renew=true end_of_term= "
	const over = "cancellable_until=2026-08-08T12:00:00Z "
	later := move + "expected_end=2026-07-31 "
	passed := func(name, subscription string, want ...string) Case {
		return one("renewed-window-passed: "+name, "2026-09-01", subscription, want...).moved(later)
	}
	return []Case{
		// Left are 334 of 365 days, 1 September to 31 July: 2400.00 × 334 ÷ 365 = 2196.164….
		passed("the window is over", yearly+paid+over, "renewed-window-passed high source-partner 2027-07-31 2196.16EUR").
			shows("renewed-window-passed route_out=partner-transfer", "renewed-window-passed expected_end=2026-07-31"),
		passed("there never was one", yearly+paid+"cancellable_until=", "renewed-window-passed high source-partner 2027-07-31 2196.16EUR"),
		passed("window unknown", yearly+paid).counts("far-renewal 1"),
		// 1096 days from 2026-08-01 to 2029-07-31, of which 1065 are left: 7200.00 × 1065 ÷ 1096 = 6996.350….
		passed("three years", yearly+paid+over+"term=P3Y commitment_end=2029-07-31", "renewed-window-passed high source-partner 2029-07-31 6996.35EUR"),
		passed("a month", "term=P1M commitment_end=2026-09-30 auto_renew=true end_of_term= "+over, "auto-renew-on critical source-partner 2026-09-30 -"),
		passed("another channel waits for the end", yearly+over+"channel=mca-e", "renewed-window-passed high customer 2027-07-31 -").
			shows("renewed-window-passed route_out=wait"),
		passed("a legacy subscription waits for the end",
			yearly+over+"offer_id=fe616d64-e9a8-40ef-843f-152e9bbef3d1 commitment_end=2027-08-01",
			"renewed-window-passed high source-partner 2027-07-31 -").shows("renewed-window-passed route_out=wait"),
		passed("the move is done", yearly+over, "renewed-window-passed high source-partner 2027-07-31 -").moved(later + "status=done"),
		passed("the move is dropped", yearly+over).moved(later + "status=dropped").counts("far-renewal 1"),
		passed("not in an extended term", yearly+over+"est=true commitment_end=2026-09-30", "est-scheduled high source-partner 2026-09-30 -"),
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
