package ingest

import (
	"time"

	"handover/reconcile"
)

// admit reports whether a row can have been seen by the clock of the import. What
// claims to be a little later, as another computer's clock has it, was seen now.
func admit(r row, im reconcile.Import) bool {
	if r.Subscription == nil || im.Clock.IsZero() || !r.Subscription.ObservedAt.After(im.Clock) {
		return true
	}
	if r.Subscription.ObservedAt.After(im.Latest()) {
		return false
	}
	r.Subscription.ObservedAt = im.Clock
	return true
}

// seenAhead says why a row is refused that claims to have been seen in the future.
func seenAhead(r row, im reconcile.Import) string {
	return r.Subscription.ObservedAt.UTC().Format(time.RFC3339) + notYet(im.Clock) + "; mend the row, or set the clock"
}

// notYet says of an instant that it is yet to come, and by which clock.
func notYet(clock time.Time) string {
	return " is later than now, " + clock.UTC().Format(time.RFC3339) + " by this computer's clock"
}
