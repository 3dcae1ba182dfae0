package xlsx

import (
	"context"
	"slices"

	"handover/reconcile"
	"handover/reports/workbook"
)

// printedColumns are what a reader needs to act, as wide as a page in landscape
// format allows.
func printedColumns() []sheetColumn {
	return slices.Concat(sightColumns(), actingColumns(), []sheetColumn{
		{key: "job", width: 17},
		{key: "message", width: 36, wrap: true},
		{key: "step_kind", head: "step", width: 22, wrap: true},
		{key: "delta", width: 11, wrap: true},
		{key: "state", width: 16},
	})
}

// sightColumns stay on screen.
func sightColumns() []sheetColumn {
	return []sheetColumn{{key: "due_day", width: 13}, {key: "tenant_name", width: 20, wrap: true}}
}

// actingColumns say what is to be done, by whom and by when.
func actingColumns() []sheetColumn {
	return []sheetColumn{
		{key: "urgency", width: 14},
		{key: "severity", width: 10},
		{key: "offer_name", width: 20, wrap: true},
		{key: "action", width: 36, wrap: true},
		{key: "owner", width: 16},
		{key: "seller_name", width: 18, wrap: true},
		{key: "exposure_amount", width: 16},
	}
}

// besideColumns are the details, for filters and for whoever looks closer. None
// is broken into lines, so that they make no row higher.
func besideColumns() []sheetColumn {
	return slices.Concat([]sheetColumn{
		{key: "held_until", width: 13},
		{key: "held_by", width: 18},
		{key: "held_reason", width: 40},
		{key: "days_left", width: 9},
		{key: "quantity", width: 9},
		{key: "exposure_currency", width: 9},
		{key: "exposure_kind", width: 22},
		{key: "exposure_period", width: 14},
		{key: "exposure_basis", width: 50},
		{key: "E", width: 12},
		{key: "outcome", width: 14},
		{key: "cover_by", width: 12},
		{key: "route", width: 18},
		{key: "step_planned", width: 20},
		{key: "step_last_safe", width: 20},
		{key: "due", width: 20},
		{key: "previous_due", width: 20},
		{key: "first_seen", width: 20},
		{key: "last_seen", width: 20},
		{key: "assumptions", width: 45},
		{key: "evidence", width: 60},
		{key: "subject", width: 24},
		{key: "code", width: 26},
	}, idColumns())
}

// idColumns are the ids of what a finding is about, and last its own with the run that
// wrote it as it is: so a row can be told again in a later report.
func idColumns() []sheetColumn {
	return []sheetColumn{
		{key: "tenant_id", width: 38},
		{key: "subscription_id", width: 38},
		{key: "offer_id", width: 38},
		{key: "id", width: 12},
		{key: "since_run", width: 9},
	}
}

// actionsList returns the sheet of every open finding. The customer leads to its page, and
// the next step to the plan.
func (b *builder) actionsList(ctx context.Context, f *figures) workbook.Sheet {
	l := b.layout(printedColumns(), besideColumns())
	customer, step := l.at("tenant_name"), l.at("step_kind")
	fill := func(x *reconcile.Reported, cells []workbook.Cell) {
		l.fill(x, cells)
		cells[customer] = customerCell(x.Finding.TenantName, x.Finding.TenantID)
		if row, planned := f.moves.of(x.Finding.TenantID, x.Finding.SubscriptionID); planned && x.Finding.Way.Step.Kind != "" {
			cells[step] = cells[step].LinkRow(b.index(planSheet), row)
		}
	}
	return l.sheet(b.Words.Labels.SheetActions, b.Summary.Findings, b.Words.Labels.NoFindings,
		rowsOf(b.Findings(ctx), len(l.shown), fill))
}
