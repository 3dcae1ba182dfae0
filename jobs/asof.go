package jobs

import (
	"fmt"
	"time"
)

// AsOfError tells that a run may not be stored at an instant, and what to do.
type AsOfError struct{ text string }

// Error returns the sentence for the user.
func (e *AsOfError) Error() string { return e.text }

// AdmitAsOf decides whether a run at an instant may be stored: not in the
// future, and not before the last run's as-of, since both would disturb the
// history of the findings. A dry run stores nothing and may be at any instant;
// a backfill stands beside the history and may be earlier. The zero last means
// that there was no run. A run of the present is always admitted: where the last one
// is yet to come, a clock was ahead.
func AdmitAsOf(request *Request, now, last time.Time) error {
	const form = time.RFC3339
	switch {
	case request.DryRun || !request.Asked:
		return nil
	case request.AsOf.After(now):
		return &AsOfError{fmt.Sprintf("--as-of %s is later than now, %s by this computer's clock; add --dry-run to see what will be due then",
			request.AsOf.UTC().Format(form), now.UTC().Format(form))}
	case request.Backfill:
		return nil
	case request.AsOf.Before(last) && request.AsOf.Before(now.Truncate(time.Second)):
		return &AsOfError{fmt.Sprintf("--as-of %s is earlier than the last run's %s; add --backfill to store it beside the history, or --dry-run",
			request.AsOf.UTC().Format(form), last.UTC().Format(form))}
	default:
		return nil
	}
}
