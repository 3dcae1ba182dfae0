package reconcile

import "strings"

// Policy holds the dated facts that rules rest on. The package policy fills it
// from an embedded, versioned file; a rule never holds such a fact itself.
type Policy struct {
	// Version is the date of the facts, Hash tells two policies of one version
	// with different overrides apart.
	Version string
	Hash    string

	// HorizonDays is how long before its due day a finding appears.
	HorizonDays int

	EST       ExtendedTerms
	Grace     map[Channel]Grace
	Limits    Limits
	Countries CountryGroups

	// FreeProducts are the offers, in upper case, that cost nothing and that nobody
	// moves.
	FreeProducts map[string]bool
}

// IsFree reports whether the row is of a product that costs nothing: by the id of
// its offer, or by the name that Microsoft's directory gives it.
func (p *Policy) IsFree(s *Subscription) bool {
	return p.FreeProducts[strings.ToUpper(s.OfferID)] || p.FreeProducts[strings.ToUpper(s.OfferName)]
}

// ExtendedTerms are the facts of Microsoft's extended service terms.
type ExtendedTerms struct {
	ScopeFrom          Day   // terms purchased or renewed from this day are in scope
	WebDirectScopeFrom Day   // the same for the channels web-direct and mca-e
	AutomaticFrom      Day   // ends from this day slide into EST without a choice
	MonthlyFactor      Price // on the monthly-term price
	CurrentFactor      Price // on the current price per month, without a monthly plan
}

// Grace is the path of a subscription after the end of its term in one channel.
type Grace struct {
	Days          int // expired, with access
	MultiYearDays int // the same for terms longer than a year; zero: as Days
	DisabledDays  int // disabled, the data is kept
	StopsAtEnd    bool
}

// undocumented reports whether nothing is known of what follows the end.
func (g Grace) undocumented() bool { return g.Days == 0 && g.DisabledDays == 0 }

// Limits are the numbers a tenant or a request may not pass.
type Limits struct {
	TenantSubscriptions  int
	Doubled              int // active subscriptions that can be duplicated
	TransferItems        int // items in one partner transfer request
	TransferDays         int // life of a request without an expiry
	SeatCaps             map[string]int64
	CancelledDataDays    int // data after a cancel at the end of the term
	SuspendedDataDays    int // data after the end of a suspended term
	LegacySuspendedDays  int // a suspended legacy subscription is deleted then
	CancelledBackupDays  int // backup after a cancel in the window
	MatchDaysBefore      int // a matched target is first bought at most so long before E
	OverlapDays          int // days both may be paid without a finding
	RelationshipLeadDays int // time a relationship takes
	RenewalNoticeDays    int // horizon of renewal-commitment and trial-converts
	TransferLagDays      int // days for which a source that was transferred may still be shown
	SuccessorDays        int // days between the going of a row and the coming of its successor
	SuccessorWaitDays    int // days after which a completed transfer must show its successor
}

// CountryGroups maps a country to the market it belongs to. A country without a
// group is its own market.
type CountryGroups map[string]string

// SameMarket reports whether a partner of one country may sell to a tenant of
// another.
func (g CountryGroups) SameMarket(a, b string) bool {
	return a == b || g[a] != "" && g[a] == g[b]
}

// GraceOf returns the path of a row after the end of its term. A channel that is
// not listed, and every trial, has none: cover by E.
func (p *Policy) GraceOf(s *Subscription) Grace {
	if s.Trial == Yes {
		return Grace{}
	}
	grace := p.Grace[s.Channel]
	if s.Term == Triennial && grace.MultiYearDays > 0 {
		grace.Days = grace.MultiYearDays
	}
	return grace
}
