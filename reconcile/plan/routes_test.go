package plan_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"handover/reconcile"
)

func TestTransfers(t *testing.T) {
	const auto = reconcile.RouteAuto
	request := func(status reconcile.TransferStatus, target string) func(*world) {
		return func(w *world) {
			w.move(theirs("s", "2026-09-30"), auto)
			w.tenant.Transfers = []reconcile.Transfer{{
				ID: "r", Status: status, TargetPartnerID: target, SubscriptionIDs: []string{"x", "s"},
				CreatedAt: instant("2026-08-20T10:00:00Z"),
			}}
		}
	}
	fresh := lines(
		"2026-08-31 s create-request/partner-transfer us by 2026-09-29 request 1",
		"2026-09-24 s accept-request/partner-transfer source-partner by 2026-09-29 margin 5 request 1",
		"2026-09-25 s verify/partner-transfer us by 2026-09-30")
	bought := lines(
		"2026-09-25 s order/rebuy us by 2026-09-30 margin 5",
		"2026-09-26 s verify/rebuy us by 2026-09-30",
		"2026-09-29 s set-cancel/rebuy source-partner by 2026-09-30")
	check(t, []kase{
		plain("from another partner", "2026-06-01", theirs("s", "2026-09-30"), auto, fresh...),
		plain("asked for", "2026-06-01", theirs("s", "2026-09-30"), reconcile.RoutePartnerTransfer, fresh...),
		{"requested: it expires before the source ends", "2026-09-01", request(reconcile.TransferPending, us), lines(
			"2026-09-14 s accept-request/partner-transfer source-partner by 2026-09-19T10:00:00Z margin 5 transfer r",
			"2026-09-15 s verify/partner-transfer us by 2026-09-30")},
		{"requested: the source ends before it expires", "2026-09-01", func(w *world) {
			request(reconcile.TransferPending, us)(w)
			w.tenant.Transfers[0].ExpiresAt = reconcile.DueDay(day("2026-10-30"))
		}, lines(
			"2026-09-24 s accept-request/partner-transfer source-partner by 2026-09-29 margin 5 transfer r",
			"2026-09-25 s verify/partner-transfer us by 2026-09-30")},
		{"accepted: only to verify", "2026-09-01", request(reconcile.TransferInProgress, us), lines(
			"2026-09-25 s verify/partner-transfer us by 2026-09-30")},
		{"complete, and it has come over: nothing is left to do", "2026-09-01", func(w *world) {
			request(reconcile.TransferComplete, "")(w)
			w.tenant.Moves[0].Through = true
		}, nil},
		{"complete, and it has not come over: bought again", "2026-06-01", request(reconcile.TransferComplete, us), bought},
		{"the last request was rejected: bought again", "2026-06-01", request(reconcile.TransferReject, us), bought},
		{"the last request has failed: bought again", "2026-06-01", request(reconcile.TransferFailed, us), bought},
		{"rejected, and asked for again", "2026-09-01", func(w *world) {
			request(reconcile.TransferPending, us)(w)
			old := w.tenant.Transfers[0]
			old.ID, old.Status, old.CreatedAt = "z", reconcile.TransferReject, time.Time{}
			w.tenant.Transfers = append(w.tenant.Transfers, old)
		}, lines(
			"2026-09-14 s accept-request/partner-transfer source-partner by 2026-09-19T10:00:00Z margin 5 transfer r",
			"2026-09-15 s verify/partner-transfer us by 2026-09-30")},
		{"a state that is not known is no end", "2026-06-01", request("paused", us), fresh},
		{"held by another partner's request", "2026-06-01", request(reconcile.TransferPending, "another"), bought},
		{"an indirect reseller's provider asks", "2026-06-01", func(w *world) {
			w.env.Partner.Model = reconcile.IndirectReseller
			w.move(theirs("s", "2026-09-30"), auto)
		}, lines(
			"2026-08-31 s create-request/partner-transfer provider by 2026-09-29 request 1",
			fresh[1], fresh[2])},
		{"requested: the request has expired today", "2026-09-19", func(w *world) {
			request(reconcile.TransferPending, us)(w)
			w.env.MarginDays, w.env.AsOf = 0, instant("2026-09-19T10:00:01Z")
		}, lines(
			"2026-09-19 s accept-request/partner-transfer source-partner by 2026-09-19T10:00:00Z transfer r overdue",
			"2026-09-20 s verify/partner-transfer us by 2026-09-30")},
		{"requested on a day: it lasts a whole day", "2026-09-01", func(w *world) {
			request(reconcile.TransferPending, us)(w)
			w.tenant.Transfers[0].CreatedAt = day("2026-08-20").End()
		}, lines(
			"2026-09-14 s accept-request/partner-transfer source-partner by 2026-09-19 margin 5 transfer r",
			"2026-09-15 s verify/partner-transfer us by 2026-09-30")},
		{"requested twice: the newer counts", "2026-09-01", func(w *world) {
			request(reconcile.TransferPending, us)(w)
			older := w.tenant.Transfers[0]
			older.ID, older.CreatedAt = "z", instant("2026-08-19T10:00:00Z")
			w.tenant.Transfers = append(w.tenant.Transfers, older)
		}, lines(
			"2026-09-14 s accept-request/partner-transfer source-partner by 2026-09-19T10:00:00Z margin 5 transfer r",
			"2026-09-15 s verify/partner-transfer us by 2026-09-30")},
		{"requested, and neither ends", "2026-09-01", func(w *world) {
			request(reconcile.TransferPending, us)(w)
			w.tenant.Transfers[0].CreatedAt = time.Time{}
			w.tenant.Moves[0].Life.LastDay = 0
		}, lines(
			"- s accept-request/partner-transfer source-partner by - transfer r",
			"- s verify/partner-transfer us by -")},
		{"requested, and suspended since: bought again", "2026-06-01", func(w *world) {
			request(reconcile.TransferPending, us)(w)
			w.tenant.Moves[0].Life.Status = reconcile.Suspended
		}, bought[:2]},
		{"transferred, and the target is named", "2026-06-01", func(w *world) {
			m := w.move(theirs("s", "2026-09-30"), reconcile.RoutePartnerTransfer)
			m.HasTarget, m.TargetsFrom = true, day("2026-09-27")
		}, lines("2026-09-27 s verify/partner-transfer us by 2026-09-30")},
		{"another partner's request was complete", "2026-06-01", request(reconcile.TransferComplete, "another"), fresh},
		{"another partner's request was rejected", "2026-06-01", request(reconcile.TransferReject, "another"), fresh},
		{"a margin longer than a request lives", "2026-06-01", func(w *world) {
			w.env.MarginDays = 40
			w.move(theirs("s", "2026-09-30"), auto)
		}, lines(
			"2026-08-20 s create-request/partner-transfer us by 2026-09-29 request 1",
			"2026-08-20 s accept-request/partner-transfer source-partner by 2026-09-29 margin 40 request 1",
			"2026-08-21 s verify/partner-transfer us by 2026-09-30")},
		{"no end is known", "2026-06-01", func(w *world) {
			w.move(with(theirs("s", "2026-09-30"), func(s *reconcile.Subscription) { s.CommitmentEnd = time.Time{} }), auto)
		}, lines(
			"- s create-request/partner-transfer us by - request 1",
			"- s accept-request/partner-transfer source-partner by - request 1",
			"- s verify/partner-transfer us by -")},
	})
}

