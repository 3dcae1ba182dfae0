package words

import (
	"maps"

	"handover/reconcile"
)

// english is the English table. It is the one the others are measured by.
func english() *Table {
	findings := englishDates()
	maps.Copy(findings, englishMoves())
	maps.Copy(findings, englishMoney())
	return &Table{
		Language:    "en",
		Labels:      englishLabels(),
		findings:    findings,
		assumptions: englishAssumptions(),
		bases:       englishBases(),
		outcomes: map[reconcile.Outcome]string{
			reconcile.NoOutcome:      "",
			reconcile.Renews:         "renews",
			reconcile.Extends:        "extended term",
			reconcile.Cancels:        "cancelled",
			reconcile.Lapses:         "expires",
			reconcile.OutcomeUnknown: "unknown",
		},
		reasons:  englishReasons(),
		answers:  englishAnswers(),
		coverage: englishCoverage(),
		statuses: map[bool]string{true: "evaluated", false: "not evaluated"},
		severities: map[reconcile.Severity]string{
			reconcile.Critical: "critical", reconcile.High: "high", reconcile.Medium: "medium",
			reconcile.Low: "low", reconcile.Info: "info",
		},
		urgencies: map[reconcile.Urgency]string{
			reconcile.Overdue: "overdue", reconcile.Within1: "within 1 day", reconcile.Within3: "within 3 days",
			reconcile.Within7: "within 7 days", reconcile.Within14: "within 14 days", reconcile.Within30: "within 30 days",
			reconcile.Within60: "within 60 days", reconcile.Within90: "within 90 days", reconcile.Later: "later",
			reconcile.NoUrgency: "no due date",
		},
		owners: map[reconcile.Owner]string{
			reconcile.OwnerUs: "us", reconcile.OwnerSourcePartner: "source partner", reconcile.OwnerCustomer: "customer",
			reconcile.OwnerProvider: "provider", reconcile.OwnerMicrosoft: "Microsoft",
		},
		actors: map[reconcile.Owner]string{
			reconcile.OwnerUs: "us", reconcile.OwnerSourcePartner: "the source partner", reconcile.OwnerCustomer: "the customer",
			reconcile.OwnerProvider: "our provider", reconcile.OwnerMicrosoft: "Microsoft",
		},
		jobs:     englishJobs(),
		counters: englishCounters(),
		totals: map[reconcile.Total]string{
			reconcile.TotalSubscriptions: "Subscriptions", reconcile.TotalSeats: "Seats",
			reconcile.TotalWithFindings: "Subscriptions with a finding", reconcile.TotalRoutine: "Subscriptions counted as routine",
			reconcile.TotalNotEvaluated: "Subscriptions of tenants not evaluated",
		},
		deltas: map[reconcile.Delta]string{
			reconcile.New: "new", reconcile.Changed: "changed", reconcile.Unchanged: "unchanged",
			reconcile.Reopened: "reopened", reconcile.NotEvaluated: "not evaluated",
		},
		states: map[reconcile.FindingState]string{
			reconcile.StateOpen: "open", reconcile.StateAcknowledged: "acknowledged", reconcile.StateSnoozed: "snoozed",
		},
		resolved: map[reconcile.ResolvedReason]string{
			reconcile.ReasonRenewed: "renewed", reconcile.ReasonMoved: "moved", reconcile.ReasonCancelled: "cancelled",
			reconcile.ReasonEnded: "ended", reconcile.ReasonFixed: "fixed", reconcile.ReasonOutOfScope: "out of scope",
		},
		runs: map[reconcile.RunState]string{
			reconcile.RunRunning: "running", reconcile.RunComplete: "complete", reconcile.RunPartial: "partial",
			reconcile.RunFailed: "failed", reconcile.RunInterrupted: "interrupted",
		},
		triggers: map[reconcile.Trigger]string{
			reconcile.TriggerCLI: "command line", reconcile.TriggerSchedule: "schedule", reconcile.TriggerPage: "operator page",
		},
		values:  englishValues(),
		columns: englishColumns(),

		meanings: englishMeanings(),

		steps:     englishSteps(),
		routes:    englishRoutes(),
		obstacles: englishObstacles(),
		against:   englishAgainst(),
		remedies:  englishRemedies(),
		elsewhere: "{subscription} of tenant {tenant}",
		named:     "{offer} ({subscription})",
		noEnd:     "no end",
		facts:     englishFacts(),
		flags:     map[string]string{"yes": "yes", "no": "no"},
	}
}

