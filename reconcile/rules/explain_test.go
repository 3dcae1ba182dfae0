package rules_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// An explanation gives every rule's answer, and what fired in it is what the
// evaluation found: of the subscription itself and of its tenant.
func TestExplainAgreesWithEvaluate(t *testing.T) {
	facts := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		env, tenant := anyEnv(t, facts), anyTenant(t)
		result := rules.Evaluate(env, tenant)
		for i := range tenant.Subscriptions {
			checkExplanation(t, env, tenant, &result, tenant.Subscriptions[i].ID)
		}
	})
}

// evaluated returns the findings of a subscription and of its tenant, with what
// silences them, and whether any is of the subscription's own.
func evaluated(result *reconcile.Result, id string) (by map[string]reconcile.Code, own bool) {
	by = map[string]reconcile.Code{}
	add := func(f *reconcile.Finding, silencedBy reconcile.Code) {
		if f.SubscriptionID == "" || f.SubscriptionID == id {
			by[f.ID] = silencedBy
			own = own || f.SubscriptionID == id
		}
	}
	for i := range result.Findings {
		add(&result.Findings[i], "")
	}
	for i := range result.Silenced {
		add(&result.Silenced[i].Finding, result.Silenced[i].By)
	}
	return by, own
}

func checkExplanation(t *rapid.T, env rules.Env, tenant reconcile.Tenant, result *reconcile.Result, id string) {
	e, ok := rules.Explain(env, tenant, id)
	if !ok {
		t.Fatalf("%q is not explained", id)
	}
	want, own := evaluated(result, id)
	got := map[string]reconcile.Code{}
	var codes []reconcile.Code
	for _, verdict := range e.Verdicts {
		codes = append(codes, verdict.Code)
		switch {
		case verdict.Fired != (verdict.Why == rules.WhyFires), verdict.Fired != (verdict.Finding != nil), verdict.Why == "":
			t.Fatalf("the answer of %s is %+v", verdict.Code, verdict)
		case verdict.Fired:
			got[verdict.Finding.ID] = verdict.SilencedBy
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("findings of %q and who silences them (-evaluated +explained):\n%s", id, diff)
	}
	var catalogue []reconcile.Code
	for _, r := range rules.Catalogue() {
		catalogue = append(catalogue, r.Code)
	}
	if diff := cmp.Diff(catalogue, slices.Compact(codes)); diff != "" {
		t.Fatalf("rules that answered (-catalogue +explained):\n%s", diff)
	}
	if own != (e.Counter == "") {
		t.Fatalf("%q has a finding of its own: %v, and the counter %q", id, own, e.Counter)
	}
	checkCover(t, &e)
	checkMatched(t, &e)
	again, _ := rules.Explain(env, tenant, id)
	if diff := cmp.Diff(e.Verdicts, again.Verdicts); diff != "" {
		t.Fatalf("the second explanation differs:\n%s", diff)
	}
}

// checkCover checks that a target is in time or has a reason why not, that only a
// target in time covers, and that the search tells of each match.
func checkCover(t *rapid.T, e *rules.Explanation) {
	timely := false
	var matched, taken [][2]string // tenant and id
	for _, target := range e.Targets {
		if target.InTime != (target.Miss == "") {
			t.Fatalf("the target %q is in time: %v, and misses by %q", target.Subscription.ID, target.InTime, target.Miss)
		}
		timely = timely || target.InTime
		if target.Matched {
			matched = append(matched, [2]string{target.Subscription.TenantID, target.Subscription.ID})
		}
	}
	if e.Covered && !timely {
		t.Fatal("covered by no target")
	}
	for _, c := range e.Search.Candidates {
		if c.Miss == "" {
			taken = append(taken, [2]string{c.TenantID, c.ID})
		}
		if (c.Miss == rules.MissTaken) != (c.TakenBy != "") {
			t.Fatalf("%q is taken by %q", c.ID, c.TakenBy)
		}
	}
	byBytes := func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }
	slices.SortFunc(matched, byBytes)
	slices.SortFunc(taken, byBytes)
	if !slices.Equal(matched, taken) || !e.Search.Sought && len(matched) > 0 {
		t.Fatalf("%q are matched, and the search (%v) took %q", matched, e.Search.Sought, taken)
	}
}

