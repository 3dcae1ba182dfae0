package rulestest

import "slices"

func transferCases() []Case {
	return slices.Concat(requestCases(), endedCases(), blockedCases(), routeCases(), ineligibleCases())
}

const (
	request = "transfer_id=r tenant_id=t subscription_ids=s created_at=2026-05-20 "
	byMove  = move + "route=partner-transfer "
)

func requestCases() []Case {
	pending := func(name, asOf, transfer string, want ...string) Case {
		return Case{
			Name: "transfer-expiring: " + name, AsOf: asOf, Tenants: rows(tenant), Want: want,
			Transfers: rows("transfer_id=r tenant_id=t subscription_ids=s;o status=Pending " + transfer),
		}
	}
	return []Case{
		pending("expires on a day", "2026-07-10", "created_at=2026-07-01 expires_at=2026-07-20", "transfer-expiring high source-partner 2026-07-20 -").
			shows("transfer-expiring subject=r", "transfer-expiring transfer=r", "transfer-expiring items=2"),
		pending("expires at an instant", "2026-07-10", "expires_at=2026-07-20T08:00:00Z", "transfer-expiring high source-partner 2026-07-20T08:00:00Z -"),
		pending("30 days after an instant", "2026-07-10", "created_at=2026-07-01T10:00:00Z", "transfer-expiring high source-partner 2026-07-31T10:00:00Z -"),
		pending("neither is known", "2026-07-10", "", "transfer-expiring high source-partner - -"),
		pending("overdue", "2026-09-10", "created_at=2026-07-01", "transfer-expiring high source-partner 2026-07-31 -"),
		pending("we are its source", "2026-07-10", "created_at=2026-07-01 source_partner_id="+PartnerID, "transfer-expiring high us 2026-07-31 -"),
		pending("another one is its source", "2026-07-10", "created_at=2026-07-01 source_partner_id=99999999-9999-9999-9999-999999999999",
			"transfer-expiring high source-partner 2026-07-31 -"),
		pending("in progress", "2026-07-10", "created_at=2026-07-01 status=InProgress"),
		pending("complete", "2026-07-10", "created_at=2026-07-01 status=Complete"),
		pending("a status outside the list", "2026-07-10", "created_at=2026-07-01 status=Paused", "unknown-value medium us - -"),
	}
}

func endedCases() []Case {
	ended := func(name, status string, want ...string) Case {
		return one("transfer-ended: "+name, before, distant, want...).moved(byMove).requested(request + "status=" + status)
	}
	const fires = "transfer-ended high us 2027-03-01 -"
	return []Case{
		ended("rejected", "Reject", fires).shows("transfer-ended subject=r", "transfer-ended transfer=r"),
		ended("cancelled", "Cancel", fires),
		ended("expired", "Expired", fires),
		ended("complete", "Complete", "move-finished medium us 2027-03-01 -"),
		ended("in progress", "InProgress").counts("far-renewal 1"),
		ended("a later one is pending", "Reject", "transfer-expiring high source-partner 2026-06-24 -").
			requested(request+"status=Reject", "transfer_id=q tenant_id=t subscription_ids=s status=Pending created_at=2026-05-25"),
		ended("a later one is rejected as well", "Cancel", fires).
			requested(request+"status=Cancel", "transfer_id=q tenant_id=t subscription_ids=s status=Reject created_at=2026-05-25").
			shows("transfer-ended transfer=q"),
		ended("of another subscription", "Reject").requested(request + "status=Reject subscription_ids=x").counts("far-renewal 1"),
		ended("no request", "").requested().counts("far-renewal 1"),
		ended("another route", "Reject").moved(move + "route=rebuy").counts("far-renewal 1"),
		ended("the move is done", "Reject").moved(byMove + "status=done").counts("far-renewal 1"),
		one("transfer-ended: usage", before, distant+"product_type=usage", "transfer-ineligible high us 2027-03-01 -", "azure-switch low us - -").
			moved(byMove).requested(request + "status=Reject"),
	}
}

func blockedCases() []Case {
	const fires, expires = "transfer-blocks-change high us 2026-09-01 -", "transfer-expiring high source-partner 2026-06-19 -"
	const renews = "auto-renew-on critical source-partner 2026-09-01 -"
	blocked := func(name, subscription, status string, want ...string) Case {
		return one("transfer-blocks-change: "+name, opening, subscription, want...).moved(byMove).requested(request + "status=" + status)
	}
	return []Case{
		blocked("auto-renew is on", renewing, "Pending", fires, renews, expires).
			shows("transfer-blocks-change blocked=auto-renew-on", "transfer-blocks-change subject=r"),
		blocked("it runs", renewing, "InProgress", fires, renews),
		blocked("it has ended", renewing, "Expired", renews, "transfer-ended high us 2026-09-01 -"),
		blocked("it slides into an extended term", extending, "InProgress", fires, "est-auto-convert critical source-partner 2026-09-01 -").
			shows("transfer-blocks-change blocked=est-auto-convert"),
		blocked("an extended term is scheduled", bridged, "InProgress", fires, "est-scheduled high source-partner 2026-09-01 -").
			shows("transfer-blocks-change blocked=est-scheduled"),
		blocked("nothing to change", cancelled, "InProgress", "cancel-without-cover critical us 2026-09-01 -"),
		blocked("not near", distant, "InProgress").counts("far-renewal 1"),
		blocked("another subscription", renewing, "InProgress", renews).requested(request + "status=InProgress subscription_ids=x"),
		alone("transfer-blocks-change: ours", opening, ours+bridged, "est-scheduled medium us 2026-09-01 -", fires).
			requested(request + "status=InProgress subscription_ids=x;o"),
		blocked("a trial that converts", "term=P1M trial=true commitment_end=2026-06-20 auto_renew=true end_of_term= ", "InProgress",
			"trial-converts medium source-partner 2026-06-20 -", "transfer-blocks-change high us 2026-06-20 -").silences("auto-renew-on 1"),
	}
}

