package reportstest

import (
	"fmt"

	"handover/reconcile"
)

// Portfolio returns a run with findings spread over many tenants and days, the
// first 600 of which have just moved from a day in the year before, and as many
// resolved findings.
func Portfolio(tenants, findings int) *Source {
	const moving = 600
	var coverage []reconcile.Coverage
	for i := range tenants {
		coverage = append(coverage, reconcile.Coverage{
			TenantID: tenantID(i), Name: fmt.Sprintf("Tenant %04d", i), Evaluated: i%10 != 0, Reason: reconcile.StaleData,
			Source: "csv", ObservedAt: at("2026-11-19T22:10:00Z"), Subscriptions: findings / tenants,
		})
	}
	var listed []reconcile.Reported
	var resolved []reconcile.ResolvedFinding
	for i := range findings {
		f := portfolioFinding(i, tenants)
		r := reported(f, reconcile.Unchanged)
		if i < moving {
			r.Delta, r.PreviousDue = reconcile.Changed, reconcile.DueDay(day("2025-01-01").AddDays(i%300))
			f.SubscriptionID = fmt.Sprintf("gone-%07d", i)
			f.Due = reconcile.DueDay(day("2024-01-01").AddDays(i % 300))
			resolved = append(resolved, reconcile.ResolvedFinding{Finding: f, Reason: reconcile.ReasonMoved})
		}
		listed = append(listed, r)
	}
	return NewSource(Run(), coverage, listed, resolved)
}

func portfolioFinding(i, tenants int) reconcile.Finding {
	f := finding("auto-renew-on", reconcile.AutoRenewJob, reconcile.Severities()[i%5], fmt.Sprintf("s-%07d", i))
	f.TenantID, f.TenantName = tenantID(i%tenants), fmt.Sprintf("Tenant %04d", i%tenants)
	f.LastDay = day("2026-11-20").AddDays(i % 120)
	f.Due, f.CoverBy = reconcile.DueDay(f.LastDay), f.LastDay.AddDays(30)
	f.Exposure = money(int64(i)*7, "EUR")
	return f
}

func tenantID(i int) string { return fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", i+1) }
