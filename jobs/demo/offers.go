package demo

import (
	"fmt"

	"handover/reconcile"
)

// currency is the one that everything is priced in.
const currency = "EUR"

// offer is a product of the demo's catalogue. cents is its monthly-term price
// per seat and month; a longer term costs five sixths of it.
type offer struct {
	id    string
	title string
	cents int64
}

func (o offer) price(term reconcile.Term, cycle reconcile.BillingCycle) reconcile.Price {
	cents := o.cents
	if term != reconcile.Monthly {
		cents = cents * 5 / 6
	}
	months, ok := cycle.Months()
	if !ok {
		return reconcile.Price{}
	}
	return euros(cents * int64(months))
}

func euros(cents int64) reconcile.Price {
	price, err := reconcile.ParsePrice(fmt.Sprintf("%d.%02d", cents/100, cents%100))
	if err != nil {
		panic(err) // a whole number of cents is always a price
	}
	return price
}

func businessBasic() offer { return offer{"CFQ7TTC0LH18:0001", "Microsoft 365 Business Basic", 600} }

func businessStandard() offer {
	return offer{"CFQ7TTC0LDPB:0001", "Microsoft 365 Business Standard", 1260}
}

func businessPremium() offer {
	return offer{"CFQ7TTC0LCHC:0002", "Microsoft 365 Business Premium", 2220}
}

func appsForBusiness() offer {
	return offer{"CFQ7TTC0LH1G:0001", "Microsoft 365 Apps for business", 1020}
}
func officeE3() offer        { return offer{"CFQ7TTC0LF8R:0001", "Office 365 E3", 2340} }
func enterpriseE3() offer    { return offer{"CFQ7TTC0LFLX:0001", "Microsoft 365 E3", 3840} }
func exchangePlan1() offer   { return offer{"CFQ7TTC0LH16:0001", "Exchange Online (Plan 1)", 420} }
func teamsEssentials() offer { return offer{"CFQ7TTC0JN4R:0002", "Microsoft Teams Essentials", 420} }
func visioPlan2() offer      { return offer{"CFQ7TTC0HD32:0002", "Visio Plan 2", 1500} }
func projectPlan3() offer    { return offer{"CFQ7TTC0HDB0:0002", "Planner and Project Plan 3", 3000} }

// retired is no longer sold but renews, with officeE3 in its place;
// discontinued is gone without a successor.
func retired() offer      { return offer{"CFQ7TTC0XR01:0001", "Office 365 E3 (retired edition)", 2280} }
func discontinued() offer { return offer{"CFQ7TTC0XD01:0001", "Fabrikam Mail Archive", 300} }

// legacyE3 is of the older catalogue, where offers are GUIDs.
func legacyE3() offer {
	return offer{"0e5c4a52-7a3b-4c1e-9d53-2f6f0c1a9b10", "Office 365 Enterprise E3", 2340}
}

// The products that are not licences.
func azurePlan() offer { return offer{"DZH318Z0BPS6:0001", "Azure plan", 0} }
func server() offer    { return offer{"DG7GMGF0D8H4:0001", "Windows Server 2025 CAL", 3600} }
func backup() offer    { return offer{"DZH318Z0XB01:0001", "Adventure Works Backup", 360} }

// common are the licences that crowds buy, the small ones most.
func common() []weighted[offer] {
	return []weighted[offer]{
		{22, businessStandard()},
		{18, businessBasic()},
		{16, businessPremium()},
		{12, exchangePlan1()},
		{8, appsForBusiness()},
		{7, officeE3()},
		{6, enterpriseE3()},
		{5, teamsEssentials()},
		{3, visioPlan2()},
		{3, projectPlan3()},
	}
}

// catalog returns the rows of catalog.csv.
func catalog(today reconcile.Day) []reconcile.Offer {
	var rows []reconcile.Offer
	for _, o := range common() {
		rows = append(rows, sold(o.value))
	}
	premium := sold(businessPremium())
	premium.SeatCap = reconcile.CountOf(300)
	rows[2] = premium

	old := sold(retired())
	old.OnSaleUntil, old.RenewableUntil = today.AddDays(-60), today.AddDays(400)
	old.EquivalentTo = []string{officeE3().id}
	gone := sold(discontinued())
	gone.OnSaleUntil, gone.RenewableUntil, gone.MonthlyPlan = today.AddDays(-30), today.AddDays(30), reconcile.No
	legacy := sold(legacyE3())
	legacy.EquivalentTo = []string{officeE3().id}
	noMonthly := sold(server())
	noMonthly.MonthlyPlan, noMonthly.MonthlyPrice, noMonthly.Currency = reconcile.No, reconcile.Price{}, ""
	return append(rows, old, gone, legacy, noMonthly, sold(backup()))
}

func sold(o offer) reconcile.Offer {
	return reconcile.Offer{
		ID: o.id, Title: o.title, MonthlyPlan: reconcile.Yes,
		MonthlyPrice: euros(o.cents), Currency: currency,
	}
}
