package rulestest

import "slices"

// Worked returns the worked cases of the catalogue.
func Worked() []Case {
	return slices.Concat(
		workedEnds(), workedDates(), workedLimits(), workedTransfers(), workedOthers(),
		workedScope(), workedLives(), workedTerms(), workedNights(), workedVoice(),
	)
}

func workedEnds() []Case {
	est := func(name, offer string, want string) Case {
		c := one(name, "2026-04-20", "term=P1Y billing_cycle=monthly unit_price=10.00 currency=EUR commitment_end=2026-05-05 auto_renew=false end_of_term=", want)
		c.Catalog = rows("offer_id=CFQ7TTC0LH18:0001 currency=EUR " + offer)
		return c
	}
	gap := one("5 the replacement starts too late", "2026-09-20", "term=P1Y commitment_end=2026-09-30 auto_renew=false end_of_term=cancel",
		"coverage-gap critical us 2026-09-30 -")
	gap.Subscriptions = append(gap.Subscriptions, ours+"term=P1Y term_start=2026-10-15 commitment_end=2027-10-14 auto_renew=true")
	gap.Moves = rows(move + "target_subscription_id=o")
	gap.Evidence = rows("coverage-gap gap_from=2026-10-01", "coverage-gap gap_to=2026-10-14")

	covered := one("6 the replacement starts on the last day", "2026-09-20", "term=P1Y commitment_end=2026-09-30 auto_renew=false end_of_term=cancel")
	covered.Subscriptions = append(covered.Subscriptions, ours+"term=P1Y term_start=2026-09-30 commitment_end=2027-09-29 auto_renew=true")
	covered.Moves = rows(move + "target_subscription_id=o")
	covered.Routine = rows("covered 1", "far-renewal 1")

	return []Case{
		one("1 free grace", "2026-04-20", "term=P1Y commitment_end=2026-05-03 auto_renew=false end_of_term=",
			"end-date-approaching high us 2026-06-02 -"),
		one("2 extended by default", "2026-04-20", "term=P1Y commitment_end=2026-05-05 auto_renew=false end_of_term=",
			"est-auto-convert critical source-partner 2026-05-05 -"),
		one("3 three years from before the scope", "2028-03-01", "term=P3Y term_start=2025-03-31 commitment_end=2028-03-30 auto_renew=false end_of_term=",
			"end-date-approaching high us 2028-04-29 -"),
		one("4 three years, ends before the free grace ended", "2026-04-20", "term=P3Y term_start=2023-05-04 commitment_end=2026-05-03 auto_renew=false end_of_term=",
			"end-date-approaching high us 2026-06-02 -"),
		gap, covered,
		one("7 auto-renew on, extended term chosen", "2026-04-20", "term=P1Y commitment_end=2026-06-01 auto_renew=true end_of_term=est",
			"auto-renew-contradiction medium source-partner 2026-05-31 -", "est-scheduled high source-partner 2026-06-01 -"),
		one("8 a cancel counts", "2026-04-20", "term=P1Y commitment_end=2026-06-01 auto_renew=false end_of_term=cancel",
			"cancel-without-cover critical us 2026-06-01 -"),
		one("9 no end-of-term column", "2026-06-20", "term=P1Y commitment_end=2026-08-01 auto_renew=false",
			"end-of-term-unknown high source-partner 2026-08-01 -"),
		est("10 month in an extended term, monthly plan", "monthly_plan=true monthly_price=10.00",
			"est-auto-convert critical source-partner 2026-05-05 206.00EUR"),
		est("10 month in an extended term, no monthly plan", "monthly_plan=false",
			"est-auto-convert critical source-partner 2026-05-05 246.00EUR"),
		{
			Name: "11 a trial converts", AsOf: "2026-04-20", Tenants: rows(tenant), Moves: rows(move),
			Subscriptions: rows("subscription_id=s tenant_id=t channel=csp offer_id=CFQ7TTC0LH18:0001 status=active quantity=25 " +
				"trial=true term=P1M commitment_end=2026-04-30 auto_renew=true end_of_term="),
			Want:     rows("trial-converts medium source-partner 2026-04-30 -"),
			Silenced: rows("auto-renew-on 1"),
		},
	}
}

