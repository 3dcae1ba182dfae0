package reconcile

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// Tri is a yes-or-no fact that may be unknown, which is its zero value.
type Tri uint8

// The three answers.
const (
	Unknown Tri = iota
	No
	Yes
)

// TriOf turns a known yes or no into a Tri.
func TriOf(yes bool) Tri {
	if yes {
		return Yes
	}
	return No
}

// Count is a number of seats or licences that may be unknown, which is its
// zero value. A negative count is kept as it was read and reported.
type Count struct {
	N     int64
	Known bool
}

// AddSeats adds two numbers of seats. Numbers that no tenant can have stop at the
// largest and the smallest there are, where adding on would turn them round.
func AddSeats(a, b int64) int64 {
	switch {
	case b > 0 && a > math.MaxInt64-b:
		return math.MaxInt64
	case b < 0 && a < math.MinInt64-b:
		return math.MinInt64
	default:
		return a + b
	}
}

// CountOf returns a known count.
func CountOf(n int64) Count { return Count{N: n, Known: true} }

// The listed values of the facts. Each type is a text because a value outside
// its list must be kept, shown and reported; the empty text is unknown.
type (
	// Channel says where a subscription was bought.
	Channel string
	// Commerce says which of Microsoft's commerce platforms a csp row lives on.
	Commerce string
	// ProductType is the kind of product.
	ProductType string
	// Status is the lifecycle state as the source reported it.
	Status string
	// Term is the length of a term as an ISO 8601 duration.
	Term string
	// BillingCycle says how often a subscription is billed.
	BillingCycle string
	// EndOfTerm is the action scheduled for the end of the term. The empty text
	// means that the source has no such field, NoAction that the field is there
	// and empty.
	EndOfTerm string
	// Relationship is the relation of a tenant to the partner.
	Relationship string
	// Cloud is the Microsoft cloud a tenant lives in.
	Cloud string
	// Route is the way a move goes.
	Route string
	// MoveStatus is how far a move has come.
	MoveStatus string
	// TransferStatus is the state of a partner transfer request.
	TransferStatus string
)

// The channels.
const (
	CSP         Channel = "csp"
	WebDirect   Channel = "web-direct"
	EA          Channel = "ea"
	MCAE        Channel = "mca-e"
	Open        Channel = "open"
	Advisor     Channel = "advisor"
	Syndication Channel = "syndication"
)

// The commerce platforms.
const (
	NCE    Commerce = "nce"
	Legacy Commerce = "legacy"
)

// The product types.
const (
	License    ProductType = "license"
	Usage      ProductType = "usage"
	Software   ProductType = "software"
	ThirdParty ProductType = "third-party"
)

// The lifecycle states.
const (
	Active    Status = "active"
	Pending   Status = "pending"
	Suspended Status = "suspended"
	Expired   Status = "expired"
	Disabled  Status = "disabled"
	Deleted   Status = "deleted"
	NoStatus  Status = "none"
)

// The terms.
const (
	Monthly   Term = "P1M"
	Annual    Term = "P1Y"
	Triennial Term = "P3Y"
)

// The billing cycles.
const (
	BilledMonthly   BillingCycle = "monthly"
	BilledAnnual    BillingCycle = "annual"
	BilledTriennial BillingCycle = "triennial"
)

// The actions at the end of a term.
const (
	NoField      EndOfTerm = ""
	NoAction     EndOfTerm = "none"
	ActionRenew  EndOfTerm = "renew"
	ActionEST    EndOfTerm = "est"
	ActionCancel EndOfTerm = "cancel"
)

// The relationships. Only Reseller can transact.
const (
	NoRelationship   Relationship = "none"
	Reseller         Relationship = "reseller"
	AdvisorRelation  Relationship = "advisor"
	SyndicationOf    Relationship = "syndication"
	MicrosoftSupport Relationship = "microsoft_support"
)

// The clouds.
const (
	GlobalCloud Cloud = "global"
	USGov       Cloud = "us-gov"
	China       Cloud = "china"
)

// The routes of a move.
const (
	RouteAuto            Route = "auto"
	RouteRebuy           Route = "rebuy"
	RouteCancelNow       Route = "cancel-now"
	RoutePartnerTransfer Route = "partner-transfer"
	RouteChannelTransfer Route = "channel-transfer"
	RouteAzureSwitch     Route = "azure-switch"
	RouteAzureRecreate   Route = "azure-recreate"
)

// Routes lists the routes of a move.
func Routes() []Route {
	return []Route{
		RouteAuto, RouteRebuy, RouteCancelNow, RoutePartnerTransfer, RouteChannelTransfer, RouteAzureSwitch, RouteAzureRecreate,
	}
}

// MoveStatuses lists the states of a move.
func MoveStatuses() []MoveStatus {
	return []MoveStatus{MovePlanned, MoveInProgress, MoveDone, MoveDropped}
}

// The states of a move. Planned and InProgress moves are open.
const (
	MovePlanned    MoveStatus = "planned"
	MoveInProgress MoveStatus = "in-progress"
	MoveDone       MoveStatus = "done"
	MoveDropped    MoveStatus = "dropped"
)

// The states of a transfer request, folded to lower case.
const (
	TransferPending    TransferStatus = "pending"
	TransferInProgress TransferStatus = "inprogress"
	TransferComplete   TransferStatus = "complete"
	TransferCancel     TransferStatus = "cancel"
	TransferReject     TransferStatus = "reject"
	TransferExpired    TransferStatus = "expired"
	TransferPartial    TransferStatus = "partiallycomplete" // ended: what failed has stayed
	TransferFailed     TransferStatus = "failed"
)

// Months returns the length of a term in calendar months; ok is false for a term
// that is unknown or not listed.
func (t Term) Months() (months int, ok bool) {
	switch t {
	case Monthly:
		return 1, true
	case Annual:
		return 12, true
	case Triennial:
		return 36, true
	default:
		return 0, false
	}
}

// Months returns the length of a billing period in calendar months; ok is false
// for a cycle that is unknown or not listed.
func (c BillingCycle) Months() (months int, ok bool) {
	switch c {
	case BilledMonthly:
		return 1, true
	case BilledAnnual:
		return 12, true
	case BilledTriennial:
		return 36, true
	default:
		return 0, false
	}
}

// Fold brings a listed value to the form in which lists are compared: without
// surrounding blanks, in lower case.
func Fold(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// IsGUID reports whether a text has the shape of a GUID.
func IsGUID(text string) bool {
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return false
	}
	for i := range len(text) {
		if !isHex(text[i]) && i != 8 && i != 13 && i != 18 && i != 23 {
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// ParseInstant reads a time as the standard library does, but for a zone that no
// clock can be in, such as +24:00.
func ParseInstant(layout, text string) (time.Time, error) {
	at, err := time.Parse(layout, text)
	if err != nil {
		return time.Time{}, err
	}
	if zone := text[max(0, len(text)-len("+00:00")):]; zone[0] == '+' || zone[0] == '-' {
		if zone[1:3] > "23" || zone[4:] > "59" {
			return time.Time{}, fmt.Errorf("there is no time zone %s", zone)
		}
	}
	return at, nil
}

// CanonicalID brings an id to the form in which ids are compared and stored: a
// GUID in lower case and without braces, since exports write each of them for the same
// subscription, any other id as it is.
func CanonicalID(id string) string {
	if inner, braced := strings.CutPrefix(id, "{"); braced && strings.HasSuffix(inner, "}") && IsGUID(inner[:len(inner)-1]) {
		id = inner[:len(inner)-1]
	}
	if IsGUID(id) {
		return strings.ToLower(id)
	}
	return id
}
