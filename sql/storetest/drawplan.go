package storetest

import (
	"pgregory.net/rapid"

	"handover/reconcile"
)

// drawPlan draws a plan from few days, owners and tenants, and of any text where
// neither the order nor a filter looks. It need not be in order itself.
func drawPlan(t *rapid.T, tenant string) reconcile.TenantPlan {
	return reconcile.TenantPlan{TenantID: tenant, TenantName: drawText(t, "name"), Plan: reconcile.Plan{
		Steps:     rapid.SliceOfN(rapid.Custom(drawStep), 0, 5).Draw(t, "steps"),
		Obstacles: rapid.SliceOfN(rapid.Custom(drawObstacle), 0, 3).Draw(t, "obstacles"),
	}}
}

func drawStep(t *rapid.T) reconcile.PlanStep {
	return reconcile.PlanStep{
		TenantID: drawFewTenants(t), SourceID: drawText(t, "source"), SellerID: drawSeller(t),
		TargetTenantID: drawText(t, "target"), Kind: reconcile.StepKind(drawText(t, "kind")),
		Route: reconcile.Route(drawText(t, "route")),
		Owner: rapid.SampledFrom([]reconcile.Owner{reconcile.OwnerUs, reconcile.OwnerCustomer}).Draw(t, "owner"),
		Day:   drawFewDays(t), LastSafe: drawDue(t, "last safe"), Margin: rapid.Int().Draw(t, "margin"),
		Request: rapid.IntRange(0, 9).Draw(t, "request"), TransferID: drawText(t, "transfer"),
		OfferID: drawText(t, "offer"), OfferName: drawText(t, "offer name"), Seats: drawCount(t, "seats"),
		Actor: drawText(t, "actor"), Sale: reconcile.Sale(drawText(t, "sale")),
	}
}

func drawTask(t *rapid.T) reconcile.Task {
	return reconcile.Task{Kind: reconcile.StepKind(drawText(t, "kind")), Owner: reconcile.Owner(drawText(t, "owner"))}
}

func drawWay(t *rapid.T) reconcile.Way {
	tasks := func(label string) []reconcile.Task {
		return rapid.SliceOfN(rapid.Custom(drawTask), 0, 2).Draw(t, label)
	}
	return reconcile.Way{
		Part: reconcile.Part(drawText(t, "part")), Route: reconcile.Route(drawText(t, "route")), Sale: reconcile.Sale(drawText(t, "sale")),
		Step: reconcile.NextStep{Task: drawTask(t), Day: drawFewDays(t), LastSafe: drawDue(t, "last safe")},
		Then: tasks("then"), Else: tasks("else"),
	}
}

func drawObstacle(t *rapid.T) reconcile.Obstacle {
	return reconcile.Obstacle{
		Code: reconcile.ObstacleCode(drawText(t, "code")), TenantID: drawFewTenants(t), SourceID: drawText(t, "source"),
		SellerID: drawSeller(t), TargetTenantID: drawText(t, "target"), Subject: drawText(t, "subject"), OfferName: drawText(t, "offer name"),
		Against: reconcile.Against(drawText(t, "against")), Day: drawFewDays(t), Count: rapid.Int64().Draw(t, "count"),
		Limit: rapid.Int64().Draw(t, "limit"), Excess: rapid.Int64().Draw(t, "excess"),
		Movers:   rapid.SliceOfN(rapid.Custom(drawFewTenants), 0, 2).Draw(t, "movers"),
		Remedies: rapid.SliceOfN(rapid.Custom(drawRemedy), 0, 2).Draw(t, "remedies"),
	}
}

func drawRemedy(t *rapid.T) reconcile.Remedy {
	return reconcile.Remedy{
		Code: reconcile.RemedyCode(drawText(t, "code")), Route: reconcile.Route(drawText(t, "route")), N: rapid.Int64().Draw(t, "n"),
	}
}

func drawFewTenants(t *rapid.T) string {
	return rapid.SampledFrom([]string{"t1", "t2", "T2", "t9"}).Draw(t, "tenant of the move")
}

func drawSeller(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "p1", "p2"}).Draw(t, "seller")
}

func drawFewDays(t *rapid.T) reconcile.Day {
	day := reconcile.NewDay(2026, 12, 1)
	return rapid.SampledFrom([]reconcile.Day{0, day, day + 1, reconcile.NewDay(9999, 12, 31)}).Draw(t, "day")
}

// replan lets a tenant have another plan, or none.
func (m *machine) replan(t *rapid.T) {
	tenant := rapid.SampledFrom([]string{"t1", "t2", "t3"}).Draw(t, "tenant")
	days := rapid.SliceOfN(rapid.IntRange(0, 2), 0, 3).Draw(t, "days")
	p := steps(tenant)
	p.TenantName = rapid.SampledFrom([]string{"Zoë", "Zoe"}).Draw(t, "name")
	for _, day := range days {
		p.Steps = append(p.Steps, order("s1", day))
	}
	if rapid.Bool().Draw(t, "obstructed") {
		p = obstructed(p, reconcile.Obstacle{Code: reconcile.ObstacleSeatPool, TenantID: tenant})
	}
	m.toPlan[tenant] = p
}
