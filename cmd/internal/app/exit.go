package app

import (
	"context"
	"errors"
	"fmt"

	"handover/jobs"
	"handover/jobs/ingest"
	"handover/jobs/ingest/mapping"
	"handover/sql/store"
)

// The exit codes that scripts rely on.
const (
	ExitOK          = 0
	ExitError       = 1 // nothing half-written
	ExitUsage       = 2 // usage or configuration; nothing touched
	ExitFindings    = 3 // only with --fail-on
	ExitPartial     = 4 // a tenant was not evaluated, rows were rejected, or too many are missing
	ExitRefused     = 5 // another run holds the lease
	ExitDelivery    = 6 // reports written, a delivery failed
	ExitInterrupted = 130
)

// ErrPartial tells that a command did its work but not on everything.
var ErrPartial = errors.New("partial")

// ErrFindings tells that an open finding is at or above the severity that
// --fail-on names.
var ErrFindings = errors.New("open issues at or above the severity of --fail-on")

// ErrDelivery tells that reports were written, and somebody was not told of them. A
// *DeliveryError is one and names whom; by itself it is told already.
var ErrDelivery = errors.New("a delivery failed")

// UsageError is a mistake in what was asked for; nothing was touched.
type UsageError struct{ Err error }

// Error returns the mistake in one line.
func (e *UsageError) Error() string { return e.Err.Error() }

// Unwrap returns the mistake itself.
func (e *UsageError) Unwrap() error { return e.Err }

// Usagef makes a usage error of a sentence.
func Usagef(format string, args ...any) error {
	return &UsageError{Err: fmt.Errorf(format, args...)}
}

// Code returns the exit code of what a command returned; the first that applies
// of interrupted, usage, refused, error, partial, delivery, findings. ErrPartial and
// ErrFindings are never joined with another error.
func Code(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return ExitOK
	case ctx.Err() != nil:
		return ExitInterrupted
	case isUsage(err):
		return ExitUsage
	case errors.Is(err, store.ErrLeaseHeld):
		return ExitRefused
	case errors.Is(err, ErrPartial):
		return ExitPartial
	case errors.Is(err, ErrDelivery):
		return ExitDelivery
	case errors.Is(err, ErrFindings):
		return ExitFindings
	default:
		return ExitError
	}
}

func isUsage(err error) bool {
	var usage *UsageError
	var input *ingest.UsageError
	var declared *mapping.FaultError
	var schema *store.SchemaError
	var asOf *jobs.AsOfError
	return errors.As(err, &usage) || errors.As(err, &input) || errors.As(err, &declared) || errors.As(err, &schema) || errors.As(err, &asOf) ||
		errors.Is(err, store.ErrMissing) || errors.Is(err, store.ErrAddress) || errors.Is(err, store.ErrUnfit) ||
		errors.Is(err, store.ErrForeign)
}

// Quiet reports whether an error only carries an exit code, its story having been
// told already.
func Quiet(err error) bool {
	return errors.Is(err, ErrPartial) || errors.Is(err, ErrFindings) || errors.Is(err, ErrDelivery) && !errors.As(err, new(*DeliveryError))
}

// Stored says of a run that was stored before an error what has become of it.
func Stored(err error) string {
	if stored, ok := errors.AsType[*StoredError](err); ok {
		return stored.advice()
	}
	return ""
}

// Advice says what to do about an error, where the error itself does not.
func Advice(err error) string {
	if stored, ok := errors.AsType[*StoredError](err); ok {
		return stored.advice() + Advice(stored.Err)
	}
	if _, told := errors.AsType[*UsageError](err); told {
		return ""
	}
	switch {
	case errors.Is(err, store.ErrMissing):
		return "; name another one with --db, or make it with handover import, handover sync or handover migrate up"
	case errors.Is(err, store.ErrAddress):
		return "; mend --db, HANDOVER_DB or [store] url"
	case errors.Is(err, store.ErrUnreachable):
		return "; see that the server runs and that --db, HANDOVER_DB or [store] url names it"
	case errors.Is(err, store.ErrReplaced):
		return "; put it back or see what replaced it, then do it again"
	case errors.Is(err, store.ErrForeign):
		return "; name another one with --db"
	case errors.Is(err, store.ErrDamaged):
		return "; name another one with --db, or put a backup in its place"
	case errors.Is(err, store.ErrDenied):
		return "; see who may read and write it"
	case errors.Is(err, store.ErrFiles):
		return "; raise the limit (ulimit -n) and do it again"
	case errors.Is(err, store.ErrFull):
		return "; make room and do it again"
	case errors.Is(err, store.ErrLeaseHeld):
		name := leaseName
		if held, ok := errors.AsType[*store.LeaseHeldError](err); ok {
			name = held.Name
		}
		return "; do it again when that " + name + " has ended"
	default:
		return ""
	}
}
