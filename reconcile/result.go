package reconcile

// Counter names a group of rows that are counted and never become findings.
type Counter string

// The counters, in the order in which the first that holds is taken.
const (
	CountUnwatched      Counter = "unwatched" // of other sellers, and no move names it
	CountNoEnd          Counter = "no-end"
	CountAzureCoexists  Counter = "azure-coexists"
	CountCovered        Counter = "covered"
	CountRoutineRenewal Counter = "routine-renewal"
	CountFarRenewal     Counter = "far-renewal"
	CountOtherProduct   Counter = "other-product"
	CountNotInvolved    Counter = "not-involved"
)

// Counters returns the counters in their order.
func Counters() []Counter {
	return []Counter{
		CountUnwatched, CountNoEnd, CountAzureCoexists, CountCovered, CountRoutineRenewal,
		CountFarRenewal, CountOtherProduct, CountNotInvolved,
	}
}

// Silenced is a finding that another one speaks for.
type Silenced struct {
	Finding Finding
	By      Code
}

// Result is what the rules say of one tenant. A row of the tenant either has a
// finding, listed or silenced, or is counted once in Routine.
type Result struct {
	Findings []Finding // in the order of OrderAt, none of them fresh
	Silenced []Silenced
	Routine  map[Counter]int

	WithFindings int // rows that have a finding, listed or silenced
	OpenMoves    int // that begin in the tenant; a watched tenant has one for each row

	// Rows tells the diff how each subscription stands now.
	Rows map[string]RowState

	// Plan is what the wave planner needs of the tenant; it holds pointers into
	// the tenant that was evaluated.
	Plan PlanTenant
}

// RowState is what the reason of a resolution is read from.
type RowState struct {
	LastDay   Day
	Status    Status
	Concerned bool // a source of an open move, or ours
	Moved     bool // its move is done or through, or it has left us by a transfer
	Covered   bool // its targets cover it
	BeforeEnd bool // it is disabled or deleted since before its end
	Gone      bool // no source delivers it any more
}
