package words

import "handover/reconcile"

// englishMoves words the jobs tenant-limits, readiness and continuity.
func englishMoves() map[reconcile.Code]phrases {
	return map[reconcile.Code]phrases{
		"tenant-limit-exceeded": {
			title: "Too many subscriptions in the tenant",
			fires: "The subscriptions of a tenant and the planned new ones together pass the tenant's limit.",
			sentences: sentences{
				message: "{tenant} has {certain} subscriptions and {planned} more are planned: {total} pass the limit of {limit}.",
				action:  "Let old subscriptions end before the new ones are bought, or use partner transfer.",
			},
			variants: map[string]sentences{
				"doubled": {
					message: "{tenant} has {certain} subscriptions and {planned} more are planned: {total} pass the limit of {limit}; {to_duplicate} active ones would be duplicated.",
					action:  "Do not duplicate more than {doubled_limit}: use partner transfer, or end and buy again in batches.",
				},
			},
		},
		"tenant-limit-possible": {
			title: "Perhaps too many subscriptions in the tenant",
			fires: "Only if expired and disabled subscriptions count does the tenant pass its limit.",
			sentences: sentences{
				message: "{tenant} has {certain} subscriptions, {possible} expired or disabled ones and {planned} planned: {total} would pass the limit of {limit}.",
				action:  "Buy the planned ones early, in small steps, and keep partner transfer ready.",
			},
		},
		"seat-pool-exceeded": {
			title: "Too many seats of a capped product",
			fires: "A product that is capped per tenant has more seats than allowed, planned ones included.",
			sentences: sentences{
				message: "{offer} in {tenant}: {seats} seats and {planned_seats} planned make {total}, the cap is {cap}.",
				action:  "Reduce the old seats before the new ones are bought, or plan another product.",
			},
			variants: map[string]sentences{
				"today": {
					message: "{offer} in {tenant} has {seats} seats, the cap is {cap}.",
					action:  "Check the seats of all partners in this tenant; no more can be bought.",
				},
			},
		},
		"transfer-batches": {
			title: "More than one transfer request needed",
			fires: "More items are planned as partner transfer than one request can hold.",
			sentences: sentences{
				message: "{items} items of {tenant} are planned as partner transfer: that takes {requests} requests of at most {items_per_request}.",
				action:  "Create {requests} transfer requests.",
			},
		},
		"region-mismatch": {
			title: "Customer in another market",
			fires: "The tenant's country is not in the partner's market.",
			sentences: sentences{
				message: "{tenant} is in {country}, which is not in our market ({partner_country}): we cannot sell to it.",
				action:  "Stop the move, or let a partner of that market take it over.",
			},
			variants: map[string]sentences{
				"unknown": {
					message: "The country of {tenant} is not known; we can sell in the market of {partner_country} only.",
					action:  "Look up the tenant's country and import it.",
				},
			},
		},
		"relationship-missing": {
			title: "No reseller relationship",
			fires: "A tenant with open moves has no reseller relationship with us.",
			sentences: sentences{
				message: "Our relationship with {tenant} is {relationship}, not reseller: nothing can be sold to it.",
				action:  "Send the reseller invitation now; a Global admin of the customer has to accept it.",
			},
			variants: map[string]sentences{
				"unknown": {
					message: "Whether {tenant} has accepted a reseller relationship with us is not known.",
					action:  "Look up the relationship in Partner Center, and send the invitation if it is missing.",
				},
			},
		},
		"invite-role": {
			title: "Role cannot send the invitation",
			fires: "The person who is to request the relationship has a role that cannot send the invitation.",
			sentences: sentences{
				message: "The invitation of {tenant} is planned with the role {role}, which cannot send it.",
				action:  "Let somebody with the role Admin agent or Sales agent send it.",
			},
		},
		"agreement-missing": {
			title: "Customer agreement not accepted",
			fires: "A tenant with open moves has not accepted the Microsoft Customer Agreement.",
			sentences: sentences{
				message: "{tenant} has not accepted the Microsoft Customer Agreement: nothing can be bought for it.",
				action:  "Have the customer accept the agreement, or record the acceptance in Partner Center.",
			},
		},
		"resale-to-partner": {
			title: "Customer is a CSP partner itself",
			fires: "A tenant with open moves is the transaction tenant of another CSP partner.",
			sentences: sentences{
				message: "{tenant} is itself a CSP partner's tenant: online services cannot be resold to it.",
				action:  "Stop the move, or name another tenant of the customer.",
			},
		},
		"reseller-cannot-act": {
			title: "Only our provider can act",
			fires: "We are an indirect reseller, and partner transfers are made by the provider.",
			sentences: sentences{
				message: "{items} partner transfers of {tenant} are planned, and an indirect reseller cannot make them.",
				action:  "Ask our provider to create the transfer requests.",
			},
		},
		"tenant-to-tenant-data": {
			title: "Data has to be moved to another tenant",
			fires: "A move goes to another tenant, and nobody but the customer moves the data.",
			sentences: sentences{
				message: "{offer} is to be replaced in another tenant ({target_tenant}); its data does not move by itself.",
				action:  "Agree with the customer who migrates the data, and finish while people still have access.",
			},
		},
		"offer-different": {
			title: "Replacement is another offer",
			fires: "A replacement has another offer that is not listed as equivalent.",
			sentences: sentences{
				message: "{offer} is to be replaced by {target_offer}, which is not listed as equivalent.",
				action:  "Plan to reassign the licences by {E}, or list the offers as equivalent in the catalogue.",
			},
		},
		"quantity-mismatch": {
			title: "Number of seats differs",
			fires: "The replacements have fewer seats than needed, or more than the source.",
			sentences: sentences{
				message: "The replacements of {offer} have {target_seats} seats and {needed} are needed: {difference} are missing.",
				action:  "Add {difference} seats by {E}.",
			},
			variants: map[string]sentences{
				"surplus": {
					message: "The replacements of {offer} have {target_seats} seats, {difference} more than the {needed} of the source.",
					action:  "Check with the customer whether the {difference} extra seats are wanted.",
				},
			},
		},
		"offer-discontinued": {
			title: "Offer is no longer sold",
			fires: "A subscription is to be bought again, but its offer is no longer sold.",
			sentences: sentences{
				message: "{offer} is off sale since {on_sale_until} and has no replacement; no equivalent is listed.",
				action:  "Find an equivalent offer with the customer and buy it by {cover_by}.",
			},
			variants: map[string]sentences{
				"equivalent": {
					message: "{offer} is off sale since {on_sale_until} and has no replacement; the catalogue lists an equivalent.",
					action:  "Buy the equivalent offer by {cover_by}.",
				},
			},
		},
		"coverage-gap": {
			title: "Gap between old and new",
			fires: "Replacements exist, but none is active in time and lasts longer than the source.",
			sentences: sentences{
				message: "The replacement of {offer} starts too late: nothing covers {gap_from} to {gap_to} ({gap_days} days).",
				action:  "Let the replacement start by {due_day}.",
			},
			variants: map[string]sentences{
				"next-day": {
					message: "The replacement of {offer} starts only on {gap_from}, a day too late.",
					action:  "Let the replacement start a day earlier, by {due_day}.",
				},
				"open": {
					message: "No replacement of {offer} is active and lasts: nothing covers it from {gap_from} on.",
					action:  "Have a replacement active by {due_day} that ends later than {E}.",
				},
			},
		},
		"move-conflict": {
			title: "Moves contradict each other",
			fires: "A subscription stands in two open moves, or a move names one that was never seen.",
			sentences: sentences{
				message: "The moves of {tenant} contradict each other about {named}.",
				action:  "Correct the moves of this tenant.",
			},
			variants: map[string]sentences{
				"source-twice": {
					message: "Two open moves of {tenant} have the same source {named}.",
					action:  "Drop one of the two moves.",
				},
				"source-unknown": {
					message: "A move of {tenant} names the source {named}, which no import has ever shown.",
					action:  "Correct the id, or import the subscription.",
				},
				"target-twice": {
					message: "Two open moves name the same target {named}.",
					action:  "Give each move a target of its own.",
				},
				"target-unknown": {
					message: "A move of {tenant} names the target {named}, which no import has ever shown.",
					action:  "Correct the id, or import the subscription.",
				},
			},
		},
	}
}
