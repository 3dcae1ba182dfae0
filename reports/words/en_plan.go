package words

import "handover/reconcile"

func englishSteps() map[reconcile.StepKind]stepPhrases {
	return map[reconcile.StepKind]stepPhrases{
		reconcile.StepCreateRequest: {
			label: "Create the transfer request",
			line:  "Create partner transfer request {request}, which takes {offer} ({subscription}) over.",
			ask:   "Ask {owner} to create partner transfer request {request}, which takes {offer} ({subscription}) over.",
		},
		reconcile.StepAcceptRequest: {
			label: "Submit the transfer request",
			line:  "Add {offer} ({subscription}) to partner transfer request {request} and submit it.",
			ask:   "Ask {owner} to add {offer} ({subscription}) to partner transfer request {request} and to submit it.",
		},
		reconcile.StepOrder: {
			label: "Order the replacement",
			line:  "Order {offer} (seats: {seats}) to replace the source ({subscription}).",
			ask:   "Ask {owner} to order {offer} (seats: {seats}) to replace the source ({subscription}).",
		},
		reconcile.StepChannelTransfer: {
			label: "Renew by channel transfer",
			line:  "Renew {offer} ({subscription}) by channel transfer from the Enterprise Agreement into CSP.",
			ask:   "Ask {owner} to renew {offer} ({subscription}) by channel transfer from the Enterprise Agreement into CSP.",
		},
		reconcile.StepAzureSwitch: {
			label: "Switch the Azure partner",
			line:  "Request the switch of {offer} ({subscription}) to us from the partner that bills it.",
			ask:   "Ask {owner} to request the switch of {offer} ({subscription}) from the partner that bills it.",
		},
		reconcile.StepAzureRecreate: {
			label: "Create Azure anew",
			line:  "Create a new Azure subscription for {offer} ({subscription}) and move the resources.",
			ask:   "Ask {owner} to create a new Azure subscription for {offer} ({subscription}), and move the resources.",
		},
		reconcile.StepVerify: {
			label: "Verify the replacement",
			line:  "Verify that the replacement of {offer} ({subscription}) is active and has its seats: {seats}.",
		},
		reconcile.StepSetCancel: {
			label: "Set Cancel at the source",
			line:  "Schedule a cancel of {offer} ({subscription}) for the end of its term.",
			ask:   "Ask {owner} to schedule a cancel of {offer} ({subscription}) for the end of its term.",
		},
		reconcile.StepAutoRenewOff: {
			label: "Switch auto-renew off",
			line:  "Switch auto-renew of {offer} ({subscription}) off, so that it expires at the end of its term.",
			ask:   "Ask {owner} to switch auto-renew of {offer} ({subscription}) off, so that it expires at the end of its term.",
		},
		reconcile.StepCancelEST: {
			label: "End the extended term",
			line:  "Cancel the extended term of {offer} ({subscription}).",
			ask:   "Ask {owner} to cancel the extended term of {offer} ({subscription}).",
		},
		reconcile.StepCancelNow: {
			label: "Cancel the source at once",
			line:  "Cancel {offer} ({subscription}) while it can still be cancelled.",
			ask:   "Ask {owner} to cancel {offer} ({subscription}) while it can still be cancelled.",
		},
		reconcile.StepCancelAzure: {
			label: "Cancel the old services",
			line:  "Cancel the old services of {offer} ({subscription}).",
			ask:   "Ask {owner} to cancel the old services of {offer} ({subscription}).",
		},
	}
}

func englishRoutes() map[reconcile.Route]string {
	return map[reconcile.Route]string{
		reconcile.RouteAuto: "automatic", reconcile.RouteRebuy: "buy again", reconcile.RouteCancelNow: "cancel now",
		reconcile.RoutePartnerTransfer: "partner transfer", reconcile.RouteChannelTransfer: "channel transfer",
		reconcile.RouteAzureSwitch: "Azure switch", reconcile.RouteAzureRecreate: "Azure recreate",
	}
}

