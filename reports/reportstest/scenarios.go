package reportstest

import (
	"fmt"
	"time"

	"handover/reconcile"
)

// The tenants of the scenarios.
const (
	Contoso  = "aaaaaaaa-0000-4000-8000-000000000001"
	Fabrikam = "aaaaaaaa-0000-4000-8000-000000000002"
	seller   = "bbbbbbbb-0000-4000-8000-000000000001"
)

// Run returns the record of a run of all jobs on 20 November 2026.
func Run() reconcile.Run {
	return reconcile.Run{
		Seq: 123, AsOf: at("2026-11-20T00:00:00Z"), StartedAt: at("2026-11-20T01:30:00Z"), FinishedAt: at("2026-11-20T01:31:12Z"),
		State: reconcile.RunComplete, Trigger: reconcile.TriggerSchedule, Jobs: reconcile.Jobs(),
		Policy: "2026-05-04", PolicyHash: "5f1d", Version: "1.0.0",
	}
}

// Typical returns a run with a finding of every kind of content: with and without
// a due, an instant as due, an overdue one, amounts in three currencies, every
// delta and state, assumptions, and resolved findings; and with a plan, a trend and
// a bridge.
func Typical() *Source {
	return NewSource(Run(), coverage(), typicalFindings(), typicalResolved()).WithPlan(typicalPlan()).WithTrend(8).
		WithBridge(typicalBridge()).WithSellers(typicalSellers()...)
}

// Partial returns a run in which a tenant was not evaluated: its findings are kept,
// and its plan is made from its old facts.
func Partial() *Source {
	run := Run()
	run.State, run.Actor, run.Reason = reconcile.RunPartial, "Kim", "after the import"
	tenants := coverage()
	tenants[1].Evaluated, tenants[1].Reason, tenants[1].Source = false, reconcile.StaleData, "csv"
	tenants[1].ObservedAt = at("2026-11-15T22:10:00Z")
	tenants[0].DelegatedUntil, tenants[1].DelegatedUntil = day("2026-12-18"), day("2026-12-01")
	kept := typicalFindings()[1:2]
	kept[0].Delta = reconcile.NotEvaluated
	return NewSource(run, tenants, kept, nil).WithPlan(partialPlan())
}

// Missed returns a run before which another one's reports were never written: one of its
// findings was new in those and is as it was, another has changed since.
func Missed() *Source {
	run := Run()
	run.Summary.Missed = []reconcile.MissedRun{{Seq: 122, AsOf: at("2026-11-19T00:00:00Z")}}
	findings := typicalFindings()[:3]
	for i, delta := range []reconcile.Delta{reconcile.Unchanged, reconcile.Changed, reconcile.New} {
		findings[i].Delta = delta
		if delta != reconcile.New {
			findings[i].MissedIn = 122
		}
	}
	return NewSource(run, coverage(), findings, nil)
}

// Empty returns a run that found nothing, in a store without a subscription.
func Empty() *Source { return NewSource(Run(), nil, nil, nil) }

