package reconcile_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"handover/reconcile"
)

func price(text string) reconcile.Price {
	p, err := reconcile.ParsePrice(text)
	if err != nil {
		panic(err)
	}
	return p
}

func TestRoundsOnceHalfToEven(t *testing.T) {
	for _, c := range []struct {
		price       string
		part, whole int64
		currency    string
		want        string
	}{
		{"10.00", 20, 1, "EUR", "200.00"},
		{"0.005", 1, 1, "EUR", "0.00"},
		{"0.015", 1, 1, "EUR", "0.02"},
		{"0.025", 1, 1, "EUR", "0.02"},
		{"-0.015", 1, 1, "EUR", "-0.02"},
		{"-0.025", 1, 1, "EUR", "-0.02"},
		{"100", 1, 3, "JPY", "33"},
		{"1", 1, 3, "KWD", "0.333"},
		{"120.00", 14, 365, "EUR", "4.60"},
	} {
		amount, ok := price(c.price).Cost().Share(c.part, c.whole).Round(c.currency)
		if !ok || amount.String() != c.want {
			t.Errorf("%s × %d/%d %s = %s (%v), want %s", c.price, c.part, c.whole, c.currency, amount, ok, c.want)
		}
	}
}

func TestAmountsThatAreAbsent(t *testing.T) {
	tooLarge := price("9999999999999999999").Cost().Times(1000)
	for name, c := range map[string]struct {
		cost     reconcile.Cost
		currency string
	}{
		"no price":         {reconcile.Cost{}, "EUR"},
		"no currency":      {price("1").Cost(), ""},
		"unknown currency": {price("1").Cost(), "XYZ"},
		"too large":        {tooLarge, "EUR"},
		"no whole":         {price("1").Cost().Share(1, 0), "EUR"},
	} {
		if amount, ok := c.cost.Round(c.currency); ok || amount.Known() {
			t.Errorf("%s: %s is an amount, want none", name, amount)
		}
	}
}

func TestPriceKeepsItsDigits(t *testing.T) {
	for _, text := range []string{"1.50", "0.000", "12", "-3.10", "1234567890123456789"} {
		if got := price(text).String(); got != text {
			t.Errorf("price %s is written %s", text, got)
		}
	}
	for _, text := range []string{"", "1,5", "abc", "12345678901234567890.5", "1e400"} {
		if p, err := reconcile.ParsePrice(text); err == nil {
			t.Errorf("price %q is read as %s", text, p)
		}
	}
}

func TestFormatMinor(t *testing.T) {
	for _, c := range []struct {
		minor    int64
		currency string
		want     string
	}{
		{5, "EUR", "0.05"}, {-5, "EUR", "-0.05"}, {120000, "EUR", "1200.00"}, {1200, "JPY", "1200"}, {7, "KWD", "0.007"}, {0, "USD", "0.00"},
	} {
		if got := reconcile.FormatMinor(big.NewInt(c.minor), c.currency); got != c.want {
			t.Errorf("%d minor units of %s = %s, want %s", c.minor, c.currency, got, c.want)
		}
	}
}

func TestSplittingAPeriodKeepsTheSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.Int64Range(1, 1096).Draw(t, "days of the term")
		cut := rapid.Int64Range(0, whole).Draw(t, "days of the first part")
		minor := rapid.Int64Range(-1e12, 1e12).Draw(t, "price in cents")
		cost := price(reconcile.FormatMinor(big.NewInt(minor), "EUR")).Cost()
		first, _ := cost.Share(cut, whole).Round("EUR")
		second, _ := cost.Share(whole-cut, whole).Round("EUR")
		if difference := first.Minor + second.Minor - minor; difference < -1 || difference > 1 {
			t.Fatalf("%d of %d days and the rest differ by %d cents", cut, whole, difference)
		}
	})
}
