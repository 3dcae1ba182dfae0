package forecast

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reports"
)

// MostDays is how far ahead a forecast looks at most: the longest term, three years, and
// some days.
const MostDays = 1100

const daysOfWeek = 7

// When says in which part of a forecast an issue stands.
type When string

// The parts, in their order. Each week is a part of its own.
const (
	Overdue When = "overdue"
	InWeek  When = "week"
	After   When = "after"   // due later than the forecast looks
	Undated When = "undated" // without a due day
)

// Part is what falls due in a week of the calendar, or in none.
type Part struct {
	When     When
	From, To reconcile.Day // of a week, the first begins today and the last ends with the forecast
	reconcile.Standing
	Owners  []Share
	Sellers []Share
}

// Share is what one of those who act has to do, or what concerns one seller.
type Share struct {
	Owner    reconcile.Owner // of a share of one who acts
	SellerID string          // of a share of a seller; empty: nobody knows who sold the subscriptions
	Name     string          // of the seller, as findings tell it
	reconcile.Standing
}

// Forecast is what a report holds, placed on the days of a number to come. Its money
// counts a subscription once in each part and share.
type Forecast struct {
	*reports.Report
	Days    int
	Through reconcile.Day // the last day
	Parts   []Part        // overdue, every week, after, undated
	Whole   Part          // of all parts but after and undated
}

// New places the issues of a report that looked a number of days ahead. It keeps one
// entry for each week, who acts and seller, and no issue.
func New(ctx context.Context, r *reports.Report, days int) (*Forecast, error) {
	f := &Forecast{Report: r, Days: days, Through: r.Today.AddDays(days)}
	counts := make([]count, f.weeks()+3)
	for i := range counts {
		counts[i] = newCount(r.AsOf)
	}
	whole, at := newCount(r.AsOf), ""
	var touched []*reconcile.StandingTally // in the present tenant
	for reported, err := range r.FindingsByTenant(ctx) {
		if err != nil {
			return nil, err
		}
		finding := &reported.Finding
		if finding.TenantID != at {
			at = strings.Clone(finding.TenantID)
			for _, tally := range touched {
				tally.Settle()
			}
			touched = touched[:0]
		}
		place := f.place(finding.Due)
		touched = counts[place].add(finding, touched)
		if place <= f.weeks() {
			touched = whole.add(finding, touched)
		}
	}
	f.Whole = whole.part()
	for i := range counts {
		f.Parts = append(f.Parts, f.part(i, &counts[i]))
	}
	return f, nil
}

// monday returns the first day of the week in which the forecast begins.
func (f *Forecast) monday() reconcile.Day {
	weekday := (int(f.Today.Start().Weekday()) + daysOfWeek - int(time.Monday)) % daysOfWeek
	return f.Today.AddDays(-weekday)
}

// weeks returns how many weeks of the calendar the forecast touches.
func (f *Forecast) weeks() int { return int(f.Through-f.monday())/daysOfWeek + 1 }

// place returns the place of the part in which a due stands.
func (f *Forecast) place(due reconcile.Due) int {
	switch {
	case !due.Known():
		return f.weeks() + 2
	case due.Passed(f.AsOf):
		return 0
	case due.Day > f.Through:
		return f.weeks() + 1
	default:
		return int(max(due.Day, f.Today)-f.monday())/daysOfWeek + 1
	}
}

// part returns the part at a place.
func (f *Forecast) part(place int, c *count) Part {
	part := c.part()
	switch place {
	case 0:
		part.When = Overdue
	case f.weeks() + 1:
		part.When = After
	case f.weeks() + 2:
		part.When = Undated
	default:
		first := f.monday().AddDays((place - 1) * daysOfWeek)
		part.When, part.From, part.To = InWeek, max(first, f.Today), min(first.AddDays(daysOfWeek-1), f.Through)
	}
	return part
}

// count is a part that is being counted.
type count struct {
	asOf    time.Time
	all     *reconcile.StandingTally
	owners  map[reconcile.Owner]*reconcile.StandingTally
	sellers map[string]*sellerCount
}

type sellerCount struct {
	*reconcile.StandingTally
	name string
}

func newCount(asOf time.Time) count {
	return count{asOf, reconcile.NewStandingTally(asOf), map[reconcile.Owner]*reconcile.StandingTally{}, map[string]*sellerCount{}}
}

// add counts one finding, and adds to a list what is to be settled with its tenant.
func (c *count) add(f *reconcile.Finding, touched []*reconcile.StandingTally) []*reconcile.StandingTally {
	owner := c.owners[f.Owner]
	if owner == nil {
		owner = reconcile.NewStandingTally(c.asOf)
		c.owners[f.Owner] = owner
	}
	seller := c.sellers[f.SellerID]
	if seller == nil {
		seller = &sellerCount{StandingTally: reconcile.NewStandingTally(c.asOf)}
		c.sellers[strings.Clone(f.SellerID)] = seller // else the whole row would be kept with it
	}
	if seller.name == "" {
		seller.name = strings.Clone(f.SellerName)
	}
	for _, tally := range [...]*reconcile.StandingTally{c.all, owner, seller.StandingTally} {
		tally.Add(f)
		touched = append(touched, tally)
	}
	return touched
}

// part returns what was counted: who acts in the order of reconcile.Owners, the sellers
// by their number of issues, the most first.
func (c *count) part() Part {
	part := Part{Standing: c.all.Standing()}
	for _, owner := range reconcile.Owners() {
		if tally := c.owners[owner]; tally != nil {
			part.Owners = append(part.Owners, Share{Owner: owner, Standing: tally.Standing()})
		}
	}
	for id, seller := range c.sellers {
		part.Sellers = append(part.Sellers, Share{SellerID: id, Name: seller.name, Standing: seller.Standing()})
	}
	slices.SortFunc(part.Sellers, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Findings, a.Findings), cmp.Compare(a.Name, b.Name), cmp.Compare(a.SellerID, b.SellerID))
	})
	return part
}
