package plan_test

import (
	"testing"

	"handover/reconcile"
)

// capped returns a subscription of a product whose seats are capped.
func capped(id, end string, seats int64) reconcile.Subscription {
	s := direct(id, end, reconcile.Yes)
	s.OfferID, s.Quantity = "cfq7ttc0lchc:0002", reconcile.CountOf(seats)
	return s
}

// pending is one that is ordered and begins on a day, or on one nobody knows.
func pending(start string, seats int64) reconcile.Subscription {
	s := capped("o", "2030-06-30", seats)
	s.Status = reconcile.Pending
	if start != "" {
		s.TermStart = day(start)
	}
	return s
}

func TestSeatPool(t *testing.T) {
	const rebuy = reconcile.RouteRebuy
	for _, c := range []struct {
		name  string
		given func(*world)
		want  []string
	}{
		{"150 seats can be doubled", func(w *world) { w.move(capped("s", "2029-06-30", 150), rebuy) }, lines("s 2029-06-25 5")},
		{"151 cannot, but may lapse", func(w *world) { w.move(capped("s", "2029-06-30", 151), rebuy) }, lines(
			"s 2029-06-30 0", "seat-pool CFQ7TTC0LCHC:0002 2029-06-30 302 of 300, 2 over: lapse=1 free=2")},
		{"nor need all of them be ordered", func(w *world) {
			s := capped("s", "2029-06-30", 151)
			s.Assigned = reconcile.CountOf(147)
			w.move(s, rebuy)
			w.move(capped("two", "2029-06-30", 1), rebuy)
		}, lines("s 2029-06-30 0", "two 2029-06-25 5",
			"seat-pool CFQ7TTC0LCHC:0002 2029-06-30 304 of 300, 4 over: assigned-seats=1 lapse=2 free=4")},
		{"two orders share the room before their last days", func(w *world) {
			w.move(capped("a", "2029-06-30", 40), rebuy)
			w.move(capped("b", "2029-06-30", 40), rebuy)
			ends := capped("o", "2029-06-29", 150)
			ends.AutoRenew = reconcile.No
			w.row(ends)
		}, lines("a 2029-06-30 0", "b 2029-06-25 5")},
		{"a product without an id has no cap", func(w *world) {
			w.tenant.SeatCaps[""] = 0
			s := capped("s", "2029-06-30", 150)
			s.OfferID = ""
			w.move(s, rebuy)
		}, lines("s 2029-06-25 5")},
		{"a pending one takes its seats with its term", func(w *world) {
			w.move(capped("s", "2029-06-30", 100), rebuy)
			w.row(pending("2029-07-01", 150))
		}, lines("s 2029-06-25 5")},
		{"and then they are taken", func(w *world) {
			w.move(capped("s", "2029-06-30", 100), rebuy)
			w.row(pending("2029-07-01", 201))
		}, lines("s 2029-06-25 5", "seat-pool CFQ7TTC0LCHC:0002 2029-07-01 301 of 300, 1 over: free=1")},
		{"a margin does not reach into its term", func(w *world) {
			w.move(capped("s", "2029-06-30", 100), rebuy)
			w.row(pending("2029-06-28", 150))
		}, lines("s 2029-06-30 0", "seat-pool CFQ7TTC0LCHC:0002 2029-06-30 350 of 300, 50 over: lapse=1 free=50")},
		{"one whose term has no known start has taken them", func(w *world) {
			w.move(capped("s", "2029-06-30", 100), rebuy)
			w.row(pending("", 150))
		}, lines("s 2029-06-30 0", "seat-pool CFQ7TTC0LCHC:0002 2029-06-30 350 of 300, 50 over: lapse=1 free=50")},
		{"the pool makes room when another ends", func(w *world) {
			w.move(capped("s", "2029-06-30", 100), rebuy)
			ends := capped("o", "2029-06-26", 150)
			ends.AutoRenew = reconcile.No
			w.row(ends)
		}, lines("s 2029-06-27 3")},
		{"another product has its own seats", func(w *world) {
			w.move(capped("s", "2029-06-30", 150), rebuy)
			other := direct("o", "2029-06-30", reconcile.Yes)
			other.Quantity = reconcile.CountOf(1000)
			w.move(other, rebuy)
		}, lines("o 2029-06-25 5", "s 2029-06-25 5")},
		{"absurd seats do not wrap around", func(w *world) {
			w.move(capped("s", "2029-06-30", 1<<62), rebuy)
			w.row(capped("o", "2029-06-30", 1<<62))
		}, lines("s 2029-06-30 0", "seat-pool CFQ7TTC0LCHC:0002 2029-06-30 12884901888 of 300, 12884901588 over: free=12884901588")},
		{"fewer than no seats free none", func(w *world) {
			w.move(capped("s", "2029-06-30", 151), rebuy)
			w.row(capped("o", "2029-06-30", -100))
		}, lines("s 2029-06-30 0", "seat-pool CFQ7TTC0LCHC:0002 2029-06-30 302 of 300, 2 over: lapse=1 free=2")},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, "2026-06-01")
			w.tenant.SeatCaps = map[string]int64{"CFQ7TTC0LCHC:0002": 300}
			limited(t, w, c.given, singly, c.want)
		})
	}
}
