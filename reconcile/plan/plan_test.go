package plan_test

import (
	"strings"
	"testing"
	"time"

	"handover/reconcile"
	"handover/reconcile/plan"
)

// plain returns a case of one source and one move.
func plain(name, asOf string, s reconcile.Subscription, route reconcile.Route, want ...string) kase {
	return kase{name, asOf, func(w *world) { w.move(s, route) }, want}
}

func with(s reconcile.Subscription, change func(*reconcile.Subscription)) reconcile.Subscription {
	change(&s)
	return s
}

func TestStepsOfARebuy(t *testing.T) {
	const rebuy = reconcile.RouteRebuy
	own := func(kind string) string { return "s " + kind + "/rebuy " }
	bought := []string{
		"2026-09-25 " + own("order") + "us by 2026-09-30 margin 5",
		"2026-09-26 " + own("verify") + "us by 2026-09-30",
	}
	check(t, []kase{
		plain("it renews: cancel, an extended term would follow", "2026-06-01", theirs("s", "2026-09-30"), rebuy,
			append(bought[:2:2], "2026-09-29 "+own("set-cancel")+"source-partner by 2026-09-30")...),
		plain("it renews, and the free grace follows: auto-renew off", "2026-06-01", direct("s", "2026-09-30", reconcile.Yes), rebuy,
			append(bought[:2:2], "2026-09-29 "+own("auto-renew-off")+"customer by 2026-09-30")...),
		plain("a new term is scheduled: only a cancel beats it", "2026-06-01", with(direct("s", "2026-09-30", reconcile.No),
			func(s *reconcile.Subscription) { s.EndOfTerm = reconcile.ActionRenew }), rebuy,
			append(bought[:2:2], "2026-09-29 "+own("set-cancel")+"customer by 2026-09-30")...),
		plain("it slides into an extended term", "2026-06-01", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.AutoRenew = reconcile.No }), rebuy,
			append(bought[:2:2], "2026-09-29 "+own("set-cancel")+"source-partner by 2026-09-30")...),
		plain("nobody knows what follows: a choice makes it known", "2026-06-01", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.AutoRenew, s.EndOfTerm = reconcile.No, reconcile.NoField }), rebuy,
			append(bought[:2:2], "2026-09-29 "+own("set-cancel")+"source-partner by 2026-09-30")...),
		plain("it is in an extended term: ended once verified", "2026-09-10", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.InEST, s.AutoRenew = reconcile.Yes, reconcile.No }), rebuy,
			bought[0], bought[1], "2026-09-26 "+own("cancel-est")+"source-partner by 2026-09-30"),
		plain("it is told to end", "2026-06-01", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.EndOfTerm = reconcile.ActionCancel }), rebuy, bought...),
		plain("it is suspended and ends", "2026-06-01", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.Status = reconcile.Suspended }), rebuy, bought...),
		plain("it lapses into the free grace", "2026-06-01", direct("s", "2026-09-30", reconcile.No), rebuy,
			"2026-10-25 "+own("order")+"us by 2026-10-30 margin 5", "2026-10-26 "+own("verify")+"us by 2026-10-30"),
		plain("it is in the free grace", "2026-10-20", with(direct("s", "2026-09-30", reconcile.No),
			func(s *reconcile.Subscription) { s.Status = reconcile.Expired }), rebuy,
			"2026-10-25 "+own("order")+"us by 2026-10-30 margin 5", "2026-10-26 "+own("verify")+"us by 2026-10-30"),
		plain("the wished day has passed", "2026-09-27", theirs("s", "2026-09-30"), rebuy,
			bought[0]+" overdue", bought[1]+" overdue", "2026-09-29 "+own("set-cancel")+"source-partner by 2026-09-30"),
		plain("the last safe day has passed", "2026-10-03", theirs("s", "2026-09-30"), rebuy,
			bought[0]+" overdue", bought[1]+" overdue", "2026-09-29 "+own("set-cancel")+"source-partner by 2026-09-30 overdue"),
		plain("the service has stopped after the grace", "2026-11-03", with(direct("s", "2026-09-30", reconcile.No),
			func(s *reconcile.Subscription) { s.Status = reconcile.Disabled }), rebuy,
			"2026-10-25 "+own("order")+"us by 2026-10-30 margin 5 overdue", "2026-10-26 "+own("verify")+"us by 2026-10-30 overdue"),
		plain("it was deleted before its end", "2026-06-01", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.Status, s.StatusSince = reconcile.Deleted, day("2026-05-20") }), rebuy,
			"2026-05-15 "+own("order")+"us by 2026-05-20 margin 5 overdue", "2026-05-16 "+own("verify")+"us by 2026-05-20 overdue"),
		plain("no end is known", "2026-06-01", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.CommitmentEnd = time.Time{} }), rebuy,
			"- "+own("order")+"us by -", "- "+own("verify")+"us by -", "- "+own("set-cancel")+"source-partner by -"),
		plain("the grace ends where no day can be written", "2026-06-01", direct("s", "8999-12-15", reconcile.No), rebuy,
			"- "+own("order")+"us by -", "- "+own("verify")+"us by -"),
		plain("cancelled within a window without end", "2026-06-01", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.Cancellable = reconcile.WindowUntil(day("9999-12-31").Start()) }), reconcile.RouteCancelNow,
			"2026-09-25 s order/cancel-now us by 2026-09-30 margin 5",
			"2026-09-26 s verify/cancel-now us by 2026-09-30",
			"2026-09-26 s cancel-now/cancel-now source-partner by 2026-09-30"),
		plain("cancelled where windows do not matter", "2026-06-01", with(direct("s", "2026-09-30", reconcile.Yes),
			func(s *reconcile.Subscription) { s.Cancellable = reconcile.WindowUntil(time.Time{}) }), reconcile.RouteCancelNow,
			"2026-09-25 s order/cancel-now us by 2026-09-30 margin 5",
			"2026-09-26 s verify/cancel-now us by 2026-09-30",
			"2026-09-26 s cancel-now/cancel-now customer by 2026-09-30"),
		plain("suspended, yet billed until it is cancelled", "2026-06-01", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.Status = reconcile.Suspended }), reconcile.RouteCancelNow,
			"2026-09-25 s order/cancel-now us by 2026-09-30 margin 5",
			"2026-09-26 s verify/cancel-now us by 2026-09-30",
			"2026-09-26 s cancel-now/cancel-now source-partner by 2026-09-30"),
		plain("cancelled within its window", "2026-06-01", with(theirs("s", "2027-05-28"),
			func(s *reconcile.Subscription) {
				s.Cancellable = reconcile.WindowUntil(instant("2026-06-05T10:00:00Z"))
			}), reconcile.RouteCancelNow,
			"2026-05-30 s order/cancel-now us by 2026-06-04 margin 5 overdue",
			"2026-05-31 s verify/cancel-now us by 2026-06-04 overdue",
			"2026-05-31 s cancel-now/cancel-now source-partner by 2026-06-05T10:00:00Z overdue"),
	})
}

