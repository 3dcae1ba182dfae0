package reconcile

import (
	"slices"
	"time"
)

// Plan is the dated way of the open moves into one tenant, and what stands in
// it. A move that has nothing left to do has no step.
type Plan struct {
	Steps     []PlanStep // by day (none last), move's tenant, source, kind
	Obstacles []Obstacle // by day (none last), code, move's tenant, source, subject
}

// TenantPlan is the plan of the open moves into one tenant as a run stores it.
type TenantPlan struct {
	TenantID   string
	TenantName string
	Plan

	// Elsewhere tells that the run was not asked for the tenant: only those lines
	// are of the run that pass for the tenants it was asked for. Evaluated tells of
	// such a tenant whether its facts were fresh and whole.
	Elsewhere bool
	Evaluated bool
}

// Planned is one line of the plan of a run: a step or an obstacle, of which just
// one is set. The obstacles come first, then the steps; each by day (none last),
// tenant, and the order of the tenant's own plan.
type Planned struct {
	TenantID   string // the tenant that the move leads into
	TenantName string
	Step       *PlanStep
	Obstacle   *Obstacle

	// Whether the facts of the tenants in which the move begins and ends were fresh
	// and whole, as far as the run has looked at them.
	SourceEvaluated bool
	TargetEvaluated bool
}

// Evaluated tells whether the facts at both ends of the move were fresh and whole.
func (p *Planned) Evaluated() bool { return p.SourceEvaluated && p.TargetEvaluated }

// MoveTenant gives the tenant in which the move begins; of a limit, the one it
// holds in.
func (p *Planned) MoveTenant() string {
	if p.Step != nil {
		return p.Step.TenantID
	}
	return p.Obstacle.TenantID
}

// Owner gives who takes the step; an obstacle is ours to remove.
func (p *Planned) Owner() Owner {
	if p.Step != nil {
		return p.Step.Owner
	}
	return OwnerUs
}

// SellerID gives who sold the source, where that is known.
func (p *Planned) SellerID() string {
	if p.Step != nil {
		return p.Step.SellerID
	}
	return p.Obstacle.SellerID
}

// Day gives the day planned, or the first one in the way.
func (p *Planned) Day() Day {
	if p.Step != nil {
		return p.Step.Day
	}
	return p.Obstacle.Day
}

// Passes tells whether a filter leaves the line: by tenant a move that begins or
// ends there, and a limit that such a move runs into. Job and code concern findings
// only.
func (p *Planned) Passes(filter Filter) bool {
	return (filter.PassesTenant(p.TenantID) || filter.PassesTenant(p.MoveTenant()) || p.limits(filter)) &&
		(filter.Owner == "" || p.Owner() == filter.Owner) &&
		(filter.Seller == "" || p.SellerID() == filter.Seller)
}

// limits tells whether the line is a limit that a move from a tenant of the filter
// runs into.
func (p *Planned) limits(filter Filter) bool {
	return p.Obstacle != nil && slices.ContainsFunc(p.Obstacle.Movers, filter.PassesTenant)
}

// Lines gives the lines of the plan of one tenant.
func (p *TenantPlan) Lines() []Planned {
	lines := make([]Planned, 0, len(p.Obstacles)+len(p.Steps))
	for i := range p.Obstacles {
		lines = append(lines, Planned{TenantID: p.TenantID, TenantName: p.TenantName, Obstacle: &p.Obstacles[i]})
	}
	for i := range p.Steps {
		lines = append(lines, Planned{TenantID: p.TenantID, TenantName: p.TenantName, Step: &p.Steps[i]})
	}
	return lines
}

// StepKind says in a code what is to be done.
type StepKind string

// The kinds of step.
const (
	StepCreateRequest   StepKind = "create-request"   // create a partner transfer request
	StepAcceptRequest   StepKind = "accept-request"   // add the items to the request and submit it
	StepOrder           StepKind = "order"            // buy the replacement
	StepChannelTransfer StepKind = "channel-transfer" // renew an enterprise agreement's subscription into csp
	StepAzureSwitch     StepKind = "azure-switch"     // switch the partner of a usage-based subscription
	StepAzureRecreate   StepKind = "azure-recreate"   // create a new usage-based subscription
	StepVerify          StepKind = "verify"           // see that the replacement is active and has the seats
	StepSetCancel       StepKind = "set-cancel"       // schedule Cancel for the end of the source's term
	StepAutoRenewOff    StepKind = "auto-renew-off"   // let the source lapse at the end of its term
	StepCancelEST       StepKind = "cancel-est"       // end the extended service term
	StepCancelNow       StepKind = "cancel-now"       // cancel the source within its window
	StepCancelAzure     StepKind = "cancel-azure"     // cancel the old usage-based services
)

// StepKinds gives the kinds in the order in which the steps of a move follow one
// another.
func StepKinds() []StepKind {
	return []StepKind{
		StepCreateRequest, StepAcceptRequest, StepOrder, StepChannelTransfer, StepAzureSwitch, StepAzureRecreate,
		StepVerify, StepSetCancel, StepAutoRenewOff, StepCancelEST, StepCancelNow, StepCancelAzure,
	}
}

// PlanStep is one thing to be done for one move.
type PlanStep struct {
	TenantID       string // with SourceID: the move
	SourceID       string
	SellerID       string // who sold the source
	TargetTenantID string

	Kind  StepKind
	Route Route // never auto
	Owner Owner

	// Day is the day planned, LastSafe the last moment at which nothing is lost;
	// both are unknown where the source has no known end.
	Day      Day
	LastSafe Due

	// Margin is the days between Day and LastSafe of the step that brings the
	// replacement (an order, a transfer, a switch), zero for every other kind.
	Margin int

	// Request numbers the partner transfer requests to be created, from 1;
	// zero for a step of another kind. TransferID names a request that runs.
	Request    int
	TransferID string

	OfferID   string
	OfferName string
	Seats     Count
}

// Overdue tells whether the day planned, or the last safe moment, has passed.
func (s *PlanStep) Overdue(asOf time.Time) bool {
	return s.Day.Known() && s.Day < DayOf(asOf) || s.LastSafe.Passed(asOf)
}

// ObstacleCode says in a code what stands in the way of a plan.
type ObstacleCode string

// The obstacles.
const (
	ObstacleTenantLimit   ObstacleCode = "tenant-limit"      // too many licence-based subscriptions
	ObstacleSeatPool      ObstacleCode = "seat-pool"         // too many seats of a capped product
	ObstacleRoute         ObstacleCode = "route-unavailable" // the route asked for cannot be gone
	ObstacleSourceUnknown ObstacleCode = "source-unknown"    // the source is not in the data, or not any more
	ObstacleSourceTwice   ObstacleCode = "source-twice"      // another move of the same source counts
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
