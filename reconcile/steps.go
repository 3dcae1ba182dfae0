package reconcile

import "time"

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

// StepKinds returns the kinds in the order in which the steps of a move follow one
// another.
func StepKinds() []StepKind {
	return []StepKind{
		StepCreateRequest, StepAcceptRequest, StepOrder, StepChannelTransfer, StepAzureSwitch, StepAzureRecreate,
		StepVerify, StepSetCancel, StepAutoRenewOff, StepCancelEST, StepCancelNow, StepCancelAzure,
	}
}

// AtSource reports whether a step of the kind ends the source.
func (k StepKind) AtSource() bool {
	switch k {
	case StepSetCancel, StepAutoRenewOff, StepCancelEST, StepCancelNow, StepCancelAzure:
		return true
	default:
		return false
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
	Actor string // what the owner is called, where it is another partner whose name is known

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
	Sale      Sale // of an order: whether the offer can be bought
}

// When returns the day on which the step is to be taken as an instant sees it: the
// day planned, and at once, today, what was planned for a day that has passed.
func (s *PlanStep) When(asOf time.Time) Day { return whenOf(s.Day, s.LastSafe, asOf) }

// MarginAt returns the days from the one on which the step is to be taken to its last
// safe moment, as an instant sees it.
func (s *PlanStep) MarginAt(asOf time.Time) int {
	return max(s.Margin-int(s.When(asOf)-s.Day), 0)
}

func whenOf(planned Day, lastSafe Due, asOf time.Time) Day {
	if today := DayOf(asOf); planned.Known() && planned < today || lastSafe.Passed(asOf) {
		return today
	}
	return planned
}

// Overdue reports whether the day planned, or the last safe moment, has passed.
func (s *PlanStep) Overdue(asOf time.Time) bool {
	return s.Day.Known() && s.Day < DayOf(asOf) || s.LastSafe.Passed(asOf)
}
