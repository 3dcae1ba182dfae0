package reports

import (
	"math/big"
	"slices"
	"strconv"

	"handover/reconcile"
	"handover/reports/words"
)

// KindSum is the money of one kind in one currency, over all findings: the sum of all
// codes, and that of each code, the largest first. Kinds and currencies are never
// added to one another.
type KindSum struct {
	reconcile.ExposureSum
	Headline *big.Int // each subscription once
	Codes    []reconcile.ExposureSum
}

// Exposures adds the sums of each kind and currency, in the order of the report's
// money.
func (r *Report) Exposures() []KindSum {
	var list []KindSum
	for i := range r.Summary.Money {
		sum := &r.Summary.Money[i]
		k := KindSum{
			ExposureSum: reconcile.ExposureSum{Kind: sum.Kind, Currency: sum.Currency, Minor: sum.Rows}, Headline: sum.Headline(),
		}
		for _, code := range r.Summary.Exposure {
			if code.Kind == sum.Kind && code.Currency == sum.Currency {
				k.Findings += code.Findings
				k.Codes = append(k.Codes, code)
			}
		}
		if len(k.Codes) > 0 {
			slices.SortStableFunc(k.Codes, func(a, b reconcile.ExposureSum) int { return b.Minor.Cmp(a.Minor) })
			list = append(list, k)
		}
	}
	return list
}

// MoneyOf names money of a kind in a currency by a label with places for both.
func (w *Wording) MoneyOf(label string, kind reconcile.MoneyKind, currency string) string {
	return words.Fill(words.Fill(label, "kind", w.Words.MoneyKind(kind)), "currency", currency)
}

// MoneyTable shows several amounts of each kind and currency.
type MoneyTable struct {
	Heads []string
	Lines []MoneyLine
}

// MoneyLine holds the amounts of one kind in one currency, in minor units.
type MoneyLine struct {
	Kind     reconcile.MoneyKind
	Currency string
	Amounts  []*big.Int // one for each head
}

// Amounts writes the amounts of a line.
func (w *Wording) Amounts(l MoneyLine) []string {
	texts := make([]string, len(l.Amounts))
	for i, minor := range l.Amounts {
		texts[i] = w.Words.Number(reconcile.FormatMinor(minor, l.Currency))
	}
	return texts
}

// Money shows what falls due when, a subscription once, and the sum of all findings
// beside it.
func (r *Report) Money() MoneyTable {
	l := &r.Words.Labels
	var t MoneyTable
	for _, window := range reconcile.MoneyWindows() {
		head := l.MoneyInAll
		if window != reconcile.DueLater {
			head = words.Fill(l.MoneyWithin, "days", string(window))
		}
		t.Heads = append(t.Heads, head)
	}
	t.Heads = append(t.Heads, l.MoneyMonthly, l.MoneyRows)
	for i := range r.Summary.Money {
		sum := &r.Summary.Money[i]
		if sum.Currency == "" || sum.Rows.Sign() == 0 {
			continue
		}
		line := MoneyLine{Kind: sum.Kind, Currency: sum.Currency}
		for _, window := range reconcile.MoneyWindows() {
			line.Amounts = append(line.Amounts, sum.Within[window])
		}
		line.Amounts = append(line.Amounts, sum.Monthly, sum.Rows)
		t.Lines = append(t.Lines, line)
	}
	return t
}

// Bridge shows how the money of an earlier run became that of this one.
func (r *Report) Bridge() MoneyTable { return r.BridgeTable(&r.Summary.Bridge) }

// BridgeTable shows the amounts of a bridge, from its opening to its closing.
func (w *Wording) BridgeTable(b *reconcile.Bridge) MoneyTable {
	l := &w.Words.Labels
	t := MoneyTable{Heads: []string{
		l.BridgeOpening, l.BridgeNew, l.BridgeRepriced, l.BridgeResolved, l.BridgeGone, l.BridgeSuppressed, l.BridgeClosing,
	}}
	for i := range b.Lines {
		line := &b.Lines[i]
		amounts := slices.Concat([]*big.Int{line.Opening}, line.Between(), []*big.Int{line.Closing})
		t.Lines = append(t.Lines, MoneyLine{line.Kind, line.Currency, amounts})
	}
	return t
}

// BridgeTitle says between which runs the bridge leads.
func (r *Report) BridgeTitle() string {
	return words.Fill(r.Words.Labels.Bridge, "run", strconv.FormatInt(r.Summary.Bridge.From, 10))
}

// WithoutAmount counts the findings that could have an amount and have none, by the
// reason.
func (r *Report) WithoutAmount() []Counted {
	counts := map[reconcile.Lack]int{}
	for i := range r.Summary.Money {
		for lack, n := range r.Summary.Money[i].WithoutAmount {
			counts[lack] += n
		}
	}
	return CountsOf(reconcile.Lacks(), counts, r.Words.Lack, false)
}
