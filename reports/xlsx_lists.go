package reports

import (
	"context"

	"handover/reconcile"
	"handover/reports/workbook"
)

// coverageSheet gives the sheet of the tenants.
func (r *Report) coverageSheet(ctx context.Context) workbook.Sheet {
	return workbook.Sheet{
		Name: r.words.Labels.Coverage, Count: r.summary.Tenants, Filter: true, FreezeColumns: 1, Landscape: true,
		Columns: []workbook.Column{
			{Title: r.heading("tenant_name"), Width: 32},
			{Title: r.heading("status"), Width: 15},
			{Title: r.heading("reason"), Width: 60, Wrap: true},
			{Title: r.heading("subscriptions"), Kind: workbook.KindInteger},
			{Title: r.heading("data_age_hours"), Kind: workbook.KindInteger},
			{Title: r.heading("tenant_id"), Width: 38},
		},
		Emphasis: []workbook.Emphasis{{Column: 1, Text: r.words.CoverageStatus(false), Look: workbook.Alarm}},
		Rows: rowsOf(r.coverage(ctx), 6, func(c *reconcile.Coverage, cells []workbook.Cell) {
			cells[0] = workbook.Text(c.Name)
			cells[1] = workbook.Text(r.words.CoverageStatus(c.Evaluated))
			cells[2] = workbook.Text(r.words.NotEvaluated(c))
			cells[3] = workbook.Int(int64(c.Subscriptions))
			if hours, ok := dataAge(c, &r.run); ok {
				cells[4] = workbook.Int(int64(hours))
			}
			cells[5] = workbook.Text(c.TenantID)
		}),
	}
}

// resolvedSheet gives the sheet of the findings that are no longer there.
func (r *Report) resolvedSheet(ctx context.Context) workbook.Sheet {
	return workbook.Sheet{
		Name: r.words.Labels.Resolved, Count: r.summary.Delta.Resolved, Filter: true, FreezeColumns: 1, Landscape: true,
		Columns: []workbook.Column{
			{Title: r.heading("tenant_name"), Width: 32},
			{Title: r.heading("offer_name"), Width: 30},
			{Title: r.heading("reason"), Width: 14},
			{Title: r.heading("severity"), Width: 10},
			{Title: r.heading("owner"), Width: 15},
			{Title: r.heading("due"), Kind: workbook.KindInstant, Width: 20},
			{Title: r.heading("exposure_amount"), Kind: workbook.KindNumber, Width: 14},
			{Title: r.heading("exposure_currency"), Width: 9},
			{Title: r.heading("code"), Width: 24},
			{Title: r.heading("tenant_id"), Width: 38},
			{Title: r.heading("subscription_id"), Width: 38},
			{Title: r.heading("id"), Width: 34},
		},
		Rows: rowsOf(r.resolved(ctx), 12, r.resolvedCells),
	}
}

// resolvedCells fills a row. The amount is a plain number: the summary, which
// tells the workbook its currencies, does not count those of resolved findings.
func (r *Report) resolvedCells(resolved *reconcile.ResolvedFinding, cells []workbook.Cell) {
	f := &resolved.Finding
	cells[0] = workbook.Text(f.TenantName)
	cells[1] = workbook.Text(f.OfferName)
	cells[2] = workbook.Text(r.words.Resolved(resolved.Reason))
	cells[3] = workbook.Text(r.words.Severity(f.Severity))
	cells[4] = workbook.Text(r.words.Owner(f.Owner))
	cells[5] = r.instantOf(f.Due.Instant())
	if f.Exposure.Amount.Known() {
		cells[6] = workbook.Number(f.Exposure.Amount.String())
	}
	cells[7] = workbook.Text(f.Exposure.Amount.Currency)
	cells[8] = workbook.Text(string(f.Code))
	cells[9] = workbook.Text(f.TenantID)
	cells[10] = workbook.Text(f.SubscriptionID)
	cells[11] = workbook.Text(f.ID)
}
