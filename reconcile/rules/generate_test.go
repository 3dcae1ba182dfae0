package rules_test

import (
	"slices"
	"strings"
	"time"

	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// The values a row can hold: those of each list, none, and one that is in no
// list. Dates cluster around base, where the rules have something to decide.
const outside = "no such value"

var base = reconcile.NewDay(2026, time.May, 4)

func anyOf[T any](t *rapid.T, label string, values ...T) T {
	return rapid.SampledFrom(values).Draw(t, label)
}

func anyDay(t *rapid.T, label string) reconcile.Day {
	return rapid.OneOf(
		rapid.Just(reconcile.Day(0)),
		rapid.Map(rapid.IntRange(-500, 500), base.AddDays),
		rapid.SampledFrom([]reconcile.Day{
			base, reconcile.NewDay(1, time.January, 2), reconcile.NewDay(1969, time.December, 31), reconcile.NewDay(2028, time.March, 30),
			reconcile.NewDay(8999, time.December, 31), reconcile.NewDay(9000, time.January, 1), reconcile.NewDay(9999, time.December, 31),
		}),
	).Draw(t, label)
}

// anyInstant returns midnight of a day, as sources write most of theirs, or a
// moment in it.
func anyInstant(t *rapid.T, label string) time.Time {
	day := anyDay(t, label)
	if !day.Known() {
		return time.Time{}
	}
	return day.Start().Add(anyOf(t, label+" in the day", 0, time.Hour, 24*time.Hour-time.Second))
}

func anyCount(t *rapid.T, label string) reconcile.Count {
	if rapid.IntRange(0, 5).Draw(t, label+" known") == 0 {
		return reconcile.Count{}
	}
	return reconcile.CountOf(anyOf[int64](t, label, 0, 1, 18, 20, 150, 151, 301, -1, 1<<62, -1<<62))
}

func anyPrice(t *rapid.T, label string) reconcile.Price {
	coefficient := anyOf[int64](t, label, 0, 1, 1000, -1000, 999, 1<<62, -1<<62)
	price, err := decimal.New(coefficient, rapid.IntRange(0, 6).Draw(t, label+" digits"))
	if err != nil {
		t.Fatal(err)
	}
	return anyOf(t, label+" known", reconcile.PriceOf(price), reconcile.Price{})
}

func anyTri(t *rapid.T, label string) reconcile.Tri {
	return anyOf(t, label, reconcile.Unknown, reconcile.No, reconcile.Yes)
}

func anyOffer(t *rapid.T, label string) string {
	return anyOf(t, label, "CFQ7TTC0LH18:0001", "CFQ7TTC0LCHC:0002", "cfq7ttc0lchc:0002", "fe616d64-e9a8-40ef-843f-152e9bbef3d1", "", "=1+1")
}

// subscriptionIDs are those that moves and requests may name; the last one is
// never seen.
func subscriptionIDs() []string {
	return []string{"a", "b", "=cmd|x", "d\n<script>", "é" + strings.Repeat("x", 300), "../f", "never seen"}
}

func anyID(t *rapid.T, label string) string { return anyOf(t, label, subscriptionIDs()...) }

func anyPartnerID(t *rapid.T, label string) string {
	return anyOf(t, label, "us", "provider", "another", "")
}

func anyMove(t *rapid.T, tenantID string) reconcile.Move {
	return reconcile.Move{
		TenantID: tenantID, SourceID: anyOf(t, "source", anyID(t, "source id"), anyID(t, "source id"), reconcile.WatchAll), FirstSeen: anyDay(t, "known since"), TargetTenantID: anyOf(t, "target tenant", "", "", "t", "u", "nowhere"),
		TargetIDs: rapid.SliceOfNDistinct(rapid.SampledFrom(subscriptionIDs()), 0, anyOf(t, "at most", 0, 3), rapid.ID[string]).Draw(t, "targets"),
		Route: anyOf(t, "route", reconcile.RouteAuto, reconcile.RouteRebuy, reconcile.RouteCancelNow, reconcile.RoutePartnerTransfer,
			reconcile.RouteChannelTransfer, reconcile.RouteAzureSwitch, reconcile.RouteAzureRecreate, "", outside),
		Status: anyOf(t, "move status", reconcile.MovePlanned, reconcile.MovePlanned, reconcile.MoveInProgress, reconcile.MoveDone,
			reconcile.MoveDropped, "", outside),
		RequesterRole: anyOf(t, "role", "", "admin-agent", "sales-agent", "helpdesk-agent"), ExpectedEnd: anyDay(t, "expected end"),
	}
}

// anyMoves returns moves as a store holds them: one for each source and targets.
func anyMoves(t *rapid.T, tenantID string) []reconcile.Move {
	move := func(t *rapid.T) reconcile.Move {
		m := anyMove(t, tenantID)
		if m.SourceID == reconcile.WatchAll {
			m.SourceSellerID, m.TargetIDs = anyOf(t, "seller of the sources", "", "another", "provider"), nil
			m.Status = anyOf(t, "status of the watch", reconcile.MovePlanned, reconcile.MoveInProgress, reconcile.MoveDropped)
		}
		return m
	}
	return rapid.SliceOfNDistinct(rapid.Custom(move), 0, 6,
		func(m reconcile.Move) string {
			return m.SourceID + "\x00" + m.SourceSellerID + "\x00" + strings.Join(slices.Sorted(slices.Values(m.TargetIDs)), "\x00")
		}).Draw(t, "moves")
}

func anyTransfers(t *rapid.T) []reconcile.Transfer {
	request := func(t *rapid.T) reconcile.Transfer {
		return reconcile.Transfer{
			ID: anyOf(t, "transfer", "r1", "r2", "r3", "=r"), TenantID: "t",
			Status: anyOf(t, "transfer status", reconcile.TransferPending, reconcile.TransferInProgress, reconcile.TransferComplete,
				reconcile.TransferComplete, reconcile.TransferPartial, reconcile.TransferFailed,
				reconcile.TransferCancel, reconcile.TransferReject, reconcile.TransferExpired, "", outside),
			CompletedAt: anyInstant(t, "completed at"), CompleteSeen: anyDay(t, "complete since"),
			FailedIDs: rapid.SliceOfNDistinct(rapid.SampledFrom(subscriptionIDs()), 0, 2, rapid.ID[string]).Draw(t, "failed items"),
			CreatedAt: anyInstant(t, "created at"), ExpiresAt: reconcile.DueAt(anyInstant(t, "expires")),
			SourcePartnerID: anyPartnerID(t, "source partner"), TargetPartnerID: anyPartnerID(t, "target partner"),
			SubscriptionIDs: rapid.SliceOfNDistinct(rapid.SampledFrom(subscriptionIDs()), 0, 4, rapid.ID[string]).Draw(t, "items"),
		}
	}
	return rapid.SliceOfNDistinct(rapid.Custom(request), 0, 4, func(r reconcile.Transfer) string { return r.ID }).Draw(t, "transfers")
}

func anyProfile(t *rapid.T, id string) reconcile.Profile {
	return reconcile.Profile{
		ID: id, Name: anyOf(t, "name", "Contoso", "=Fabrikam", ""), Country: anyOf(t, "country", "DE", "AT", "US", "ZZ", ""),
		Cloud: anyOf(t, "cloud", "", reconcile.GlobalCloud, outside),
		Relationship: anyOf(t, "relationship", reconcile.Reseller, reconcile.NoRelationship, reconcile.AdvisorRelation,
			reconcile.SyndicationOf, reconcile.MicrosoftSupport, "", outside),
		DelegatedAdmin: anyTri(t, "delegated"), AgreementAccepted: anyTri(t, "agreement"), CSPPartner: anyTri(t, "partner"),
	}
}

// anyTenant returns a tenant as a store puts it together, with everything in it
// that can be wrong. Its moves may point to the tenant u, whose moves may point
// here, as those of w do.
func anyTenant(t *rapid.T) reconcile.Tenant {
	tenant := reconcile.Tenant{
		Profile: anyProfile(t, "t"), Moves: anyMoves(t, "t"),
		Transfers: anyTransfers(t), NamedBy: map[string]int{},
	}
	tenant.Subscriptions, tenant.Missing = lose(t, anySubscriptions(t, "subscriptions"))
	here := slices.Concat(tenant.Subscriptions, tenant.Missing)
	other := reconcile.TargetTenant{Profile: anyProfile(t, "u"), Moves: anyMoves(t, "u")}
	other.Subscriptions, other.Missing = lose(t, living(anySubscriptions(t, "in the target tenant"), "u"))
	there := slices.Concat(other.Subscriptions, other.Missing)
	other.Incoming = slices.Concat(pointing(tenant.Moves, here, tenant.Transfers, "u"), pointing(other.Moves, there, nil, "u"))
	tenant.Incoming = pointing(other.Moves, there, nil, "t")
	elsewhere := living(anySubscriptions(t, "elsewhere"), "w")
	moves := anyMoves(t, "w")
	for i := range moves {
		moves[i].TargetTenantID = "t"
	}
	tenant.Incoming = append(tenant.Incoming, pointing(moves, elsewhere, anyTransfers(t), "t")...)
	tenant.Targets = []*reconcile.TargetTenant{&other}
	for i := range tenant.Moves {
		for _, id := range tenant.Moves[i].TargetIDs {
			tenant.NamedBy[id] = rapid.IntRange(1, 2).Draw(t, "named by")
		}
	}
	return tenant
}

// living moves rows into another tenant.
func living(list []reconcile.Subscription, tenantID string) []reconcile.Subscription {
	for i := range list {
		list[i].TenantID = tenantID
	}
	return list
}

// pointing returns the moves of a tenant that point into another one, with their
// sources, as a store does.
func pointing(moves []reconcile.Move, sources []reconcile.Subscription, requests []reconcile.Transfer, tenantID string) []reconcile.IncomingMove {
	var list []reconcile.IncomingMove
	for _, m := range moves {
		if m.Destination() != tenantID {
			continue
		}
		if m.SourceID != reconcile.WatchAll && !slices.ContainsFunc(sources, func(s reconcile.Subscription) bool { return s.ID == m.SourceID }) {
			list = append(list, reconcile.IncomingMove{Move: m})
		}
		for i := range sources {
			s := &sources[i]
			named := slices.ContainsFunc(moves, func(other reconcile.Move) bool {
				return other.SourceID == s.ID || slices.Contains(other.TargetIDs, s.ID)
			})
			if s.ID != m.SourceID && (m.SourceID != reconcile.WatchAll || !s.Licensed() || named) {
				continue
			}
			in := reconcile.IncomingMove{Move: m, Source: s}
			for _, r := range requests {
				if slices.Contains(r.SubscriptionIDs, s.ID) {
					in.Transfers = append(in.Transfers, r)
				}
			}
			list = append(list, in)
		}
	}
	return list
}

func anyEnv(t *rapid.T, facts *reconcile.Policy) rules.Env {
	offer := func(t *rapid.T) reconcile.Offer {
		return reconcile.Offer{
			ID: anyOffer(t, "id"), Title: anyOf(t, "title", "", "=Title"), OnSaleUntil: anyDay(t, "on sale"), RenewableUntil: anyDay(t, "renewable"),
			SeatCap: anyCount(t, "cap"), MonthlyPlan: anyTri(t, "plan"), MonthlyPrice: anyPrice(t, "monthly price"),
			AnnualPrice: anyPrice(t, "annual price"), AnnualMonthlyPrice: anyPrice(t, "annual price by the month"),
			TriennialPrice: anyPrice(t, "triennial price"), ESTPrice: anyPrice(t, "extended price"),
			Currency: anyOf(t, "offer currency", "EUR", "JPY", "", outside), EquivalentTo: []string{anyOffer(t, "equivalent")},
		}
	}
	offers := rapid.SliceOfNDistinct(rapid.Custom(offer), 0, 4, func(o reconcile.Offer) string { return strings.ToUpper(o.ID) }).Draw(t, "offers")
	return rules.Env{
		AsOf:    anyAsOf(t, "as-of"),
		Policy:  facts,
		Catalog: reconcile.NewCatalog(offers),
		Partner: &reconcile.Partner{
			ID: anyOf(t, "our id", "us", ""), Country: anyOf(t, "our country", "DE", "US", ""),
			Model:     anyOf(t, "model", reconcile.DirectBill, reconcile.IndirectProvider, reconcile.IndirectReseller),
			Providers: []string{"provider"},
		},
	}
}

func anyAsOf(t *rapid.T, label string) time.Time {
	at := rapid.OneOf(
		rapid.Map(rapid.IntRange(-500, 500), func(n int) time.Time { return base.AddDays(n).Start() }),
		rapid.SampledFrom([]time.Time{reconcile.NewDay(2, time.January, 1).Start(), reconcile.NewDay(9999, time.December, 31).Start()}),
	).Draw(t, label)
	return at.Add(anyOf(t, label+" in the day", 0, time.Second, 24*time.Hour-time.Second))
}
