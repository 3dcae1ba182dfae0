package rulestest

import "slices"

func limitCases() []Case {
	return slices.Concat(tenantLimitCases(), possibleLimitCases(), seatPoolCases(), batchCases())
}

// full is a row of any seller that takes part in nothing but the limits.
const full = "tenant_id=t channel=mca-e offer_id=CFQ7TTC0LH18:0001 status=active quantity=1 " + distant

func tenantLimitCases() []Case {
	// count is a tenant with n rows beside one source that ends on 2026-09-01 and is
	// to be duplicated; the horizon has not begun.
	count := func(name string, n int, row string, want ...string) Case {
		return one("tenant-limit: "+name, before, cancelled, want...).moved(again).plus(repeat(n, "subscription_id=x%d "+full+row)...)
	}
	const fires = "tenant-limit-exceeded critical us 2026-09-01 -"
	elsewhere := rows(tenant, "tenant_id=u name=Fabrikam country=DE relationship=reseller agreement_accepted=true")
	return []Case{
		// 298 + the source + its duplicate are 300, which is fine.
		count("300 fit", 298, "").counts("not-involved 1", "unwatched 298"),
		count("301 do not", 299, "", fires).shows("tenant-limit-exceeded certain=300", "tenant-limit-exceeded planned=1",
			"tenant-limit-exceeded total=301", "tenant-limit-exceeded to_duplicate=1", "tenant-limit-exceeded limit=300"),
		count("suspended is certain", 299, "status=suspended", fires),
		count("pending is certain", 299, "status=pending", fires),
		count("deleted does not count", 299, "status=deleted"),
		count("no state does not count", 299, "status=none"),
		count("an unknown state does not count", 299, "status=locked", "unknown-value medium us - -"),
		count("usage does not count", 299, "product_type=usage"),
		count("software does not count", 299, "product_type=software"),
		count("a target is named, which is counted already", 298, "").moved(named).plus(successor).
			counts("covered 1", "far-renewal 1", "unwatched 298"),
		count("a transfer adds nothing", 299, "").moved(move + "route=partner-transfer"),
		count("a cancel adds nothing", 299, "").moved(move + "route=cancel-now"),
		count("a done move adds nothing", 299, "").moved(move + "status=done"),
		count("planned as a transfer", 299, "").moved(move),
		count("no open move", 301, "").moved(move+"status=dropped").counts("not-involved 1", "unwatched 301"),
		count("full already, and a move is open", 300, "", "tenant-limit-exceeded critical us - -").moved(move + "route=partner-transfer").
			shows("tenant-limit-exceeded planned=0"),
		// Two are planned: the due is the earlier of their cover-by days.
		count("the earliest cover-by", 298, "", "tenant-limit-exceeded critical us 2026-08-15 -").
			moved(again, "tenant_id=t source_subscription_id=y").
			plus("subscription_id=y "+full+"auto_renew=false end_of_term=cancel commitment_end=2026-08-15 status=pending").
			shows("tenant-limit-exceeded planned=2", "tenant-limit-exceeded to_duplicate=1"),
		// The duplicate is planned in the tenant that the move points to.
		one("tenant-limit: in the target tenant", before, cancelled, fires, "tenant-to-tenant-data high customer 2026-09-01 -").in(elsewhere...).
			moved(move+"target_tenant_id=u").plus(repeat(300, "subscription_id=x%d "+full+"tenant_id=u")...).
			shows("tenant-limit-exceeded tenant=u", "tenant-limit-exceeded certain=300", "tenant-limit-exceeded planned=1", "tenant-to-tenant-data tenant=t"),
		one("tenant-limit: not in the tenant that is left", before, cancelled, "tenant-to-tenant-data high customer 2026-09-01 -").in(elsewhere...).
			moved(move + "target_tenant_id=u").plus(repeat(300, "subscription_id=x%d "+full)...),
	}
}

func possibleLimitCases() []Case {
	possible := func(name, state string, want ...string) Case {
		return one("tenant-limit-possible: "+name, before, cancelled, want...).moved(again).
			plus(repeat(270, "subscription_id=x%d "+full)...).
			plus(repeat(29, "subscription_id=y%d "+full+"commitment_end=2026-01-31 auto_renew=false "+state)...)
	}
	const fires = "tenant-limit-possible medium us 2026-09-01 -"
	return []Case{
		// 270 + the source + 29 that may count + one planned are 301.
		possible("expired may count", "status=expired", fires).shows("tenant-limit-possible certain=271", "tenant-limit-possible possible=29",
			"tenant-limit-possible planned=1", "tenant-limit-possible total=301", "tenant-limit-possible assumes=expired-counted"),
		possible("disabled may count", "status=disabled", fires),
		possible("active past its end is as expired", "status=active", fires),
		possible("deleted does not", "status=deleted"),
		possible("no open move", "status=expired").moved(move + "status=done"),
	}
}

