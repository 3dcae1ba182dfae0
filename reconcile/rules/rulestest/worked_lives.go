package rulestest

// The parts of the worked cases about the lives of a move: the source ends on
// 2026-09-30, and what it becomes with us ends with it.
const (
	ending    = "term=P1Y commitment_end=2026-09-30 auto_renew=true end_of_term= "
	taken     = ours + "created=2026-06-15 " + ending
	completed = "transfer_id=x1 tenant_id=t status=Complete target_partner_id=" + PartnerID + " subscription_ids=s "
	beside    = "subscription_id=z tenant_id=t channel=csp seller_id=" + PartnerID + " offer_id=CFQ7TTC0LCHC:0002 status=active quantity=1 " + distant
)

// workedLives are the worked cases about what becomes of a source.
func workedLives() []Case {
	through := func(state string) Case {
		return one("33 a transfer is complete, the source is "+state, "2026-06-20", ending+"status="+state, finished).
			plus(taken).requested(completed).shows("move-finished target=o", "move-finished transfer=x1").counts("far-renewal 1")
	}
	const deleted = ending + "status=deleted status_since=2026-06-15 "
	left := one("34 replaced at the old seller", "2026-06-30", deleted, "source-replaced high us 2027-03-16 -").
		plus(theirs+"subscription_id=q created=2026-06-15 term=P1Y commitment_end=2027-06-14 auto_renew=true end_of_term=").
		shows("source-replaced successor=q", "source-replaced step=").counts("unwatched 1")
	late := one("56 the replacement came after the source had left", "2026-06-18", deleted, "cancelled-backup high customer 2026-06-22 -").
		moved(named).plus(ours + "created=2026-09-25 term=P1Y term_start=2026-09-25 commitment_end=2027-09-24 auto_renew=true end_of_term=").
		silences("data-deleted 1")
	later := late
	later.Name, later.AsOf, later.Want, later.Silenced = "56 and its backup is over", "2026-06-30", rows("data-deleted critical customer - -"), nil
	return []Case{
		through("deleted"), through("disabled"), through("expired"), through("active"),
		through("deleted").moved(named).called("33 a transfer is complete, and its target named"),
		through("active").moved(named).having(theirs+ending+paid, taken+paid).called("33 a transfer is complete, and nothing is paid twice"),
		left,
		one("45 an add-on stays behind", opening, cancelled, "cancel-without-cover critical us 2026-09-01 -", "addon-left-behind medium us 2026-09-01 598.36EUR").
			plus(addon + "term=P1Y commitment_end=2026-12-01 auto_renew=true end_of_term= " + paid).shows("addon-left-behind base=s"),
		{
			Name: "47 a whole tenant is watched", AsOf: opening, Tenants: rows(tenant), Moves: rows("tenant_id=t source_subscription_id=*"),
			Subscriptions: rows(theirs+renewing, theirs+"subscription_id=q channel=web-direct seller_id= "+renewing,
				theirs+"subscription_id=x status=deleted status_since=2026-01-01 "+renewing, inPlace),
			Want: rows("auto-renew-on critical source-partner 2026-09-01 -", "auto-renew-on critical customer 2026-09-01 -",
				"credit-candidate low customer 2026-09-01 -"),
		},
		one("49 a done move without a target", "2026-09-20", ending+paid, "auto-renew-on critical source-partner 2026-09-30 2400.00EUR",
			"double-billing high source-partner 2026-09-30 197.26EUR").
			moved(move + "status=done").plus(ours + "created=2026-09-01 term=P1Y commitment_end=2027-08-31 auto_renew=true end_of_term="),
		timely("50 what is in time is matched first", "o", "p"), timely("50 whatever the ids", "p", "o"),
		one("53 the end is today", "2026-09-30", ending+paid, "auto-renew-on critical source-partner 2026-09-30 2400.00EUR"),
		late, later,
		one("60 our provider takes it over", "2026-06-20", deleted, finished).plus(taken + "seller_id=" + provider).
			requested(completed + "target_partner_id=" + provider).reselling(provider).shows("move-finished target=o"),
		alone("61 ours has gone over to another partner", "2026-06-20", ours+deleted).
			requested(completed + "source_partner_id=" + PartnerID + " target_partner_id=99999999-9999-9999-9999-999999999999 subscription_ids=o").
			counts("not-involved 1"),
		one("62 Teams beside a suite without it", before, cancelled).moved(move+"target_subscription_id=o;p").
			plus(successor+"offer_id=CFQ7TTC0NOTM:0001", successor+"subscription_id=p offer_id=CFQ7TTC0TEAM:0001").
			offered("offer_id=CFQ7TTC0LH18:0001 equivalent_to=CFQ7TTC0NOTM:0001").counts("covered 1", "far-renewal 2"),
	}
}

