package reconcile

import (
	"cmp"
	"slices"
	"time"
)

// The days that tell what must be done now from what has long been left.
const (
	soonDays = 7
	longDays = 30
)

// Rank says how much a finding presses: 1 is what must be done now, 6 what is only
// worth knowing.
type Rank int

// RankLimits are the instants by which findings are ranked.
type RankLimits struct {
	Soon time.Time // due until then is overdue or comes within 7 days
	Long time.Time // due until then is more than 30 days past
}

// RankLimitsAt returns the limits of a run. The last day on which something helps
// that is due at midnight is the day before.
func RankLimitsAt(asOf time.Time) RankLimits {
	today := DayOf(asOf)
	return RankLimits{Soon: (today + soonDays + 1).Start(), Long: (today - longDays).Start()}
}

// Urgent returns the codes whose findings do not step back when their day has long
// passed: users are without service, or data can still be saved.
func Urgent() []Code {
	return []Code{"grace-open", "grace-missed", "coverage-gap", "est-running-duplicate"}
}

// Rank returns the rank of a finding; fresh is one that the run has found new,
// changed or reopened.
func (l *RankLimits) Rank(f *Finding, fresh bool) Rank {
	low, dueBy := f.Severity.Rank() > Medium.Rank(), func(limit time.Time) bool { return f.Due.Known() && !f.Due.Instant().After(limit) }
	switch {
	case dueBy(l.Long) && f.SubscriptionID != "" && !slices.Contains(Urgent(), f.Code):
		return 5
	case low && !f.Due.Known():
		return 6
	case low:
		return 5
	case dueBy(l.Soon) && f.Severity == Medium:
		return 3
	case dueBy(l.Soon) && fresh:
		return 1
	case dueBy(l.Soon), f.Severity == Critical && !f.Due.Known():
		return 2
	default:
		return 4
	}
}

// Fresh reports whether a run has found what it did not know so.
func (d Delta) Fresh() bool { return d == New || d == Changed || d == Reopened }

// Order is the order in which a run shows findings in every list: by rank, due (none
// last), severity (critical first), currency, exposure (largest first, absent last),
// tenant name, code, tenant id, subscription, subject, id; text by bytes.
type Order struct{ limits RankLimits }

// OrderAt returns the order of a run's lists.
func OrderAt(asOf time.Time) Order { return Order{RankLimitsAt(asOf)} }

// Compare orders the open findings that a run lists.
func (o Order) Compare(a, b *Reported) int {
	return o.compare(&a.Finding, &b.Finding, a.Delta.Fresh(), b.Delta.Fresh())
}

// CompareFindings orders findings of which none is fresh: those that a run lists no
// longer.
func (o Order) CompareFindings(a, b *Finding) int { return o.compare(a, b, false, false) }

func (o Order) compare(a, b *Finding, freshA, freshB bool) int {
	return cmp.Or(
		cmp.Compare(o.limits.Rank(a, freshA), o.limits.Rank(b, freshB)),
		CompareDue(a.Due, b.Due),
		cmp.Compare(a.Severity.Rank(), b.Severity.Rank()),
		compareExposure(a.Exposure.Amount, b.Exposure.Amount),
		cmp.Compare(a.TenantName, b.TenantName),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.TenantID, b.TenantID),
		cmp.Compare(a.SubscriptionID, b.SubscriptionID),
		cmp.Compare(a.Subject, b.Subject),
		cmp.Compare(a.ID, b.ID),
	)
}

// CompareDue orders dues, none last.
func CompareDue(a, b Due) int {
	return KnownFirst(a, b, func(a, b Due) int { return a.Instant().Compare(b.Instant()) })
}

func compareExposure(a, b Amount) int {
	return KnownFirst(a, b, func(a, b Amount) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(b.Minor, a.Minor))
	})
}

// KnownFirst orders two values as compare does where both are known; an unknown
// one comes last.
func KnownFirst[T interface{ Known() bool }](a, b T, compare func(a, b T) int) int {
	switch {
	case a.Known() && b.Known():
		return compare(a, b)
	case a.Known():
		return -1
	case b.Known():
		return 1
	default:
		return 0
	}
}
