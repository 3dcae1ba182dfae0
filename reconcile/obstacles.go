package reconcile

// ObstacleCode says in a code what stands in the way of a plan.
type ObstacleCode string

// The obstacles.
const (
	ObstacleTenantLimit   ObstacleCode = "tenant-limit"      // too many licence-based subscriptions
	ObstacleSeatPool      ObstacleCode = "seat-pool"         // too many seats of a capped product
	ObstacleRoute         ObstacleCode = "route-unavailable" // the route asked for cannot be gone
	ObstacleSourceUnknown ObstacleCode = "source-unknown"    // the source is not in the data, or not any more
	ObstacleSourceTwice   ObstacleCode = "source-twice"      // another move of the same source counts

	// Another subscription took the place of the source at its seller.
	ObstacleSourceReplaced ObstacleCode = "source-replaced"
)

// Obstacle is something that makes a plan impossible as it is asked for: a limit
// that is passed however late the orders are placed, or a move that cannot be
// planned and therefore has no steps.
type Obstacle struct {
	Code           ObstacleCode
	TenantID       string // of a move, its own tenant; of a limit, the tenant it holds in
	SourceID       string // of a move
	SellerID       string // who sold the source, where that is known
	TargetTenantID string
	Subject        string   // seat-pool: the offer in upper case; route-unavailable: the route
	OfferName      string   // of the seat pool, or of the source; empty where it is not known
	Movers         []string // of a limit: the tenants whose moves need room, in order
	Against        Against  // route-unavailable

	// Day is the first day on which the limit is passed; unknown where only
	// orders without a day pass it. Count is what counts on it, Limit what may.
	// Excess is by how much the limit is passed on the worst day.
	Day    Day
	Count  int64
	Limit  int64
	Excess int64

	// Remedies are the ways out, the mildest first. Each alone is enough for this
	// obstacle.
	Remedies []Remedy
}

// Against says in a code why a route cannot be gone. A source's product type,
// platform or state is named by its own code (usage, software, legacy,
// suspended, …).
type Against string

// The reasons against a route.
const (
	AgainstChannel      Against = "channel"       // the route does not exist where the source was bought
	AgainstOtherTenant  Against = "other-tenant"  // the route keeps a subscription in its tenant
	AgainstOurs         Against = "ours"          // we sold it already
	AgainstOtherRequest Against = "other-request" // a request of another partner holds it
	AgainstKind         Against = "product-kind"  // the route is for another kind of product
	AgainstWindow       Against = "window"        // the cancellation window is over
	AgainstUnknownRoute Against = "unknown-route" // no route of this name
	AgainstEndedRequest Against = "ended-request" // the request for the transfer came to nothing
	AgainstTooLate      Against = "too-late"      // a transfer can no longer come in time
)

// RemedyCode says in a code what would make a plan possible.
type RemedyCode string

// The remedies.
const (
	// RemedyRoute: ask for the route named, or for none.
	RemedyRoute RemedyCode = "route"
	// RemedyTransfer: let the moves that can go by a partner or channel transfer
	// do so; a transfer doubles nothing.
	RemedyTransfer RemedyCode = "transfer"
	// RemedySeats: order no more seats than are assigned.
	RemedySeats RemedyCode = "assigned-seats"
	// RemedyLapse: switch auto-renew off, without a Cancel, where the free grace
	// follows, and order within the grace, when the source counts no longer.
	RemedyLapse RemedyCode = "lapse"
	// RemedyFree: end other subscriptions, or give back seats, before the day.
	RemedyFree RemedyCode = "free"
)

// Remedy is one way out of an obstacle.
type Remedy struct {
	Code  RemedyCode
	Route Route // of RemedyRoute
	N     int64 // moves that can take it; of RemedyFree the subscriptions or seats to free
}
