package reconcile

import (
	"strings"
	"time"
)

// Field is a fact of a subscription that a source can know or not: one per
// column of subscriptions.csv, without the ids and the time of observation. Its
// number is stored in databases as a bit of Fields: new fields come last, and
// none is ever removed or moved.
type Field uint8

// The fields.
const (
	FieldChannel Field = iota
	FieldSellerID
	FieldSellerName
	FieldCommerce
	FieldAccountType
	FieldProductType
	FieldOfferID
	FieldOfferName
	FieldFriendlyName
	FieldQuantity
	FieldAssigned
	FieldStatus
	FieldStatusSince
	FieldAutoRenew
	FieldEndOfTerm
	FieldTerm
	FieldTermStart
	FieldCreated
	FieldCommitmentEnd
	FieldCommitmentEndAt
	FieldCancellableUntil
	FieldBillingCycle
	FieldTrial
	FieldEST
	FieldUnitPrice
	FieldCurrency
	FieldParentID
	FieldTransferredOn
	FieldRenewQuantity
	FieldRenewOfferID
	FieldRenewTerm
	FieldAssignedAtMost
	FieldSuccessors
	fieldCount
)

// fieldNames returns the columns in the order of the fields.
func fieldNames() [fieldCount]string {
	return [...]string{
		"channel", "seller_id", "seller_name", "commerce", "account_type", "product_type", "offer_id", "offer_name",
		"friendly_name", "quantity", "assigned", "status", "status_since", "auto_renew", "end_of_term", "term",
		"term_start", "created", "commitment_end", "commitment_end_at", "cancellable_until", "billing_cycle", "trial",
		"est", "unit_price", "currency", "parent_id", "transferred_on", "renew_quantity", "renew_offer_id", "renew_term",
		"assigned_at_most", "successors",
	}
}

// String returns the name of the column.
func (f Field) String() string {
	if f >= fieldCount {
		return ""
	}
	return fieldNames()[f]
}

// ParseField returns the field of a column, and false where the column holds
// none.
func ParseField(column string) (Field, bool) {
	for f, name := range fieldNames() {
		if name == column {
			return Field(f), true
		}
	}
	return 0, false
}

// Fields is a set of fields, one bit each. It is stored as this number.
type Fields uint64

// FieldsOf returns the set of some fields.
func FieldsOf(fields ...Field) Fields {
	var set Fields
	for _, f := range fields {
		set = set.With(f)
	}
	return set
}

// AllFields returns the set of every field, which a full row carries.
func AllFields() Fields { return 1<<fieldCount - 1 }

// Has reports whether a field is in the set.
func (s Fields) Has(f Field) bool { return s&(1<<f) != 0 }

// With returns the set with one field more.
func (s Fields) With(f Field) Fields { return s | 1<<f }

// Without returns the set with one field less.
func (s Fields) Without(f Field) Fields { return s &^ (1 << f) }

// Feed is the kind of a source: what its rows are made of decides how they are
// weighed against those of another.
type Feed string

// The kinds of feed.
const (
	OperatorFeed       Feed = "operator" // what people here have decided
	PartnerCenterFeed  Feed = "partner-center"
	DistributorFeed    Feed = "distributor"
	CanonicalFeed      Feed = "canonical" // the files of this program's own format
	AzureBillingFeed   Feed = "azure-billing"
	ReconciliationFeed Feed = "reconciliation" // lines of a bill
	GraphFeed          Feed = "graph"
	PriceSheetFeed     Feed = "price-sheet"
	TransitionsFeed    Feed = "partner-center-transitions" // what subscriptions that others know have become
)

// OperatorSource is the source of what people here decide. It is above every file: a
// move of it gives way to another of it only.
const OperatorSource = string(OperatorFeed)

// Feeds lists the kinds of feed.
func Feeds() []Feed {
	return []Feed{
		OperatorFeed, PartnerCenterFeed, DistributorFeed, CanonicalFeed, AzureBillingFeed, ReconciliationFeed, GraphFeed,
		PriceSheetFeed, TransitionsFeed,
	}
}

// FeedOf returns the kind of a source that nobody has configured: its name is
// that of the reader, or begins with it as partner-center-customers does, or is that of a
// mapping, and mappings read what distributors give.
func FeedOf(source string) Feed {
	named := [...]Feed{TransitionsFeed, PartnerCenterFeed, AzureBillingFeed, ReconciliationFeed, GraphFeed, PriceSheetFeed}
	for _, feed := range named {
		if rest, begins := strings.CutPrefix(source, string(feed)); begins && (rest == "" || rest[0] == '-') {
			return feed
		}
	}
	switch source {
	case OperatorSource:
		return OperatorFeed
	case "csv", string(CanonicalFeed):
		return CanonicalFeed
	default:
		return DistributorFeed
	}
}

