package json

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"handover/reconcile"
)

// The shapes below are the objects of the report, their keys in the order of the
// schema. A null stands for what is not known.

// Run is what is known of a run.
type Run struct {
	ID         string          `json:"id"`
	AsOf       string          `json:"as_of"`
	StartedAt  *string         `json:"started_at"`
	FinishedAt *string         `json:"finished_at"`
	Status     string          `json:"status"`
	Trigger    *string         `json:"trigger"`
	By         *string         `json:"by"`
	Reason     *string         `json:"reason"`
	Jobs       []reconcile.Job `json:"jobs"`
	Policy     *string         `json:"policy"`
	Version    *string         `json:"version"`
}

// RunRecord is a run with its counts, as commands list it.
type RunRecord struct {
	Run
	Backfill        bool     `json:"backfill"`
	SelectedTenants []string `json:"selected_tenants"` // empty: all
	Summary
	Plan PlanCounts `json:"plan"`
}

// PlanCounts counts the lines of a plan.
type PlanCounts struct {
	Steps     int `json:"steps"`
	Obstacles int `json:"obstacles"`
}

// Summary counts a report.
type Summary struct {
	Tenants       int    `json:"tenants"`
	Evaluated     int    `json:"evaluated"`
	NotEvaluated  int    `json:"not_evaluated"`
	Subscriptions int    `json:"subscriptions"`
	Findings      int    `json:"findings"`
	ByCode        counts `json:"by_code"`
	BySeverity    counts `json:"by_severity"`
	ByJob         counts `json:"by_job"`
	ByUrgency     counts `json:"by_urgency"`
	ByOwner       counts `json:"by_owner"`
	Totals        counts `json:"totals"`
	Delta         Delta  `json:"delta"`
	Routine       counts `json:"routine"`
	Silenced      counts `json:"silenced"`
	Exposure      []Sum  `json:"exposure"`

	Money  []Money      `json:"money"`
	Bridge []BridgeLine `json:"bridge"`
	Missed []MissedRun  `json:"missed"`
}

// MissedRun is an earlier run whose reports were never written.
type MissedRun struct {
	ID   string `json:"id"`
	AsOf string `json:"as_of"`
}

// Delta counts the changes since the run before.
type Delta struct {
	New          int `json:"new"`
	Changed      int `json:"changed"`
	Unchanged    int `json:"unchanged"`
	Reopened     int `json:"reopened"`
	Resolved     int `json:"resolved"`
	Suppressed   int `json:"suppressed"`
	NotEvaluated int `json:"not_evaluated"`
}

// Sum is the exposure of one code, of one kind in one currency.
type Sum struct {
	Code     reconcile.Code      `json:"code"`
	Kind     reconcile.MoneyKind `json:"kind"`
	Currency string              `json:"currency"`
	Amount   string              `json:"amount"`
	Findings int                 `json:"findings"`
}

// Coverage is what a run knows of one tenant.
type Coverage struct {
	TenantID      string  `json:"tenant_id"`
	Name          *string `json:"name"`
	Status        string  `json:"status"`
	Reason        *string `json:"reason"`
	Subscriptions int     `json:"subscriptions"`
	ChargesOnly   int     `json:"charges_only"`
	DataAgeHours  *int    `json:"data_age_hours"`
	ContactName   *string `json:"contact_name"`
	ContactEmail  *string `json:"contact_email"`

	DelegatedUntil *string `json:"delegated_until"` // only where it is near or past, and operators read it
}

// Seller is what a run knew of the seller of something that the report lists.
type Seller struct {
	SellerID     string  `json:"seller_id"`
	Name         *string `json:"name"`
	ContactName  *string `json:"contact_name"`
	ContactEmail *string `json:"contact_email"`
}

