package reconcile

import "time"

// NotReadReason says in a code why a source could not read a tenant.
type NotReadReason string

// The reasons.
const (
	ReadFailed    NotReadReason = "not-read"  // a call failed, or gave less than all
	AccessRefused NotReadReason = "no-access" // the tenant, or Microsoft, does not let us in
)

// NotRead is the last attempt of a source to read the subscriptions of a tenant, where it
// failed. A later delivery of them takes it away.
type NotRead struct {
	TenantID string
	Source   string
	At       time.Time
	Reason   NotReadReason
	Why      string // in one line, without names or addresses of anybody
}
