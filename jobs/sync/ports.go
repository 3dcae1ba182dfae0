package sync

import (
	"context"
	"encoding/json"
	"time"

	"handover/reconcile"
)

// Remote is what a pass reads. Its methods are called side by side, but for List. An error
// that says that nothing else can be read either is a *StopError; any other concerns the
// list or the customer it was asked for, and a *RefusedError says that nobody lets us.
type Remote interface {
	// Name is that of the remote, and of the data source of its rows.
	Name() string
	// Kinds are the kinds of row that are told of every customer, in the order in which
	// they are stored: one without rows of a kind has none any more.
	Kinds() []reconcile.DeliveryKind
	// List reads the list of customers. What came of one that broke off is used, and List
	// tells that it is not whole; it is an error only where nothing came.
	List(ctx context.Context) (*List, error)
	// Customer reads everything of a listed customer: every page of every call, or an error.
	Customer(ctx context.Context, tenant string) ([]Body, error)
	// Ask asks for one customer by itself. Gone tells that there is no relationship with it
	// any more, so that nothing else is to be asked; the bodies say what it is called.
	Ask(ctx context.Context, tenant string) (bodies []Body, gone bool, err error)
	// Forgets reports whether a customer that is asked for by itself may turn out to be gone.
	Forgets() bool
	// Facts turns what was read of a customer, or the list, into rows, without any further
	// call. It is not called side by side.
	Facts(ctx context.Context, read *Read) (*Facts, error)
	// Plan tells which calls a pass makes for so many customers.
	Plan(customers int64) []PlannedCall
}

// List is the customers of a remote.
type List struct {
	Bodies    []Body   // its pages, which are rows of tenants too
	Customers []string // the ids of their tenants, each once, in the order of the pages
	Lacks     string   // in one line, why it is not whole; empty: it is
	Rejected  int64    // entries without an id that can be asked for
}

// Body is one reply of a remote.
type Body struct {
	Call   string          `json:"call"`         // its name, as logs have it
	Format string          `json:"format"`       // of package formats, by its name
	Of     string          `json:"of,omitempty"` // the subscription that the call was about, where it was about one
	Text   json.RawMessage `json:"text"`         // well-formed
}

// Read is everything that was read of a customer, or the list of them.
type Read struct {
	TenantID string    `json:"tenant"` // empty of the list
	At       time.Time `json:"at"`     // before the first call
	Gone     bool      `json:"gone"`   // it has no relationship with us any more
	Bodies   []Body    `json:"bodies"`

	// Told are the fields of which the source has told something of the customer before. The
	// spool does not keep it.
	Told reconcile.Fields `json:"-"`

	// Held are the subscriptions that the source has told of the customer before: what each
	// has become, by id. The spool does not keep it.
	Held map[string][]string `json:"-"`

	// Clock is that of the import. The spool does not keep it.
	Clock time.Time `json:"-"`

	// Lacks says of a list why it is not whole; empty: it is. The spool does not keep it.
	Lacks string `json:"-"`
}

// Facts are the rows of a customer, or of a list, by kind.
type Facts struct {
	Rows     map[reconcile.DeliveryKind][]reconcile.FactRow
	Carries  reconcile.Fields // the columns of its subscriptions
	Rejected []Rejected       // records that could not be read; a row that marks its tenant is among Rows
	Skipped  map[string]int64 // records that give no row although nothing is wrong, by why
}

// Rejected is a record that could not be read.
type Rejected struct {
	Format string
	Reason string // one line, with the field
}

// PlannedCall is a call that a pass makes so often.
type PlannedCall struct {
	Path  string // with names in braces
	Times int64
	Each  string // what one is made for, where nobody knows before how many there are, or they have a limit of their own; then it counts for nothing
}

// Store is what a pass needs of the store.
type Store interface {
	// Deliver does something in one transaction, which is stored if it returns no error.
	Deliver(ctx context.Context, do func(Delivery) error) error
	// Told returns of which fields a source has told something, by tenant.
	Told(ctx context.Context, source string) (map[string]reconcile.Fields, error)
	// Known returns the customers of a source, as it has last told of them: those of which
	// it holds subscriptions, and those of which it has not told that there is no relationship.
	Known(ctx context.Context, source string) ([]reconcile.Profile, error)
	// Held returns the subscriptions that a source holds of some tenants, by tenant: of each
	// what it has become, by id.
	Held(ctx context.Context, source string, tenants []string) (map[string]map[string][]string, error)
	// LastPass returns the newest pass over a remote; false where there is none.
	LastPass(ctx context.Context, remote string) (reconcile.Pass, bool, error)
	// PassCustomers returns the customers of a pass, as far as they are kept.
	PassCustomers(ctx context.Context, remote string, seq int64) ([]reconcile.PassCustomer, error)
}

// Delivery is one transaction of a pass.
type Delivery interface {
	// Import stores rows of one kind.
	Import(ctx context.Context, header *reconcile.Import, rows []reconcile.FactRow) (reconcile.ImportCounts, error)
	// NotRead notes which customers could not be read, and why.
	NotRead(ctx context.Context, list []reconcile.NotRead) error
	// OpenPass begins a pass with its customers and gives it its number.
	OpenPass(ctx context.Context, pass *reconcile.Pass, customers []reconcile.PassCustomer) error
	// SettlePass notes what became of customers, and how many rows were refused so far.
	SettlePass(ctx context.Context, pass *reconcile.Pass, customers []reconcile.PassCustomer) error
	// ClosePass ends a pass.
	ClosePass(ctx context.Context, pass *reconcile.Pass) error
}

// StopError says that nothing of a remote can be read any more, so that a pass ends early
// and may go on later.
type StopError struct{ Err error }

// Error returns why.
func (e *StopError) Error() string { return e.Err.Error() }

// Unwrap returns why.
func (e *StopError) Unwrap() error { return e.Err }

// RefusedError says that a customer cannot be read because nobody lets us.
type RefusedError struct{ Err error }

// Error returns why.
func (e *RefusedError) Error() string { return e.Err.Error() }

// Unwrap returns why.
func (e *RefusedError) Unwrap() error { return e.Err }
