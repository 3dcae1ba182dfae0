package reconcile

import "time"

// SendingState says what became of a message.
type SendingState string

// The states of a message. One that is being sent may have been sent by a process that
// died since.
const (
	SendingBegun      SendingState = "sending"
	SendingDelivered  SendingState = "delivered"   // the other side has taken it
	SendingHandedOver SendingState = "handed-over" // somebody has taken it to pass it on
	SendingFailed     SendingState = "failed"      // it was not taken
	SendingUnsure     SendingState = "unsure"      // nobody knows, and it is not sent again
)

// Arrived reports whether a message counts as told.
func (s SendingState) Arrived() bool { return s == SendingDelivered || s == SendingHandedOver }

// Sending is the record of one message of a run to one party.
type Sending struct {
	Key     string // by which whoever gets it twice knows it again
	Target  string // the name of the [deliver.NAME]
	Party   Addressed
	Run     int64
	State   SendingState
	Twice   bool   // it may have come twice
	Tries   int    // how often it was sent, or should have been
	Words   string // what went wrong; no secret, no address
	BegunAt time.Time
	EndedAt time.Time // zero while it is being sent
	Items   int       // how many findings it told of
}

// Addressed is the party that a message is for: of a letter a customer or another partner,
// and of anything else the target itself, which is the zero Addressed.
type Addressed struct {
	Kind string // tenant or seller
	ID   string
}

// ToldItem is a finding that a message tells of: with its target and its party the key of
// the ledger.
type ToldItem struct {
	Finding   string
	Milestone Milestone
	Told
}

// LastTold is what a message has told of a finding to a party.
type LastTold struct {
	Party Addressed
	ToldItem
	Run    int64
	Unsure bool // nobody knows whether the message came
}

// Release is the leave that somebody gave to write to a party at an address.
type Release struct {
	Party   Addressed
	Address string // as ReleaseAddress gives it
	Actor   string
	At      time.Time
}