func englishJobs() map[reconcile.Job]string {
	return map[reconcile.Job]string{
		reconcile.AutoRenewJob:        "Auto-renew",
		reconcile.EndDatesJob:         "End dates",
		reconcile.ExpiredDeadlinesJob: "Expired deadlines",
		reconcile.TenantLimitsJob:     "Tenant limits",
		reconcile.ReadinessJob:        "Readiness",
		reconcile.ContinuityJob:       "Continuity",
		reconcile.BillingJob:          "Billing",
		reconcile.TransfersJob:        "Transfers",
		reconcile.UsageJob:            "Usage",
		reconcile.DataQualityJob:      "Data quality",
	}
}

func englishCounters() map[reconcile.Counter]string {
	return map[reconcile.Counter]string{
		reconcile.CountNoEnd:          "No end date",
		reconcile.CountAzureCoexists:  "Usage-based, stays where it is",
		reconcile.CountCovered:        "Moved and covered",
		reconcile.CountRoutineRenewal: "Monthly, renews as usual",
		reconcile.CountFarRenewal:     "Renews, not soon",
		reconcile.CountOtherProduct:   "Other product, not moved",
		reconcile.CountNotInvolved:    "Not involved",
	}
}

func englishCoverage() map[reconcile.CoverageReason]string {
	return map[reconcile.CoverageReason]string{
		reconcile.StaleData:    "The data of source {source} is too old: last observed on {observed}.",
		reconcile.RejectedRows: "The last delivery of source {source} had rows of this tenant that could not be read.",
	}
}

func englishAssumptions() map[reconcile.Assumption]string {
	return map[reconcile.Assumption]string{
		reconcile.ESTBorderDay:     "The term ends on the very first day of the extended service terms, on which sources differ; it is taken as in scope.",
		reconcile.TermStartDerived: "The start of the term is not given; it is counted back from its end.",
		reconcile.TermStartUnknown: "The start of the term is not known, so it is open whether an extended term follows.",
		reconcile.StatusLags:       "The status still says active although the term is over; the dates are believed.",
		reconcile.TargetMatched:    "No move names the replacement; it was matched by offer, seats and date.",
		reconcile.ExpiredCounted:   "Expired and disabled subscriptions are counted, which is documented nowhere.",
		reconcile.PriceEstimated:   "The offer has no monthly plan; the amount is estimated from the current price.",
		reconcile.TransferOrigin:   "The subscription was transferred and its original start is not known; the earlier date is used.",
	}
}

func englishBases() map[reconcile.Basis]string {
	return map[reconcile.Basis]string{
		reconcile.BasisNextTerm:      "Next term (seats × price × billing periods): {seats} × {unit_price} {currency} × {periods}.",
		reconcile.BasisNewTerm:       "New term (seats × price × billing periods): {seats} × {unit_price} {currency} × {periods}.",
		reconcile.BasisRemainingTerm: "Rest of the term: {days} of {term_days} days of {term_price} {currency}.",
		reconcile.BasisYearlyValue:   "Value of a year (seats × price × 12 ÷ months per billing period): {seats} × {unit_price} {currency} × 12 ÷ {cycle_months}.",
		reconcile.BasisESTMonthly:    "One month in the extended term (seats × price × factor): {seats} × {unit_price} {currency} × {factor}.",
		reconcile.BasisESTCurrent:    "One month in the extended term (seats × price ÷ months per billing period × factor): {seats} × {unit_price} {currency} ÷ {cycle_months} × {factor}.",
		reconcile.BasisTrialMonth:    "First paid month (seats × price): {seats} × {unit_price} {currency}.",
		reconcile.BasisUntilEnd:      "Until the end of the term: {days} of {term_days} days of {term_price} {currency}.",
		reconcile.BasisOverlap:       "Paid twice: {days} of {term_days} days of {term_price} {currency}.",
		reconcile.BasisDifference:    "Difference (seats × price × billing periods): {seats} × {unit_price} {currency} × {periods}.",
		reconcile.BasisUnused:        "Unused: {days} of {term_days} days of {term_price} {currency}.",
	}
}
