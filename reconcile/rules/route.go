package rules

import "handover/reconcile"

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
