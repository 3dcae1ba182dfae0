package rulestest

// watchCases are about tenants that are watched as a whole.
func watchCases() []Case {
	const all = "tenant_id=t source_subscription_id=* "
	const other = "77777777-7777-7777-7777-777777777777"
	const on = "auto-renew-on critical source-partner 2026-09-01 -"
	watched := func(name, row string, want ...string) Case {
		return alone("watch: "+name, opening, theirs+renewing+row).moved(all).wants(want...)
	}
	return []Case{
		watched("a row of another seller", "", on),
		watched("an exception", "").moved(all, move+"status=dropped").counts("not-involved 1"),
		watched("a row with a move of its own", "", on, "transfer-not-available high us 2026-09-01 -").moved(all, move+"route=channel-transfer"),
		watched("a trial that ends", "trial=true auto_renew=false").counts("not-involved 1"),
		watched("a trial that is cancelled, whatever auto-renew says", "trial=true end_of_term=cancel").counts("not-involved 1"),
		watched("a trial that is known to renew", "trial=true", on),
		watched("a free product", "offer_id=POWERAPPS_DEV").counts("not-involved 1"),
		watched("software", "product_type=software").counts("other-product 1"),
		watched("of one seller", "", on).moved(all + "source_seller_id=99999999-9999-9999-9999-999999999999").
			plus(theirs + "subscription_id=q seller_id=" + other + " " + renewing).counts("unwatched 1"),
		watched("a dropped watch of one seller", "").moved(all+"status=dropped source_seller_id=99999999-9999-9999-9999-999999999999").
			plus(theirs+"subscription_id=q seller_id="+other+" "+renewing).counts("not-involved 1", "unwatched 1"),
		watched("a dropped watch", "").moved(all + "status=dropped").counts("not-involved 1"),
		watched("of one seller goes before all", "", on, "transfer-batches info us - -").
			moved(all+"route=partner-transfer", all+"route=rebuy source_seller_id=99999999-9999-9999-9999-999999999999").
			plus(repeat(26, "subscription_id=x%d "+farAway)...),
		watched("a route that does not exist for the row", "channel=ea auto_renew=false end_of_term=cancel",
			"cancel-without-cover critical us 2026-09-01 -").moved(all + "route=partner-transfer"),
		alone("watch: into another tenant, where it is one too many", before, theirs+cancelled).in(tenant, fabrikam).
			moved(all+"target_tenant_id=u").plus(repeat(300, "subscription_id=x%d "+full+"tenant_id=u")...).
			wants("tenant-limit-exceeded critical us 2026-09-01 -", "tenant-to-tenant-data high customer 2026-09-01 -").
			shows("tenant-limit-exceeded tenant=u", "tenant-limit-exceeded planned=1"),
		watched("stands for no row", "").moved(all + "source_seller_id=" + other).in(tenant + "relationship=none agreement_accepted=false").
			counts("unwatched 1"),
	}
}

// watchOverNights are about rows that have left since their tenant is watched.
func watchOverNights() []Case {
	const all = "tenant_id=t source_subscription_id=* "
	const deleted = theirs + renewing + "status=deleted status_since=2026-06-01 "
	watched := func(name, row string, want ...string) Case {
		first := nightly("2026-05-20", theirs+renewing, beside)
		first.Moves = rows(all)
		return alone("watch: "+name, opening, row).plus(beside).moved(all).wants(want...).after(first).whole()
	}
	return []Case{
		watched("what has come over is covered", deleted).plus(ours+"created=2026-06-01 "+renewing).requested(completed).
			counts("covered 1", "far-renewal 1", "not-involved 1"),
		watched("what has come over without a successor is told", deleted, "move-finished medium us 2026-09-01 -").requested(completed),
		watched("what is replaced at its seller is covered", deleted).plus(theirs+"subscription_id=q created=2026-06-01 "+distant).
			counts("covered 1", "far-renewal 2"),
		watched("what was deleted in the meantime is told", deleted, "cancelled-backup high customer 2026-06-08 -").silences("data-deleted 1"),
		watched("what is gone in the meantime is told", "subscription_id=q "+farAway, "source-missing critical us 2026-09-01 -"),
		watched("a renewal in the meantime", theirs+renewing+"commitment_end=2027-09-01", "auto-renew-on").after().wants().
			called("watch: the first end known is expected").at("2026-09-03").
			wants("renewed-in-window critical source-partner 2026-09-08T12:00:00Z -").having(theirs+renewing+"commitment_end=2027-09-01 cancellable_until=2026-09-08T12:00:00Z", beside),
	}
}

// farAway is a row of another seller that renews, and is not near.
const farAway = "tenant_id=t channel=csp seller_id=66666666-6666-6666-6666-666666666666 offer_id=CFQ7TTC0LH18:0001 status=active quantity=1 " + distant
