package store

import "handover/reconcile"

// moneyOf returns the kind and the period of an amount that was stored before
// amounts had them: its basis tells which, with the severity and the outcome of the
// finding where it was counted for two.
func moneyOf(f *reconcile.Finding) (reconcile.MoneyKind, reconcile.Period) {
	either := func(first bool, kind, other reconcile.MoneyKind) reconcile.MoneyKind {
		if first {
			return kind
		}
		return other
	}
	switch f.Exposure.Basis {
	case reconcile.BasisNextTerm:
		return either(f.Code == "renewal-commitment", reconcile.MoneyDecision, reconcile.MoneyAvoidable), reconcile.PerTerm
	case reconcile.BasisNewTerm:
		return reconcile.MoneyAvoidable, reconcile.PerTerm
	case reconcile.BasisRemainingTerm:
		return reconcile.MoneyLost, reconcile.PerTerm
	case reconcile.BasisYearlyValue:
		return reconcile.MoneyRevenue, reconcile.PerTerm
	case reconcile.BasisESTMonthly, reconcile.BasisESTCurrent: // low where somebody chose it for one of ours
		return either(f.Severity == reconcile.Low, reconcile.MoneyDecision, reconcile.MoneyAvoidable), reconcile.PerMonth
	case reconcile.BasisTrialMonth:
		return reconcile.MoneyAvoidable, reconcile.PerMonth
	case reconcile.BasisUntilEnd:
		return reconcile.MoneyLost, reconcile.Once
	case reconcile.BasisOverlap:
		goesOn := f.Outcome == reconcile.Renews || f.Outcome == reconcile.Extends
		return either(goesOn, reconcile.MoneyAvoidable, reconcile.MoneyLost), reconcile.Once
	case reconcile.BasisDifference: // fewer seats than needed are high, more are low
		return either(f.Severity == reconcile.High, reconcile.MoneyDecision, reconcile.MoneyAvoidable), reconcile.Once
	case reconcile.BasisUnused: // a credit is low, what is not refunded is medium
		return either(f.Severity == reconcile.Low, reconcile.MoneyClaim, reconcile.MoneyLost), reconcile.Once
	default:
		return "", ""
	}
}
