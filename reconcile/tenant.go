package reconcile

import "time"

// Profile is what is known of a customer tenant itself. A zero field is
// unknown.
type Profile struct {
	ID                string
	Name              string
	Domain            string
	Country           string // ISO 3166-1 alpha-2, upper case
	Cloud             Cloud
	Relationship      Relationship
	DelegatedAdmin    Tri
	DelegatedUntil    Day // the last one of delegated administration, where none of the relationships goes on
	AgreementAccepted Tri // the Microsoft Customer Agreement
	CSPPartner        Tri // is itself a CSP transaction tenant
	ContactName       string
	ContactEmail      string
	Language          string // in which the customer is written to: en, de or zh

	Unreadable []string // columns of which the text could not be read
}

// DelegationEndsSoon is within how many days the end of delegated administration is told:
// a customer has to approve a new relationship before.
const DelegationEndsSoon = 30

// DelegationEnding returns the last day of delegated administration where it is near on a
// day, or past; else the unknown day. A past one is old news: it says that nobody has told
// of a new relationship since.
func (p *Profile) DelegationEnding(today Day) Day {
	if p.DelegatedUntil > today+DelegationEndsSoon {
		return 0
	}
	return p.DelegatedUntil
}

// AgreementOn reports whether a customer agreement counts that was accepted on a
// day: what was accepted before April 2023 had to be accepted again.
func AgreementOn(accepted Day) Tri {
	if !accepted.Known() {
		return Unknown
	}
	return TriOf(accepted >= NewDay(2023, time.April, 1))
}

// Seller is what is known of a partner that sold subscriptions. A zero field is
// unknown.
type Seller struct {
	ID           string
	Name         string
	ContactName  string
	ContactEmail string
	Language     string
	ActsUntil    Day   // last day on which this seller can act
	LeadDays     Count // changes of a renewal are taken only so many days before the end
}

// Sellers holds the sellers by id.
type Sellers map[string]Seller

// NameOf returns what the seller of a subscription is called, where that is known.
func (s Sellers) NameOf(sub *Subscription) string {
	if name := s[sub.SellerID].Name; sub.SellerID != "" && name != "" {
		return name
	}
	return sub.SellerName
}

// Tenant is one customer tenant with everything a rule may look at.
type Tenant struct {
	Profile
	Subscriptions []Subscription // by id

	// Moves start in this tenant; Incoming ones start elsewhere and point here.
	Moves    []Move
	Incoming []IncomingMove

	Transfers []Transfer

	// Targets are the other tenants that the moves of this one point to.
	Targets []*TargetTenant

	// NamedBy counts, per subscription id named as a target by a move of this
	// tenant, the open moves of all tenants that name it.
	NamedBy map[string]int

	// Missing are the rows that are no longer delivered, with their last known
	// facts, by id: a move naming one of them does not name an unknown subscription.
	Missing []Subscription
}

// Move is the intention to bring one subscription over to us.
type Move struct {
	TenantID       string
	SourceID       string // WatchAll for every licence row of the tenant that is not ours
	SourceSellerID string // only with WatchAll: every licence row of that seller
	TargetIDs      []string
	TargetTenantID string // empty: the tenant itself
	Route          Route
	Status         MoveStatus
	RequesterRole  string
	ExpectedEnd    Day // E when the move was first known
	PlannedOn      Day
	Note           string
	FirstSeen      Day // the day of its first import

	Unreadable []string // columns of which the text could not be read
}

// MoveEntry is a move with where it comes from and, where people here have decided so,
// who did and why.
type MoveEntry struct {
	Move
	Source     string
	ObservedAt time.Time // when the source last told it
	Actor      string    // of its last change; empty where a file told it
	Reason     string
}

// WatchAll stands in a move for every source that no other move names.
const WatchAll = "*"

// IsOpen reports whether the move still has to happen.
func (m *Move) IsOpen() bool { return m.Status == MovePlanned || m.Status == MoveInProgress }

