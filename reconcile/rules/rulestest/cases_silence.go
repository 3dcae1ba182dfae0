package rulestest

import "slices"

// silenceCases are about who speaks for whom.
func silenceCases() []Case {
	return slices.Concat(readinessSilenceCases(), processingSilenceCases(), subscriptionSilenceCases())
}

func readinessSilenceCases() []Case {
	// A tenant with everything that cannot be judged yet: no relationship, another
	// role, no agreement, another offer, too few seats, an offer that is gone, a full
	// pool, 26 transfers and 301 subscriptions. Nothing ends soon.
	const premium = "tenant_id=t channel=csp offer_id=CFQ7TTC0LCHC:0002 status=active quantity=20 "
	crowded := func(name, tenant, by string) Case {
		c := Case{
			Name: name, AsOf: before, Want: rows(by),
			Tenants: rows("tenant_id=t relationship=none agreement_accepted=false " + tenant),
			Moves: slices.Concat(rows(named+"requester_role=helpdesk-agent", "tenant_id=t source_subscription_id=y route=rebuy"),
				repeat(26, "tenant_id=t source_subscription_id=m%d route=partner-transfer")),
			Subscriptions: slices.Concat(
				rows(theirs+distant, successor+"quantity=18 offer_id=CFQ7TTC0LCHC:0002 commitment_end=2028-08-31 term_start=2027-03-01",
					"subscription_id=y "+premium+distant),
				repeat(26, "subscription_id=m%d "+premium+distant), repeat(272, "subscription_id=x%d "+full)),
			Catalog: rows("offer_id=CFQ7TTC0LCHC:0002 on_sale_until=2026-01-01"),
		}
		return c.silences("agreement-missing 1", "invite-role 1", "offer-different 1", "offer-discontinued 1", "quantity-mismatch 1",
			"relationship-missing 1", "seat-pool-exceeded 1", "tenant-limit-exceeded 1", "transfer-batches 1")
	}
	// Expired rows that may count, of which 299 and the source and its duplicate are
	// one too many.
	possible := func(name, tenant string, want ...string) Case {
		return one(name, before, cancelled, want...).in(tenant).moved(again).
			plus(repeat(299, "subscription_id=x%d "+full+"status=expired commitment_end=2026-05-31")...)
	}
	unknown := crowded("silence: a region that is not known silences nothing", "country=", "region-mismatch medium us 2027-03-01 -")
	unknown.Want = append(unknown.Want,
		"agreement-missing critical customer 2027-03-01 -", "invite-role high us 2027-02-15 -", "offer-different high us 2027-03-01 -",
		"offer-discontinued high us 2027-03-01 -", "quantity-mismatch high us 2027-03-01 -", "relationship-missing critical us 2027-02-15 -",
		"seat-pool-exceeded critical us 2027-03-01 -", "tenant-limit-exceeded critical us 2027-03-01 -", "transfer-batches info us - -")
	unknown.Silenced = nil
	const possibly = "tenant-limit-possible medium us 2026-09-01 -"
	return []Case{
		crowded("silence: another region", "country=US", "region-mismatch critical us 2027-03-01 -"),
		crowded("silence: a partner itself", "country=DE csp_partner=true", "resale-to-partner critical us - -"),
		unknown,
		possible("silence: another region, the limit is possible", nowhere+"US", "region-mismatch critical us 2026-09-01 -").
			silences("tenant-limit-possible 1"),
		possible("silence: a partner itself, the limit is possible", nowhere+"DE csp_partner=true", "resale-to-partner critical us - -").
			silences("tenant-limit-possible 1"),
		possible("silence: in order, the limit is possible", tenant, possibly),
		one("silence: another region and a partner both stay", before, cancelled, "region-mismatch critical us 2026-09-01 -",
			"resale-to-partner critical us - -").in(nowhere + "US csp_partner=true"),
		one("silence: another region silences neither ends nor conflicts", opening, cancelled, "cancel-without-cover critical us 2026-09-01 -",
			"region-mismatch critical us 2026-09-01 -", "move-conflict high us - -").in(nowhere+"US").
			moved(move, "tenant_id=t source_subscription_id=x"),
		// The region is judged in the target tenant, the offer in the one that is left.
		one("silence: only in its own tenant", before, cancelled, "region-mismatch critical us 2026-09-01 -",
			"tenant-to-tenant-data high customer 2026-09-01 -", "offer-different high us 2026-09-01 -").
			in(tenant, fabrikam+"country=US").moved(named + "target_tenant_id=u").plus(successor + "tenant_id=u offer_id=CFQ7TTC0LCHC:0002"),
	}
}

func processingSilenceCases() []Case {
	const processing = "renewal-processing info source-partner 2026-09-02 -"
	return []Case{
		one("silence: while a renewal is processed", "2026-09-02", renewing+"quantity=-1 term_start=2026-10-01", processing,
			"transfer-expiring high source-partner 2026-06-19 -", "unknown-value medium us - -").moved(named+"expected_end=2025-09-01").
			plus(inPlace+"currency=XYZ quantity=1 offer_id=CFQ7TTC0LCHC:0002").requested(request+"status=Pending").
			silences("auto-renew-on 1", "double-billing 1", "invalid-row 2", "offer-different 1", "quantity-mismatch 1", "renewed-window-passed 1", "transfer-blocks-change 1"),
		one("silence: only its own subscription", "2026-09-02", renewing, processing, "auto-renew-on critical source-partner 2026-10-01 -").
			moved(move, "tenant_id=t source_subscription_id=y").plus(theirs + renewing + "subscription_id=y commitment_end=2026-10-01").
			silences("auto-renew-on 1"),
	}
}

func subscriptionSilenceCases() []Case {
	const bridge = "term=P1M commitment_end=2026-08-31 est=true auto_renew=false end_of_term= "
	return []Case{
		one("silence: est-running-duplicate", "2026-08-10", bridge, "est-running-duplicate critical source-partner 2026-05-01 -").
			moved(named).plus(inPlace).silences("double-billing 1", "est-scheduled 1"),
		one("silence: renewed-in-window", "2026-08-10", "term=P1Y commitment_end=2026-08-31 auto_renew=true end_of_term= cancellable_until=2026-08-12T12:00:00Z",
			"renewed-in-window critical source-partner 2026-08-12T12:00:00Z -").moved(named+"expected_end=2025-08-31").plus(inPlace).
			silences("auto-renew-on 1", "double-billing 1"),
		one("silence: trial-converts", "2026-08-10", "trial=true term=P1M commitment_end=2026-08-31 auto_renew=true end_of_term=",
			"trial-converts medium source-partner 2026-08-31 -").silences("auto-renew-on 1"),
		one("silence: trial-converts does not silence double-billing", "2026-08-10", "trial=true term=P1M commitment_end=2026-08-31 auto_renew=true end_of_term=",
			"trial-converts medium source-partner 2026-08-31 -", "double-billing high source-partner 2026-08-31 -").moved(named).plus(inPlace).
			silences("auto-renew-on 1"),
		one("silence: not of another subscription", "2026-08-10", "trial=true term=P1M commitment_end=2026-08-31 auto_renew=true end_of_term=",
			"trial-converts medium source-partner 2026-08-31 -", "auto-renew-on critical source-partner 2026-09-01 -").
			moved(move, "tenant_id=t source_subscription_id=y").plus(theirs + renewing + "subscription_id=y").silences("auto-renew-on 1"),
	}
}
