package words_test

import (
	"strings"
	"testing"
	"time"

	"handover/reconcile"
	"handover/reports/words"
)

func plannedStep(kind reconcile.StepKind, edit func(*reconcile.PlanStep)) *reconcile.PlanStep {
	s := &reconcile.PlanStep{
		TenantID: "tenant-1", SourceID: "s-1", TargetTenantID: "tenant-1", Kind: kind, Owner: reconcile.OwnerUs,
		OfferName: "Business Basic", OfferID: "offer-1", Seats: reconcile.CountOf(25),
	}
	if edit != nil {
		edit(s)
	}
	return s
}

func TestStepLine(t *testing.T) {
	by := func(owner reconcile.Owner) func(*reconcile.PlanStep) {
		return func(s *reconcile.PlanStep) { s.Owner = owner }
	}
	for _, c := range []struct {
		step *reconcile.PlanStep
		want string
	}{
		{plannedStep(reconcile.StepOrder, nil), "Order Business Basic (25 seats) to replace the current subscription."},
		{plannedStep(reconcile.StepOrder, by(reconcile.OwnerProvider)), "Ask our provider to order Business Basic (25 seats) to replace the current subscription."},
		{
			plannedStep(reconcile.StepOrder, func(s *reconcile.PlanStep) { s.OfferName, s.Seats = "", reconcile.Count{} }),
			"Order offer-1 to replace the current subscription.",
		},
		{
			plannedStep(reconcile.StepOrder, func(s *reconcile.PlanStep) { s.TargetTenantID = "tenant-2" }),
			"Order Business Basic (25 seats) to replace the subscription of customer tenant-1.",
		},
		{
			plannedStep(reconcile.StepSetCancel, func(s *reconcile.PlanStep) { s.TargetTenantID, s.Seats = "tenant-2", reconcile.CountOf(1) }),
			"Schedule a cancel of Business Basic (1 seat) of customer tenant-1 for the end of its term.",
		},
		{
			plannedStep(reconcile.StepSetCancel, func(s *reconcile.PlanStep) { s.OfferName, s.OfferID, s.Seats = "", "", reconcile.Count{} }),
			"Schedule a cancel of s-1 for the end of its term.",
		},
		{
			plannedStep(reconcile.StepCreateRequest, func(s *reconcile.PlanStep) { s.Request = 2 }),
			"Create partner transfer request 2, which takes Business Basic (25 seats) over.",
		},
		{
			plannedStep(reconcile.StepAcceptRequest, func(s *reconcile.PlanStep) { s.Owner, s.TransferID = reconcile.OwnerSourcePartner, "t-1" }),
			"Ask the current partner to add Business Basic (25 seats) to partner transfer request t-1 and to submit it.",
		},
		{
			plannedStep(reconcile.StepSetCancel, func(s *reconcile.PlanStep) { s.Owner, s.Actor = reconcile.OwnerSourcePartner, "Fabrikam\nLicensing" }),
			"Ask Fabrikam Licensing to schedule a cancel of Business Basic (25 seats) for the end of its term.",
		},
		{
			plannedStep(reconcile.StepOrder, func(s *reconcile.PlanStep) { s.Sale = reconcile.SoldInstead }),
			"Order an equivalent of Business Basic (25 seats), which is no longer sold, to replace the current subscription.",
		},
		{
			plannedStep(reconcile.StepOrder, func(s *reconcile.PlanStep) { s.Sale, s.Owner = reconcile.SaleEnded, reconcile.OwnerProvider }),
			"Name what replaces Business Basic (25 seats), which is no longer sold, and ask our provider to order it.",
		},
		{plannedStep(reconcile.StepSetCancel, by(reconcile.OwnerCustomer)), "Ask the customer to schedule a cancel of Business Basic (25 seats) for the end of its term."},
		{plannedStep(reconcile.StepVerify, by(reconcile.OwnerProvider)), "Verify that the replacement of Business Basic (25 seats) is active and has all seats."},
		{plannedStep("made-up", nil), "made-up"},
	} {
		if got := table(t, "en").StepLine(c.step); got != c.want {
			t.Errorf("%s of %s: %q, want %q", c.step.Kind, c.step.Owner, got, c.want)
		}
	}
	if got := table(t, "en").Step("made-up"); got != "made-up" {
		t.Errorf("an unknown kind is called %q", got)
	}
}

