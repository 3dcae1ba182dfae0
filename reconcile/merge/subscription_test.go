package merge_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/merge"
)

type (
	sub  = reconcile.Subscription
	rows = []reconcile.SourceRow
)

// Each case reads like the sentence of the contract that it stands for.
func TestFieldByField(t *testing.T) {
	t.Parallel()
	type edit = func(*reconcile.SourceRow)
	seats := func(n int64) edit { return func(r *reconcile.SourceRow) { r.Quantity = reconcile.CountOf(n) } }
	status := func(s reconcile.Status, since string) edit {
		return func(r *reconcile.SourceRow) { r.Status, r.StatusSince = s, day(since) }
	}
	priced := func(p string, cycle reconcile.BillingCycle) edit {
		return func(r *reconcile.SourceRow) { r.UnitPrice, r.Currency, r.BillingCycle = price(p), "EUR", cycle }
	}
	for _, c := range []struct {
		name string
		rows rows
		get  func(*sub) any
		want any
	}{
		{
			"a full row and a newer one of the same rank with seats alone: the facts of the one with the seats of the other",
			rows{row(csv, 10, full), row(giacom, 2, seats(35))},
			func(s *sub) any { return []any{s.Quantity.N, s.Status, s.AutoRenew, s.EndOfTerm, s.SellerID, s.Term} },
			[]any{int64(35), reconcile.Active, reconcile.No, reconcile.ActionCancel, "seller-1", reconcile.Annual},
		},
		{
			"the best rank that knows the value counts, not the newest row",
			rows{row(pc, 30, seats(20)), row(giacom, 1, seats(35))},
			func(s *sub) any { return s.Quantity.N }, int64(20),
		},
		{
			"within a rank the newest observation wins",
			rows{row(csv, 2, seats(35)), row(giacom, 10, seats(20))},
			func(s *sub) any { return s.Quantity.N }, int64(35),
		},
		{
			"ties go by the name of the source",
			rows{row("zeta", 2, seats(35)), row("alpha", 2, seats(20))},
			func(s *sub) any { return s.Quantity.N }, int64(20),
		},
		{
			"an action that is known not to be scheduled is a value",
			rows{row(pc, 2, func(r *reconcile.SourceRow) { r.EndOfTerm = reconcile.NoAction }), row(giacom, 1, full)},
			func(s *sub) any { return s.EndOfTerm }, reconcile.NoAction,
		},
		{
			"a source without the column leaves the action to the others",
			rows{row(pc, 2, seats(1)), row(giacom, 1, full)},
			func(s *sub) any { return s.EndOfTerm }, reconcile.ActionCancel,
		},
		{
			"a window that is known not to be there is a value",
			rows{row(pc, 2, func(r *reconcile.SourceRow) { r.Cancellable = reconcile.WindowUntil(time.Time{}) }), row(giacom, 1, full)},
			func(s *sub) any { return s.Cancellable }, reconcile.WindowUntil(time.Time{}),
		},
		{
			"renewal columns that are there and empty are a value",
			rows{row(pc, 2, func(r *reconcile.SourceRow) { r.Carries = reconcile.FieldsOf(reconcile.FieldRenewTerm) }), row(giacom, 1, full)},
			func(s *sub) any { return []any{s.RenewQuantity.Known, s.RenewOfferID, s.RenewTerm} },
			[]any{false, "", reconcile.Term("")},
		},
		{
			"the renewal comes from one source",
			rows{
				row(pc, 2, func(r *reconcile.SourceRow) { r.RenewTerm = reconcile.Triennial }),
				row(giacom, 1, func(r *reconcile.SourceRow) { r.RenewQuantity = reconcile.CountOf(7) }),
			},
			func(s *sub) any { return []any{s.RenewQuantity.Known, s.RenewTerm} },
			[]any{false, reconcile.Triennial},
		},
		{
			"the seller's name comes with its id",
			rows{
				row(pc, 2, func(r *reconcile.SourceRow) { r.SellerID = "seller-2" }),
				row(giacom, 1, full),
			},
			func(s *sub) any { return []any{s.SellerID, s.SellerName} },
			[]any{"seller-2", ""},
		},
		{
			"a seller's name is a fact where nobody knows its id",
			rows{row(pc, 2, seats(1)), row(giacom, 1, func(r *reconcile.SourceRow) { r.SellerName = "Fabrikam" })},
			func(s *sub) any { return s.SellerName }, "Fabrikam",
		},
		{
			"price, currency and cycle come from one source, of the bill before all others",
			rows{row(pc, 1, priced("120", reconcile.BilledAnnual)), row(recon, 40, priced("11.5", reconcile.BilledMonthly))},
			func(s *sub) any { return []any{s.UnitPrice.String(), s.Currency, s.BillingCycle} },
			[]any{"11.5", "EUR", reconcile.BilledMonthly},
		},
		{
			"without a price the billing cycle and the currency are fields like any",
			rows{
				row(pc, 1, func(r *reconcile.SourceRow) { r.BillingCycle = reconcile.BilledAnnual }),
				row(giacom, 1, func(r *reconcile.SourceRow) { r.Currency = "EUR" }),
			},
			func(s *sub) any { return []any{s.Currency, s.BillingCycle} },
			[]any{"EUR", reconcile.BilledAnnual},
		},
		{
			"status with its day: Microsoft's own feeds before a distributor's, whatever the rank",
			rows{row(giacom, 1, status(reconcile.Deleted, "2026-10-01")), row(graph, 5, status(reconcile.Active, "2025-12-01"))},
			func(s *sub) any { return []any{s.Status, s.StatusSince.String(), s.Source} },
			[]any{reconcile.Active, "2025-12-01", graph},
		},
		{
			"an old word of Microsoft's is not preferred to a distributor's fresh one",
			rows{row(giacom, 1, status(reconcile.Deleted, "2026-10-01")), row(graph, 50, status(reconcile.Active, "2025-12-01"))},
			func(s *sub) any { return []any{s.Status, s.StatusSince.String(), s.Source} },
			[]any{reconcile.Deleted, "2026-10-01", giacom},
		},
		{
			"in an extended term if any source says so",
			rows{row(pc, 1, full), row(graph, 1, func(r *reconcile.SourceRow) { r.InEST = reconcile.Yes })},
			func(s *sub) any { return s.InEST }, reconcile.Yes,
		},
		{
			"for rows that are not csp Azure billing comes first",
			rows{
				row(csv, 1, func(r *reconcile.SourceRow) { r.Channel, r.AutoRenew = reconcile.WebDirect, reconcile.Yes }),
				row(azure, 9, func(r *reconcile.SourceRow) { r.AutoRenew = reconcile.No }),
			},
			func(s *sub) any { return s.AutoRenew }, reconcile.No,
		},
		{
			"for csp rows it does not",
			rows{
				row(csv, 1, func(r *reconcile.SourceRow) { r.Channel, r.AutoRenew = reconcile.CSP, reconcile.Yes }),
				row(azure, 9, func(r *reconcile.SourceRow) { r.AutoRenew = reconcile.No }),
			},
			func(s *sub) any { return s.AutoRenew }, reconcile.Yes,
		},
		{
			"a value outside its list is not known: the next source's is used",
			rows{row(pc, 1, func(r *reconcile.SourceRow) { r.Term = "P5Y" }), row(giacom, 1, full)},
			func(s *sub) any { return []any{s.Term, s.Unlisted} },
			[]any{reconcile.Annual, []reconcile.Unlisted{{
				Field:   reconcile.FieldTerm,
				Reading: reconcile.Reading{Source: pc, ObservedAt: started.Add(-time.Hour), Value: "P5Y"},
			}}},
		},
		{
			"where nobody gives a listed value the unlisted one is kept",
			rows{row(pc, 1, func(r *reconcile.SourceRow) { r.Term = "P5Y" }), row(giacom, 1, seats(1))},
			func(s *sub) any { return []any{s.Term, len(s.Unlisted)} },
			[]any{reconcile.Term("P5Y"), 0},
		},
		{
			"what a retired source says does not count",
			rows{row(retired, 1, full), row(graph, 1, seats(5))},
			func(s *sub) any { return []any{s.Quantity.N, s.SellerID, s.Gone} },
			[]any{int64(5), "", false},
		},
		{
			"a bill gives seats and status only where no other source does, however old",
			rows{row(recon, 1, with(status(reconcile.Suspended, "2026-01-01"))), row(pc, 70, seats(5))},
			func(s *sub) any { return []any{s.Quantity.N, s.Status} },
			[]any{int64(5), reconcile.Suspended},
		},
		{
			"all else a bill gives by its rank",
			rows{
				row(recon, 1, func(r *reconcile.SourceRow) { r.OfferName = "As billed" }),
				row(graph, 1, func(r *reconcile.SourceRow) { r.OfferName = "SPB" }),
			},
			func(s *sub) any { return s.OfferName }, "As billed",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := merger().Subscription(c.rows)
			if diff := cmp.Diff(c.want, c.get(&got)); diff != "" {
				t.Errorf("merged (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRanksOfTheConfiguration(t *testing.T) {
	t.Parallel()
	m := merge.New(merge.NewSources(48*time.Hour,
		reconcile.Source{Name: "best", Rank: -1, HasRank: true},
		reconcile.Source{Name: "patient", MaxAge: 1000 * time.Hour},
		reconcile.Source{Name: "bills", Feed: reconcile.ReconciliationFeed},
	), started)
	offer := func(name string) func(*reconcile.SourceRow) {
		return func(r *reconcile.SourceRow) { r.OfferName = name }
	}
	got := m.Subscription(rows{row(pc, 1, offer("b")), row("best", 9, offer("a"))})
	if got.OfferName != "a" {
		t.Errorf("the offer is %s, want that of the source ranked best", got.OfferName)
	}
	got = m.Subscription(rows{row(graph, 1, offer("b")), row("patient", 900, offer("a"))})
	if got.OfferName != "a" || got.Old != 0 {
		t.Errorf("the offer is %s (old: %b), want that of the source with a long age", got.OfferName, got.Old)
	}
	if got = m.Subscription(rows{row("bills", 1, full)}); !got.ChargesOnly {
		t.Error("a row of a feed of bills is not known from bills alone")
	}
}

func TestNoRows(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(sub{}, merger().Subscription(nil)); diff != "" {
		t.Errorf("merged (-want +got):\n%s", diff)
	}
}
