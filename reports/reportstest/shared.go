package reportstest

import "handover/reconcile"

// A tenant and the two sellers of the shared run.
const (
	Northwind      = "cccccccc-0000-4000-8000-000000000003"
	SellerOfSome   = "dddddddd-0000-4000-8000-000000000004"
	sellerOfOthers = "eeeeeeee-0000-4000-8000-000000000005"
)

// Shared returns a run about several tenants, each of which a cut must keep to
// itself: a move leads from one to another, amounts stand wherever they can, and
// somebody said why the program ran.
func Shared() *Source {
	run := Run()
	run.Actor, run.Reason, run.Tenants = "Kim Operator", "Quarrel with Contoso", []string{Contoso}
	run.Trend = []reconcile.TrendPoint{{Seq: 1, AsOf: run.AsOf.AddDate(0, 0, -1), Findings: 7654321}, {Seq: run.Seq, AsOf: run.AsOf, Findings: 7654321}}
	who := func(name string) reconcile.Contact {
		return reconcile.Contact{Name: "Who of " + name, Email: "who@" + name + ".example", Language: "zh"}
	}
	coverage := []reconcile.Coverage{
		{TenantID: Contoso, Name: "Contoso", Contact: who("contoso"), Evaluated: true, Subscriptions: 31, Seats: 7310, WithFindings: 2},
		{TenantID: Fabrikam, Name: "Fabrikam", Contact: who("fabrikam"), Evaluated: true, Subscriptions: 3, Seats: 60, WithFindings: 3},
		{TenantID: Northwind, Name: "Northwind", Contact: who("northwind"), Subscriptions: 17, Reason: reconcile.StaleData, Source: "northwind-export"},
	}
	coverage[0].DelegatedUntil, coverage[1].DelegatedUntil = reconcile.NewDay(2026, 11, 2), reconcile.NewDay(2026, 11, 3)
	of := func(tenant, name, subscription string, code reconcile.Code, job reconcile.Job, owner reconcile.Owner) reconcile.Finding {
		return reconcile.Finding{
			Code: code, Job: job, Severity: reconcile.High, Owner: owner, TenantID: tenant, TenantName: name,
			SubscriptionID: subscription, OfferName: "Plan", Due: reconcile.DueDay(reconcile.NewDay(2026, 12, 1)), Quantity: reconcile.CountOf(20), SellerID: SellerOfSome,
		}
	}
	fact := func(f reconcile.Finding, pairs ...string) reconcile.Reported {
		for i := 0; i < len(pairs); i += 2 {
			f.Evidence = append(f.Evidence, reconcile.Evidence{Key: pairs[i], Value: pairs[i+1]})
		}
		return reconcile.Reported{Finding: f, Delta: reconcile.New, State: reconcile.StateOpen}
	}
	priced := of(Fabrikam, "Fabrikam", "fab-1", "renewal-commitment", reconcile.AutoRenewJob, reconcile.OwnerUs)
	priced.Exposure = reconcile.Exposure{
		Kind: reconcile.MoneyLost, Period: reconcile.Once, Amount: reconcile.Amount{Minor: 1234567, Currency: "SEK"}, Basis: reconcile.BasisNextTerm,
		Args: []reconcile.Evidence{{Key: "seats", Value: "20"}, {Key: "unit_price", Value: "617.28"}, {Key: "periods", Value: "1"}},
	}
	odd := of(Fabrikam, "Fabrikam", "", "unknown-value", reconcile.DataQualityJob, reconcile.OwnerUs)
	odd.Subject = "currency=XQZ"
	credit := of(Contoso, "Contoso", "con-1", "credit-candidate", reconcile.BillingJob, reconcile.OwnerCustomer)
	credit.Exposure = priced.Exposure
	credit.SellerID = sellerOfOthers
	gone := credit
	gone.SubscriptionID = "con-9"
	changed := fact(of(Fabrikam, "Fabrikam", "fab-2", "offer-different", reconcile.ContinuityJob, reconcile.OwnerUs),
		"target", "con-2", "target_offer", "Plan 2")
	changed.State = reconcile.StateAcknowledged
	changed.Held = reconcile.Decision{State: changed.State, Until: reconcile.NewDay(2026, 11, 30), Actor: "Dana Decider", Reason: "Hearsay"}
	changed.Delta, changed.Previous = reconcile.Changed, &reconcile.Finding{Severity: reconcile.Low, Evidence: []reconcile.Evidence{
		{Key: "target", Value: "con-6", Material: true},
		{Key: "old_value", Value: "4321.99", Material: true},
		{Key: "target_offer", Value: "Plan before", Material: true},
	}}
	return NewSource(run, coverage, []reconcile.Reported{
		fact(priced, "unassigned", "3", "unassigned_value", "1851.84"),
		fact(odd, "column", "currency", "value", "XQZ", "rows", "1", "row_ids", "fab-7"),
		fact(of(Fabrikam, "Fabrikam", "fab-2", "tenant-to-tenant-data", reconcile.ReadinessJob, reconcile.OwnerCustomer),
			"target_tenant", Contoso),
		changed,
		fact(credit, "delegated_admin", "no"),
	}, []reconcile.ResolvedFinding{{Finding: gone, Reason: reconcile.ReasonMoved}}).WithPlan(sharedPlan()).WithSellers(
		reconcile.Seller{ID: SellerOfSome, Name: "Tailspin", ContactName: "Who of tailspin", ContactEmail: "who@tailspin.example"},
		reconcile.Seller{ID: sellerOfOthers, Name: "Proseware", ContactName: "Who of proseware", ContactEmail: "who@proseware.example"},
	)
}

// sharedPlan returns lines of moves within each tenant and from one to the other.
func sharedPlan() []reconcile.Planned {
	names := map[string]string{Contoso: "Contoso", Fabrikam: "Fabrikam"}
	line := func(from, source, to string) reconcile.Planned {
		s := reconcile.PlanStep{
			TenantID: from, SourceID: source, SellerID: SellerOfSome, TargetTenantID: to, Kind: reconcile.StepOrder, Route: reconcile.RouteRebuy,
			Owner: reconcile.OwnerUs, Day: reconcile.NewDay(2026, 11, 24), LastSafe: reconcile.DueDay(reconcile.NewDay(2026, 12, 1)),
			OfferName: "Plan", TransferID: "transfer-of-" + source,
		}
		if from == Contoso {
			s.SellerID = sellerOfOthers
		}
		return reconcile.Planned{TenantID: to, TenantName: names[to], SourceEvaluated: true, TargetEvaluated: true, Step: &s}
	}
	stands := func(from, source, to string) reconcile.Planned {
		o := reconcile.Obstacle{Code: reconcile.ObstacleSourceTwice, TenantID: from, SourceID: source, TargetTenantID: to}
		return reconcile.Planned{TenantID: to, TenantName: names[to], SourceEvaluated: true, TargetEvaluated: true, Obstacle: &o}
	}
	return []reconcile.Planned{
		stands(Contoso, "con-3", Fabrikam), stands(Fabrikam, "fab-4", Contoso),
		line(Contoso, "con-4", Contoso), line(Fabrikam, "fab-5", Contoso),
		line(Contoso, "con-5", Fabrikam), line(Fabrikam, "fab-6", Fabrikam),
	}
}
