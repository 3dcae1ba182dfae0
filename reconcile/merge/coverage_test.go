package merge_test

import (
	"testing"
	"time"

	"handover/reconcile"
	"handover/reconcile/merge"
)

// TestCoverageOfTheUnread tells when a source that could not read a tenant holds it back.
func TestCoverageOfTheUnread(t *testing.T) {
	fresh, stale, tried := started.Add(-time.Hour), started.Add(-49*time.Hour), started.Add(-2*time.Hour)
	rows := func(source string, at time.Time) reconcile.Delivery {
		return reconcile.Delivery{Source: source, Kind: reconcile.SubscriptionRows, ObservedAt: at}
	}
	profile := func(source string) reconcile.Delivery {
		return reconcile.Delivery{Source: source, Kind: reconcile.TenantRows, ObservedAt: fresh}
	}
	failed := func(source string) reconcile.NotRead {
		return reconcile.NotRead{Source: source, At: tried, Reason: reconcile.ReadFailed, Why: "page 2 is lacking"}
	}
	shut := func(source string) reconcile.NotRead {
		return reconcile.NotRead{Source: source, At: tried, Reason: reconcile.AccessRefused, Why: "no consent"}
	}
	type (
		deliveries = []reconcile.Delivery
		unread     = []reconcile.NotRead
	)
	for _, c := range []struct {
		name       string
		deliveries deliveries
		unread     unread
		evaluated  bool
		reason     reconcile.CoverageReason
		source     string
		why        string
	}{
		{"a failed page", deliveries{rows(pc, fresh)}, unread{failed(pc)}, false, reconcile.SourceNotRead, pc, "page 2 is lacking"},
		{"a failed page of one that never delivered", deliveries{rows(csv, fresh)}, unread{failed(pc)}, false, reconcile.SourceNotRead, pc, "page 2 is lacking"},
		{"a failed page, and old data", deliveries{rows(pc, stale)}, unread{failed(pc)}, false, reconcile.SourceNotRead, pc, "page 2 is lacking"},
		{"a failed page of a bill", deliveries{rows(csv, fresh)}, unread{failed(recon)}, true, reconcile.FeedNotRead, recon, "page 2 is lacking"},
		{"a failed page of a retired source", deliveries{rows(csv, fresh)}, unread{failed(retired)}, true, "", "", ""},
		{"no access, and others prove", deliveries{rows(pc, fresh)}, unread{shut(graph)}, true, reconcile.FeedNoAccess, graph, "no consent"},
		{"no access, and only its profile was ever told", deliveries{rows(pc, fresh), profile(graph)}, unread{shut(graph)}, true, reconcile.FeedNoAccess, graph, "no consent"},
		{"no access any more", deliveries{rows(pc, fresh), rows(graph, fresh)}, unread{shut(graph)}, false, reconcile.NoAccess, graph, "no consent"},
		{"no access, and nothing else proves", deliveries{profile(pc)}, unread{shut(graph)}, false, reconcile.NoAccess, graph, "no consent"},
		{"no access, and nothing but bills", deliveries{rows(recon, fresh)}, unread{shut(graph)}, false, reconcile.NoAccess, graph, "no consent"},
		{"no access, and the other is old", deliveries{rows(csv, stale)}, unread{shut(graph)}, false, reconcile.StaleData, csv, ""},
		{"no access to one, a failed page of another", deliveries{rows(csv, fresh)}, unread{shut(graph), failed(pc)}, false, reconcile.SourceNotRead, pc, "page 2 is lacking"},
		{"no access of a retired source", deliveries{rows(retired, fresh)}, unread{shut(retired)}, true, "", "", ""},
		{"never seen before", nil, unread{failed(pc)}, false, reconcile.SourceNotRead, pc, "page 2 is lacking"},
	} {
		t.Run(c.name, func(t *testing.T) {
			state := reconcile.TenantState{Deliveries: c.deliveries, NotRead: c.unread}
			got := merger().Coverage(&state)
			if got.Evaluated != c.evaluated || got.Reason != c.reason || got.Source != c.source || got.Why != c.why {
				t.Errorf("got %v %s %s %q, want %v %s %s %q", got.Evaluated, got.Reason, got.Source, got.Why, c.evaluated, c.reason, c.source, c.why)
			}
			if (c.why != "") != got.SourceAt.Equal(tried) {
				t.Errorf("the source is told of %s", got.SourceAt)
			}
		})
	}
}

