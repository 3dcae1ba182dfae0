package rules_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// missing makes rows of which nothing is known but that they are gone.
func missing(ids ...string) []reconcile.Subscription {
	var list []reconcile.Subscription
	for _, id := range ids {
		list = append(list, reconcile.Subscription{ID: id, TenantID: "t", Gone: true, MissingSince: reconcile.NewDay(2026, 6, 1)})
	}
	return list
}

// A subscription that was seen once and is gone is not an unknown one.
func TestGoneIsNotUnknown(t *testing.T) {
	env := inJune(t)
	tenant := reconcile.Tenant{
		Profile: reconcile.Profile{ID: "t", Country: "DE", Relationship: reconcile.Reseller},
		Moves: []reconcile.Move{{
			TenantID: "t", SourceID: "s", TargetIDs: []string{"o"}, Route: reconcile.RouteAuto, Status: reconcile.MovePlanned,
		}},
	}
	for _, c := range []struct {
		gone []string
		want []string
	}{
		{nil, []string{"source-unknown:s", "target-unknown:o"}},
		{[]string{"s"}, []string{"target-unknown:o"}},
		{[]string{"s", "o"}, nil},
	} {
		tenant.Missing = missing(c.gone...)
		var got []string
		for _, f := range rules.Evaluate(env, tenant).Findings {
			if f.Code == rules.CodeMoveConflict {
				got = append(got, f.Subject)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("with %v gone (-want +got):\n%s", c.gone, diff)
		}
	}
	tenant.Moves[0].TargetTenantID = "u"
	tenant.Targets = []*reconcile.TargetTenant{{Profile: reconcile.Profile{ID: "u", Country: "DE"}}}
	for _, c := range []struct {
		where string
		own   []string
		there []string
		found bool
	}{
		{"from the target tenant", []string{"s"}, []string{"o"}, false},
		{"from its own tenant", []string{"s", "o"}, nil, true},
	} {
		tenant.Missing, tenant.Targets[0].Missing = missing(c.own...), missing(c.there...)
		unknown := slices.ContainsFunc(rules.Evaluate(env, tenant).Findings, func(f reconcile.Finding) bool { return f.Subject == "target-unknown:o" })
		if unknown != c.found {
			t.Errorf("a target in another tenant that is gone %s is unknown: %v", c.where, unknown)
		}
	}
}
