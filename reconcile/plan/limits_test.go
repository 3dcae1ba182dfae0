package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

// fill adds n sources with a move each.
func fill(n int, route reconcile.Route, source func(id string) reconcile.Subscription) func(*world) {
	return func(w *world) {
		for i := range n {
			w.move(source(fmt.Sprintf("s%03d", i)), route)
		}
	}
}

// orders writes the day and the margin of every order, by its source.
func orders(p *reconcile.Plan) []string {
	var list []string
	for _, s := range p.Steps {
		if s.Kind == reconcile.StepOrder {
			list = append(list, fmt.Sprintf("%s %s %d", s.SourceID, s.Day, s.Margin))
		}
	}
	slices.Sort(list)
	return list
}

// singly returns the orders and the obstacles.
func singly(p *reconcile.Plan) []string { return append(orders(p), obstacles(p)...) }

// summed returns the orders that share a day and a margin with their number, and
// the obstacles.
func summed(p *reconcile.Plan) []string {
	counts := map[string]int{}
	for _, text := range orders(p) {
		_, rest, _ := strings.Cut(text, " ")
		counts[rest]++
	}
	var list []string
	for text, n := range counts {
		list = append(list, fmt.Sprintf("%d × %s", n, text))
	}
	slices.Sort(list)
	return append(list, obstacles(p)...)
}

// limited builds the plan of a case and compares what is told of it.
func limited(t *testing.T, w *world, given func(*world), told func(*reconcile.Plan) []string, want []string) {
	t.Helper()
	given(w)
	p := w.build()
	if diff := gocmp.Diff(want, told(&p)); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
}

func TestTenantLimit(t *testing.T) {
	const rebuy = reconcile.RouteRebuy
	partner := func(id string) reconcile.Subscription { return theirs(id, "2029-06-30") }
	customer := func(id string) reconcile.Subscription {
		s := theirs(id, "2029-06-30")
		s.Channel, s.SellerID = reconcile.WebDirect, ""
		return s
	}
	elsewhere := func(id string) reconcile.Subscription {
		s := customer(id)
		s.TenantID = "elsewhere"
		return s
	}
	undated := func(id string) reconcile.Subscription {
		s := customer(id)
		s.CommitmentEnd = day("9999-12-31").Start()
		return s
	}
	renewing := func(id string) reconcile.Subscription {
		s := direct(id, "2029-06-30", reconcile.Yes)
		s.EndOfTerm = reconcile.ActionRenew
		return s
	}
	suspended := func(w *world, commerce reconcile.Commerce) {
		for i := range 101 {
			s := theirs(fmt.Sprintf("o%03d", i), "2029-06-20")
			s.Status, s.Commerce = reconcile.Suspended, commerce
			w.row(s)
		}
	}
	lapsing := func(id string) reconcile.Subscription { return direct(id, "2029-06-30", reconcile.No) }
	for _, c := range []struct {
		name  string
		given func(*world)
		want  []string
	}{
		{"150 can be doubled", fill(150, rebuy, customer), lines("150 × 2029-06-25 5")},
		{"151 cannot", fill(151, rebuy, customer), lines(
			"149 × 2029-06-25 5", "2 × 2029-06-30 0", "tenant-limit - 2029-06-30 302 of 300, 2 over: free=2")},
		{"151 of another partner can be transferred", fill(151, rebuy, partner), lines(
			"149 × 2029-06-25 5", "2 × 2029-06-30 0", "tenant-limit - 2029-06-30 302 of 300, 2 over: transfer=151 free=2")},
		{"151 of another partner that ask for no route are", fill(151, reconcile.RouteAuto, partner), nil},
		{"151 that could lapse into their grace", fill(151, rebuy, renewing), lines(
			"149 × 2029-06-25 5", "2 × 2029-06-30 0", "tenant-limit - 2029-06-30 302 of 300, 2 over: lapse=151 free=2")},
		{"as far as they do not already, are cancelled at once or have renewed", func(w *world) {
			fill(151, rebuy, renewing)(w)
			w.move(lapsing("lapsing"), rebuy)
			w.move(renewing("cancelled"), reconcile.RouteCancelNow)
			w.move(direct("renewed", "2026-05-31", reconcile.Yes), rebuy)
		}, lines("1 × 2026-05-26 5", "1 × 2029-07-25 5", "145 × 2029-06-25 5", "7 × 2029-06-30 0",
			"tenant-limit - 2029-06-30 307 of 300, 7 over: lapse=151 free=7")},
		{"151 that do are ordered in it", fill(151, rebuy, lapsing), lines("151 × 2029-07-25 5")},
		{"300 that do are ordered in it", fill(300, rebuy, lapsing), lines("300 × 2029-07-25 5")},
		{"others fill the tenant", func(w *world) {
			fill(100, rebuy, customer)(w)
			for i := range 100 {
				w.row(theirs(fmt.Sprintf("o%03d", i), "2030-01-31"))
			}
			w.row(with(theirs("expired", "2026-05-20"), func(s *reconcile.Subscription) { s.Status = reconcile.Expired }))
			w.row(with(theirs("usage", "2030-01-31"), func(s *reconcile.Subscription) { s.ProductType = reconcile.Usage }))
		}, lines("100 × 2029-06-25 5")},
		{"what is suspended counts until it ends, in new commerce", func(w *world) {
			fill(100, rebuy, customer)(w)
			suspended(w, "")
		}, lines("100 × 2029-06-25 5")},
		{"and beyond elsewhere", func(w *world) {
			fill(100, rebuy, customer)(w)
			suspended(w, reconcile.Legacy)
		}, lines("1 × 2029-06-30 0", "99 × 2029-06-25 5", "tenant-limit - 2029-06-30 301 of 300, 1 over: free=1")},
		{"one more is one too many, until it ends", func(w *world) {
			fill(100, rebuy, customer)(w)
			for i := range 100 {
				w.row(theirs(fmt.Sprintf("o%03d", i), "2030-01-31"))
			}
			w.row(with(theirs("ends", "2029-06-27"), func(s *reconcile.Subscription) { s.EndOfTerm = reconcile.ActionCancel }))
		}, lines("1 × 2029-06-28 2", "99 × 2029-06-25 5")},
		{"sources elsewhere take a place only when they arrive", fill(300, rebuy, elsewhere), lines("300 × 2029-06-25 5")},
		{"and the 301st none", fill(301, rebuy, elsewhere), lines("1 × 2029-06-30 0", "300 × 2029-06-25 5", "tenant-limit - 2029-06-30 301 of 300, 1 over: free=1")},
		{"orders without a day come last", func(w *world) {
			fill(149, rebuy, customer)(w)
			w.row(theirs("o", "2030-01-31"))
			w.move(undated("undated"), rebuy)
		}, lines("1 ×  0", "149 × 2029-06-25 5")},
		{"and are too many in the end", fill(151, rebuy, undated), lines("151 ×  0", "tenant-limit - - 302 of 300, 2 over: free=2")},
	} {
		t.Run(c.name, func(t *testing.T) {
			limited(t, newWorld(t, "2026-06-01"), c.given, summed, c.want)
		})
	}
}