func TestReplacementsThatAreThere(t *testing.T) {
	given := func(s reconcile.Subscription, from string, inPlace bool) func(w *world) {
		return func(w *world) {
			m := w.move(s, reconcile.RouteAuto)
			m.HasTarget, m.InPlace = true, inPlace
			if from != "" {
				m.TargetsFrom = day(from)
			}
		}
	}
	cancel := "2026-09-29 s set-cancel/rebuy source-partner by 2026-09-30"
	check(t, []kase{
		{"in place: only the source is left", "2026-09-01", given(theirs("s", "2026-09-30"), "2026-08-20", true), lines(cancel)},
		{"in place, and the source ends by itself", "2026-09-01", given(direct("s", "2026-09-30", reconcile.No), "2026-08-20", true), nil},
		{
			"in place beside an extended term: overdue since the first day", "2026-09-01",
			given(with(theirs("s", "2026-09-30"), func(s *reconcile.Subscription) { s.InEST = reconcile.Yes }), "2026-08-20", true),
			lines("2026-08-20 s cancel-est/rebuy source-partner by 2026-09-30 overdue"),
		},
		{
			"starts shortly before the end", "2026-09-01", given(theirs("s", "2026-09-30"), "2026-09-28", false),
			lines("2026-09-28 s verify/rebuy us by 2026-09-30", cancel),
		},
		{
			"has too few seats", "2026-09-01", given(theirs("s", "2026-09-30"), "2026-08-20", false),
			lines("2026-09-25 s verify/rebuy us by 2026-09-30", cancel),
		},
		{
			"starts on the last day", "2026-09-01", given(theirs("s", "2026-09-30"), "2026-09-30", false),
			lines("2026-09-30 s verify/rebuy us by 2026-09-30", "2026-09-30 s set-cancel/rebuy source-partner by 2026-09-30"),
		},
		{
			"starts too late", "2026-09-01", given(theirs("s", "2026-09-30"), "2026-10-15", false),
			lines("2026-09-25 s verify/rebuy us by 2026-09-30", cancel),
		},
		{
			"was never seen", "2026-09-01", given(theirs("s", "2026-09-30"), "", false),
			lines("2026-09-25 s verify/rebuy us by 2026-09-30", cancel),
		},
	})
}

