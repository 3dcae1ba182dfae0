package demo

import (
	"time"

	"handover/reconcile"
)

// notReady shows a tenant that we cannot sell to yet.
func notReady(c *customer) {
	c.profile.Relationship = reconcile.AdvisorRelation
	c.profile.AgreementAccepted = reconcile.No
	c.profile.DelegatedAdmin = reconcile.No
	m := c.moving(c.licence(businessStandard(), 21).soldBy(fabrikam()).ends(38).then(reconcile.ActionCancel))
	m.RequesterRole = "helpdesk-agent"
	c.moving(c.licence(exchangePlan1(), 12).via(reconcile.WebDirect).ends(70).off())
}

// otherMarket shows a tenant outside our market.
func otherMarket(c *customer) {
	c.profile.Country = "US"
	c.profile.Relationship = reconcile.NoRelationship
	c.moving(c.licence(enterpriseE3(), 48).soldBy(northwind()).ends(44))
	c.moving(c.licence(businessBasic(), 10).via(reconcile.MCAE).ends(30).off())
}

// handovers shows replacements: in order, late, of another kind and size.
func handovers(c *customer) {
	covered := c.add(c.licence(businessBasic(), 10).starts(-2))
	c.moving(c.licence(businessBasic(), 10).soldBy(fabrikam()).ends(6).then(reconcile.ActionCancel), covered)

	late := c.add(c.licence(businessPremium(), 16).starts(27))
	c.moving(c.licence(businessPremium(), 16).soldBy(fabrikam()).ends(12).then(reconcile.ActionCancel), late)

	different := c.add(c.licence(businessStandard(), 20).starts(-1))
	c.moving(c.licence(officeE3(), 20).via(reconcile.Open).ends(5).off(), different)

	short := c.add(c.licence(exchangePlan1(), 18).starts(-3))
	c.moving(c.licence(exchangePlan1(), 20).soldBy(northwind()).ends(4).then(reconcile.ActionCancel), short)

	m := c.moving(c.licence(discontinued(), 25).soldBy(fabrikam()).ends(50).then(reconcile.ActionCancel))
	m.Route = reconcile.RouteRebuy
	c.moving(c.licence(retired(), 30).soldBy(northwind()).ends(65).then(reconcile.ActionCancel))

	twice := c.add(c.licence(visioPlan2(), 5).soldBy(fabrikam()).ends(150))
	c.move(twice, c.add(c.licence(visioPlan2(), 5).starts(145)))
	c.move(twice, c.add(c.licence(visioPlan2(), 5).starts(149))).Note = "planned a second time"
	c.move(c.dice.id())

	away := c.moving(c.licence(teamsEssentials(), 8).soldBy(fabrikam()).ends(48).off())
	away.TargetTenantID = c.dice.id()
	away.Note = "the branch moves into its parent's tenant"
}

// doublyPaid shows money that is or may be lost or had back.
func doublyPaid(c *customer) {
	started := c.add(c.licence(businessPremium(), 30).starts(-21))
	c.moving(c.licence(businessPremium(), 30).soldBy(fabrikam()).ends(52).then(reconcile.ActionCancel), started)

	bridge := c.add(c.licence(businessStandard(), 11).starts(-10))
	c.moving(c.licence(businessStandard(), 11).soldBy(northwind()).extended().ends(14), bridge)

	m := c.moving(c.licence(officeE3(), 24).soldBy(fabrikam()).ends(170))
	m.Route = reconcile.RouteCancelNow
	c.moving(c.licence(businessBasic(), 40).via(reconcile.WebDirect).ends(130))

	moved := c.add(c.licence(exchangePlan1(), 10).starts(-30))
	done := c.moving(c.licence(exchangePlan1(), 10).soldBy(northwind()).ends(61), moved)
	done.Status = reconcile.MoveDone
}

