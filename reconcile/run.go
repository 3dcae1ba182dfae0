package reconcile

import (
	"math/big"
	"slices"
	"time"
)

type (
	// RunState says how a run stands.
	RunState string
	// Trigger says what started a run.
	Trigger string
)

// The states of a run. Only complete and partial runs are published: what they
// found can be seen. Of a pruned one, which was published once, only the record is left.
const (
	RunRunning     RunState = "running"
	RunComplete    RunState = "complete"
	RunPartial     RunState = "partial"
	RunFailed      RunState = "failed"
	RunInterrupted RunState = "interrupted"
	RunPruned      RunState = "pruned"
)

// The triggers of a run.
const (
	TriggerCLI      Trigger = "cli"
	TriggerSchedule Trigger = "schedule"
	TriggerPage     Trigger = "page"
)

// BackfillLine asks for a line of its own: a run begun with it stands beside the
// history of the store and changes no finding's state.
const BackfillLine = -1

// Run is the record of one reconciliation run.
type Run struct {
	Seq        int64 // its number, 1 for the first
	Line       int64 // 0 for the history of the store, else the number of a backfill's own line
	AsOf       time.Time
	StartedAt  time.Time
	FinishedAt time.Time
	State      RunState
	Trigger    Trigger
	Actor      string
	Reason     string
	Jobs       []Job
	Tenants    []string // empty: all
	Policy     string   // the policy's version
	PolicyHash string
	Version    string // the program's version
	Summary    Summary
	Trend      []TrendPoint // oldest first
	Unwritten  bool         // its reports are still to be written
}

// Published reports whether what the run found can be seen.
func (r *Run) Published() bool { return r.State == RunComplete || r.State == RunPartial }

// Backfill reports whether the run stands beside the history of the store.
func (r *Run) Backfill() bool { return r.Line != 0 }

// Whole reports whether the run looked at every tenant with every job, as part of
// the history of the store: only such runs can be compared with one another.
func (r *Run) Whole() bool {
	return !r.Backfill() && len(r.Tenants) == 0 && len(r.Jobs) == len(Jobs())
}

// Covers reports whether the run looked at everything that another one did.
func (r *Run) Covers(other *Run) bool {
	for _, job := range other.Jobs {
		if !slices.Contains(r.Jobs, job) {
			return false
		}
	}
	if len(r.Tenants) == 0 {
		return true
	}
	for _, id := range other.Tenants {
		if !slices.Contains(r.Tenants, id) {
			return false
		}
	}
	return len(other.Tenants) > 0
}

// MissedRun is an earlier run whose reports had not been written when a run began.
type MissedRun struct {
	Seq  int64
	AsOf time.Time
}

// MissedIn returns the number of the run that told something new of a finding in
// reports which were never written; 0 where there is none. The finding is as the run
// since left it, and was first seen at an instant.
func (s *Summary) MissedIn(since int64, firstSeen time.Time) int64 {
	for _, m := range s.Missed {
		if m.Seq == since || m.AsOf.Equal(firstSeen) {
			return m.Seq
		}
	}
	return 0
}

// MaxTrend is how many runs a trend goes back, the run itself included.
const MaxTrend = 60

// TrendPoint is what one whole run adds to the trend of the runs after it.
type TrendPoint struct {
	Seq        int64
	AsOf       time.Time
	Findings   int
	Overdue    int
	BySeverity map[Severity]int
}

// TrendPointOf returns what a published run adds to the trend.
func TrendPointOf(r *Run) TrendPoint {
	s := &r.Summary
	return TrendPoint{
		Seq: r.Seq, AsOf: r.AsOf, Findings: s.Findings, Overdue: s.ByUrgency[Overdue], BySeverity: s.BySeverity,
	}
}

// CoverageReason says in a code why a tenant was not evaluated, or what was left
// aside where it was.
type CoverageReason string

// The reasons for which a tenant is not evaluated.
const (
	StaleData    CoverageReason = "stale-data"
	FutureData   CoverageReason = "future-data" // a clock was ahead that day, or is behind today
	RejectedRows CoverageReason = "rejected-rows"

	SourceNotRead CoverageReason = "not-read"       // the last attempt of a source to read it failed
	NoAccess      CoverageReason = "no-access"      // a source is not let in
	UpgradesAlone CoverageReason = "upgrades-alone" // no source tells more of it than what subscriptions have become
)

