package xlsx_test

import (
	"strings"
	"testing"

	"handover/reconcile"
	"handover/reports/reportstest"
	"handover/reports/xlsx"
)

// TestChartOfWhatCanBeAvoided checks that the chart is of the money that somebody can
// still act on, however many findings there are of another kind.
func TestChartOfWhatCanBeAvoided(t *testing.T) {
	var listed []reconcile.Reported
	for _, kind := range []reconcile.MoneyKind{reconcile.MoneyClaim, reconcile.MoneyClaim, reconcile.MoneyAvoidable} {
		f := reconcile.Finding{Code: "auto-renew-on", Job: reconcile.AutoRenewJob, Severity: reconcile.High, TenantID: "t", Owner: reconcile.OwnerUs}
		f.SubscriptionID = "s-" + string(kind)
		f.Exposure = reconcile.Exposure{
			Kind: kind, Period: reconcile.Once, Amount: reconcile.Amount{Minor: 100, Currency: "EUR"}, Basis: reconcile.BasisNextTerm,
		}
		listed = append(listed, reconcile.Reported{Finding: f, Delta: reconcile.New, State: reconcile.StateOpen})
	}
	source := reportstest.NewSource(reportstest.Run(), []reconcile.Coverage{{TenantID: "t", Evaluated: true, Subscriptions: 3}}, listed, nil)
	parts := reportstest.Parts(t, reportstest.Render(t, reportstest.Scenario{Source: source}, xlsx.Write))
	if chart := parts["xl/charts/chart2.xml"]; !strings.Contains(chart, "can be avoided") {
		t.Errorf("the chart of the exposure is\n%s", chart)
	}
}
