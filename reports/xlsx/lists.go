package xlsx

import (
	"context"
	"maps"
	"slices"

	"handover/reconcile"
	"handover/reports/workbook"
)

// coverageList returns the sheet of the tenants, with links to Partner Center.
func (b *builder) coverageList(ctx context.Context) workbook.Sheet {
	columns := []workbook.Column{
		{Title: b.Heading("tenant_name"), Width: 40},
		{Title: b.Heading("status"), Width: 15},
		{Title: b.Heading("reason"), Width: 50, Wrap: true},
		{Title: b.Heading("subscriptions"), Kind: workbook.KindInteger},
		{Title: b.Heading("seats"), Kind: workbook.KindInteger},
		{Title: b.Heading("with_findings"), Kind: workbook.KindInteger, Width: 13},
		{Title: b.Heading("data_age_hours"), Kind: workbook.KindInteger, Width: 16},
		{Title: b.Heading("tenant_id"), Width: 38},
	}
	if b.ForOperators() {
		columns = append(columns, workbook.Column{Title: b.Heading("delegated_until"), Kind: workbook.KindDay})
	}
	return b.list(workbook.Sheet{
		Name: b.Words.Labels.Coverage, Count: b.Summary.Tenants, Empty: b.Words.Labels.NoTenant, FreezeColumns: 1, Columns: columns,
		Emphasis: []workbook.Emphasis{{Column: 1, Text: b.Words.CoverageStatus(false), Look: workbook.Warning}},
		Rows: rowsOf(b.Coverage(ctx), len(columns), func(c *reconcile.Coverage, cells []workbook.Cell) {
			cells[0] = customerCell(c.Name, c.TenantID)
			cells[1] = workbook.Text(b.Words.CoverageStatus(c.Evaluated))
			cells[2] = workbook.Text(b.Words.CoverageReason(c))
			cells[3] = workbook.Int(int64(c.Subscriptions))
			cells[4] = workbook.Int(c.Seats)
			cells[5] = workbook.Int(int64(c.WithFindings))
			if hours, ok := b.DataAge(c); ok {
				cells[6] = workbook.Int(int64(hours))
			}
			cells[7] = workbook.Text(c.TenantID)
			if c.DelegatedUntil.Known() {
				cells[8] = dayOf(c.DelegatedUntil)
			}
		}),
	})
}

// listRows is the command that lists the rows of a routine counter.
const listRows = "handover explain --counter "

// routineList returns the sheet of what is counted and is no finding: the routine
// rows with the way to list them, and the findings for which others speak.
func (b *builder) routineList() workbook.Sheet {
	s, l := &b.Summary, &b.Words.Labels
	var rows [][]workbook.Cell
	for _, counter := range reconcile.Counters() {
		rows = append(rows, []workbook.Cell{
			workbook.Text(l.Routine), workbook.Text(b.Words.Counter(counter)), workbook.Int(int64(s.Routine[counter])),
			workbook.Text(listRows + string(counter)), workbook.Text(string(counter)),
		})
	}
	for _, code := range slices.Sorted(maps.Keys(s.Silenced)) {
		rows = append(rows, []workbook.Cell{
			workbook.Text(l.Silenced), workbook.Text(b.Words.Title(code)), workbook.Int(int64(s.Silenced[code])),
			{},
			workbook.Text(string(code)),
		})
	}
	return b.list(workbook.Sheet{
		Name: l.SheetRoutine, Count: len(rows), Rows: each(rows),
		Columns: []workbook.Column{
			{Title: b.Heading("kind"), Width: 28},
			{Title: b.Heading("title"), Width: 42},
			{Title: l.Count, Kind: workbook.KindInteger},
			{Title: b.Heading("how_to_list"), Width: 44},
			{Title: b.Heading("code"), Width: 26},
		},
	})
}
