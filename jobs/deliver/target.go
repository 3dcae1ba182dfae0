package deliver

import (
	"context"
	"net/mail"
	"slices"
	"time"

	"handover/jobs/deliver/port"
	"handover/reconcile"
	"handover/reports"
)

// What says what a target gets.
type What string

// What targets get.
const (
	Digest  What = "digest"  // one message a run
	Letters What = "letters" // one to each party that has something to do
	Folder  What = "folder"  // the report's files
)

// Whats returns what targets can get.
func Whats() []What { return []What{Digest, Letters, Folder} }

// When says when a target hears of a run.
type When string

// When targets hear of a run.
const (
	EveryNight When = "every-night"
	OnlyNew    When = "new"        // where something is new or has changed
	Milestones When = "milestones" // where a finding passes a milestone
)

// Whens returns when targets can hear of a run.
func Whens() []When { return []When{EveryNight, OnlyNew, Milestones} }

// hears reports whether a milestone is news to a target that hears then.
func (w When) hears(m reconcile.Milestone) bool {
	return w != OnlyNew || m == reconcile.MilestoneNew || m == reconcile.MilestoneChanged
}

// Target is one [deliver.NAME] of the configuration, with what serves it.
type Target struct {
	Name    string
	What    What
	When    When
	Options reports.Options // the cut, the language
	To      []mail.Address  // of a digest by mail
	Parties []reports.Addressee
	Notices bool // it is the operators': it comes first, and hears what is wrong with letters

	Mailbox   string   // that sends to it, in lower case; empty: nothing that others share
	Server    string   // that takes what the mailbox sends
	Beside    []string // other targets to which it sends letters, which the limit of a day counts too
	PerMinute int      // messages of the mailbox at its server; 0: no limit
	PerDay    int      // its letters; 0: no limit

	Writer  Writer
	Carrier port.Carrier
	// Put writes the files of a run, and gives their folder; of a folder's target.
	Put func(ctx context.Context, run reports.Stored, options reports.Options) (string, error)
}

// Writer writes the messages of a target. Key, addresses and Auto are not its business.
type Writer interface {
	Digest(ctx context.Context, report *reports.Report, telling *reports.Telling) (*port.Message, error)
	Letter(ctx context.Context, letter *reports.Letter) (*port.Message, error)
}

// Result is what became of a target in one delivery.
type Result struct {
	Target     string
	Delivered  int    // messages that the other side has taken
	HandedOver int    // messages that somebody has taken to pass on
	Partly     int    // messages of these that some of their recipients do not get
	Failed     int    // messages that were not taken, or not sent since the target fails
	Twice      int    // messages that may have come twice
	Before     int    // messages of the run that had arrived before
	Plan       Plan   // of letters
	Path       string // of a folder
	Why        string // why nothing was due
	Err        error  // the first fault

	lane     *lane
	place    int           // in the lane
	patience time.Duration // for how long the target is waited for still
}

// failed reports whether something did not arrive.
func (r *Result) failed() bool { return r.Err != nil }

// Failed returns the results of the targets of which something did not arrive.
func Failed(results []Result) []Result {
	return slices.DeleteFunc(slices.Clone(results), func(r Result) bool { return !r.failed() })
}

// fail keeps the first fault.
func (r *Result) fail(err error) {
	if r.Err == nil {
		r.Err = err // which may be none
	}
}
