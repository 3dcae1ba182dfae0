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
	route, why := b.route(&m)
	if why != "" {
		o := b.obstacleOf(&m, reconcile.ObstacleRoute)
		o.Subject, o.Against = string(route), why
		o.Remedies = []reconcile.Remedy{{Code: reconcile.RemedyRoute, Route: b.bestRoute(&m)}}
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
// but the one that was missed.
// Source: https://learn.microsoft.com/partner-center/customers/subscription-lifecycle
func (b *builder) replaceBy(it *item) reconcile.Day {
	last := it.Life.CoverBy
	if !last.Known() {
		last = dated(it.Life.LastDay)
	}
	if it.Life.Status == reconcile.Disabled || it.Life.Status == reconcile.Deleted {
		last = reconcile.Earlier(it.Life.StartBy, it.Source.StatusSince)
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

// setTransfer works out what a partner transfer still needs. The source partner
// has to accept before E: on E+1 the renewal begins and locks the row, and an
// expired one cannot be transferred any more. E itself is left to verify and, if
// the transfer has failed, to buy. A request that already runs must also be
// accepted before it expires.
// Source: https://learn.microsoft.com/partner-center/customers/transfer-subscriptions
func (b *builder) setTransfer(it *item) {
	end := dated(it.Life.LastDay)
	it.verifyBy = end
	id := it.Source.ID
	if it.transfer = b.ourRequest(id, reconcile.TransferPending); it.transfer != nil {
		it.begin, it.by = reconcile.StepAcceptRequest, it.transfer.Expiry(b.env.Policy.Limits.TransferDays)
		if accept := reconcile.DueDay(end.AddDays(-1)); !it.by.Known() || accept.Known() && accept.Instant().Before(it.by.Instant()) {
			it.by = accept
		}
		it.last = it.by.Day
		return
	}
	it.transfer = b.ourRequest(id, reconcile.TransferInProgress, reconcile.TransferComplete)
	if it.transfer == nil && !it.HasTarget {
		it.begin = reconcile.StepCreateRequest
		it.last = end.AddDays(-1)
		it.by = reconcile.DueDay(it.last)
	}
}

// setEnd works out the step at the source. A transfer takes the source along; a
// source that was told to end, lapses by itself or has ended needs nothing.
func (b *builder) setEnd(it *item) {
	life := &it.Life
	switch {
	case it.route == reconcile.RoutePartnerTransfer || it.route == reconcile.RouteAzureSwitch:
		return
	case it.route == reconcile.RouteCancelNow:
		if running(life.Status) || life.Status == reconcile.Suspended {
			it.end, it.endBy = reconcile.StepCancelNow, b.cancelBy(it)
		}
		return
	case !running(life.Status) || stops(life):
		return
	case it.route == reconcile.RouteAzureRecreate:
		it.end = reconcile.StepCancelAzure
	case life.InEST:
		it.end = reconcile.StepCancelEST
	default:
		it.end = b.choiceAtEnd(it.Source)
	}
	// The choice can be changed until the last second of E; the renewal, or the
	// next month of an extended term, begins with E+1.
	// Source: https://learn.microsoft.com/partner-center/customers/extended-service-terms
	it.endBy = reconcile.DueDay(dated(life.LastDay))
}

// stops reports whether a subscription ends by itself or because it was told to.
// An outcome that is not known does not: only a choice makes it known.
func stops(life *reconcile.Lifecycle) bool {
	return !life.NoEnd() && (life.Outcome == reconcile.Cancels || life.Outcome == reconcile.Lapses)
}

// cancelBy returns the last moment of a cancellation: the end of its window, an
// instant, where it is open, and E where no window is known.
// Source: https://learn.microsoft.com/partner-center/customers/cancel-subscription
func (b *builder) cancelBy(it *item) reconcile.Due {
	until := reconcile.DueAt(it.Source.Cancellable.Until)
	if it.Source.Cancellable.OpenAt(b.env.AsOf) && until.Known() {
		return until
	}
	return reconcile.DueDay(dated(it.Life.LastDay))
}

// choiceAtEnd picks how a source is kept from going on. Auto-renew off is enough
// where the free grace follows, and leaves that as a net. Where an extended term
// would follow or might, or where an action is scheduled, which beats
// auto-renew, only Cancel ends it. A term without a known end ends today at the
// earliest, which is what the dated facts are read for.
// Source: https://learn.microsoft.com/partner-center/customers/extended-service-terms
func (b *builder) choiceAtEnd(s *reconcile.Subscription) reconcile.StepKind {
	if s.EndOfTerm != reconcile.NoField && s.EndOfTerm != reconcile.NoAction {
		return reconcile.StepSetCancel
	}
	term := *s
	if last, _ := reconcile.LastDay(s); !last.Known() {
		term.CommitmentEnd = b.today.Start()
	}
	if _, off := b.lapsing(&term); off.Outcome == reconcile.Lapses {
		return reconcile.StepAutoRenewOff
	}
	return reconcile.StepSetCancel
}

// lapsing returns a subscription as if its auto-renew were off and no action
// scheduled, and its life as seen from before its end.
func (b *builder) lapsing(s *reconcile.Subscription) (reconcile.Subscription, reconcile.Lifecycle) {
	off := *s
	off.AutoRenew = reconcile.No
	if off.EndOfTerm != reconcile.NoField {
		off.EndOfTerm = reconcile.NoAction
	}
	return off, b.env.Policy.Lifecycle(&off, reconcile.Catalog{}, time.Time{})
}