func routeCases() []Case {
	const fires = "transfer-not-available high us 2027-03-01 -"
	route := func(name, subscription, route string, want ...string) Case {
		return one("transfer-not-available: "+name, before, distant+subscription, want...).moved(move + "route=" + route)
	}
	return []Case{
		route("partner transfer from open", "channel=open", "partner-transfer", fires).
			shows("transfer-not-available route=partner-transfer", "transfer-not-available channel=open"),
		route("partner transfer from Microsoft", "channel=web-direct", "partner-transfer", fires, "credit-candidate low customer 2027-03-01 -"),
		route("partner transfer in csp", "", "partner-transfer").counts("far-renewal 1"),
		route("channel transfer in csp", "", "channel-transfer", fires),
		route("channel transfer from ea", "channel=ea", "channel-transfer").counts("far-renewal 1"),
		route("switch of licences", "", "azure-switch", fires),
		route("switch of usage from ea", "channel=ea product_type=usage", "azure-switch", fires, "azure-recreate low us - -"),
		route("switch of usage in csp", "product_type=usage", "azure-switch", "azure-switch low us - -"),
		route("recreating licences", "", "azure-recreate", fires),
		route("recreating usage", "channel=ea product_type=usage", "azure-recreate", "azure-recreate low us - -"),
		route("buying again", "channel=ea", "rebuy").counts("far-renewal 1"),
		route("cancelling at once", "channel=ea", "cancel-now").counts("far-renewal 1"),
		route("done", "channel=open", "partner-transfer status=done").counts("far-renewal 1"),
	}
}

func ineligibleCases() []Case {
	const fires = "transfer-ineligible high us 2027-03-01 -"
	const another = "target_partner_id=77777777-7777-7777-7777-777777777777 "
	cannot := func(name, subscription, obstacle string, want ...string) Case {
		c := one("transfer-ineligible: "+name, before, distant+subscription, append(want, fires)...).moved(byMove)
		return c.shows("transfer-ineligible obstacle=" + obstacle)
	}
	fine := func(name, subscription string) Case {
		return one("transfer-ineligible: "+name, before, distant+subscription).moved(byMove).counts("far-renewal 1")
	}
	return []Case{
		cannot("legacy", "commerce=legacy commitment_end=2027-03-02", "legacy"),
		cannot("suspended", "status=suspended", "suspended", "suspended-billed medium source-partner 2027-03-01 -"),
		cannot("expired", "status=expired", "expired", "grace-open critical us - -"),
		cannot("disabled", "status=disabled", "disabled", "grace-missed critical us - -"),
		cannot("deleted", "status=deleted", "deleted", "data-deleted critical customer - -"),
		cannot("usage", "product_type=usage", "usage", "azure-switch low us - -"),
		cannot("software", "product_type=software", "software"),
		cannot("in a request of another partner", "", "other-request").requested(request + another + "status=InProgress"),
		cannot("in a request of ours to somebody who is not named", "seller_id="+PartnerID, "other-request").
			requested(request + "status=InProgress source_partner_id=" + PartnerID),
		fine("in our own request", "").requested(request + "status=InProgress target_partner_id=" + PartnerID),
		fine("the other request has ended", "").requested(request + another + "status=Complete"),
		one("transfer-ineligible: in the request of our provider", before, distant, "reseller-cannot-act high provider 2027-03-01 -").
			moved(byMove).requested(request + another + "status=InProgress").reselling("77777777-7777-7777-7777-777777777777"),
		one("transfer-ineligible: another channel has no such route", before, distant+"channel=open status=expired",
			"transfer-not-available high us 2027-03-01 -", "grace-open critical us - -").moved(byMove),
		fine("another route", "commerce=legacy commitment_end=2027-03-02").moved("tenant_id=t source_subscription_id=s route=rebuy"),
		fine("done", "commerce=legacy commitment_end=2027-03-02").moved(byMove + "status=done"),
		one("transfer-ineligible: active past its end is as expired", "2026-05-10", lapsing, "grace-open critical us 2026-06-02 -",
			"transfer-ineligible high us 2026-05-03 -").moved(byMove).shows("transfer-ineligible obstacle=expired"),
	}
}
