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
	Sellers reconcile.Sellers

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

// replaces reports whether a step of the kind brings the replacement.
func replaces(k reconcile.StepKind) bool {
	switch k {
	case reconcile.StepAcceptRequest, reconcile.StepOrder, reconcile.StepChannelTransfer, reconcile.StepAzureSwitch, reconcile.StepAzureRecreate:
		return true
	default:
		return false
	}
}

// Build plans the open moves into one tenant. The plan does not depend on the
// order of the input, and no tenant makes it fail.
func Build(env Env, tenant Tenant) reconcile.Plan {
	b := newBuilder(&env, &tenant)
	var p reconcile.Plan
	items := make([]item, 0, len(tenant.Moves))
	moves, twice := sorted(tenant.Moves)
	for i := range twice {
		p.Obstacles = append(p.Obstacles, b.obstacleOf(&twice[i], reconcile.ObstacleSourceTwice))
	}
	for _, m := range moves {
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

	routing *reconcile.Routing
}

func newBuilder(env *Env, tenant *Tenant) *builder {
	return &builder{
		env: env, tenant: tenant, today: reconcile.DayOf(env.AsOf), margin: min(max(env.MarginDays, 0), MaxMarginDays),
		routing: reconcile.NewRouting(env.AsOf, env.Partner, env.Sellers, tenant.Transfers),
	}
}

// sorted returns the moves that are not through in a fixed order, one a source: of
// two that name the same source the first counts, and the other one is among the
// second list.
func sorted(list []Move) (moves, twice []Move) {
	moves = slices.DeleteFunc(slices.Clone(list), func(m Move) bool { return m.Through })
	slices.SortFunc(moves, func(x, y Move) int {
		return cmp.Or(
			cmp.Compare(x.Move.TenantID, y.Move.TenantID),
			cmp.Compare(x.Move.SourceID, y.Move.SourceID),
			slices.Compare(x.Move.TargetIDs, y.Move.TargetIDs),
			cmp.Compare(x.Move.TargetTenantID, y.Move.TargetTenantID),
			cmp.Compare(x.Move.Route, y.Move.Route),
		)
	})
	once := moves[:0]
	for _, m := range moves {
		if n := len(once); n > 0 && once[n-1].Move.TenantID == m.Move.TenantID && once[n-1].Move.SourceID == m.Move.SourceID {
			twice = append(twice, m)
			continue
		}
		once = append(once, m)
	}
	return once, twice
}

func compareSteps(a, b reconcile.PlanStep) int {
	return cmp.Or(
		compareDays(a.Day, b.Day),
		cmp.Compare(a.TenantID, b.TenantID),
		cmp.Compare(a.SourceID, b.SourceID),
		cmp.Compare(slices.Index(reconcile.StepKinds(), a.Kind), slices.Index(reconcile.StepKinds(), b.Kind)),
	)
}

// compareDays orders days, an unknown one last.
func compareDays(a, b reconcile.Day) int {
	return reconcile.KnownFirst(a, b, func(a, b reconcile.Day) int { return cmp.Compare(a, b) })
}
