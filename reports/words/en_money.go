package words

import "handover/reconcile"

// englishMoney words the jobs billing, transfers, usage and data-quality.
func englishMoney() map[reconcile.Code]phrases {
	return map[reconcile.Code]phrases{
		"double-billing": {
			title: "Old and new are both paid",
			fires: "A subscription is replaced and still paid at the same time.",
			sentences: sentences{
				message: "{offer} is replaced since {target_start} and still paid until {E}: {overlap_days} days are paid twice.",
				action:  "Plan the next replacements closer to the end of the term; there is no refund for this one.",
			},
			variants: map[string]sentences{
				"goes-on": {
					message: "{offer} is replaced since {target_start} but goes on after {E} ({outcome}): both are paid.",
					action:  "Schedule a cancel for the end of the term by {due_day}.",
					ask:     "Ask {owner} to schedule a cancel for the end of the term by {due_day}.",
				},
			},
		},
		"est-running-duplicate": {
			title: "Extended term runs beside the replacement",
			fires: "A subscription runs in a paid extended term although its replacement is active.",
			sentences: sentences{
				message: "{offer} runs in a paid extended service term although its replacement is active since {target_start}.",
				action:  "Cancel the extended term now; it is prorated.",
				ask:     "Ask {owner} to cancel the extended term now; it is prorated.",
			},
		},
		"credit-candidate": {
			title: "Credit may be possible",
			fires: "A subscription bought directly from Microsoft has paid time left, for which Microsoft may give credit.",
			sentences: sentences{
				message: "{offer} was bought directly from Microsoft and is paid until {E}; credit for the rest may be possible.",
				action:  "Ask Microsoft 365 billing support for the credit on the customer's behalf.",
				ask:     "Let the customer ask Microsoft 365 billing support for the credit; without delegated administration we cannot.",
			},
		},
		"no-refund": {
			title: "Cancelling now gives no refund",
			fires: "A move plans to cancel at once, but the cancellation window is over.",
			sentences: sentences{
				message: "{offer} is to be cancelled at once, but its cancellation window is over: the rest of the term is not refunded.",
				action:  "Change the route of the move, and let the subscription end on {E} instead.",
			},
		},
		"transfer-expiring": {
			title: "Transfer request is pending",
			fires: "A partner transfer request waits to be answered and expires.",
			sentences: sentences{
				message: "Transfer request {transfer} of {tenant} (subscriptions in it: {items}) is pending and expires on {due}.",
				action:  "Add the items and submit the request before {due}.",
				ask:     "Ask {owner} to add the items and submit the request before {due}.",
			},
		},
		"transfer-ended": {
			title: "Transfer request came to nothing",
			fires: "The latest transfer request of a planned partner transfer was rejected, cancelled or has expired.",
			sentences: sentences{
				message: "{offer} is planned as partner transfer, but its latest request {transfer} {transfer_status}.",
				action:  "Create a new request by {E}, or choose another route.",
			},
		},
		"transfer-blocks-change": {
			title: "Transfer request blocks a change",
			fires: "A subscription needs a change, but a running transfer request locks it.",
			sentences: sentences{
				message: "Transfer request {transfer} locks {offer}, for which something has to be changed ({blocked}).",
				action:  "Complete or cancel the request by {due_day}, so that the change can be made.",
			},
		},
		"transfer-not-available": {
			title: "Route does not exist",
			fires: "The route of a move does not exist for where the subscription was bought.",
			sentences: sentences{
				message: "The route {route} does not exist for {offer}, which was bought through {channel}.",
				action:  "Choose another route for the move.",
			},
		},
		"transfer-ineligible": {
			title: "Cannot be transferred",
			fires: "A subscription is planned as partner transfer but is not eligible for one.",
			sentences: sentences{
				message: "{offer} is planned as partner transfer, which is not possible: {obstacle}.",
				action:  "Remove the obstacle, or choose another route for the move.",
			},
		},
		"azure-recreate": {
			title: "Azure has to be created anew",
			fires: "A usage-based subscription comes from another channel and cannot be switched.",
			sentences: sentences{
				message: "{offer} is usage-based and was bought through {channel}: it cannot be switched to us.",
				action:  "Create a new Azure subscription, move the resources, then cancel the old services.",
			},
		},
		"azure-switch": {
			title: "Azure can be switched",
			fires: "A usage-based subscription comes from another CSP partner and can be switched.",
			sentences: sentences{
				message: "{offer} is usage-based and billed by another partner ({seller}): it can be switched to us.",
				action:  "Request the switch of the Azure subscription from that partner.",
			},
		},
		"unknown-value": {
			title: "Value outside its list",
			fires: "A column holds a value that is not in its list; the rows are kept.",
			sentences: sentences{
				message: "The column {column} of {tenant} holds {value}, which is not a known value (rows: {rows}).",
				action:  "Correct the value in the data source, or check whether it is new.",
			},
			variants: map[string]sentences{"withheld": {message: "The column {column} of {tenant} holds a value that is not known (rows: {rows})."}},
		},
		"invalid-row": {
			title: "Row makes no sense",
			fires: "A row can be read but contradicts itself; it is kept.",
			sentences: sentences{
				message: "Data of {tenant} makes no sense ({subject}).",
				action:  "Correct the row in its data source.",
			},
			variants: map[string]sentences{
				"negative-seats": {message: "{offer} has {quantity} seats, which cannot be."},
				"end-before-start": {
					message: "{offer} ends on {E}, before the start of its term on {term_start}.",
				},
				"no-end-date": {
					message: "{tenant} has rows from {source} without an end date (rows: {rows}): nothing can be scheduled for them.",
					action:  "Deliver the end dates, or import a source that has them.",
				},
			},
		},
	}
}
