package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"handover/reconcile"
	"handover/reconcile/merge"
	"handover/sql/pgtest"
	"handover/sql/store"
	"handover/sql/storetest"
)

// benchmarkRows is enough to leave every cache; the figures are given per row.
const benchmarkRows = 100_000

const subscriptionsPerTenant = 40

// benchmarkTime is when the source saw the first delivery.
var benchmarkTime = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

func BenchmarkStore(b *testing.B) {
	for name, database := range map[string]func(*testing.B) string{
		"sqlite":   func(b *testing.B) string { return "sqlite:" + filepath.Join(b.TempDir(), "x.db") },
		"postgres": func(b *testing.B) string { return pgtest.Database(b) },
	} {
		for what, run := range map[string]func(*testing.B, *store.Store){
			"import": benchmarkImport, "import again": benchmarkImportAgain, "scan": benchmarkScan, "known": benchmarkKnown,
			"save": benchmarkSave, "report": benchmarkReport, "report of changes": benchmarkChanges,
			"plan": benchmarkPlan, "plan again": benchmarkPlanAgain,
		} {
			b.Run(name+"/"+what, func(b *testing.B) {
				run(b, open(b, database(b)))
			})
		}
	}
}

// perRow reports the time that one row takes.
func perRow(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchmarkRows, "ns/row")
}

func nthSubscription(i int) reconcile.Subscription {
	return reconcile.Subscription{
		ID:       fmt.Sprintf("%08x-1111-4000-8000-%012x", uint32(i)*2654435761, i),
		TenantID: fmt.Sprintf("%08x-0000-4000-8000-%012x", i/subscriptionsPerTenant, i/subscriptionsPerTenant),
		Channel:  reconcile.CSP, SellerID: "22222222-2222-2222-2222-222222222222", SellerName: "Fabrikam Partner",
		Commerce: reconcile.NCE, ProductType: reconcile.License, OfferID: "CFQ7TTC0LH18:0001",
		OfferName: "Microsoft 365 Business Premium", Quantity: reconcile.CountOf(25), Assigned: reconcile.CountOf(20),
		Status: reconcile.Active, AutoRenew: reconcile.Yes, EndOfTerm: reconcile.NoAction, Term: reconcile.Annual,
		TermStart: reconcile.NewDay(2026, 1, 1), Created: reconcile.NewDay(2025, 1, 1),
		CommitmentEnd: time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC),
		BillingCycle:  reconcile.BilledMonthly, Trial: reconcile.No, InEST: reconcile.No, Currency: "EUR",
	}
}

