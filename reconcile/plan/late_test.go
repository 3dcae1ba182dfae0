package plan_test

import (
	"testing"

	"handover/reconcile"
	"handover/reconcile/plan"
)

// A transfer that nobody has asked for by its last safe day does not come in time.
func TestTransfersThatComeTooLate(t *testing.T) {
	const auto, transfer = reconcile.RouteAuto, reconcile.RoutePartnerTransfer
	source := theirs("s", "2026-09-30")
	request := func(status reconcile.TransferStatus, route reconcile.Route) func(*world) {
		return func(w *world) {
			w.move(source, route)
			w.tenant.Transfers = []reconcile.Transfer{{ID: "r", Status: status, SubscriptionIDs: []string{"s"}, ExpiresAt: reconcile.DueDay(day("2026-10-20"))}}
		}
	}
	slow := func(days int64, until reconcile.Day) func(*world) {
		return func(w *world) {
			w.env.Sellers = reconcile.Sellers{them: {ID: them, Name: "Fabrikam", LeadDays: reconcile.CountOf(days), ActsUntil: until}}
			w.move(source, auto)
		}
	}
	check(t, []kase{
		plain("on its last safe day it can be asked for", "2026-09-29", source, auto,
			"2026-08-31 s create-request/partner-transfer us by 2026-09-29 request 1 overdue",
			"2026-09-24 s accept-request/partner-transfer source-partner by 2026-09-29 margin 5 request 1 overdue",
			"2026-09-25 s verify/partner-transfer us by 2026-09-30 overdue"),
		plain("after it the source is bought again", "2026-09-30", source, auto,
			"2026-09-25 s order/rebuy us by 2026-09-30 margin 5 overdue",
			"2026-09-26 s verify/rebuy us by 2026-09-30 overdue",
			"2026-09-29 s set-cancel/rebuy source-partner by 2026-09-30 overdue"),
		plain("who asks for a transfer is told that there is none", "2026-09-30", source, transfer,
			"route-unavailable t/s partner-transfer too-late: route=rebuy"),
		{"a request that runs may still come", "2026-09-30", request(reconcile.TransferPending, auto), lines(
			"2026-09-24 s accept-request/partner-transfer source-partner by 2026-09-29 margin 5 transfer r overdue",
			"2026-09-25 s verify/partner-transfer us by 2026-09-30 overdue")},
		{"one that was rejected is none", "2026-06-01", request(reconcile.TransferReject, transfer), lines(
			"route-unavailable t/s partner-transfer ended-request: route=rebuy")},
		{"a target that is named has come", "2026-10-01", func(w *world) {
			w.move(source, transfer).HasTarget = true
		}, lines("2026-09-25 s verify/partner-transfer us by 2026-09-30 overdue")},
		{"the partner takes changes ten days before", "2026-06-01", slow(10, 0), lines(
			"2026-08-22 s create-request/partner-transfer us by 2026-09-20 request 1",
			"2026-09-15 s accept-request/partner-transfer source-partner by 2026-09-20 margin 5 request 1",
			"2026-09-16 s verify/partner-transfer us by 2026-09-30")},
		{"and after that no transfer, nor a cancel", "2026-09-21", slow(10, 0), lines(
			"2026-09-15 s order/rebuy us by 2026-09-20 margin 5 overdue",
			"2026-09-16 s verify/rebuy us by 2026-09-20 overdue",
			"2026-09-19 s set-cancel/rebuy source-partner by 2026-09-20 overdue")},
		{"the partner acts no longer", "2026-09-02", slow(0, day("2026-09-01")), lines(
			"2026-08-27 s order/rebuy us by 2026-09-01 margin 5 overdue",
			"2026-08-28 s verify/rebuy us by 2026-09-01 overdue",
			"2026-08-31 s set-cancel/rebuy source-partner by 2026-09-01 overdue")},
	})
}

