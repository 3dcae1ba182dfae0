package reports

import (
	"context"
	"strings"

	"handover/reconcile"
)

// mostNamed is how many customers a cut names in its title.
const mostNamed = 5

// whose names those whom a cut is about: customers, a seller, or both.
type whose struct {
	customers First[string]
	seller    string
}

// nameCut finds out what those are called whom the cut is about; one without a name goes
// by its id. The name that findings give the seller stands where the run knew no other.
func (r *Report) nameCut(ctx context.Context, sellerName string) error {
	filter := r.part.filter
	r.whose.customers = NewFirst[string](mostNamed)
	if len(filter.Tenants) > 0 {
		names := map[string]string{}
		for c, err := range r.source.Coverage(ctx, filter) {
			if err != nil {
				return err
			}
			names[strings.Clone(c.TenantID)] = strings.Clone(c.Name)
		}
		for _, id := range filter.Tenants {
			r.whose.customers.Add(NameOr(names[id], id))
		}
	}
	if filter.Seller == "" {
		return nil
	}
	gathered := NewSellers()
	gathered.add(filter.Seller, sellerName)
	for s, err := range r.Sellers(ctx, gathered) {
		if err != nil {
			return err
		}
		r.whose.seller = NameOr(s.Name, s.ID)
	}
	return nil
}

// Title names the report.
func (r *Report) Title() string { return r.Titled(r.Words.Labels.Title) }

// Titled says whose a document is, of which day, what it is, and of a cut whom it is
// about.
func (r *Report) Titled(what string) string {
	return titled(r.partner, r.DayText(r.Today), what, r.Names(&r.whose.customers), r.whose.seller)
}

// CutText says what a cut lets through.
func (r *Report) CutText() string {
	var parts []string
	for _, p := range [...]struct{ key, value string }{
		{"tenant_name", r.Names(&r.whose.customers)},
		{"job", r.Words.Job(r.part.filter.Job)},
		{"code", r.Words.Title(r.part.filter.Code)},
		{"owner", r.Words.Owner(r.part.filter.Owner)},
		{"seller_name", r.whose.seller},
		{"severity", r.worse()},
	} {
		if p.value != "" {
			parts = append(parts, r.Pair(r.Words.Column(p.key), p.value))
		}
	}
	if r.part.noMoney {
		parts = append(parts, r.Words.Labels.WithoutAmounts)
	}
	return r.InOneLine(parts)
}

// worse names the severities that a cut lets through.
func (r *Report) worse() string {
	var names []string
	for _, s := range reconcile.Severities() {
		if s.Rank() <= r.part.filter.Least.Rank() && r.part.filter.Least != "" {
			names = append(names, r.Words.Severity(s))
		}
	}
	return strings.Join(names, ", ")
}
