package reconcile_test

import (
	"maps"
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// entry is something a run counts: a finding, a tenant, or a resolution where
// both are nil.
type entry struct {
	finding  *reconcile.Finding
	delta    reconcile.Delta
	state    reconcile.FindingState
	coverage *reconcile.Coverage
}

func tally(asOf time.Time, entries ...entry) reconcile.Summary {
	t := reconcile.NewTally(asOf)
	for _, e := range entries {
		switch {
		case e.finding != nil:
			t.AddFinding(e.finding, e.delta, e.state)
		case e.coverage != nil:
			t.AddCoverage(e.coverage)
		default:
			t.AddResolved()
		}
	}
	return t.Summary()
}

func TestTally(t *testing.T) {
	asOf := instant("2026-11-20T06:00:00Z")
	euro := func(minor int64) reconcile.Exposure {
		return reconcile.Exposure{Amount: reconcile.Amount{Minor: minor, Currency: "EUR"}, Basis: reconcile.BasisNextTerm}
	}
	renews := reconcile.Finding{
		Code: "auto-renew-on", Job: reconcile.AutoRenewJob, Severity: reconcile.Critical, Owner: reconcile.OwnerCustomer,
		Due: reconcile.DueDay(day("2026-11-27")), Exposure: euro(120000),
	}
	other := renews
	other.Exposure = euro(1)
	dollars := renews
	dollars.Exposure.Amount.Currency = "USD"
	silent := reconcile.Finding{Code: "azure-switch", Job: reconcile.UsageJob, Severity: reconcile.Low, Owner: reconcile.OwnerUs}
	got := tally(asOf,
		entry{finding: &renews, delta: reconcile.New, state: reconcile.StateOpen},
		entry{finding: &other, delta: reconcile.Unchanged, state: reconcile.StateSnoozed},
		entry{finding: &dollars, delta: reconcile.Changed, state: reconcile.StateOpen},
		entry{finding: &silent, delta: reconcile.NotEvaluated, state: reconcile.StateAcknowledged},
		entry{},
		entry{coverage: &reconcile.Coverage{
			Evaluated: true, Subscriptions: 5, Seats: 100, WithFindings: 3, Suppressed: 1,
			Routine: map[reconcile.Counter]int{reconcile.CountNoEnd: 2}, Silenced: map[reconcile.Code]int{"data-deleted": 1},
		}},
		entry{coverage: &reconcile.Coverage{Subscriptions: 1, Seats: 7}},
	)
	want := reconcile.NewTally(asOf).Summary()
	want.Tenants, want.Evaluated, want.NotEvaluated, want.Subscriptions, want.Findings = 2, 1, 1, 6, 4
	want.ByCode = map[reconcile.Code]int{"auto-renew-on": 3, "azure-switch": 1}
	want.BySeverity[reconcile.Critical], want.BySeverity[reconcile.Low] = 3, 1
	want.ByJob = map[reconcile.Job]int{reconcile.AutoRenewJob: 3, reconcile.UsageJob: 1}
	want.ByUrgency[reconcile.Within7], want.ByUrgency[reconcile.NoUrgency] = 3, 1
	want.ByOwner = map[reconcile.Owner]int{reconcile.OwnerCustomer: 3, reconcile.OwnerUs: 1}
	want.Unattended = map[reconcile.Severity]int{reconcile.Critical: 2}
	want.Delta = reconcile.DeltaCounts{New: 1, Changed: 1, Unchanged: 1, NotEvaluated: 1, Resolved: 1, Suppressed: 3}
	want.Routine[reconcile.CountNoEnd] = 2
	want.Silenced = map[reconcile.Code]int{"data-deleted": 1}
	want.Exposure = []reconcile.ExposureSum{
		{Code: "auto-renew-on", Currency: "EUR", Minor: big.NewInt(120001), Findings: 2},
		{Code: "auto-renew-on", Currency: "USD", Minor: big.NewInt(120000), Findings: 1},
	}
	want.Totals = got.Totals
	if diff := cmp.Diff(want, got, cmp.Comparer(sameNumber)); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	for total, n := range map[reconcile.Total]int64{reconcile.TotalSubscriptions: 6, reconcile.TotalSeats: 107, reconcile.TotalWithFindings: 3, reconcile.TotalRoutine: 2} {
		if got.Totals[total] != n {
			t.Errorf("%d %s, want %d", got.Totals[total], total, n)
		}
	}
}

func sameNumber(a, b *big.Int) bool { return a.Cmp(b) == 0 }

func anyEntry(t *rapid.T) entry {
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 0:
		return entry{}
	case 1:
		counter := rapid.SampledFrom(reconcile.Counters()).Draw(t, "counter")
		return entry{coverage: &reconcile.Coverage{
			Evaluated: rapid.Bool().Draw(t, "evaluated"), Subscriptions: rapid.IntRange(0, 9).Draw(t, "rows"), Seats: rapid.Int64Range(-9, 9).Draw(t, "seats"),
			WithFindings: rapid.IntRange(0, 9).Draw(t, "with findings"), Suppressed: rapid.IntRange(0, 9).Draw(t, "suppressed"),
			Routine: map[reconcile.Counter]int{counter: rapid.IntRange(0, 9).Draw(t, "routine")}, Silenced: map[reconcile.Code]int{"data-deleted": 1},
		}}
	}
	amount := reconcile.Amount{
		Minor: rapid.Int64().Draw(t, "minor"), Currency: rapid.SampledFrom([]string{"", "EUR", "JPY"}).Draw(t, "currency"),
	}
	return entry{
		finding: &reconcile.Finding{
			Code: rapid.SampledFrom([]reconcile.Code{"auto-renew-on", "grace-open"}).Draw(t, "code"),
			Job:  rapid.SampledFrom(reconcile.Jobs()).Draw(t, "job"), Owner: reconcile.OwnerUs,
			Severity: rapid.SampledFrom(reconcile.Severities()).Draw(t, "severity"),
			Due:      reconcile.DueDay(reconcile.Day(rapid.Int32Range(0, 40_000).Draw(t, "due"))),
			Exposure: reconcile.Exposure{Amount: amount},
		},
		delta: rapid.SampledFrom([]reconcile.Delta{
			reconcile.New, reconcile.Changed, reconcile.Unchanged, reconcile.Reopened, reconcile.NotEvaluated,
		}).Draw(t, "delta"),
		state: rapid.SampledFrom([]reconcile.FindingState{reconcile.StateOpen, reconcile.StateAcknowledged, reconcile.StateSnoozed}).Draw(t, "state"),
	}
}

