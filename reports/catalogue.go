package reports

import (
	"fmt"
	"io"
	"strings"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/words"
)

const catalogueHead = `# The catalogue

Every finding has a code that never changes. This page is generated from the program's own catalogue, and
` + "`handover rules show CODE`" + ` prints the section of one code: when it is reported, why it matters, what to do, an example
and the published pages it rests on.

Words: *us* is the partner of the configuration, *ours* a subscription that we sold, a *source* a subscription that an
open move wants to bring over. *E* is the last day of a term, inclusive, a UTC calendar day. A finding does not go away
because its day has passed: it becomes overdue and stays until its cause is gone.
`

// WriteCatalogue writes the documentation of every code as Markdown, by job.
func WriteCatalogue(w io.Writer, table *words.Table) error {
	var text strings.Builder
	text.WriteString(catalogueHead)
	job := reconcile.Job("")
	for _, r := range rules.Catalogue() {
		if r.Job != job {
			job = r.Job
			fmt.Fprintf(&text, "\n## %s\n", table.Job(job))
		}
		text.WriteString("\n" + section(&r, table))
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// Said is one thing that the catalogue says of a code.
type Said struct{ Label, Text string }

// SayRule says of a code what it is, when it is reported, why it matters and what to do.
// The days of its example are invented, and so none by which anything is due.
func SayRule(rule *rules.Rule, table *words.Table) []Said {
	example := sample(rule)
	return []Said{
		{"When", table.Fires(rule.Code)},
		{"Why it matters", table.Why(rule.Code)},
		{"What to do", table.Action(&example, example.LastDay.AddDays(-20).Start())},
		{"Example", table.Message(&example)},
	}
}

func section(rule *rules.Rule, table *words.Table) string {
	severities := make([]string, len(rule.Severities))
	for i, s := range rule.Severities {
		severities[i] = table.Severity(s)
	}
	var text strings.Builder
	fmt.Fprintf(&text, "### %s\n\n", rule.Code)
	fmt.Fprintf(&text, "%s (job %s; severity %s)\n\n", table.Title(rule.Code), rule.Job, strings.Join(severities, " or "))
	for _, said := range SayRule(rule, table) {
		fmt.Fprintf(&text, "- **%s:** %s\n", said.Label, said.Text)
	}
	fmt.Fprintf(&text, "- **Sources:** <%s>\n", strings.Join(rule.Sources, ">, <"))
	return text.String()
}

// sample makes up a finding of a code, for its example.
func sample(rule *rules.Rule) reconcile.Finding {
	last := reconcile.NewDay(2026, 11, 27)
	f := reconcile.Finding{
		Code: rule.Code, Job: rule.Job, Severity: rule.Severities[0], Owner: reconcile.OwnerUs,
		Due: reconcile.DueDay(last), TenantID: "22222222-2222-2222-2222-222222222222", TenantName: "Fabrikam",
		OfferID: "CFQ7TTC0LCHC:0002", OfferName: "Microsoft 365 Business Premium", Quantity: reconcile.CountOf(20),
		SubscriptionID: "33333333-3333-3333-3333-333333333333", LastDay: last, CoverBy: last, Outcome: reconcile.Renews,
	}
	if !rule.PerTenant() {
		f.SellerName, f.Way = "Northwind Licensing", sampleWay(rule.Code, last)
	}
	values := sampleValues()
	for _, key := range rule.Evidence {
		f.Evidence = append(f.Evidence, reconcile.Evidence{Key: key, Value: values[key]})
	}
	return f
}

// sampleWay makes up what the plan of a move says of it: that its source is bought
// again and told to end, or what else a code is about.
func sampleWay(code reconcile.Code, last reconcile.Day) reconcile.Way {
	way := reconcile.Way{Part: reconcile.PartSource, Route: reconcile.RouteRebuy}
	kinds := []reconcile.StepKind{reconcile.StepOrder, reconcile.StepSetCancel}
	switch code {
	case rules.CodeCancelWithoutCover, rules.CodeEndDateApproaching, rules.CodeGraceOpen, rules.CodeGraceMissed,
		rules.CodeDataDeleted, rules.CodeSuspendedNearEnd:
		kinds = kinds[:1] // the source ends by itself, or has ended
	case rules.CodeOfferDiscontinued:
		way.Sale, kinds = reconcile.SaleEnded, kinds[:1]
	case rules.CodeEndOfSaleRenewOff:
		way.Part = reconcile.PartOurs
	case rules.CodeRenewedInWindow:
		kinds[1] = reconcile.StepCancelNow
	case rules.CodeDoubleBilling:
		kinds = kinds[1:]
	case rules.CodeESTRunningDuplicate:
		kinds = []reconcile.StepKind{reconcile.StepCancelEST}
	case rules.CodeTransferBlocksChange, rules.CodeRenewedWindowPassed:
		way.Route, kinds = reconcile.RoutePartnerTransfer, []reconcile.StepKind{reconcile.StepAcceptRequest}
	case rules.CodeAzureRecreate:
		way.Route, kinds = reconcile.RouteAzureRecreate, []reconcile.StepKind{reconcile.StepAzureRecreate, reconcile.StepCancelAzure}
	case rules.CodeAzureSwitch:
		way.Route, kinds = reconcile.RouteAzureSwitch, []reconcile.StepKind{reconcile.StepAzureSwitch}
	}
	for _, kind := range kinds {
		task := reconcile.Task{Kind: kind, Owner: reconcile.OwnerUs}
		if kind.AtSource() || kind == reconcile.StepAcceptRequest {
			task.Owner = reconcile.OwnerSourcePartner
		}
		way.Then = append(way.Then, task)
	}
	way.Step, way.Then = reconcile.NextStep{Task: way.Then[0], LastSafe: reconcile.DueDay(last)}, way.Then[1:]
	return way
}

// sampleValues returns a value for every key of evidence that a rule may name.
func sampleValues() map[string]string {
	return map[string]string{
		"access": "yes", "assigned": "17", "base": "33333333-3333-3333-3333-333333333333", "base_end": "2026-11-27", "base_name": "Office 365 E3",
		"begun": "44444444-4444-4444-4444-444444444444", "completed_on": "2026-11-18", "item_ids": "33333333-3333-3333-3333-333333333333",
		"leaving": "yes", "left_on": "2026-11-20", "missing_since": "2026-11-20", "stood": string(rules.CodeAutoRenewOn),
		"successor": "44444444-4444-4444-4444-444444444444", "successor_end": "2027-11-19", "successor_offer": "Microsoft 365 Business Premium",
		"successor_outcome": "renew", "successor_seats": "20", "target_name": "Microsoft 365 Business Premium", "unknown_seats": "", "auto_renew": "yes", "blocked": string(rules.CodeAutoRenewOn), "cancellable_until": "2026-11-27T09:30:00Z",
		"cap": "300", "certain": "180", "channel": "ea", "choice": "cancel", "choice_seen": "2026-10-02", "choice_value": "", "column": "status", "columns": "quantity auto_renew", "commitment_end": "2026-11-27T00:00:00Z",
		"commitment_end_at": "2026-11-26T23:59:59Z", "country": "US", "created_at": "2026-10-28T00:00:00Z", "data_until": "2027-03-27",
		"delegated_admin": "yes", "difference": "2", "differs": "quantity: 20 (partner-center), 35 (giacom)", "doubled_limit": "150", "end_of_term": "cancel", "expected_end": "2026-11-20",
		"gap_days": "14", "gap_from": "2026-11-28", "gap_to": "2026-12-11", "instead_of": "cancel", "invalid": "negative-seats", "items": "26",
		"items_per_request": "25", "kind": "target-unknown", "limit": "300", "lost_on": "2026-11-19", "may_extend": "yes", "named": "44444444-4444-4444-4444-444444444444",
		"needed": "20", "obstacle": "suspended", "offer": "CFQ7TTC0LCHC:0002", "on_purpose": "no", "on_sale_until": "2026-06-30",
		"other_source": "giacom", "overlap_days": "31", "partner_country": "DE", "planned": "151", "planned_seats": "151", "possible": "25", "quantity": "-5",
		"reason": "term-start-unknown", "relationship": "none", "renewable_until": "2027-06-30", "renews_with": "20", "requests": "2", "role": "helpdesk-agent",
		"route": "partner-transfer", "route_out": "partner-transfer", "row_ids": "33333333-3333-3333-3333-333333333333", "rows": "1",
		"running": "no", "seats": "151", "seller": "Contoso", "source": "csv", "status_since": "2026-11-20", "take_back": "", "target": "44444444-4444-4444-4444-444444444444",
		"target_offer": "Microsoft 365 Business Standard", "target_seats": "18", "target_start": "2026-10-28",
		"target_tenant": "55555555-5555-5555-5555-555555555555", "term": "P1Y", "term_start": "2026-12-01", "to_duplicate": "151",
		"total": "331", "transfer": "66666666-6666-6666-6666-666666666666", "transfer_status": "reject", "trial": "no", "unassigned": "3",
		"unassigned_value": "594.00", "unit_price": "-5.00", "was_trial": "no", "until": "2026-11-28T23:59:59Z", "value": "retired",
	}
}
