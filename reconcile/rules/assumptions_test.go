package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reconcile/rules/rulestest"
)

// A finding names an assumption only if its own answer rests on it.
func TestAssumptionsStandWhereTheyCount(t *testing.T) {
	const row = "subscription_id=s tenant_id=t offer_id=A:1 status=active quantity=20 term=P1Y commitment_end=2026-09-01 " +
		"commitment_end_at=2026-09-02T08:00:00Z auto_renew=false end_of_term= channel="
	for _, c := range []struct {
		channel string
		want    map[reconcile.Code][]reconcile.Assumption
	}{
		{"csp", map[reconcile.Code][]reconcile.Assumption{"est-auto-convert": nil, "date-conflict": nil}},
		{"web-direct", map[reconcile.Code][]reconcile.Assumption{
			"end-date-approaching": {reconcile.TermStartDerived}, "date-conflict": nil, "credit-candidate": nil,
		}},
	} {
		env, tenants := prepare(t, &rulestest.Case{
			AsOf: "2026-08-01", Tenants: []string{"tenant_id=t country=DE relationship=reseller"},
			Subscriptions: []string{row + c.channel}, Moves: []string{"tenant_id=t source_subscription_id=s"},
		})
		got := map[reconcile.Code][]reconcile.Assumption{}
		for _, f := range rules.Evaluate(env, tenants[0]).Findings {
			got[f.Code] = append([]reconcile.Assumption(nil), f.Assumptions...)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: assumptions (-want +got):\n%s", c.channel, diff)
		}
	}
}
