package plan_test

import (
	"fmt"
	"testing"

	"handover/reconcile"
	"handover/reconcile/plan"
)

// A thousand moves of every route in one tenant, whose limits make the margins
// shrink.
func BenchmarkThousandMoves(b *testing.B) {
	w := newWorld(b, "2026-06-01")
	w.env.Policy.Limits.TenantSubscriptions = 1150
	w.tenant.SeatCaps = map[string]int64{"CFQ7TTC0LCHC:0002": 4000}
	price, err := reconcile.ParsePrice("0.37")
	if err != nil {
		b.Fatal(err)
	}
	for i := range 1000 {
		id, end := fmt.Sprintf("s%04d", i), (day("2026-07-01") + reconcile.Day(i%180)).String()
		s := direct(id, end, reconcile.TriOf(i%3 > 0))
		switch i % 5 {
		case 0:
			s = theirs(id, end)
		case 1:
			s.OfferID = "CFQ7TTC0LCHC:0002"
		}
		s.Currency = "EUR"
		w.move(s, reconcile.RouteAuto).DayCost = price.Cost().Times(int64(i))
	}
	for b.Loop() {
		if p := plan.Build(w.env, w.tenant); len(p.Steps) < 2000 {
			b.Fatalf("%d steps", len(p.Steps))
		}
	}
}

// The same thousand, all passing the limit: every way out is tried as well.
func BenchmarkThousandMovesImpossible(b *testing.B) {
	w := newWorld(b, "2026-06-01")
	fill(1000, reconcile.RouteRebuy, func(id string) reconcile.Subscription { return theirs(id, "2026-09-30") })(w)
	for b.Loop() {
		if p := plan.Build(w.env, w.tenant); feasible(&p) {
			b.Fatal("a thousand were doubled")
		}
	}
}
