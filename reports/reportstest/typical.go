package reportstest

import (
	"math/big"

	"handover/reconcile"
)

// typicalBridge leads to the money of the typical findings.
func typicalBridge() reconcile.Bridge {
	line := func(kind reconcile.MoneyKind, currency string, opening, new, repriced, resolved, gone, suppressed, closing int64) reconcile.BridgeLine {
		return reconcile.BridgeLine{
			Kind: kind, Currency: currency, Opening: big.NewInt(opening), New: big.NewInt(new), Repriced: big.NewInt(repriced),
			Resolved: big.NewInt(resolved), Gone: big.NewInt(gone), Suppressed: big.NewInt(suppressed), Closing: big.NewInt(closing),
		}
	}
	return reconcile.Bridge{From: 122, Lines: []reconcile.BridgeLine{
		line(reconcile.MoneyAvoidable, "EUR", 90000, 120000, -9795, -50000, -20000, -10000, 120205),
		line(reconcile.MoneyAvoidable, "KWD", 3333, 0, 0, 0, 0, 0, 3333),
		line(reconcile.MoneyDecision, "JPY", 470000, 0, 10000, 0, 0, 0, 480000),
	}}
}

// typicalSellers are one whose name only the findings tell, and one of whom the report
// lists nothing.
func typicalSellers() []reconcile.Seller {
	return []reconcile.Seller{
		{ID: seller, ContactName: "Sasha", ContactEmail: "sasha@northwind.example", Language: "en"},
		{ID: "cccccccc-0000-4000-8000-000000000001", Name: "Adventure Works", ContactName: "Robin", ContactEmail: "robin@adventure.example"},
	}
}

func typicalFindings() []reconcile.Reported {
	return []reconcile.Reported{
		autoRenewOn(), renewedInWindow(), graceOpen(), tenantLimit(), coverageGap(), agreement(),
		doubleBilling(), transferExpiring(), unknownValue(), commitmentInYen(),
	}
}

func autoRenewOn() reconcile.Reported {
	f := finding("auto-renew-on", reconcile.AutoRenewJob, reconcile.Critical, "s-01")
	f.Exposure = money(120000, "EUR")
	f.Evidence = []reconcile.Evidence{{Key: "term", Value: "P1Y"}, {Key: "auto_renew", Value: "yes"}}
	f.Assumptions = []reconcile.Assumption{reconcile.TermStartDerived, reconcile.TargetMatched}
	f.SellerName, f.Way = "Northwind Licensing", wayOf(reconcile.RoutePartnerTransfer, "2026-11-26", reconcile.StepAcceptRequest)
	bought := wayOf(reconcile.RouteRebuy, "", reconcile.StepOrder, reconcile.StepSetCancel)
	f.Way.Else = bought.Tasks()
	return reported(f, reconcile.New)
}

func renewedInWindow() reconcile.Reported {
	f := finding("renewed-in-window", reconcile.AutoRenewJob, reconcile.Critical, "s-02")
	f.TenantID, f.TenantName = Fabrikam, "Fabrikam"
	f.LastDay, f.TermEnd, f.CoverBy = day("2027-11-17"), day("2027-11-17"), day("2027-11-17")
	f.Due = reconcile.DueAt(at("2026-11-24T19:27:03.440527Z"))
	f.Exposure = money(205, "EUR")
	f.Evidence = []reconcile.Evidence{
		{Key: "expected_end", Value: "2026-11-17", Material: true},
		{Key: "cancellable_until", Value: "2026-11-24T19:27:03.440527Z", Material: true},
		{Key: "term", Value: "P1Y"},
	}
	f.SellerName, f.Way = "Northwind Licensing", wayOf(reconcile.RouteRebuy, "2026-11-23", reconcile.StepOrder, reconcile.StepCancelNow)
	r := reported(f, reconcile.Changed)
	before := f
	before.Severity, before.Outcome, before.Due = reconcile.High, reconcile.Cancels, reconcile.DueDay(day("2026-11-17"))
	before.Owner, before.Assumptions = reconcile.OwnerUs, []reconcile.Assumption{reconcile.TermStartDerived}
	before.Evidence = []reconcile.Evidence{{Key: "expected_end", Value: "2026-11-16", Material: true}, {Key: "term", Value: "P1Y"}}
	before.Way = wayOf(reconcile.RoutePartnerTransfer, "2027-11-16", reconcile.StepCreateRequest, reconcile.StepAcceptRequest)
	r.PreviousDue, r.Previous = before.Due, &before
	return r
}

func graceOpen() reconcile.Reported {
	f := finding("grace-open", reconcile.ExpiredDeadlinesJob, reconcile.Critical, "s-03")
	f.Owner, f.Outcome = reconcile.OwnerUs, reconcile.NoOutcome
	f.LastDay, f.TermEnd, f.CoverBy = day("2026-10-19"), day("2026-10-19"), day("2026-11-18")
	f.Due = reconcile.DueDay(f.CoverBy)
	f.Evidence = []reconcile.Evidence{{Key: "access", Value: "yes"}, {Key: "data_until", Value: "2027-02-16"}}
	f.Assumptions = []reconcile.Assumption{reconcile.StatusLags}
	f.Way = wayOf(reconcile.RouteRebuy, "2026-11-18", reconcile.StepOrder)
	return reported(f, reconcile.Unchanged)
}

