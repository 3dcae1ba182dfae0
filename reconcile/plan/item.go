package plan

import (
	"time"

	"handover/reconcile"
)

// item is a move on its way to becoming steps.
type item struct {
	Move
	route reconcile.Route

	// begin is the step that brings the replacement, by is its last safe moment
	// and last the day of that; begin is empty where the replacement is there or
	// under way.
	begin reconcile.StepKind
	by    reconcile.Due
	last  reconcile.Day

	verifyBy reconcile.Day // last safe day of the verification

	end   reconcile.StepKind // the step at the source, empty where it needs none
	endBy reconcile.Due

	margin   int
	request  int                 // number of the request to be created
	transfer *reconcile.Transfer // the request that runs
}

// prepare works out what a move still needs and until when, or why it cannot be
// planned.
func (b *builder) prepare(m Move) (item, *reconcile.Obstacle) {
	if m.Source == nil {
		o := b.obstacleOf(&m, reconcile.ObstacleSourceUnknown)
		return item{}, &o
	}
	if m.Replaced {
		o := b.obstacleOf(&m, reconcile.ObstacleSourceReplaced)
		return item{}, &o
	}
	route, why := b.routing.Route(&m)
	if why != "" {
		o := b.obstacleOf(&m, reconcile.ObstacleRoute)
		o.Subject, o.Against = string(route), why
		o.Remedies = []reconcile.Remedy{{Code: reconcile.RemedyRoute, Route: b.routing.Best(&m)}}
		return item{}, &o
	}
	m.HasTarget, m.TargetsFrom = m.HasTarget || m.InPlace, dated(m.TargetsFrom)
	it := item{Move: m, route: route, margin: b.margin}
	b.setEnd(&it)
	if route == reconcile.RoutePartnerTransfer {
		b.setTransfer(&it)
		return it, nil
	}
	it.verifyBy = b.replaceBy(&it)
	if !m.HasTarget {
		it.begin = beginOf(route)
		it.last, it.by = it.verifyBy, reconcile.DueDay(it.verifyBy)
	}
	return it, nil
}

func beginOf(route reconcile.Route) reconcile.StepKind {
	switch route {
	case reconcile.RouteChannelTransfer:
		return reconcile.StepChannelTransfer
	case reconcile.RouteAzureSwitch:
		return reconcile.StepAzureSwitch
	case reconcile.RouteAzureRecreate:
		return reconcile.StepAzureRecreate
	default:
		return reconcile.StepOrder
	}
}

// dated returns a day on which something can be scheduled, else the unknown day.
func dated(d reconcile.Day) reconcile.Day {
	if d.NoEnd() {
		return 0
	}
	return d
}

// replaceBy returns the last day by which the replacement must be active: the
// cover-by day, which is E, or the end of the free grace where people keep
// working through it. A source whose service has already stopped has none left
// but the one that was missed; one of the older catalogue that is suspended is
// deleted after a while, whatever its term.
// Source: https://learn.microsoft.com/partner-center/customers/subscription-lifecycle
func (b *builder) replaceBy(it *item) reconcile.Day {
	last := it.Life.CoverBy
	if !last.Known() {
		last = dated(it.Life.LastDay)
	}
	if it.Life.Status == reconcile.Disabled || it.Life.Status == reconcile.Deleted {
		last = reconcile.Earlier(it.Life.StartBy, it.Source.StatusSince)
	}
	if it.Life.Status == reconcile.Suspended && it.Source.IsLegacy() {
		last = reconcile.Earlier(last, it.Source.StatusSince.AddDays(b.env.Policy.Limits.LegacySuspendedDays))
	}
	if it.endBy.Known() {
		// What is cancelled within its window must be replaced before.
		last = reconcile.Earlier(last, lastWholeDay(it.endBy))
	}
	return dated(last)
}

// lastWholeDay returns the last day that is over by the moment of a due.
func lastWholeDay(d reconcile.Due) reconcile.Day {
	if d.At.IsZero() {
		return d.Day
	}
	return reconcile.DayOf(d.At.Add(time.Second)).AddDays(-1)
}

// setTransfer works out what a partner transfer still needs. A request that already
// runs must also be accepted before it expires.
// Source: https://learn.microsoft.com/partner-center/customers/transfer-subscriptions
func (b *builder) setTransfer(it *item) {
	it.verifyBy = dated(it.Life.LastDay)
	it.by = reconcile.DueDay(b.routing.TransferBy(&it.Move))
	it.transfer = b.routing.Running(it.Source.ID)
	switch {
	case it.transfer == nil && !it.HasTarget:
		it.begin = reconcile.StepCreateRequest
	case it.transfer != nil && it.transfer.Status == reconcile.TransferPending:
		it.begin, it.by = reconcile.StepAcceptRequest, earlier(it.transfer.Expiry(b.env.Policy.Limits.TransferDays), it.by)
	default:
		return
	}
	it.last = it.by.Day
}

// earlier returns the earlier of two dues; an unknown one does not count.
func earlier(a, b reconcile.Due) reconcile.Due {
	if !a.Known() || b.Known() && b.Instant().Before(a.Instant()) {
		return b
	}
	return a
}

// setEnd works out the step at the source. A transfer takes the source along; a
// source that was told to end, lapses by itself or has ended needs nothing. A new
// term that nobody wanted is cancelled while it can be. What can be bought neither
// again nor as an equivalent is not ended before somebody has named what replaces
// it.
func (b *builder) setEnd(it *item) {
	life := &it.Life
	switch {
	case it.route == reconcile.RoutePartnerTransfer || it.route == reconcile.RouteAzureSwitch:
		return
	case it.Sale == reconcile.SaleEnded && !it.HasTarget:
		return
	case it.CancelBy.Known() || it.route == reconcile.RouteCancelNow:
		if life.Running() || life.Status == reconcile.Suspended {
			it.end, it.endBy = reconcile.StepCancelNow, b.cancelBy(it)
		}
		return
	}
	it.end = b.env.Policy.EndStep(it.Source, life, it.InPlace, b.today)
	if it.end != "" && it.route == reconcile.RouteAzureRecreate {
		it.end = reconcile.StepCancelAzure
	}
	if it.end != "" {
		// The choice can be changed until the last second of E, unless the partner
		// takes it earlier only; the renewal, or the next month of an extended term,
		// begins with E+1.
		// Source: https://learn.microsoft.com/partner-center/customers/extended-service-terms
		end := dated(life.LastDay)
		it.endBy = b.routing.ActBy(it.Source, reconcile.DueDay(end), end)
	}
}

// cancelBy returns the last moment of a cancellation: the end of its window, an
// instant, where it is open, and E where no window is known; no later than the
// partner acts that has to cancel.
// Source: https://learn.microsoft.com/partner-center/customers/cancel-subscription
func (b *builder) cancelBy(it *item) reconcile.Due {
	by := it.CancelBy
	if until := it.Source.Cancellable; !by.Known() && until.OpenAt(b.env.AsOf) {
		by = reconcile.DueAt(until.Until)
	}
	if !by.Known() {
		by = reconcile.DueDay(dated(it.Life.LastDay))
	}
	return b.routing.ActBy(it.Source, by, 0)
}
