package rulestest

import "slices"

// upgraded is a named target that was upgraded on 2026-08-28: its own row is left over.
const upgraded = ours + "term=P1Y created=2026-08-26 commitment_end=2027-08-25 status=deleted status_since=2026-08-28 "

// became is what it became: a row of another offer, bought on that day.
const became = ours + "subscription_id=p offer_id=CFQ7TTC0LCHC:0002 term=P1Y created=2026-08-28 commitment_end=2027-08-27 auto_renew=true end_of_term= "

// upgradedCases are about subscriptions whose source names what they have become.
func upgradedCases() []Case {
	return slices.Concat(upgradedTargets(), upgradedTogether(), upgradedHeirs(), upgradedSources())
}

func upgradedTargets() []Case {
	const differs = "offer-different high us 2026-09-01 -"
	const open = "cancel-without-cover critical us 2026-09-01 -"
	const finally = cancelled + "status=disabled status_since=2026-09-02 "
	const partly = "status=active status_since= quantity=12 auto_renew=true successors=p"
	target := func(name, left, now string, want ...string) Case {
		return one("upgraded target: "+name, "2026-08-29", cancelled, want...).moved(named).plus(upgraded+left, became+now)
	}
	return []Case{
		target("it covers as what it has become", "successors=p", "offer_id=CFQ7TTC0LH18:0001").counts("covered 1", "far-renewal 1", "not-involved 1"),
		target("licences of another offer must be given anew", "successors=p", "", differs).shows("offer-different target=p").
			counts("far-renewal 1", "not-involved 1"),
		target("without its name nothing covers", "", "", "coverage-gap critical us 2026-09-01 -").counts("far-renewal 1", "not-involved 1"),
		target("a name that nobody knows", "successors=q", "offer_id=CFQ7TTC0LH18:0001", "coverage-gap critical us 2026-09-01 -").
			counts("far-renewal 1", "not-involved 1"),
		target("what it has become has too few seats", "successors=p", "offer_id=CFQ7TTC0LH18:0001 quantity=18", "quantity-mismatch high us 2026-09-01 -").
			counts("far-renewal 1", "not-involved 1"),
		target("it has become two", "successors=p;q", "offer_id=CFQ7TTC0LH18:0001 quantity=12").
			plus(became+"subscription_id=q offer_id=CFQ7TTC0LH18:0001 quantity=8").counts("covered 1", "far-renewal 2", "not-involved 1"),
		target("which was upgraded as well", "successors=p", "offer_id=CFQ7TTC0LH18:0001 status=deleted status_since=2026-08-29 successors=q").
			plus(became+"subscription_id=q offer_id=CFQ7TTC0LH18:0001 created=2026-08-29").counts("covered 1", "far-renewal 1", "not-involved 2"),
		target("in a circle", "successors=p", "offer_id=CFQ7TTC0LH18:0001 status=deleted status_since=2026-08-29 successors=o",
			"coverage-gap critical us 2026-09-01 -", "cancelled-backup high customer 2026-09-04 -", "cancelled-backup high customer 2026-09-05 -"),
		target("as itself", "successors=o", "offer_id=CFQ7TTC0LH18:0001", "coverage-gap critical us 2026-09-01 -").
			counts("far-renewal 1", "not-involved 1"),
		target("directly and by another one", "successors=p;r", "status=deleted status_since=2026-08-29 successors=r", differs).
			plus(became+"subscription_id=r").shows("offer-different target=r").counts("far-renewal 1", "not-involved 2"),
		target("of which a part goes on", partly, "offer_id=CFQ7TTC0LH18:0001 quantity=8").counts("covered 1", "far-renewal 2"),
		target("of which a part goes on, and the other was upgraded as well", partly,
			"offer_id=CFQ7TTC0LH18:0001 quantity=8 status=deleted status_since=2026-08-29 successors=q").
			plus(became+"subscription_id=q offer_id=CFQ7TTC0LH18:0001 quantity=8 created=2026-08-29").counts("covered 1", "far-renewal 2", "not-involved 1"),
		target("of which a part goes on, and the other has ended", partly, "quantity=8 status=deleted status_since=2026-08-29",
			"quantity-mismatch high us 2026-09-01 -", "cancelled-backup high customer 2026-09-05 -"),
		target("of which a part goes on, and the other serves another", partly, "offer_id=CFQ7TTC0LH18:0001 quantity=8", "quantity-mismatch high us 2026-09-01 -").
			moved(named, "tenant_id=t source_subscription_id=s2 target_subscription_id=p").plus(theirs + "subscription_id=s2 quantity=8 " + cancelled),
		target("what it has become took nobody else's place", "status=suspended successors=p", "offer_id=CFQ7TTC0LH18:0001",
			"cancelled-backup high customer 2026-09-04 -", "suspended-billed medium us 2027-08-25 -", unpriced).
			plus(upgraded+"subscription_id=d").counts("covered 1", "far-renewal 1"),
		target("in another tenant", "tenant_id=u successors=p", "tenant_id=u offer_id=CFQ7TTC0LH18:0001", "tenant-to-tenant-data high customer 2026-09-01 -").
			in(tenant, tenant+"tenant_id=u").moved(named+"target_tenant_id=u").counts("far-renewal 1", "not-involved 1"),
		one("upgraded target: late for another, in time by the one it was", "2026-09-10", "status=disabled status_since=2026-09-02 "+cancelled, finished).
			moved(named).plus(upgraded+"status_since=2026-09-08 successors=p", became+"offer_id=CFQ7TTC0LH18:0001 created=2026-09-08").
			shows("move-finished target=p").counts("far-renewal 1", "not-involved 1"),
		one("upgraded target: covered once, by the one that it was", "2026-09-20", finally, finished).moved(named).
			plus(inPlace+"status=deleted status_since=2026-09-10 successors=p", became+"quantity=7 created=2026-09-10").
			after(named1("2026-09-05", theirs+finally, inPlace)).shows("move-finished target=p"),
		target("it is no source where all of its seller are watched", "successors=p", "offer_id=CFQ7TTC0LH18:0001 commitment_end=2026-10-27").
			moved(named, "tenant_id=t source_subscription_id=* source_seller_id="+PartnerID).counts("covered 1", "not-involved 2"),
		one("upgraded target: it replaces nobody else", "2026-08-29", cancelled, open).
			moved(move, "tenant_id=t source_subscription_id=q target_subscription_id=o status=done").
			plus(theirs+"subscription_id=q status=deleted "+cancelled, upgraded+"successors=p", became+"offer_id=CFQ7TTC0LH18:0001").
			counts("far-renewal 1", "not-involved 2"),
	}
}

