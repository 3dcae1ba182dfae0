package words

import "handover/reconcile"

// Why says in one or two sentences why a code matters: what happens if nobody
// acts. It belongs to the English documentation of the catalogue and not to the
// reports, so there is one language of it.
func Why(code reconcile.Code) string { return reasonsToAct()[code] }

func reasonsToAct() map[reconcile.Code]string {
	return map[reconcile.Code]string{
		"auto-renew-on": "The source renews for a whole term that nobody wants and that is not refunded after its window; " +
			"the move then has to wait for it or be paid twice.",
		"auto-renew-contradiction": "Auto-renew and the scheduled action say different things. The action wins, but people " +
			"who look at auto-renew alone plan for the wrong day.",
		"renewed-in-window": "The unwanted term can still be cancelled for free, but only until this instant; a day " +
			"later it is owed in full.",
		"renewed-window-passed": "The new term is committed. A partner transfer takes it over with its end date; every other way waits for the end.",
		"renewal-processing":    "Renewals run for up to 24 hours after the term's end and the row is locked meanwhile: any change is refused.",
		"trial-converts":        "A trial with auto-renew on becomes a paid subscription on its last day, which is the default.",
		"end-of-sale-renew-off": "An offer past its sale can be renewed as long as auto-renew stays on; once it has lapsed it cannot be bought back.",
		"lapse-unplanned":       "A subscription of ours ends without anybody having planned it: the customer loses the service and we lose the revenue.",
		"renewal-commitment":    "After this day the number of seats is fixed for another term; unused seats are paid until its end.",
		"est-auto-convert": "Since 4 May 2026 most subscriptions no longer lapse for free. Without a choice the source goes on month by " +
			"month at a surcharge, beside its replacement.",
		"est-scheduled":         "The bridge is paid and goes on month by month until somebody cancels it.",
		"cancel-without-cover":  "Access stops at the end of the last day and cannot be brought back: without a replacement people stand still the next morning.",
		"end-date-approaching":  "The source lapses. People work on through its grace, and after it their data is at risk.",
		"end-of-term-unknown":   "What the source tells does not decide between a free grace, a paid extension and an outage, and each needs another plan.",
		"date-conflict":         "Two end dates are in the data. The earlier one is used, so that nothing is late; the other may mean more time.",
		"grace-open":            "An expired subscription cannot be reactivated, only bought again. Until the grace ends nobody notices; then access stops.",
		"grace-missed":          "Nobody but administrators can reach the data now, and after the last day it is gone.",
		"data-deleted":          "The subscription and its data are gone; the customer has to be told, and its data restored from elsewhere.",
		"suspended-billed":      "Suspending stops the work but not the bill: new-commerce subscriptions are paid until the end of the term.",
		"suspended-near-end":    "A subscription that is suspended when its term ends loses access at once; nothing bought later brings the old one back.",
		"legacy-suspended":      "A suspended subscription of the older catalogue is deleted after 90 days, together with its data.",
		"cancelled-backup":      "After a cancel within the window an administrator has seven days to save the data, then it is deleted.",
		"tenant-limit-exceeded": "A tenant holds 300 licence-based subscriptions, all partners and channels together. Orders beyond that are refused in the middle of the move.",
		"tenant-limit-possible": "Whether expired and disabled subscriptions count towards the limit is documented nowhere. If they do, orders will be refused.",
		"seat-pool-exceeded":    "Small-business products are capped over all subscriptions of the tenant; source and replacement together pass the cap while both run.",
		"transfer-batches":      "One transfer request takes 25 items, so that more of them need several requests to be made and accepted.",
		"region-mismatch":       "A partner may only sell to tenants of its own market; no relationship and no order will be accepted.",
		"relationship-missing":  "Nothing can be sold before the customer has accepted a reseller relationship, which takes days and a Global admin.",
		"invite-role":           "Only Admin agents and Sales agents can send the invitation; from anybody else it never arrives.",
		"agreement-missing":     "Orders are refused until the customer has accepted the Microsoft Customer Agreement.",
		"resale-to-partner":     "A CSP partner cannot resell online services to another CSP partner.",
		"reseller-cannot-act":   "Indirect resellers cannot act on partner transfers; their provider has to.",
		"tenant-to-tenant-data": "Mail and files stay in the old tenant. The customer migrates them itself, while it still has access.",
		"offer-different":       "Licences of another offer are not reassigned by themselves: people lose the service until somebody assigns them.",
		"quantity-mismatch":     "With fewer seats people lose their licence on the day of the change; with more the customer pays for nobody.",
		"offer-discontinued":    "The offer cannot be bought again. An equivalent must be found, agreed and tested before the source ends.",
		"coverage-gap":          "Between the end of the source and the start of its replacement nobody can work, and after the grace data is at risk.",
		"move-conflict":         "The plan contradicts itself or the facts; what it says of cover, seats and dates cannot be trusted.",
		"double-billing":        "The customer pays for the source and its replacement at the same time.",
		"est-running-duplicate": "The paid extension goes on although its replacement is active: every month is paid twice, with a surcharge.",
		"credit-candidate":      "A customer who bought direct may get credit for unused time. Microsoft decides, but somebody has to ask.",
		"no-refund":             "Cancelling now is not refunded: the rest of the term is paid all the same.",
		"transfer-expiring":     "A request that is not answered expires, and everything in it has to be asked for again.",
		"transfer-ended":        "The move still counts on a request that came to nothing.",
		"transfer-blocks-change": "A pending request locks its items: auto-renew cannot be switched off and no choice can be made " +
			"until it is completed or cancelled.",
		"transfer-not-available": "The planned way does not exist for what the customer bought where it bought it.",
		"transfer-ineligible":    "The request will be refused for this subscription as it stands.",
		"azure-recreate":         "Usage-based services of another channel cannot be moved: they are created anew, and the old ones cancelled.",
		"azure-switch":           "A usage-based subscription of another partner is switched, not bought again.",
		"unknown-value":          "What the row says there is not understood, so that a rule may look away where it should not.",
		"invalid-row":            "The row cannot be meant as it is written; dates and sums that rest on it are wrong.",
	}
}