// checkMatched checks that what rests on a match says so, and nothing else.
func checkMatched(t *rapid.T, e *rules.Explanation) {
	onTargets := []reconcile.Code{
		"end-of-sale-renew-off", "lapse-unplanned", "grace-open", "grace-missed", "data-deleted", "cancelled-backup",
		"offer-different", "quantity-mismatch", "coverage-gap", "double-billing", "est-running-duplicate",
	}
	matched := slices.ContainsFunc(e.Targets, func(target rules.TargetAnswer) bool { return target.Matched })
	for _, v := range e.Verdicts {
		if v.Finding == nil || v.Code == rules.CodeMoveFinished { // which may rest on a match of another day
			continue
		}
		says, rests := slices.Contains(v.Finding.Assumptions, reconcile.TargetMatched), slices.Contains(onTargets, v.Code)
		if v.Code == "end-of-term-unknown" { // its severity does, of what is covered
			rests = e.Covered && e.Move != nil && e.Move.IsOpen()
		}
		if says != (matched && rests && v.Finding.SubscriptionID != "") {
			t.Fatalf("%s of %q assumes %q; matched: %v", v.Code, e.Subscription.ID, v.Finding.Assumptions, matched)
		}
	}
}

// A source whose move names no target, and what of ours is there: each for
// another reason not its replacement, but one.
func TestExplainTellsTheSearch(t *testing.T) {
	bought := func(id, offer string, seats int64, on reconcile.Day) reconcile.Subscription {
		return reconcile.Subscription{
			ID: id, TenantID: "t", Channel: reconcile.CSP, SellerID: "us", OfferID: offer, Status: reconcile.Active, Quantity: reconcile.CountOf(seats),
			AutoRenew: reconcile.Yes, Term: reconcile.Annual, Created: on, CommitmentEnd: reconcile.NewDay(2027, 6, 30).Start(),
		}
	}
	source := func(id string) reconcile.Subscription {
		s := bought(id, "A:1", 10, 0)
		s.SellerID, s.EndOfTerm, s.CommitmentEnd = "another", reconcile.ActionCancel, reconcile.NewDay(2026, 8, 1).Start()
		return s
	}
	june := reconcile.NewDay(2026, 6, 1)
	tenant := reconcile.Tenant{
		Profile: reconcile.Profile{ID: "t", Country: "DE", Relationship: reconcile.Reseller},
		Subscriptions: []reconcile.Subscription{
			source("a"), source("s"), bought("first", "A:1", 10, june), bought("second", "A:1", 10, june),
			bought("few", "A:1", 4, june), bought("old", "A:1", 10, june.AddDays(-60)), bought("other", "B:1", 10, june), bought("since", "A:1", 10, 0),
		},
		Moves: []reconcile.Move{
			{TenantID: "t", SourceID: "a", Route: reconcile.RouteAuto, Status: reconcile.MovePlanned},
			{TenantID: "t", SourceID: "s", Route: reconcile.RouteAuto, Status: reconcile.MovePlanned},
		},
	}
	e, _ := rules.Explain(inJune(t), tenant, "s")
	if n := len(e.Search.Candidates); n == 0 || e.Search.Candidates[0].ID != "second" || e.Search.Candidates[n-1].ID != "other" {
		t.Errorf("the candidates come as %+v", e.Search.Candidates)
	}
	got := map[string]string{}
	for _, c := range e.Search.Candidates {
		got[c.ID] = string(c.Miss) + c.TakenBy
	}
	want := map[string]string{
		"first": "takena", "second": "", "few": "too-few-seats", "old": "bought-too-early", "other": "other-offer", "since": "bought-unknown",
	}
	if diff := cmp.Diff(want, got); diff != "" || !e.Search.Sought {
		t.Errorf("candidates, sought %v (-want +got):\n%s", e.Search.Sought, diff)
	}
	if e, _ := rules.Explain(inJune(t), tenant, "first"); e.Search.Sought {
		t.Error("a replacement is sought for what renews")
	}
}

// A target that does not cover says the first reason.
func TestExplainTellsWhyATargetMisses(t *testing.T) {
	for _, c := range []struct {
		start, end reconcile.Day
		status     reconcile.Status
		want       rules.Miss
	}{
		{reconcile.NewDay(2026, 9, 1), reconcile.NewDay(2026, 9, 30), reconcile.Pending, ""},
		{reconcile.NewDay(2026, 9, 2), reconcile.NewDay(2026, 9, 30), reconcile.Pending, rules.MissLate},
		{reconcile.NewDay(2026, 9, 1), reconcile.NewDay(2026, 9, 1), reconcile.Pending, rules.MissShort},
		{reconcile.NewDay(2026, 9, 1), reconcile.NewDay(2026, 9, 30), reconcile.Suspended, rules.MissStatus},
	} {
		end := func(id string, on reconcile.Day) reconcile.Subscription {
			return reconcile.Subscription{
				ID: id, TenantID: "t", Channel: reconcile.CSP, OfferID: "A:1", Status: reconcile.Active, EndOfTerm: reconcile.ActionCancel,
				Quantity: reconcile.CountOf(5), CommitmentEnd: on.Start(),
			}
		}
		target := end("o", c.end)
		target.Status, target.TermStart = c.status, c.start
		e, _ := rules.Explain(inJune(t), reconcile.Tenant{
			Profile: reconcile.Profile{ID: "t"}, Subscriptions: []reconcile.Subscription{end("s", reconcile.NewDay(2026, 9, 1)), target},
			Moves: []reconcile.Move{{TenantID: "t", SourceID: "s", TargetIDs: []string{"o"}, Status: reconcile.MovePlanned}},
		}, "s")
		if len(e.Targets) != 1 || e.Targets[0].Miss != c.want || e.Targets[0].Start != c.start || e.StartBy != reconcile.NewDay(2026, 9, 1) {
			t.Errorf("%s to %s, %s: %+v, there by %s", c.start, c.end, c.status, e.Targets, e.StartBy)
		}
		if e.Search.Sought {
			t.Error("a replacement is sought although the move names it")
		}
	}
}

