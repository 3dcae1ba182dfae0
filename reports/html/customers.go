package html

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reports"
)

// mostCustomers is how many customers the page lists: those with the most to be done.
const mostCustomers = 2500

// customer is a row of the table of customers.
type customer struct {
	reports.Customer
	Section        int // of the page; 0: it has none
	Named, Whom    string
	Why, NextDue   string
	Amounts        []string
	Critical, High int
}

// readCustomers keeps the customers that were not checked and those with the most to be
// done, and so reads the coverage too.
func (p *page) readCustomers(ctx context.Context) error {
	for c, err := range p.Report.Customers(ctx) {
		if err != nil {
			return err
		}
		coverage := c.Coverage
		if section := p.sections[c.TenantID]; section != nil {
			section.coverage = &coverage
		}
		if !c.Evaluated {
			p.refused.Add(coverage)
		} else {
			p.accepted.Add(coverage)
		}
		p.addCustomer(&c)
	}
	p.accepted.Rows = p.accepted.Rows[:min(len(p.accepted.Rows), mostCovered-len(p.refused.Rows))]
	p.trimCustomers()
	return nil
}

// addCustomer takes a customer, and where there are twice as many as are listed lets go of
// those with the least to be done.
func (p *page) addCustomer(c *reports.Customer) {
	if c.Findings == 0 && c.Evaluated {
		return
	}
	p.customers = append(p.customers, p.customer(c))
	if len(p.customers) == 2*mostCustomers {
		p.trimCustomers()
	}
}

func (p *page) trimCustomers() {
	slices.SortStableFunc(p.customers, func(a, b customer) int {
		return cmp.Or(
			cmp.Compare(b.Critical, a.Critical), cmp.Compare(b.Overdue, a.Overdue),
			reconcile.CompareDue(a.Next, b.Next), cmp.Compare(b.Findings, a.Findings),
		)
	})
	if len(p.customers) > mostCustomers {
		p.customersLeft += len(p.customers) - mostCustomers
		p.customers = p.customers[:mostCustomers]
	}
}

// Customers returns the customers that are there at once, those with the most to be done
// first.
func (p *page) Customers() []customer { return p.customers[:min(len(p.customers), mostAtOnce)] }

// CustomersHeldBack returns the customers that come in pieces, and nil where there are
// none.
func (p *page) CustomersHeldBack() []customer {
	if len(p.customers) <= mostAtOnce {
		return nil
	}
	return p.customers[mostAtOnce:]
}

// CustomersHeldBackNote says how many are there for a reader without the script.
func (p *page) CustomersHeldBackNote() string { return p.leftOut(mostAtOnce, len(p.customers)) }

// HasCustomers reports whether any customer has something to be done or was not checked.
func (p *page) HasCustomers() bool { return len(p.customers) > 0 }

// customer keeps of a customer what its row shows.
func (p *page) customer(c *reports.Customer) customer {
	row := customer{
		Customer: *c, Named: reports.NameOr(c.Name, c.TenantID), Whom: reports.ContactText(c.Contact), NextDue: p.DayText(c.Next.Day),
		Amounts: p.headlines(c.Money), Critical: c.BySeverity[reconcile.Critical], High: c.BySeverity[reconcile.High],
	}
	if !c.Evaluated {
		row.Why = p.Words.CoverageReason(&c.Coverage)
	}
	if section := p.sections[c.TenantID]; section != nil {
		row.Section = section.Number
	}
	row.TenantID, row.Domain = strings.Clone(c.TenantID), strings.Clone(c.Domain)
	row.Name, row.Contact, row.Source, row.Routine, row.Silenced, row.BySeverity, row.Money = "", reconcile.Contact{}, "", nil, nil, nil, nil
	row.Named, row.Whom = strings.Clone(row.Named), strings.Clone(row.Whom)
	return row
}

// CustomersLeftOut says how many customers with something to be done are listed, where it
// is not all.
func (p *page) CustomersLeftOut() string {
	return p.leftOut(len(p.customers), len(p.customers)+p.customersLeft)
}
