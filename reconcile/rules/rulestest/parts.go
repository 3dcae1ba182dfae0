package rulestest

import "slices"

// All returns every case: the worked ones of the catalogue, then those of each
// topic. No two have the same name.
func All() []Case {
	return slices.Concat(
		Worked(), autoRenewCases(), renewedCases(), windowOpenCases(), endDateCases(), expiredCases(), suspendedCases(), limitCases(),
		readinessCases(), continuityCases(), coverageCases(), billingCases(), transferCases(), usageCases(),
		qualityCases(), lackingCases(), silenceCases(), counterCases(), matchCases(), livesCases(), nightCases(), accountCases(),
		stateNightCases(), sellerCases(), inferredCases(), livesOverNights(), moneyCases(), nextTermCases(),
		sourceCases(), voiceCases(), historyCases(),
	)
}

// The parts most cases are made of: a tenant in order, a subscription that
// another partner sold, one of ours, and the move that brings the first over.
const (
	tenant = "tenant_id=t name=Contoso country=DE relationship=reseller agreement_accepted=true "
	theirs = "subscription_id=s tenant_id=t channel=csp seller_id=99999999-9999-9999-9999-999999999999 " +
		"offer_id=CFQ7TTC0LH18:0001 status=active quantity=20 "
	ours = "subscription_id=o tenant_id=t channel=csp seller_id=" + PartnerID + " " +
		"offer_id=CFQ7TTC0LH18:0001 status=active quantity=20 "
	move  = "tenant_id=t source_subscription_id=s "
	again = move + "route=rebuy "
)

// The ways in which an annual term can end. All but lapsing end on 2026-09-01,
// whose horizon of 90 days begins on 2026-06-03. lapsing ends while the free
// grace still applies; its horizon begins on 2026-02-02.
const (
	renewing  = "term=P1Y commitment_end=2026-09-01 auto_renew=true end_of_term= "
	cancelled = "term=P1Y commitment_end=2026-09-01 auto_renew=false end_of_term=cancel "
	extending = "term=P1Y commitment_end=2026-09-01 auto_renew=false end_of_term= "
	bridged   = "term=P1Y commitment_end=2026-09-01 auto_renew=false end_of_term=est "
	lapsing   = "term=P1Y commitment_end=2026-05-03 auto_renew=false end_of_term= "
	distant   = "term=P1Y commitment_end=2027-03-01 auto_renew=true end_of_term= " // renews, and is not near in 2026

	opening = "2026-06-03"
	before  = "2026-06-02"
)

// paid is a price: 20 seats at 10.00 a month are 2400.00 a year.
const paid = "billing_cycle=monthly unit_price=10.00 currency=EUR "

// finished is what is said of a source that has come over while its move is open.
const finished = "move-finished info us - -"

// Replacements of ours: inPlace runs since 2026-05-01, successor takes over on
// 2026-09-01 and is not active yet. Both go on.
const (
	inPlace   = ours + "term=P1Y term_start=2026-05-01 commitment_end=2027-04-30 auto_renew=true end_of_term= "
	successor = ours + "status=pending term=P1Y term_start=2026-09-01 commitment_end=2027-08-31 auto_renew=true end_of_term= "
	named     = move + "target_subscription_id=o "
)

// unpriced is found where rows of ours cost nobody knows what.
const unpriced = "price-missing low us - -"

func rows(list ...string) []string { return list }

// one is a case of one source with one move and nothing else.
func one(name, asOf, subscription string, want ...string) Case {
	return Case{
		Name: name, AsOf: asOf, Tenants: rows(tenant), Moves: rows(move),
		Subscriptions: rows(theirs + subscription), Want: want,
	}
}

// alone is a case of subscriptions that no move names.
func alone(name, asOf, subscription string, want ...string) Case {
	return Case{Name: name, AsOf: asOf, Tenants: rows(tenant), Subscriptions: rows(subscription), Want: want}
}

// The steps that make a case out of another one. plus adds subscriptions, the
// others say what a case is about once.
func (c Case) plus(subscriptions ...string) Case {
	c.Subscriptions = slices.Concat(c.Subscriptions, subscriptions)
	return c
}

func (c Case) having(list ...string) Case     { c.Subscriptions = list; return c }
func (c Case) in(tenants ...string) Case      { c.Tenants = tenants; return c }
func (c Case) moved(moves ...string) Case     { c.Moves = moves; return c }
func (c Case) offered(offers ...string) Case  { c.Catalog = offers; return c }
func (c Case) sold(sellers ...string) Case    { c.Sellers = sellers; return c }
func (c Case) requested(list ...string) Case  { c.Transfers = list; return c }
func (c Case) shows(evidence ...string) Case  { c.Evidence = evidence; return c }
func (c Case) lacks(evidence ...string) Case  { c.Absent = evidence; return c }
func (c Case) silences(counts ...string) Case { c.Silenced = counts; return c }
func (c Case) counts(counts ...string) Case   { c.Routine = counts; return c }
func (c Case) sellingIn(country string) Case  { c.Country = country; return c }
func (c Case) reselling(providers ...string) Case {
	c.Model, c.Providers = "indirect-reseller", providers
	return c
}