// Destination returns the tenant in which the replacement lives.
func (m *Move) Destination() string {
	if m.TargetTenantID == "" {
		return m.TenantID
	}
	return m.TargetTenantID
}

// IncomingMove is a move that points into a tenant, with its source where the
// source is known, gone or not. A move of WatchAll comes once for each licence row
// of its tenant that no other move names, with that row as its source.
type IncomingMove struct {
	Move   Move
	Source *Subscription

	// Transfers are the requests of the source's tenant that list it.
	Transfers []Transfer
}

// TargetTenant is another tenant that a move points to: its row, its
// subscriptions, the moves that start in it, and the moves of all tenants,
// itself included, that point into it.
type TargetTenant struct {
	Profile
	Subscriptions []Subscription
	Missing       []Subscription // no longer delivered, with their last known facts
	Moves         []Move
	Incoming      []IncomingMove
	ObservedAt    time.Time // the oldest of its sources' newest observations
}

// Transfer is a partner transfer request.
type Transfer struct {
	ID              string
	TenantID        string
	Status          TransferStatus
	CreatedAt       time.Time
	ExpiresAt       Due
	SourcePartnerID string
	TargetPartnerID string
	SubscriptionIDs []string

	CompletedAt  time.Time
	CompleteSeen Day      // the day on which the request was first seen to be complete
	FailedIDs    []string // subscriptions of the request that stayed where they were
}

// Running reports whether the request still blocks other writes to its items.
func (t *Transfer) Running() bool {
	return t.Status == TransferPending || t.Status == TransferInProgress
}

// IsComplete reports whether the request has ended and moved its items, but for
// those that failed.
func (t *Transfer) IsComplete() bool {
	return t.Status == TransferComplete || t.Status == TransferPartial
}

// CreatedOn returns the day on which the request was made where no hour of it is
// known: CreatedAt is then the last second of it.
func (t *Transfer) CreatedOn() Day {
	if day := DayOf(t.CreatedAt); day.Known() && t.CreatedAt.Equal(day.End()) {
		return day
	}
	return 0
}

// Expiry returns the end of the request. Where none is named, it is so many days
// after the request was made: a day where only the day of its making is known.
func (t *Transfer) Expiry(days int) Due {
	if t.ExpiresAt.Known() || t.CreatedAt.IsZero() {
		return t.ExpiresAt
	}
	if on := t.CreatedOn(); on.Known() {
		return DueDay(on.AddDays(days))
	}
	return DueAt(t.CreatedAt.AddDate(0, 0, days))
}

// DeliveryKind says which file or call delivered something of a tenant.
type DeliveryKind string

// The kinds of delivery, named after the canonical files.
const (
	TenantRows       DeliveryKind = "tenants"
	SellerRows       DeliveryKind = "sellers"
	CatalogRows      DeliveryKind = "catalog"
	SubscriptionRows DeliveryKind = "subscriptions"
	MoveRows         DeliveryKind = "moves"
	TransferRows     DeliveryKind = "transfers"
)

// Delivery says how good the last delivery of one kind by one source was for
// one tenant.
type Delivery struct {
	Source     string
	Kind       DeliveryKind
	ObservedAt time.Time // of the newest row that was ever stored
	Rejected   int       // rows of this tenant that the last delivery refused
}

// TenantState is one tenant as a scan yields it: the facts, how they were
// delivered, and the findings that earlier runs left.
type TenantState struct {
	Tenant     Tenant
	Deliveries []Delivery
	NotRead    []NotRead
	Carried    []Carried
	Known      []KnownFinding
}

// SubscriptionKey names a subscription, whose id may stand in several tenants.
type SubscriptionKey struct{ TenantID, ID string }

// Carried counts the subscriptions of a tenant, in a state in which something is
// left to lose, by the sources that prove them and still have them.
type Carried struct {
	Sources []string // sorted
	Rows    int
}
