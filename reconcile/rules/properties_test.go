package rules_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// FuzzEvaluate looks for a tenant that makes the rules fail or say something
// that a report cannot use.
func FuzzEvaluate(f *testing.F) {
	facts := embedded(f)
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { checkShape(t, anyEnv(t, facts), anyTenant(t)) }))
}

func TestEveryFindingIsWhole(t *testing.T) {
	facts := embedded(t)
	rapid.Check(t, func(t *rapid.T) { checkShape(t, anyEnv(t, facts), anyTenant(t)) })
}

func checkShape(t *rapid.T, env rules.Env, tenant reconcile.Tenant) {
	result := rules.Evaluate(env, tenant)
	ids := map[string]bool{}
	for _, f := range all(&result) {
		checkFinding(t, &tenant, &f)
		if ids[f.ID] {
			t.Fatalf("two findings have the id of %s %q %q", f.Code, f.SubscriptionID, f.Subject)
		}
		ids[f.ID] = true
	}
	order := reconcile.OrderAt(env.AsOf)
	if !slices.IsSortedFunc(result.Findings, func(a, b reconcile.Finding) int { return order.CompareFindings(&a, &b) }) {
		t.Fatal("the findings are not in order")
	}
	for _, s := range result.Silenced {
		speaks := func(f reconcile.Finding) bool {
			return f.Code == s.By && (f.SubscriptionID == "" || f.SubscriptionID == s.Finding.SubscriptionID)
		}
		if !slices.ContainsFunc(all(&result), speaks) {
			t.Fatalf("%s of %q is silenced by %s, which did not fire", s.Finding.Code, s.Finding.SubscriptionID, s.By)
		}
	}
	checkFinished(t, &result)
	checkCounters(t, env, tenant, &result)
}

// checkFinished checks that of what has come over nothing else is told.
func checkFinished(t *rapid.T, result *reconcile.Result) {
	for _, f := range result.Findings {
		other := func(g reconcile.Finding) bool { return g.SubscriptionID == f.SubscriptionID && g.Code != f.Code }
		if f.Code == rules.CodeMoveFinished && slices.ContainsFunc(all(result), other) {
			t.Fatalf("%q has come over, and more is told of it", f.SubscriptionID)
		}
	}
}

func all(result *reconcile.Result) []reconcile.Finding {
	list := slices.Clone(result.Findings)
	for _, s := range result.Silenced {
		list = append(list, s.Finding)
	}
	return list
}

func checkFinding(t *rapid.T, tenant *reconcile.Tenant, f *reconcile.Finding) {
	rule, ok := rules.Lookup(f.Code)
	if !ok || f.Job != rule.Job {
		t.Fatalf("%s of the job %q is not in the catalogue", f.Code, f.Job)
	}
	if f.ID == "" || f.ID != f.Identify() {
		t.Fatalf("%s has the id %q", f.Code, f.ID)
	}
	if !slices.Contains(rule.Severities, f.Severity) {
		t.Fatalf("%s is %q, which its rule does not name", f.Code, f.Severity)
	}
	owners := []reconcile.Owner{reconcile.OwnerUs, reconcile.OwnerSourcePartner, reconcile.OwnerCustomer, reconcile.OwnerProvider}
	if !slices.Contains(owners, f.Owner) {
		t.Fatalf("%s is for %q to do", f.Code, f.Owner)
	}
	if f.TenantID != tenant.ID || f.TenantName != tenant.Name {
		t.Fatalf("%s is about tenant %q %q", f.Code, f.TenantID, f.TenantName)
	}
	if f.Due.Day.NoEnd() || f.Due.Known() == f.Due.Instant().IsZero() {
		t.Fatalf("%s is due %v", f.Code, f.Due)
	}
	checkMoney(t, f)
	checkEvidence(t, &rule, f)
	checkSubject(t, tenant, &rule, f)
}

// checkMoney checks that money has a kind and a period, and an amount or the reason
// why there is none.
func checkMoney(t *rapid.T, f *reconcile.Finding) {
	e := &f.Exposure
	money, priced := e.Kind != "", e.Amount.Known()
	whole := priced == (e.Basis != "") && priced != (e.Lack != "") && slices.Contains(reconcile.MoneyKinds(), e.Kind) &&
		(e.Lack == "" || slices.Contains(reconcile.Lacks(), e.Lack))
	if money && !whole || !money && (priced || e.Basis != "" || e.Lack != "" || e.Currency != "") || money != (e.Period != "") {
		t.Fatalf("%s has the exposure %+v", f.Code, *e)
	}
	stale := slices.Contains(f.Assumptions, reconcile.PriceOfThisTerm)
	next := e.Basis == reconcile.BasisNextTerm || e.Basis == reconcile.BasisUnassigned
	estimated := slices.Contains(f.Assumptions, reconcile.PriceEstimated)
	if stale && !next || estimated != (e.Basis == reconcile.BasisESTCurrent) {
		t.Fatalf("%s assumes %q of the exposure %+v", f.Code, f.Assumptions, *e)
	}
}

