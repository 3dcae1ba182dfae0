package rules_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reconcile/rules/rulestest"
)

// A source is followed night after night: what is told of it, and why what was told
// before is not told any more.
func TestNights(t *testing.T) {
	for _, s := range rulestest.Sequences() {
		t.Run(s.Name, func(t *testing.T) {
			known := map[string]reconcile.KnownFinding{}
			for i := range s.Nights {
				c := s.Until(i)
				var got []string
				env, tenants := prepare(t, &c)
				for _, tenant := range tenants {
					result := rules.Evaluate(env, tenant)
					got = append(got, keepUp(known, &result, reconcile.DayOf(env.AsOf))...)
				}
				slices.Sort(got)
				if diff := cmp.Diff(slices.Sorted(slices.Values(s.Want[i])), got); diff != "" {
					t.Errorf("night of %s (-want +got):\n%s", c.AsOf, diff)
				}
			}
		})
	}
}

// keepUp compares a night with what was known, and tells what is new, changed or
// resolved.
func keepUp(known map[string]reconcile.KnownFinding, result *reconcile.Result, today reconcile.Day) []string {
	var before []reconcile.KnownFinding
	for _, k := range known {
		before = append(before, k)
	}
	changes := reconcile.Diff(before, result, reconcile.Jobs(), today)
	var told []string
	for _, l := range changes.Listed {
		if l.Delta != reconcile.Unchanged {
			told = append(told, fmt.Sprintf("%s %s %s", l.Delta, l.Finding.Code, l.Finding.Severity))
		}
		known[l.Finding.ID] = reconcile.KnownFinding{Finding: l.Finding, Open: true}
	}
	for _, v := range changes.Versions {
		if v.Cause == reconcile.CauseSuppressed {
			told = append(told, fmt.Sprintf("suppressed %s", v.Finding.Code))
			known[v.Finding.ID] = reconcile.KnownFinding{Finding: v.Finding, Open: true, Suppressed: true}
		}
	}
	for _, r := range changes.Resolved {
		told = append(told, fmt.Sprintf("resolved %s %s", r.Finding.Code, r.Reason))
		known[r.Finding.ID] = reconcile.KnownFinding{Finding: r.Finding}
	}
	return told
}