// Rank returns the place of the feed where the configuration gives none; the
// smallest is best. For rows that are not csp Azure billing comes first.
func (f Feed) Rank(channel Channel) int {
	switch f {
	case OperatorFeed:
		return 5
	case PartnerCenterFeed, TransitionsFeed:
		return 10
	case AzureBillingFeed:
		if channel != CSP {
			return 0
		}
		return 30
	case ReconciliationFeed:
		return 40
	case GraphFeed:
		return 50
	default:
		return 20
	}
}

// ProvesExistence reports whether a row of the feed shows that the subscription
// is there, and a missing one that it is gone. A bill, a price or an upgrade does neither.
func (f Feed) ProvesExistence() bool {
	return f != ReconciliationFeed && f != PriceSheetFeed && !f.Annotates()
}

// Annotates reports whether the rows of the feed only add to subscriptions that others
// know: they make none, they do not age, since what has happened stays so, and no customer
// is checked because of them.
func (f Feed) Annotates() bool { return f == TransitionsFeed }

// IsMicrosofts reports whether the feed is Microsoft's own word on the state of
// a subscription.
func (f Feed) IsMicrosofts() bool {
	return f == PartnerCenterFeed || f == GraphFeed || f == AzureBillingFeed
}

// Source is how the rows of one source are weighed.
type Source struct {
	Name    string
	Feed    Feed
	Rank    int // the smallest is best; counts where HasRank is set, else that of the feed does
	HasRank bool
	MaxAge  time.Duration // older rows have no say where there are fresh ones
	Retired bool          // has no say any more, and what only it carried is gone

	// Tolerance is how much later than the clock a row may claim to have been seen.
	Tolerance time.Duration
}

// Fresh reports whether what the source saw at an instant counts without reserve: it
// is not too old, and not yet to come, as only a wrong clock can tell.
func (s *Source) Fresh(seen, now time.Time) bool {
	return (s.Feed.Annotates() || now.Sub(seen) <= s.MaxAge) && !s.Ahead(seen, now)
}

// Ahead reports whether an instant is yet to come, beyond what clocks differ by.
func (s *Source) Ahead(seen, now time.Time) bool { return seen.Sub(now) > s.Tolerance }

// RankFor returns the place of the source for rows of a channel.
func (s *Source) RankFor(channel Channel) int {
	if s.HasRank {
		return s.Rank
	}
	return s.Feed.Rank(channel)
}

// SourceRow is what one source says of one subscription. Source and ObservedAt
// are set; Gone, MissingSince and FirstSeen are meant as this source has it.
type SourceRow struct {
	Subscription

	// Carries are the columns that the source's last delivery of the row had. A
	// column that was there and empty is not the same as one that was not.
	Carries Fields

	// Lacked: the source's last delivery of the tenant did not hold the row,
	// whether or not it was complete.
	Lacked bool

	// ThereSince is the day of the source's first delivery of the tenant, where
	// the row was in it already and so has no FirstSeen.
	ThereSince Day
}

// Sourced is what one source says of something else than a subscription.
type Sourced[T any] struct {
	Source     string
	ObservedAt time.Time
	Fact       T
}

// Reading is a value as one source gave it.
type Reading struct {
	Source     string
	ObservedAt time.Time

	// Value is as it stands in subscriptions.csv: of the end of the commitment the
	// last day, E, and none where an empty cell says that there is none.
	Value string
}

// Conflict is a fact in which two sources differ that both have a say.
type Conflict struct {
	Field Field
	Used  Reading
	Other Reading
}

// Unlisted is a value outside its column's list, which another source's value
// has replaced, or a text that could not be read.
type Unlisted struct {
	Field Field
	Reading
}

// FactChange is a value that a source gave for a fact of a subscription from an
// instant on, as the history of facts keeps it.
type FactChange struct {
	Source string
	Column string // of subscriptions.csv; of the end of the commitment the last day, E; "present" for being there
	Value  string // as it stands in the column; empty where the column was empty
	Seen   time.Time

	// Before is when the source last gave another value; it is not known of the
	// first one.
	Before time.Time
}
