package plan

import (
	"cmp"

	"handover/reconcile"
)

// ObstacleCode says in a code what stands in the way.
type ObstacleCode string

// The obstacles.
const (
	TenantLimit      ObstacleCode = "tenant-limit"      // too many licence-based subscriptions
	SeatPool         ObstacleCode = "seat-pool"         // too many seats of a capped product
	RouteUnavailable ObstacleCode = "route-unavailable" // the route asked for cannot be gone
	SourceUnknown    ObstacleCode = "source-unknown"    // the source was never seen
	SourceTwice      ObstacleCode = "source-twice"      // another move of the same source counts
)

// Obstacle is something that makes the plan impossible as it is asked for: a
// limit that is passed however late the orders are placed, or a move that cannot
// be planned and therefore has no steps.
type Obstacle struct {
	Code           ObstacleCode
	TenantID       string // of a move, its own tenant; of a limit, the tenant it holds in
	SourceID       string // of a move
	TargetTenantID string
	Subject        string // seat-pool: the offer in upper case; route-unavailable: the route
	Why            Why    // route-unavailable

	// Day is the first day on which the limit is passed; unknown where only
	// orders without a day pass it. Count is what counts on it, Limit what may.
	// Excess is by how much the limit is passed on the worst day.
	Day    reconcile.Day
	Count  int64
	Limit  int64
	Excess int64

	// Remedies are the ways out, the mildest first. Each alone is enough for this
	// obstacle.
	Remedies []Remedy
}

// RemedyCode says in a code what would make the plan possible.
type RemedyCode string

// The remedies.
const (
	// RemedyRoute: ask for the route named, or for none.
	RemedyRoute RemedyCode = "route"
	// RemedyTransfer: let the moves that can go by a partner or channel transfer
	// do so; a transfer doubles nothing.
	RemedyTransfer RemedyCode = "transfer"
	// RemedySeats: order no more seats than are assigned.
	RemedySeats RemedyCode = "assigned-seats"
	// RemedyLapse: switch auto-renew off, without a Cancel, where the free grace
	// follows, and order within the grace, when the source counts no longer.
	RemedyLapse RemedyCode = "lapse"
	// RemedyFree: end other subscriptions, or give back seats, before the day.
	RemedyFree RemedyCode = "free"
)

// Remedy is one way out of an obstacle.
type Remedy struct {
	Code  RemedyCode
	Route reconcile.Route // of RemedyRoute
	N     int64           // moves that can take it; of RemedyFree the subscriptions or seats to free
}

func compareObstacles(a, b Obstacle) int {
	return cmp.Or(
		compareDays(a.Day, b.Day),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.TenantID, b.TenantID),
		cmp.Compare(a.SourceID, b.SourceID),
		cmp.Compare(a.Subject, b.Subject),
	)
}

// obstacleOf starts the obstacle of one move.
func (b *builder) obstacleOf(m *reconcile.Move, code ObstacleCode) Obstacle {
	return Obstacle{Code: code, TenantID: m.TenantID, SourceID: m.SourceID, TargetTenantID: b.tenant.ID}
}

// shortages gives the limits that are passed even though every order is placed
// on its last safe day, which is when the least counts.
func (b *builder) shortages(items []item) []Obstacle {
	var list []Obstacle
	for _, l := range b.limits(items) {
		e, ok := b.short(l, items)
		if !ok {
			continue
		}
		o := Obstacle{
			Code: l.code, TenantID: b.tenant.ID, TargetTenantID: b.tenant.ID, Subject: l.offer,
			Count: e.count, Limit: l.most, Excess: e.most, Remedies: b.remedies(l, items),
		}
		if e.day != never {
			o.Day = e.day
		}
		o.Remedies = append(o.Remedies, Remedy{Code: RemedyFree, N: e.most})
		list = append(list, o)
	}
	return list
}

// short tells whether and how a limit is passed.
func (b *builder) short(l limit, items []item) (excess, bool) {
	orders := b.demand(l, items)
	days := []reconcile.Day{b.today}
	for _, o := range orders {
		days = append(days, o.from)
	}
	return newLedger(l.most, days, b.supply(l, items), orders).passed(b.today)
}

// remedies tries the ways out of a limit one by one and gives those that are
// enough. Each is tried by planning the moves as if it had been taken.
func (b *builder) remedies(l limit, items []item) []Remedy {
	ways := []struct {
		code RemedyCode
		take func(*item) (Move, bool)
	}{
		{RemedyTransfer, b.transferred},
		{RemedySeats, b.trimmed},
		{RemedyLapse, b.lapsed},
	}
	var list []Remedy
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
			list = append(list, Remedy{Code: way.code, N: taken})
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

// transferred gives a move that asks for no route where a transfer is the best
// one.
func (b *builder) transferred(it *item) (Move, bool) {
	m, asked := it.Move, *it.Move.Move
	asked.Route = b.bestRoute(&m)
	m.Move = &asked
	return m, asked.Route == reconcile.RoutePartnerTransfer || asked.Route == reconcile.RouteChannelTransfer
}

// trimmed gives a move that orders the assigned seats only.
func (b *builder) trimmed(it *item) (Move, bool) {
	m, source := it.Move, *it.Source
	source.Quantity = source.NeededSeats()
	m.Source = &source
	return m, source.Quantity.N < it.Source.Quantity.N
}

// lapsed gives a move whose source lapses into its free grace, in which people
// go on working.
// Source: https://learn.microsoft.com/partner-center/customers/transition-seat-based-services
func (b *builder) lapsed(it *item) (Move, bool) {
	m := it.Move
	off, life := b.lapsing(m.Source)
	able := it.route == reconcile.RouteRebuy && b.today <= m.Life.LastDay &&
		life.Outcome == reconcile.Lapses && life.CoverBy > it.last
	m.Source, m.Life = &off, life
	return m, able
}
