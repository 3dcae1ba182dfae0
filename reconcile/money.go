package reconcile

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/govalues/decimal"
)

// Price is a decimal amount exactly as a source gave it, trailing zeros
// included; the zero Price is unknown.
type Price struct {
	Value decimal.Decimal
	Known bool
}

// PriceOf returns a known price.
func PriceOf(d decimal.Decimal) Price { return Price{Value: d, Known: true} }

// ParsePrice reads a decimal with a point, of at most 19 digits.
func ParsePrice(text string) (Price, error) {
	d, err := decimal.Parse(text)
	if err != nil {
		return Price{}, fmt.Errorf("read price %q: %w", text, err)
	}
	return PriceOf(d), nil
}

// String writes the price as it was given, and the unknown price as nothing.
func (p Price) String() string {
	if !p.Known {
		return ""
	}
	return p.Value.String()
}

// Payable reports whether amounts can be computed from the price. One below zero is
// kept as it was read and reported.
func (p Price) Payable() bool { return p.Known && !p.Value.IsNeg() }

// Cost is an exact amount on its way to becoming an Amount: it is never rounded
// until Round. The zero Cost is unknown, and so is what is computed from it.
type Cost struct {
	value *big.Rat
}

// Cost turns a price into an exact amount.
func (p Price) Cost() Cost {
	if !p.Known {
		return Cost{}
	}
	coefficient := new(big.Int).SetUint64(p.Value.Coef())
	if p.Value.IsNeg() {
		coefficient.Neg(coefficient)
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(p.Value.Scale())), nil)
	return Cost{new(big.Rat).SetFrac(coefficient, scale)}
}

// Known reports whether there is an amount.
func (c Cost) Known() bool { return c.value != nil }

// Equal reports whether two amounts are the same, known or not.
func (c Cost) Equal(other Cost) bool {
	if !c.Known() || !other.Known() {
		return c.Known() == other.Known()
	}
	return c.value.Cmp(other.value) == 0
}

// Share returns part/whole of the amount; a whole that is not positive makes the
// result unknown.
func (c Cost) Share(part, whole int64) Cost {
	if !c.Known() || whole <= 0 {
		return Cost{}
	}
	return Cost{new(big.Rat).Mul(c.value, big.NewRat(part, whole))}
}

// Times multiplies the amount by a whole number.
func (c Cost) Times(n int64) Cost { return c.Share(n, 1) }

// By multiplies the amount by an exact decimal factor.
func (c Cost) By(factor Price) Cost {
	f := factor.Cost()
	if !c.Known() || !f.Known() {
		return Cost{}
	}
	return Cost{new(big.Rat).Mul(c.value, f.value)}
}

// Round returns the amount in whole minor units of a currency, rounded half to
// even. ok is false where the cost or the currency is unknown or the amount
// does not fit in 64 bits of minor units: such an amount is absent, not zero.
func (c Cost) Round(currency string) (amount Amount, ok bool) {
	exact, known := c.minor(currency)
	if !known {
		return Amount{}, false
	}
	minor := roundHalfEven(exact)
	if !minor.IsInt64() {
		return Amount{}, false
	}
	return Amount{Minor: minor.Int64(), Currency: currency}, true
}

func roundHalfEven(r *big.Rat) *big.Int {
	quotient, remainder := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	twice := new(big.Int).Lsh(remainder, 1)
	half := twice.Cmp(r.Denom())
	if half > 0 || half == 0 && quotient.Bit(0) == 1 {
		quotient.Add(quotient, big.NewInt(1))
	}
	return quotient
}

// Amount is money in whole minor units of its currency (cents of EUR, yen of
// JPY). The zero Amount is absent.
type Amount struct {
	Minor    int64
	Currency string
}

// Known reports whether there is an amount; an amount of zero is known.
func (a Amount) Known() bool { return a.Currency != "" }

// String writes the amount as a decimal with the digits of its currency and
// without the currency: 1200.00 for EUR, 1200 for JPY. An absent amount is
// written as nothing.
func (a Amount) String() string {
	if !a.Known() {
		return ""
	}
	return FormatMinor(big.NewInt(a.Minor), a.Currency)
}

// FormatMinor writes a number of minor units as a decimal with the digits of a
// currency.
func FormatMinor(minor *big.Int, currency string) string {
	exponent, _ := CurrencyExponent(currency)
	digits := new(big.Int).Abs(minor).String()
	if missing := exponent + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	sign := ""
	if minor.Sign() < 0 {
		sign = "-"
	}
	if exponent == 0 {
		return sign + digits
	}
	point := len(digits) - exponent
	return sign + digits[:point] + "." + digits[point:]
}

// currencies lists the active codes of ISO 4217 by their number of minor
// digits. Source: https://www.six-group.com/en/products-services/financial-information/data-standards.html
func currencies() [5]string {
	return [5]string{
		0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
		2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY " +
			"COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR " +
			"ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK " +
			"MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP " +
			"SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR " +
			"ZMW ZWG",
		3: "BHD IQD JOD KWD LYD OMR TND",
		4: "CLF UYW",
	}
}

// CurrencyExponent returns the number of minor digits of a currency by ISO 4217;
// ok is false for a code that is not listed.
func CurrencyExponent(code string) (exponent int, ok bool) {
	if len(code) != 3 {
		return 2, false
	}
	for digits, codes := range currencies() {
		for at := 0; at+3 <= len(codes); at += 4 {
			if codes[at:at+3] == code {
				return digits, true
			}
		}
	}
	return 2, false
}
