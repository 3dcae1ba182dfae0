package rulestest

import "slices"

func qualityCases() []Case {
	return slices.Concat(unknownValueCases(), stateCases(), invalidRowCases())
}

func unknownValueCases() []Case {
	const fires = "unknown-value medium us - -"
	value := func(column, value string) Case {
		return one("unknown-value: "+column, before, distant+column+"="+value, fires).
			shows("unknown-value subject="+column+"="+value, "unknown-value column="+column, "unknown-value value="+value,
				"unknown-value rows=1", "unknown-value row_ids=s")
	}
	return []Case{
		value("channel", "retail"),
		value("commerce", "classic"),
		value("product_type", "hardware"),
		value("status", "locked"),
		value("end_of_term", "transition"),
		value("term", "P5Y"),
		value("billing_cycle", "weekly"),
		value("currency", "XYZ"),
		value("renew_term", "P5Y"),
		alone("unknown-value: also of a row that takes part in nothing", before, theirs+distant+"billing_cycle=weekly", fires).counts("unwatched 1"),
		one("unknown-value: two rows of one value are one finding", before, distant+"currency=XYZ", fires).
			plus(ours+distant+"currency=XYZ").shows("unknown-value rows=2", "unknown-value row_ids=o s"),
		one("unknown-value: two values are two", before, distant+"currency=XYZ", fires, fires).plus(ours+distant+"currency=XXY").
			shows("unknown-value subject=currency=XYZ", "unknown-value subject=currency=XXY"),
		one("unknown-value: one for each tenant", before, distant+"currency=XYZ", fires, fires).in(tenant, fabrikam).
			plus(ours+distant+"tenant_id=u currency=XYZ").shows("unknown-value tenant=t", "unknown-value tenant=u"),
		one("unknown-value: route", before, distant, fires).moved(move+"route=teleport", "tenant_id=t source_subscription_id=y route=teleport").
			plus(theirs+distant+"subscription_id=y").shows("unknown-value subject=route=teleport", "unknown-value rows=2", "unknown-value row_ids=s y"),
		one("unknown-value: status of a move, which is not open", before, cancelled, fires).moved(move + "status=maybe").counts("not-involved 1"),
		one("unknown-value: cloud", before, distant, fires).in(tenant + "cloud=moon").shows("unknown-value subject=cloud=moon"),
		one("unknown-value: another price than known has no exposure", opening, renewing+paid+"currency=XYZ", fires,
			"auto-renew-on critical source-partner 2026-09-01 -"),
		one("unknown-value: an unknown term has no exposure", opening, renewing+paid+"term=P5Y", fires,
			"auto-renew-on critical source-partner 2026-09-01 -"),
		one("unknown-value: an unknown channel is the customer's", opening, renewing+"channel=retail", fires, "auto-renew-on critical customer 2026-09-01 -"),
		one("unknown-value: an unknown product takes part in nothing", opening, renewing+"product_type=hardware", fires).counts("not-involved 1"),
		one("unknown-value: empty is unknown and no value", before, distant+"billing_cycle= currency= commerce= product_type=").counts("far-renewal 1"),
	}
}

// stateCases are about rows without a state that rules look at: they take part
// in data quality and in what is said of the whole tenant.
func stateCases() []Case {
	stateless := func(name, status string, want ...string) Case {
		return one("no state: "+name, opening, cancelled+status, want...)
	}
	const lost = "move-conflict high us - -"
	return []Case{
		stateless("none", "status=none").counts("not-involved 1"),
		stateless("unknown", "status=locked", "unknown-value medium us - -").counts("not-involved 1"),
		stateless("empty", "status=", "invalid-row medium us - -").counts("not-involved 1"),
		stateless("two ends", "status=none commitment_end_at=2026-09-05T23:59:59Z").counts("not-involved 1"),
		stateless("a route that does not exist", "status=none").moved(move + "route=channel-transfer").counts("not-involved 1"),
		stateless("cancelled at once", "status=none cancellable_until=").moved(move + "route=cancel-now").counts("not-involved 1"),
		stateless("leaves its tenant", "status=none").in(tenant, fabrikam).moved(move + "target_tenant_id=u").counts("not-involved 1"),
		stateless("usage", "status=none product_type=usage").counts("not-involved 1"),
		stateless("another offer and too few seats", "status=none").moved(named).
			plus(successor+"quantity=1 offer_id=CFQ7TTC0LCHC:0002").counts("far-renewal 1", "not-involved 1"),
		stateless("off sale", "status=none").offered("offer_id=CFQ7TTC0LH18:0001 on_sale_until=2026-01-01").counts("not-involved 1"),
		stateless("an invalid row", "status=none quantity=-1", "invalid-row medium us - -"),
		stateless("a tenant out of order", "status=none", "region-mismatch critical us - -").in(nowhere + "US"),
		stateless("a target never seen", "status=none", lost).moved(named),
	}
}

