package xlsx

import (
	"context"
	"net/url"
	"slices"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/workbook"
)

// customersList returns the sheet of the customers, a row each: what was not checked, how
// things stand, and whom to write to. Sums of the rows shown stand above.
func (b *builder) customersList(ctx context.Context, f *figures) workbook.Sheet {
	money := b.sumColumns()
	columns := slices.Concat([]workbook.Column{
		{Title: b.Heading("tenant_name"), Width: 30},
		{Title: b.Words.Labels.NotEvaluated, Width: 26, Wrap: true},
	}, b.standingColumns(money))
	printed := len(columns)
	columns = slices.Concat(columns, b.contactColumns(), []workbook.Column{
		{Title: b.Heading("domain"), Width: 26},
		{Title: b.Heading("subscriptions"), Kind: workbook.KindInteger},
		{Title: b.Heading("seats"), Kind: workbook.KindInteger},
		{Title: b.Heading("tenant_id"), Width: 38},
	})
	return b.list(workbook.Sheet{
		Name: b.Words.Labels.SheetCustomers, Count: b.Summary.Tenants, Empty: b.Words.Labels.NoTenant,
		FreezeColumns: 1, PrintColumns: printed, Columns: columns,
		Rows: rowsOf(b.Customers(ctx), len(columns), func(c *reports.Customer, cells []workbook.Cell) {
			cells[0] = customerCell(c.Name, c.TenantID)
			if !c.Evaluated {
				cells[1] = workbook.Text(b.Words.CoverageReason(&c.Coverage)).As(workbook.Warning)
			}
			at := 2 + copy(cells[2:], b.standing(&c.Standing, money))
			at += copy(cells[at:], contactCells(c.Contact))
			copy(cells[at:], []workbook.Cell{
				workbook.Text(c.Domain), workbook.Int(int64(c.Subscriptions)), workbook.Int(c.Seats), workbook.Text(c.TenantID),
			})
		}),
	}, b.customerSums(f, money))
}

// contactColumns tell whom to write to.
func (b *builder) contactColumns() []workbook.Column {
	return []workbook.Column{{Title: b.Heading("contact_name"), Width: 20}, {Title: b.Heading("contact_email"), Width: 38}}
}

// contactCells write to whom; a mail address leads there.
func contactCells(c reconcile.Contact) []workbook.Cell {
	mail := workbook.Text(c.Email)
	if c.Email != "" {
		mail = mail.Link("mailto:" + url.PathEscape(c.Email))
	}
	return []workbook.Cell{workbook.Text(c.Name), mail}
}

// customerSums adds the columns of the customers.
func (b *builder) customerSums(f *figures, money []sumColumn) []workbook.Cell {
	s := &f.customers
	sums := []workbook.Cell{
		workbook.Text(b.Words.Labels.SumShown).As(workbook.Strong),
		{},
		sum(workbook.Int(int64(s.critical))), sum(workbook.Int(int64(s.high))), sum(workbook.Int(int64(s.findings))),
		sum(workbook.Int(int64(s.overdue))),
		{},
	}
	for _, column := range money {
		sums = append(sums, sumOf(s.money, column.moneyKey))
	}
	return append(sums, workbook.Cell{}, workbook.Cell{}, workbook.Cell{}, // whom to write to, and where
		sum(workbook.Int(int64(s.subscriptions))), sum(workbook.Int(f.seats)))
}

// sum makes a cell the sum of its column.
func sum(cell workbook.Cell) workbook.Cell { return cell.As(workbook.Strong).Sum() }

// sumOf returns the sum of a column of amounts.
func sumOf(sums moneySums, of moneyKey) workbook.Cell {
	return sum(workbook.Amount(reconcile.FormatMinor(sums.of(of), of.currency), of.currency))
}

const (
	// customerPage is the page of a customer in Partner Center, on which Microsoft's
	// documentation has one look up its id: Customers, the customer, Account.
	customerPage, accountPage = "https://partner.microsoft.com/dashboard/v2/customers/", "/account"
)

// customerCell names a customer, and leads to its page in Partner Center where its id is
// one that can have a page.
func customerCell(name, id string) workbook.Cell {
	cell := workbook.Text(reports.NameOr(name, id))
	if !reconcile.IsGUID(id) {
		return cell
	}
	return cell.Link(customerPage + id + accountPage)
}
