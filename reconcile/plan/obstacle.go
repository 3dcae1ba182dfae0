package plan

import (
	"cmp"
	"slices"

	"handover/reconcile"
)

func compareObstacles(a, b reconcile.Obstacle) int {
	return cmp.Or(
		compareDays(a.Day, b.Day),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.TenantID, b.TenantID),
		cmp.Compare(a.SourceID, b.SourceID),
		cmp.Compare(a.Subject, b.Subject),
	)
}

// obstacleOf starts the obstacle of one move.
func (b *builder) obstacleOf(m *Move, code reconcile.ObstacleCode) reconcile.Obstacle {
	o := reconcile.Obstacle{Code: code, TenantID: m.Move.TenantID, SourceID: m.Move.SourceID, TargetTenantID: b.tenant.ID}
	if m.Source != nil {
		o.SellerID, o.OfferName = m.Source.SellerID, m.Source.Name()
	}
	return o
}

// shortages returns the limits that are passed even though every order is placed
// on its last safe day, which is when the least counts.
func (b *builder) shortages(items []item) []reconcile.Obstacle {
	var list []reconcile.Obstacle
	for _, l := range b.limits(items) {
		e, ok := b.short(l, items)
		if !ok {
			continue
		}
		o := reconcile.Obstacle{
			Code: l.code, TenantID: b.tenant.ID, TargetTenantID: b.tenant.ID, Subject: l.offer,
			Count: e.count, Limit: l.most, Excess: e.most, Remedies: b.remedies(l, items), Movers: b.movers(l, items),
		}
		if l.offer != "" {
			o.OfferName = b.nameOf(l.offer)
		}
		if e.day != never {
			o.Day = e.day
		}
		o.Remedies = append(o.Remedies, reconcile.Remedy{Code: reconcile.RemedyFree, N: e.most})
		list = append(list, o)
	}
	return list
}

// movers returns the tenants whose moves count against a limit.
func (b *builder) movers(l limit, items []item) []string {
	var tenants []string
	for i := range items {
		if weight, counts := b.weight(l, items[i].Source); counts && weight > 0 && items[i].orders() {
			tenants = append(tenants, items[i].Move.Move.TenantID)
		}
	}
	slices.Sort(tenants)
	return slices.Compact(tenants)
}

// short reports whether and by how much a limit is passed.
func (b *builder) short(l limit, items []item) (excess, bool) {
	orders, rows := b.demand(l, items), b.supply(l, items)
	days := []reconcile.Day{b.today}
	for _, s := range slices.Concat(orders, rows) {
		if s.from > b.today {
			days = append(days, s.from)
		}
	}
	return newLedger(l.most, days, rows, orders).passed(b.today)
}

// remedies tries the ways out of a limit one by one and returns those that are
// enough. Each is tried by planning the moves as if it had been taken.
func (b *builder) remedies(l limit, items []item) []reconcile.Remedy {
	ways := []struct {
		code reconcile.RemedyCode
		take func(*item) (Move, bool)
	}{
		{reconcile.RemedyTransfer, b.transferred},
		{reconcile.RemedySeats, b.trimmed},
		{reconcile.RemedyLapse, b.lapsed},
	}
	var list []reconcile.Remedy
	for _, way := range ways {
		var taken int64
		changed := make([]item, 0, len(items))
		for i := range items {
			it := items[i]
			if weight, counts := b.weight(l, it.Source); counts && weight > 0 && it.orders() {
				if next, ok := b.taken(way.take(&it)); ok {
					it = next
					taken++
				}
			}
			changed = append(changed, it)
		}
		if taken == 0 {
			continue
		}
		if _, still := b.short(l, changed); !still {
			list = append(list, reconcile.Remedy{Code: way.code, N: taken})
		}
	}
	return list
}

// taken plans a move that has taken a way out.
func (b *builder) taken(m Move, ok bool) (item, bool) {
	if !ok {
		return item{}, false
	}
	it, obstacle := b.prepare(m)
	return it, obstacle == nil
}

// transferred returns a move that asks for no route where a transfer is the best
// one.
func (b *builder) transferred(it *item) (Move, bool) {
	m, asked := it.Move, *it.Move.Move
	asked.Route = b.routing.Best(&m)
	m.Move = &asked
	return m, asked.Route == reconcile.RoutePartnerTransfer || asked.Route == reconcile.RouteChannelTransfer
}

// trimmed returns a move that orders the assigned seats only.
func (b *builder) trimmed(it *item) (Move, bool) {
	m, source := it.Move, *it.Source
	source.Quantity = source.NeededSeats()
	m.Source = &source
	return m, source.Quantity.N < it.Source.Quantity.N
}

// lapsed returns a move whose source lapses into its free grace, in which people
// go on working.
// Source: https://learn.microsoft.com/partner-center/customers/transition-seat-based-services
func (b *builder) lapsed(it *item) (Move, bool) {
	m := it.Move
	off, life := b.env.Policy.Lapsing(m.Source)
	able := it.route == reconcile.RouteRebuy && b.today <= m.Life.LastDay &&
		life.Outcome == reconcile.Lapses && life.CoverBy > it.last
	m.Source, m.Life = &off, life
	return m, able
}
