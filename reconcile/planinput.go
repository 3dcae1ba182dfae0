package reconcile

// PlanTenant is what the wave planner looks at: a tenant and the open moves into
// it.
type PlanTenant struct {
	ID string

	// Rows are all subscriptions of the tenant, each once, whoever sold them and
	// in whatever state they are.
	Rows []PlanRow

	// Moves are the open moves whose target tenant is this one, wherever their
	// sources live.
	Moves []PlanMove

	// Leaving are the open moves out of the tenant into another one, whose plan has
	// their steps.
	Leaving []PlanMove

	// Transfers are the partner transfer requests of the tenant in every state.
	Transfers []Transfer

	// SeatCaps holds the seats that a capped product may have in one tenant, by
	// the offer id in upper case.
	SeatCaps map[string]int64
}

// PlanRow is a subscription of the tenant as it stands on the day of the run.
type PlanRow struct {
	Sub  *Subscription
	Life Lifecycle
}

// PlanMove is an open move with what is known of its source and its targets.
type PlanMove struct {
	Move   *Move
	Source *Subscription // nil where it was never seen, or is gone
	Life   Lifecycle     // of the source

	// DayCost is what one day of the source costs in the source's currency. It is
	// unknown where a price is missing.
	DayCost Cost

	// HasTarget tells that a target is named, seen or not, or matched: then
	// nothing is left to order.
	HasTarget bool

	// TargetsFrom is the first day on which all its targets are there; unknown
	// where that of one of them is.
	TargetsFrom Day

	// Through tells that the source has come over: then nothing is left to do.
	Through bool

	// Replaced tells that another subscription has taken the place of the source at
	// its seller: then the move has to be pointed to it first.
	Replaced bool

	// CancelBy is until when a new term of the source that nobody wanted can be
	// cancelled; unknown where there is none, or it no longer can.
	CancelBy Due

	// Sale tells whether the offer of the source can still be bought.
	Sale Sale

	// InPlace tells that the targets cover the source and have started: then
	// nothing is left to verify.
	InPlace bool
}
