package words

import (
	"slices"
	"strconv"
	"time"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// condition says in which findings of a code another wording is needed than
// usual. The table of conditions is the same for all languages.
type condition struct {
	code    reconcile.Code
	variant string
	holds   func(*reconcile.Finding) bool
}

// conditions returns the table; the first condition that holds decides.
func conditions() []condition {
	return []condition{
		{"auto-renew-on", "scheduled-no-term", both(isNot("auto_renew", "yes"), is("term", ""))},
		{"auto-renew-on", "scheduled", isNot("auto_renew", "yes")},
		{"auto-renew-on", "no-term", is("term", "")},
		{"auto-renew-contradiction", "off", is("auto_renew", "no")},
		{"renewed-in-window", "cancel", hasTask(reconcile.StepCancelNow)},
		{"renewed-window-passed", "transfer", goesBy(reconcile.RoutePartnerTransfer)},
		{"renewal-window-open", "trial", is("was_trial", "yes")},
		{"lapse-unplanned", "trial", is("trial", "yes")},
		{"lapse-unplanned", "on-purpose", is("on_purpose", "yes")},
		{"renewal-commitment", "unassigned", isNot("unassigned", "")},
		{"renewal-commitment", "take-back", isNot("take_back", "")},
		{"est-auto-convert", "direct", assumes(reconcile.DirectDefault)},
		{"est-scheduled", "ours-running", both(hasSeverity(reconcile.Medium), is("running", "yes"))},
		{"est-scheduled", "ours", hasSeverity(reconcile.Medium)},
		{"est-scheduled", "running", is("running", "yes")},
		{"cancel-without-cover", "undocumented", is("data_until", "")},
		{"end-date-approaching", "disputed", is("access", "disputed")},
		{"choice-lost", "with-change", isNot("columns", "")},
		{"end-of-term-unknown", "no-extension", is("may_extend", "no")},
		{"end-date-approaching", "no-access", isNot("access", "yes")},
		{"grace-open", "undated", is("E", "")},
		{"grace-open", "before-end-unknown", both(is("before_end", "yes"), is("status_since", ""))},
		{"grace-open", "before-end", both(is("before_end", "yes"), is("access", "yes"))},
		{"grace-open", "before-end-no-access", is("before_end", "yes")},
		{"grace-open", "disputed", is("access", "disputed")},
		{"grace-open", "undocumented", is("data_until", "")},
		{"grace-open", "no-access", isNot("access", "yes")},
		{"grace-missed", "before-end-unknown", both(is("before_end", "yes"), is("status_since", ""))},
		{"grace-missed", "undated", is("data_until", "")},
		{"grace-missed", "before-end", is("before_end", "yes")},
		{"suspended-billed", "endless", isEndless},
		{"suspended-billed", "undated", is("status_since", "")},
		{"suspended-near-end", "undocumented", is("data_until", "")},
		{"legacy-suspended", "undated", is("status_since", "")},
		{"tenant-limit-exceeded", "doubled", exceeds("to_duplicate", "doubled_limit")},
		{"seat-pool-exceeded", "today", is("planned_seats", "0")},
		{"region-mismatch", "unknown", is("country", "")},
		{"relationship-missing", "unknown", is("relationship", "")},
		{"quantity-mismatch", "unknown", is("unknown_seats", "source")},
		{"quantity-mismatch", "unknown-there", is("unknown_seats", "target")},
		{"quantity-mismatch", "surplus", exceeds("target_seats", "needed")},
		{"offer-discontinued", "equivalent", hasSeverity(reconcile.Medium)},
		{"coverage-gap", "open", is("gap_to", "")},
		{"coverage-gap", "next-day", is("gap_days", "0")},
		{"move-conflict", "source-twice", is("kind", "source-twice")},
		{"move-conflict", "source-unknown", is("kind", "source-unknown")},
		{"move-conflict", "target-twice", is("kind", "target-twice")},
		{"move-conflict", "target-unknown", is("kind", "target-unknown")},
		{"source-replaced", "new-term", isNot("cancellable_until", "")},
		{"source-replaced", "undated", is("successor_end", "")},
		{"source-missing", "over", ranOut},
		{"source-missing", "undated", isNotDue},
		{"move-finished", "not-found", is("target", "")},
		{"move-finished", "replaced", is("transfer", "")},
		{"addon-left-behind", "left", is("leaving", "no")},
		{"double-billing", "goes-on-undated", both(hasSeverity(reconcile.High), is("target_start", ""))},
		{"double-billing", "goes-on", hasSeverity(reconcile.High)},
		{"est-running-duplicate", "undated", is("target_start", "")},
		{"transfer-expiring", "undated", isNotDue},
		{"transfer-blocks-change", "transfer", goesBy(reconcile.RoutePartnerTransfer)},
		{"azure-switch", "unnamed", is("seller", "")},
		{"unknown-value", "withheld", is("value", "")},
		{"unknown-value", "unreadable", is("value", reconcile.Unreadable)},
		{"fact-conflict", "throughout", is("kind", "throughout")},
		{"fact-conflict", "renewal-day", is("kind", "renewal-day")},
		{"fact-conflict", "perhaps-twice", is("kind", "perhaps-twice")},
		{"invalid-row", "negative-seats", is("invalid", "negative-seats")},
		{"invalid-row", "negative-price", is("invalid", "negative-price")},
		{"invalid-row", "end-before-start", is("invalid", "end-before-start")},
		{"invalid-row", "no-end-date", is("invalid", "no-end-date")},
		{"invalid-row", "no-status", is("invalid", "no-status")},
	}
}

// conditionsByCode groups the table for looking up.
func conditionsByCode() map[reconcile.Code][]condition {
	groups := map[reconcile.Code][]condition{}
	for _, c := range conditions() {
		groups[c.code] = append(groups[c.code], c)
	}
	return groups
}

// variantOf returns the variant in which a finding is worded, or the empty text
// for the usual wording.
func (t *Table) variantOf(f *reconcile.Finding) string {
	for _, c := range t.conditions[f.Code] {
		if c.holds(f) {
			return c.variant
		}
	}
	return ""
}

func is(key, value string) func(*reconcile.Finding) bool {
	return func(f *reconcile.Finding) bool { return field(f, key) == value }
}

func isNot(key, value string) func(*reconcile.Finding) bool {
	return func(f *reconcile.Finding) bool { return field(f, key) != value }
}

func assumes(a reconcile.Assumption) func(*reconcile.Finding) bool {
	return func(f *reconcile.Finding) bool { return slices.Contains(f.Assumptions, a) }
}

func hasSeverity(s reconcile.Severity) func(*reconcile.Finding) bool {
	return func(f *reconcile.Finding) bool { return f.Severity == s }
}

func isNotDue(f *reconcile.Finding) bool { return !f.Due.Known() }

func isEndless(f *reconcile.Finding) bool { return !f.LastDay.Known() || f.LastDay.NoEnd() }

// ranOut reports whether a missing subscription had ended: then nothing else is
// less than high, and within a grace the last thing known of it is that.
func ranOut(f *reconcile.Finding) bool {
	return f.Severity == reconcile.Medium || field(f, "stood") == string(rules.CodeGraceOpen)
}

// hasTask tells of a plan in which a step is left to be taken.
func hasTask(kind reconcile.StepKind) func(*reconcile.Finding) bool {
	return func(f *reconcile.Finding) bool {
		now, _ := tasksOf(&f.Way, time.Time{})
		return slices.ContainsFunc(now, func(task reconcile.Task) bool { return task.Kind == kind })
	}
}

// goesBy tells of a move that takes a route and has something left to do.
func goesBy(route reconcile.Route) func(*reconcile.Finding) bool {
	return func(f *reconcile.Finding) bool { return f.Way.Route == route && f.Way.Step.Kind != "" }
}

func both(a, b func(*reconcile.Finding) bool) func(*reconcile.Finding) bool {
	return func(f *reconcile.Finding) bool { return a(f) && b(f) }
}

// exceeds compares two numbers; what is no number exceeds nothing.
func exceeds(key, limit string) func(*reconcile.Finding) bool {
	return func(f *reconcile.Finding) bool {
		n, err := strconv.ParseInt(field(f, key), 10, 64)
		if err != nil {
			return false
		}
		most, err := strconv.ParseInt(field(f, limit), 10, 64)
		return err == nil && n > most
	}
}
