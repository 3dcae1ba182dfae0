package words

import (
	"handover/reconcile"
	"handover/reconcile/rules"
)

func englishReasons() map[reconcile.Reason]string {
	return map[reconcile.Reason]string{
		reconcile.ReasonNotRunning:     "it is neither active nor pending",
		reconcile.ReasonAction:         "an action is scheduled for the end of the term",
		reconcile.ReasonUnknownAction:  "the action scheduled for the end of the term is not a known one",
		reconcile.ReasonInEST:          "it is already in an extended term, which goes on",
		reconcile.ReasonAutoRenewOn:    "auto-renew is on and nothing else is scheduled",
		reconcile.ReasonAutoRenewOff:   "auto-renew is off and the free grace applies",
		reconcile.ReasonESTMatrix:      "auto-renew is off, nothing is scheduled, and the term is in scope of extended terms",
		reconcile.ReasonStartUnknown:   "auto-renew is off, and without the start of the term it is open whether an extended term follows",
		reconcile.ReasonNoActionField:  "auto-renew is off, and the source cannot show whether an action is scheduled",
		reconcile.ReasonAutoRenewBlank: "the source does not say whether auto-renew is on",
	}
}

func englishAnswers() map[rules.Why]string {
	return map[rules.Why]string{
		rules.WhyFires:        "it applies",
		rules.WhyKind:         "the rule does not look at this kind of product",
		rules.WhyNotSource:    "no open move names it as its source",
		rules.WhyNotConcerned: "it is neither the source of a move nor sold by us",
		rules.WhyNotOurs:      "it is not sold by us",
		rules.WhyIsSource:     "it is to be moved, and the rule is about what stays",
		rules.WhyOutcome:      "something else happens at the end of its term",
		rules.WhyByDefault:    "nobody chose the extended term",
		rules.WhyByChoice:     "somebody chose it",
		rules.WhyStatus:       "it is in another state",
		rules.WhyNotNear:      "it is not near enough yet",
		rules.WhyNoEnd:        "its end is not known, or never comes",
		rules.WhyCovered:      "its replacements are in place",
		rules.WhyNotCovered:   "no replacement is in place",
		rules.WhyHasTarget:    "a replacement is named or found",
		rules.WhyNoTarget:     "no replacement is named or found",
		rules.WhyTargetFits:   "the replacement is in order",
		rules.WhyConsistent:   "the facts agree with each other",
		rules.WhyTerm:         "its term has another length",
		rules.WhyNotTrial:     "it is not a trial",
		rules.WhyWindow:       "the cancellation window does not allow it",
		rules.WhyNotRenewed:   "it ends when its move expects it to",
		rules.WhyOnSale:       "the offer is still sold, or not in the catalogue",
		rules.WhyPlatform:     "it was bought elsewhere",
		rules.WhyRoute:        "the move takes another route",
		rules.WhySameTenant:   "the move stays in its tenant",
		rules.WhyNotStarted:   "no replacement has started yet",
		rules.WhyOverlap:      "both are paid for a few days only",
		rules.WhyNoRequest:    "there is no transfer request that matters",
		rules.WhyPast:         "the time for it is over",
		rules.WhyNoSuch:       "nothing of the kind was found",
	}
}

// englishValues words the codes that evidence carries into sentences.
func englishValues() map[string]map[string]string {
	return map[string]map[string]string{
		"term": {
			string(reconcile.Monthly): "one month", string(reconcile.Annual): "one year", string(reconcile.Triennial): "three years",
		},
		"end_of_term": {
			string(reconcile.ActionRenew): "a new term", string(reconcile.ActionEST): "an extended term",
			string(reconcile.ActionCancel): "cancel",
		},
		"relationship": {
			string(reconcile.NoRelationship): "none", string(reconcile.AdvisorRelation): "advisor",
			string(reconcile.SyndicationOf): "syndication", string(reconcile.MicrosoftSupport): "Microsoft support",
		},
		"channel": {
			string(reconcile.CSP): "CSP", string(reconcile.WebDirect): "Microsoft directly",
			string(reconcile.EA): "an Enterprise Agreement", string(reconcile.MCAE): "an enterprise customer agreement",
			string(reconcile.Open): "Open", string(reconcile.Advisor): "an advisor",
			string(reconcile.Syndication): "a syndication partner", "": "an unknown channel",
		},
		"transfer_status": {
			string(reconcile.TransferReject): "was rejected", string(reconcile.TransferCancel): "was cancelled",
			string(reconcile.TransferExpired): "has expired",
		},
	}
}

