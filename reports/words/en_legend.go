package words

// englishMeanings explains the words of the report for its legend.
func englishMeanings() map[string]string {
	return map[string]string{
		"column/due_day":         "The last day on which acting helps. It is a calendar day in UTC.",
		"column/days_left":       "The days from the run's as-of day to the due day; negative once the due day has passed.",
		"column/E":               "The last day of the paid term.",
		"column/cover_by":        "The last day on which people can still work: by then the replacement has to be active.",
		"column/exposure_amount": "The money that a finding is about, in the currency of the subscription: what is paid or lost if nobody acts, a credit to be gained, or what a subscription of ours is worth in a year. How it is counted stands beside it and tells which. Empty where a price is missing.",
		"column/owner":           "Who can change the subscription, and so has to act.",
		"column/plan_day":        "The day for which a step is planned, so that nothing is lost and little is paid twice. Of an obstacle the first day on which it shows.",
		"column/last_safe_day":   "The last day on which the step still helps. Where it ends within the day, a column of its own says when.",
		"column/margin_days":     "The days from the order, the transfer or the switch to its last safe day.",

		"severity/critical": "Service, data or a whole unwanted term is lost if nobody acts.",
		"severity/high":     "Money is lost, or the move is blocked.",
		"severity/medium":   "A decision or a check is due.",
		"severity/low":      "Worth knowing.",
		"severity/info":     "For information only.",

		"urgency/overdue": "The due date has passed. White on a dark ground.",
		"urgency/1":       "At most one day is left. Bold on a medium ground.",
		"urgency/3":       "At most 3 days are left. Bold on a medium ground.",
		"urgency/7":       "At most a week is left. Bold on a medium ground.",
		"urgency/14":      "At most 14 days are left. On a light ground.",
		"urgency/30":      "At most 30 days are left. On a light ground.",
		"urgency/60":      "At most 60 days are left.",
		"urgency/90":      "At most 90 days are left.",
		"urgency/later":   "More than 90 days are left.",
		"urgency/none":    "There is no day by which to act.",

		"delta/new":               "Found by this run for the first time.",
		"delta/changed":           "Known before, but its severity, owner, due, outcome or facts are no longer the same.",
		"delta/unchanged":         "Known before, with the same severity, owner, due, outcome and facts. Seats and names may have moved; they alone do not make a finding changed.",
		"delta/unchanged/amounts": "Known before, with the same severity, owner, due, outcome and facts. Amounts, seats, prices and names may have moved; they alone do not make a finding changed.",
		"delta/reopened":          "Was resolved once and has come back.",
		"delta/not_evaluated":     "Kept from an earlier run, because the data of its tenant is old or incomplete.",
		"delta/resolved":          "Open in the run before and no longer found. The reason stands beside it.",
		"delta/suppressed":        "Counts the findings that are acknowledged or snoozed, which also stand among the unchanged and the not evaluated ones, and those that another finding has replaced since this run.",

		"state/acknowledged": "Somebody has taken note of it. It opens again after the agreed day, or as soon as it changes.",
		"state/snoozed":      "Somebody has put it off. It is open again after a day that was set, or as soon as it changes.",

		"resolved/renewed":      "The subscription has gone on into a later term.",
		"resolved/moved":        "The move of the subscription is done.",
		"resolved/cancelled":    "The subscription was cancelled, or has left the data before its last day.",
		"resolved/ended":        "The last day of the subscription has passed.",
		"resolved/fixed":        "The cause of the finding is gone.",
		"resolved/out-of-scope": "The subscription is neither ours nor the source of an open move any more.",

		"outcome/renew":   "A new term begins.",
		"outcome/est":     "The subscription goes on month by month at a surcharge.",
		"outcome/cancel":  "The subscription ends at once, without a grace.",
		"outcome/grace":   "The subscription expires; a free grace may follow.",
		"outcome/unknown": "The data does not say.",

		"step/obstacle":         "Makes the plan impossible as it is asked for. Each of the ways out is enough by itself. White on a dark ground.",
		"step/overdue":          "In the plan: the planned day or the last safe moment of the step has passed. White on a dark ground.",
		"step/create-request":   "We ask the partner who sold the source for its transfer. Sources that end together go into one request.",
		"step/accept-request":   "The partner who sold the source puts it into the request and submits that; a transfer keeps term and seats.",
		"step/order":            "The replacement is bought, with the seats of the source. Until the source ends both are paid.",
		"step/channel-transfer": "A subscription of an Enterprise Agreement goes on as one of CSP.",
		"step/azure-switch":     "The usage-based subscription stays as it is; only the partner who bills it changes.",
		"step/azure-recreate":   "What cannot be switched is created anew, and its resources are moved.",
		"step/verify":           "Nothing is done at the source before its replacement is known to be active, with enough seats.",
		"step/set-cancel":       "The source ends with its last paid day, instead of going on or renewing. The choice can be changed until then.",
		"step/auto-renew-off":   "The source expires after its last paid day; the free grace that follows is a safety net.",
		"step/cancel-est":       "The extended term, which is paid month by month, is not needed any more.",
		"step/cancel-now":       "The source is cancelled within its cancellation window; what is left of the term is not paid.",
		"step/cancel-azure":     "The old usage-based services stop costing.",
	}
}
