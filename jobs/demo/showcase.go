package demo

import "handover/reconcile"

// showcase invents the small set: each customer has one subject, and the rows
// of each show what can be found there.
func showcase(today reconcile.Day) []*customer {
	scenes := []struct {
		name, domain      string
		contact, language string // whom to write to, where somebody has told that, and in which language
		play              func(*customer)
	}{
		{"Adventure Works", "adventure-works", "Megan Bowen", "en", renewals},
		{"Woodgrove Bank", "woodgrove", "Johanna Lorenz", "de", ownRows},
		{"Northwind Traders", "northwind", "Diego Siciliani", "de", endings},
		{"Tailspin Toys", "tailspin", "Adele Vance", "en", deadlines},
		{"Wide World Importers", "wideworld", "Isaiah Langer", "en", tooMany},
		{"Litware", "litware", "Lee Gu", "zh", perhapsTooMany},
		{"Trey Research", "trey", "", "", tooManySeats},
		{"Fabrikam Outdoors", "outdoors", "Lidia Holloway", "de", notReady},
		{"Contoso Pharma", "pharma", "", "", otherMarket},
		{"Proseware", "proseware", "Patti Fernandez", "en", handovers},
		{"Fourth Coffee", "fourthcoffee", "Christie Cline", "en", doublyPaid},
		{"Lucerne Publishing", "lucerne", "Pradeep Gupta", "de", requests},
		{"Northwind Cloud Services", "services", "", "", oddities},
		{"Graphic Design Institute", "graphicdesign", "Miriam Graham", "de", lives},
	}
	var customers []*customer
	for i, scene := range scenes {
		c := newCustomer(today, newDice(0, uint64(i)), scene.name, scene.domain)
		if scene.contact != "" {
			c.answersTo(scene.contact, scene.language)
		}
		scene.play(c)
		customers = append(customers, c)
	}
	return customers
}

// renewals shows what renews although it should move.
func renewals(c *customer) {
	c.moving(c.licence(businessPremium(), 25).soldBy(fabrikam()).ends(7))
	c.moving(c.licence(officeE3(), 40).via(reconcile.EA).ends(40))

	contrary := c.licence(businessStandard(), 12).soldBy(fabrikam()).ends(35).then(reconcile.ActionCancel).on()
	c.moving(contrary)

	fresh := c.moving(c.licence(businessBasic(), 30).soldBy(northwind()).starts(-3))
	fresh.ExpectedEnd = c.today.AddDays(-4)
	missed := c.moving(c.licence(exchangePlan1(), 15).soldBy(northwind()).starts(-45))
	missed.ExpectedEnd = c.today.AddDays(-46)

	c.moving(c.licence(appsForBusiness(), 8).soldBy(fabrikam()).ends(-1))
	c.add(c.licence(enterpriseE3(), 25).trying().ends(10))
	c.repeat(4, func() draft {
		return c.licence(businessBasic(), 5).lasting(reconcile.Monthly, reconcile.BilledMonthly).ends(12)
	})
}

// ownRows shows what is ours already and needs a look.
func ownRows(c *customer) {
	c.add(c.licence(enterpriseE3(), 120).ends(21).assigned(104))
	c.add(c.licence(enterpriseE3(), 40).starts(-2).since(400).assigned(31))
	c.add(c.licence(visioPlan2(), 6).ends(25))
	c.add(c.licence(projectPlan3(), 10).ends(33).then(reconcile.ActionCancel))
	c.add(c.licence(legacyE3(), 20).ends(28).off().legacy())
	c.add(c.licence(retired(), 35).ends(60).then(reconcile.ActionCancel))
	c.add(c.licence(businessStandard(), 18).ends(45).off())
	c.add(c.licence(exchangePlan1(), 9).ends(50).then(reconcile.ActionEST))
	c.add(c.licence(teamsEssentials(), 14).ends(19).then(reconcile.ActionRenew))
	c.add(c.licence(businessBasic(), 50).lasting(reconcile.Triennial, reconcile.BilledAnnual).ends(700))
	c.repeat(9, func() draft {
		return c.licence(businessBasic(), 3).lasting(reconcile.Monthly, reconcile.BilledMonthly).ends(17)
	})
	c.add(c.usage())
	c.add(c.other(server(), reconcile.Software, 30).ends(200))
	c.add(c.other(backup(), reconcile.ThirdParty, 30).ends(90))
}

