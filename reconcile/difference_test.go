package reconcile_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func TestDifferences(t *testing.T) {
	before := reconcile.Finding{
		Code: "auto-renew-on", Severity: reconcile.High, Owner: reconcile.OwnerCustomer, Outcome: reconcile.Renews,
		Due: reconcile.DueDay(day("2026-11-27")), TenantName: "Contoso",
		Assumptions: []reconcile.Assumption{"status-lags"},
		Evidence: []reconcile.Evidence{
			{Key: "E", Value: "2026-11-27", Material: true},
			{Key: "target", Value: "a", Material: true},
			{Key: "target", Value: "b", Material: true},
			{Key: "unit_price", Value: "10.00"},
		},
	}
	for _, c := range []struct {
		name   string
		change func(*reconcile.Finding)
		want   []reconcile.Difference
	}{
		{"nothing", func(*reconcile.Finding) {}, nil},
		{"what is only shown", func(f *reconcile.Finding) { f.TenantName, f.Evidence[3].Value = "Fabrikam", "12.00" }, nil},
		{"a due at the last second of its day", func(f *reconcile.Finding) {
			f.Due = reconcile.DueAt(time.Date(2026, 11, 27, 23, 59, 59, 0, time.UTC))
		}, nil},
		{"the due", func(f *reconcile.Finding) {
			f.Due = reconcile.DueAt(time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC))
		}, []reconcile.Difference{{"due", "2026-11-27", "2026-12-01T10:00:00Z"}}},
		{
			"the due is gone", func(f *reconcile.Finding) { f.Due = reconcile.Due{} },
			[]reconcile.Difference{{"due", "2026-11-27", ""}},
		},
		{"severity, owner, outcome and assumptions", func(f *reconcile.Finding) {
			f.Severity, f.Owner, f.Outcome = reconcile.Critical, reconcile.OwnerUs, reconcile.Cancels
			f.Assumptions = []reconcile.Assumption{"status-lags", "target-matched"}
		}, []reconcile.Difference{
			{"severity", "high", "critical"},
			{"owner", "customer", "us"},
			{"outcome", "renew", "cancel"},
			{"assumptions", "status-lags", "status-lags target-matched"},
		}},
		{"material evidence", func(f *reconcile.Finding) {
			f.Evidence[1].Value, f.Evidence[0].Key = "c", "cover_by"
		}, []reconcile.Difference{
			{"cover_by", "", "2026-11-27"},
			{"target", "a b", "c b"},
			{"E", "2026-11-27", ""},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			after := before
			after.Evidence = append([]reconcile.Evidence(nil), before.Evidence...)
			c.change(&after)
			if diff := cmp.Diff(c.want, after.Differences(&before)); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
			if again := after.Differences(&after); again != nil {
				t.Errorf("a finding differs from itself: %v", again)
			}
		})
	}
}
