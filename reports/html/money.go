package html

import (
	"handover/reconcile"
	"handover/reports/words"
)

// card is money at a glance: an amount of each currency.
type card struct {
	Word, When string
	Amounts    []string
}

// Cards returns what can be avoided by when, and each other kind of money in all. A kind
// without an amount has none.
func (p *page) Cards() []card {
	var list []card
	add := func(kind reconcile.MoneyKind, when string, window reconcile.MoneyWindow) {
		if amounts := p.amounts(kind, window); len(amounts) > 0 {
			list = append(list, card{p.Words.MoneyKind(kind), when, amounts})
		}
	}
	for _, kind := range reconcile.MoneyKinds() {
		if kind != reconcile.MoneyAvoidable {
			add(kind, "", reconcile.DueLater)
			continue
		}
		for _, window := range []reconcile.MoneyWindow{reconcile.DueIn7, reconcile.DueIn30, reconcile.DueIn90} {
			add(kind, words.Fill(p.Words.Labels.MoneyWithin, "days", string(window)), window)
		}
	}
	return list
}

// amounts writes what falls due in a window of a kind of money, by currency.
func (p *page) amounts(kind reconcile.MoneyKind, window reconcile.MoneyWindow) []string {
	var list []string
	for i := range p.Summary.Money {
		if sum := &p.Summary.Money[i]; sum.Kind == kind && sum.Currency != "" && sum.Rows.Sign() != 0 {
			list = append(list, p.Words.Amount(reconcile.FormatMinor(sum.Within[window], sum.Currency), sum.Currency))
		}
	}
	return list
}
