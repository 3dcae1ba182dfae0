package reports

import (
	"maps"
	"math/big"
	"slices"

	"handover/reconcile"
)

// CurrencySum is what is at stake in one currency: the sum of all codes, and that of
// each code, the largest first. Currencies are never added to one another.
type CurrencySum struct {
	reconcile.ExposureSum
	Codes []reconcile.ExposureSum
}

// Exposures adds sums in each currency, in the order of the currencies' codes.
func Exposures(sums []reconcile.ExposureSum) []CurrencySum {
	found := map[string]*CurrencySum{}
	for _, sum := range sums {
		e := found[sum.Currency]
		if e == nil {
			e = &CurrencySum{ExposureSum: reconcile.ExposureSum{Currency: sum.Currency, Minor: new(big.Int)}}
			found[sum.Currency] = e
		}
		e.Minor.Add(e.Minor, sum.Minor)
		e.Findings += sum.Findings
		e.Codes = append(e.Codes, sum)
	}
	list := make([]CurrencySum, 0, len(found))
	for _, currency := range slices.Sorted(maps.Keys(found)) {
		e := found[currency]
		slices.SortStableFunc(e.Codes, func(a, b reconcile.ExposureSum) int { return b.Minor.Cmp(a.Minor) })
		list = append(list, *e)
	}
	return list
}

// Exposures returns what is at stake in each currency.
func (r *Report) Exposures() []CurrencySum { return Exposures(r.Summary.Exposure) }