// upgradedTogether are about the targets of two moves that have become one subscription.
func upgradedTogether() []Case {
	const fires = "move-conflict high us - -"
	const second = "tenant_id=t source_subscription_id=s2 target_subscription_id="
	whole := upgraded + "successors=p"
	together := func(name, first, other string, want ...string) Case {
		return one("upgraded targets: "+name, "2026-08-29", cancelled, want...).moved(move+first, other).
			plus(theirs+"subscription_id=s2 "+cancelled, whole, whole+" subscription_id=o2", became+"offer_id=CFQ7TTC0LH18:0001")
	}
	return []Case{
		together("of two moves they have become one", "target_subscription_id=o", second+"o2", fires).
			shows("move-conflict kind=target-twice", "move-conflict named=p", "move-conflict subject=target-twice:p"),
		together("one has become what another move names", "target_subscription_id=o", second+"p", fires).shows("move-conflict named=p"),
		together("of one move they have become one", "target_subscription_id=o;o2", second+"d").plus(successor+"subscription_id=d").
			counts("covered 2", "far-renewal 2", "not-involved 2"),
		together("named by two moves it is told by its name", "target_subscription_id=o", second+"o", fires).shows("move-conflict named=o"),
		together("of a move that is done", "target_subscription_id=o", second+"o2 status=done").counts("covered 1", "far-renewal 1", "not-involved 3"),
		together("of moves into another tenant", "target_subscription_id=o target_tenant_id=u", second+"o2 target_tenant_id=u", fires,
			"tenant-to-tenant-data high customer 2026-09-01 -", "tenant-to-tenant-data high customer 2026-09-01 -").in(tenant, fabrikam).
			having(theirs+cancelled, theirs+"subscription_id=s2 "+cancelled, whole+" tenant_id=u", whole+" subscription_id=o2 tenant_id=u",
				became+"offer_id=CFQ7TTC0LH18:0001 tenant_id=u").shows("move-conflict tenant=t", "move-conflict named=p"),
		together("of moves out of two tenants", "target_subscription_id=o", "tenant_id=u source_subscription_id=y target_subscription_id=o2 target_tenant_id=t",
			fires, fires, "tenant-to-tenant-data high customer 2026-09-01 -").in(tenant, fabrikam).
			having(theirs+cancelled, theirs+"subscription_id=y tenant_id=u "+cancelled, whole, whole+" subscription_id=o2", became+"offer_id=CFQ7TTC0LH18:0001").
			shows("move-conflict tenant=t", "move-conflict tenant=u", "move-conflict named=p"),
	}
}

