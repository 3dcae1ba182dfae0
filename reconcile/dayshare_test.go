package reconcile_test

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// shrinking is what is left of a term of so many days, as of its first day.
func shrinking(term string, days int64, last reconcile.Day, currency string) reconcile.Exposure {
	return reconcile.Exposure{
		Amount: reconcile.Amount{Currency: currency}, Basis: reconcile.BasisUnused,
		Args:  []reconcile.Evidence{{Key: reconcile.ArgDays, Value: "?"}, {Key: "term_price", Value: term}},
		Share: price(term).Cost().DayShare(days, last, currency),
	}
}

// What shrinks from day to day is on each the exact part of the term's price, rounded
// once.
func TestShareOfADayIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]string{"0", "0.001", "0.005", "12.60", "22.105", "333.33", "120000", "99999999.99", "1234567.8901"}).Draw(t, "price")
		currency := rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency")
		days, left := rapid.Int64Range(1, 1127).Draw(t, "days of the term"), rapid.Int64Range(-3, 1127).Draw(t, "days left")
		last := reconcile.NewDay(2026, 11, 20)
		e := shrinking(text, days, last, currency)
		if !e.Share.Known() {
			t.Fatalf("%s in %d days has no share of a day", text, days)
		}
		left = min(left, days)
		want, _ := price(text).Cost().Share(max(left, 0), days).Round(currency)
		got := e.On(last.AddDays(1 - int(left)))
		if got.Amount != want || got.Args[0].Value != big.NewInt(max(left, 0)).String() {
			t.Fatalf("%d of %d days of %s: %s for %s days, want %s", left, days, text, got.Amount, got.Args[0].Value, want)
		}
		if !e.Repeats(got) || !got.Repeats(e) || e.Args[0].Value != "?" {
			t.Fatalf("%+v does not repeat %+v", got, e)
		}
	})
}

func TestAmountsThatHaveNoShareOfADay(t *testing.T) {
	t.Parallel()
	for name, share := range map[string]reconcile.DayShare{
		"less than nothing":          price("-1").Cost().DayShare(30, 1, "EUR"),
		"no price":                   reconcile.Cost{}.DayShare(30, 1, "EUR"),
		"no currency":                price("1").Cost().DayShare(30, 1, ""),
		"no days":                    price("1").Cost().DayShare(0, 1, "EUR"),
		"too large":                  price("9999999999999999999").Cost().DayShare(30, 1, "EUR"),
		"too large before the last":  price("3000000000000001").Cost().DayShare(365, 1, "EUR"),
		"too many parts of one unit": price("0.0000000000000000001").Cost().DayShare(365, 1, "EUR"),
	} {
		if share != (reconcile.DayShare{}) {
			t.Errorf("%s: %+v, want none", name, share)
		}
	}
}

func TestWhatDoesNotShrinkStaysAndDoesNotRepeat(t *testing.T) {
	t.Parallel()
	e := shrinking("300", 30, 40, "EUR").On(11)
	fixed := e
	fixed.Share = reconcile.DayShare{}
	if diff := cmp.Diff(fixed, fixed.On(30)); diff != "" {
		t.Errorf("a fixed amount on another day (-want +got):\n%s", diff)
	}
	longer, other, lost := e, e, e
	longer.Share.Last++
	other.Args = e.Args[:1]
	lost.Kind = reconcile.MoneyLost
	for name, f := range map[string]reconcile.Exposure{"fixed": fixed, "longer": longer, "other words": other, "another kind": lost} {
		if e.Repeats(f) || f.Repeats(e) {
			t.Errorf("%s: it repeats what is different", name)
		}
	}
}
