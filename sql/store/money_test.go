package store

import (
	"testing"

	"handover/reconcile"
)

// What was stored before amounts had a kind has the one that its rule gives now.
func TestMoneyOfEarlierFindings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code     reconcile.Code
		severity reconcile.Severity
		outcome  reconcile.Outcome
		basis    reconcile.Basis
		want     reconcile.Exposure
	}{
		{"auto-renew-on", reconcile.Critical, reconcile.Renews, reconcile.BasisNextTerm, money(reconcile.MoneyAvoidable, reconcile.PerTerm)},
		{"renewal-commitment", reconcile.Medium, reconcile.Renews, reconcile.BasisNextTerm, money(reconcile.MoneyDecision, reconcile.PerTerm)},
		{"renewed-in-window", reconcile.Critical, reconcile.Renews, reconcile.BasisNewTerm, money(reconcile.MoneyAvoidable, reconcile.PerTerm)},
		{"renewed-window-passed", reconcile.High, reconcile.Renews, reconcile.BasisRemainingTerm, money(reconcile.MoneyLost, reconcile.PerTerm)},
		{"lapse-unplanned", reconcile.High, reconcile.Lapses, reconcile.BasisYearlyValue, money(reconcile.MoneyRevenue, reconcile.PerTerm)},
		{"est-auto-convert", reconcile.High, reconcile.Extends, reconcile.BasisESTMonthly, money(reconcile.MoneyAvoidable, reconcile.PerMonth)},
		{"est-scheduled", reconcile.High, reconcile.Extends, reconcile.BasisESTCurrent, money(reconcile.MoneyAvoidable, reconcile.PerMonth)},
		{"est-scheduled", reconcile.Low, reconcile.Extends, reconcile.BasisESTMonthly, money(reconcile.MoneyDecision, reconcile.PerMonth)},
		{"trial-converts", reconcile.Medium, reconcile.Renews, reconcile.BasisTrialMonth, money(reconcile.MoneyAvoidable, reconcile.PerMonth)},
		{"suspended-billed", reconcile.Medium, "", reconcile.BasisUntilEnd, money(reconcile.MoneyLost, reconcile.Once)},
		{"double-billing", reconcile.High, reconcile.Extends, reconcile.BasisOverlap, money(reconcile.MoneyAvoidable, reconcile.Once)},
		{"double-billing", reconcile.Medium, reconcile.Cancels, reconcile.BasisOverlap, money(reconcile.MoneyLost, reconcile.Once)},
		{"quantity-mismatch", reconcile.High, reconcile.Cancels, reconcile.BasisDifference, money(reconcile.MoneyDecision, reconcile.Once)},
		{"quantity-mismatch", reconcile.Low, reconcile.Cancels, reconcile.BasisDifference, money(reconcile.MoneyAvoidable, reconcile.Once)},
		{"credit-candidate", reconcile.Low, reconcile.Renews, reconcile.BasisUnused, money(reconcile.MoneyClaim, reconcile.Once)},
		{"no-refund", reconcile.Medium, reconcile.Renews, reconcile.BasisUnused, money(reconcile.MoneyLost, reconcile.Once)},
		{"move-conflict", reconcile.High, "", "", reconcile.Exposure{}},
	} {
		f := reconcile.Finding{Code: c.code, Severity: c.severity, Outcome: c.outcome, Exposure: reconcile.Exposure{Basis: c.basis}}
		if got := (reconcile.Exposure{}).As(moneyOf(&f)); !got.Equal(c.want) {
			t.Errorf("%s, %s, %s is %+v, want %+v", c.code, c.severity, c.basis, got, c.want)
		}
	}
}

func money(kind reconcile.MoneyKind, period reconcile.Period) reconcile.Exposure {
	return reconcile.Exposure{}.As(kind, period)
}
