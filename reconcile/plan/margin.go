package plan

import (
	"cmp"
	"slices"
	"strings"

	"handover/reconcile"
)

// limit is a number that the tenant may not pass: subscriptions, or the seats
// of one capped product.
type limit struct {
	code  reconcile.ObstacleCode
	offer string // of a seat pool, in upper case
	most  int64
}

// limits returns the limits that orders can meet: the tenant's, and the pools of
// the capped products among them.
// Source: https://learn.microsoft.com/partner-center/customers/csp-regional-authorization-tenant-consolidation
func (b *builder) limits(items []item) []limit {
	list := []limit{{code: reconcile.ObstacleTenantLimit, most: int64(b.env.Policy.Limits.TenantSubscriptions)}}
	seen := map[string]bool{}
	for i := range items {
		offer, capped := b.pool(items[i].Source.OfferID)
		if items[i].orders() && capped && !seen[offer] {
			seen[offer] = true
			list = append(list, limit{code: reconcile.ObstacleSeatPool, offer: offer, most: b.tenant.SeatCaps[offer]})
		}
	}
	return list
}

// nameOf returns what an offer, in upper case, is called in the tenant: of several
// names the first in order.
func (b *builder) nameOf(offer string) string {
	name := ""
	for i := range b.tenant.Rows {
		s := b.tenant.Rows[i].Sub
		if strings.EqualFold(s.OfferID, offer) && s.OfferName != "" && (name == "" || s.OfferName < name) {
			name = s.OfferName
		}
	}
	return name
}

// pool returns the seat pool that an offer draws from.
func (b *builder) pool(offerID string) (offer string, capped bool) {
	offer = strings.ToUpper(offerID)
	_, capped = b.tenant.SeatCaps[offer]
	return offer, capped && offer != ""
}

// orders reports whether the move brings one more licence-based subscription into
// the tenant. A transfer only changes who sold it.
func (it *item) orders() bool { return it.begin == reconcile.StepOrder && it.Source.Licensed() }

// takesAlong reports whether the source itself becomes the replacement.
func (it *item) takesAlong() bool {
	return it.route == reconcile.RoutePartnerTransfer || it.begin == reconcile.StepChannelTransfer
}

// latest returns the last day on which an order may be placed. One without a day
// comes after all others.
func (it *item) latest() reconcile.Day {
	if !it.last.Known() {
		return never
	}
	return it.last
}

// weight returns what a subscription counts against a limit, if it does at all.
func (b *builder) weight(l limit, s *reconcile.Subscription) (weight int64, counts bool) {
	if l.code == reconcile.ObstacleTenantLimit {
		return 1, s.Licensed()
	}
	offer, _ := b.pool(s.OfferID)
	return min(max(s.Quantity.N, 0), maxSeats), s.Licensed() && offer == l.offer
}

// demand returns the orders that count against a limit at their last safe days.
func (b *builder) demand(l limit, items []item) []span {
	var list []span
	for i := range items {
		it := &items[i]
		if weight, counts := b.weight(l, it.Source); counts && it.orders() {
			list = append(list, span{from: it.latest(), to: never, weight: weight})
		}
	}
	return list
}

// supply returns the subscriptions that count against a limit and how long they
// do, each by the plan of its own move where it is a source. A pending one is
// certain among the subscriptions from the start, but it takes its seats of a
// product with the first day of its term, when it becomes active.
func (b *builder) supply(l limit, items []item) []span {
	moved := make(map[string]*item, len(items))
	for i := range items {
		moved[items[i].Source.ID] = &items[i]
	}
	var list []span
	for i := range b.tenant.Rows {
		row := &b.tenant.Rows[i]
		weight, counts := b.weight(l, row.Sub)
		if !counts {
			continue
		}
		if s, ok := b.present(row, moved[row.Sub.ID]); ok {
			s.weight = weight
			if l.code == reconcile.ObstacleSeatPool && row.Life.Status == reconcile.Pending && row.Sub.TermStart.Known() {
				s.from = row.Sub.TermStart
			}
			list = append(list, s)
		}
	}
	return list
}