// Hostile returns a run whose names try to break out of every format.
func Hostile() *Source {
	names := []string{
		`=HYPERLINK("https://evil.example.com","Contoso")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1",
		"| a | b |\n## Heading", "<img src=x onerror=alert(1)>", "[link](https://evil.example.com) www.evil.example.com",
		"`code` *bold* _it_ ~no~ @channel #1 mail@example.com <!here>", "quote \" and ; semicolon, comma",
		"left\u202eright", "null\x00 bell\x07", "{offer} {nothing}", "bad utf8 \xff",
	}
	var findings []reconcile.Reported
	for i, name := range names {
		f := finding("auto-renew-on", reconcile.AutoRenewJob, reconcile.Critical, fmt.Sprintf("s-%02d", i))
		f.TenantName, f.OfferName, f.OfferID = name, name, name
		f.SellerName, f.Way = name, wayOf(reconcile.RouteRebuy, "2026-11-27", reconcile.StepSetCancel)
		f.Evidence = []reconcile.Evidence{{Key: "term", Value: name}, {Key: "auto_renew", Value: "yes"}}
		f.Exposure = reconcile.Exposure{Lack: reconcile.LackCurrency}.As(reconcile.MoneyAvoidable, reconcile.PerTerm)
		findings = append(findings, reported(f, reconcile.New))
	}
	changed := &findings[len(findings)-1]
	changed.Delta, changed.Previous = reconcile.Changed, hostilelyChanged(&changed.Finding, names)
	tenants := coverage()[:1]
	tenants[0].Name = names[0]
	run := Run()
	run.Actor, run.Reason = "<b>Kim</b>", "=cmd|' /C calc'!A1"
	return NewSource(run, tenants, findings, nil).WithPlan(hostilePlan(names))
}

// hostilelyChanged returns a finding that had the names as its facts.
func hostilelyChanged(f *reconcile.Finding, names []string) *reconcile.Finding {
	before := *f
	before.Evidence = nil
	for _, name := range names {
		before.Evidence = append(before.Evidence, reconcile.Evidence{Key: name, Value: name, Material: true})
	}
	return &before
}

// Many returns a run with a number of findings of all jobs.
func Many(n int) *Source {
	jobs := reconcile.Jobs()
	codes := map[reconcile.Job]reconcile.Code{
		reconcile.AutoRenewJob: "auto-renew-on", reconcile.EndDatesJob: "est-auto-convert",
		reconcile.ExpiredDeadlinesJob: "grace-open", reconcile.TenantLimitsJob: "seat-pool-exceeded",
		reconcile.ReadinessJob: "tenant-to-tenant-data", reconcile.ContinuityJob: "coverage-gap",
		reconcile.BillingJob: "double-billing", reconcile.TransfersJob: "transfer-ended",
		reconcile.UsageJob: "azure-switch", reconcile.DataQualityJob: "invalid-row",
	}
	findings := make([]reconcile.Reported, 0, n)
	for i := range n {
		job := jobs[i%len(jobs)]
		f := finding(codes[job], job, reconcile.High, fmt.Sprintf("s-%07d", i))
		f.Due = reconcile.DueDay(day("2026-11-20").AddDays(i % 120))
		f.Exposure = money(int64(i)*7, "EUR")
		findings = append(findings, reported(f, reconcile.Unchanged))
	}
	return NewSource(Run(), coverage(), findings, nil)
}

func coverage() []reconcile.Coverage {
	return []reconcile.Coverage{
		{
			TenantID: Contoso, Name: "Contoso", Domain: "contoso.example",
			Contact: reconcile.Contact{Name: "Kim", Email: "kim@contoso.example", Language: "de"}, Evaluated: true, ObservedAt: at("2026-11-19T22:10:00Z"),
			Subscriptions: 12, Seats: 340, WithFindings: 5, Suppressed: 1,
			Routine:  map[reconcile.Counter]int{reconcile.CountCovered: 3, reconcile.CountRoutineRenewal: 4},
			Silenced: map[reconcile.Code]int{"relationship-missing": 1},
		},
		{
			TenantID: Fabrikam, Name: "Fabrikam", Evaluated: true, ObservedAt: at("2026-11-20T01:00:00Z"),
			Subscriptions: 6, Seats: 61, WithFindings: 4,
			Routine: map[reconcile.Counter]int{reconcile.CountNoEnd: 2},
		},
	}
}

func typicalResolved() []reconcile.ResolvedFinding {
	moved := finding("end-date-approaching", reconcile.EndDatesJob, reconcile.High, "s-20")
	moved.Exposure = money(99, "CHF")
	relation := finding("relationship-missing", reconcile.ReadinessJob, reconcile.Critical, "")
	relation.Due = reconcile.Due{}
	return []reconcile.ResolvedFinding{
		{Finding: moved, Reason: reconcile.ReasonMoved},
		{Finding: relation, Reason: reconcile.ReasonFixed},
	}
}

// finding starts a finding about a subscription of Contoso that ends on
// 27 November 2026.
func finding(code reconcile.Code, job reconcile.Job, severity reconcile.Severity, subscription string) reconcile.Finding {
	end := day("2026-11-27")
	return reconcile.Finding{
		Code: code, Job: job, Severity: severity, Owner: reconcile.OwnerSourcePartner, Due: reconcile.DueDay(end),
		TenantID: Contoso, TenantName: "Contoso", SubscriptionID: subscription, TermEnd: end,
		OfferID: "CFQ7TTC0LH18:0001", OfferName: "Microsoft 365 Business Basic", SellerID: seller,
		Quantity: reconcile.CountOf(25), LastDay: end, Outcome: reconcile.Renews, CoverBy: end,
	}
}

func reported(f reconcile.Finding, delta reconcile.Delta) reconcile.Reported {
	r := reconcile.Reported{
		Finding: f, Delta: delta, State: reconcile.StateOpen,
		FirstSeen: at("2026-11-01T00:00:00Z"), LastSeen: at("2026-11-20T00:00:00Z"),
	}
	if delta == reconcile.New {
		r.FirstSeen = r.LastSeen
	}
	return r
}

func money(minor int64, currency string) reconcile.Exposure {
	return reconcile.Exposure{
		Kind: reconcile.MoneyAvoidable, Period: reconcile.PerTerm,
		Amount: reconcile.Amount{Minor: minor, Currency: currency}, Basis: reconcile.BasisNextTerm,
		Args: []reconcile.Evidence{{Key: "seats", Value: "25"}, {Key: "unit_price", Value: "4.00"}, {Key: "periods", Value: "12"}},
	}
}

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err) // a constant of this package is wrong
	}
	return t
}

func day(text string) reconcile.Day { return reconcile.DayOf(at(text + "T00:00:00Z")) }
