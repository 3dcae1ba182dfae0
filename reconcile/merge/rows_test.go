package merge_test

import (
	"testing"
	"time"

	"handover/reconcile"
	"handover/reconcile/merge"
)

const (
	pc      = "partner-center"
	csv     = "csv"
	giacom  = "giacom" // a distributor
	azure   = "azure-billing"
	recon   = "reconciliation"
	graph   = "graph"
	retired = "left-behind"
	became  = "partner-center-transitions"
)

// The run starts on 20 November 2026 at 06:00, the sources being good for two days.
var started = time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)

func sources() merge.Sources {
	return merge.NewSources(48*time.Hour, reconcile.Source{Name: retired, Retired: true})
}

func merger() *merge.Merger { return merge.New(sources(), started) }

func day(text string) reconcile.Day {
	d, err := reconcile.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

func price(text string) reconcile.Price {
	p, err := reconcile.ParsePrice(text)
	if err != nil {
		panic(err)
	}
	return p
}

// row is a row that a source delivered so many hours ago.
func row(source string, hours int, change func(*reconcile.SourceRow)) reconcile.SourceRow {
	r := reconcile.SourceRow{Subscription: reconcile.Subscription{
		ID: "s1", TenantID: "t1", Source: source, ObservedAt: started.Add(-time.Duration(hours) * time.Hour),
	}}
	change(&r)
	return r
}

// full makes a csp row of somebody else's in its last term.
func full(r *reconcile.SourceRow) {
	r.Carries = reconcile.AllFields()
	r.Channel, r.SellerID, r.SellerName = reconcile.CSP, "seller-1", "Fabrikam Licensing"
	r.Commerce, r.AccountType, r.ProductType = reconcile.NCE, reconcile.AccountMPA, reconcile.License
	r.OfferID, r.OfferName, r.FriendlyName = "CFQ7TTC0LH18:0001", "Business Premium", "Premium of Contoso"
	r.Quantity, r.Assigned = reconcile.CountOf(20), reconcile.CountOf(18)
	r.AssignedAtMost = reconcile.CountOf(19)
	r.Status, r.StatusSince = reconcile.Active, day("2025-12-01")
	r.AutoRenew, r.EndOfTerm = reconcile.No, reconcile.ActionCancel
	r.Term, r.TermStart, r.Created = reconcile.Annual, day("2025-12-01"), day("2024-12-01")
	r.CommitmentEnd = day("2026-11-30").Start()
	r.CommitmentEndAt = day("2026-11-30").End()
	r.Cancellable = reconcile.WindowUntil(day("2025-12-08").Start())
	r.BillingCycle, r.UnitPrice, r.Currency = reconcile.BilledMonthly, price("10.00"), "EUR"
	r.Trial, r.InEST = reconcile.No, reconcile.No
	r.ParentID, r.TransferredOn = "s0", day("2025-01-01")
	r.Successors = []string{"s2", "s3"}
	r.RenewQuantity, r.RenewOfferID, r.RenewTerm = reconcile.CountOf(19), "CFQ7TTC0LH18:0002", reconcile.Annual
	r.FirstSeen = day("2025-12-02")
}

// with makes a full row that differs.
func with(change func(*reconcile.SourceRow)) func(*reconcile.SourceRow) {
	return func(r *reconcile.SourceRow) {
		full(r)
		change(r)
	}
}

func ending(on string) func(*reconcile.SourceRow) {
	return func(r *reconcile.SourceRow) { r.CommitmentEnd = day(on).Start() }
}

func end(t *testing.T, s reconcile.Subscription) string {
	t.Helper()
	last, _ := reconcile.LastDay(&s)
	return last.String()
}
