package demo

import "handover/reconcile"

// size draws how many subscriptions a tenant has: most have few, some have
// hundreds; about 39 on average.
func size(d dice) int {
	span := draw(d, []weighted[[2]int]{{54, [2]int{1, 12}}, {30, [2]int{13, 60}}, {13, [2]int{61, 200}}, {3, [2]int{201, 290}}})
	return d.between(span[0], span[1])
}

// crowd invents the n-th tenant of a crowd.
func crowd(today reconcile.Day, seed uint64, n int) *customer {
	d := newDice(seed, uint64(n)+1)
	name, domain := numbered(n)
	c := newCustomer(today, d, name, domain)
	c.vary()
	rows := size(d)
	fill := draw(d, []weighted[func(*customer)]{{70, (*customer).addOurs}, {20, (*customer).addMixed}, {10, (*customer).addForeign}})
	for range rows {
		fill(c)
	}
	return c
}

// vary makes some tenants less than ready.
func (c *customer) vary() {
	p := &c.profile
	p.Country = draw(c.dice, []weighted[string]{{82, "DE"}, {8, "AT"}, {5, "CH"}, {3, "US"}, {2, ""}})
	p.Relationship = draw(c.dice, []weighted[reconcile.Relationship]{
		{90, reconcile.Reseller}, {5, reconcile.NoRelationship}, {4, reconcile.AdvisorRelation}, {1, reconcile.SyndicationOf},
	})
	p.DelegatedAdmin = reconcile.TriOf(c.dice.percent(60))
	p.AgreementAccepted = reconcile.TriOf(c.dice.percent(97))
	p.CSPPartner = reconcile.TriOf(c.dice.below(500) == 0)
}

// some draws a licence with some seats, most of them assigned, that ends within
// a year.
func (c *customer) some() draft {
	seats := c.dice.between(1, 12)
	if c.dice.percent(15) {
		seats = c.dice.between(13, 150)
	}
	d := c.licence(draw(c.dice, common()), seats).ends(c.dice.between(0, 364))
	if c.dice.percent(30) {
		d = d.assigned(c.dice.between(0, seats))
	}
	return d
}

func (c *customer) addOurs() {
	build := draw(c.dice, []weighted[func(*customer) draft]{
		{480, func(c *customer) draft {
			return c.some().lasting(reconcile.Monthly, reconcile.BilledMonthly).ends(c.dice.between(0, 30))
		}},
		{260, (*customer).some},
		{50, func(c *customer) draft {
			return c.some().lasting(reconcile.Triennial, reconcile.BilledAnnual).ends(c.dice.between(0, 1095))
		}},
		{40, (*customer).usage},
		{40, func(c *customer) draft { return c.some().off() }},
		{25, func(c *customer) draft { return c.some().then(reconcile.ActionEST) }},
		{25, func(c *customer) draft { return c.some().then(reconcile.ActionCancel) }},
		{15, func(c *customer) draft { return c.some().lapsed(reconcile.Expired, 1, 30) }},
		{10, func(c *customer) draft { return c.some().lapsed(reconcile.Disabled, 31, 120) }},
		{10, func(c *customer) draft { return c.some().off().in(reconcile.Suspended, c.dice.between(1, 80)) }},
		{10, func(c *customer) draft { return c.some().trying().ends(c.dice.between(0, 30)) }},
		{10, func(c *customer) draft { return c.some().extended().ends(c.dice.between(0, 30)) }},
		{10, func(c *customer) draft {
			return c.licence(legacyE3(), c.dice.between(1, 40)).ends(c.dice.between(0, 364)).legacy()
		}},
		{6, func(c *customer) draft {
			return c.other(server(), reconcile.Software, c.dice.between(1, 50)).ends(c.dice.between(0, 1000))
		}},
		{6, func(c *customer) draft {
			return c.other(backup(), reconcile.ThirdParty, c.dice.between(1, 50)).ends(c.dice.between(0, 364))
		}},
		{3, (*customer).dirty},
	})
	c.add(build(c))
}

