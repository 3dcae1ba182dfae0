package reconcile

import (
	"cmp"
	"strings"
	"time"
)

// Subscription is everything one source knows of one subscription, or all of
// them together do. A zero field is unknown.
type Subscription struct {
	ID       string
	TenantID string

	// Source is the data source that delivered the row, of several the one whose
	// status is in use; ObservedAt is when it saw the facts.
	Source     string
	ObservedAt time.Time

	Channel      Channel
	SellerID     string // the partner tenant that sold it
	SellerName   string
	Commerce     Commerce
	AccountType  AccountType
	ProductType  ProductType
	OfferID      string
	OfferName    string
	FriendlyName string

	Quantity Count // seats bought
	Assigned Count // seats given to people

	// AssignedAtMost is an upper bound of the seats given to people, where only the sum
	// over several subscriptions of one product is known. It counts for NeededSeats alone:
	// what is not assigned cannot be told by it.
	// Source: https://learn.microsoft.com/graph/api/resources/subscribedsku
	AssignedAtMost Count

	Status      Status
	StatusSince Day
	AutoRenew   Tri
	EndOfTerm   EndOfTerm
	Term        Term
	TermStart   Day // first day of the current term
	Created     Day // first purchase

	// CommitmentEnd and CommitmentEndAt are the end as the source wrote it, once
	// as a date and once as a date-time; LastDay turns both into E.
	CommitmentEnd   time.Time
	CommitmentEndAt time.Time

	Cancellable Window

	BillingCycle BillingCycle
	Trial        Tri
	InEST        Tri // already in an extended service term

	UnitPrice Price // per seat and billing period
	Currency  string

	ParentID      string
	TransferredOn Day // taken over by a partner transfer on this day

	// Successors are the ids of the subscriptions that it has become by upgrades, at the
	// same partner and in the same tenant, as its source tells them.
	// Source: https://learn.microsoft.com/partner-center/developer/transition-resources
	Successors []string

	// What is scheduled to change with the renewal.
	RenewQuantity Count
	RenewOfferID  string
	RenewTerm     Term

	// FirstSeen is the day on which the row appeared in deliveries that had not
	// held it before. Gone: it is no longer delivered, the facts are the last
	// known ones, and MissingSince is the day on which that became so.
	FirstSeen    Day
	Gone         bool
	MissingSince Day

	// How the sources stand to each other.
	ChoiceSource string // the one whose end of term is in use, where it is not Source
	Old          Fields // values that only sources past their age know
	ChargesOnly  bool   // known from bills alone
	Conflicts    []Conflict
	Unlisted     []Unlisted

	History FactHistory
}

// EndOfTermFrom returns the data source whose word on the end of the term is used.
func (s *Subscription) EndOfTermFrom() string { return cmp.Or(s.ChoiceSource, s.Source) }

// Window is the time in which a subscription can be cancelled: not known, known
// to be none, or open up to and including an instant.
type Window struct {
	Known bool
	Until time.Time // zero: there is no window
}

// WindowUntil returns a window that is known; the zero time gives a known "none".
func WindowUntil(t time.Time) Window { return Window{Known: true, Until: t} }

// WindowBefore returns the window that a source gives as a bare day, which has no
// hour: it is over when the day begins, since late is expensive. Until is then the
// microsecond before, which tells such a window from an instant.
func WindowBefore(day Day) Window {
	if !day.Known() {
		return WindowUntil(time.Time{})
	}
	return WindowUntil(day.Start().Add(-time.Microsecond))
}

// Day returns the bare day that the source gave, or the unknown day for an instant.
func (w Window) Day() Day {
	next := DayOf(w.Until).AddDays(1)
	if w.Until.IsZero() || !w.Until.Equal(next.Start().Add(-time.Microsecond)) {
		return 0
	}
	return next
}

// RestsOnDay reports whether only the hour, which a bare day does not give, decides
// if the window is open at an instant, or how long it will be.
func (w Window) RestsOnDay(asOf time.Time) bool {
	day := w.Day()
	return day.Known() && DayOf(asOf) <= day
}

// EndsWith reports whether the window is that of a subscription which can be
// cancelled at any time: it ends with the last day of the term.
func (w Window) EndsWith(last Day) bool {
	return last.Known() && !w.Until.IsZero() && (w.Day() == last || DueAt(w.Until).Day == last)
}

// OpenAt reports whether the window is known to be open at an instant. The
// window is an instant, not a day (168 hours from purchase or renewal).
func (w Window) OpenAt(asOf time.Time) bool {
	return w.Known && !w.Until.IsZero() && !asOf.After(w.Until)
}

// ClosedAt reports whether the window is known to be over, or known never to
// have been there.
func (w Window) ClosedAt(asOf time.Time) bool { return w.Known && !w.OpenAt(asOf) }

// Prefixed reports whether the id is not one of Microsoft's but the source's own,
// which begins with the source's name and a colon.
func (s *Subscription) Prefixed() bool {
	return s.Source != "" && strings.HasPrefix(s.ID, s.Source+":")
}

// Platform returns the commerce platform of a row: what the source says, else
// what the offer id shows. A colon is the mark of new commerce, a GUID that of
// the older catalogue, which an enterprise customer agreement never had; anything
// else counts as new commerce, where the cover-by day is the earlier of the two.
// Source: https://learn.microsoft.com/partner-center/developer/subscription-resources
func (s *Subscription) Platform() Commerce {
	switch {
	case s.Commerce == NCE || s.Commerce == Legacy:
		return s.Commerce
	case strings.Contains(s.OfferID, ":") || s.Channel == MCAE:
		return NCE
	case IsGUID(s.OfferID):
		return Legacy
	default:
		return NCE
	}
}

// Kind returns the product type, license where the source does not say.
func (s *Subscription) Kind() ProductType {
	if s.ProductType == "" {
		return License
	}
	return s.ProductType
}

// Licensed reports whether the row is licence-based.
func (s *Subscription) Licensed() bool { return s.Kind() == License }

// IsNCE reports whether the row is a csp subscription of new commerce.
func (s *Subscription) IsNCE() bool {
	return s.Channel == CSP && s.Platform() == NCE && s.Licensed()
}

// IsLegacy reports whether the row is a csp row of the older catalogue, whatever
// its kind of product.
func (s *Subscription) IsLegacy() bool { return s.Channel == CSP && s.Platform() == Legacy }

// Started returns the day on which the subscription was first bought, else the
// start of its current term; the start moves with every renewal, the first
// purchase does not.
func (s *Subscription) Started() Day {
	if s.Created.Known() {
		return s.Created
	}
	return s.TermStart
}

// Name returns the name people know the row by: the offer's name, else the
// friendly name, else the offer id.
func (s *Subscription) Name() string {
	switch {
	case s.OfferName != "":
		return s.OfferName
	case s.FriendlyName != "":
		return s.FriendlyName
	default:
		return s.OfferID
	}
}

// NeededSeats gives the seats a replacement must have: the assigned ones where
// they are known and fewer than the quantity, else the quantity. Where it is only
// known how many are assigned at most, so many are enough.
func (s *Subscription) NeededSeats() Count {
	assigned := s.Assigned
	if !assigned.Known {
		assigned = s.AssignedAtMost
	}
	if assigned.Known && (!s.Quantity.Known || assigned.N < s.Quantity.N) {
		return assigned
	}
	return s.Quantity
}
