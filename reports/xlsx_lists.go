package reports

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"net/url"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reports/workbook"
)

// customerPage is the page of a customer in Partner Center.
const customerPage = "https://partner.microsoft.com/dashboard/v2/customers/"

// coverageSheet gives the sheet of the tenants, with links to Partner Center.
func (r *Report) coverageSheet(ctx context.Context) workbook.Sheet {
	return workbook.Sheet{
		Name: r.Words.Labels.Coverage, Count: r.Summary.Tenants, Empty: r.Words.Labels.NoTenant,
		Filter: true, FreezeColumns: 1, Landscape: true,
		Columns: []workbook.Column{
			{Title: r.Heading("tenant_name"), Width: 40},
			{Title: r.Heading("status"), Width: 15},
			{Title: r.Heading("reason"), Width: 50, Wrap: true},
			{Title: r.Heading("subscriptions"), Kind: workbook.KindInteger},
			{Title: r.Heading("seats"), Kind: workbook.KindInteger},
			{Title: r.Heading("with_findings"), Kind: workbook.KindInteger, Width: 13},
			{Title: r.Heading("data_age_hours"), Kind: workbook.KindInteger, Width: 16},
			{Title: r.Heading("tenant_id"), Width: 38},
		},
		Emphasis: []workbook.Emphasis{{Column: 1, Text: r.Words.CoverageStatus(false), Look: workbook.Warning}},
		Rows: rowsOf(r.Coverage(ctx), 8, func(c *reconcile.Coverage, cells []workbook.Cell) {
			name := workbook.Text(cmp.Or(strings.TrimSpace(c.Name), c.TenantID))
			cells[0] = name.Link(customerPage + url.PathEscape(c.TenantID) + "/account")
			cells[1] = workbook.Text(r.Words.CoverageStatus(c.Evaluated))
			cells[2] = workbook.Text(r.Words.NotEvaluated(c))
			cells[3] = workbook.Int(int64(c.Subscriptions))
			cells[4] = workbook.Int(c.Seats)
			cells[5] = workbook.Int(int64(c.WithFindings))
			if hours, ok := r.DataAge(c); ok {
				cells[6] = workbook.Int(int64(hours))
			}
			cells[7] = workbook.Text(c.TenantID)
		}),
	}
}

// listRows is the command that lists the rows of a routine counter.
const listRows = "handover explain --counter "

// routineSheet gives the sheet of what is counted and is no finding: the routine
// rows with the way to list them, and the findings for which others speak.
func (r *Report) routineSheet() workbook.Sheet {
	s, l := &r.Summary, &r.Words.Labels
	var rows [][]workbook.Cell
	for _, counter := range reconcile.Counters() {
		rows = append(rows, []workbook.Cell{
			workbook.Text(l.Routine), workbook.Text(r.Words.Counter(counter)), workbook.Int(int64(s.Routine[counter])),
			workbook.Text(listRows + string(counter)), workbook.Text(string(counter)),
		})
	}
	for _, code := range slices.Sorted(maps.Keys(s.Silenced)) {
		rows = append(rows, []workbook.Cell{
			workbook.Text(l.Silenced), workbook.Text(r.Words.Title(code)), workbook.Int(int64(s.Silenced[code])),
			{},
			workbook.Text(string(code)),
		})
	}
	return workbook.Sheet{
		Name: l.SheetRoutine, Count: len(rows), Rows: listed(rows), Filter: true, Landscape: true,
		Columns: []workbook.Column{
			{Title: r.Heading("kind"), Width: 28},
			{Title: r.Heading("title"), Width: 42},
			{Title: l.Count, Kind: workbook.KindInteger},
			{Title: r.Heading("how_to_list"), Width: 44},
			{Title: r.Heading("code"), Width: 26},
		},
	}
}

// listed delivers rows that are all there already.
func listed(rows [][]workbook.Cell) iter.Seq2[[]workbook.Cell, error] {
	return func(yield func([]workbook.Cell, error) bool) {
		for _, cells := range rows {
			if !yield(cells, nil) {
				return
			}
		}
	}
}
