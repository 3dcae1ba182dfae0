package words

import "handover/reconcile"

// englishDates words the jobs auto-renew, end-dates and expired-deadlines.
func englishDates() map[reconcile.Code]phrases {
	return map[reconcile.Code]phrases{
		"auto-renew-on": {
			title: "Auto-renew is on",
			fires: "A subscription that is to be moved renews by itself for another term.",
			sentences: sentences{
				message: "Auto-renew of {offer} is on: after {E} it renews for another term ({term}).",
				action:  "Switch auto-renew off by {due_day}, or schedule a cancel for the end of the term.",
				ask:     "Ask {owner} to switch auto-renew off by {due_day}, or to schedule a cancel for the end of the term.",
			},
			variants: map[string]sentences{
				"scheduled": {
					message: "A new term of {offer} is scheduled: after {E} it renews ({term}), whatever auto-renew says.",
					action:  "Replace the scheduled renewal by a cancel, by {due_day}.",
					ask:     "Ask {owner} to replace the scheduled renewal by a cancel, by {due_day}.",
				},
			},
		},
		"auto-renew-contradiction": {
			title: "Auto-renew contradicts the scheduled action",
			fires: "Auto-renew and the action scheduled for the end of the term say different things.",
			sentences: sentences{
				message: "Auto-renew of {offer} is on, but its end of term on {E} says {end_of_term}.",
				action:  "Make both say what is wanted, by {due_day}.",
				ask:     "Ask {owner} to make both say what is wanted, by {due_day}.",
			},
			variants: map[string]sentences{
				"off": {message: "Auto-renew of {offer} is off, but its end of term on {E} says {end_of_term}."},
			},
		},
		"renewed-in-window": {
			title: "Renewed, can still be cancelled",
			fires: "A subscription that should have ended has renewed, and the cancellation window is still open.",
			sentences: sentences{
				message: "{offer} was to end on {expected_end} but has renewed until {E}; it can be cancelled until {due}.",
				action:  "Cancel the new term before {due}: afterwards it has to be paid in full.",
				ask:     "Ask {owner} to cancel the new term before {due}: afterwards it has to be paid in full.",
			},
		},
		"renewed-window-passed": {
			title: "Renewed, cannot be cancelled any more",
			fires: "A subscription that should have ended has renewed for a year or more, and the cancellation window is over.",
			sentences: sentences{
				message: "{offer} was to end on {expected_end} but has renewed until {E} and can no longer be cancelled.",
				action:  "Plan the move for {E} and switch auto-renew off now.",
				ask:     "Plan the move for {E} and ask {owner} to switch auto-renew off now.",
			},
			variants: map[string]sentences{
				"transfer": {
					action: "Move it by partner transfer, which takes the running term along, or plan the move for {E}.",
					ask:    "Move it by partner transfer with {owner}, which takes the running term along, or plan the move for {E}.",
				},
			},
		},
		"renewal-processing": {
			title: "Renewal is being processed",
			fires: "The term has just ended and Microsoft processes the renewal, during which the row is locked.",
			sentences: sentences{
				message: "The term of {offer} ended on {E} and its renewal is being processed; changes are refused until {until}.",
				action:  "Wait for the next run, which shows what became of it.",
			},
		},
		"trial-converts": {
			title: "Trial turns into a paid subscription",
			fires: "A trial with auto-renew on becomes a paid subscription when it ends.",
			sentences: sentences{
				message: "The trial {offer} ({quantity} seats) becomes a paid subscription after {E}.",
				action:  "Switch auto-renew off by {due_day} unless the customer wants to pay for it.",
				ask:     "Ask {owner} to switch auto-renew off by {due_day}, unless the paid subscription is wanted.",
			},
		},
		"end-of-sale-renew-off": {
			title: "Off sale, and set not to renew",
			fires: "An offer is no longer sold but can still be renewed, and the subscription is set not to renew.",
			sentences: sentences{
				message: "{offer} is off sale since {on_sale_until}, can still be renewed, and is set to end on {E} ({outcome}).",
				action:  "Decide by {due_day} whether to keep it: once ended it cannot be bought again, and auto-renew may not come back on.",
				ask:     "Decide with {owner} by {due_day} whether to keep it: once ended it cannot be bought again.",
			},
		},
		"lapse-unplanned": {
			title: "One of our subscriptions ends",
			fires: "A subscription that we sold ends without a renewal and without a replacement.",
			sentences: sentences{
				message: "{offer} ({quantity} seats) ends on {E} without renewal, and nothing replaces it.",
				action:  "Ask the customer, and switch auto-renew on by {due_day} if the service is to go on.",
			},
			variants: map[string]sentences{
				"on-purpose": {
					message: "{offer} ({quantity} seats) is cancelled for {E}, and nothing replaces it.",
					action:  "Confirm with the customer by {due_day} that the service is to end.",
				},
			},
		},
		"renewal-commitment": {
			title: "A long term renews soon",
			fires: "A subscription that we sold renews for a year or more soon: the last chance to change the seats.",
			sentences: sentences{
				message: "{offer} renews after {E} for another term ({term}) with {quantity} seats.",
				action:  "Confirm the number of seats with the customer by {due_day}.",
			},
			variants: map[string]sentences{
				"unassigned": {
					message: "{offer} renews after {E} for another term ({term}) with {quantity} seats, {unassigned} of them unassigned.",
					action:  "Offer the customer to drop the {unassigned} unassigned seats by {due_day}.",
				},
			},
		},
		"est-auto-convert": {
			title: "Slides into a paid extended term",
			fires: "Auto-renew is off and nothing is scheduled, so the subscription goes on month by month at a surcharge.",
			sentences: sentences{
				message: "{offer} has no choice for the end of its term: after {E} it goes on in a paid extended service term, month by month.",
				action:  "Schedule a cancel by {due_day} once the replacement is in place, or choose the extended term knowingly.",
				ask:     "Ask {owner} to schedule a cancel by {due_day} once the replacement is in place.",
			},
		},
		"est-scheduled": {
			title: "Extended term is scheduled",
			fires: "Somebody chose a paid extended service term for the end of the term.",
			sentences: sentences{
				message: "{offer} goes on after {E} in a paid extended service term, as scheduled.",
				action:  "Check that the bridge is needed, and cancel it on the day the replacement is verified.",
				ask:     "Check that the bridge is needed, and have {owner} cancel it on the day the replacement is verified.",
			},
			variants: map[string]sentences{
				"running": {message: "{offer} runs in a paid extended service term; the current month ends on {E} and the next one follows."},
			},
		},
		"cancel-without-cover": {
			title: "Cancelled, and nothing replaces it",
			fires: "A subscription that is to be moved is cancelled for the end of its term, and no replacement is named or found.",
			sentences: sentences{
				message: "{offer} ({quantity} seats) is cancelled for {E} and has no replacement: access stops at the end of that day.",
				action:  "Provision the replacement so that it is active by {due_day}; the data is assumed to be kept until {data_until}.",
			},
		},
		"end-date-approaching": {
			title: "Ends, and nothing replaces it yet",
			fires: "A subscription that is to be moved ends, and no replacement is named or found.",
			sentences: sentences{
				message: "{offer} ({quantity} seats) ends on {E} and has no replacement; people can work until {cover_by}.",
				action:  "Provision the replacement so that it is active by {cover_by}.",
			},
			variants: map[string]sentences{
				"no-access": {
					message: "{offer} ({quantity} seats) ends on {E} and has no replacement; nobody can work after {cover_by}.",
				},
			},
		},
		"end-of-term-unknown": {
			title: "Nobody can tell what happens at the end",
			fires: "The data does not say what happens at the end of the term.",
			sentences: sentences{
				message: "What happens to {offer} after {E} is not known: {reason}.",
				action:  "Look up auto-renew and the scheduled action in Partner Center by {due_day}.",
				ask:     "Ask {owner} by {due_day} for auto-renew and the action at the end of the term.",
			},
		},
		"date-conflict": {
			title: "Two different end dates",
			fires: "The end as a date and the end as a date-time name different days; the earlier one is used.",
			sentences: sentences{
				message: "The source gives two ends for {offer}: {commitment_end} and {commitment_end_at}; {E} is used.",
				action:  "Look up the true end in Partner Center and correct the source.",
			},
		},
		"grace-open": {
			title: "Expired, can still be replaced in time",
			fires: "A subscription has expired and is not replaced; the time until it is disabled runs.",
			sentences: sentences{
				message: "{offer} ({quantity} seats) expired after {E} and is not replaced; people can work until {cover_by}.",
				action:  "Have the replacement active by {cover_by}; the data goes after {data_until}.",
			},
			variants: map[string]sentences{
				"no-access": {
					message: "{offer} ({quantity} seats) expired after {E} and is not replaced; nobody can work with it.",
					action:  "Provision the replacement at once; the data goes after {data_until}.",
				},
			},
		},
		"grace-missed": {
			title: "Disabled, data still there",
			fires: "A subscription is disabled and not replaced; its data will be deleted.",
			sentences: sentences{
				message: "{offer} ({quantity} seats) is disabled since its end on {E} and not replaced; the data goes after {data_until}.",
				action:  "Provision the replacement or save the data by {data_until}.",
			},
		},
		"data-deleted": {
			title: "Deleted without a replacement",
			fires: "A subscription that was to be moved is deleted and was not replaced.",
			sentences: sentences{
				message: "{offer} ({quantity} seats) is deleted and was not replaced; its data is lost.",
				action:  "Tell the customer, restore from a backup of their own, and buy anew.",
			},
		},
		"suspended-billed": {
			title: "Suspended, still billed",
			fires: "A suspended subscription of new commerce is billed until the end of its term.",
			sentences: sentences{
				message: "{offer} is suspended since {status_since}: nobody can use it, and it is billed until {E}.",
				action:  "Reactivate it, or accept the cost until {E}; suspending does not stop the billing.",
				ask:     "Ask {owner} to reactivate it, or accept the cost until {E}; suspending does not stop the billing.",
			},
		},
		"suspended-near-end": {
			title: "Suspended, ends soon, nothing replaces it",
			fires: "A suspended subscription comes to its end and no replacement is named or found.",
			sentences: sentences{
				message: "{offer} ({quantity} seats) is suspended and ends on {E} without a replacement; its data goes after {data_until}.",
				action:  "Provision the replacement by {due_day}, or have it reactivated before the term ends.",
			},
		},
		"legacy-suspended": {
			title: "Suspended legacy subscription",
			fires: "A suspended subscription of the older catalogue is deleted after 90 days.",
			sentences: sentences{
				message: "{offer} of the older catalogue is suspended since {status_since} and will be deleted after {due_day}.",
				action:  "Reactivate it or save its data by {due_day}.",
				ask:     "Ask {owner} to reactivate it, or save its data, by {due_day}.",
			},
		},
		"cancelled-backup": {
			title: "Cancelled in its window, backup possible",
			fires: "A subscription was cancelled in its window; for a week an administrator can still save the data.",
			sentences: sentences{
				message: "{offer} was cancelled on {status_since} and is not replaced; an administrator can save its data until {due_day}.",
				action:  "Have the customer's administrator save the data by {due_day}.",
			},
		},
	}
}
