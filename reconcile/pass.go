package reconcile

import "time"

// PassState is how far a pass over a remote has come.
type PassState string

// The states of a pass.
const (
	PassRunning PassState = "running" // or interrupted, and to go on
	PassWhole   PassState = "whole"   // the list of customers was read, and each of them that lets us in
	PassPartial PassState = "partial" // ended, and something of it could not be read, although we were let in
)

// Pass is one reading of all customers of a remote: its list of them, then each by itself.
type Pass struct {
	Remote string // also the data source of its rows
	Seq    int64  // 1 for the first of a remote
	Began  time.Time
	Ended  time.Time // zero: not yet
	State  PassState
	Lacks  string // in one line, why its list of customers is not whole; empty: it is
	Spool  string // the name of its folder in the spool
	Counts PassCounts
}

// PassCounts counts the customers of a pass by what became of them.
type PassCounts struct {
	Customers int64 // all of them
	Read      int64 // everything of them
	NotRead   int64 // something of them could not be read
	NoAccess  int64 // nobody let us
	Rejected  int64 // rows that could not be read; their customers were
}

// Left returns how many customers nobody has asked for yet.
func (c *PassCounts) Left() int64 { return c.Customers - c.Read - c.NotRead - c.NoAccess }

// PassCustomer is a customer of a pass.
type PassCustomer struct {
	TenantID string
	Listed   bool        // by the remote in this pass; else an earlier one told of it, and it is asked for by itself
	Outcome  PassOutcome // what became of it
}

// PassOutcome is what became of a customer in a pass. Its number is stored in databases.
type PassOutcome int64

// The outcomes.
const (
	PassToDo PassOutcome = iota
	PassRead
	PassNotRead
	PassNoAccess
)
