package json

import (
	"math/big"

	"handover/reconcile"
)

// Money is the money of one kind in one currency. Where the currency is not known
// there are no amounts, only findings without one.
type Money struct {
	Kind          reconcile.MoneyKind `json:"kind"`
	Currency      *string             `json:"currency"`
	Within        *Within             `json:"within"`
	Headline      *string             `json:"headline"`
	Rows          *string             `json:"rows"`
	Monthly       *string             `json:"monthly"`
	WithoutAmount counts              `json:"without_amount"`
}

// Within is what falls due within so many days.
type Within struct {
	Week    string `json:"7"`
	Month   string `json:"30"`
	Quarter string `json:"90"`
	Later   string `json:"later"`
}

// BridgeLine leads from the money of the run before to that of this one.
type BridgeLine struct {
	Currency   string              `json:"currency"`
	Kind       reconcile.MoneyKind `json:"kind"`
	Opening    string              `json:"opening"`
	New        string              `json:"new"`
	Repriced   string              `json:"repriced"`
	Resolved   string              `json:"resolved"`
	Gone       string              `json:"gone"`
	Suppressed string              `json:"suppressed"`
	Closing    string              `json:"closing"`
}

func moneyOf(sums []reconcile.MoneySum) []Money {
	list := make([]Money, 0, len(sums))
	for i := range sums {
		sum := &sums[i]
		m := Money{Kind: sum.Kind, WithoutAmount: occurring(sum.WithoutAmount)}
		if sum.Currency != "" {
			write := func(minor *big.Int) string { return reconcile.FormatMinor(minor, sum.Currency) }
			headline, rows, monthly := write(sum.Headline()), write(sum.Rows), write(sum.Monthly)
			m.Currency, m.Headline, m.Rows, m.Monthly = &sum.Currency, &headline, &rows, &monthly
			m.Within = &Within{
				write(sum.Within[reconcile.DueIn7]), write(sum.Within[reconcile.DueIn30]),
				write(sum.Within[reconcile.DueIn90]), write(sum.Within[reconcile.DueLater]),
			}
		}
		list = append(list, m)
	}
	return list
}

// BridgeOf returns the lines of a bridge.
func BridgeOf(lines []reconcile.BridgeLine) []BridgeLine {
	list := make([]BridgeLine, 0, len(lines))
	for i := range lines {
		l := &lines[i]
		write := func(minor *big.Int) string { return reconcile.FormatMinor(minor, l.Currency) }
		list = append(list, BridgeLine{
			Currency: l.Currency, Kind: l.Kind, Opening: write(l.Opening), New: write(l.New), Repriced: write(l.Repriced),
			Resolved: write(l.Resolved), Gone: write(l.Gone), Suppressed: write(l.Suppressed), Closing: write(l.Closing),
		})
	}
	return list
}
