package xlsx

import (
	"context"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/workbook"
)

// printedColumns are what a reader needs to act, as wide as a page in landscape
// format allows.
func printedColumns() []sheetColumn {
	return append(actingColumns(),
		sheetColumn{key: "exposure_basis", width: 24, wrap: true},
		sheetColumn{key: "delta", width: 11, wrap: true},
		sheetColumn{key: "state", width: 16},
	)
}

// actingColumns say what is to be done, by whom and by when.
func actingColumns() []sheetColumn {
	return []sheetColumn{
		{key: "due_day", width: 11},
		{key: "days_left", width: 7},
		{key: "urgency", width: 14},
		{key: "severity", width: 9},
		{key: "tenant_name", width: 18, wrap: true},
		{key: "offer_name", width: 18, wrap: true},
		{key: "quantity", width: 7},
		{key: "message", width: 33, wrap: true},
		{key: "action", width: 33, wrap: true},
		{key: "owner", width: 16},
		{key: "exposure_amount", width: 16},
	}
}

// besideColumns are the details, for filters and for whoever looks closer. None
// is broken into lines, so that they make no row higher.
func besideColumns() []sheetColumn {
	return []sheetColumn{
		{key: "exposure_currency", width: 9},
		{key: "exposure_kind", width: 22},
		{key: "exposure_period", width: 14},
		{key: "E", width: 12},
		{key: "outcome", width: 14},
		{key: "cover_by", width: 12},
		{key: "route", width: 18},
		{key: "step_kind", head: "step", width: 30},
		{key: "step_planned", width: 12},
		{key: "step_last_safe", width: 13},
		{key: "seller_name", width: 24},
		{key: "due", width: 20},
		{key: "previous_due", width: 20},
		{key: "first_seen", width: 20},
		{key: "last_seen", width: 20},
		{key: "assumptions", width: 45},
		{key: "evidence", width: 60},
		{key: "subject", width: 24},
		{key: "job", width: 17},
		{key: "code", width: 26},
		{key: "tenant_id", width: 38},
		{key: "subscription_id", width: 38},
		{key: "offer_id", width: 38},
		{key: "id", width: 34},
	}
}

// actionsSheet returns the sheet of every open finding.
func (b *builder) actionsSheet(ctx context.Context) workbook.Sheet {
	l := b.layout(printedColumns(), besideColumns())
	sheet := l.sheet(b.Words.Labels.SheetActions, b.Summary.Findings, b.Words.Labels.NoFindings)
	sheet.Rows = rowsOf(b.Findings(ctx), len(l.shown), l.fill)
	return sheet
}

// jobSheet returns the sheet of a job's findings.
func (b *builder) jobSheet(ctx context.Context, job reconcile.Job) workbook.Sheet {
	l := b.layout(printedColumns(), besideColumns())
	sheet := l.sheet(b.Words.Job(job), b.Summary.ByJob[job], b.Words.Labels.NoneOfJob)
	sheet.Rows = rowsOf(b.FindingsOf(ctx, job), len(l.shown), l.fill)
	return sheet
}

// moneySheet returns the sheet of every exposure with how it is counted.
func (b *builder) moneySheet(ctx context.Context) workbook.Sheet {
	l := b.layout([]sheetColumn{
		{key: "exposure_amount", width: 19},
		{key: "exposure_kind", width: 14, wrap: true},
		{key: "exposure_period", width: 11},
		{key: "exposure_basis", width: 40, wrap: true},
		{key: "title", width: 24, wrap: true},
		{key: "tenant_name", width: 24, wrap: true},
		{key: "offer_name", width: 26, wrap: true},
		{key: "quantity", width: 8},
		{key: "due_day", width: 11},
		{key: "days_left", width: 8},
		{key: "urgency", width: 14},
		{key: "owner", width: 16},
		{key: "state", width: 16},
	}, []sheetColumn{
		{key: "exposure_currency", width: 9},
		{key: "job", width: 17},
		{key: "code", width: 26},
		{key: "tenant_id", width: 38},
		{key: "subscription_id", width: 38},
		{key: "id", width: 34},
	})
	count := 0
	for _, sum := range b.Summary.Exposure {
		count += sum.Findings
	}
	sheet := l.sheet(b.Words.Labels.SheetMoney, count, b.Words.Labels.NoExposure)
	sheet.Rows = rowsOf(b.FindingsThat(ctx, func(f *reconcile.Reported) bool { return f.Finding.Exposure.Amount.Known() }),
		len(l.shown), l.fill)
	return sheet
}

// creditsSheet returns the worklist of the credits: a support case each, with
// columns for whoever works on it.
func (b *builder) creditsSheet(ctx context.Context) workbook.Sheet {
	l := b.layout([]sheetColumn{
		{key: "owner", head: "asker", width: 16},
		{key: "tenant_name", width: 24, wrap: true},
		{key: "offer_name", width: 26, wrap: true},
		{key: "quantity", width: 8},
		{key: "E", head: "paid_until", width: 13},
		{key: "action", head: "request", width: 38, wrap: true},
		{key: "exposure_amount", head: "unused_value", width: 17},
		{key: "subscription_id", width: 38},
		{key: "requested_on", width: 14},
		{key: "reference", width: 18},
		{key: "answered_on", width: 14},
		{key: "credited", width: 16},
	}, []sheetColumn{
		{key: "exposure_basis", width: 60},
		{key: "exposure_currency", width: 9},
		{key: "evidence", width: 40},
		{key: "tenant_id", width: 38},
		{key: "id", width: 34},
	})
	count := b.Summary.ByCode[rules.CodeCreditCandidate]
	sheet := l.sheet(b.Words.Labels.SheetCredits, count, b.Words.Labels.NoCredit)
	if count > 0 {
		sheet.Rows = rowsOf(b.FindingsWith(ctx, rules.CodeCreditCandidate), len(l.shown), l.fill)
	}
	return sheet
}