func tenantLimit() reconcile.Reported {
	f := finding("tenant-limit-exceeded", reconcile.TenantLimitsJob, reconcile.Critical, "")
	f = withoutRow(f)
	f.Due = reconcile.DueDay(day("2027-01-31"))
	f.Evidence = []reconcile.Evidence{
		{Key: "certain", Value: "151"},
		{Key: "possible", Value: "0"},
		{Key: "planned", Value: "151", Material: true},
		{Key: "total", Value: "302"},
		{Key: "limit", Value: "300"},
		{Key: "to_duplicate", Value: "151"},
		{Key: "doubled_limit", Value: "150"},
	}
	r := reported(f, reconcile.Unchanged)
	r.State = reconcile.StateAcknowledged
	r.Held = reconcile.Decision{State: r.State, Until: day("2026-12-18"), Actor: "Kim", Reason: "Order placed in two parts"}
	return r
}

func coverageGap() reconcile.Reported {
	f := finding("coverage-gap", reconcile.ContinuityJob, reconcile.Critical, "s-05")
	f.Owner, f.Outcome = reconcile.OwnerUs, reconcile.Cancels
	f.Evidence = []reconcile.Evidence{
		{Key: "gap_from", Value: "2026-11-28"}, {Key: "gap_to", Value: "2026-12-11"}, {Key: "gap_days", Value: "14"},
	}
	r := reported(f, reconcile.Reopened)
	r.FirstSeen = at("2026-09-02T00:00:00Z")
	return r
}

func agreement() reconcile.Reported {
	f := withoutRow(finding("agreement-missing", reconcile.ReadinessJob, reconcile.Critical, ""))
	f.Owner, f.Due = reconcile.OwnerCustomer, reconcile.DueDay(day("2026-11-20"))
	return reported(f, reconcile.New)
}

func doubleBilling() reconcile.Reported {
	f := finding("double-billing", reconcile.BillingJob, reconcile.High, "s-07")
	f.Due, f.LastDay, f.TermEnd = reconcile.DueDay(day("2027-05-31")), day("2027-05-31"), day("2027-05-31")
	f.Exposure = reconcile.Exposure{
		Kind: reconcile.MoneyAvoidable, Period: reconcile.Once, Amount: reconcile.Amount{Minor: 3333, Currency: "KWD"}, Basis: reconcile.BasisOverlap,
		Args: []reconcile.Evidence{{Key: "days", Value: "193"}, {Key: "term_days", Value: "365"}, {Key: "term_price", Value: "6.303"}},
	}
	f.Evidence = []reconcile.Evidence{{Key: "target_start", Value: "2026-11-20"}, {Key: "overlap_days", Value: "193"}}
	f.Way = wayOf(reconcile.RouteRebuy, "2027-05-31", reconcile.StepSetCancel)
	r := reported(f, reconcile.Unchanged)
	r.State = reconcile.StateSnoozed
	r.Held = reconcile.Decision{State: r.State, Until: day("2026-11-30"), Actor: "=Kim", Reason: "=1+1"}
	return r
}

func transferExpiring() reconcile.Reported {
	f := withoutRow(finding("transfer-expiring", reconcile.TransfersJob, reconcile.High, ""))
	f.TenantID, f.TenantName, f.Subject = Fabrikam, "Fabrikam", "t-1"
	f.Owner, f.Due = reconcile.OwnerUs, reconcile.DueAt(at("2026-11-20T12:00:00Z"))
	f.Evidence = []reconcile.Evidence{{Key: "transfer", Value: "t-1"}, {Key: "items", Value: "3"}}
	return reported(f, reconcile.New)
}

func unknownValue() reconcile.Reported {
	f := withoutRow(finding("unknown-value", reconcile.DataQualityJob, reconcile.Medium, ""))
	f.Owner, f.Due, f.Subject = reconcile.OwnerUs, reconcile.Due{}, "status=paused"
	f.Evidence = []reconcile.Evidence{
		{Key: "column", Value: "status"}, {Key: "value", Value: "paused"}, {Key: "rows", Value: "2"}, {Key: "row_ids", Value: "s-31 s-32"},
	}
	return reported(f, reconcile.New)
}

func commitmentInYen() reconcile.Reported {
	f := finding("renewal-commitment", reconcile.AutoRenewJob, reconcile.Low, "s-10")
	f.Owner, f.Quantity, f.OfferName = reconcile.OwnerUs, reconcile.Count{}, ""
	f.TenantID, f.TenantName = Fabrikam, ""
	f.Exposure = money(480000, "JPY").As(reconcile.MoneyDecision, reconcile.PerTerm)
	f.Evidence = []reconcile.Evidence{{Key: "term", Value: "P3Y"}}
	return reported(f, reconcile.Unchanged)
}

// wayOf makes what a plan says of a source: what is left to do, planned for the day on
// which it must be done.
func wayOf(route reconcile.Route, by string, kinds ...reconcile.StepKind) reconcile.Way {
	w := reconcile.Way{Part: reconcile.PartSource, Route: route}
	for i, kind := range kinds {
		task := reconcile.Task{Kind: kind, Owner: reconcile.OwnerUs}
		if kind.AtSource() || kind == reconcile.StepAcceptRequest {
			task.Owner = reconcile.OwnerSourcePartner
		}
		if i == 0 {
			w.Step.Task = task
		} else {
			w.Then = append(w.Then, task)
		}
	}
	if by != "" {
		w.Step.Day, w.Step.LastSafe = day(by), reconcile.DueDay(day(by))
	}
	return w
}

// withoutRow makes a finding one about a whole tenant.
func withoutRow(f reconcile.Finding) reconcile.Finding {
	f.SubscriptionID, f.OfferID, f.OfferName, f.SellerID = "", "", "", ""
	f.Quantity, f.TermEnd, f.LastDay, f.CoverBy = reconcile.Count{}, 0, 0, 0
	f.Outcome, f.Owner = reconcile.NoOutcome, reconcile.OwnerUs
	return f
}
