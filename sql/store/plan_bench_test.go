package store_test

import (
	"fmt"
	"testing"

	"handover/reconcile"
	"handover/sql/store"
)

// savePlan publishes a run whose plan has as many steps as there are rows.
func savePlan(b *testing.B, s *store.Store) int64 {
	b.Helper()
	return publishRun(b, s, func(batch *reconcile.Batch, _ int64, i int) {
		row := nthSubscription(i)
		if i%subscriptionsPerTenant == 0 {
			name := fmt.Sprintf("Contoso %d", i/subscriptionsPerTenant)
			batch.Plans = append(batch.Plans, reconcile.TenantPlan{TenantID: row.TenantID, TenantName: name})
		}
		day := reconcile.NewDay(2026, 12, 1).AddDays(i % 90)
		p := &batch.Plans[len(batch.Plans)-1]
		p.Steps = append(p.Steps, reconcile.PlanStep{
			TenantID: row.TenantID, SourceID: row.ID, SellerID: row.SellerID, Kind: reconcile.StepOrder,
			Route: reconcile.RouteRebuy, Owner: reconcile.OwnerUs, Day: day, LastSafe: reconcile.DueDay(day + 7), Margin: 7,
			OfferID: row.OfferID, OfferName: row.OfferName, Seats: row.Quantity,
		})
	})
}

// benchmarkPlanAgain saves the same plan night by night.
func benchmarkPlanAgain(b *testing.B, s *store.Store) {
	savePlan(b, s)
	for b.Loop() {
		savePlan(b, s)
	}
	perRow(b)
}

// benchmarkPlan reads the plan of a run.
func benchmarkPlan(b *testing.B, s *store.Store) {
	report, err := s.Report(b.Context(), savePlan(b, s))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		rows := 0
		for _, err := range report.Plan(b.Context(), reconcile.Filter{}) {
			if err != nil {
				b.Fatal(err)
			}
			rows++
		}
		if rows != benchmarkRows {
			b.Fatalf("reported %d lines", rows)
		}
	}
	perRow(b)
}
