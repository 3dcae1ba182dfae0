package reportstest

import (
	"time"

	"handover/reconcile"
)

// Due makes a finding of a tenant that is due on a day of November 2026.
func Due(tenant string, day int, subscription string) reconcile.Finding {
	return reconcile.Finding{
		Code: "auto-renew-on", Job: reconcile.AutoRenewJob, Severity: reconcile.Critical, Owner: reconcile.OwnerUs,
		TenantID: tenant, TenantName: tenant, SubscriptionID: subscription, Due: reconcile.DueDay(reconcile.NewDay(2026, time.November, day)),
	}
}

// Step makes a line of a plan: an order, some days after the run.
func Step(tenant, source string, after int) reconcile.Planned {
	today := reconcile.DayOf(Run().AsOf)
	return reconcile.Planned{TenantID: tenant, TenantName: tenant, SourceEvaluated: true, TargetEvaluated: true, Step: &reconcile.PlanStep{
		TenantID: tenant, SourceID: source, TargetTenantID: tenant, Kind: reconcile.StepOrder, Route: reconcile.RouteRebuy,
		Owner: reconcile.OwnerUs, Day: today.AddDays(after), LastSafe: reconcile.DueDay(today.AddDays(after + 7)), Margin: 7,
		OfferName: "Plan", Seats: reconcile.CountOf(1),
	}}
}

// Obstacle makes a line of a plan that cannot be gone.
func Obstacle(tenant, source string) reconcile.Planned {
	return reconcile.Planned{TenantID: tenant, TenantName: tenant, SourceEvaluated: true, TargetEvaluated: true, Obstacle: &reconcile.Obstacle{
		Code: reconcile.ObstacleSourceUnknown, TenantID: tenant, TargetTenantID: tenant, SourceID: source,
	}}
}

// Planned returns a run with nothing but a plan.
func Planned(lines ...reconcile.Planned) Scenario {
	return Scenario{Source: NewSource(Run(), nil, nil, nil).WithPlan(lines)}
}

// Named returns a run with one overdue finding about a tenant of some name.
func Named(name string) *Source {
	run := Run()
	f := Due("tenant-1", 0, "s-1")
	f.Due, f.TenantName = reconcile.DueDay(reconcile.DayOf(run.AsOf).AddDays(-3)), name
	return NewSource(run, nil, []reconcile.Reported{{Finding: f, Delta: reconcile.New, State: reconcile.StateOpen}}, nil)
}

// NamedPlan returns a run whose plan and whose changes carry a name wherever they
// can.
func NamedPlan(name string) *Source {
	o, s := Obstacle("tenant-1", name), Step("tenant-1", name, 1)
	o.TenantName, o.Obstacle.Subject, o.Obstacle.Code, o.Obstacle.Against = name, name, reconcile.ObstacleRoute, reconcile.AgainstUnknownRoute
	s.TenantName, s.Step.OfferName, s.Step.TransferID, s.Step.Kind = name, name, name, reconcile.StepAcceptRequest
	f := Due("tenant-1", 22, "s-1")
	before := f
	before.Evidence = []reconcile.Evidence{{Key: "target_offer", Value: "was " + name, Material: true}}
	return NewSource(Run(), nil, []reconcile.Reported{
		{Finding: f, Delta: reconcile.Changed, State: reconcile.StateOpen, Previous: &before},
	}, nil).WithPlan([]reconcile.Planned{o, s})
}
