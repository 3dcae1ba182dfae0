package rulestest

// matchCases are about replacements that no move names. The source ends on
// 2026-09-01, so a replacement is first bought on 2026-06-03 or later.
func matchCases() []Case {
	const asOf = "2026-08-20"
	const alone, paidTwice = "cancel-without-cover critical us 2026-09-01 -", "double-billing medium source-partner 2026-09-01 -"
	found := func(name, target string, want ...string) Case {
		return one("match: "+name, asOf, cancelled, want...).plus(target)
	}
	const bought = ours + "term=P1Y term_start=2026-06-03 commitment_end=2027-06-02 auto_renew=true end_of_term= "
	return []Case{
		found("the same offer and seats", successor).counts("covered 1", "far-renewal 1"),
		found("more seats", successor+"quantity=25", "quantity-mismatch low us 2026-09-01 -").shows("quantity-mismatch assumes=target-matched"),
		found("fewer seats", successor+"quantity=19", "quantity-mismatch high us 2026-09-01 -").
			shows("quantity-mismatch difference=1", "quantity-mismatch assumes=target-matched"),
		found("two smaller ones together", successor+"quantity=12").plus(successor+"subscription_id=p quantity=8").
			counts("covered 1", "far-renewal 2"),
		found("another offer", successor+"offer_id=CFQ7TTC0LCHC:0002", alone),
		found("an equivalent offer", successor+"offer_id=CFQ7TTC0LCHC:0002").
			offered("offer_id=CFQ7TTC0LH18:0001 equivalent_to=CFQ7TTC0LCHC:0002").counts("covered 1", "far-renewal 1"),
		one("match: of a source that renews", asOf, renewing, "auto-renew-on critical source-partner 2026-09-01 -",
			"quantity-mismatch low us 2026-09-01 -").plus(successor + "quantity=25").
			shows("quantity-mismatch assumes=target-matched"),
		found("bought at the earliest", bought, paidTwice).shows("double-billing assumes=target-matched"),
		found("bought a day too early", bought+"created=2026-06-02", alone),
		found("sold by another partner", successor+"seller_id=99999999-9999-9999-9999-999999999999", alone),
		found("suspended", successor+"status=suspended", alone,
			"suspended-billed medium us 2027-08-31 -", unpriced),
		found("too late is a gap", successor+"term_start=2026-09-10", "coverage-gap critical us 2026-09-01 -").
			shows("coverage-gap assumes=target-matched", "coverage-gap gap_to=2026-09-09"),
		found("named by the move of another source", successor, alone).
			plus(theirs+"subscription_id=q "+cancelled).moved(move, "tenant_id=t source_subscription_id=q target_subscription_id=o"),
		found("named by a move that is done", successor, alone).
			plus(theirs+"subscription_id=q status=deleted "+cancelled).moved(move, "tenant_id=t source_subscription_id=q target_subscription_id=o status=done"),
		one("match: the earliest end is served first", asOf, cancelled, alone).
			plus(theirs+"subscription_id=a "+cancelled+"commitment_end=2026-08-31", successor+"term_start=2026-08-31").
			moved(move, "tenant_id=t source_subscription_id=a").counts("covered 1", "far-renewal 1"),
		found("in the tenant that the move points to", successor+"tenant_id=u", "tenant-to-tenant-data high customer 2026-09-01 -").
			in(tenant, tenant+"tenant_id=u").moved(move + "target_tenant_id=u"),
		found("in its own tenant although the move points elsewhere", successor, alone, "tenant-to-tenant-data high customer 2026-09-01 -").
			in(tenant, tenant+"tenant_id=u").moved(move + "target_tenant_id=u"),
		{
			Name: "match: a replacement that is there is no planned duplicate", AsOf: asOf, Tenants: rows(tenant), Moves: rows(move),
			Subscriptions: rows(theirs+distant+"offer_id=CFQ7TTC0LCHC:0002 quantity=100",
				ours+distant+"offer_id=CFQ7TTC0LCHC:0002 quantity=210 term_start=2026-12-15 status=pending"),
			Want: rows("quantity-mismatch low us 2027-03-01 -"),
		},
		{
			Name: "match: one of ours stands in for another", AsOf: asOf, Tenants: rows(tenant),
			Subscriptions: rows(ours+"subscription_id=old "+cancelled, successor),
			Routine:       rows("far-renewal 1", "not-involved 1"),
		},
	}
}
