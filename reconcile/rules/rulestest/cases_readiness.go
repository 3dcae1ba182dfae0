package rulestest

import "slices"

func readinessCases() []Case {
	return slices.Concat(regionCases(), relationshipCases(), roleCases(), agreementCases(), resellerCases(), otherTenantCases())
}

const (
	nowhere  = "tenant_id=t name=Contoso relationship=reseller country="
	fabrikam = "tenant_id=u name=Fabrikam country=DE relationship=reseller agreement_accepted=true "
)

func regionCases() []Case {
	const fires = "region-mismatch critical us 2026-09-01 -"
	region := func(name, country string, want ...string) Case {
		return one("region-mismatch: "+name, before, cancelled, want...).in(nowhere + country)
	}
	return []Case{
		region("another market", "US", fires).shows("region-mismatch country=US", "region-mismatch partner_country=DE"),
		region("the same country", "DE"),
		region("the same market", "AT"),
		region("a neighbour outside the union", "GB"),
		region("a territory of another market", "RE", fires),
		region("in no market", "SY", fires),
		region("its own country, which is in no market", "IN").sellingIn("IN"),
		region("unknown", "", "region-mismatch medium us 2026-09-01 -"),
		region("no code of a country", "Germany", "unknown-value medium us - -").shows("unknown-value subject=country=Germany"),
		region("two capitals that are no country", "UK", "unknown-value medium us - -"),
		region("in progress", "US", fires).moved(move + "status=in-progress"),
		region("done", "US").moved(move + "status=done"),
		region("no moves", "US").moved(),
		// The other source ends on 2026-08-15; it is pending, so nothing else looks at it.
		region("the earliest cover-by", "US", "region-mismatch critical us 2026-08-15 -").moved(move, "tenant_id=t source_subscription_id=y").
			plus("subscription_id=y tenant_id=t channel=csp offer_id=CFQ7TTC0LH18:0001 status=pending quantity=1 " + cancelled + "commitment_end=2026-08-15"),
		// What was to be covered by 2026-05-31 has expired since and not been replaced.
		region("the earliest cover-by that has not passed", "US", "region-mismatch critical us 2026-09-01 -", "grace-open critical us 2026-05-31 -").
			moved(move, "tenant_id=t source_subscription_id=y").plus("subscription_id=y tenant_id=t channel=csp offer_id=CFQ7TTC0LH18:0001 " +
			"status=expired quantity=1 term=P1Y commitment_end=2026-05-01 auto_renew=false end_of_term= "),
		one("region-mismatch: the last cover-by where all have passed", "2026-06-10", lapsing+"status=expired",
			"region-mismatch critical us 2026-06-02 -", "grace-open critical us 2026-06-02 -", "grace-open critical us 2026-05-31 -").in(nowhere+"US").
			moved(move, "tenant_id=t source_subscription_id=y").plus("subscription_id=y tenant_id=t channel=csp offer_id=CFQ7TTC0LH18:0001 " +
			"status=expired quantity=1 term=P1Y commitment_end=2026-05-01 auto_renew=false end_of_term= "),
		region("no cover-by known", "US", "region-mismatch critical us - -", "move-conflict high us - -").moved("tenant_id=t source_subscription_id=x"),
		// The grace of a term that ended on 2026-05-03 lasts to 2026-06-02.
		one("region-mismatch: cover within the grace", "2026-02-01", lapsing, "region-mismatch critical us 2026-06-02 -").in(nowhere + "US"),
		one("region-mismatch: judged in the target tenant", before, cancelled, fires, "tenant-to-tenant-data high customer 2026-09-01 -").
			in(tenant, fabrikam+"country=US").moved(move + "target_tenant_id=u").shows("region-mismatch tenant=u"),
		one("region-mismatch: not judged in the tenant that is left", before, cancelled, "tenant-to-tenant-data high customer 2026-09-01 -").
			in(tenant+"country=US", fabrikam).moved(move + "target_tenant_id=u"),
	}
}

func relationshipCases() []Case {
	// 14 days before 2026-09-01 are 2026-08-18.
	const fires = "relationship-missing critical us 2026-08-18 -"
	relation := func(name, relationship string, want ...string) Case {
		return one("relationship-missing: "+name, before, cancelled, want...).in("tenant_id=t country=DE relationship=" + relationship)
	}
	return []Case{
		relation("none", "none", fires).shows("relationship-missing relationship=none"),
		relation("advisor", "advisor", fires),
		relation("syndication", "syndication", fires),
		relation("Microsoft support", "microsoft_support", fires),
		relation("reseller", "reseller"),
		relation("unknown", "", "relationship-missing medium us 2026-08-18 -"),
		relation("a value outside the list", "friend", "relationship-missing medium us 2026-08-18 -", "unknown-value medium us - -"),
		relation("no open move", "none").moved(move + "status=done"),
		one("relationship-missing: judged in the target tenant", before, cancelled, fires, "tenant-to-tenant-data high customer 2026-09-01 -").
			in(tenant, fabrikam+"relationship=none").moved(move + "target_tenant_id=u").shows("relationship-missing tenant=u"),
		one("relationship-missing: not judged in the tenant that is left", before, cancelled, "tenant-to-tenant-data high customer 2026-09-01 -").
			in(tenant+"relationship=none", fabrikam).moved(move + "target_tenant_id=u"),
	}
}