func TestMovesThatCannotBePlanned(t *testing.T) {
	check(t, []kase{
		plain("a route that does not exist there", "2026-06-01", direct("s", "2026-09-30", reconcile.Yes), reconcile.RoutePartnerTransfer,
			"route-unavailable t/s partner-transfer channel: route=rebuy"),
		plain("a state that cannot be transferred", "2026-06-01", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.Status = reconcile.Suspended }), reconcile.RoutePartnerTransfer,
			"route-unavailable t/s partner-transfer suspended: route=rebuy"),
		plain("software cannot be transferred", "2026-06-01", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.ProductType = reconcile.Software }), reconcile.RoutePartnerTransfer,
			"route-unavailable t/s partner-transfer software: route=rebuy"),
		plain("nor can a legacy one", "2026-06-01", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.Commerce = reconcile.Legacy }), reconcile.RoutePartnerTransfer,
			"route-unavailable t/s partner-transfer legacy: route=rebuy"),
		plain("a window that is over", "2026-06-01", with(theirs("s", "2026-09-30"),
			func(s *reconcile.Subscription) { s.Cancellable = reconcile.WindowUntil(time.Time{}) }), reconcile.RouteCancelNow,
			"route-unavailable t/s cancel-now window: route=partner-transfer"),
		plain("an unknown route", "2026-06-01", direct("s", "2026-09-30", reconcile.Yes), "teleport",
			"route-unavailable t/s teleport unknown-route: route=rebuy"),
		plain("a licence is not switched", "2026-06-01", theirs("s", "2026-09-30"), reconcile.RouteAzureSwitch,
			"route-unavailable t/s azure-switch product-kind: route=partner-transfer"),
		{"a source never seen", "2026-06-01", func(w *world) {
			w.move(theirs("s", "2026-09-30"), reconcile.RouteAuto).Source = nil
		}, lines("source-unknown t/s - -:")},
		{"a source moved twice", "2026-09-01", func(w *world) {
			w.move(theirs("s", "2026-09-30"), reconcile.RouteRebuy)
			second := w.tenant.Moves[0]
			second.Move = &reconcile.Move{TenantID: "t", SourceID: "s", TargetIDs: []string{"o"}, Route: reconcile.RouteRebuy}
			second.HasTarget = true
			w.tenant.Moves = append([]plan.Move{second}, w.tenant.Moves...)
		}, lines(
			"2026-09-25 s order/rebuy us by 2026-09-30 margin 5",
			"2026-09-26 s verify/rebuy us by 2026-09-30",
			"2026-09-29 s set-cancel/rebuy source-partner by 2026-09-30",
			"source-twice t/s - -:")},
	})
}

func TestNothingToMove(t *testing.T) {
	w := newWorld(t, "2026-06-01")
	w.row(theirs("s", "2026-09-30"))
	if p := w.build(); len(p.Steps) != 0 || !feasible(&p) {
		t.Errorf("a tenant without moves is planned as %s", strings.Join(w.written(&p), "; "))
	}
}
