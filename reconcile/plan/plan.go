package plan

import (
	"cmp"
	"slices"
	"time"

	"handover/reconcile"
)

// DefaultMarginDays is how many days an order stands before its last safe day
// where nothing else is configured.
const DefaultMarginDays = 5

// MaxMarginDays is the longest margin that can be asked for.
const MaxMarginDays = 365

// Env is what all tenants of a run share.
type Env struct {
	AsOf    time.Time
	Policy  *reconcile.Policy
	Partner *reconcile.Partner

	// MarginDays is N, the days that each order is wished to stand before its
	// last safe day. A negative number counts as none, more than a year as a
	// year.
	MarginDays int
}

// The input comes from the rules, which have worked out all of it for their own
// answers; here it goes by its short names.
type (
	// Tenant is what the plan looks at.
	Tenant = reconcile.PlanTenant
	// Row is a subscription of the tenant.
	Row = reconcile.PlanRow
	// Move is an open move into the tenant.
	Move = reconcile.PlanMove
)

// Plan is the dated way of the open moves into one tenant, and what stands in
// it. A move that has nothing left to do has no step.
type Plan struct {
	Steps     []Step     // by day (none last), move's tenant, source, kind
	Obstacles []Obstacle // by day (none last), code, move's tenant, source, subject
}

// Feasible tells whether nothing stands in the way of the plan.
func (p *Plan) Feasible() bool { return len(p.Obstacles) == 0 }

// Kind says in a code what is to be done.
type Kind string

// The kinds of step.
const (
	CreateRequest   Kind = "create-request"   // create a partner transfer request
	AcceptRequest   Kind = "accept-request"   // add the items to the request and submit it
	Order           Kind = "order"            // buy the replacement
	ChannelTransfer Kind = "channel-transfer" // renew an enterprise agreement's subscription into csp
	AzureSwitch     Kind = "azure-switch"     // switch the partner of a usage-based subscription
	AzureRecreate   Kind = "azure-recreate"   // create a new usage-based subscription
	Verify          Kind = "verify"           // see that the replacement is active and has the seats
	SetCancel       Kind = "set-cancel"       // schedule Cancel for the end of the source's term
	AutoRenewOff    Kind = "auto-renew-off"   // let the source lapse at the end of its term
	CancelEST       Kind = "cancel-est"       // end the extended service term
	CancelNow       Kind = "cancel-now"       // cancel the source within its window
	CancelAzure     Kind = "cancel-azure"     // cancel the old usage-based services
)

// Kinds gives the kinds in the order in which the steps of a move follow one
// another.
func Kinds() []Kind {
	return []Kind{
		CreateRequest, AcceptRequest, Order, ChannelTransfer, AzureSwitch, AzureRecreate,
		Verify, SetCancel, AutoRenewOff, CancelEST, CancelNow, CancelAzure,
	}
}

// replaces tells whether a step of the kind brings the replacement.
func (k Kind) replaces() bool {
	switch k {
	case AcceptRequest, Order, ChannelTransfer, AzureSwitch, AzureRecreate:
		return true
	default:
		return false
	}
}

// Step is one thing to be done for one move.
type Step struct {
	TenantID       string // with SourceID: the move
	SourceID       string
	TargetTenantID string

	Kind  Kind
	Route reconcile.Route // never auto
	Owner reconcile.Owner

	// Day is the day planned, LastSafe the last moment at which nothing is lost;
	// both are unknown where the source has no known end.
	Day      reconcile.Day
	LastSafe reconcile.Due
	Overdue  bool // the day planned has passed

	// Margin is the days between Day and LastSafe of the step that brings the
	// replacement (an order, a transfer, a switch), zero for every other kind.
	Margin int

	// Request numbers the partner transfer requests to be created, from 1;
	// zero for a step of another kind. TransferID names a request that runs.
	Request    int
	TransferID string

	OfferID   string
	OfferName string
	Seats     reconcile.Count
}

// Build plans the open moves into one tenant. The plan does not depend on the
// order of the input, and no tenant makes it fail.
func Build(env Env, tenant Tenant) Plan {
	b := &builder{env: &env, tenant: &tenant, today: reconcile.DayOf(env.AsOf), margin: min(max(env.MarginDays, 0), MaxMarginDays)}
	b.indexRequests()
	var p Plan
	items := make([]item, 0, len(tenant.Moves))
	for _, m := range b.sortedMoves(&p) {
		if it, obstacle := b.prepare(m); obstacle != nil {
			p.Obstacles = append(p.Obstacles, *obstacle)
		} else {
			items = append(items, it)
		}
	}
	b.batch(items)
	b.spread(items)
	for i := range items {
		p.Steps = append(p.Steps, b.steps(&items[i])...)
	}
	p.Obstacles = append(p.Obstacles, b.shortages(items)...)
	slices.SortFunc(p.Steps, compareSteps)
	slices.SortFunc(p.Obstacles, compareObstacles)
	return p
}

// builder holds what the parts of one plan share.
type builder struct {
	env    *Env
	tenant *Tenant
	today  reconcile.Day
	margin int

	requests map[string][]*reconcile.Transfer // by the subscription they hold
}

// sortedMoves gives the moves in a fixed order, one a source: of two that name
// the same source the first counts and the other is an obstacle.
func (b *builder) sortedMoves(p *Plan) []Move {
	moves := slices.Clone(b.tenant.Moves)
	slices.SortFunc(moves, func(x, y Move) int {
		return cmp.Or(
			cmp.Compare(x.Move.TenantID, y.Move.TenantID),
			cmp.Compare(x.Move.SourceID, y.Move.SourceID),
			slices.Compare(x.Move.TargetIDs, y.Move.TargetIDs),
			cmp.Compare(x.Move.Route, y.Move.Route),
		)
	})
	once := moves[:0]
	for _, m := range moves {
		if n := len(once); n > 0 && once[n-1].Move.TenantID == m.Move.TenantID && once[n-1].Move.SourceID == m.Move.SourceID {
			p.Obstacles = append(p.Obstacles, b.obstacleOf(m.Move, SourceTwice))
			continue
		}
		once = append(once, m)
	}
	return once
}

func compareSteps(a, b Step) int {
	return cmp.Or(
		compareDays(a.Day, b.Day),
		cmp.Compare(a.TenantID, b.TenantID),
		cmp.Compare(a.SourceID, b.SourceID),
		cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind)),
	)
}

// compareDays orders days, an unknown one last.
func compareDays(a, b reconcile.Day) int {
	switch {
	case a.Known() && b.Known():
		return cmp.Compare(a, b)
	case a.Known():
		return -1
	case b.Known():
		return 1
	default:
		return 0
	}
}