// checkEvidence checks that a finding shows what its rule names, each once.
func checkEvidence(t *rapid.T, rule *rules.Rule, f *reconcile.Finding) {
	var keys []string
	for _, e := range f.Evidence {
		if !slices.Contains(rule.Evidence, e.Key) || slices.Contains(keys, e.Key) {
			t.Fatalf("%s shows %q, which its rule does not name, or twice", f.Code, e.Key)
		}
		keys = append(keys, e.Key)
	}
	if len(slices.Compact(slices.Sorted(slices.Values(f.Assumptions)))) != len(f.Assumptions) {
		t.Fatalf("%s assumes %q", f.Code, f.Assumptions)
	}
}

// checkSubject checks that a finding says what it is about: a subscription of
// the tenant, or the tenant.
func checkSubject(t *rapid.T, tenant *reconcile.Tenant, rule *rules.Rule, f *reconcile.Finding) {
	rows := slices.Concat(tenant.Subscriptions, tenant.Missing)
	at := slices.IndexFunc(rows, func(s reconcile.Subscription) bool { return s.ID == f.SubscriptionID })
	switch {
	case f.SubscriptionID == "" && rule.PerTenant():
		return
	case at < 0 || rule.PerTenant() && f.Code != "invalid-row":
		t.Fatalf("%s is about the subscription %q", f.Code, f.SubscriptionID)
	}
	s := &rows[at]
	if f.OfferID != s.OfferID || f.OfferName != s.Name() || f.Quantity != s.Quantity || f.SellerID != s.SellerID {
		t.Fatalf("%s says %q, %q, %v, %q of %q", f.Code, f.OfferID, f.OfferName, f.Quantity, f.SellerID, s.ID)
	}
	if last, _ := reconcile.LastDay(s); f.LastDay != last || f.TermEnd != 0 && f.TermEnd != last {
		t.Fatalf("%s says that %q ends on %s (%s), which is %s", f.Code, s.ID, f.LastDay, f.TermEnd, last)
	}
}

// checkCounters checks that each row has a finding or exactly one counter.
func checkCounters(t *rapid.T, env rules.Env, tenant reconcile.Tenant, result *reconcile.Result) {
	owner := map[string]string{}
	claim := func(id, by string) {
		if other := owner[id]; other != "" && other != by {
			t.Fatalf("%q is counted as %s and %s", id, other, by)
		}
		owner[id] = by
	}
	missing := func(s reconcile.Subscription) bool { return owner[s.ID] == "missing" }
	for i := range tenant.Missing {
		owner[tenant.Missing[i].ID] = "missing"
	}
	for _, f := range all(result) {
		if f.SubscriptionID != "" && owner[f.SubscriptionID] != "missing" {
			claim(f.SubscriptionID, "with findings")
		}
	}
	if slices.ContainsFunc(tenant.Subscriptions, missing) {
		t.Fatal("a row is there and missing")
	}
	if have := len(owner) - len(tenant.Missing); have != result.WithFindings {
		t.Fatalf("%d rows have findings, not %d", have, result.WithFindings)
	}
	for _, counter := range reconcile.Counters() {
		ids := rules.CountedRows(env, tenant, counter)
		if len(ids) != result.Routine[counter] {
			t.Fatalf("%s counts %d rows and lists %q", counter, result.Routine[counter], ids)
		}
		for _, id := range ids {
			claim(id, string(counter))
		}
	}
	if n := len(tenant.Subscriptions) + len(tenant.Missing); len(owner) != n || len(result.Rows) != n {
		t.Fatalf("of %d rows %d are counted, and %d have a state", n, len(owner), len(result.Rows))
	}
}

func TestSameInputSameResult(t *testing.T) {
	facts := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		env, tenant := anyEnv(t, facts), anyTenant(t)
		first := rules.Evaluate(env, tenant)
		if diff := cmp.Diff(first, rules.Evaluate(env, tenant)); diff != "" {
			t.Fatalf("the second evaluation differs:\n%s", diff)
		}
		other := tenant
		other.Subscriptions = rapid.Permutation(tenant.Subscriptions).Draw(t, "subscriptions in another order")
		other.Moves = rapid.Permutation(tenant.Moves).Draw(t, "moves in another order")
		other.Incoming = rapid.Permutation(tenant.Incoming).Draw(t, "incoming moves in another order")
		other.Transfers = rapid.Permutation(tenant.Transfers).Draw(t, "transfers in another order")
		there := *tenant.Targets[0]
		there.Subscriptions = rapid.Permutation(there.Subscriptions).Draw(t, "subscriptions there in another order")
		there.Moves = rapid.Permutation(there.Moves).Draw(t, "moves there in another order")
		there.Incoming = rapid.Permutation(there.Incoming).Draw(t, "moves to there in another order")
		other.Targets = []*reconcile.TargetTenant{&there}
		if diff := cmp.Diff(first, rules.Evaluate(env, other)); diff != "" {
			t.Fatalf("another order of the rows matters:\n%s", diff)
		}
	})
}