func TestObstacle(t *testing.T) {
	limit := reconcile.Obstacle{
		Code: reconcile.ObstacleTenantLimit, TenantID: "tenant-1", TargetTenantID: "tenant-1",
		Day: reconcile.NewDay(2027, time.January, 31), Count: 301, Limit: 300, Excess: 2,
	}
	pool, undated := limit, limit
	pool.Code, pool.Subject = reconcile.ObstacleSeatPool, "OFFER-1"
	undated.Day = 0
	route := reconcile.Obstacle{
		Code: reconcile.ObstacleRoute, TenantID: "tenant-2", SourceID: "s-1", TargetTenantID: "tenant-1",
		Subject: "partner-transfer", Against: reconcile.AgainstOtherTenant,
	}
	odd := route
	odd.Subject, odd.Against = "by mail", reconcile.AgainstUnknownRoute
	for _, c := range []struct {
		obstacle reconcile.Obstacle
		want     string
	}{
		{limit, "From 31 Jan 2027 on the customer would have 301 licence-based subscriptions, where 300 are allowed; on the worst day 2 too many."},
		{undated, "With the orders that have no day the customer would have 301 licence-based subscriptions, where 300 are allowed: 2 too many."},
		{pool, "From 31 Jan 2027 on the customer would have 301 seats of OFFER-1, where 300 are allowed; on the worst day 2 too many."},
		{
			named(reconcile.Obstacle{Code: reconcile.ObstacleSeatPool, Subject: "OFFER-1", Count: 301, Limit: 300, Excess: 1}, "Business Basic"),
			"With the orders that have no day the customer would have 301 seats of Business Basic, where 300 are allowed: 1 too many.",
		},
		{route, "The move of s-1 of customer tenant-2 cannot take its route (partner transfer): it moves to another tenant."},
		{named(route, "Office 365 E3"), "The move of Office 365 E3 of customer tenant-2 cannot take its route (partner transfer): it moves to another tenant."},
		{
			reconcile.Obstacle{Code: reconcile.ObstacleSourceUnknown, SourceID: "s-1"},
			"The move cannot be planned: its source s-1 is not in the data, or not any more. Import it, or close the move (status done or dropped).",
		},
		{named(reconcile.Obstacle{Code: reconcile.ObstacleSourceTwice}, "Office 365 E3"), "The move is not planned: another open move has the same source Office 365 E3."},
		{odd, "The move of s-1 of customer tenant-2 cannot take its route (by mail): there is no such route."},
		{reconcile.Obstacle{Code: "made-up"}, "made-up"},
	} {
		if got := table(t, "en").Obstacle(&c.obstacle); got != c.want {
			t.Errorf("%s: %q, want %q", c.obstacle.Code, got, c.want)
		}
	}
}

func named(o reconcile.Obstacle, offer string) reconcile.Obstacle {
	o.OfferName = offer
	return o
}

func TestRemedy(t *testing.T) {
	subscriptions, seats := &reconcile.Obstacle{Code: reconcile.ObstacleTenantLimit}, &reconcile.Obstacle{Code: reconcile.ObstacleSeatPool}
	for _, c := range []struct {
		remedy   reconcile.Remedy
		obstacle *reconcile.Obstacle
		want     string
	}{
		{reconcile.Remedy{Code: reconcile.RemedyRoute, Route: reconcile.RouteRebuy}, subscriptions, "Choose another route (buy again), or leave the route open."},
		{reconcile.Remedy{Code: reconcile.RemedyTransfer, N: 3}, subscriptions, "Take the partner or channel transfer wherever it is possible (3 moves)."},
		{reconcile.Remedy{Code: reconcile.RemedyTransfer, N: 1}, subscriptions, "Take the partner or channel transfer wherever it is possible (1 move)."},
		{reconcile.Remedy{Code: reconcile.RemedySeats, N: 1}, seats, "Order no more seats than are assigned (1 move)."},
		{reconcile.Remedy{Code: reconcile.RemedyFree, N: 2}, subscriptions, "End 2 other subscriptions first."},
		{reconcile.Remedy{Code: reconcile.RemedyFree, N: 1}, subscriptions, "End 1 other subscription first."},
		{reconcile.Remedy{Code: reconcile.RemedyFree, N: 2}, seats, "Give back 2 seats first."},
		{reconcile.Remedy{Code: reconcile.RemedyFree, N: 1}, seats, "Give back 1 seat first."},
		{reconcile.Remedy{Code: "made-up"}, seats, "made-up"},
	} {
		if got := table(t, "en").Remedy(&c.remedy, c.obstacle); got != c.want {
			t.Errorf("%s: %q, want %q", c.remedy.Code, got, c.want)
		}
	}
}

