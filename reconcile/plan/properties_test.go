package plan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reconcile/plan"
)

// anything draws a tenant with subscriptions, moves and requests of every kind,
// sensible or not.
func anything(t *rapid.T, env plan.Env) *world {
	w := &world{env: env, tenant: plan.Tenant{ID: "t", SeatCaps: map[string]int64{"A": 20}}}
	policy, partner := *env.Policy, *env.Partner
	policy.Limits.TenantSubscriptions = rapid.IntRange(0, 30).Draw(t, "limit")
	policy.Limits.TransferItems = rapid.IntRange(1, 4).Draw(t, "items")
	partner.Model = rapid.SampledFrom([]reconcile.PartnerModel{reconcile.DirectBill, reconcile.IndirectReseller}).Draw(t, "model")
	w.env.Policy, w.env.Partner = &policy, &partner
	w.env.MarginDays = rapid.IntRange(-1, 10).Draw(t, "margin")
	for i := range rapid.IntRange(0, 20).Draw(t, "rows") {
		s := anySubscription(t, fmt.Sprintf("s%02d", i))
		if !rapid.Bool().Draw(t, "moved") {
			w.row(s)
			continue
		}
		m := w.move(s, rapid.SampledFrom([]reconcile.Route{
			"", reconcile.RouteAuto, reconcile.RouteAuto, reconcile.RouteRebuy, reconcile.RouteCancelNow, reconcile.RoutePartnerTransfer,
			reconcile.RouteChannelTransfer, reconcile.RouteAzureSwitch, reconcile.RouteAzureRecreate, "odd",
		}).Draw(t, "route"))
		m.HasTarget = rapid.IntRange(0, 3).Draw(t, "target") == 0
		m.InPlace = m.HasTarget && rapid.Bool().Draw(t, "in place")
		if m.HasTarget {
			m.TargetsFrom = anyDay(t, "from")
		}
		if rapid.IntRange(0, 20).Draw(t, "seen") == 0 {
			m.Source = nil
		}
	}
	if n := len(w.tenant.Moves); n > 0 && rapid.IntRange(0, 9).Draw(t, "twice") == 0 {
		twin := w.tenant.Moves[n-1]
		move := *twin.Move
		move.Route, twin.Move = reconcile.RouteRebuy, &move
		w.tenant.Moves = append(w.tenant.Moves, twin)
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "requests") {
		w.tenant.Transfers = append(w.tenant.Transfers, reconcile.Transfer{
			ID:              fmt.Sprintf("r%d", i),
			Status:          rapid.SampledFrom([]reconcile.TransferStatus{"pending", "inprogress", "complete", "reject"}).Draw(t, "request"),
			CreatedAt:       anyDay(t, "created").Start().Add(hours(rapid.IntRange(0, 1).Draw(t, "hour"))),
			TargetPartnerID: rapid.SampledFrom([]string{us, "", "another"}).Draw(t, "to"),
			SubscriptionIDs: []string{fmt.Sprintf("s%02d", rapid.IntRange(0, 19).Draw(t, "item"))},
		})
	}
	return w
}

func anyDay(t *rapid.T, label string) reconcile.Day {
	return rapid.SampledFrom([]reconcile.Day{
		0, day("2026-04-20"), day("2026-05-28"), day("2026-06-01"), day("2026-06-04"), day("2026-06-10"), day("2026-06-12"),
		day("2026-07-10"), day("2027-06-01"), day("9999-12-31"),
	}).Draw(t, label)
}