// requests shows partner transfers and Azure.
func requests(c *customer) {
	pending := c.add(c.licence(businessPremium(), 26).soldBy(fabrikam()).ends(20))
	c.move(pending).Route = reconcile.RoutePartnerTransfer
	c.transfer(reconcile.TransferPending, fabrikam(), 22, pending)

	refused := c.add(c.licence(enterpriseE3(), 15).soldBy(northwind()).ends(110))
	c.move(refused).Route = reconcile.RoutePartnerTransfer
	c.transfer(reconcile.TransferReject, northwind(), 9, refused)

	c.moving(c.licence(officeE3(), 70).via(reconcile.EA).ends(140)).Route = reconcile.RoutePartnerTransfer
	c.moving(c.licence(legacyE3(), 12).soldBy(fabrikam()).ends(160).legacy()).Route = reconcile.RoutePartnerTransfer

	elsewhere := c.usage().via(reconcile.EA)
	c.moving(elsewhere).Route = reconcile.RouteAzureRecreate
	c.moving(c.usage().soldBy(northwind())).Route = reconcile.RouteAzureSwitch
	c.add(c.usage())

	leaving := c.add(c.licence(visioPlan2(), 2).ends(95))
	outgoing := c.transfer(reconcile.TransferPending, us(), 5, leaving)
	outgoing.TargetPartnerID = northwind().id
}

// lives shows what becomes of sources: come over, replaced where they were, gone
// since the night before, with a choice that has vanished since then, with seats that
// another source counts otherwise, and an add-on that nobody thought of.
func lives(c *customer) {
	old := c.add(c.licence(enterpriseE3(), 32).soldBy(fabrikam()).ends(140).in(reconcile.Deleted, 6))
	c.move(old).Route = reconcile.RoutePartnerTransfer
	c.add(c.licence(enterpriseE3(), 32).ends(140).since(6))
	c.transfer(reconcile.TransferComplete, fabrikam(), 7, old)

	staying := c.licence(exchangePlan1(), 13).soldBy(fabrikam()).ends(160)
	stayed := c.add(staying)
	c.move(stayed)
	staying.row.Quantity, staying.row.Assigned = reconcile.CountOf(15), reconcile.CountOf(15)
	c.differs(staying)
	partial := c.transfer(reconcile.TransferPartial, fabrikam(), 12, stayed)
	partial.FailedIDs = []string{stayed}

	c.moving(c.licence(businessStandard(), 17).soldBy(northwind()).ends(150).in(reconcile.Deleted, 9))
	c.add(c.licence(businessStandard(), 20).soldBy(northwind()).starts(-9))

	more := c.licence(teamsEssentials(), 25).soldBy(fabrikam()).ends(46).off()
	c.moving(more)
	fewer := more.then(reconcile.ActionCancel)
	fewer.row.Quantity, fewer.row.Assigned = reconcile.CountOf(20), reconcile.CountOf(20)
	c.lost(fewer)

	c.move(c.lost(c.licence(officeE3(), 21).soldBy(northwind()).ends(23)))

	base := c.add(c.licence(businessPremium(), 28).soldBy(fabrikam()).ends(36).then(reconcile.ActionCancel))
	c.move(base)
	extra := c.licence(visioPlan2(), 4).soldBy(fabrikam()).ends(120)
	extra.row.ParentID = base
	c.add(extra)
	c.add(c.licence(projectPlan3(), 2).soldBy(fabrikam()).ends(210))
}

// oddities shows rows that can be read but make no sense, in a tenant that is a
// partner itself.
func oddities(c *customer) {
	c.profile.CSPPartner = reconcile.Yes
	c.moving(c.licence(businessBasic(), 6).soldBy(fabrikam()).ends(75).then(reconcile.ActionCancel))

	frozen := c.licence(exchangePlan1(), 10).soldBy(fabrikam()).ends(90)
	frozen.row.Status = "hibernating"
	c.add(frozen)
	c.add(c.licence(exchangePlan1(), -4).ends(130))
	backwards := c.licence(businessStandard(), 5).ends(140)
	backwards.row.TermStart = backwards.end().AddDays(30)
	c.add(backwards)
	endless := c.licence(visioPlan2(), 3)
	endless.row.CommitmentEnd, endless.row.CommitmentEndAt = time.Time{}, time.Time{}
	c.add(endless)
	hidden := c.licence(visioPlan2(), 6).ends(9)
	hidden.row.Term = ""
	c.add(hidden)
	unpriced := c.licence(projectPlan3(), 2).ends(40).then(reconcile.ActionCancel)
	unpriced.row.UnitPrice = reconcile.Price{}
	c.add(unpriced)
	strange := c.licence(teamsEssentials(), 4).ends(100)
	strange.row.Currency, strange.row.Term = "XEU", "P5W"
	c.add(strange)
}