const (
	provider = "88888888-8888-8888-8888-888888888888"
	addon    = theirs + "subscription_id=a parent_id=s "
)

// called gives a case another name.
func (c Case) called(name string) Case {
	c.Name = name
	return c
}

// timely is a source with two replacements of which only one is in time, by its id.
func timely(name, month, year string) Case {
	return one(name, "2026-09-10", ending+"auto_renew=false end_of_term=cancel", "lapse-unplanned low us 2026-09-19 -", unpriced).
		plus("subscription_id="+month+" "+replacement+"created=2026-08-20 term=P1M commitment_end=2026-09-19 auto_renew=false end_of_term=cancel",
			"subscription_id="+year+" "+replacement+"status=pending term=P1Y term_start=2026-09-25 commitment_end=2027-09-24 auto_renew=true end_of_term=").
		counts("covered 1", "far-renewal 1")
}

const replacement = "tenant_id=t channel=csp seller_id=" + PartnerID + " offer_id=CFQ7TTC0LH18:0001 status=active quantity=20 "

// workedNights are the worked cases that need more than one delivery.
func workedNights() []Case {
	const seenBefore = theirs + "subscription_id=q offer_id=CFQ7TTC0LCHC:0002 created=2025-06-01 " + distant
	return []Case{
		one("33 a transfer is complete, the source is gone", "2026-06-20", "", finished).having(taken).requested(completed).whole().
			after(nightly("2026-06-14", theirs+ending)).shows("move-finished target=o", "move-finished E=2026-09-30"),
		one("35 the source is not delivered any more", "2026-08-20", "", "source-missing critical us 2026-09-01 2400.00EUR").having(beside).
			whole().after(nightly("2026-08-19", theirs+renewing+paid, beside)).
			shows("source-missing missing_since=2026-08-20", "source-missing stood=auto-renew-on").counts("far-renewal 1"),
		one("43 a second source knows the seats only", "2026-09-10", "", "auto-renew-on critical source-partner 2026-09-30 4200.00EUR").
			having("subscription_id=s tenant_id=t quantity=35").from("psa").after(night("2026-09-09", theirs+ending+paid).by("pc")),
		one("54 an item of a complete request has failed", "2026-09-20", ending, "auto-renew-on critical source-partner 2026-09-30 -",
			"transfer-failed-items high us 2026-09-30 -").requested(completed+"failed_subscription_ids=s").
			shows("transfer-failed-items subject=x1", "transfer-failed-items items=1"),
		one("55 an old reconciliation file and a fresh reading", "2026-08-20", renewing+paid, "auto-renew-on critical source-partner 2026-09-01 2400.00EUR").
			from("partner-center").after(night("2026-07-31", theirs+"commitment_end=2026-09-01 "+paid).by("reconciliation")),
		one("59 replaced by what was there and grew", "2026-06-16", ending+"status=deleted status_since=2026-06-15", "source-replaced high us 2026-12-01 -").
			plus(seenBefore + "quantity=30").whole().after(nightly("2026-06-14", theirs+ending, seenBefore+"quantity=10")).
			shows("source-replaced successor=q"),
		one("63 ours goes on in extended terms beside its replacement", "2026-08-10", "", "est-running-duplicate high us 2026-08-01 -").
			having(ours+"subscription_id=e term=P1M commitment_end=2026-08-31 est=true auto_renew=false end_of_term=", inPlace+"term_start=2026-08-01").
			moved().silences("est-scheduled 1").shows("est-running-duplicate assumes=target-matched"),
		one("63 as its end shows, which moved on by a month", "2026-09-10", "", "est-running-duplicate high us 2026-08-25 -").
			having(ours+"subscription_id=e "+extending+"commitment_end=2026-10-01", inPlace+"created=2026-08-25").moved().
			after(Night{Seen: "2026-08-20", Tenants: rows(tenant), Subscriptions: rows(ours + "subscription_id=e " + extending)}).
			silences("est-scheduled 1").shows("est-running-duplicate assumes=est-inferred"),
	}
}
