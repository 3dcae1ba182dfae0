package reconcile

import (
	"math"
	"math/big"
	"slices"
	"strconv"
)

// DayShare is what one day of a term costs, exactly: Minor of Parts minor units of
// a currency. An amount that has one shrinks by it every day: it is the cost of the
// days from today through Last. The zero DayShare is none.
type DayShare struct {
	Minor, Parts int64
	Last         Day
}

// Known reports whether there is a share.
func (s DayShare) Known() bool { return s.Parts > 0 }

// daysLeft counts the days from today through the last one.
func (s DayShare) daysLeft(today Day) int64 { return max(int64(s.Last)-int64(today)+1, 0) }

// minor returns the cost of so many days in minor units, rounded half to even.
func (s DayShare) minor(days int64) int64 {
	quotient, remainder := days*s.Minor/s.Parts, days*s.Minor%s.Parts
	if rest := s.Parts - remainder; remainder > rest || remainder == rest && quotient%2 == 1 {
		quotient++
	}
	return quotient
}

// mostDays is more than anything lasts of which there is a day's share.
const mostDays = 1 << 16

// DayShare returns a day's share of the cost of a whole term of so many days, which
// ends with the last one. There is none where the days could not be counted exactly in
// 64 bits, and of less than nothing.
func (c Cost) DayShare(days int64, last Day, currency string) DayShare {
	minor, ok := c.Share(1, days).minor(currency)
	if !ok || minor.Sign() < 0 || !minor.Num().IsInt64() || !minor.Denom().IsInt64() {
		return DayShare{}
	}
	if minor.Num().Int64() > math.MaxInt64/mostDays {
		return DayShare{}
	}
	return DayShare{Minor: minor.Num().Int64(), Parts: minor.Denom().Int64(), Last: last}
}

// minor returns the cost in minor units of a currency, not rounded.
func (c Cost) minor(currency string) (*big.Rat, bool) {
	exponent, known := CurrencyExponent(currency)
	if !c.Known() || !known {
		return nil, false
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exponent)), nil)
	return new(big.Rat).Mul(c.value, new(big.Rat).SetInt(scale)), true
}

// ArgDays is the argument of an exposure that tells for how many days it is.
const ArgDays = "days"

// On returns the exposure as it is on a day: one that shrinks has the amount and the
// days of that day, every other one is the same on all days.
func (e Exposure) On(today Day) Exposure {
	if !e.Share.Known() || !e.Amount.Known() {
		return e
	}
	days := e.Share.daysLeft(today)
	e.Amount.Minor = e.Share.minor(days)
	e.Args = slices.Clone(e.Args)
	for i := range e.Args {
		if e.Args[i].Key == ArgDays {
			e.Args[i].Value = strconv.FormatInt(days, 10)
		}
	}
	return e
}

// Repeats reports whether an exposure of another day says the same as this one: all
// is equal but what shrinks from the one day to the other.
func (e Exposure) Repeats(other Exposure) bool {
	return e.Share == other.Share && e.On(e.Share.Last).Equal(other.On(e.Share.Last))
}
