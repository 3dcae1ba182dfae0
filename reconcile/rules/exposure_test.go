package rules_test

import (
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// An exposure follows from its basis and its arguments alone, exactly, in numbers
// that know no bounds: nothing has overflown or was rounded on the way. Only the
// price of a term that the arguments show is rounded itself.
func TestAnExposureFollowsFromItsArguments(t *testing.T) {
	facts := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		env, tenant := anyEnv(t, facts), anyTenant(t)
		env.Partner.ID = "us"
		for i := range tenant.Subscriptions {
			bill(t, &tenant.Subscriptions[i], reconcile.DayOf(env.AsOf))
		}
		result := rules.Evaluate(env, tenant)
		for _, f := range all(&result) {
			if f.Exposure.Amount.Known() {
				checkExposure(t, &f)
			}
		}
	})
}

// bill makes a subscription one that money can be counted for, near its end.
func bill(t *rapid.T, s *reconcile.Subscription, today reconcile.Day) {
	s.Channel, s.SellerID = anyOf(t, "billed in", reconcile.CSP, reconcile.CSP, reconcile.WebDirect), anyOf(t, "billed by", "us", "another")
	s.Commerce, s.ProductType, s.OfferID = reconcile.NCE, reconcile.License, "CFQ7TTC0LH18:0001"
	s.Status, s.EndOfTerm = anyOf(t, "billed while", reconcile.Active, reconcile.Active, reconcile.Suspended), anyOf(t, "then", reconcile.NoAction, reconcile.ActionCancel)
	s.Term = anyOf(t, "billed for", reconcile.Monthly, reconcile.Annual, reconcile.Triennial)
	s.BillingCycle = anyOf(t, "billed every", reconcile.BilledMonthly, reconcile.BilledAnnual, reconcile.BilledTriennial)
	s.Quantity, s.Currency = reconcile.CountOf(anyOf[int64](t, "billed seats", 1, 20, 151, 1<<62)), anyOf(t, "billed in", "EUR", "JPY", "KWD")
	s.UnitPrice = anyPrice(t, "billed")
	s.CommitmentEnd, s.CommitmentEndAt = today.AddDays(rapid.IntRange(-5, 60).Draw(t, "billed until")).Start(), time.Time{}
}

func checkExposure(t *rapid.T, f *reconcile.Finding) {
	arguments := map[string]*big.Rat{"a year": big.NewRat(12, 1)}
	for _, a := range f.Exposure.Args {
		n, ok := new(big.Rat).SetString(a.Value)
		if !ok {
			t.Fatalf("%s shows %s=%q", f.Code, a.Key, a.Value)
		}
		arguments[a.Key] = n
	}
	value := big.NewRat(1, 1)
	times := func(keys ...string) {
		for _, key := range keys {
			if arguments[key] == nil {
				t.Fatalf("%s has no %s behind its exposure %+v", f.Code, key, f.Exposure)
			}
			value.Mul(value, arguments[key])
		}
	}
	per := func(key string) {
		times(key)
		value.Quo(value, arguments[key]).Quo(value, arguments[key])
	}
	slack := big.NewRat(1, 2) // half a minor unit
	switch f.Exposure.Basis {
	case reconcile.BasisNextTerm, reconcile.BasisUnassigned, reconcile.BasisNewTerm, reconcile.BasisDifference, reconcile.BasisTrialTerm:
		times("seats", "unit_price", "periods")
	case reconcile.BasisYearlyValue:
		times("seats", "unit_price", "a year")
		per("cycle_months")
	case reconcile.BasisESTMonthly:
		times("seats", "unit_price", "factor")
	case reconcile.BasisESTCurrent:
		times("seats", "unit_price", "factor")
		per("cycle_months")
	case reconcile.BasisTrialMonth, reconcile.BasisESTMonth:
		times("seats", "unit_price")
	case reconcile.BasisRemainingTerm, reconcile.BasisUntilEnd, reconcile.BasisOverlap, reconcile.BasisUnused, reconcile.BasisAfterBase:
		times("days")
		per("term_days")
		slack.Add(slack, new(big.Rat).Mul(slack, new(big.Rat).Abs(value)))
		times("term_price")
	default:
		t.Fatalf("%s has the basis %q", f.Code, f.Exposure.Basis)
	}
	amount, _ := new(big.Rat).SetString(f.Exposure.Amount.String())
	exponent, _ := reconcile.CurrencyExponent(f.Exposure.Amount.Currency)
	off := new(big.Rat).Sub(value, amount)
	for range exponent {
		off.Mul(off, big.NewRat(10, 1))
	}
	if off.Abs(off).Cmp(slack) > 0 {
		t.Fatalf("%s has the exposure %+v, which its arguments make %s", f.Code, f.Exposure, value.FloatString(6))
	}
}