func englishObstacles() map[reconcile.ObstacleCode]alternatives {
	return map[reconcile.ObstacleCode]alternatives{
		reconcile.ObstacleTenantLimit: {
			usual:   "From {day} on the tenant would have {count} licence-based subscriptions, where {limit} are allowed; on the worst day {excess} too many.",
			special: "With the orders that have no day the tenant would have {count} licence-based subscriptions, where {limit} are allowed: {excess} too many.",
		},
		reconcile.ObstacleSeatPool: {
			usual:   "From {day} on the tenant would have {count} seats of {subject}, where {limit} are allowed; on the worst day {excess} too many.",
			special: "With the orders that have no day the tenant would have {count} seats of {subject}, where {limit} are allowed: {excess} too many.",
		},
		reconcile.ObstacleRoute: {
			usual: "The move of {subscription} cannot take its route ({route}): {obstacle}.",
		},
		reconcile.ObstacleSourceUnknown: {
			usual: "The move cannot be planned: its source {subscription} is not in the data, or not any more. Import it, or close the move (status done or dropped).",
		},
		reconcile.ObstacleSourceTwice: {
			usual: "The move is not planned: another open move has the same source {subscription}.",
		},
	}
}

func englishAgainst() map[reconcile.Against]string {
	return map[reconcile.Against]string{
		reconcile.AgainstChannel: "it was bought where this route does not exist", reconcile.AgainstOtherTenant: "it moves to another tenant",
		reconcile.AgainstOurs: "it is sold by us already", reconcile.AgainstOtherRequest: "it is in a request of another partner",
		reconcile.AgainstKind: "it is another kind of product", reconcile.AgainstWindow: "its cancellation window is over",
		reconcile.AgainstUnknownRoute:        "there is no such route",
		reconcile.Against(reconcile.Usage):   "it is usage-based",
		reconcile.Against(reconcile.Legacy):  "it is of the older catalogue",
		reconcile.Against(reconcile.Expired): "it has expired", reconcile.Against(reconcile.Suspended): "it is suspended",
		reconcile.Against(reconcile.Software): "it is software", reconcile.Against(reconcile.Disabled): "it is disabled",
		reconcile.Against(reconcile.Deleted): "it is deleted",
	}
}

func englishRemedies() map[reconcile.RemedyCode]remedyPhrases {
	return map[reconcile.RemedyCode]remedyPhrases{
		reconcile.RemedyRoute: {usual: "Ask for another route ({route}), or leave the route open."},
		reconcile.RemedyTransfer: {
			usual: "Take the partner or channel transfer wherever it is possible ({n} moves).",
			one:   "Take the partner or channel transfer wherever it is possible ({n} move).",
		},
		reconcile.RemedySeats: {
			usual: "Order no more seats than are assigned ({n} moves).",
			one:   "Order no more seats than are assigned ({n} move).",
		},
		reconcile.RemedyLapse: {
			usual: "Switch auto-renew off without a cancel, and order within the free grace ({n} moves).",
			one:   "Switch auto-renew off without a cancel, and order within the free grace ({n} move).",
		},
		reconcile.RemedyFree: {
			usual: "End {n} other subscriptions first.", one: "End {n} other subscription first.",
			seats: "Give back {n} seats first.", oneSeat: "Give back {n} seat first.",
		},
	}
}

// englishFacts names what can differ about a finding.
func englishFacts() map[string]string {
	return map[string]string{
		"severity": "severity", "owner": "who acts", "due": "due", "outcome": "at the end of the term", "assumptions": "assumptions",
		"auto_renew": "auto-renew", "blocked": "blocked", "cancellable_until": "can be cancelled until", "channel": "bought through",
		"commitment_end": "term ends", "commitment_end_at": "term ends (second field)", "country": "country",
		"delegated_admin": "delegated administration", "difference": "difference in seats", "end_of_term": "scheduled action",
		"expected_end": "end that the move expects", "gap_days": "days of the gap", "gap_from": "gap begins", "gap_to": "gap ends",
		"items": "items", "needed": "seats needed", "obstacle": "obstacle", "on_sale_until": "on sale until",
		"partner_country": "our market", "planned": "planned subscriptions", "planned_seats": "planned seats", "quantity": "seats",
		"reason": "reason", "relationship": "relationship", "renewable_until": "renewable until", "requests": "transfer requests",
		"route": "route", "running": "extended term runs", "seats": "seats", "status_since": "status since", "target": "replacement",
		"target_offer": "offer of the replacement", "target_seats": "seats of the replacement", "target_start": "replacement starts",
		"target_tenant": "tenant of the replacement", "term_start": "term starts", "transfer_status": "transfer request",
		"unassigned": "unassigned seats",
	}
}