// What is counted in parts adds up to what is counted at once, whatever the
// order: a report that is cut can be put together again.
func TestSplitTallyIsTheWholeTally(t *testing.T) {
	asOf := instant("2026-11-20T06:00:00Z")
	rapid.Check(t, func(t *rapid.T) {
		entries := rapid.SliceOf(rapid.Custom(anyEntry)).Draw(t, "entries")
		cut := rapid.IntRange(0, len(entries)).Draw(t, "cut")
		shuffled := rapid.Permutation(entries).Draw(t, "another order")
		whole := tally(asOf, entries...)
		parts := sum(tally(asOf, shuffled[:cut]...), tally(asOf, shuffled[cut:]...))
		if diff := cmp.Diff(whole, parts, cmp.Comparer(sameNumber)); diff != "" {
			t.Fatalf("parts do not add up (-whole +parts):\n%s", diff)
		}
	})
}

// sum adds two summaries, field by field.
func sum(a, b reconcile.Summary) reconcile.Summary {
	return reconcile.Summary{
		Tenants: a.Tenants + b.Tenants, Evaluated: a.Evaluated + b.Evaluated, NotEvaluated: a.NotEvaluated + b.NotEvaluated,
		Subscriptions: a.Subscriptions + b.Subscriptions, Findings: a.Findings + b.Findings,
		ByCode: sumMaps(a.ByCode, b.ByCode), BySeverity: sumMaps(a.BySeverity, b.BySeverity), ByJob: sumMaps(a.ByJob, b.ByJob),
		ByUrgency: sumMaps(a.ByUrgency, b.ByUrgency), ByOwner: sumMaps(a.ByOwner, b.ByOwner), Totals: sumMaps(a.Totals, b.Totals),
		Routine: sumMaps(a.Routine, b.Routine), Silenced: sumMaps(a.Silenced, b.Silenced), Unattended: sumMaps(a.Unattended, b.Unattended),
		Exposure: sumExposure(a.Exposure, b.Exposure),
		Money:    []reconcile.MoneySum{}, // of what has no kind
		Delta: reconcile.DeltaCounts{
			New: a.Delta.New + b.Delta.New, Changed: a.Delta.Changed + b.Delta.Changed, Unchanged: a.Delta.Unchanged + b.Delta.Unchanged,
			Reopened: a.Delta.Reopened + b.Delta.Reopened, Resolved: a.Delta.Resolved + b.Delta.Resolved,
			Suppressed: a.Delta.Suppressed + b.Delta.Suppressed, NotEvaluated: a.Delta.NotEvaluated + b.Delta.NotEvaluated,
		},
	}
}

func sumMaps[K comparable, N int | int64](a, b map[K]N) map[K]N {
	total := maps.Clone(a)
	for key, n := range b {
		total[key] += n
	}
	return total
}

// sumExposure adds sums that both are in the order of code and currency.
func sumExposure(a, b []reconcile.ExposureSum) []reconcile.ExposureSum {
	total := []reconcile.ExposureSum{}
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && key(a[0]) < key(b[0]):
			total, a = append(total, a[0]), a[1:]
		case len(a) == 0 || key(b[0]) < key(a[0]):
			total, b = append(total, b[0]), b[1:]
		default:
			both := a[0]
			both.Minor, both.Findings = new(big.Int).Add(a[0].Minor, b[0].Minor), a[0].Findings+b[0].Findings
			total, a, b = append(total, both), a[1:], b[1:]
		}
	}
	return total
}

func key(s reconcile.ExposureSum) string { return string(s.Code) + " " + s.Currency }

func TestAddSeats(t *testing.T) {
	for _, c := range []struct{ a, b, want int64 }{
		{1, 2, 3},
		{5, -7, -2},
		{math.MaxInt64, 1, math.MaxInt64},
		{1, math.MaxInt64, math.MaxInt64},
		{math.MinInt64, -1, math.MinInt64},
		{math.MaxInt64, math.MinInt64, -1},
	} {
		if got := reconcile.AddSeats(c.a, c.b); got != c.want {
			t.Errorf("%d and %d are %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