func seatPoolCases() []Case {
	const premium = "offer_id=CFQ7TTC0LCHC:0002 status=active channel=mca-e " + distant
	const fires = "seat-pool-exceeded critical us 2027-03-01 -"
	pool := func(name, seats string, want ...string) Case {
		return one("seat-pool-exceeded: "+name, "2026-04-20", premium+"quantity=100", want...).
			plus("subscription_id=x tenant_id=t " + premium + seats)
	}
	return []Case{
		// The source, its duplicate and the row of another seller.
		pool("100, 100 and 100 fit", "quantity=100").counts("far-renewal 1", "unwatched 1"),
		pool("100, 100 and 101 do not", "quantity=101", fires).shows("seat-pool-exceeded seats=201", "seat-pool-exceeded planned_seats=100",
			"seat-pool-exceeded total=301", "seat-pool-exceeded cap=300", "seat-pool-exceeded subject=CFQ7TTC0LCHC:0002"),
		pool("suspended counts", "quantity=101 status=suspended", fires),
		pool("pending does not", "quantity=101 status=pending"),
		pool("expired does not", "quantity=101 status=expired"),
		pool("another product does not", "quantity=101 offer_id=CFQ7TTC0LH18:0001"),
		pool("fewer than no seats free none", "quantity=201", fires).plus("subscription_id=y tenant_id=t " + premium + "quantity=-100").
			shows("seat-pool-exceeded seats=301"),
		pool("absurd seats do not wrap around", "quantity=9223372036854775807", fires).plus("subscription_id=y tenant_id=t " + premium + "quantity=9223372036854775807").
			shows("seat-pool-exceeded total=9223372036854775807"),
		pool("usage does not", "quantity=101 product_type=usage"),
		pool("nothing planned", "quantity=201", "seat-pool-exceeded medium us - -").moved(move + "status=done").
			shows("seat-pool-exceeded planned_seats=0"),
		pool("the catalogue's cap goes first", "quantity=1", fires).offered("offer_id=CFQ7TTC0LCHC:0002 seat_cap=200").
			shows("seat-pool-exceeded cap=200", "seat-pool-exceeded total=201"),
		pool("the catalogue's cap is larger", "quantity=101").offered("offer_id=CFQ7TTC0LCHC:0002 seat_cap=301"),
		one("seat-pool-exceeded: a duplicate takes the quantity, not the assigned seats", "2026-04-20", premium+"quantity=151 assigned=1", fires),
		one("seat-pool-exceeded: in the target tenant", "2026-04-20", premium+"quantity=200", fires, "tenant-to-tenant-data high customer 2027-03-01 -").
			in(tenant, "tenant_id=u name=Fabrikam country=DE relationship=reseller").moved(move+"target_tenant_id=u").
			plus("subscription_id=x tenant_id=u "+premium+"quantity=101").
			shows("seat-pool-exceeded tenant=u", "seat-pool-exceeded seats=101", "seat-pool-exceeded planned_seats=200"),
	}
}

func batchCases() []Case {
	batch := func(name string, n int, row string, want ...string) Case {
		return Case{
			Name: "transfer-batches: " + name, AsOf: before, Tenants: rows(tenant), Want: want,
			Subscriptions: repeat(n, "subscription_id=s%d tenant_id=t channel=csp offer_id=CFQ7TTC0LH18:0001 status=active quantity=1 "+distant),
			Moves:         repeat(n, "tenant_id=t source_subscription_id=s%d "+row),
		}
	}
	return []Case{
		batch("25 fit into one request", 25, "route=partner-transfer").counts("far-renewal 25"),
		batch("51 need three", 51, "route=partner-transfer status=in-progress", "transfer-batches info us - -").shows("transfer-batches requests=3"),
		batch("planned as a transfer", 26, "", "transfer-batches info us - -").shows("transfer-batches items=26"),
		batch("another route", 26, "route=rebuy"),
		batch("done", 26, "route=partner-transfer status=done"),
	}
}