func TestOtherRoutes(t *testing.T) {
	const auto = reconcile.RouteAuto
	ea := with(theirs("s", "2026-09-30"), func(s *reconcile.Subscription) { s.Channel, s.SellerID = reconcile.EA, "" })
	usage := with(theirs("s", "9999-12-10"), func(s *reconcile.Subscription) {
		s.ProductType, s.AutoRenew, s.EndOfTerm = reconcile.Usage, reconcile.Unknown, reconcile.NoField
	})
	rebought := lines(
		"2026-09-25 s order/rebuy us by 2026-09-30 margin 5",
		"2026-09-26 s verify/rebuy us by 2026-09-30",
		"2026-09-29 s set-cancel/rebuy source-partner by 2026-09-30")
	check(t, []kase{
		plain("an enterprise agreement renews into csp", "2026-06-01", ea, auto,
			"2026-09-25 s channel-transfer/channel-transfer us by 2026-09-30 margin 5",
			"2026-09-26 s verify/channel-transfer us by 2026-09-30",
			"2026-09-29 s auto-renew-off/channel-transfer customer by 2026-09-30"),
		plain("usage of another partner is switched", "2026-06-01", usage, auto,
			"- s azure-switch/azure-switch us by -", "- s verify/azure-switch us by -"),
		plain("usage of another channel is created anew", "2026-06-01",
			with(usage, func(s *reconcile.Subscription) {
				s.Channel, s.SellerID, s.AutoRenew = reconcile.WebDirect, "", reconcile.No
			}), auto,
			"- s azure-recreate/azure-recreate us by -", "- s verify/azure-recreate us by -",
			"- s cancel-azure/azure-recreate customer by -"),
		plain("usage of ours is created anew", "2026-06-01",
			with(usage, func(s *reconcile.Subscription) { s.SellerID = us }), auto,
			"- s azure-recreate/azure-recreate us by -", "- s verify/azure-recreate us by -",
			"- s cancel-azure/azure-recreate us by -"),
		plain("usage of another tenant is created anew", "2026-06-01",
			with(usage, func(s *reconcile.Subscription) { s.TenantID = "elsewhere" }), auto,
			"- s azure-recreate/azure-recreate us by -", "- s verify/azure-recreate us by -",
			"- s cancel-azure/azure-recreate source-partner by -"),
		plain("usage with an end", "2026-06-01", with(usage, func(s *reconcile.Subscription) {
			s.Channel, s.CommitmentEnd = reconcile.MCAE, day("2026-09-30").Start()
		}), auto,
			"2026-09-25 s azure-recreate/azure-recreate us by 2026-09-30 margin 5",
			"2026-09-26 s verify/azure-recreate us by 2026-09-30",
			"2026-09-26 s cancel-azure/azure-recreate customer by 2026-09-30"),
		plain("a legacy one is bought again", "2026-06-01",
			with(theirs("s", "2026-10-01"), func(s *reconcile.Subscription) { s.Commerce = reconcile.Legacy }), auto,
			rebought[0], rebought[1], "2026-09-29 s auto-renew-off/rebuy source-partner by 2026-09-30"),
		plain("one of ours is bought again", "2026-06-01",
			with(theirs("s", "2026-09-30"), func(s *reconcile.Subscription) { s.SellerID = us }), auto,
			rebought[0], rebought[1], "2026-09-29 s set-cancel/rebuy us by 2026-09-30"),
		plain("software is bought again", "2026-06-01",
			with(theirs("s", "2026-09-30"), func(s *reconcile.Subscription) { s.ProductType = reconcile.Software }), auto,
			rebought[0], rebought[1], "2026-09-29 s auto-renew-off/rebuy source-partner by 2026-09-30"),
		plain("so is what third parties sell", "2026-06-01",
			with(theirs("s", "2026-09-30"), func(s *reconcile.Subscription) { s.ProductType = reconcile.ThirdParty }), auto,
			rebought[0], rebought[1], "2026-09-29 s auto-renew-off/rebuy source-partner by 2026-09-30"),
		plain("so is what is pending", "2026-06-01",
			with(theirs("s", "2026-09-30"), func(s *reconcile.Subscription) { s.Status = reconcile.Pending }), auto, rebought...),
		plain("so is software of an enterprise agreement", "2026-06-01",
			with(ea, func(s *reconcile.Subscription) { s.ProductType = reconcile.Software }), auto,
			rebought[0], rebought[1], "2026-09-29 s auto-renew-off/rebuy customer by 2026-09-30"),
		plain("so is one whose agreement has ended", "2026-06-01",
			with(ea, func(s *reconcile.Subscription) { s.Status = reconcile.Expired }), auto, rebought[:2]...),
		plain("so is one of another tenant", "2026-06-01",
			with(ea, func(s *reconcile.Subscription) { s.TenantID = "elsewhere" }), auto,
			rebought[0], rebought[1], "2026-09-29 s auto-renew-off/rebuy customer by 2026-09-30"),
		plain("from another tenant nothing is transferred", "2026-06-01",
			with(theirs("s", "2026-09-30"), func(s *reconcile.Subscription) { s.TenantID = "elsewhere" }), auto, rebought...),
		{"several routes in one tenant", "2026-06-01", func(w *world) {
			w.move(with(ea, func(s *reconcile.Subscription) { s.ID = "e" }), auto)
			w.move(theirs("p", "2026-09-30"), auto)
			w.move(direct("d", "2026-09-30", reconcile.No), auto)
		}, lines(
			"2026-08-31 p create-request/partner-transfer us by 2026-09-29 request 1",
			"2026-09-24 p accept-request/partner-transfer source-partner by 2026-09-29 margin 5 request 1",
			"2026-09-25 e channel-transfer/channel-transfer us by 2026-09-30 margin 5",
			"2026-09-25 p verify/partner-transfer us by 2026-09-30",
			"2026-09-26 e verify/channel-transfer us by 2026-09-30",
			"2026-09-29 e auto-renew-off/channel-transfer customer by 2026-09-30",
			"2026-10-25 d order/rebuy us by 2026-10-30 margin 5",
			"2026-10-26 d verify/rebuy us by 2026-10-30")},
	})
}

