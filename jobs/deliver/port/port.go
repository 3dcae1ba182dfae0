// Package port is what lies between the engine of delivery, which decides who gets what
// and keeps the ledger, and the carriers, which know mail servers and hooks. A carrier
// gets whole messages and tells what became of them; it decides nothing and retries
// nothing: what may be tried again, and when, it says in its error.
package port

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/mail"
	"slices"
	"strings"
	"time"
)

// Message is one thing to send to one party.
type Message struct {
	// Key is the same whenever the same message is sent again: printable ASCII without
	// blanks, at most 100 characters. A mail has it as the left side of its Message-ID, a
	// hook as its idempotency key.
	Key string

	To      []mail.Address // of a mail; in a letter exactly one
	Settled []int          // places in To of those who have had it, or will not get it: it is not for them any more
	ReplyTo mail.Address   // zero: as the carrier is configured
	Subject string         // one line
	Text    string         // plain text, lines ended by \n
	HTML    []byte         // a whole document; empty: only text

	Attachments []Attachment

	Auto bool // a digest, written by nobody: it says so to programs that answer mail
	Card any  // the body of a hook: what its JSON is made of; nil in a mail
}

// Attachment is a file that goes with a message.
type Attachment struct {
	Name  string // without a folder
	Type  string // as text/csv
	Bytes int64
	Open  func() (io.ReadCloser, error) // may be called again for another try
}

// Outcome says how far a message came where nothing went wrong.
type Outcome string

// The outcomes.
const (
	Delivered  Outcome = "delivered"   // the server of the recipient's side or the hook has taken it
	HandedOver Outcome = "handed-over" // somebody has taken it to pass it on: nobody tells whether it came
)

// Carrier sends messages to one target.
type Carrier interface {
	// Send sends a message, once. Its error is a *RefusedError, a *PartError, a *UnsureError
	// or the context's; anything else counts as refused for good.
	Send(ctx context.Context, m *Message) (Outcome, error)
	// Probe tells whether messages could be sent, without sending one.
	Probe(ctx context.Context) error
	// Close ends what is open, such as a connection that later messages would have used.
	Close() error
}

// RefusedError says that a message was not taken. It names no secret, no address of a
// person and no hook but by its scheme and host.
type RefusedError struct {
	Permanent bool          // trying again cannot help
	Waits     bool          // asked to wait (421, 432, 451, 429): a try that does not count
	After     time.Duration // not before; zero: not told
	Recipient bool          // it is about this message or its recipient only, and others can be sent
	Words     string        // what happened and what to do, in one line
}

// Error returns the words.
func (e *RefusedError) Error() string { return e.Words }

// PartError says that a message was taken for some of its recipients and not for others.
type PartError struct {
	Outcome Outcome               // for those who get it
	Refused map[int]*RefusedError // why another does not, by his place in To
}

// Error returns the words about each recipient who does not get it.
func (e *PartError) Error() string {
	var list []string
	for _, at := range slices.Sorted(maps.Keys(e.Refused)) {
		list = append(list, e.Refused[at].Words)
	}
	return strings.Join(list, "; ")
}

// None makes one refusal of those of all recipients: it can be tried again where that may
// help one of them.
func (e *PartError) None() *RefusedError {
	all := &RefusedError{Permanent: true, Recipient: true, Words: e.Error()}
	for _, refused := range e.Refused {
		all.Permanent = all.Permanent && refused.Permanent
		all.Waits = all.Waits || refused.Waits
		all.Recipient = all.Recipient && refused.Recipient
		all.After = max(all.After, refused.After)
	}
	return all
}

// UnsureError says that nobody knows whether a message was taken: the line was cut after
// everything had been sent.
type UnsureError struct{ Words string }

// Error returns the words, and that the message may come twice.
func (e *UnsureError) Error() string {
	return fmt.Sprintf("%s; it may have been taken, and comes twice when it is sent again", e.Words)
}
