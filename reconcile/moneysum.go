package reconcile

import (
	"cmp"
	"maps"
	"math/big"
	"slices"
	"time"
)

// MoneyWindow names the days in which amounts fall due. Windows are cumulative: the
// first holds what is overdue as well, the last is without a limit and holds what
// has no due.
type MoneyWindow string

// The windows.
const (
	DueIn7   MoneyWindow = "7"
	DueIn30  MoneyWindow = "30"
	DueIn90  MoneyWindow = "90"
	DueLater MoneyWindow = "later"

	moneyWindows = 4
)

// MoneyWindows returns the windows, the nearest first.
func MoneyWindows() [moneyWindows]MoneyWindow {
	return [...]MoneyWindow{DueIn7, DueIn30, DueIn90, DueLater}
}

// firstWindow returns the place of the first window that holds a due.
func firstWindow(due Due, asOf time.Time) int {
	switch UrgencyOf(due, asOf) {
	case Overdue, Within1, Within3, Within7:
		return 0
	case Within14, Within30:
		return 1
	case Within60, Within90:
		return 2
	default:
		return moneyWindows - 1
	}
}

// MoneySum adds the amounts of one kind in one currency. Without a currency it
// counts only findings of whose amount not even that is known.
type MoneySum struct {
	Kind     MoneyKind
	Currency string

	// Within adds what falls due in each window: a subscription once, with the
	// largest of its amounts there. That of the last window is the headline.
	Within  map[MoneyWindow]*big.Int
	Rows    *big.Int // all amounts
	Monthly *big.Int // the part of the headline that is paid every month

	WithoutAmount map[Lack]int // findings without an amount, by the reason
}

// Headline returns the sum in which each subscription counts once.
func (s *MoneySum) Headline() *big.Int { return s.Within[DueLater] }

// LeftOut returns what the headline leaves out of the sum of all amounts.
func (s *MoneySum) LeftOut() *big.Int { return new(big.Int).Sub(s.Rows, s.Headline()) }

type moneyKey struct {
	kind     MoneyKind
	currency string
}

// compare orders by kind, then currency, the unknown one last.
func (k moneyKey) compare(other moneyKey) int {
	kinds := MoneyKinds()
	return cmp.Or(
		cmp.Compare(slices.Index(kinds, k.kind), slices.Index(kinds, other.kind)),
		cmp.Compare(len(other.currency), len(k.currency)),
		cmp.Compare(k.currency, other.currency),
	)
}

// moneyTally adds amounts, one finding at a time.
type moneyTally struct {
	sums map[moneyKey]*MoneySum

	// largest holds the largest amounts of the subscriptions that are not settled.
	largest map[owed]*largest
}

// owed tells what a headline counts once: a subscription, or a finding that is
// about none.
type owed struct {
	moneyKey
	tenantID, subscriptionID, findingID string
}

// largest are the largest amounts of one subscription in each window.
type largest struct {
	known   [moneyWindows]bool
	minor   [moneyWindows]int64
	monthly bool // that of the last window is paid every month
}

func newMoneyTally() moneyTally {
	return moneyTally{sums: map[moneyKey]*MoneySum{}, largest: map[owed]*largest{}}
}

func (t *moneyTally) add(f *Finding, asOf time.Time) {
	e := &f.Exposure
	switch {
	case e.Kind == "":
	case !e.Amount.Known():
		t.sum(moneyKey{e.Kind, e.Currency}).WithoutAmount[e.Lack]++
	default:
		key := moneyKey{e.Kind, e.Amount.Currency}
		sum := t.sum(key)
		sum.Rows.Add(sum.Rows, big.NewInt(e.Amount.Minor))
		of := owed{moneyKey: key, tenantID: f.TenantID, subscriptionID: f.SubscriptionID}
		if f.SubscriptionID == "" {
			of.findingID = f.ID
		}
		if t.largest[of] == nil {
			t.largest[of] = &largest{}
		}
		t.largest[of].add(e, firstWindow(f.Due, asOf))
	}
}

// add takes note of an amount. Of two that are equally large the one that is not
// paid every month counts.
func (l *largest) add(e *Exposure, from int) {
	const last = moneyWindows - 1
	minor, monthly := e.Amount.Minor, e.Period == PerMonth
	switch {
	case !l.known[last] || minor > l.minor[last]:
		l.monthly = monthly
	case minor == l.minor[last]:
		l.monthly = l.monthly && monthly
	}
	for window := from; window < moneyWindows; window++ {
		if !l.known[window] || minor > l.minor[window] {
			l.known[window], l.minor[window] = true, minor
		}
	}
}

func (t *moneyTally) sum(key moneyKey) *MoneySum {
	sum := t.sums[key]
	if sum == nil {
		sum = &MoneySum{
			Kind: key.kind, Currency: key.currency, Within: map[MoneyWindow]*big.Int{}, Rows: new(big.Int), Monthly: new(big.Int),
			WithoutAmount: map[Lack]int{},
		}
		for _, window := range MoneyWindows() {
			sum.Within[window] = new(big.Int)
		}
		t.sums[key] = sum
	}
	return sum
}

// settle adds the largest amounts to the sums and forgets the subscriptions.
func (t *moneyTally) settle() {
	for of, l := range t.largest {
		sum := t.sum(of.moneyKey)
		for window, name := range MoneyWindows() {
			if l.known[window] {
				sum.Within[name].Add(sum.Within[name], big.NewInt(l.minor[window]))
			}
		}
		if l.monthly {
			sum.Monthly.Add(sum.Monthly, big.NewInt(l.minor[moneyWindows-1]))
		}
	}
	clear(t.largest)
}

// list returns the sums by kind, then currency.
func (t *moneyTally) list() []MoneySum {
	t.settle()
	sums := make([]MoneySum, 0, len(t.sums))
	for _, key := range slices.SortedFunc(maps.Keys(t.sums), moneyKey.compare) {
		sums = append(sums, *t.sums[key])
	}
	return sums
}