// Finding is a finding.
type Finding struct {
	ID             string                 `json:"id"`
	Code           reconcile.Code         `json:"code"`
	Job            reconcile.Job          `json:"job"`
	Severity       reconcile.Severity     `json:"severity"`
	Urgency        reconcile.Urgency      `json:"urgency"`
	Delta          *reconcile.Delta       `json:"delta"` // of a report it is always known
	TenantID       string                 `json:"tenant_id"`
	TenantName     *string                `json:"tenant_name"`
	SubscriptionID *string                `json:"subscription_id"`
	Subject        *string                `json:"subject"`
	OfferID        *string                `json:"offer_id"`
	OfferName      *string                `json:"offer_name"`
	Quantity       *int64                 `json:"quantity"`
	SellerID       *string                `json:"seller_id"`
	SellerName     *string                `json:"seller_name"`
	Owner          reconcile.Owner        `json:"owner"`
	Due            *string                `json:"due"`
	DueDay         *string                `json:"due_day"`
	DaysLeft       *int64                 `json:"days_left"`
	Message        string                 `json:"message"`
	Action         string                 `json:"action"`
	Exposure       *Exposure              `json:"exposure"`
	Route          *string                `json:"route"`
	Step           *NextStep              `json:"step"`
	Evidence       map[string]string      `json:"evidence"`
	Assumptions    []reconcile.Assumption `json:"assumptions"`
	Sources        []string               `json:"sources"`
	State          reconcile.FindingState `json:"state"`
	PreviousDue    *string                `json:"previous_due"`
	FirstSeen      *string                `json:"first_seen"`
	LastSeen       *string                `json:"last_seen"`
	MissedIn       *string                `json:"missed_in"`
}

// NextStep is the next open step that the plan has for the move of a finding's
// subscription.
type NextStep struct {
	Kind     reconcile.StepKind `json:"kind"`
	Owner    reconcile.Owner    `json:"owner"`
	Planned  *string            `json:"planned"`
	LastSafe *string            `json:"last_safe"`
}

// Exposure is what is at stake in a finding.
type Exposure struct {
	Amount   string              `json:"amount"`
	Currency string              `json:"currency"`
	Kind     reconcile.MoneyKind `json:"kind"`
	Period   reconcile.Period    `json:"period"`
	Basis    string              `json:"basis"`
}

// Resolved is a finding that is no longer there.
type Resolved struct {
	ID             string                   `json:"id"`
	Code           reconcile.Code           `json:"code"`
	TenantID       string                   `json:"tenant_id"`
	TenantName     *string                  `json:"tenant_name"`
	SubscriptionID *string                  `json:"subscription_id"`
	OfferName      *string                  `json:"offer_name"`
	Severity       reconcile.Severity       `json:"severity"`
	Owner          reconcile.Owner          `json:"owner"`
	Due            *string                  `json:"due"`
	Exposure       *Exposure                `json:"exposure"`
	Reason         reconcile.ResolvedReason `json:"reason"`
}

// counts is a JSON object of numbers with its keys in a given order, which a Go
// map could not keep.
type counts []count

type count struct {
	key string
	n   int64
}

// MarshalJSON writes the counts as one object.
func (c counts) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, entry := range c {
		if i > 0 {
			b = append(b, ',')
		}
		key, err := json.Marshal(entry.key)
		if err != nil {
			return nil, err
		}
		b = append(append(b, key...), ':')
		b = strconv.AppendInt(b, entry.n, 10)
	}
	return append(b, '}'), nil
}

// everyOf counts each value of a list, in its order, the absent ones as zero.
func everyOf[K ~string](list []K, numbers map[K]int) counts {
	all := make(counts, 0, len(list))
	for _, key := range list {
		all = append(all, count{string(key), int64(numbers[key])})
	}
	return all
}

// occurring counts what occurs, by key.
func occurring[K ~string, N int | int64](numbers map[K]N) counts {
	some := make(counts, 0, len(numbers))
	for _, key := range slices.Sorted(maps.Keys(numbers)) {
		some = append(some, count{string(key), int64(numbers[key])})
	}
	return some
}
