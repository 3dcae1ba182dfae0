package reconcile

import "slices"

// MoneyKind says what an amount means for whoever decides. Amounts of different
// kinds are never added together.
type MoneyKind string

// The kinds of money.
const (
	MoneyAvoidable MoneyKind = "avoidable" // acting avoids it
	MoneyDecision  MoneyKind = "decision"  // an ordinary commitment that is about to be made
	MoneyClaim     MoneyKind = "claim"     // money to get
	MoneyRevenue   MoneyKind = "revenue"   // ours, at risk
	MoneyLost      MoneyKind = "lost"      // spent already, or not to be avoided any more
)

// MoneyKinds returns the kinds in the order in which they are listed.
func MoneyKinds() []MoneyKind {
	return []MoneyKind{MoneyAvoidable, MoneyDecision, MoneyClaim, MoneyRevenue, MoneyLost}
}

// Period says how often an amount is paid.
type Period string

// The periods.
const (
	Once     Period = "once"
	PerMonth Period = "month"
	PerTerm  Period = "term"
)

// Lack says why there is no amount where there could be one.
type Lack string

// The reasons for which an amount is missing, in the order in which the first that
// holds is told.
const (
	LackNever    Lack = "never"          // it never has one: a trial that ends
	LackSeats    Lack = "no-seats"       // the number of seats is not known
	LackTerm     Lack = "no-term"        // the term is not known
	LackEnd      Lack = "no-end"         // the last day is not known
	LackStart    Lack = "no-start"       // the first day is not known
	LackCycle    Lack = "no-cycle"       // the billing period is not known, or does not fit into the term
	LackOffer    Lack = "no-offer"       // the catalogue has no row for the offer
	LackPrice    Lack = "no-price"       // the price is not known
	LackCurrency Lack = "no-currency"    // the currency is not known
	LackMatch    Lack = "other-currency" // the catalogue's price is in another currency than the row's
	LackRoom     Lack = "too-large"      // the amount is larger than can be counted
)

// Lacks returns the reasons in their order.
func Lacks() []Lack {
	return []Lack{
		LackNever, LackSeats, LackTerm, LackEnd, LackStart, LackCycle, LackOffer, LackPrice, LackCurrency, LackMatch,
		LackRoom,
	}
}

// Basis says in a code how an exposure was computed; the report packages put it
// in words with the exposure's arguments.
type Basis string

// The ways to compute an exposure.
const (
	BasisNextTerm      Basis = "next-term"      // seats × unit price × billing periods of the next term
	BasisUnassigned    Basis = "unassigned"     // the same for the seats that nobody uses
	BasisNewTerm       Basis = "new-term"       // the same for the term that has just begun
	BasisRemainingTerm Basis = "remaining-term" // days left ÷ days of the term × term price
	BasisYearlyValue   Basis = "yearly-value"   // seats × unit price × billing periods of a year
	BasisESTMonth      Basis = "est-month"      // seats × price of a month in an extended term
	BasisESTMonthly    Basis = "est-monthly"    // seats × monthly-term price × 1.03
	BasisESTCurrent    Basis = "est-current"    // seats × current price per month × 1.23
	BasisTrialTerm     Basis = "trial-term"     // seats × unit price × billing periods of the term after the trial
	BasisTrialMonth    Basis = "trial-month"    // seats × catalogue monthly price
	BasisUntilEnd      Basis = "until-end"      // days until E ÷ days of the term × term price
	BasisOverlap       Basis = "overlap"        // days of overlap ÷ days of the term × term price
	BasisDifference    Basis = "difference"     // missing or surplus seats × unit price × periods
	BasisAfterBase     Basis = "after-base"     // days without the base ÷ days of the term × term price
	BasisUnused        Basis = "unused"         // unused days ÷ days of the term × term price
)

// Exposure is the money that a finding is about, with how it was computed. A finding
// that is never about money has none; one whose amount is not known says why.
type Exposure struct {
	Kind   MoneyKind
	Period Period
	Amount Amount
	Basis  Basis
	Args   []Evidence
	Share  DayShare // of an amount that shrinks every day

	// Lack says why the amount is absent, and Currency what is known of it then.
	Lack     Lack
	Currency string
}

// As returns the exposure as money of a kind that is paid so often.
func (e Exposure) As(kind MoneyKind, period Period) Exposure {
	e.Kind, e.Period = kind, period
	return e
}

// Equal reports whether two exposures are the same to the last argument.
func (e Exposure) Equal(other Exposure) bool {
	return e.Kind == other.Kind && e.Period == other.Period && e.Amount == other.Amount && e.Basis == other.Basis &&
		e.Share == other.Share && slices.Equal(e.Args, other.Args) && e.Lack == other.Lack && e.Currency == other.Currency
}