// requests returns the sources of every request to be created, by its number.
func requests(p *reconcile.Plan) map[int][]string {
	held := map[int][]string{}
	for _, s := range p.Steps {
		if s.Kind == reconcile.StepCreateRequest {
			held[s.Request] = append(held[s.Request], s.SourceID)
		}
	}
	return held
}

func TestRequestsHoldAtMostTwentyFiveItems(t *testing.T) {
	w := newWorld(t, "2026-06-01")
	for n := range 26 {
		w.move(theirs(fmt.Sprintf("s%02d", n), "2026-09-30"), reconcile.RouteAuto)
	}
	p := w.build()
	held := requests(&p)
	if len(held) != 2 || len(held[1]) != 25 || !slices.Equal(held[2], []string{"s25"}) {
		t.Errorf("26 items stand in requests %v", held)
	}
}

// What ends within the life of a request goes into one.
func TestRequestsOfWhatEndsTogether(t *testing.T) {
	w := newWorld(t, "2026-06-01")
	w.move(theirs("first", "2026-09-30"), reconcile.RouteAuto)
	w.move(theirs("last", "2026-10-30"), reconcile.RouteAuto)
	w.move(theirs("later", "2026-10-31"), reconcile.RouteAuto)
	p := w.build()
	if held := requests(&p); !slices.Equal(held[1], []string{"first", "last"}) || !slices.Equal(held[2], []string{"later"}) {
		t.Errorf("the requests are %v, want what ends within the 30 days of a request together", held)
	}
}

