package html

import (
	"cmp"
	"context"
	"iter"
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
	c.TenantID, c.Name = strings.Clone(c.TenantID), strings.Clone(c.Name)
	p.customers = append(p.customers, *c)
	if len(p.customers) == 2*mostCustomers {
		p.trimCustomers()
	}
}

func (p *page) trimCustomers() {
	slices.SortStableFunc(p.customers, func(a, b reports.Customer) int {
		return cmp.Or(
			cmp.Compare(b.BySeverity[reconcile.Critical], a.BySeverity[reconcile.Critical]), cmp.Compare(b.Overdue, a.Overdue),
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
func (p *page) Customers() iter.Seq[customer] {
	return p.customerRows(p.customers[:min(len(p.customers), mostAtOnce)])
}

// CustomersHeldBack returns the customers that come in pieces, and nil where there are
// none.
func (p *page) CustomersHeldBack() iter.Seq[customer] {
	if len(p.customers) <= mostAtOnce {
		return nil
	}
	return p.customerRows(p.customers[mostAtOnce:])
}

// CustomersHeldBackNote says how many are there for a reader without the script.
func (p *page) CustomersHeldBackNote() string { return p.leftOut(mostAtOnce, len(p.customers)) }

// HasCustomers reports whether any customer has something to be done or was not checked.
func (p *page) HasCustomers() bool { return len(p.customers) > 0 }

func (p *page) customerRows(customers []reports.Customer) iter.Seq[customer] {
	return func(yield func(customer) bool) {
		for i := range customers {
			if !yield(p.customer(&customers[i])) {
				return
			}
		}
	}
}

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
	return row
}

// CustomersLeftOut says how many customers with something to be done are listed, where it
// is not all.
func (p *page) CustomersLeftOut() string {
	return p.leftOut(len(p.customers), len(p.customers)+p.customersLeft)
}