func anySubscription(t *rapid.T, id string) reconcile.Subscription {
	s := reconcile.Subscription{
		ID: id, OfferID: rapid.SampledFrom([]string{"A", "a", "B", ""}).Draw(t, "offer"),
		TenantID:    rapid.SampledFrom([]string{"t", "t", "t", "elsewhere"}).Draw(t, "tenant"),
		Channel:     rapid.SampledFrom([]reconcile.Channel{"csp", "csp", "csp", "web-direct", "ea", "mca-e", "syndication", ""}).Draw(t, "channel"),
		SellerID:    rapid.SampledFrom([]string{them, them, "another", us, ""}).Draw(t, "seller"),
		Commerce:    rapid.SampledFrom([]reconcile.Commerce{"", "", "legacy"}).Draw(t, "commerce"),
		ProductType: rapid.SampledFrom([]reconcile.ProductType{"", "license", "license", "usage", "software", "third-party", "odd"}).Draw(t, "type"),
		Status: rapid.SampledFrom([]reconcile.Status{
			"active", "active", "active", "active", "pending", "suspended", "expired", "disabled", "deleted", "none", "odd",
		}).Draw(t, "status"),
		AutoRenew: rapid.SampledFrom([]reconcile.Tri{reconcile.Unknown, reconcile.No, reconcile.Yes}).Draw(t, "renew"),
		EndOfTerm: rapid.SampledFrom([]reconcile.EndOfTerm{"", "none", "renew", "est", "cancel", "odd"}).Draw(t, "end of term"),
		Term:      rapid.SampledFrom([]reconcile.Term{"", "P1M", "P1Y", "P3Y"}).Draw(t, "term"),
		InEST:     rapid.SampledFrom([]reconcile.Tri{reconcile.Unknown, reconcile.Unknown, reconcile.Yes}).Draw(t, "est"),
		Quantity:  rapid.SampledFrom([]reconcile.Count{{}, reconcile.CountOf(-3), reconcile.CountOf(1), reconcile.CountOf(7)}).Draw(t, "seats"),
		Assigned:  rapid.SampledFrom([]reconcile.Count{{}, reconcile.CountOf(0), reconcile.CountOf(5)}).Draw(t, "assigned"),
		Created:   anyDay(t, "bought"), TermStart: anyDay(t, "term start"), StatusSince: anyDay(t, "since"),
	}
	if end := anyDay(t, "end"); end.Known() {
		s.CommitmentEnd = end.Start()
	}
	if window := anyDay(t, "window"); window.Known() {
		s.Cancellable = reconcile.WindowUntil(window.Start().Add(hours(10)))
	}
	return s
}

// The plan of any tenant keeps what every plan promises.
func sound(t *rapid.T, env plan.Env) {
	w := anything(t, env)
	p := w.build()
	show := strings.Join(w.written(&p), "\n")
	last := map[string]reconcile.Day{}
	held := map[int]map[string]bool{}
	for i := range p.Steps {
		s := &p.Steps[i]
		if i > 0 && !ordered(&p.Steps[i-1], s) {
			t.Fatalf("steps %d and %d are not in order:\n%s", i-1, i, show)
		}
		if fault := outOfBounds(s, &w.env); fault != "" {
			t.Fatalf("step %d %s:\n%s", i, fault, show)
		}
		// The steps of a move come in the order of their kinds, so the source
		// never before the replacement was verified.
		rank := reconcile.Day(slices.Index(reconcile.StepKinds(), s.Kind))
		if rank < last[s.SourceID] {
			t.Fatalf("step %d comes after a later one of its move:\n%s", i, show)
		}
		last[s.SourceID] = rank
		if s.Kind == reconcile.StepCreateRequest {
			if held[s.Request] == nil {
				held[s.Request] = map[string]bool{}
			}
			held[s.Request][s.SourceID] = true
		}
	}
	requestsAreWhole(t, w, held)
	everyMoveIsAnswered(t, w, &p)
	inAnyOrder(t, w, &p)
}

// outOfBounds says what no step may have. The items of a request are accepted on the
// day of the one that ends first, which can be the life of a request before their own.
func outOfBounds(s *reconcile.PlanStep, env *plan.Env) string {
	margin := max(env.MarginDays, 0)
	if s.Kind == reconcile.StepAcceptRequest {
		margin += env.Policy.Limits.TransferDays
	}
	switch {
	case s.Day.Known() && s.LastSafe.Known() && s.Day > s.LastSafe.Day:
		return "stands after its last safe day"
	case s.Day.NoEnd():
		return "is scheduled for no day, or wrongly overdue"
	case s.Margin < 0 || s.Margin > margin || s.Route == reconcile.RouteAuto:
		return "has a margin or route outside its bounds"
	default:
		return ""
	}
}