func workedDates() []Case {
	noEnd := Case{
		Name: "12 an Azure plan without end", AsOf: "2026-04-20", Tenants: rows(tenant),
		Subscriptions: rows("subscription_id=s tenant_id=t channel=csp product_type=usage status=active commitment_end=9999-12-10"),
		Routine:       rows("no-end 1"),
	}
	raw := one("13 a UTC midnight is its own day", "2026-04-20", "term=P1Y commitment_end=2026-05-03T00:00:00Z auto_renew=false end_of_term=",
		"end-date-approaching high us 2026-06-02 -")
	raw.Evidence = rows("end-date-approaching E=2026-05-03")
	legacy := Case{
		Name: "16 a legacy end is exclusive", AsOf: "2026-09-01", Tenants: rows(tenant), Moves: rows(move),
		Subscriptions: rows("subscription_id=s tenant_id=t channel=csp offer_id=fe616d64-e9a8-40ef-843f-152e9bbef3d1 status=active " +
			"quantity=20 term=P1Y commitment_end=2026-10-01T00:00:00Z auto_renew=false end_of_term="),
		Want:     rows("end-date-approaching high us 2026-10-30 -"),
		Evidence: rows("end-date-approaching E=2026-09-30", "end-date-approaching outcome=grace"),
	}
	window := "term=P1Y commitment_end=2025-06-05 auto_renew=true end_of_term= cancellable_until=2024-06-12T19:27:03.440527Z"
	open := one("18 the window is open to the instant", "2024-06-12T19:27:03Z", window,
		"renewed-in-window critical source-partner 2024-06-12T19:27:03.440527Z -")
	closed := one("18 the window is over", "2024-06-12T19:27:04Z", window, "renewed-window-passed high source-partner 2025-06-05 -")
	open.Moves = rows(move + "expected_end=2024-06-05")
	closed.Moves = open.Moves
	processing := one("14 the renewal is being processed", "2026-05-03T17:01:00-07:00", "term=P1Y commitment_end=2026-05-03 auto_renew=true end_of_term=",
		"renewal-processing info source-partner 2026-05-04 -")
	processing.Silenced = rows("auto-renew-on 1")
	return []Case{
		noEnd, raw,
		processing,
		one("15 date and date-time at midnight", "2026-06-01", "term=P1Y commitment_end=2026-06-30T00:00:00Z commitment_end_at=2026-06-30T00:00:00Z auto_renew=true end_of_term=",
			"auto-renew-on critical source-partner 2026-06-30 -"),
		legacy,
		one("17 grace over the end of a month", "2028-01-20", "term=P3Y term_start=2025-02-01 commitment_end=2028-01-31 auto_renew=false end_of_term=",
			"end-date-approaching high us 2028-03-01 -"),
		open, closed,
	}
}

// far is a source that renews and is not near.
const far = "tenant_id=t channel=csp offer_id=CFQ7TTC0LH18:0001 status=active quantity=1 term=P1Y commitment_end=2027-03-01 auto_renew=true "

func workedLimits() []Case {
	limit := func(name string, n int) Case {
		return Case{
			Name: name, AsOf: "2026-04-20", Tenants: rows(tenant),
			Subscriptions: repeat(n, "subscription_id=s%d "+far),
			Moves:         repeat(n, "tenant_id=t source_subscription_id=s%d route=rebuy"),
		}
	}
	fits, exceeds := limit("19 doubling 150", 150), limit("19 doubling 151", 151)
	fits.Routine = rows("far-renewal 150")
	exceeds.Want = rows("tenant-limit-exceeded critical us 2027-03-01 -")
	exceeds.Evidence = rows("tenant-limit-exceeded total=302", "tenant-limit-exceeded to_duplicate=151")

	possible := limit("20 only with the expired ones", 280)
	possible.Subscriptions = append(possible.Subscriptions, repeat(25,
		"subscription_id=x%d tenant_id=t channel=csp offer_id=CFQ7TTC0LH18:0001 status=expired quantity=1 commitment_end=2026-04-01")...)
	possible.Moves = possible.Moves[:20]
	possible.Want = rows("tenant-limit-possible medium us 2027-03-01 -")
	possible.Evidence = rows("tenant-limit-possible certain=280", "tenant-limit-possible possible=25", "tenant-limit-possible planned=20")

	batches := limit("21 more items than one request holds", 26)
	batches.Moves = repeat(26, "tenant_id=t source_subscription_id=s%d route=partner-transfer")
	batches.Want = rows("transfer-batches info us - -")
	batches.Evidence = rows("transfer-batches items=26", "transfer-batches requests=2")

	pool := func(name, seats string, want ...string) Case {
		return Case{
			Name: name, AsOf: "2026-04-20", Tenants: rows(tenant), Moves: rows(again),
			Subscriptions: rows("subscription_id=s tenant_id=t channel=csp offer_id=CFQ7TTC0LCHC:0002 status=active term=P1Y " +
				"commitment_end=2027-03-01 auto_renew=true quantity=" + seats),
			Want: want,
		}
	}
	full := pool("29 Business Premium, 151 seats to duplicate", "151", "seat-pool-exceeded critical us 2027-03-01 -")
	full.Evidence = rows("seat-pool-exceeded total=302")
	return []Case{fits, exceeds, possible, batches, pool("29 Business Premium, 150 seats to duplicate", "150"), full}
}

