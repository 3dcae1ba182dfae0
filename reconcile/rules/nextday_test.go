package rules_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reconcile/rules/rulestest"
)

// What a finding says of the same facts on one of the next days needs no new version
// unless there is news: what shrinks from day to day does so by itself.
func TestTheNextDaysStoreOnlyNews(t *testing.T) {
	t.Parallel()
	shrunk := map[reconcile.Basis]bool{}
	for _, c := range rulestest.All() {
		env, tenants := prepare(t, &c)
		for _, tenant := range tenants {
			before := map[string]reconcile.Finding{}
			for _, f := range rules.Evaluate(env, tenant).Findings {
				before[f.ID] = f
			}
			for days := time.Duration(1); days <= 3; days++ {
				later := env
				later.AsOf, later.Targets = env.AsOf.Add(days*24*time.Hour), rules.NewTargets()
				for _, f := range rules.Evaluate(later, tenant).Findings {
					if was, ok := before[f.ID]; ok {
						compareDays(t, c.Name, &was, &f, reconcile.DayOf(later.AsOf))
						shrunk[f.Exposure.Basis] = shrunk[f.Exposure.Basis] || was.Exposure.Amount != f.Exposure.Amount
					}
				}
			}
		}
	}
	for _, basis := range []reconcile.Basis{reconcile.BasisRemainingTerm, reconcile.BasisUntilEnd, reconcile.BasisUnused} {
		if !shrunk[basis] {
			t.Errorf("in no case an amount of the basis %s shrinks", basis)
		}
	}
}

// compareDays compares a finding with what it is on a later day. What may differ is news
// to its reader, or the end of the offer's sale.
func compareDays(t *testing.T, name string, was, f *reconcile.Finding, today reconcile.Day) {
	t.Helper()
	if f.Exposure.Share == was.Exposure.Share && f.Exposure.Basis == was.Exposure.Basis {
		if diff := cmp.Diff(was.Exposure.On(today), f.Exposure); diff != "" {
			t.Errorf("%s: %s on %s (-as of then +found):\n%s", name, f.Code, today, diff)
		}
	}
	news := reconcile.Diff([]reconcile.KnownFinding{{Finding: *was, Open: true}},
		&reconcile.Result{Findings: []reconcile.Finding{*f}}, reconcile.Jobs(), today).Versions
	if len(news) > 0 && news[0].Cause == reconcile.CauseDisplay && f.Way.Sale == was.Way.Sale {
		t.Errorf("%s: %s is stored again on %s:\n%s", name, f.Code, today, cmp.Diff(was, f))
	}
}