// endings shows the ends of what was bought elsewhere.
func endings(c *customer) {
	c.moving(c.licence(businessPremium(), 22).soldBy(fabrikam()).ends(13).then(reconcile.ActionCancel))
	c.moving(c.licence(businessStandard(), 16).soldBy(fabrikam()).ends(24).off())
	c.moving(c.licence(exchangePlan1(), 30).soldBy(northwind()).ends(31).then(reconcile.ActionEST))
	c.moving(c.licence(officeE3(), 60).via(reconcile.Open).ends(18).off())
	c.moving(c.licence(enterpriseE3(), 200).via(reconcile.EA).ends(55).off())
	c.moving(c.licence(visioPlan2(), 4).soldBy(northwind()).ends(42).blank())

	torn := c.licence(projectPlan3(), 5).soldBy(fabrikam()).ends(80)
	torn.row.CommitmentEndAt = torn.end().AddDays(3).End()
	c.moving(torn)

	ended := c.moving(c.licence(businessBasic(), 10).soldBy(fabrikam()).ends(-40).in(reconcile.Deleted, 5))
	ended.Status = reconcile.MoveDropped
}

// deadlines shows what has ended and can or could be saved.
func deadlines(c *customer) {
	c.moving(c.licence(businessPremium(), 14).soldBy(fabrikam()).ends(-12).off().in(reconcile.Expired, 11))
	c.moving(c.licence(businessStandard(), 9).soldBy(northwind()).ends(-50).off().in(reconcile.Disabled, 19))
	c.moving(c.licence(exchangePlan1(), 20).soldBy(northwind()).ends(-140).off().in(reconcile.Deleted, 18))
	c.moving(c.licence(appsForBusiness(), 7).soldBy(fabrikam()).ends(90).off().in(reconcile.Deleted, 3))
	c.moving(c.licence(officeE3(), 33).soldBy(fabrikam()).ends(16).off().in(reconcile.Suspended, 30))
	c.moving(c.licence(legacyE3(), 11).soldBy(northwind()).ends(120).off().in(reconcile.Suspended, 62).legacy())
	c.add(c.licence(visioPlan2(), 3).ends(-8).off().in(reconcile.Expired, 7))
	c.add(c.licence(projectPlan3(), 2).ends(75).off().in(reconcile.Suspended, 12))
}

// tooMany moves more duplicates than a tenant can hold.
func tooMany(c *customer) {
	c.repeat(28, func() draft {
		return c.licence(common()[c.dice.below(6)].value, c.dice.between(1, 9)).ends(c.dice.between(120, 360))
	})
	for range 126 {
		c.moving(c.licence(common()[c.dice.below(6)].value, c.dice.between(1, 3)).via(reconcile.WebDirect).ends(c.dice.between(100, 350)))
	}
	for range 27 {
		m := c.moving(c.licence(businessBasic(), c.dice.between(1, 3)).soldBy(fabrikam()).ends(c.dice.between(100, 350)))
		m.Route = reconcile.RoutePartnerTransfer
	}
}

// perhapsTooMany stays below the limit unless expired rows count.
func perhapsTooMany(c *customer) {
	c.repeat(256, func() draft {
		return c.licence(common()[c.dice.below(4)].value, c.dice.between(1, 4)).lasting(reconcile.Monthly, reconcile.BilledMonthly).ends(c.dice.between(3, 27))
	})
	for range 12 {
		c.moving(c.licence(exchangePlan1(), c.dice.between(1, 4)).via(reconcile.WebDirect).ends(c.dice.between(100, 200)))
	}
	c.repeat(25, func() draft {
		return c.licence(businessBasic(), 2).soldBy(northwind()).ends(-100).off().in(reconcile.Disabled, 69)
	})
}

// tooManySeats passes the pool of a product while both rows exist.
func tooManySeats(c *customer) {
	c.add(c.licence(businessPremium(), 90).ends(230))
	c.moving(c.licence(businessPremium(), 130).via(reconcile.WebDirect).ends(64).off())
	c.add(c.licence(exchangePlan1(), 45).ends(300))
}
