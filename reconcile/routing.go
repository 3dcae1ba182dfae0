package reconcile

import (
	"cmp"
	"slices"
	"time"
)

// Routing tells which way each move goes. It is a function of the source, of what
// replaces it and of the requests that hold it, so that rules and plan have one
// answer.
type Routing struct {
	asOf     time.Time
	partner  *Partner
	sellers  Sellers
	requests map[string][]*Transfer // by the subscription they hold
}

// NewRouting returns the routing of moves whose sources are in the given partner
// transfer requests.
func NewRouting(asOf time.Time, partner *Partner, sellers Sellers, transfers []Transfer) *Routing {
	r := &Routing{asOf: asOf, partner: partner, sellers: sellers, requests: map[string][]*Transfer{}}
	for i := range transfers {
		t := &transfers[i]
		for _, id := range t.SubscriptionIDs {
			r.requests[id] = append(r.requests[id], t)
		}
	}
	return r
}

// Route returns the way that a move goes: the one asked for, else the best that its
// source allows. why is empty where that way can be gone.
func (r *Routing) Route(m *PlanMove) (route Route, why Against) {
	asked := m.Move.Route
	if asked == "" || asked == RouteAuto {
		return r.Best(m), ""
	}
	return asked, r.Against(m, asked)
}

// Best returns the way of a move that asks for none. A transfer keeps term, seats
// and assignments and doubles nothing, so it goes first, as long as it can come in
// time. Where a target is there already the replacement was bought, and a new term
// that can still be cancelled is not taken along.
// Source: https://learn.microsoft.com/partner-center/customers/transfer-subscriptions
func (r *Routing) Best(m *PlanMove) Route {
	s := m.Source
	transferable := r.Against(m, RoutePartnerTransfer) == ""
	switch {
	case s.Kind() == Usage:
		if r.Against(m, RouteAzureSwitch) == "" {
			return RouteAzureSwitch
		}
		return RouteAzureRecreate
	case transferable && (m.Through || r.Running(s.ID) != nil):
		return RoutePartnerTransfer
	case m.HasTarget || m.CancelBy.Known():
		return RouteRebuy
	case transferable && s.IsNCE() && m.Life.Status == Active:
		return RoutePartnerTransfer
	case s.Licensed() && m.Life.Running() && r.Against(m, RouteChannelTransfer) == "":
		return RouteChannelTransfer
	default:
		return RouteRebuy
	}
}

// Against returns the reason why a route cannot be gone, or nothing.
func (r *Routing) Against(m *PlanMove, route Route) Against {
	s := m.Source
	switch route {
	case RouteRebuy:
		return ""
	case RouteCancelNow:
		if s.IsNCE() && s.Cancellable.ClosedAt(r.asOf) && !m.CancelBy.Known() {
			return AgainstWindow
		}
		return ""
	case RoutePartnerTransfer:
		return r.againstTransfer(m)
	case RouteChannelTransfer:
		return cmp.Or(when(s.Channel != EA, AgainstChannel), elsewhere(m))
	case RouteAzureSwitch:
		return cmp.Or(when(s.Kind() != Usage, AgainstKind), when(s.Channel != CSP, AgainstChannel),
			elsewhere(m), when(r.partner.Ours(s), AgainstOurs))
	case RouteAzureRecreate:
		return when(s.Kind() != Usage, AgainstKind)
	default:
		return AgainstUnknownRoute
	}
}

// againstTransfer names what keeps a source out of a partner transfer. One that
// was accepted no longer depends on the state of its source, and one that is asked
// for may still come after its last safe day.
// Source: https://learn.microsoft.com/partner-center/customers/transfer-subscriptions
func (r *Routing) againstTransfer(m *PlanMove) Against {
	s := m.Source
	running := r.Running(s.ID)
	kind := s.Kind()
	switch {
	case s.Channel != CSP:
		return AgainstChannel
	case elsewhere(m) != "":
		return AgainstOtherTenant
	case m.Through || running != nil && running.Status == TransferInProgress:
		return ""
	case kind == Usage || kind == Software:
		return Against(kind)
	case s.IsLegacy():
		return Against(Legacy)
	}
	switch m.Life.Status {
	case Suspended, Expired, Disabled, Deleted:
		return Against(m.Life.Status)
	}
	waits := running == nil && !m.HasTarget
	return cmp.Or(when(r.partner.Ours(s), AgainstOurs), when(r.heldByOther(s.ID), AgainstOtherRequest),
		when(waits && r.ended(s.ID), AgainstEndedRequest), when(waits && r.tooLate(m), AgainstTooLate))
}

func elsewhere(m *PlanMove) Against {
	return when(m.Move.Destination() != m.Move.TenantID, AgainstOtherTenant)
}

func when(holds bool, why Against) Against {
	if holds {
		return why
	}
	return ""
}

// tooLate reports whether a transfer that nobody has asked for can no longer come
// in time.
func (r *Routing) tooLate(m *PlanMove) bool {
	last := r.TransferBy(m)
	return last.Known() && DayOf(r.asOf) > last
}

// TransferBy returns the last safe day of a partner transfer. The source partner
// has to accept before E: on E+1 the renewal begins and locks the row, and an
// expired one cannot be transferred any more. E itself is left to verify and, if
// the transfer has failed, to buy.
func (r *Routing) TransferBy(m *PlanMove) Day {
	end := m.Life.LastDay
	if end.NoEnd() {
		end = 0
	}
	return r.ActBy(m.Source, DueDay(end.AddDays(-1)), end).Day
}

// ActBy returns the due of something that has to be done at a source for a term that
// ends on a day, as who can act on it takes it.
func (r *Routing) ActBy(s *Subscription, due Due, last Day) Due {
	if r.partner.Actor(s) == OwnerCustomer {
		return due
	}
	return r.sellers[s.SellerID].ActBy(due, last)
}

// Requests returns the requests that list a subscription.
func (r *Routing) Requests(id string) []*Transfer { return r.requests[id] }

// Running returns the newest request to us that holds a subscription and still
// runs, or nil.
func (r *Routing) Running(id string) *Transfer {
	return r.newest(id, (*Transfer).Running)
}

// ended reports whether the latest request to us for a subscription came to
// nothing.
func (r *Routing) ended(id string) bool {
	latest := r.newest(id, func(*Transfer) bool { return true })
	return latest != nil && latest.Status.Listed() && !latest.Running()
}

// newest returns the latest request to us that holds a subscription and passes a
// test.
func (r *Routing) newest(id string, pass func(*Transfer) bool) *Transfer {
	var newest *Transfer
	for _, t := range r.requests[id] {
		if !r.partner.Receives(t) || !pass(t) {
			continue
		}
		if newest == nil || cmp.Or(t.CreatedAt.Compare(newest.CreatedAt), cmp.Compare(t.ID, newest.ID)) > 0 {
			newest = t
		}
	}
	return newest
}

// heldByOther reports whether a running request to another partner holds a
// subscription and thereby blocks it.
func (r *Routing) heldByOther(id string) bool {
	return slices.ContainsFunc(r.requests[id], func(t *Transfer) bool { return t.Running() && r.partner.Misses(t) })
}