func upgradedHeirs() []Case {
	heir := func(name, left string, want ...string) Case {
		return one("upgraded heir: "+name, "2026-06-25", goneBy, want...).requested(completed).
			plus(taken+"created=2026-06-18 status=deleted status_since=2026-06-22 "+left, became+"created=2026-06-22 commitment_end=2027-06-21")
	}
	return []Case{
		heir("what came over was upgraded since", "successors=p", finished).shows("move-finished target=p").counts("far-renewal 1", "not-involved 1"),
		heir("without its name it stays", "", finished).shows("move-finished target=o").counts("far-renewal 1", "not-involved 1"),
		heir("the move names what came over", "successors=p", finished).moved(named).shows("move-finished target=p").
			counts("far-renewal 1", "not-involved 1"),
	}
}

func upgradedSources() []Case {
	const fires = "source-replaced high us "
	const year = "term=P1Y commitment_end=2027-06-14 auto_renew=true end_of_term= "
	source := func(name, left string, want ...string) Case {
		return one("upgraded source: "+name, "2026-06-20", goneBy+left, want...).plus(theirs + "subscription_id=q created=2026-06-15 " + year)
	}
	return []Case{
		source("the named one before what fits", "successors=r", fires+"2027-03-16 -").
			plus(theirs + "subscription_id=r created=2025-01-01 quantity=7 offer_id=CFQ7TTC0LCHC:0002 " + year).shows("source-replaced successor=r"),
		source("one that is not known leaves it to what fits", "successors=r", fires+"2027-03-16 -").shows("source-replaced successor=q"),
		source("one that has ended itself leaves it to what fits", "successors=r", fires+"2027-03-16 -").
			plus(theirs + "subscription_id=r quantity=7 offer_id=CFQ7TTC0LCHC:0002 status=deleted status_since=2026-06-18 " + year).
			shows("source-replaced successor=q"),
		source("one that has ended itself, after all that began", "successors=r", "cancelled-backup high customer 2026-06-22 -").
			plus(theirs + "subscription_id=r status=deleted status_since=2026-06-19 " + year).silences("data-deleted 1"),
		source("what began when the last of them ended", "successors=r", fires+"2027-03-16 -").
			plus(theirs+"subscription_id=r status=deleted status_since=2026-06-17 successors=x "+year, theirs+"subscription_id=x status=deleted status_since=2026-06-19 "+year,
				theirs+"subscription_id=p created=2026-06-19 "+year).shows("source-replaced successor=p"),
		source("two have become one that has ended", "successors=r", fires+"2027-03-16 -", fires+"2027-03-16 -").
			moved(move, "tenant_id=t source_subscription_id=s2").plus(theirs+"subscription_id=s2 "+goneBy+"successors=r",
			theirs+"subscription_id=r status=deleted status_since=2026-06-16 "+year),
		source("two have become one", "successors=q", fires+"2027-03-16 -", fires+"2027-03-16 -").
			moved(move, "tenant_id=t source_subscription_id=s2").plus(theirs + "subscription_id=s2 " + goneBy + "successors=q"),
		source("it does not take the place of another", "successors=q", fires+"2027-03-16 -", "cancelled-backup high customer 2026-06-22 -").
			moved(move, "tenant_id=t source_subscription_id=s2").plus(theirs + "subscription_id=s2 " + goneBy).silences("data-deleted 1"),
	}
}
