package plan

import (
	"cmp"
	"slices"

	"handover/reconcile"
)

// route returns the way that a move goes: the one asked for, else the best that
// its source allows. why is empty where that way can be gone.
func (b *builder) route(m *Move) (route reconcile.Route, why reconcile.Against) {
	asked := m.Move.Route
	if asked == "" || asked == reconcile.RouteAuto {
		return b.bestRoute(m), ""
	}
	return asked, b.against(m, asked)
}

// bestRoute picks the way of a move that asks for none. A transfer keeps term,
// seats and assignments and doubles nothing, so it goes first. Where a target is
// there already the replacement was bought.
// Source: https://learn.microsoft.com/partner-center/customers/transfer-subscriptions
func (b *builder) bestRoute(m *Move) reconcile.Route {
	s := m.Source
	switch {
	case s.Kind() == reconcile.Usage:
		if b.against(m, reconcile.RouteAzureSwitch) == "" {
			return reconcile.RouteAzureSwitch
		}
		return reconcile.RouteAzureRecreate
	case b.requested(s.ID) && b.against(m, reconcile.RoutePartnerTransfer) == "":
		return reconcile.RoutePartnerTransfer
	case m.HasTarget:
		return reconcile.RouteRebuy
	case s.IsNCE() && m.Life.Status == reconcile.Active && b.against(m, reconcile.RoutePartnerTransfer) == "":
		return reconcile.RoutePartnerTransfer
	case s.Licensed() && running(m.Life.Status) && b.against(m, reconcile.RouteChannelTransfer) == "":
		return reconcile.RouteChannelTransfer
	default:
		return reconcile.RouteRebuy
	}
}

// running reports whether a subscription is before the end of its term with a
// choice about it left.
func running(s reconcile.Status) bool { return s == reconcile.Active || s == reconcile.Pending }

// against returns the reason why a route cannot be gone, or nothing.
func (b *builder) against(m *Move, route reconcile.Route) reconcile.Against {
	s := m.Source
	switch route {
	case reconcile.RouteRebuy:
		return ""
	case reconcile.RouteCancelNow:
		if s.IsNCE() && s.Cancellable.ClosedAt(b.env.AsOf) {
			return reconcile.AgainstWindow
		}
		return ""
	case reconcile.RoutePartnerTransfer:
		return b.againstTransfer(m)
	case reconcile.RouteChannelTransfer:
		return cmp.Or(when(s.Channel != reconcile.EA, reconcile.AgainstChannel), b.elsewhere(m))
	case reconcile.RouteAzureSwitch:
		return cmp.Or(when(s.Kind() != reconcile.Usage, reconcile.AgainstKind), when(s.Channel != reconcile.CSP, reconcile.AgainstChannel),
			b.elsewhere(m), when(b.env.Partner.Ours(s), reconcile.AgainstOurs))
	case reconcile.RouteAzureRecreate:
		return when(s.Kind() != reconcile.Usage, reconcile.AgainstKind)
	default:
		return reconcile.AgainstUnknownRoute
	}
}

// againstTransfer names what keeps a source out of a partner transfer. One that
// was accepted no longer depends on the state of its source.
// Source: https://learn.microsoft.com/partner-center/customers/transfer-subscriptions
func (b *builder) againstTransfer(m *Move) reconcile.Against {
	s := m.Source
	kind := s.Kind()
	switch {
	case s.Channel != reconcile.CSP:
		return reconcile.AgainstChannel
	case b.ourRequest(s.ID, reconcile.TransferInProgress, reconcile.TransferComplete) != nil:
		return ""
	case kind == reconcile.Usage || kind == reconcile.Software:
		return reconcile.Against(kind)
	case s.IsLegacy():
		return reconcile.Against(reconcile.Legacy)
	}
	switch m.Life.Status {
	case reconcile.Suspended, reconcile.Expired, reconcile.Disabled, reconcile.Deleted:
		return reconcile.Against(m.Life.Status)
	}
	return cmp.Or(b.elsewhere(m), when(b.env.Partner.Ours(s), reconcile.AgainstOurs), when(b.heldByOther(s.ID), reconcile.AgainstOtherRequest))
}

func (b *builder) elsewhere(m *Move) reconcile.Against {
	return when(m.Move.Destination() != m.Move.TenantID, reconcile.AgainstOtherTenant)
}

func when(holds bool, why reconcile.Against) reconcile.Against {
	if holds {
		return why
	}
	return ""
}

// indexRequests lists the transfer requests by the subscriptions they hold.
func (b *builder) indexRequests() {
	b.requests = map[string][]*reconcile.Transfer{}
	for i := range b.tenant.Transfers {
		t := &b.tenant.Transfers[i]
		for _, id := range t.SubscriptionIDs {
			b.requests[id] = append(b.requests[id], t)
		}
	}
}

// ourRequest returns the newest request to us that holds a subscription and is in
// one of some states. A request that names no target is ours: we would not see
// it otherwise.
func (b *builder) ourRequest(id string, states ...reconcile.TransferStatus) *reconcile.Transfer {
	var newest *reconcile.Transfer
	for _, t := range b.requests[id] {
		if b.toOther(t) || !slices.Contains(states, t.Status) {
			continue
		}
		if newest == nil || cmp.Or(t.CreatedAt.Compare(newest.CreatedAt), cmp.Compare(t.ID, newest.ID)) > 0 {
			newest = t
		}
	}
	return newest
}

// requested reports whether a request to us holds a subscription, or has taken it
// over.
func (b *builder) requested(id string) bool {
	return b.ourRequest(id, reconcile.TransferPending, reconcile.TransferInProgress, reconcile.TransferComplete) != nil
}

// heldByOther reports whether a running request to another partner holds a
// subscription and thereby blocks it.
func (b *builder) heldByOther(id string) bool {
	for _, t := range b.requests[id] {
		if t.Running() && b.toOther(t) {
			return true
		}
	}
	return false
}

func (b *builder) toOther(t *reconcile.Transfer) bool {
	return t.TargetPartnerID != "" && !b.env.Partner.Is(t.TargetPartnerID)
}