// present returns the days on which a row counts for certain: active, suspended
// and pending ones do; an expired or disabled one did until its end.
func (b *builder) present(row *Row, it *item) (s span, ok bool) {
	s.from = always
	start := row.Sub.Started()
	if row.Life.Status == reconcile.Pending {
		start = row.Sub.Created // its term may begin after it was bought
	}
	if start.Known() && start <= b.today {
		s.from = start
	}
	life := &row.Life
	if it != nil {
		life = &it.Life
	}
	switch life.Status {
	case reconcile.Active, reconcile.Pending, reconcile.Suspended:
		s.to = b.until(row.Sub, life, it)
		return s, true
	case reconcile.Expired, reconcile.Disabled:
		s.to = min(life.LastDay, b.today.AddDays(-1))
		return s, life.LastDay.Known()
	default:
		return s, false
	}
}

// until returns the last day on which a row counts: the day on which it ends for
// certain, which a suspended one of new commerce does as well. What a transfer
// takes along goes on, and so does what should have ended and is still there.
// An extended term that the plan ends counts through its month.
func (b *builder) until(s *reconcile.Subscription, life *reconcile.Lifecycle, it *item) reconcile.Day {
	ends := life.Stops() || life.Status == reconcile.Suspended && s.IsNCE()
	last := life.LastDay
	switch {
	case it == nil:
	case it.takesAlong():
		ends = false
	case it.end != "":
		ends, last = true, it.endBy.Day
	}
	if !ends || !last.Known() || last.NoEnd() || last < b.today {
		return never
	}
	return last
}

// spread returns margins back to the orders, the most expensive overlap first, as
// far as the limits allow; see the package comment. What takes no place keeps
// its whole margin.
func (b *builder) spread(items []item) {
	queue := b.byOverlap(items)
	ledgers := map[string]*ledger{}
	for _, l := range b.limits(items) {
		var days []reconcile.Day
		for _, it := range queue {
			if _, counts := b.weight(l, it.Source); counts && it.last.Known() {
				for day := it.last - reconcile.Day(b.margin); day <= it.last; day++ {
					days = append(days, day)
				}
			}
		}
		ledgers[l.offer] = newLedger(l.most, days, b.supply(l, items), b.demand(l, items))
	}
	for _, it := range slices.Backward(queue) {
		it.margin = 0
		if !it.last.Known() {
			continue
		}
		offer, capped := b.pool(it.Source.OfferID)
		seats, _ := b.weight(limit{code: reconcile.ObstacleSeatPool, offer: offer}, it.Source) // asked for only where it counts
		for day := it.last - 1; it.margin < b.margin; day-- {
			if !ledgers[""].fits(day, 1) || capped && !ledgers[offer].fits(day, seats) {
				break
			}
			ledgers[""].take(day, 1)
			if capped {
				ledgers[offer].take(day, seats)
			}
			it.margin++
		}
	}
}

// byOverlap returns the orders in the order in which their margins shrink.
func (b *builder) byOverlap(items []item) []*item {
	type priced struct {
		item *item
		rank int
		cost reconcile.Amount
	}
	var list []priced
	for i := range items {
		if items[i].orders() {
			rank, cost := b.overlap(&items[i])
			list = append(list, priced{&items[i], rank, cost})
		}
	}
	slices.SortFunc(list, func(x, y priced) int {
		return cmp.Or(
			cmp.Compare(x.rank, y.rank),
			cmp.Compare(x.cost.Currency, y.cost.Currency),
			cmp.Compare(x.cost.Minor, y.cost.Minor),
			compareDays(x.item.Life.LastDay, y.item.Life.LastDay),
			cmp.Compare(x.item.Move.Move.TenantID, y.item.Move.Move.TenantID),
			cmp.Compare(x.item.Source.ID, y.item.Source.ID),
		)
	})
	queue := make([]*item, len(list))
	for i := range list {
		queue[i] = list[i].item
	}
	return queue
}

// overlap returns what the source costs from the wished day of the order through
// E, when both are paid: rank 0 for no day, 1 for a known cost, 2 for an unknown
// one.
func (b *builder) overlap(it *item) (rank int, cost reconcile.Amount) {
	end := dated(it.Life.LastDay)
	if !end.Known() || !it.last.Known() {
		return 2, reconcile.Amount{}
	}
	days := end - (it.last - reconcile.Day(b.margin)) + 1
	if days <= 0 {
		return 0, reconcile.Amount{}
	}
	if cost, ok := it.DayCost.Times(int64(days)).Round(it.Source.Currency); ok {
		return 1, cost
	}
	return 2, reconcile.Amount{}
}