// requestsAreWhole checks that a request has a number in the row, no more items than it
// may, and one seller.
func requestsAreWhole(t *rapid.T, w *world, held map[int]map[string]bool) {
	sellers := map[string]string{}
	for i := range w.tenant.Moves {
		if source := w.tenant.Moves[i].Source; source != nil {
			sellers[source.ID] = source.SellerID
		}
	}
	for n, items := range held {
		seller := map[string]bool{}
		for id := range items {
			seller[sellers[id]] = true
		}
		if n < 1 || n > len(held) || len(items) > w.env.Policy.Limits.TransferItems || len(seller) != 1 {
			t.Fatalf("request %d of %d holds %v of sellers %v", n, len(held), items, seller)
		}
	}
}

func ordered(a, b *reconcile.PlanStep) bool {
	key := func(s *reconcile.PlanStep) string {
		day := s.Day.String()
		if day == "" {
			day = "never"
		}
		return strings.Join([]string{day, s.TenantID, s.SourceID, fmt.Sprintf("%02d", slices.Index(reconcile.StepKinds(), s.Kind))}, "\x00")
	}
	return key(a) < key(b)
}

// everyMoveIsAnswered checks that a move has steps, or an obstacle, or its
// replacement is in place.
func everyMoveIsAnswered(t *rapid.T, w *world, p *reconcile.Plan) {
	answered := map[string]bool{}
	for _, s := range p.Steps {
		answered[s.SourceID] = true
	}
	for _, o := range p.Obstacles {
		answered[o.SourceID] = true
	}
	for i := range w.tenant.Moves {
		m := &w.tenant.Moves[i]
		if !answered[m.Move.SourceID] && !m.InPlace {
			t.Fatalf("nothing is said of %s", m.Move.SourceID)
		}
	}
}

func inAnyOrder(t *rapid.T, w *world, p *reconcile.Plan) {
	shuffled := w.tenant
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 0))
	shuffled.Rows, shuffled.Moves, shuffled.Transfers = slices.Clone(shuffled.Rows), slices.Clone(shuffled.Moves), slices.Clone(shuffled.Transfers)
	shuffle(random, shuffled.Rows)
	shuffle(random, shuffled.Moves)
	shuffle(random, shuffled.Transfers)
	again := plan.Build(w.env, shuffled)
	if diff := gocmp.Diff(p, &again); diff != "" {
		t.Fatalf("another order of the input gives another plan:\n%s", diff)
	}
}

func shuffle[T any](random *rand.Rand, list []T) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

func TestEveryPlanIsSound(t *testing.T) {
	env := environment(t, "2026-06-01")
	rapid.Check(t, func(t *rapid.T) { sound(t, env) })
}

func FuzzBuild(f *testing.F) {
	env := environment(f, "2026-06-01")
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { sound(t, env) }))
}

// Of a plan that is possible, any part is.
func TestDroppingAMoveKeepsThePlanPossible(t *testing.T) {
	env := environment(t, "2026-06-01")
	rapid.Check(t, func(t *rapid.T) {
		w := anything(t, env)
		var still []plan.Move
		for _, m := range w.tenant.Moves {
			if !m.HasTarget {
				still = append(still, m)
			}
		}
		w.tenant.Moves = still
		if p := w.build(); !feasible(&p) || len(still) == 0 {
			return
		}
		at := rapid.IntRange(0, len(still)-1).Draw(t, "drop")
		w.tenant.Moves = slices.Delete(slices.Clone(still), at, at+1)
		if p := w.build(); !feasible(&p) {
			t.Fatalf("without the move of %s the plan is no longer possible: %s", still[at].Move.SourceID, strings.Join(w.written(&p), "\n"))
		}
	})
}
