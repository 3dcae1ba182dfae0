package rulestest

// counterCases go through the counters in their order: each row would also be
// counted by a later one.
func counterCases() []Case {
	const usage = "product_type=usage term=P1M auto_renew=true end_of_term= "
	return []Case{
		alone("counters: unwatched before no-end", opening, theirs+"commitment_end=9999-12-31").counts("unwatched 1"),
		alone("counters: unwatched before routine-renewal", opening, theirs+"term=P1M auto_renew=true commitment_end=2026-06-30").counts("unwatched 1"),
		alone("counters: unwatched before far-renewal", opening, theirs+distant).counts("unwatched 1"),
		alone("counters: unwatched by a relationship that is not known", opening, theirs+renewing).in(tenant + "relationship=").counts("unwatched 1"),
		alone("counters: unwatched by a relationship outside the list", opening, theirs+renewing, "unknown-value medium us - -").
			in(tenant + "relationship=friend").counts("unwatched 1"),
		alone("counters: without a relationship nobody expects it to be watched", opening, theirs+renewing).in(tenant + "relationship=none").
			counts("not-involved 1"),
		alone("counters: unwatched beside a move", opening, theirs+renewing).in(tenant + "relationship=none").
			moved("tenant_id=t source_subscription_id=x status=done").counts("unwatched 1"),
		alone("counters: a dropped move knows it", opening, theirs+renewing).moved(move + "status=dropped").counts("not-involved 1"),
		alone("counters: a suspended row is not unwatched", opening, theirs+renewing+"status=suspended").counts("not-involved 1"),
		alone("counters: a trial that ends is not unwatched", opening, theirs+renewing+"trial=true auto_renew=false").counts("not-involved 1"),
		alone("counters: a trial that is cancelled is not unwatched", opening, theirs+renewing+"trial=true end_of_term=cancel").counts("not-involved 1"),
		alone("counters: a free product is not unwatched", opening, theirs+renewing+"offer_id=FLOW_FREE").counts("not-involved 1"),
		alone("counters: ours is not unwatched", opening, ours+distant).counts("far-renewal 1"),
		alone("counters: no-end before azure-coexists", opening, theirs+usage+"commitment_end=9999-12-31").counts("no-end 1"),
		alone("counters: no-end before routine-renewal", opening, ours+"term=P1M auto_renew=true commitment_end=9000-01-01").counts("no-end 1"),
		alone("counters: the year before is an end", opening, ours+"term=P1M auto_renew=true commitment_end=8999-12-31").counts("routine-renewal 1"),
		alone("counters: azure-coexists before routine-renewal", opening, theirs+usage+"commitment_end=2026-06-30").counts("azure-coexists 1"),
		alone("counters: azure-coexists before far-renewal", opening, theirs+usage+"term=P1Y commitment_end=2027-06-30").counts("azure-coexists 1"),
		one("counters: covered before far-renewal", opening, distant+"end_of_term=renew").moved(named).
			plus(successor).counts("covered 1", "far-renewal 1"),
		one("counters: covered before not-involved", opening, cancelled).moved(named).plus(successor).counts("covered 1", "far-renewal 1"),
		one("counters: a source that is not covered", before, cancelled).counts("not-involved 1"),
		alone("counters: routine-renewal before far-renewal", opening, ours+"term=P1M auto_renew=true commitment_end=2026-12-31").counts("routine-renewal 1"),
		alone("counters: routine-renewal before other-product", opening, theirs+"product_type=software term=P1M auto_renew=true commitment_end=2026-06-30").
			counts("routine-renewal 1"),
		alone("counters: a trial is no routine", opening, ours+"trial=true term=P1M auto_renew=true commitment_end=2026-12-31").counts("far-renewal 1"),
		alone("counters: a year is no routine", opening, ours+renewing).counts("not-involved 1"),
		one("counters: a monthly source is no routine", opening, distant+"term=P1M").counts("far-renewal 1"),
		alone("counters: a month that ends is no routine", opening, theirs+"status=pending term=P1M auto_renew=false end_of_term=cancel commitment_end=2026-06-30").
			counts("not-involved 1"),
		alone("counters: far-renewal one day before the horizon", before, ours+renewing).counts("far-renewal 1"),
		alone("counters: far-renewal is over with the horizon", opening, ours+renewing).counts("not-involved 1"),
		alone("counters: far-renewal before other-product", opening, theirs+distant+"product_type=software").counts("far-renewal 1"),
		alone("counters: other-product software", opening, theirs+renewing+"product_type=software").counts("other-product 1"),
		alone("counters: other-product third-party", opening, theirs+renewing+"product_type=third-party").counts("other-product 1"),
		one("counters: software in a move is no other product", before, cancelled+"product_type=software").counts("not-involved 1"),
		alone("counters: not-involved", opening, theirs+"status=expired "+renewing).counts("not-involved 1"),
		one("counters: a silenced finding is a finding of its own", "2026-08-10", "trial=true term=P1M commitment_end=2026-08-31 auto_renew=true end_of_term=",
			"trial-converts medium source-partner 2026-08-31 -").silences("auto-renew-on 1"),
		{Name: "counters: a tenant without subscriptions", AsOf: opening, Tenants: rows(tenant)},
	}
}