func TestCoverage(t *testing.T) {
	fresh, stale := started.Add(-47*time.Hour), started.Add(-49*time.Hour)
	delivery := func(source string, kind reconcile.DeliveryKind, at time.Time, rejected int) reconcile.Delivery {
		return reconcile.Delivery{Source: source, Kind: kind, ObservedAt: at, Rejected: rejected}
	}
	rows := func(source string, at time.Time) reconcile.Delivery {
		return delivery(source, reconcile.SubscriptionRows, at, 0)
	}
	by := func(rows int, sources ...string) reconcile.Carried {
		return reconcile.Carried{Sources: sources, Rows: rows}
	}
	type (
		deliveries = []reconcile.Delivery
		carried    = []reconcile.Carried
	)
	for _, c := range []struct {
		name       string
		deliveries deliveries
		carried    carried
		evaluated  bool
		reason     reconcile.CoverageReason
		source     string
		at         time.Time // the age of the data
	}{
		{"fresh", deliveries{rows(csv, fresh)}, carried{by(3, csv)}, true, "", "", fresh},
		{"at the limit", deliveries{rows(csv, started.Add(-48*time.Hour))}, nil, true, "", "", started.Add(-48 * time.Hour)},
		{"stale", deliveries{rows(csv, stale)}, carried{by(3, csv)}, false, reconcile.StaleData, csv, stale},
		{"yet to come", deliveries{rows(csv, started.Add(6*time.Minute))}, carried{by(3, csv)}, false, reconcile.FutureData, csv, started.Add(6 * time.Minute)},
		{"yet to come, by what clocks differ", deliveries{rows(csv, started.Add(5*time.Minute))}, carried{by(3, csv)}, true, "", "", started.Add(5 * time.Minute)},
		{"yet to come, and not alone", deliveries{rows(graph, started.Add(time.Hour)), rows(csv, fresh)}, carried{by(2, csv, graph)}, true, reconcile.FeedFuture, graph, fresh},
		{"stale, without a row", deliveries{rows(csv, stale)}, nil, false, reconcile.StaleData, csv, stale},
		{"stale, and alone with a row", deliveries{rows(graph, stale), rows(csv, fresh)}, carried{by(2, csv, graph), by(1, graph)}, false, reconcile.StaleData, graph, stale},
		{"stale, and not alone", deliveries{rows(graph, stale), rows(csv, fresh)}, carried{by(2, csv, graph)}, true, reconcile.FeedStale, graph, fresh},
		{"two stale ones carry what a fresh one does not", deliveries{rows(graph, stale), rows(csv, fresh), rows(giacom, stale)}, carried{by(1, giacom, graph)}, false, reconcile.StaleData, giacom, stale},
		{"a bill is stale", deliveries{rows(recon, stale), rows(pc, fresh)}, carried{by(3, pc)}, true, reconcile.FeedStale, recon, fresh}, // worked case 55
		{"a bill is fresh, and nothing else", deliveries{rows(recon, fresh), rows(pc, stale)}, nil, false, reconcile.StaleData, pc, stale},
		{"only a bill", deliveries{rows(recon, fresh)}, nil, true, reconcile.ChargesAlone, "", fresh},
		{"only a bill, and it is stale", deliveries{rows(recon, stale)}, nil, true, reconcile.FeedStale, recon, stale},
		{"only upgrades", deliveries{rows(became, fresh)}, nil, false, reconcile.UpgradesAlone, "", fresh},
		{"only upgrades, of a while ago", deliveries{rows(became, stale)}, nil, false, reconcile.UpgradesAlone, "", stale},
		{"upgrades make nothing fresh", deliveries{rows(csv, stale), rows(became, fresh)}, nil, false, reconcile.StaleData, csv, stale},
		{"upgrades do not age", deliveries{rows(csv, fresh), rows(became, stale)}, carried{by(1, csv)}, true, "", "", fresh},
		{"upgrades beside a bill", deliveries{rows(recon, fresh), rows(became, fresh)}, nil, true, reconcile.ChargesAlone, "", fresh},
		{"upgrades that were refused", deliveries{rows(csv, fresh), delivery(became, reconcile.SubscriptionRows, fresh, 1)}, nil, true, reconcile.FeedRejected, became, fresh},
		{"a bill with rows that were refused", deliveries{delivery(recon, reconcile.SubscriptionRows, fresh, 2), rows(pc, fresh)}, nil, true, reconcile.FeedRejected, recon, fresh},
		{"a retired source", deliveries{delivery(retired, reconcile.SubscriptionRows, stale, 1), rows(pc, fresh)}, carried{by(1, pc)}, true, "", "", fresh},
		{"a source with an age of its own", deliveries{rows("monthly", started.Add(-700*time.Hour))}, carried{by(1, "monthly")}, true, "", "", started.Add(-700 * time.Hour)},
		{"a rejected row", deliveries{delivery(csv, reconcile.SubscriptionRows, fresh, 1)}, nil, false, reconcile.RejectedRows, csv, fresh},
		{"a rejected move", deliveries{rows(csv, fresh), delivery(csv, reconcile.MoveRows, fresh, 2)}, nil, false, reconcile.RejectedRows, csv, fresh},
		{"a rejected move of a plan", deliveries{rows(csv, fresh), delivery("plan", reconcile.MoveRows, fresh, 2)}, nil, false, reconcile.RejectedRows, "plan", fresh},
		{"a rejected profile", deliveries{rows(csv, fresh), delivery(graph, reconcile.TenantRows, fresh, 1)}, nil, true, reconcile.FeedRejected, graph, fresh},
		{
			"a fresh tenant row does not make old subscriptions fresh",
			deliveries{delivery(csv, reconcile.TenantRows, fresh, 0), rows(csv, stale)},
			nil, false, reconcile.StaleData, csv, stale,
		},
		{
			"an old tenant row does not age fresh subscriptions",
			deliveries{delivery(csv, reconcile.TenantRows, stale, 0), rows(csv, fresh)},
			nil, true, "", "", fresh,
		},
		{"a tenant without subscriptions", deliveries{delivery(csv, reconcile.TenantRows, fresh, 0)}, nil, true, "", "", fresh},
		{"a tenant without subscriptions, long ago", deliveries{delivery(csv, reconcile.TenantRows, stale, 0)}, nil, true, reconcile.FeedStale, csv, stale},
		{"an old plan is no old observation", deliveries{rows(csv, fresh), delivery("plan", reconcile.MoveRows, stale, 0)}, nil, true, "", "", fresh},
		{"never delivered", nil, nil, true, "", "", time.Time{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			state := reconcile.TenantState{Deliveries: c.deliveries, Carried: c.carried}
			m := merge.New(merge.NewSources(48*time.Hour,
				reconcile.Source{Name: retired, Retired: true}, reconcile.Source{Name: "monthly", MaxAge: 800 * time.Hour}).Tolerating(5*time.Minute), started)
			got := m.Coverage(&state)
			if got.Evaluated != c.evaluated || got.Reason != c.reason || got.Source != c.source || !got.ObservedAt.Equal(c.at) {
				t.Errorf("got %v %s %s %s, want %v %s %s %s", got.Evaluated, got.Reason, got.Source, got.ObservedAt,
					c.evaluated, c.reason, c.source, c.at)
			}
		})
	}
}
