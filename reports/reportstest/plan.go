package reportstest

import "handover/reconcile"

// typicalPlan returns a plan with a step of every kind, some of them overdue and some
// without a day, and an obstacle of every code with each way out.
func typicalPlan() []reconcile.Planned {
	return append(typicalObstacles(), typicalSteps()...)
}

func typicalObstacles() []reconcile.Planned {
	return []reconcile.Planned{
		obstacle(Fabrikam, "Fabrikam", reconcile.Obstacle{
			Code: reconcile.ObstacleSeatPool, TenantID: Fabrikam, Subject: "CFQ7TTC0LH18:0001", OfferName: "Microsoft 365 Business Basic",
			Day: day("2026-12-01"), Count: 325, Limit: 300, Excess: 31,
			Remedies: []reconcile.Remedy{{Code: reconcile.RemedySeats, N: 2}, {Code: reconcile.RemedyFree, N: 31}},
		}),
		obstacle(Contoso, "Contoso", reconcile.Obstacle{
			Code: reconcile.ObstacleTenantLimit, TenantID: Contoso, Day: day("2027-01-31"), Count: 302, Limit: 300, Excess: 2,
			Remedies: []reconcile.Remedy{
				{Code: reconcile.RemedyTransfer, N: 3}, {Code: reconcile.RemedyLapse, N: 2}, {Code: reconcile.RemedyFree, N: 2},
			},
		}),
		obstacle(Contoso, "Contoso", reconcile.Obstacle{
			Code: reconcile.ObstacleRoute, TenantID: Contoso, SourceID: "s-41", SellerID: seller, OfferName: "Office 365 E3",
			Subject: string(reconcile.RoutePartnerTransfer), Against: reconcile.Against(reconcile.Suspended),
			Remedies: []reconcile.Remedy{{Code: reconcile.RemedyRoute, Route: reconcile.RouteRebuy}},
		}),
		obstacle(Contoso, "Contoso", reconcile.Obstacle{Code: reconcile.ObstacleSourceUnknown, TenantID: Contoso, SourceID: "s-42"}),
		obstacle(Fabrikam, "Fabrikam", reconcile.Obstacle{
			Code: reconcile.ObstacleSourceTwice, TenantID: Fabrikam, SourceID: "s-43", SellerID: seller,
		}),
	}
}

func typicalSteps() []reconcile.Planned {
	order := func(source, on, last string) reconcile.PlanStep {
		s := step(reconcile.StepOrder, reconcile.RouteRebuy, source, on, last)
		s.Margin = 5
		return s
	}
	requested := func(kind reconcile.StepKind, source, on string, margin int) reconcile.PlanStep {
		s := step(kind, reconcile.RoutePartnerTransfer, source, on, "2026-12-30")
		s.Request, s.Margin = 1, margin
		return s
	}
	accept := func(source string) reconcile.PlanStep {
		return by(reconcile.OwnerSourcePartner, requested(reconcile.StepAcceptRequest, source, "2026-12-25", 5))
	}
	running := by(reconcile.OwnerSourcePartner, step(reconcile.StepAcceptRequest, reconcile.RoutePartnerTransfer, "s-52", "2026-11-20", ""))
	running.TransferID, running.LastSafe = "t-1", reconcile.DueAt(at("2026-11-20T12:00:00Z"))
	now := by(reconcile.OwnerSourcePartner, step(reconcile.StepCancelNow, reconcile.RouteCancelNow, "s-02", "2026-11-23", ""))
	now.LastSafe = reconcile.DueAt(at("2026-11-24T19:27:03.440527Z"))
	elsewhere := order("s-53", "2026-12-10", "2026-12-15")
	elsewhere.TargetTenantID = Fabrikam
	azure := step(reconcile.StepAzureSwitch, reconcile.RouteAzureSwitch, "s-54", "", "")
	azure.OfferID, azure.OfferName, azure.Seats = "", "Azure plan", reconcile.Count{}
	anew := by(reconcile.OwnerProvider, step(reconcile.StepAzureRecreate, reconcile.RouteAzureRecreate, "s-55", "", ""))
	anew.OfferName, anew.Seats = "", reconcile.Count{}
	return []reconcile.Planned{
		inContoso(order("s-03", "2026-11-13", "2026-11-18")),
		inContoso(step(reconcile.StepVerify, reconcile.RouteRebuy, "s-03", "2026-11-14", "2026-11-18")),
		inFabrikam(running),
		inContoso(by(reconcile.OwnerProvider, order("s-01", "2026-11-22", "2026-11-27"))),
		inContoso(step(reconcile.StepVerify, reconcile.RouteRebuy, "s-01", "2026-11-23", "2026-11-27")),
		inFabrikam(now),
		inContoso(by(reconcile.OwnerSourcePartner, step(reconcile.StepSetCancel, reconcile.RouteRebuy, "s-01", "2026-11-26", "2026-11-27"))),
		inContoso(requested(reconcile.StepCreateRequest, "s-56", "2026-12-01", 0)),
		inContoso(requested(reconcile.StepCreateRequest, "s-57", "2026-12-01", 0)),
		inContoso(by(reconcile.OwnerCustomer, step(reconcile.StepAutoRenewOff, reconcile.RouteRebuy, "s-58", "2026-12-05", "2026-12-06"))),
		inFabrikam(elsewhere),
		inContoso(step(reconcile.StepChannelTransfer, reconcile.RouteChannelTransfer, "s-59", "2026-12-20", "2026-12-25")),
		inContoso(accept("s-56")),
		inContoso(accept("s-57")),
		inFabrikam(step(reconcile.StepCancelEST, reconcile.RouteRebuy, "s-60", "2027-03-01", "2027-03-31")),
		inContoso(anew),
		inContoso(by(reconcile.OwnerCustomer, step(reconcile.StepCancelAzure, reconcile.RouteAzureRecreate, "s-55", "", ""))),
		inFabrikam(azure),
	}
}