// A request goes to one source partner; what ends first is requested first, and
// the whole request is to be accepted before its first item ends; what is lost
// after that is lost for that item alone.
func TestRequestsByPartnerAndEnd(t *testing.T) {
	w := newWorld(t, "2026-06-01")
	w.env.Policy.Limits.TransferItems = 2
	w.move(theirs("a", "2026-12-31"), reconcile.RouteAuto)
	w.move(theirs("b", "2026-09-30"), reconcile.RouteAuto)
	w.move(theirs("c", "2026-10-15"), reconcile.RouteAuto)
	other := theirs("d", "2026-10-01")
	other.SellerID = "another"
	w.move(other, reconcile.RouteAuto)
	p := w.build()
	held := requests(&p)
	if !slices.Equal(held[1], []string{"b", "c"}) || !slices.Equal(held[2], []string{"d"}) || !slices.Equal(held[3], []string{"a"}) {
		t.Errorf("the requests are %v, want b and c, then d, then a", held)
	}
	for _, s := range p.Steps {
		if s.SourceID != "c" || s.Kind != reconcile.StepAcceptRequest {
			continue
		}
		if s.Day != day("2026-09-24") || s.LastSafe.Day != day("2026-10-14") || s.Margin != 20 {
			t.Errorf("the request of b and c is to be accepted on %s, for c by %s, a margin of %d days", s.Day, s.LastSafe.Day, s.Margin)
		}
	}
}