func roleCases() []Case {
	const missing, fires = "relationship-missing critical us 2026-08-18 -", "invite-role high us 2026-08-18 -"
	role := func(name, role string, want ...string) Case {
		return one("invite-role: "+name, before, cancelled, append(want, missing)...).in("tenant_id=t country=DE relationship=none").
			moved(move + "requester_role=" + role)
	}
	two := func(name, first, second string, want ...string) Case {
		return role(name, "", want...).moved(move+"requester_role="+first, "tenant_id=t source_subscription_id=y requester_role="+second).
			plus("subscription_id=y tenant_id=t channel=csp offer_id=CFQ7TTC0LH18:0001 status=active quantity=1 " + cancelled)
	}
	return []Case{
		role("another role", "helpdesk-agent", fires).shows("invite-role subject=helpdesk-agent", "invite-role role=helpdesk-agent"),
		role("admin agent", "admin-agent"),
		role("sales agent", "sales-agent"),
		role("unknown", ""),
		two("the same role twice is one finding", "helpdesk-agent", "helpdesk-agent", fires),
		two("two other roles", "helpdesk-agent", "billing-admin", fires, fires),
		one("invite-role: judged in the target tenant", before, cancelled, fires, missing, "tenant-to-tenant-data high customer 2026-09-01 -").
			in(tenant, fabrikam+"relationship=none").moved(move + "target_tenant_id=u requester_role=helpdesk-agent").
			shows("invite-role tenant=u"),
		one("invite-role: the relationship is there", before, cancelled).moved(move + "requester_role=helpdesk-agent"),
		one("invite-role: no open move", before, cancelled).in("tenant_id=t country=DE relationship=none").
			moved(move + "requester_role=helpdesk-agent status=done"),
	}
}

func agreementCases() []Case {
	agreement := func(name, tenant string, want ...string) Case {
		return one(name, before, cancelled, want...).in("tenant_id=t country=DE relationship=reseller " + tenant)
	}
	return []Case{
		agreement("agreement-missing: known not to be accepted", "agreement_accepted=false", "agreement-missing critical customer 2026-09-01 -"),
		agreement("agreement-missing: accepted", "agreement_accepted=true"),
		agreement("agreement-missing: unknown", "agreement_accepted="),
		agreement("agreement-missing: no open move", "agreement_accepted=false").moved(move + "status=done"),
		one("agreement-missing: judged in the target tenant", before, cancelled, "agreement-missing critical customer 2026-09-01 -",
			"tenant-to-tenant-data high customer 2026-09-01 -").
			in(tenant, fabrikam+"agreement_accepted=false").moved(move + "target_tenant_id=u").shows("agreement-missing tenant=u"),
		agreement("resale-to-partner: is a partner itself", "csp_partner=true", "resale-to-partner critical us - -"),
		agreement("resale-to-partner: is none", "csp_partner=false"),
		agreement("resale-to-partner: unknown", "csp_partner="),
		agreement("resale-to-partner: no open move", "csp_partner=true").moved(move + "status=done"),
		one("resale-to-partner: judged in the target tenant", before, cancelled, "resale-to-partner critical us - -",
			"tenant-to-tenant-data high customer 2026-09-01 -").
			in(tenant, fabrikam+"csp_partner=true").moved(move + "target_tenant_id=u").shows("resale-to-partner tenant=u"),
	}
}

func resellerCases() []Case {
	const provider, fires = "88888888-8888-8888-8888-888888888888", "reseller-cannot-act high provider 2026-09-01 -"
	transfer := func(name string, want ...string) Case {
		return one("reseller-cannot-act: "+name, before, cancelled, want...).moved(move + "route=partner-transfer").reselling(provider)
	}
	direct, indirect := transfer("we bill directly"), transfer("we are the provider")
	direct.Model, indirect.Model = "direct-bill", "indirect-provider"
	return []Case{
		transfer("a partner transfer is open", fires).shows("reseller-cannot-act items=1"),
		transfer("another route").moved(move + "route=rebuy"),
		transfer("done").moved(move + "route=partner-transfer status=done"),
		transfer("the source was never seen", "reseller-cannot-act high provider - -", "move-conflict high us - -").
			moved("tenant_id=t source_subscription_id=x route=partner-transfer"),
		direct, indirect,
	}
}

func otherTenantCases() []Case {
	leaves := func(name, asOf, subscription string, want ...string) Case {
		return one("tenant-to-tenant-data: "+name, asOf, subscription, want...).in(tenant, fabrikam).moved(move + "target_tenant_id=u")
	}
	const fires = "tenant-to-tenant-data high customer 2026-09-01 -"
	return []Case{
		leaves("until the end", before, cancelled, fires).shows("tenant-to-tenant-data target_tenant=u"),
		leaves("renews", before, renewing, fires),
		leaves("until the grace is over", "2026-02-01", lapsing, "tenant-to-tenant-data high customer 2026-06-02 -"),
		leaves("expired, until the grace is over", "2026-05-10", lapsing+"status=expired",
			"grace-open critical us 2026-06-02 -", "tenant-to-tenant-data high customer 2026-06-02 -"),
		leaves("a grace without access", before, extending+"channel=ea", fires),
		leaves("suspended", before, cancelled+"status=suspended", "suspended-billed medium source-partner 2026-09-01 -",
			"tenant-to-tenant-data high customer - -"),
		leaves("disabled", "2026-05-10", lapsing+"status=disabled", "grace-missed critical us 2026-08-31 -", "tenant-to-tenant-data high customer - -"),
		leaves("software", before, cancelled+"product_type=software").counts("not-involved 1"),
		leaves("its own tenant by name", before, cancelled).moved(move + "target_tenant_id=t").counts("not-involved 1"),
		leaves("done", before, cancelled).moved(move + "target_tenant_id=u status=done").counts("not-involved 1"),
		// The replacement lives in the target tenant and is not active yet.
		leaves("covered there", before, cancelled, fires).moved(named + "target_tenant_id=u").plus(successor + "tenant_id=u").
			counts("far-renewal 1"),
	}
}
