package rulestest

// workedScope are the worked cases about what is in scope, of extended terms and of
// the market that we sell in, and about days.
func workedScope() []Case {
	market := func(name, ours, theirs string, want ...string) Case {
		return one(name, before, cancelled, want...).in(nowhere + theirs).sellingIn(ours)
	}
	const year = "term=P1Y commitment_end=2027-09-30 auto_renew=true end_of_term= cancellable_until=2026-10-08"
	window := func(name, asOf string, want ...string) Case {
		return one(name, asOf, year, want...).moved(move + "expected_end=2026-09-30")
	}
	request := func(name, created, due string) Case {
		c := Case{Name: name, AsOf: "2026-07-10", Tenants: rows(tenant), Want: rows("transfer-expiring high source-partner " + due + " -")}
		return c.requested("transfer_id=r tenant_id=t status=Pending subscription_ids=s created_at=" + created)
	}
	return []Case{
		request("52 a request that was made at midnight", "2026-07-01T00:00:00Z", "2026-07-31T00:00:00Z").
			shows("transfer-expiring due_day=2026-07-30"),
		request("52 a request that was made on a day", "2026-07-01", "2026-07-31").shows("transfer-expiring created_at=2026-07-01"),
		one("32 switching auto-renew off is not enough", "2026-09-10", "term=P1Y commitment_end=2026-09-30 auto_renew=true end_of_term=",
			"auto-renew-on critical source-partner 2026-09-30 -").moved(move + "route=rebuy").shows("auto-renew-on without_choice=est"),
		one("37 disabled before the end of its term", "2026-09-10", "channel=web-direct term=P1M status=disabled status_since=2026-09-05 commitment_end=2026-09-30 auto_renew=false end_of_term=",
			"grace-missed critical us 2026-12-04 -").shows("grace-missed assumes=state-before-end"),
		one("41 an enterprise customer agreement", "2027-06-20", "channel=mca-e term=P1Y term_start=2026-09-01 commitment_end=2027-08-31 auto_renew=false end_of_term=",
			"est-auto-convert critical customer 2027-08-31 -").shows("est-auto-convert assumes=direct-default"),
		one("51 three years, transferred when they began", "2026-05-20", "term=P3Y term_start=2023-06-10 transferred_on=2023-06-10 commitment_end=2026-06-09 auto_renew=false end_of_term=",
			"end-date-approaching high us 2026-07-09 -"),
		window("38 a window that is told as a day", "2026-10-07T23:59:59Z", "renewed-in-window critical source-partner 2026-10-07T23:59:59.999999Z -").
			shows("renewed-in-window due_day=2026-10-07", "renewed-in-window assumes=window-day-only"),
		window("38 the day has begun", "2026-10-08", "renewed-window-passed high source-partner 2027-09-30 -").
			shows("renewed-window-passed assumes=window-day-only"),
		market("39 one market, in Europe", "DE", "GB"),
		market("39 one market, in Asia", "SG", "MY"),
		market("39 a territory of another market", "US", "PR", "region-mismatch critical us 2026-09-01 -"),
		market("40 a country by its name", "DE", "Germany", "unknown-value medium us - -"),
	}
}