func englishColumns() map[string]string {
	return map[string]string{
		"id":                "Id",
		"code":              "Code",
		"job":               "Job",
		"severity":          "Severity",
		"urgency":           "Urgency",
		"delta":             "Change",
		"tenant_id":         "Tenant id",
		"tenant_name":       "Tenant",
		"subscription_id":   "Subscription id",
		"subject":           "Subject",
		"offer_id":          "Offer id",
		"offer_name":        "Offer",
		"quantity":          "Seats",
		"owner":             "Who acts",
		"due":               "Due ({zone})",
		"due_day":           "Due day (UTC)",
		"days_left":         "Days left",
		"message":           "What is wrong",
		"action":            "What to do",
		"exposure_amount":   "Exposure",
		"exposure_currency": "Currency",
		"exposure_basis":    "How the exposure is counted",
		"E":                 "Term ends (UTC)",
		"outcome":           "Then",
		"cover_by":          "Cover by (UTC)",
		"evidence":          "Evidence",
		"assumptions":       "Assumptions",
		"sources":           "Sources",
		"state":             "State",
		"previous_due":      "Due before ({zone})",
		"first_seen":        "First seen ({zone})",
		"last_seen":         "Last seen ({zone})",
		"status":            "Status",
		"reason":            "Reason",
		"subscriptions":     "Subscriptions",
		"data_age_hours":    "Age of data in hours",
		"seats":             "Seats",
		"with_findings":     "With a finding",
		"change_details":    "What changed",
		"title":             "What it is",
		"asker":             "Who may ask",
		"request":           "What to ask for",
		"paid_until":        "Paid until (UTC)",
		"unused_value":      "Unused value",
		"requested_on":      "Requested on",
		"reference":         "Reference",
		"answered_on":       "Answered on",
		"credited":          "Amount credited",
		"kind":              "Kind",
		"how_to_list":       "How to list them",
		"step":              "Step",
		"route":             "Route",
		"plan_day":          "Planned for (UTC)",
		"last_safe_day":     "Last safe day (UTC)",
		"last_safe":         "Last safe ({zone})",
		"margin_days":       "Margin in days",
		"transfer_request":  "Request number",
		"transfer_id":       "Transfer request",
		"target_tenant_id":  "Target tenant id",
		"meaning":           "What it means",
	}
}