func importSubscriptions(tb testing.TB, s *store.Store, source string, rows int, at time.Time) {
	tb.Helper()
	im, err := storetest.Begin(tb.Context(), s, reconcile.Import{Source: source, Kind: reconcile.SubscriptionRows, ObservedAt: at, Carries: reconcile.AllFields()})
	if err != nil {
		tb.Fatal(err)
	}
	for i := range rows {
		row := nthSubscription((i * 7919) % rows) // files are rarely sorted
		err := im.Add(tb.Context(), reconcile.FactRow{Line: int64(i + 2), Subscription: &row})
		if err != nil {
			tb.Fatal(err)
		}
	}
	counts, err := im.Commit(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	if counts.Rows != int64(rows) {
		tb.Fatalf("stored %d rows, want %d", counts.Rows, rows)
	}
}

// benchmarkImport imports rows that the store does not have.
func benchmarkImport(b *testing.B, s *store.Store) {
	n := 0
	for b.Loop() {
		n++
		importSubscriptions(b, s, fmt.Sprintf("source %d", n), benchmarkRows, benchmarkTime)
	}
	perRow(b)
}

// benchmarkImportAgain imports the same content night by night.
func benchmarkImportAgain(b *testing.B, s *store.Store) {
	importSubscriptions(b, s, "csv", benchmarkRows, benchmarkTime)
	at := benchmarkTime
	for b.Loop() {
		at = at.Add(24 * time.Hour)
		importSubscriptions(b, s, "csv", benchmarkRows, at)
	}
	perRow(b)
}

func benchmarkScan(b *testing.B, s *store.Store) {
	importSubscriptions(b, s, "csv", benchmarkRows, benchmarkTime)
	for b.Loop() {
		n, err := s.Snapshot(b.Context(), merge.New(merge.NewSources(48*time.Hour), benchmarkTime))
		if err != nil {
			b.Fatal(err)
		}
		rows := 0
		for state, err := range n.Tenants(b.Context(), nil) {
			if err != nil {
				b.Fatal(err)
			}
			rows += len(state.Tenant.Subscriptions)
		}
		if rows != benchmarkRows {
			b.Fatalf("scanned %d rows", rows)
		}
		err = n.Close()
		if err != nil {
			b.Fatal(err)
		}
	}
	perRow(b)
}

// benchmarkKnown scans what two runs have found, to begin a bridge at the last.
func benchmarkKnown(b *testing.B, s *store.Store) {
	importSubscriptions(b, s, "csv", benchmarkRows, benchmarkTime)
	saveRun(b, s)
	last := saveRun(b, s)
	for b.Loop() {
		n, err := s.Snapshot(b.Context(), merge.New(merge.NewSources(48*time.Hour), benchmarkTime))
		if err != nil {
			b.Fatal(err)
		}
		from, err := n.Opening(b.Context(), reconcile.Jobs(), nil)
		if err != nil || from != last {
			b.Fatalf("the bridge begins at %d, %v, want %d", from, err, last)
		}
		known := 0
		for state, err := range n.Tenants(b.Context(), nil) {
			if err != nil {
				b.Fatal(err)
			}
			known += len(state.Known)
		}
		if known != benchmarkRows {
			b.Fatalf("scanned %d findings", known)
		}
		err = n.Close()
		if err != nil {
			b.Fatal(err)
		}
	}
	perRow(b)
}

// batchSize is what the engine saves at once.
const batchSize = 2000

func nthFinding(i int) reconcile.Finding {
	s := nthSubscription(i)
	f := reconcile.Finding{
		Code: "auto-renew-on", Job: reconcile.AutoRenewJob, Severity: reconcile.Critical, Owner: reconcile.OwnerUs,
		Due: reconcile.DueDay(reconcile.NewDay(2026, 12, 1).AddDays(i % 90)), TenantID: s.TenantID,
		TenantName: fmt.Sprintf("Contoso %d", i/subscriptionsPerTenant), SubscriptionID: s.ID, OfferID: s.OfferID,
		OfferName: s.OfferName, SellerID: s.SellerID, Quantity: s.Quantity, LastDay: reconcile.NewDay(2026, 12, 31), Outcome: reconcile.Renews,
		Exposure: reconcile.Exposure{
			Amount: reconcile.Amount{Minor: int64(i), Currency: "EUR"}, Basis: reconcile.BasisNextTerm,
			Args: []reconcile.Evidence{{Key: "seats", Value: "25"}, {Key: "unit_price", Value: "22.00"}},
		},
		Evidence: []reconcile.Evidence{{Key: "E", Value: "2026-12-31", Material: true}, {Key: "seats", Value: "25"}},
	}
	f.ID = f.Identify()
	return f
}

// saveRun publishes a run that finds as many findings as there are rows.
func saveRun(b *testing.B, s *store.Store) int64 {
	b.Helper()
	return publishRun(b, s, func(batch *reconcile.Batch, run int64, i int) {
		cause := reconcile.CauseNew
		if run > 1 {
			cause = reconcile.CauseChanged
		}
		batch.Versions = append(batch.Versions, reconcile.Version{Finding: nthFinding(i), Cause: cause})
	})
}

// publishRun publishes a run of as many things as there are rows, which add puts
// into the batches.
func publishRun(b *testing.B, s *store.Store, add func(batch *reconcile.Batch, run int64, i int)) int64 {
	b.Helper()
	lease, err := s.Acquire(b.Context(), "run", "benchmark", time.Hour, time.Now)
	if err != nil {
		b.Fatal(err)
	}
	run := reconcile.Run{AsOf: benchmarkTime, StartedAt: benchmarkTime, Jobs: reconcile.Jobs()}
	err = lease.Begin(b.Context(), &run)
	if err != nil {
		b.Fatal(err)
	}
	for first := 0; first < benchmarkRows; first += batchSize {
		var batch reconcile.Batch
		for i := first; i < first+batchSize; i++ {
			if i%subscriptionsPerTenant == 0 {
				batch.Coverage = append(batch.Coverage, reconcile.Coverage{TenantID: nthSubscription(i).TenantID, Evaluated: true})
			}
			add(&batch, run.Seq, i)
		}
		err := lease.Save(b.Context(), run.Seq, batch)
		if err != nil {
			b.Fatal(err)
		}
	}
	run.State = reconcile.RunComplete
	err = lease.Publish(b.Context(), &run)
	if err != nil {
		b.Fatal(err)
	}
	err = lease.Release(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return run.Seq
}

func benchmarkSave(b *testing.B, s *store.Store) {
	for b.Loop() {
		saveRun(b, s)
	}
	perRow(b)
}

func benchmarkReport(b *testing.B, s *store.Store) { readFindings(b, s, saveRun(b, s)) }

// benchmarkChanges reads findings of which each says what it was before.
func benchmarkChanges(b *testing.B, s *store.Store) {
	saveRun(b, s)
	readFindings(b, s, saveRun(b, s))
}

func readFindings(b *testing.B, s *store.Store, run int64) {
	report, err := s.Report(b.Context(), run)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		rows := 0
		for _, err := range report.Findings(b.Context(), reconcile.Filter{}) {
			if err != nil {
				b.Fatal(err)
			}
			rows++
		}
		if rows != benchmarkRows {
			b.Fatalf("reported %d findings", rows)
		}
	}
	perRow(b)
}
