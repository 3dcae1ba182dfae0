package reconcile

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// Import describes one delivery of facts: one file, one transaction.
type Import struct {
	Source     string // the data source, never a path
	Kind       DeliveryKind
	ObservedAt time.Time // when the source saw the facts
	SHA256     string    // of the file's bytes, lower-case hex
	Complete   bool      // the file holds everything its source knows of the tenants in it
	Carries    Fields    // the columns of a file of subscriptions
	Narrower   bool      // the file may lack columns that its source had
	Sure       bool      // a complete file may lack any number of rows

	// Clock is what the computer's clock says at the import, and Tolerance how much
	// later than that anything may have been seen. The zero Clock is not looked at.
	Clock     time.Time
	Tolerance time.Duration

	// Scattered tells that rows of one tenant may stand apart in the file, so that none
	// is passed over because its tenant is as it was delivered before.
	Scattered bool

	// KeepHistory is for how long changes of facts are kept; zero: for ever.
	KeepHistory time.Duration

	// Actor and Reason tell who decided what the delivery says, and why. Both are
	// empty of what a feed says, which decides nothing.
	Actor, Reason string
}

// Latest returns the last instant at which anything can have been seen by the clock
// of the import; the zero time where there is none.
func (im *Import) Latest() time.Time {
	if im.Clock.IsZero() {
		return time.Time{}
	}
	return im.Clock.Add(im.Tolerance)
}

// ErrScattered tells that a delivery goes on with a tenant of which rows were passed
// over already: it is to be stored anew as a scattered one.
var ErrScattered = errors.New("rows of one tenant, or of one key, stand apart in the file")

// NarrowError tells that a file lacks columns for which its source has given
// values, so that they would be lost.
type NarrowError struct {
	Source  string
	Columns []string // by name
}

// Error returns what is lacking and what to do.
func (e *NarrowError) Error() string {
	return "lacks " + strings.Join(e.Columns, ", ") + ", which source " + e.Source +
		" had: give it a `--source` of its own, or say `--narrower`"
}

// FactRow is one row of a delivery: exactly one of the pointers, or Nothing, is set. A
// rejected row carries no fact but marks its tenant, where it can be read, as
// incompletely delivered.
type FactRow struct {
	Line         int64 // the line of the file on which the row begins
	Tenant       *Profile
	Seller       *Seller
	Offer        *Offer
	Subscription *Subscription
	Move         *Move
	Transfer     *Transfer
	Rejected     *RejectedRow

	// Nothing is a tenant of which the source has no row of the kind: it counts as
	// delivered, and what a complete delivery held of it before is gone.
	Nothing string
}

// RejectedRow is a row that could not be read.
type RejectedRow struct {
	TenantID string // empty where not even that could be read

	// Torn is a row that was cut off or whose fields have moved: what stands in the place
	// of the tenant counts only where such a tenant is known, or has another row.
	Torn bool
}

// DuplicateRow is a row whose key occurs more than once in its delivery; none
// of its rows is stored.
type DuplicateRow struct {
	Line int64
	Key  string
}

// ImportCounts says what a delivery did.
type ImportCounts struct {
	Rows      int64 // rows stored or found unchanged
	Changed   int64 // rows new or different
	Gone      int64 // rows that a complete delivery no longer holds
	Missing   int64 // rows that it does not hold either, too many to be taken as gone
	Held      int64 // of so many that the source had; told only with these
	Rejected  int64 // rows refused, duplicates included
	Duplicate int64 // rows refused because their key occurs more than once
	Older     int64 // rows left out because what is stored was seen later
	Decided   int64 // moves left out because somebody here has decided otherwise

	// Ahead is when the last delivery of the same kind and source claims to have been
	// seen, where that is yet to come; else zero.
	Ahead time.Time
}

// TooManyGone reports whether a delivery that is said to be complete lacks so many of
// the rows that its source has that it may be cut off.
func TooManyGone(held, missing int64) bool { return missing > 20 && missing*10 > held }

// Batch is what a run stores of some tenants in one committed step.
type Batch struct {
	Coverage []Coverage
	Versions []Version
	Resolved []Resolution
	Plans    []TenantPlan   // of every tenant looked at; without steps and obstacles where there is nothing to plan
	Held     []KnownFinding // of the versions those that are stored with what was decided about them before
	Sellers  Sellers        // all that the run knows, in one batch of it; nil in all others
}

// Filter cuts a report. The zero Filter lets everything through; each set field
// narrows it further.
type Filter struct {
	Tenants []string
	Job     Job
	Code    Code
	Owner   Owner
	Seller  string
	Least   Severity // the severity, and worse ones
}

// Passes reports whether the filter leaves a finding.
func (f *Filter) Passes(finding *Finding) bool {
	return f.PassesTenant(finding.TenantID) &&
		(f.Job == "" || finding.Job == f.Job) &&
		(f.Code == "" || finding.Code == f.Code) &&
		(f.Owner == "" || finding.Owner == f.Owner) &&
		f.passesSeverity(finding.Severity) &&
		f.PassesSeller(finding.SellerID)
}

// passesSeverity reports whether the filter leaves what is of a severity: nothing where the
// least is none.
func (f *Filter) passesSeverity(s Severity) bool {
	return f.Least == "" || slices.Contains(Severities(), f.Least) && s.Rank() <= f.Least.Rank()
}

// PassesSeller reports whether the filter leaves what a seller has sold.
func (f *Filter) PassesSeller(id string) bool { return f.Seller == "" || id == f.Seller }

// PassesTenant reports whether the filter leaves a tenant.
func (f *Filter) PassesTenant(id string) bool {
	return len(f.Tenants) == 0 || slices.Contains(f.Tenants, id)
}

// Choice says which of the open findings are asked for. The zero Choice is all of them.
type Choice struct {
	Filter
	Severities []Severity // any where there are none
	DueBy      Day        // due on this day or before it; not known: whatever the due is, and without one
	News       bool       // only what the last run found new, or back
	Limit      int        // the first ones only; 0: all
}

// MaxIDBytes is the longest id that a fact may have: three of them must fit into
// one entry of a PostgreSQL index.
const MaxIDBytes = 800
