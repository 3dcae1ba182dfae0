package comparison

import (
	"context"
	"io"
	"iter"
	"slices"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/words"
	"handover/reports/workbook"
)

// WriteXLSX writes a comparison as a workbook: what it is with the money, everything that
// is not as it was, the tenants that are checked otherwise, and those that only one run
// looked at.
func WriteXLSX(ctx context.Context, w io.Writer, c *Comparison) error {
	day, instant := c.Words.CellFormats()
	return workbook.Write(ctx, w, workbook.Book{
		Title: c.title(), Creator: "handover", Created: c.AsOf, DayFormat: day, InstantFormat: instant, Currencies: c.currencies(),
		Sheets: []workbook.Sheet{c.summarySheet(), c.changesSheet(ctx), c.coverageSheet(), c.onlySheet()},
	})
}

// currencies returns those of all amounts: each stands in the bridge, which holds the
// money of both runs.
func (c *Comparison) currencies() []workbook.Currency {
	var list []workbook.Currency
	for i := range c.Bridge.Lines {
		code := c.Bridge.Lines[i].Currency
		if !slices.ContainsFunc(list, func(known workbook.Currency) bool { return known.Code == code }) {
			exponent, _ := reconcile.CurrencyExponent(code) // that of an unknown currency is told as well
			list = append(list, workbook.Currency{Code: code, Exponent: exponent})
		}
	}
	return list
}

func (c *Comparison) summarySheet() workbook.Sheet {
	l := &c.Words.Labels
	rows := [][]workbook.Cell{{workbook.Text(c.title()).As(workbook.Title)}}
	for _, line := range append(c.scope(), c.counts()) {
		rows = append(rows, []workbook.Cell{workbook.Text(line)})
	}
	bridge := c.BridgeTable(&c.Bridge)
	columns := make([]workbook.Column, 1+len(bridge.Heads))
	for i := range columns {
		columns[i].Width = amountChars
	}
	if len(bridge.Lines) > 0 {
		head := []workbook.Cell{workbook.Text(words.Fill(l.Bridge, "run", reports.RunID(&c.Before)))}
		for _, text := range bridge.Heads {
			head = append(head, workbook.Text(text))
		}
		rows = append(rows, nil, head)
	}
	for i := range bridge.Lines {
		line := &bridge.Lines[i]
		cells := []workbook.Cell{workbook.Text(c.MoneyOf(l.ExposureOf, line.Kind, line.Currency))}
		for _, minor := range line.Amounts {
			cells = append(cells, workbook.Amount(reconcile.FormatMinor(minor, line.Currency), line.Currency))
		}
		rows = append(rows, cells)
	}
	if len(bridge.Lines) > 0 {
		rows = append(rows, []workbook.Cell{workbook.Text(l.BridgeNote)})
	}
	return workbook.Sheet{Name: l.Summary, Landscape: true, Columns: columns, Count: len(rows), Rows: reports.Listed(rows)}
}

// The widths of columns, in characters.
const (
	amountChars = 24
	wordChars   = 18
	idChars     = 38
	textChars   = 60
)

func (c *Comparison) changesSheet(ctx context.Context) workbook.Sheet {
	columns := []workbook.Column{
		{Title: c.Heading("delta"), Width: wordChars},
		{Title: c.Heading("change_details"), Width: textChars, Wrap: true},
		{Title: c.Heading("due_day"), Kind: workbook.KindDay},
		{Title: c.Heading("severity"), Width: wordChars},
		{Title: c.Heading("owner"), Width: wordChars},
		{Title: c.Heading("tenant_name"), Width: wordChars, Wrap: true},
		{Title: c.Heading("offer_name"), Width: wordChars, Wrap: true},
		{Title: c.Heading("exposure_amount"), Kind: workbook.KindMoney},
		{Title: c.Heading("message"), Width: textChars, Wrap: true},
		{Title: c.Heading("job"), Width: wordChars},
		{Title: c.Heading("seller_name"), Width: wordChars, Wrap: true},
		{Title: c.Heading("subscription_id"), Width: idChars},
		{Title: c.Heading("tenant_id"), Width: idChars},
		{Title: c.Heading("id"), Width: idChars},
	}
	return workbook.Sheet{
		Name: c.Words.Labels.SheetChanges, Columns: columns, Filter: true, Landscape: true, Empty: c.Words.Comparison().Same,
		Count: c.Changes(), Rows: c.rows(ctx),
	}
}

