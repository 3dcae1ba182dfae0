package rules

import (
	"slices"
	"strings"

	"handover/reconcile"
)

// The codes of the job tenant-limits.
const (
	CodeTenantLimitExceeded reconcile.Code = "tenant-limit-exceeded"
	CodeTenantLimitPossible reconcile.Code = "tenant-limit-possible"
	CodeSeatPoolExceeded    reconcile.Code = "seat-pool-exceeded"
	CodeTransferBatches     reconcile.Code = "transfer-batches"
)

func limitRules() []Rule {
	const job = reconcile.TenantLimitsJob
	return []Rule{
		{
			Code: CodeTenantLimitExceeded, Job: job, Severities: severities(reconcile.Critical),
			Evidence: keys("certain", "possible", "planned", "total", "limit", "to_duplicate", "doubled_limit"),
			Sources:  []string{consolidatePage, seatBasedPage}, tenant: tenantLimitExceeded,
		},
		{
			Code: CodeTenantLimitPossible, Job: job, Severities: severities(reconcile.Medium),
			Evidence: keys("certain", "possible", "planned", "total", "limit"),
			Sources:  []string{consolidatePage, seatBasedPage}, tenant: tenantLimitPossible,
		},
		{
			Code: CodeSeatPoolExceeded, Job: job, Severities: severities(reconcile.Critical, reconcile.Medium),
			Evidence: keys("seats", "planned_seats", "total", "cap"), Sources: []string{pricingPage},
			tenant: seatPoolExceeded,
		},
		{
			Code: CodeTransferBatches, Job: job, Severities: severities(reconcile.Info),
			Evidence: keys("items", "requests", "items_per_request"), Sources: []string{transferPage}, tenant: transferBatches,
		},
	}
}

// census counts a tenant's licence-based subscriptions for the limit on them.
// Active, suspended and pending rows are certain; expired and disabled ones may
// count as well, which is documented nowhere.
type census struct {
	certain, possible, planned, toDuplicate int
	due                                     reconcile.Day
}

func (v *view) census() census {
	var c census
	for i := range v.rows {
		r := &v.rows[i]
		if !r.counts() || !r.licensed() {
			continue
		}
		switch r.life.Status {
		case reconcile.Active, reconcile.Suspended, reconcile.Pending:
			c.certain++
		case reconcile.Expired, reconcile.Disabled:
			c.possible++
		}
	}
	var days coverDays
	for _, a := range v.plannedDuplicates() {
		c.planned++
		days.add(v, &a)
		if a.source.life.Status == reconcile.Active {
			c.toDuplicate++
		}
	}
	c.due = days.earliest()
	return c
}

// counts reports whether the row takes part in what is said of a tenant: not what
// has come over under another id, or has gone over to another partner.
func (r *row) counts() bool { return !r.through && !r.left }

// plannedDuplicates returns the arrivals that will become one new subscription
// each: licence sources that are to be bought again and have no target yet.
func (v *view) plannedDuplicates() []arrival {
	var list []arrival
	asked := map[*row]bool{}
	for _, a := range v.open {
		if a.source == nil || a.target || asked[a.source] || !a.source.licensed() || v.routeOf(&a) != reconcile.RouteRebuy {
			continue
		}
		asked[a.source] = true
		list = append(list, a)
	}
	return list
}

func tenantLimitExceeded(v *view) []reconcile.Finding {
	limits := v.env.Policy.Limits
	c := v.census()
	if len(v.open) == 0 || c.certain+c.planned <= limits.TenantSubscriptions {
		return nil
	}
	return []reconcile.Finding{v.overall(reconcile.Critical, reconcile.OwnerUs, reconcile.DueDay(c.due),
		ev("certain", number(c.certain)), ev("possible", number(c.possible)), fact("planned", number(c.planned)),
		ev("total", number(c.certain+c.planned)), ev("limit", number(limits.TenantSubscriptions)),
		ev("to_duplicate", number(c.toDuplicate)), ev("doubled_limit", number(limits.Doubled)))}
}