func englishLabels() Labels {
	return Labels{
		Title: "Handover report of run {run}", Summary: "Summary", Coverage: "Coverage", Resolved: "Resolved",
		Continues: "{count} more are in the full report.", NoFindings: "Nothing to do: there is no open finding.",
		Pair: "{label}: {value}", Then: "{before}; {next}",
		Run: "Run", AsOf: "As of ({zone})", StartedAt: "Started ({zone})", FinishedAt: "Finished ({zone})",
		Status: "Status", StartedBy: "Started by", By: "By", Reason: "Reason", Jobs: "Jobs",
		Policy: "Policy version", Version: "Program version", Cut: "Shows a part only",
		Tenants: "Tenants", Evaluated: "Evaluated", NotEvaluated: "Not evaluated", Subscriptions: "Subscriptions",
		Findings: "Findings", NoLonger: "resolved", Suppressed: "suppressed",
		Changes: "Changes since the run before", BySeverity: "By severity", ByUrgency: "By urgency", ByOwner: "By who acts",
		ByJob: "By job", ByCode: "By code", Exposure: "Exposure", Totals: "Control totals", Routine: "Routine, no findings",
		Silenced: "Silenced by other findings", Amount: "Amount", Currency: "Currency", Count: "Number",
		SheetChanges: "Changes", SheetActions: "Actions", SheetMoney: "Money", SheetCredits: "Credits",
		SheetPlan: "Plan", SheetRoutine: "Routine", SheetLegend: "Legend",
		AllJobs: "all", Columns: "Column", DataAge: "Age of the data", DataAgeHours: "{hours} h",
		PerWeek: "Findings due per week", ExposureIn: "Exposure by code, in {currency}",
		ByRun: "Counted by the run", InReport: "In this report", Difference: "Difference", ExposureOf: "Exposure in {currency}",
		DueMoved: "The due moved from {before} to {now}.", FactsChanged: "The facts behind it changed, its due did not.",
		NoChange: "Nothing has changed since the run before.", NoneOfJob: "No finding of this job.",
		NoExposure: "No finding has an amount.", NoCredit: "There is no credit to ask for.",
		NoTenant: "The run looked at no tenant.", WithoutAmounts: "without amounts", OldData: "from data that is old or incomplete",
		MostUrgent: "Most urgent", DaysLeft: "in {days} days", DaysAgo: "{days} days ago", Today: "today",
		Tomorrow: "tomorrow", Yesterday: "yesterday",

		Skip: "Skip to the actions", OnThisPage: "On this page", Actions: "Actions", Heat: "Due in the next 90 days",
		Weekdays: "Mo Tu We Th Fr Sa Su", AsTable: "As a table", WhatChanged: "What has changed",
		Search: "Search", All: "all", ShowAll: "Show all", Matches: "{shown} of {count} shown",
		LeftOut:  "{shown} of {count} are shown here. The formats xlsx, csv, json and ndjson hold all of them.",
		ByTenant: "By tenant", WholeTenant: "The tenant as a whole", Assumptions: "Assumptions",

		Trend: "Trend", TrendSays: "{runs} runs from {from} to {to}. Findings: {before} at first, {now} now.",
		TrendShort: "There is no trend yet: it takes two runs over all tenants and jobs.",
		TrendCut:   "Only a report that leaves nothing out shows the trend.", TrendWithout: "This run covered only a part and is not shown in the trend.",
		TrendBackfill: "A backfill stands beside the history of the runs and has no trend.",

		NextSteps: "Next steps", StepsSoon: "Steps that are overdue or planned for the next {days} days",
		NoStepsSoon: "No step is overdue or planned for the next {days} days.", NoSteps: "No move has a step left.",
		PlannedSteps: "Planned steps", Obstacles: "Obstacles", Obstacle: "Obstacle", StepsOverdue: "of them overdue", WaysOut: "Ways out",
		LastSafe: "Last safe day", PlanLeftOut: "{shown} of {count} are shown here. The formats xlsx, json and ndjson hold the whole plan.",

		DueOf: "Due: {what}", Term: "Term", TermEnds: "Term ends", GoesOn: "Goes on by itself", Grace: "Grace", CoverBy: "Cover by", Gap: "Gap",
		GapStarts: "Gap begins", GapEnds: "Gap ends", DataUntil: "Data is kept until", TargetStarts: "Replacement starts",
		ExpectedEnd: "End that the move expects", CancelBy: "Can be cancelled until", Margin: "Until the last safe day",
		StepBrings: "Step that brings the replacement", StepChecks: "Step that verifies it", StepEnds: "Step that ends the source",

		CalendarName: "Handover: due days", EventSummary: "{count} due: {tenant} ({worst})", EventGone: "No longer due: {tenant}",
		EventMore: "… and {count} more", DaysLeftOut: "{count} less urgent days are left out.",
	}
}
