package reports_test

import (
	"slices"
	"testing"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/reportstest"
)

// Those whom a report lists come by id, each with what the run knew, else with the name
// that its findings tell.
func TestSellers(t *testing.T) {
	finding := func(id, name string) *reconcile.Finding { return &reconcile.Finding{SellerID: id, SellerName: name} }
	gathered := reports.NewSellers()
	for _, f := range []*reconcile.Finding{
		finding("p4", ""), finding("p4", "Told later"), finding("p4", "Told last"), finding("p3", "Told"), finding("", "Nobody"), finding("p2", ""),
	} {
		gathered.AddFinding(f)
	}
	gathered.AddPlanned(&reconcile.Planned{Step: &reconcile.PlanStep{SellerID: "p1"}})
	gathered.AddPlanned(&reconcile.Planned{Obstacle: &reconcile.Obstacle{SellerID: "p4"}})
	source := reportstest.Empty().WithSellers(
		reconcile.Seller{ID: "p1", Name: "Fabrikam", ContactEmail: "kim@fabrikam.example"},
		reconcile.Seller{ID: "p3", Name: "Northwind"},
		reconcile.Seller{ID: "p4", ContactName: "Sasha"},
		reconcile.Seller{ID: "p9", Name: "Not listed"},
	)
	report, err := reports.New(t.Context(), source, reports.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []reconcile.Seller
	for s, err := range report.Sellers(t.Context(), gathered) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, s)
	}
	want := []reconcile.Seller{
		{ID: "p1", Name: "Fabrikam", ContactEmail: "kim@fabrikam.example"},
		{ID: "p2"},
		{ID: "p3", Name: "Northwind"},
		{ID: "p4", Name: "Told later", ContactName: "Sasha"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("sellers %+v, want %+v", got, want)
	}
}