func invalidRowCases() []Case {
	const fires = "invalid-row medium us - -"
	return []Case{
		one("invalid-row: seats below zero", before, distant+"quantity=-1", fires).
			shows("invalid-row subject=negative-seats", "invalid-row quantity=-1", "invalid-row subscription=s"),
		alone("invalid-row: ours", before, ours+distant+"quantity=-1", fires),
		alone("invalid-row: neither a source nor ours", before, theirs+distant+"quantity=-1").counts("unwatched 1"),
		one("invalid-row: a price below zero", before, distant+paid+"unit_price=-0.01", fires).
			shows("invalid-row subject=negative-price", "invalid-row unit_price=-0.01"),
		one("invalid-row: no money is counted for a price below zero", opening, renewing+paid+"unit_price=-10.00", fires,
			"auto-renew-on critical source-partner 2026-09-01 -"),
		one("invalid-row: nor for an extended term", opening, extending+paid+"unit_price=-10.00", fires,
			"est-auto-convert critical source-partner 2026-09-01 -").offered("offer_id=CFQ7TTC0LH18:0001 monthly_plan=false currency=EUR"),
		one("invalid-row: nor for one of the catalogue", opening, extending+paid, "est-auto-convert critical source-partner 2026-09-01 -").
			offered("offer_id=CFQ7TTC0LH18:0001 monthly_plan=true monthly_price=-10.00 currency=EUR"),
		one("invalid-row: where the catalogue's is below zero, the row's counts", opening, renewing+paid, "auto-renew-on critical source-partner 2026-09-01 2400.00EUR").
			offered("offer_id=CFQ7TTC0LH18:0001 annual_monthly_price=-10.00 currency=EUR"),
		one("invalid-row: free of charge", before, distant+paid+"unit_price=0").counts("far-renewal 1"),
		one("invalid-row: no seats", before, distant+"quantity=0").counts("far-renewal 1"),
		one("invalid-row: end before start", before, distant+"term_start=2027-03-02", fires).shows("invalid-row subject=end-before-start"),
		one("invalid-row: an end of long ago and no start", before, "term=P1Y status=suspended commerce=legacy commitment_end=1960-01-01",
			"legacy-suspended high source-partner - -"),
		one("invalid-row: no money is counted for seats below zero", before, renewing+paid+"quantity=-1 commitment_end=2026-08-31", fires,
			"auto-renew-on critical source-partner 2026-08-31 -"),
		one("invalid-row: a term of one day", before, distant+"term_start=2027-03-01").counts("far-renewal 1"),
		one("invalid-row: both", before, distant+"quantity=-1 term_start=2027-03-02", fires, fires),
		one("invalid-row: no end, one for each tenant and source", before, distant+"commitment_end=", fires).plus(ours+distant+"commitment_end=").
			shows("invalid-row invalid=no-end-date", "invalid-row rows=2", "invalid-row row_ids=o s"),
		one("invalid-row: no status, one for each tenant and source", before, renewing+"commitment_end=2026-08-31 status=", fires).
			plus(ours+distant+"status=").
			shows("invalid-row invalid=no-status", "invalid-row rows=2", "invalid-row row_ids=o s"),
		alone("invalid-row: others need no status", before, theirs+distant+"status="),
		one("invalid-row: a status outside its list is told as that", before, distant+"status=frozen", "unknown-value medium us - -"),
		one("invalid-row: suspended without an end", before, paid+"term=P1Y status=suspended", fires, "suspended-billed medium source-partner - -"),
		one("invalid-row: deleted needs no end", before, "status=deleted", "data-deleted critical customer - -"),
		one("invalid-row: 9999 is an end", before, distant+"commitment_end=9999-12-31").counts("no-end 1"),
		one("invalid-row: usage may have credits", before, "product_type=usage commitment_end=9999-12-31 unit_price=-3.00 currency=EUR quantity=-1", "azure-switch low us - -"),
		one("invalid-row: usage needs no end", before, "product_type=usage", "azure-switch low us - -"),
		alone("invalid-row: software of ours needs no end", before, ours+"product_type=software").counts("other-product 1"),
		one("invalid-row: a software source needs one", before, "product_type=software", fires),
		alone("invalid-row: others need none", before, theirs+"term=P1Y auto_renew=true"),
	}
}
