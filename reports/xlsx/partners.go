package xlsx

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"handover/reports"
	"handover/reports/workbook"
)

// partnersList returns the sheet of the other partners, a row each: what each of them is
// to be asked for, and how things stand.
func (b *builder) partnersList(ctx context.Context) (workbook.Sheet, error) {
	partners, err := b.Partners(ctx)
	if err != nil {
		return workbook.Sheet{}, err
	}
	money := b.sumColumns()
	columns := slices.Concat([]workbook.Column{{Title: b.Heading("seller_name"), Width: 26}}, b.contactColumns(), []workbook.Column{
		{Title: b.Words.Labels.SheetCustomers, Kind: workbook.KindInteger},
		{Title: b.Heading("asks"), Width: 38, Wrap: true},
	}, b.standingColumns(money))
	printed := len(columns)
	columns = append(columns, workbook.Column{Title: b.Heading("seller_id"), Width: 38})
	return b.list(workbook.Sheet{
		Name: b.Words.Labels.SheetPartners, Count: len(partners), Empty: b.Words.Labels.NoFindings,
		FreezeColumns: 1, PrintColumns: printed, Columns: columns,
		Rows: rowsOf(each(partners), len(columns), func(p *reports.Partner, cells []workbook.Cell) {
			cells[0] = workbook.Text(b.partnerName(p))
			copy(cells[1:], contactCells(p.Contact))
			cells[3] = workbook.Int(int64(p.Customers))
			cells[4] = workbook.Text(b.asks(p.Asks))
			at := 5 + copy(cells[5:], b.standing(&p.Standing, money))
			cells[at] = workbook.Text(p.SellerID)
		}),
	}), nil
}

// partnerName names a partner, or says that nobody knows who sold the subscriptions.
func (b *builder) partnerName(p *reports.Partner) string {
	if p.SellerID == "" && p.Name == "" {
		return b.Words.Labels.UnknownSeller
	}
	return reports.NameOr(p.Name, p.SellerID)
}

// asks says what a partner is to be asked for and how often, a line each.
func (b *builder) asks(list []reports.Counted) string {
	lines := make([]string, 0, len(list))
	for _, ask := range list {
		lines = append(lines, b.Pair(ask.Word, strconv.Itoa(ask.N)))
	}
	return strings.Join(lines, "\n")
}