func tenantLimitPossible(v *view) []reconcile.Finding {
	limit := v.env.Policy.Limits.TenantSubscriptions
	c := v.census()
	total := c.certain + c.possible + c.planned
	if len(v.open) == 0 || c.certain+c.planned > limit || total <= limit {
		return nil
	}
	f := v.overall(reconcile.Medium, reconcile.OwnerUs, reconcile.DueDay(c.due),
		ev("certain", number(c.certain)), ev("possible", number(c.possible)), fact("planned", number(c.planned)),
		ev("total", number(total)), ev("limit", number(limit)))
	f.Assumptions = []reconcile.Assumption{reconcile.ExpiredCounted}
	return []reconcile.Finding{f}
}

// pool is the seats of one capped product in a tenant.
type pool struct {
	offer          string
	seats, planned int64
	duplicates     int
	days           coverDays
}

// capOf returns the number of seats a product may have in one tenant.
func (v *view) capOf(offerID string) (int64, bool) {
	if offer, ok := v.env.Catalog.Offer(offerID); ok && offer.SeatCap.Known {
		return offer.SeatCap.N, true
	}
	n, ok := v.env.Policy.Limits.SeatCaps[strings.ToUpper(offerID)]
	return n, ok
}

func (v *view) pools() []*pool {
	byOffer := map[string]*pool{}
	at := func(offerID string) *pool {
		key := strings.ToUpper(offerID)
		if _, capped := v.capOf(offerID); !capped || key == "" {
			return nil
		}
		if byOffer[key] == nil {
			byOffer[key] = &pool{offer: key}
		}
		return byOffer[key]
	}
	for i := range v.rows {
		r := &v.rows[i]
		running := r.life.Status == reconcile.Active || r.life.Status == reconcile.Suspended
		if p := at(r.sub.OfferID); p != nil && running && r.licensed() && r.counts() {
			p.seats = addSeats(p.seats, r.sub.Quantity)
		}
	}
	for _, a := range v.plannedDuplicates() {
		if p := at(a.source.sub.OfferID); p != nil {
			p.planned = addSeats(p.planned, a.source.sub.Quantity)
			p.duplicates++
			p.days.add(v, &a)
		}
	}
	list := make([]*pool, 0, len(byOffer))
	for _, p := range byOffer {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *pool) int { return strings.Compare(a.offer, b.offer) })
	return list
}

func seatPoolExceeded(v *view) []reconcile.Finding {
	var list []reconcile.Finding
	for _, p := range v.pools() {
		limit, _ := v.capOf(p.offer)
		total := addSeats(p.seats, reconcile.CountOf(p.planned))
		if total <= limit {
			continue
		}
		severity := reconcile.Medium
		if p.duplicates > 0 {
			severity = reconcile.Critical
		}
		f := v.overall(severity, reconcile.OwnerUs, reconcile.DueDay(p.days.earliest()),
			fact("seats", number(p.seats)), fact("planned_seats", number(p.planned)),
			ev("total", number(total)), ev("cap", number(limit)))
		f.Subject, f.OfferID = p.offer, p.offer
		if offer, ok := v.env.Catalog.Offer(p.offer); ok {
			f.OfferName = offer.Title
		}
		list = append(list, f)
	}
	return list
}

func transferBatches(v *view) []reconcile.Finding {
	size := v.env.Policy.Limits.TransferItems
	items := 0
	for _, a := range v.leaving() {
		if v.routeOf(&a) == reconcile.RoutePartnerTransfer {
			items++
		}
	}
	if items <= size {
		return nil
	}
	return []reconcile.Finding{v.overall(reconcile.Info, reconcile.OwnerUs, reconcile.Due{},
		ev("items", number(items)), fact("requests", number((items+size-1)/size)), ev("items_per_request", number(size)))}
}
