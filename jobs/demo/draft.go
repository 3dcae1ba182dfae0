package demo

import (
	"time"

	"handover/reconcile"
)

// partner is one that sells subscriptions.
type partner struct {
	id, name string
}

// The partner that customers move to, and others that they come from.
const (
	PartnerID      = "11111111-1111-1111-1111-111111111111"
	PartnerName    = "Contoso Partner"
	PartnerCountry = "DE"
)

func us() partner       { return partner{PartnerID, PartnerName} }
func fabrikam() partner { return partner{"22222222-2222-2222-2222-222222222222", "Fabrikam Licensing"} }

func northwind() partner { return partner{"33333333-3333-3333-3333-333333333333", "Northwind Cloud"} }

// sellers returns the rows of sellers.csv: whom to write to.
func sellers() []reconcile.Seller {
	return []reconcile.Seller{
		{
			ID: fabrikam().id, Name: fabrikam().name, ContactName: "Robin Vogel", ContactEmail: "robin.vogel@licensing.fabrikam.example.com",
			Language: "de",
		},
		{
			ID: northwind().id, Name: northwind().name, ContactName: "Kim Larsen", ContactEmail: "kim.larsen@cloud.northwind.example.com",
			Language: "en",
		},
	}
}

// draft is a subscription in the making; each method returns a changed copy.
type draft struct {
	today reconcile.Day
	offer offer
	row   reconcile.Subscription
}

// licence begins with an annual csp row of new commerce, sold by us, all seats
// assigned, auto-renew on, ending in half a year.
func (c *customer) licence(o offer, seats int) draft {
	d := draft{today: c.today, offer: o, row: reconcile.Subscription{
		ID: c.dice.id(), TenantID: c.profile.ID, Channel: reconcile.CSP, Commerce: reconcile.NCE, ProductType: reconcile.License,
		OfferID: o.id, OfferName: o.title, Quantity: reconcile.CountOf(int64(seats)), Assigned: reconcile.CountOf(int64(seats)),
		Status: reconcile.Active, AutoRenew: reconcile.Yes, EndOfTerm: reconcile.NoAction, Term: reconcile.Annual,
		BillingCycle: reconcile.BilledAnnual, Trial: reconcile.No, InEST: reconcile.No, Currency: currency,
	}}
	return d.soldBy(us()).ends(183)
}

func (d draft) soldBy(p partner) draft {
	d.row.SellerID, d.row.SellerName = p.id, p.name
	return d
}

// via is bought in another channel than csp, where nobody tells a seller.
func (d draft) via(channel reconcile.Channel) draft {
	d.row.Channel, d.row.Commerce = channel, ""
	return d.soldBy(partner{})
}

// lasting changes the term, and the billing with it; the end stays.
func (d draft) lasting(term reconcile.Term, cycle reconcile.BillingCycle) draft {
	d.row.Term, d.row.BillingCycle = term, cycle
	return d.ends(int(d.end() - d.today))
}

func (d draft) end() reconcile.Day { return reconcile.DayOf(d.row.CommitmentEnd) }

// ends puts the last day so many days from today, and the start of the term and
// everything that hangs on it with it.
func (d draft) ends(days int) draft {
	last := d.today.AddDays(days)
	months, _ := d.row.Term.Months()
	d.row.TermStart = last.AddDays(1).AddMonths(-months)
	d.row.Created = d.row.TermStart
	d.row.CommitmentEnd, d.row.CommitmentEndAt = last.Start(), last.End()
	d.row.Cancellable = reconcile.WindowUntil(d.row.TermStart.Start().Add(cancelWindow))
	d.row.UnitPrice = d.offer.price(d.row.Term, d.row.BillingCycle)
	return d
}

// cancelWindow is how long a purchase or renewal can be taken back.
const cancelWindow = 7 * 24 * time.Hour

// since puts the first purchase so many days before today.
func (d draft) since(days int) draft {
	d.row.Created = d.today.AddDays(-days)
	return d
}

// starts puts the first day so many days from today.
func (d draft) starts(days int) draft {
	months, _ := d.row.Term.Months()
	first := d.today.AddDays(days)
	return d.ends(int(first.AddMonths(months) - 1 - d.today))
}

func (d draft) off() draft {
	d.row.AutoRenew = reconcile.No
	return d
}

// blank leaves it open whether the row renews.
func (d draft) blank() draft {
	d.row.AutoRenew = reconcile.Unknown
	return d
}

// then schedules an action for the end of the term, with auto-renew off.
func (d draft) then(action reconcile.EndOfTerm) draft {
	d.row.EndOfTerm = action
	return d.off()
}

// on is switched to auto-renew, whatever is scheduled.
func (d draft) on() draft {
	d.row.AutoRenew = reconcile.Yes
	return d
}

func (d draft) in(status reconcile.Status, sinceDays int) draft {
	d.row.Status, d.row.StatusSince = status, d.today.AddDays(-sinceDays)
	return d
}

func (d draft) assigned(seats int) draft {
	d.row.Assigned = reconcile.CountOf(int64(seats))
	return d
}

// trying is a month for nothing.
func (d draft) trying() draft {
	d.row.Trial = reconcile.Yes
	d = d.lasting(reconcile.Monthly, reconcile.BilledMonthly)
	d.row.UnitPrice = euros(0)
	return d
}

// extended is already in an extended service term, which runs month by month.
func (d draft) extended() draft {
	d.row.InEST = reconcile.Yes
	return d.off().lasting(reconcile.Monthly, reconcile.BilledMonthly)
}

// legacy is of the older catalogue, whose end dates are the day after.
func (d draft) legacy() draft {
	d.row.Commerce = reconcile.Legacy
	d.row.CommitmentEnd = (d.end() + 1).Start()
	d.row.CommitmentEndAt = time.Time{}
	return d
}

// usage is consumed and never ends.
func (c *customer) usage() draft {
	d := c.licence(azurePlan(), 1)
	d.row.ProductType, d.row.Term, d.row.BillingCycle = reconcile.Usage, "", reconcile.BilledMonthly
	d.row.Quantity, d.row.Assigned = reconcile.Count{}, reconcile.Count{}
	d.row.TermStart, d.row.UnitPrice, d.row.Currency = 0, reconcile.Price{}, ""
	d.row.CommitmentEnd, d.row.CommitmentEndAt = reconcile.NewDay(9999, time.December, 31).Start(), time.Time{}
	d.row.Cancellable = reconcile.WindowUntil(time.Time{})
	return d.since(400)
}

// other is a product that is no licence.
func (c *customer) other(o offer, kind reconcile.ProductType, seats int) draft {
	d := c.licence(o, seats)
	d.row.ProductType = kind
	return d
}
