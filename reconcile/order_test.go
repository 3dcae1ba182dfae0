package reconcile_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// What is ranked is as of 2026-11-20.
func TestRank(t *testing.T) {
	t.Parallel()
	limits := reconcile.RankLimitsAt(instant("2026-11-20T06:00:00Z"))
	on := func(text string) reconcile.Due { return reconcile.DueDay(day(text)) }
	const critical, high, medium, low, info = reconcile.Critical, reconcile.High, reconcile.Medium, reconcile.Low, reconcile.Info
	for _, c := range []struct {
		name     string
		severity reconcile.Severity
		due      reconcile.Due
		code     reconcile.Code
		tenant   bool // it is about the whole tenant
		fresh    bool
		want     reconcile.Rank
	}{
		{"new, on the last of seven days", critical, on("2026-11-27"), "", false, true, 1},
		{"known, on the last of seven days", critical, on("2026-11-27"), "", false, false, 2},
		{"new, a day later", critical, on("2026-11-28"), "", false, true, 4},
		{"new, at the end of the seventh day", high, reconcile.DueAt(instant("2026-11-28T00:00:00Z")), "", false, true, 1},
		{"new, a moment later", high, reconcile.DueAt(instant("2026-11-28T00:00:00.000001Z")), "", false, true, 4},
		{"new and high", high, on("2026-11-21"), "", false, true, 1},
		{"overdue", high, on("2026-11-10"), "", false, false, 2},
		{"critical without a due", critical, reconcile.Due{}, "", false, true, 2},
		{"high without a due", high, reconcile.Due{}, "", false, true, 4},
		{"medium, soon and new", medium, on("2026-11-27"), "", false, true, 3},
		{"medium, overdue", medium, on("2026-11-01"), "", false, false, 3},
		{"medium, later", medium, on("2026-11-28"), "", false, false, 4},
		{"medium without a due", medium, reconcile.Due{}, "", false, false, 4},
		{"low and new", low, on("2026-11-21"), "", false, true, 5},
		{"info with a due", info, on("2027-11-21"), "", false, false, 5},
		{"low without a due", low, reconcile.Due{}, "", false, true, 6},
		{"an unheard-of severity", "odd", reconcile.Due{}, "", false, true, 6},
		{"critical, 30 days past", critical, on("2026-10-21"), "", false, false, 2},
		{"critical and new, 31 days past", critical, on("2026-10-20"), "", false, true, 5},
		{"critical, 31 days past by a moment", critical, reconcile.DueAt(instant("2026-10-21T00:00:00Z")), "", false, true, 5},
		{"critical, not yet so", critical, reconcile.DueAt(instant("2026-10-21T00:00:00.000001Z")), "", false, false, 2},
		{"medium, 31 days past", medium, on("2026-10-20"), "", false, false, 5},
		{"about a tenant, 31 days past", critical, on("2026-10-20"), "", true, false, 2},
		{"users are without service", critical, on("2026-01-01"), "coverage-gap", false, false, 2},
		{"data can be saved", critical, on("2026-01-01"), "grace-missed", false, true, 1},
		{"low, though data can be saved", low, on("2026-01-01"), "grace-open", false, true, 5},
	} {
		f := reconcile.Finding{Severity: c.severity, Due: c.due, Code: c.code, SubscriptionID: "s"}
		if c.tenant {
			f.SubscriptionID = ""
		}
		if got := limits.Rank(&f, c.fresh); got != c.want {
			t.Errorf("%s has rank %d, want %d", c.name, got, c.want)
		}
	}
}

func TestOrder(t *testing.T) {
	t.Parallel()
	euro := func(minor int64) reconcile.Exposure {
		return reconcile.Exposure{Amount: reconcile.Amount{Minor: minor, Currency: "EUR"}}
	}
	dollars := reconcile.Exposure{Amount: reconcile.Amount{Minor: 900, Currency: "USD"}}
	due := reconcile.DueDay(day("2026-11-27"))
	const critical, high, medium, low = reconcile.Critical, reconcile.High, reconcile.Medium, reconcile.Low
	listed := func(id string, delta reconcile.Delta, f reconcile.Finding) reconcile.Reported {
		f.ID = id
		return reconcile.Reported{Finding: f, Delta: delta}
	}
	known := func(id string, f reconcile.Finding) reconcile.Reported { return listed(id, reconcile.Unchanged, f) }
	want := []reconcile.Reported{
		listed("new, and later", reconcile.New, reconcile.Finding{Due: due, Severity: high}),
		known("known, and sooner", reconcile.Finding{Due: reconcile.DueDay(day("2026-11-26")), Severity: high}),
		known("an instant of the same day", reconcile.Finding{Due: reconcile.DueAt(instant("2026-11-27T12:00:00Z")), Severity: high}),
		known("critical", reconcile.Finding{Due: due, Severity: critical}),
		known("largest", reconcile.Finding{Due: due, Severity: high, Exposure: euro(200)}),
		known("smaller", reconcile.Finding{Due: due, Severity: high, Exposure: euro(100), TenantName: "A"}),
		known("other currency", reconcile.Finding{Due: due, Severity: high, Exposure: dollars}),
		known("no exposure, tenant A", reconcile.Finding{Due: due, Severity: high, TenantName: "A"}),
		known("tenant B, first code", reconcile.Finding{Due: due, Severity: high, TenantName: "B", Code: "a"}),
		known("tenant B, next code", reconcile.Finding{Due: due, Severity: high, TenantName: "B", Code: "b"}),
		listed("not evaluated, tenant by bytes", reconcile.NotEvaluated, reconcile.Finding{Due: due, Severity: high, TenantName: "a"}),
		known("critical without a due", reconcile.Finding{Severity: critical}),
		known("medium", reconcile.Finding{Due: reconcile.DueDay(day("2026-11-01")), Severity: medium}),
		known("later", reconcile.Finding{Due: reconcile.DueDay(day("2027-11-27")), Severity: critical}),
		known("long past", reconcile.Finding{Due: reconcile.DueDay(day("2026-01-01")), Severity: critical, SubscriptionID: "s"}),
		known("low", reconcile.Finding{Due: due, Severity: low}),
		known("low without a due", reconcile.Finding{Severity: low}),
	}
	order := reconcile.OrderAt(instant("2026-11-20T06:00:00Z"))
	rapid.Check(t, func(t *rapid.T) {
		shuffled := rapid.Permutation(want).Draw(t, "findings")
		slices.SortFunc(shuffled, func(a, b reconcile.Reported) int { return order.Compare(&a, &b) })
		if diff := cmp.Diff(want, shuffled); diff != "" {
			t.Fatal(diff)
		}
	})
}