// What was left aside in a tenant that is evaluated: a feed of charges, prices or
// profiles that is old or had rows that could not be read, a source whose rows
// others carry too, or one that could not read the tenant; or that nothing but charges and
// moves tells of the tenant.
const (
	FeedStale    CoverageReason = "feed-stale"
	FeedFuture   CoverageReason = "feed-future"
	FeedRejected CoverageReason = "feed-rejected"
	FeedNotRead  CoverageReason = "feed-not-read"
	FeedNoAccess CoverageReason = "feed-no-access"
	ChargesAlone CoverageReason = "charges-alone"
)

// Coverage says what a run looked at in one tenant. Everything a report says of
// a tenant that is not a finding is kept here as it was in the run.
type Coverage struct {
	TenantID   string
	Name       string
	Domain     string
	Contact    Contact
	Evaluated  bool
	Reason     CoverageReason // why not, or what was left aside
	Source     string         // the data source to blame
	SourceAt   time.Time      // its newest observation, or when it could not read the tenant
	Why        string         // the source could not read it, in one line
	ObservedAt time.Time      // the oldest of the newest observations that count; zero: never observed

	Subscriptions int
	ChargesOnly   int // of these, those that only bills know
	Seats         int64
	WithFindings  int
	Routine       map[Counter]int
	Silenced      map[Code]int
	Suppressed    int // findings newly silenced by this run

	// DelegatedUntil is the last day of delegated administration where it is within
	// DelegationEndsSoon days, or past; whoever the report is of, only operators are told.
	DelegatedUntil Day
}

// FindingState says whether somebody has taken note of a finding.
type FindingState string

// The states of a finding.
const (
	StateOpen         FindingState = "open"
	StateAcknowledged FindingState = "acknowledged"
	StateSnoozed      FindingState = "snoozed"
)

// FindingStates returns the states of a finding.
func FindingStates() []FindingState {
	return []FindingState{StateOpen, StateAcknowledged, StateSnoozed}
}

// Reported is a finding as a run lists it.
type Reported struct {
	Finding     Finding
	Delta       Delta
	State       FindingState
	Held        Decision  // what gives it a state other than open
	PreviousDue Due       // of a changed finding whose due moved
	Previous    *Finding  // what a changed finding was before
	FirstSeen   time.Time // as-of of the first run that found it
	LastSeen    time.Time // as-of of the last run that found it
	SinceRun    int64     // the run that wrote it as it is; zero where that is not known
	MissedIn    int64     // the run that told it anew, in reports that were never written
}

// ResolvedFinding is a finding that a run found no longer.
type ResolvedFinding struct {
	Finding Finding
	Reason  ResolvedReason
}

// DeltaCounts counts findings by their delta.
type DeltaCounts struct {
	New, Changed, Unchanged, Reopened, Resolved, Suppressed, NotEvaluated int
}

// ExposureSum adds the exposures of one code, of one kind in one currency.
type ExposureSum struct {
	Code     Code
	Kind     MoneyKind
	Currency string
	Minor    *big.Int // minor units; a sum may pass 64 bits
	Findings int
}

// Total names a control total of a report.
type Total string

// The control totals: they tie the rows and seats of the data to those of the
// report, since every row has a finding, is counted as routine, or belongs to a
// tenant that was not evaluated.
const (
	TotalSubscriptions Total = "subscriptions"
	TotalSeats         Total = "seats"
	TotalWithFindings  Total = "with_findings"
	TotalRoutine       Total = "routine"
	TotalNotEvaluated  Total = "not_evaluated"
)

// Summary counts what a run lists.
type Summary struct {
	Tenants       int
	Evaluated     int
	NotEvaluated  int
	Subscriptions int
	Findings      int
	Steps         int // of the plan
	Obstacles     int // of the plan
	ByCode        map[Code]int
	BySeverity    map[Severity]int
	ByJob         map[Job]int
	ByUrgency     map[Urgency]int
	ByOwner       map[Owner]int
	Totals        map[Total]int64
	Delta         DeltaCounts
	Routine       map[Counter]int
	Silenced      map[Code]int
	Exposure      []ExposureSum // by code, kind and currency
	Money         []MoneySum    // by kind and currency; nil: not counted, by an earlier version
	Bridge        Bridge
	Missed        []MissedRun `json:",omitempty"` // oldest first

	// WithoutMoves tells that none of the tenants has an open move: nothing of other
	// sellers is watched then.
	WithoutMoves bool

	// Unattended counts, by severity, the findings that nobody has acknowledged
	// or snoozed.
	Unattended map[Severity]int
}
