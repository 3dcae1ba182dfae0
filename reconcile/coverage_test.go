package reconcile_test

import (
	"testing"
	"time"

	"handover/reconcile"
)

func TestCoverage(t *testing.T) {
	started := instant("2026-11-20T06:00:00Z")
	fresh, stale := started.Add(-47*time.Hour), started.Add(-49*time.Hour)
	delivery := func(source string, kind reconcile.DeliveryKind, at time.Time, rejected int) reconcile.Delivery {
		return reconcile.Delivery{Source: source, Kind: kind, ObservedAt: at, Rejected: rejected}
	}
	for _, c := range []struct {
		name       string
		deliveries []reconcile.Delivery
		evaluated  bool
		reason     reconcile.CoverageReason
		source     string
	}{
		{"fresh", []reconcile.Delivery{delivery("csv", reconcile.SubscriptionRows, fresh, 0)}, true, "", ""},
		{"at the limit", []reconcile.Delivery{delivery("csv", reconcile.SubscriptionRows, started.Add(-48*time.Hour), 0)}, true, "", ""},
		{"stale", []reconcile.Delivery{delivery("csv", reconcile.SubscriptionRows, stale, 0)}, false, reconcile.StaleData, "csv"},
		{"one of two sources is stale", []reconcile.Delivery{
			delivery("graph", reconcile.SubscriptionRows, stale, 0), delivery("csv", reconcile.SubscriptionRows, fresh, 0),
		}, false, reconcile.StaleData, "graph"},
		{"a rejected row", []reconcile.Delivery{delivery("csv", reconcile.SubscriptionRows, fresh, 1)}, false, reconcile.RejectedRows, "csv"},
		{"a rejected move", []reconcile.Delivery{
			delivery("csv", reconcile.SubscriptionRows, fresh, 0), delivery("csv", reconcile.MoveRows, fresh, 2),
		}, false, reconcile.RejectedRows, "csv"},
		{"a fresh tenant row does not make old subscriptions fresh", []reconcile.Delivery{
			delivery("csv", reconcile.TenantRows, fresh, 0), delivery("csv", reconcile.SubscriptionRows, stale, 0),
		}, false, reconcile.StaleData, "csv"},
		{"an old tenant row does not age fresh subscriptions", []reconcile.Delivery{
			delivery("csv", reconcile.TenantRows, stale, 0), delivery("csv", reconcile.SubscriptionRows, fresh, 0),
		}, true, "", ""},
		{"a tenant without subscriptions", []reconcile.Delivery{delivery("csv", reconcile.TenantRows, fresh, 0)}, true, "", ""},
		{"an old plan is no old observation", []reconcile.Delivery{
			delivery("csv", reconcile.SubscriptionRows, fresh, 0), delivery("plan", reconcile.MoveRows, stale, 0),
		}, true, "", ""},
		{"never delivered", nil, true, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			state := reconcile.TenantState{Deliveries: c.deliveries}
			got := reconcile.CoverageOf(&state, started, 48*time.Hour)
			if got.Evaluated != c.evaluated || got.Reason != c.reason || got.Source != c.source {
				t.Errorf("got %v %s %s, want %v %s %s", got.Evaluated, got.Reason, got.Source, c.evaluated, c.reason, c.source)
			}
		})
	}
}