// A few subscriptions where hardly any has room: what exactly takes a place.
func TestWhatTakesAPlace(t *testing.T) {
	const rebuy = reconcile.RouteRebuy
	for _, c := range []struct {
		name  string
		limit int
		given func(*world)
		want  []string
	}{
		{"what is transferred keeps its place", 2, func(w *world) {
			w.move(with(theirs("p", "2026-09-10"), func(s *reconcile.Subscription) { s.EndOfTerm = reconcile.ActionCancel }), reconcile.RouteAuto)
			w.move(direct("s", "2026-09-20", reconcile.Yes), rebuy)
		}, lines("s 2026-09-20 0", "tenant-limit - 2026-09-20 3 of 2, 1 over: lapse=1 free=1")},
		{"what is cancelled now makes room at once", 3, func(w *world) {
			w.move(with(direct("n", "2027-05-20", reconcile.Yes), func(s *reconcile.Subscription) {
				s.Cancellable = reconcile.WindowUntil(instant("2026-06-07T23:59:59Z"))
			}), reconcile.RouteCancelNow)
			w.move(direct("s", "2026-06-10", reconcile.Yes), rebuy)
		}, lines("n 2026-06-02 5", "s 2026-06-08 2")},
		{"what should have ended and is there still takes its place", 1, func(w *world) {
			w.move(direct("s", "2026-05-31", reconcile.Yes), rebuy)
		}, lines("s 2026-05-31 0", "tenant-limit - 2026-06-01 2 of 1, 1 over: free=1")},
		{"what is said to have ended takes none", 2, func(w *world) {
			w.move(direct("s", "2026-09-20", reconcile.Yes), rebuy)
			w.row(with(direct("o", "2026-12-31", reconcile.No), func(s *reconcile.Subscription) { s.Status = reconcile.Expired }))
		}, lines("s 2026-09-15 5")},
		{"software takes none", 2, func(w *world) {
			w.move(direct("s", "2026-09-20", reconcile.Yes), rebuy)
			w.move(with(direct("o", "2026-09-20", reconcile.Yes), func(s *reconcile.Subscription) { s.ProductType = reconcile.Software }), rebuy)
		}, lines("o 2026-09-15 5", "s 2026-09-15 5")},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, "2026-06-01")
			w.env.Policy.Limits.TenantSubscriptions = c.limit
			limited(t, w, c.given, singly, c.want)
		})
	}
}

// A limit names the tenants whose moves need room in it, and no others.
func TestMovers(t *testing.T) {
	w := newWorld(t, "2026-06-01")
	w.env.Policy.Limits.TenantSubscriptions = 1
	for _, from := range []string{"v", "u", "v"} {
		id := fmt.Sprintf("s%d", len(w.tenant.Moves))
		w.move(with(direct(id, "2026-09-30", reconcile.No), func(s *reconcile.Subscription) { s.TenantID = from }), reconcile.RouteRebuy)
		last := w.tenant.Moves[len(w.tenant.Moves)-1].Move
		last.TenantID, last.TargetTenantID = from, w.tenant.ID
	}
	w.move(theirs("transferred", "2026-09-30"), reconcile.RoutePartnerTransfer)
	p := w.build()
	if len(p.Obstacles) != 1 || !slices.Equal(p.Obstacles[0].Movers, []string{"u", "v"}) {
		t.Errorf("the obstacles are %+v, want one that u and v run into", p.Obstacles)
	}
}