func workedTransfers() []Case {
	direct := func(name, delegated, owner string) Case {
		return Case{
			Name: name, AsOf: "2026-04-20", Moves: rows(move), Tenants: rows(tenant + "delegated_admin=" + delegated),
			Subscriptions: rows("subscription_id=s tenant_id=t channel=web-direct offer_id=CFQ7TTC0LH18:0001 status=active quantity=20 " +
				"term=P1Y commitment_end=2027-03-01 auto_renew=true"),
			Want: rows("credit-candidate low " + owner + " 2027-03-01 -"),
		}
	}
	return []Case{
		{
			Name: "22 a request without expiry", AsOf: "2026-07-10", Tenants: rows(tenant),
			Transfers: rows("transfer_id=r tenant_id=t status=Pending created_at=2026-07-01 subscription_ids=s"),
			Want:      rows("transfer-expiring high source-partner 2026-07-31 -"),
		},
		{
			Name: "23 an enterprise agreement cannot be transferred between partners", AsOf: "2026-04-20", Tenants: rows(tenant),
			Moves: rows(move + "route=partner-transfer"),
			Subscriptions: rows("subscription_id=s tenant_id=t channel=ea status=active quantity=20 term=P1Y " +
				"commitment_end=2027-03-01 auto_renew=true"),
			Want: rows("transfer-not-available high us 2027-03-01 -"),
		},
		direct("24 credit, with delegated administration", "true", "us"),
		direct("24 credit, without", "false", "customer"),
	}
}

func workedOthers() []Case {
	fewer := one("25 too few seats", "2026-04-20", "assigned=20 term=P1Y commitment_end=2027-03-01 auto_renew=true",
		"quantity-mismatch high us 2027-03-01 -")
	fewer.Moves = rows(move + "target_subscription_id=o")
	fewer.Subscriptions = append(fewer.Subscriptions, "subscription_id=o tenant_id=t channel=csp seller_id="+PartnerID+
		" offer_id=CFQ7TTC0LH18:0001 status=active quantity=18 term=P1Y created=2026-04-10 commitment_end=2027-04-09 auto_renew=true")

	region := one("27 another market", "2026-04-20", "term=P1Y commitment_end=2026-05-03 auto_renew=false end_of_term=",
		"end-date-approaching high us 2026-06-02 -", "region-mismatch critical us 2026-06-02 -")
	region.Tenants = rows("tenant_id=t name=Contoso country=US relationship=none agreement_accepted=true")
	region.Silenced = rows("relationship-missing 1")

	suspended := Case{
		Name: "28 suspended near its end", AsOf: "2026-04-20", Tenants: rows(tenant), Moves: rows(move),
		Subscriptions: rows("subscription_id=s tenant_id=t channel=csp offer_id=CFQ7TTC0LH18:0001 status=suspended quantity=20 " +
			"term=P1Y commitment_end=2026-04-30 auto_renew=false end_of_term="),
		Want: rows("suspended-near-end high us 2026-04-30 -", "suspended-billed medium source-partner 2026-04-30 -"),
	}
	goesOn := one("31 a monthly replacement goes on", "2026-04-20", "term=P1Y commitment_end=2026-06-19 auto_renew=false end_of_term=cancel",
		"double-billing medium source-partner 2026-06-19 -")
	goesOn.Moves = rows(move + "target_subscription_id=o")
	goesOn.Subscriptions = append(goesOn.Subscriptions, ours+"term=P1M created=2026-04-10 commitment_end=2026-05-09 auto_renew=true end_of_term=")
	goesOn.Routine = rows("routine-renewal 1")
	return []Case{
		fewer,
		{
			Name: "26 monthly renewals of ours", AsOf: "2026-04-20", Tenants: rows(tenant),
			Subscriptions: repeat(40, "subscription_id=o%d tenant_id=t channel=csp seller_id="+PartnerID+
				" offer_id=CFQ7TTC0LH18:0001 status=active quantity=3 term=P1M commitment_end=2026-04-30 auto_renew=true"),
			Routine: rows("routine-renewal 40"),
		},
		region, suspended, goesOn,
	}
}