func (c *Comparison) rows(ctx context.Context) iter.Seq2[[]workbook.Cell, error] {
	return func(yield func([]workbook.Cell, error) bool) {
		for passage, err := range c.Passages(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(c.row(&passage), nil) {
				return
			}
		}
	}
}

func (c *Comparison) row(p *reconcile.Passage) []workbook.Cell {
	f := finding(p)
	var due, amount workbook.Cell
	if f.Due.Known() {
		due = workbook.Day(f.Due.Day.Start().Date())
	}
	if a := f.Exposure.Amount; a.Known() {
		amount = workbook.Money(a.Minor, a.Currency)
	}
	return []workbook.Cell{
		workbook.Text(c.word(p)), workbook.Text(c.details(p)), due, workbook.Text(c.Words.Severity(f.Severity)), workbook.Text(c.Words.Owner(f.Owner)),
		workbook.Text(f.TenantName), workbook.Text(f.OfferName), amount, workbook.Text(c.Words.Message(f)), workbook.Text(c.Words.Job(f.Job)),
		workbook.Text(f.SellerName), workbook.Text(f.SubscriptionID), workbook.Text(f.TenantID), workbook.Text(f.ID),
	}
}

func (c *Comparison) coverageSheet() workbook.Sheet {
	l := &c.Words.Labels
	return workbook.Sheet{
		Name: l.Coverage, Filter: true, Landscape: true, Empty: c.Words.Comparison().Same,
		Columns: []workbook.Column{
			{Title: c.Heading("tenant_name"), Width: wordChars, Wrap: true},
			{Title: c.named(&c.Before), Width: textChars, Wrap: true},
			{Title: c.named(&c.After), Width: textChars, Wrap: true},
			{Title: c.Heading("tenant_id"), Width: idChars},
		},
		Count: len(c.Coverage), Rows: func(yield func([]workbook.Cell, error) bool) {
			for i := range c.Coverage {
				t := &c.Coverage[i]
				cells := []workbook.Cell{
					workbook.Text(t.After.Name), workbook.Text(c.status(&t.Before)), workbook.Text(c.status(&t.After)), workbook.Text(t.After.TenantID),
				}
				if !yield(cells, nil) {
					return
				}
			}
		},
	}
}

// onlySheet names the tenants that only one of the runs looked at.
func (c *Comparison) onlySheet() workbook.Sheet {
	return workbook.Sheet{
		Name: c.Words.Comparison().Apart, Filter: true, Empty: c.Words.Comparison().NoneApart, Columns: []workbook.Column{
			{Title: c.Words.Labels.Run, Width: textChars},
			{Title: c.Heading("tenant_name"), Width: wordChars, Wrap: true},
			{Title: c.Heading("tenant_id"), Width: idChars},
		},
		Count: len(c.TenantsBefore) + len(c.TenantsAfter), Rows: func(yield func([]workbook.Cell, error) bool) {
			for _, side := range [...]struct {
				run     *reconcile.Run
				tenants []reconcile.Party
			}{{&c.Before, c.TenantsBefore}, {&c.After, c.TenantsAfter}} {
				for i := range side.tenants {
					only := workbook.Text(words.Fill(c.Words.Comparison().Only, "run", reports.RunID(side.run)))
					if !yield([]workbook.Cell{only, workbook.Text(side.tenants[i].Name), workbook.Text(side.tenants[i].ID)}, nil) {
						return
					}
				}
			}
		},
	}
}