func inJune(t *testing.T) rules.Env {
	t.Helper()
	return rules.Env{
		AsOf: reconcile.NewDay(2026, 6, 3).Start(), Policy: embedded(t), Partner: &reconcile.Partner{ID: "us", Country: "DE"},
	}
}

func TestExplainSaysWhy(t *testing.T) {
	env := inJune(t)
	source := reconcile.Subscription{
		ID: "s", TenantID: "t", Channel: reconcile.CSP, SellerID: "another", OfferID: "A:1", Status: reconcile.Active, Term: reconcile.Annual,
		AutoRenew: reconcile.No, EndOfTerm: reconcile.ActionCancel, Quantity: reconcile.CountOf(5),
		CommitmentEnd: reconcile.NewDay(2026, 9, 1).Start(),
	}
	target := reconcile.Subscription{
		ID: "o", TenantID: "t", Channel: reconcile.CSP, SellerID: "us", OfferID: "A:1", Status: reconcile.Pending, Quantity: reconcile.CountOf(5),
		AutoRenew: reconcile.Yes, Term: reconcile.Annual, TermStart: reconcile.NewDay(2026, 9, 1), CommitmentEnd: reconcile.NewDay(2027, 8, 31).Start(),
	}
	tenant := reconcile.Tenant{
		Profile:       reconcile.Profile{ID: "t", Country: "DE", Relationship: reconcile.Reseller},
		Subscriptions: []reconcile.Subscription{source, target},
		Moves: []reconcile.Move{{
			TenantID: "t", SourceID: "s", TargetIDs: []string{"o"}, Route: reconcile.RouteAuto, Status: reconcile.MovePlanned,
		}},
	}
	e, ok := rules.Explain(env, tenant, "s")
	if !ok || !e.Covered || e.Counter != reconcile.CountCovered || e.Lifecycle.Outcome != reconcile.Cancels || e.Actor != reconcile.OwnerSourcePartner {
		t.Errorf("explained as %+v", e)
	}
	if e.TermStart != reconcile.NewDay(2025, 9, 2) || !e.StartDerived {
		t.Errorf("the term starts on %s, derived: %v", e.TermStart, e.StartDerived)
	}
	if len(e.Targets) != 1 || e.Targets[0].Subscription.ID != "o" || !e.Targets[0].InTime || e.Targets[0].Matched {
		t.Errorf("targets %+v", e.Targets)
	}
	checkWhy(t, e.Verdicts, map[reconcile.Code]rules.Why{
		"auto-renew-on": rules.WhyOutcome, "cancel-without-cover": rules.WhyHasTarget, "coverage-gap": rules.WhyTargetFits,
		"double-billing": rules.WhyNotStarted, "est-running-duplicate": rules.WhyNotInEST, "grace-open": rules.WhyStatus, "lapse-unplanned": rules.WhyNotOurs,
		"transfer-ended": rules.WhyNoRequest, "end-of-sale-renew-off": rules.WhyRoute, "tenant-to-tenant-data": rules.WhySameTenant, "azure-switch": rules.WhyKind,
	})
	if _, ok := rules.Explain(env, tenant, "x"); ok {
		t.Error("a subscription that is not there is explained")
	}
}

// checkWhy compares the reasons of rules that did not fire.
func checkWhy(t *testing.T, verdicts []rules.Verdict, want map[reconcile.Code]rules.Why) {
	t.Helper()
	for code, why := range want {
		at := slices.IndexFunc(verdicts, func(v rules.Verdict) bool { return v.Code == code })
		if at < 0 {
			t.Fatalf("%s does not answer", code)
		}
		if answer := verdicts[at]; answer.Fired || answer.Why != why {
			t.Errorf("%s answers %+v, want %q", code, answer, why)
		}
	}
}