// step starts a step of ours for a source of Contoso with 25 seats.
func step(kind reconcile.StepKind, route reconcile.Route, source, on, last string) reconcile.PlanStep {
	s := reconcile.PlanStep{
		TenantID: Contoso, SourceID: source, SellerID: seller, Kind: kind, Route: route, Owner: reconcile.OwnerUs,
		OfferID: "CFQ7TTC0LH18:0001", OfferName: "Microsoft 365 Business Basic", Seats: reconcile.CountOf(25),
	}
	if on != "" {
		s.Day = day(on)
	}
	if last != "" {
		s.LastSafe = reconcile.DueDay(day(last))
	}
	return s
}

func by(owner reconcile.Owner, s reconcile.PlanStep) reconcile.PlanStep {
	s.Owner = owner
	return s
}

func inContoso(s reconcile.PlanStep) reconcile.Planned {
	s.TargetTenantID = Contoso
	return reconcile.Planned{TenantID: Contoso, TenantName: "Contoso", SourceEvaluated: true, TargetEvaluated: true, Step: &s}
}

// inFabrikam returns a step of a move into Fabrikam, where it also begins unless the
// step says already that it leads there.
func inFabrikam(s reconcile.PlanStep) reconcile.Planned {
	if s.TargetTenantID == "" {
		s.TenantID, s.TargetTenantID = Fabrikam, Fabrikam
	}
	return reconcile.Planned{TenantID: Fabrikam, TenantName: "Fabrikam", SourceEvaluated: true, TargetEvaluated: true, Step: &s}
}

func obstacle(tenant, name string, o reconcile.Obstacle) reconcile.Planned {
	o.TargetTenantID = tenant
	return reconcile.Planned{TenantID: tenant, TenantName: name, SourceEvaluated: true, TargetEvaluated: true, Obstacle: &o}
}

// partialPlan returns steps that rest on old data, for a tenant that was not evaluated,
// and one of today.
func partialPlan() []reconcile.Planned {
	kept := inFabrikam(step(reconcile.StepOrder, reconcile.RouteRebuy, "s-02", "2026-11-19", "2026-11-24"))
	kept.TargetEvaluated = false
	return []reconcile.Planned{
		kept,
		inContoso(step(reconcile.StepVerify, reconcile.RouteRebuy, "s-01", "2026-11-26", "2026-11-27")),
	}
}

// hostilePlan returns an obstacle and a step that carry a name wherever they can.
func hostilePlan(names []string) []reconcile.Planned {
	var obstacles, steps []reconcile.Planned
	for _, name := range names {
		o := obstacle(name, name, reconcile.Obstacle{
			Code: reconcile.ObstacleRoute, TenantID: name, SourceID: name, Subject: name, OfferName: name, Against: reconcile.AgainstUnknownRoute,
			Remedies: []reconcile.Remedy{{Code: reconcile.RemedyRoute, Route: reconcile.RouteRebuy}},
		})
		s := by(reconcile.OwnerSourcePartner, step(reconcile.StepAcceptRequest, reconcile.RoutePartnerTransfer, name, "2026-11-25", "2026-11-26"))
		s.TenantID, s.TargetTenantID, s.OfferID, s.OfferName, s.TransferID, s.Actor = name, Contoso, name, name, name, name
		obstacles = append(obstacles, o)
		steps = append(steps, reconcile.Planned{TenantID: Contoso, TenantName: name, SourceEvaluated: true, TargetEvaluated: true, Step: &s})
	}
	return append(obstacles, steps...)
}
