package rulestest

// sellerCases are about partners that take changes only until some day.
func sellerCases() []Case {
	const id, late = "seller_id=99999999-9999-9999-9999-999999999999 ", "lead_days=7"
	const us = "seller_id=" + PartnerID + " lead_days=7"
	// 2026-08-25 is a week before the end; its horizon begins on 2026-05-27.
	const week, weekBefore = "2026-05-27", "2026-05-26"
	seller := func(name, asOf, seller, subscription string, want ...string) Case {
		return one("sellers: "+name, asOf, subscription, want...).sold(id + seller)
	}
	return []Case{
		seller("the last day is a week earlier", week, late, renewing, "auto-renew-on critical source-partner 2026-08-25 -").
			shows("auto-renew-on E=2026-09-01", "auto-renew-on cover_by=2026-09-01"),
		seller("near is measured from it", weekBefore, late, renewing).counts("far-renewal 1"),
		seller("by default nothing is", week, "name=Fabrikam", renewing).counts("far-renewal 1"),
		seller("no choice", week, late, extending, "est-auto-convert critical source-partner 2026-08-25 -"),
		seller("the extended term", week, late, bridged, "est-scheduled high source-partner 2026-08-25 -"),
		seller("unknown", week, late, extending+"auto_renew=", "end-of-term-unknown high source-partner 2026-08-25 -"),
		seller("a contradiction is due no later", "2026-06-02", late, bridged+"auto_renew=true",
			"auto-renew-contradiction medium source-partner 2026-08-25 -", "est-scheduled high source-partner 2026-08-25 -"),
		seller("what we must do is not", opening, late, cancelled, "cancel-without-cover critical us 2026-09-01 -"),
		seller("what the customer must do is not", opening, late, renewing+"channel=open", "auto-renew-on critical customer 2026-09-01 -"),
		seller("it stops to act", "2026-02-04", "acts_until=2026-05-05", renewing, "auto-renew-on critical source-partner 2026-05-05 -"),
		seller("it has stopped", opening, "acts_until=2026-05-05", renewing, "auto-renew-on critical source-partner 2026-05-05 -"),
		seller("it stops before the window is over", "2026-08-05", "acts_until=2026-08-06", renewing+"commitment_end=2027-08-01 cancellable_until=2026-08-08T12:00:00Z",
			"renewed-in-window critical source-partner 2026-08-06 -").moved(move + "expected_end=2026-08-01").silences("auto-renew-on 1"),
		seller("a renewal that is processed is not", "2026-09-02", "acts_until=2026-05-05", renewing, "renewal-processing info source-partner 2026-09-02 -").
			silences("auto-renew-on 1"),
		alone("sellers: our own renewal", "2026-07-26", ours+renewing, "renewal-commitment low us 2026-08-25 -", unpriced).sold(us),
		alone("sellers: our own renewal is not near", "2026-07-25", ours+renewing).sold(us).counts("not-involved 1"),
		alone("sellers: our own lapse", week, ours+cancelled, "lapse-unplanned low us 2026-08-25 -", unpriced).sold(us),
		alone("sellers: what our provider sold", week, ours+cancelled+"seller_id=88888888-8888-8888-8888-888888888888", "lapse-unplanned low us 2026-08-25 -", unpriced).
			sold("seller_id=88888888-8888-8888-8888-888888888888 lead_days=7").reselling("88888888-8888-8888-8888-888888888888"),
	}
}