// lapsed has ended some days ago and stands where such a row stands then.
func (d draft) lapsed(status reconcile.Status, from, to int) draft {
	days := from + int(d.row.Quantity.N)%(to-from+1)
	return d.off().ends(-days).in(status, days-from)
}

// dirty is a row that can be read but makes no sense.
func (c *customer) dirty() draft {
	d := c.some()
	switch c.dice.below(4) {
	case 0:
		d.row.Status = "hibernating"
	case 1:
		d.row.Quantity = reconcile.CountOf(-d.row.Quantity.N)
	case 2:
		d.row.TermStart = d.end().AddDays(10)
	default:
		d.row.Channel = "marketplace"
	}
	return d
}

// foreign draws a row that was bought elsewhere.
func (c *customer) foreign() draft {
	d := c.some()
	if c.dice.percent(55) {
		d = d.soldBy(oneOf(c.dice, fabrikam(), northwind()))
	} else {
		d = d.via(draw(c.dice, []weighted[reconcile.Channel]{
			{25, reconcile.WebDirect}, {10, reconcile.EA}, {4, reconcile.MCAE}, {3, reconcile.Open}, {2, reconcile.Syndication}, {1, reconcile.Advisor},
		}))
	}
	switch draw(c.dice, []weighted[int]{{50, 0}, {20, 1}, {15, 2}, {5, 3}, {4, 4}, {3, 5}, {3, 6}}) {
	case 1:
		return d.off()
	case 2:
		return d.then(reconcile.ActionCancel)
	case 3:
		return d.blank()
	case 4:
		return d.lapsed(reconcile.Expired, 1, 30)
	case 5:
		return d.off().in(reconcile.Suspended, c.dice.between(1, 60))
	case 6:
		return d.then(reconcile.ActionEST)
	default:
		return d
	}
}

func (c *customer) addForeign() { c.add(c.foreign()) }

// addMixed adds a row of ours or one of another seller, which mostly moves.
func (c *customer) addMixed() {
	if c.dice.percent(45) {
		c.addOurs()
		return
	}
	source := c.foreign()
	if c.dice.percent(35) {
		c.add(source)
		return
	}
	c.addMove(source)
}

// addMove adds a row and its move, as far as that has come.
func (c *customer) addMove(source draft) {
	status := draw(c.dice, []weighted[reconcile.MoveStatus]{
		{55, reconcile.MovePlanned}, {20, reconcile.MoveInProgress}, {20, reconcile.MoveDone}, {5, reconcile.MoveDropped},
	})
	var targets []string
	if status == reconcile.MoveInProgress || status == reconcile.MoveDone {
		targets = append(targets, c.add(c.replacement(source)))
		if source.row.Status == reconcile.Active && c.dice.percent(85) {
			source = source.then(reconcile.ActionCancel)
		}
	}
	m := c.moving(source, targets...)
	m.Status = status
	if source.row.Channel == reconcile.CSP && c.dice.percent(30) {
		m.Route = reconcile.RoutePartnerTransfer
	}
	if c.dice.percent(10) {
		m.RequesterRole = oneOf(c.dice, "sales-agent", "helpdesk-agent")
	}
	if m.Route == reconcile.RoutePartnerTransfer && c.dice.percent(20) {
		status := oneOf(c.dice, reconcile.TransferPending, reconcile.TransferComplete, reconcile.TransferReject)
		c.transfer(status, partner{id: source.row.SellerID}, c.dice.between(0, 40), source.row.ID)
	}
}

// replacement is a row of ours for another one: most start in time and with as
// many seats.
func (c *customer) replacement(source draft) draft {
	seats := int(source.row.Quantity.N)
	if c.dice.percent(8) {
		seats = max(1, seats-c.dice.between(1, 5))
	}
	starts := int(source.end()-c.today) - c.dice.between(0, 6)
	if c.dice.percent(10) {
		starts += c.dice.between(7, 20)
	}
	if c.dice.percent(15) {
		starts -= c.dice.between(20, 60)
	}
	return c.licence(source.offer, seats).starts(starts)
}