func TestDifference(t *testing.T) {
	for _, c := range []struct{ language, field, before, after, want string }{
		{"en", "due", "2026-11-27", "2026-12-01", "due date: 27 Nov 2026 → 1 Dec 2026"},
		{"en", "due", "", "2026-11-24T19:27:03.440527Z", "due date: – → 24 Nov 2026, 19:27 UTC"},
		{"en", "outcome", "renew", "cancel", "at the end of the term: renews → cancelled"},
		{"en", "severity", "high", "critical", "severity: high → critical"},
		{"en", "owner", "us", "source-partner", "who acts: us → current partner"},
		{"en", "auto_renew", "yes", "no", "auto-renew: yes → no"},
		{"en", "auto_renew", "yes", "", "auto-renew: yes → –"},
		{"en", "channel", "ea", "", "bought through: an Enterprise Agreement → –"},
		{"en", "route", "partner-transfer", "channel-transfer", "route: partner transfer → channel transfer"},
		{"en", "obstacle", "suspended", "usage", "obstacle: it is suspended → it is usage-based"},
		{"en", "commitment_end", "2026-11-27T00:00:00Z", "2026-11-28T00:00:00Z", "term ends: 27 Nov 2026, 00:00 UTC → 28 Nov 2026, 00:00 UTC"},
		{"en", "made_up", "a\nb", "=c", "made up: a b → =c"},
		{"de", "severity", "high", "critical", "Schweregrad: hoch → kritisch"},
		{"zh", "severity", "high", "critical", "严重性：高 → 严重"},
		{
			"en", "assumptions", "target-matched status-lags", "status-lags",
			"assumptions: No move names the replacement; it was matched by product, seats and date. → –",
		},
	} {
		d := reconcile.Difference{Field: c.field, Before: c.before, After: c.after}
		if got := table(t, c.language).Difference(d); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.language, c.field, got, c.want)
		}
	}
}

// TestPlanIsWorded checks in every language that each value that a plan can hold
// is told in words with nothing left to fill in.
func TestPlanIsWorded(t *testing.T) {
	domain := constants(t, "../../reconcile")
	day := reconcile.NewDay(2026, time.November, 27)
	for _, language := range words.Languages() {
		table := table(t, language)
		said := func(what, text string) {
			if text == "" || strings.ContainsAny(text, "{}_") || strings.Contains(text, "–") {
				t.Errorf("%s %s: %q", language, what, text)
			}
		}
		for _, kind := range reconcile.StepKinds() {
			for _, owner := range []reconcile.Owner{reconcile.OwnerUs, reconcile.OwnerSourcePartner} {
				s := plannedStep(kind, func(s *reconcile.PlanStep) { s.Owner, s.Request = owner, 1 })
				said(string(kind), table.StepLine(s))
			}
			said(string(kind), table.Step(kind))
			said("step/"+string(kind), table.Meaning("step", string(kind)))
		}
		for _, code := range domain["ObstacleCode"] {
			o := &reconcile.Obstacle{Code: reconcile.ObstacleCode(code), SourceID: "s-1", Subject: "rebuy", Day: day, Count: 3, Limit: 1, Excess: 2}
			for _, against := range everyAgainst(t) {
				o.Against = reconcile.Against(against)
				said(code, table.Obstacle(o))
			}
			for _, remedy := range domain["RemedyCode"] {
				said(remedy, table.Remedy(&reconcile.Remedy{Code: reconcile.RemedyCode(remedy), Route: reconcile.RouteRebuy, N: 2}, o))
			}
		}
	}
}

func texts[C ~string](codes []C) []string {
	list := make([]string, 0, len(codes))
	for _, code := range codes {
		list = append(list, string(code))
	}
	return list
}
