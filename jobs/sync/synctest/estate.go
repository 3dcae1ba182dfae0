package synctest

import "time"

// Estate is what a partner's customers have, as Microsoft knows it.
type Estate struct {
	Partner       string // the id of the partner's own tenant
	Customers     []Customer
	Relationships []Relationship // granular delegated admin, in the order of the list
	Billing       Billing
}

// Customer is a tenant of the partner.
type Customer struct {
	ID, Name, Domain string
	Country          string // as of the billing address; empty where the partner may not see it
	Relationship     string // relationshipToPartner; empty is reseller
	Unlisted         bool   // the list lacks it, and it is known by its id alone
	Departed         bool   // the list lacks it, and every call for it is not found
	Unrelated        bool   // the list lacks it, and every call for it is refused with 403 and the code for no relationship
	Forbidden        bool   // every call for it is refused with 403
	Refusal          string // the code with which its token endpoint refuses, "AADSTS65001"; empty: it consents

	Subscriptions []Subscription
	Transfers     []Transfer
	Directory     []DirectorySubscription // what Graph lists, whoever sold it
	SKUs          []SubscribedSKU
}

// Subscription is one that the partner sold, as Partner Center shows it.
type Subscription struct {
	ID, OfferID, OfferName   string
	Quantity                 int
	Status                   string // empty is active
	AutoRenew                bool
	TermDuration             string // P1M, P1Y, P3Y
	BillingCycle             string // monthly, annual, triennial
	Created, CommitmentEnd   time.Time
	CancellableUntil         time.Time // zero: the key is there with null
	AtTermEnd                string    // the action scheduled: Cancel, RenewToNewTerm, RenewToExtendedServiceTerm; empty: an empty list
	WithoutScheduled         bool      // the key scheduledActions is missing
	Successors               []string  // the ids that transitions lead to
	ParentID                 string
	ProductType, BillingType string // empty is OnlineServicesNCE and license
	Trial                    bool
}

// Transfer is one of a customer's subscriptions between partners.
type Transfer struct {
	ID, Status       string
	Source, Target   string // partner tenants
	Created, Expires time.Time
	SubscriptionIDs  []string
}

// DirectorySubscription is one as a customer's directory lists it (companySubscription).
type DirectorySubscription struct {
	ID             string // the commerce subscription
	DirectoryID    string // of the directory, another id; empty is made from ID
	SKUID, SKUName string
	Licenses       int
	Status         string // empty is Enabled
	Created        time.Time
	NextLifecycle  time.Time // zero is null
	Owner          string    // the partner tenant that created it; empty is null
	Trial          bool
}

// SubscribedSKU is the licences of a customer by product (subscribedSku).
type SubscribedSKU struct {
	SKUID, SKUName    string
	Enabled, Consumed int
	DirectoryIDs      []string // its subscriptions, by the directory's ids
}

// Relationship is a granular delegated admin relationship.
type Relationship struct {
	ID, Name, Customer string // Customer is a tenant; empty where nobody approved it
	CustomerName       string
	Status             string // empty is active
	Roles              []string
	Activated, End     time.Time
	AutoExtend         string // PT0S, P180D; empty is PT0S
}

// Billing is what an export of billing data gives.
type Billing struct {
	Blobs [][]any // the lines of each file; none: the export fails with 5000, no data
	Polls int     // how often an operation is said to run before it ends
}
