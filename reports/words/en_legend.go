package words

// englishMeanings explains the words of the report for its legend.
func englishMeanings() map[string]string {
	return map[string]string{
		"column/due_day":         "The last day on which acting helps. It is a calendar day in UTC.",
		"column/days_left":       "The days from the run's as-of day to the due day; negative once the due has passed.",
		"column/E":               "The last day of the paid term.",
		"column/cover_by":        "The last day on which people can still work: by then the replacement has to be active.",
		"column/exposure_amount": "What it costs if nobody acts, in the currency of the subscription. Empty where a price is missing.",
		"column/owner":           "Who can change the subscription, and so has to act.",

		"severity/critical": "Service, data or a whole unwanted term is lost if nobody acts.",
		"severity/high":     "Money is lost, or the move is blocked.",
		"severity/medium":   "A decision or a check is due.",
		"severity/low":      "Worth knowing.",
		"severity/info":     "For information only.",

		"urgency/overdue": "The due has passed. White on a dark ground.",
		"urgency/7":       "At most a week is left. Bold on a medium ground.",
		"urgency/30":      "At most 30 days are left. On a light ground.",
		"urgency/later":   "More than 90 days are left.",
		"urgency/none":    "There is no day by which to act.",

		"delta/new":           "Found by this run for the first time.",
		"delta/changed":       "Known before, but its severity, owner, due, outcome or facts are no longer the same.",
		"delta/unchanged":     "Known before and still the same.",
		"delta/reopened":      "Was resolved once and has come back.",
		"delta/not_evaluated": "Kept from an earlier run, because the data of its tenant is old or incomplete.",

		"outcome/renew":   "A new term begins.",
		"outcome/est":     "The subscription goes on month by month at a surcharge.",
		"outcome/cancel":  "The subscription ends at once, without a grace.",
		"outcome/grace":   "The subscription expires; a free grace may follow.",
		"outcome/unknown": "The data does not say.",
	}
}