// A new term that nobody wanted is cancelled while it can be, once its replacement
// is there.
func TestANewTermIsCancelledInItsWindow(t *testing.T) {
	source := with(theirs("s", "2027-09-30"), func(s *reconcile.Subscription) {
		s.Cancellable = reconcile.WindowUntil(instant("2026-10-08T10:00:00Z"))
	})
	renewed := func(route reconcile.Route, change func(*plan.Move)) func(*world) {
		return func(w *world) {
			m := w.move(source, route)
			m.CancelBy = reconcile.DueAt(source.Cancellable.Until)
			change(m)
		}
	}
	usual := func(*plan.Move) {}
	bought := lines(
		"2026-10-02 s order/rebuy us by 2026-10-07 margin 5",
		"2026-10-03 s verify/rebuy us by 2026-10-07",
		"2026-10-03 s cancel-now/rebuy source-partner by 2026-10-08T10:00:00Z")
	check(t, []kase{
		{"instead of a transfer a year later", "2026-10-02", renewed(reconcile.RouteAuto, usual), bought},
		{"instead of a cancel a year later", "2026-10-02", renewed(reconcile.RouteRebuy, usual), bought},
		{"at once where the replacement is in place", "2026-10-02", renewed(reconcile.RouteAuto, func(m *plan.Move) {
			m.HasTarget, m.InPlace, m.TargetsFrom = true, true, day("2026-09-01")
		}), lines("2026-09-01 s cancel-now/rebuy source-partner by 2026-10-08T10:00:00Z overdue")},
		{"but who asks for a transfer gets it", "2026-10-02", renewed(reconcile.RoutePartnerTransfer, usual), lines(
			"2027-08-31 s create-request/partner-transfer us by 2027-09-29 request 1",
			"2027-09-24 s accept-request/partner-transfer source-partner by 2027-09-29 margin 5 request 1",
			"2027-09-25 s verify/partner-transfer us by 2027-09-30")},
	})
}

// A source that another subscription has replaced at its seller is not bought again:
// the move has to be pointed to that one.
func TestWhatIsReplacedAtItsSeller(t *testing.T) {
	check(t, []kase{
		{"nothing is ordered", "2026-06-01", func(w *world) {
			w.move(theirs("s", "2026-09-30"), reconcile.RouteAuto).Replaced = true
		}, lines("source-replaced t/s - -:")},
		{"nor is the move told of that needs nobody", "2026-06-01", func(w *world) {
			m := w.move(theirs("s", "2026-09-30"), reconcile.RouteAuto)
			m.Replaced, m.Through = true, true
		}, nil},
	})
}

// A suspended subscription of the older catalogue is deleted after 90 days.
func TestWhatIsDeletedBeforeItsEnd(t *testing.T) {
	legacy := with(theirs("s", "2026-12-31"), func(s *reconcile.Subscription) {
		s.Commerce, s.Status, s.StatusSince = reconcile.Legacy, reconcile.Suspended, day("2026-05-01")
	})
	check(t, []kase{
		plain("it is replaced before", "2026-06-01", legacy, reconcile.RouteAuto,
			"2026-07-25 s order/rebuy us by 2026-07-30 margin 5", "2026-07-26 s verify/rebuy us by 2026-07-30"),
	})
}

// What is no longer sold, and has no equivalent, is not ended before somebody has
// named what replaces it.
func TestWhatIsNoLongerSold(t *testing.T) {
	const rebuy = reconcile.RouteRebuy
	sold := func(sale reconcile.Sale, change func(*plan.Move)) func(*world) {
		return func(w *world) {
			m := w.move(theirs("s", "2026-09-30"), rebuy)
			m.Sale = sale
			change(m)
		}
	}
	order := lines("2026-09-25 s order/rebuy us by 2026-09-30 margin 5", "2026-09-26 s verify/rebuy us by 2026-09-30")
	const end = "2026-09-29 s set-cancel/rebuy source-partner by 2026-09-30"
	check(t, []kase{
		{"nothing replaces it", "2026-06-01", sold(reconcile.SaleEnded, func(*plan.Move) {}), order},
		{"an equivalent does", "2026-06-01", sold(reconcile.SoldInstead, func(*plan.Move) {}), append(order[:2:2], end)},
		{"a target is named", "2026-06-01", sold(reconcile.SaleEnded, func(m *plan.Move) {
			m.HasTarget, m.TargetsFrom = true, day("2026-09-01")
		}), lines("2026-09-25 s verify/rebuy us by 2026-09-30", end)},
		{"nor is it cancelled in a window", "2026-09-25", sold(reconcile.SaleEnded, func(m *plan.Move) {
			m.CancelBy = reconcile.DueDay(day("2026-09-28"))
		}), order},
	})
}
