package rules

import "handover/reconcile"

// plannedRoute returns the way that a move will go, as far as the limits depend on
// it: the one asked for; of a move that asks for none a transfer where its source
// allows one, else buying again.
func (v *view) plannedRoute(a *arrival) reconcile.Route {
	asked := a.move.Route
	if asked != reconcile.RouteAuto && asked != "" || a.source == nil {
		return asked
	}
	s := a.source
	switch {
	case s.sub.Kind() == reconcile.Usage:
		return reconcile.RouteAzureSwitch
	case v.requested(s.sub.ID):
		return reconcile.RoutePartnerTransfer
	case a.target || a.move.Destination() != a.move.TenantID:
		return reconcile.RouteRebuy
	case v.transferable(s):
		return reconcile.RoutePartnerTransfer
	case s.sub.Channel == reconcile.EA && s.licensed() && s.running():
		return reconcile.RouteChannelTransfer
	default:
		return reconcile.RouteRebuy
	}
}

// transferable reports whether a partner transfer can take a source over in time: it
// must be accepted the day before its end.
func (v *view) transferable(r *row) bool {
	return r.sub.IsNCE() && !r.ours && r.life.Status == reconcile.Active && !(r.life.LastDay.Known() && v.today >= r.life.LastDay)
}

// requested reports whether a request to us that runs holds a subscription.
func (v *view) requested(id string) bool {
	return v.latestRequest(id, func(t *reconcile.Transfer) bool { return t.Running() && v.isToUs(t) }) != nil
}

// routeExists reports whether a route can be gone at all from where a source was
// bought.
func routeExists(route reconcile.Route, s *reconcile.Subscription) bool {
	switch route {
	case reconcile.RoutePartnerTransfer:
		return s.Channel == reconcile.CSP
	case reconcile.RouteChannelTransfer:
		return s.Channel == reconcile.EA
	case reconcile.RouteAzureSwitch:
		return s.Channel == reconcile.CSP && s.Kind() == reconcile.Usage
	case reconcile.RouteAzureRecreate:
		return s.Kind() == reconcile.Usage
	default:
		return true
	}
}
