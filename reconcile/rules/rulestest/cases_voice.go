package rulestest

import "slices"

// voiceCases are about the route of a move, the next step of its plan and the action
// of its findings, which say the same.
func voiceCases() []Case {
	return slices.Concat(transferVoiceCases(), rebuyVoiceCases(), oursVoiceCases())
}

// Fabrikam sold the source, whose auto-renew is on and which ends on 2026-09-30.
const (
	fabrikams  = "seller_name=Fabrikam term=P1Y commitment_end=2026-09-30 auto_renew=true end_of_term= "
	renewsOn30 = "auto-renew-on critical source-partner 2026-09-30 -"

	orderAndCancel = "Order the replacement, then ask Fabrikam to schedule a cancel at the end of the term "
)

func transferVoiceCases() []Case {
	const pending = "transfer_id=r tenant_id=t subscription_ids=s created_at=2026-09-01 expires_at=2026-09-28 status="
	const expires = "transfer-expiring high source-partner 2026-09-28 -"
	const locked = "transfer-blocks-change high us 2026-09-30 -"
	transfer := func(name, asOf string, action string, want ...string) Case {
		return one("voice: "+name, asOf, fabrikams, want...).
			shows("auto-renew-on route=partner-transfer", "auto-renew-on action="+action)
	}
	const another = "Give the move another route: order the replacement, then ask Fabrikam to schedule a cancel at the end of the term "
	const accept = "Ask Fabrikam to submit the partner transfer by "
	const instead = "; if the transfer does not come, order the replacement, then ask Fabrikam to schedule a cancel at the end of the term."
	return []Case{
		transfer("a transfer in time", "2026-09-14",
			"Create the transfer request, then ask Fabrikam to submit the partner transfer by 29 Sep 2026.", renewsOn30),
		transfer("two weeks before its last safe day also what else", "2026-09-15",
			"Create the transfer request, then ask Fabrikam to submit the partner transfer by 29 Sep 2026"+instead, renewsOn30),
		transfer("a request that is pending", "2026-09-13", accept+"28 Sep 2026.", renewsOn30, expires, locked).requested(pending + "Pending"),
		one("voice: who has to answer a request", "2026-09-13", fabrikams, renewsOn30, expires, locked).requested(pending+"Pending").
			shows("transfer-expiring action=Ask Fabrikam to add the items and to submit the request by 28 Sep 2026.", "transfer-blocks-change action="+accept+"28 Sep 2026."),
		transfer("a request that is late", "2026-09-29",
			"Ask Fabrikam to submit the partner transfer at once; was due 28 Sep 2026"+instead, renewsOn30, expires, locked).
			requested(pending + "Pending"),
		one("voice: a request that was rejected, and no route is asked for", "2026-09-10", fabrikams, renewsOn30, "transfer-ended high us 2026-09-30 -").
			requested(pending+"Reject").
			shows("auto-renew-on route=rebuy", "auto-renew-on action="+orderAndCancel+"by 30 Sep 2026."),
		one("voice: a request that was rejected, and a transfer is asked for", "2026-09-10", fabrikams, renewsOn30, "transfer-ended high us 2026-09-30 -").
			moved(byMove).requested(pending+"Reject").
			shows("auto-renew-on route=partner-transfer", "auto-renew-on step=", "auto-renew-on action="+another+"by 30 Sep 2026.",
				"transfer-ended action="+another+"by 30 Sep 2026."),
		one("voice: a transfer is asked for too late", "2026-09-30", fabrikams, renewsOn30).moved(byMove).
			shows("auto-renew-on route=partner-transfer", "auto-renew-on step=",
				"auto-renew-on action="+another+"at once, by the end of 30 Sep 2026."),
	}
}

func rebuyVoiceCases() []Case {
	const nobody = "term=P1Y commitment_end=2026-09-30 auto_renew=true end_of_term= "
	return []Case{
		one("voice: a partner without a name", "2026-09-10", nobody, renewsOn30).moved(again).
			shows("auto-renew-on action=Order the replacement, then ask the current partner to schedule a cancel at the end of the term by 30 Sep 2026."),
		one("voice: the replacement is in place", "2026-09-10", fabrikams, renewsOn30, "double-billing high source-partner 2026-09-30 -").
			moved(named).plus(inPlace).
			shows("auto-renew-on step=set-cancel", "double-billing action=Ask Fabrikam to schedule a cancel at the end of the term by 30 Sep 2026."),
		one("voice: out of scope auto-renew off is enough", "2026-09-10", fabrikams+"channel=open", "auto-renew-on critical customer 2026-09-30 -").
			shows("auto-renew-on action=Order the replacement, then ask the customer to switch auto-renew off by 30 Sep 2026."),
		one("voice: a new term is cancelled in its window", "2026-10-02", fabrikams+"commitment_end=2027-09-30 cancellable_until=2026-10-08T10:00:00Z",
			"renewed-in-window critical source-partner 2026-10-08T10:00:00Z -").
			moved(move+"expected_end=2026-09-30").
			shows("renewed-in-window route=rebuy", "renewed-in-window step=order", "renewed-in-window action=Order the replacement, "+
				"then ask Fabrikam to cancel the running term while that is possible before 8 Oct 2026, 10:00 UTC: "+
				"afterwards the new term has to be paid in full."),
		one("voice: after it the new term is taken along", "2026-10-09", fabrikams+"commitment_end=2027-09-30 cancellable_until=2026-10-08T10:00:00Z",
			"renewed-window-passed high source-partner 2027-09-30 -").
			moved(move+"expected_end=2026-09-30").
			shows("renewed-window-passed route=partner-transfer", "renewed-window-passed action=Create the transfer request, "+
				"then ask Fabrikam to submit the partner transfer by 29 Sep 2027; a transfer takes the running term along."),
		one("voice: an expired one is ordered at once", "2026-09-10",
			"seller_name=Fabrikam term=P1Y commitment_end=2026-03-31 auto_renew=false end_of_term= status=expired", "grace-open critical us 2026-04-30 -").
			shows("grace-open step=order", "grace-open action=Order the replacement at once; was due 30 Apr 2026; the data goes after 29 Jul 2026."),
		one("voice: too few seats, and late", "2026-10-10", "seller_name=Fabrikam term=P1Y commitment_end=2026-09-30 auto_renew=false end_of_term=cancel "+
			"status=disabled", "quantity-mismatch high us 2026-09-30 -", "grace-missed critical us 2026-12-29 -").
			moved(named).plus(inPlace + "quantity=16").
			shows("quantity-mismatch action=Add 4 seats at once; was due 30 Sep 2026."),
		one("voice: what moves to another tenant", "2026-09-10", fabrikams, renewsOn30, "tenant-to-tenant-data high customer 2026-09-30 -").
			in(tenant, fabrikam).moved(move+"target_tenant_id=u").
			shows("auto-renew-on route=rebuy", "auto-renew-on step=order", "auto-renew-on action="+orderAndCancel+"by 30 Sep 2026."),
		one("voice: a done move left its source", "2026-09-10", fabrikams, renewsOn30).moved(move+"status=done").
			shows("auto-renew-on route=", "auto-renew-on action=Ask Fabrikam to schedule a cancel at the end of the term by 30 Sep 2026."),
	}
}

func oursVoiceCases() []Case {
	return []Case{
		alone("voice: ours that nobody replaces", "2026-07-01", ours+extending, "est-auto-convert high us 2026-09-01 -").
			shows("est-auto-convert action=Ask the customer whether to renew it, to cancel it or to extend it knowingly, and choose that by 1 Sep 2026."),
	}
}
