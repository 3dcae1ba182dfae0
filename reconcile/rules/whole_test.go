package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// anyFacts returns what sources may know of some tenants, whose moves point to one
// another. No two tenants have a subscription of the same id.
func anyFacts(t *rapid.T, tenants ...string) *facts {
	f := &facts{}
	for _, id := range tenants {
		f.tenants = append(f.tenants, anyProfile(t, id))
		there, missing := lose(t, anySubscriptions(t, "subscriptions of "+id))
		for _, s := range slices.Concat(there, missing) {
			s.TenantID, s.ID = id, id+":"+s.ID
			if s.ParentID != "" {
				s.ParentID = id + ":" + s.ParentID
			}
			f.subscriptions = append(f.subscriptions, s)
		}
		for _, m := range anyMoves(t, id) {
			m.TargetTenantID = anyOf(t, "target tenant", "", "", anyOf(t, "another tenant", tenants...))
			if m.SourceID != reconcile.WatchAll {
				m.SourceID = id + ":" + m.SourceID
			}
			for i := range m.TargetIDs {
				m.TargetIDs[i] = m.Destination() + ":" + m.TargetIDs[i]
			}
			f.moves = append(f.moves, m)
		}
		for _, r := range anyTransfers(t) {
			r.TenantID, r.ID = id, id+":"+r.ID
			for i := range r.SubscriptionIDs {
				r.SubscriptionIDs[i] = id + ":" + r.SubscriptionIDs[i]
			}
			for i := range r.FailedIDs {
				r.FailedIDs[i] = id + ":" + r.FailedIDs[i]
			}
			f.transfers = append(f.transfers, r)
		}
	}
	return f
}

// evaluation is what a run says of all tenants: by tenant, with the plan of each,
// and as one list.
type evaluation struct {
	Tenants map[string]reconcile.Result
	Plans   map[string]reconcile.Plan
	List    []reconcile.Finding
}

func evaluate(env rules.Env, f facts) evaluation {
	f.moves = slices.Clone(f.moves)
	e := evaluation{Tenants: map[string]reconcile.Result{}, Plans: map[string]reconcile.Plan{}, List: []reconcile.Finding{}}
	for _, tenant := range f.assemble() {
		result, built := tell(env, tenant)
		e.Tenants[tenant.ID], e.Plans[tenant.ID] = result, built
		e.List = append(e.List, result.Findings...)
	}
	order := reconcile.OrderAt(env.AsOf)
	slices.SortFunc(e.List, func(a, b reconcile.Finding) int { return order.CompareFindings(&a, &b) })
	return e
}

func TestTheOrderOfTenantsAndRowsDoesNotMatter(t *testing.T) {
	embedded := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		env, f := anyEnv(t, embedded), anyFacts(t, "t", "u", "w")
		other := facts{
			tenants:       rapid.Permutation(f.tenants).Draw(t, "tenants in another order"),
			subscriptions: rapid.Permutation(f.subscriptions).Draw(t, "subscriptions in another order"),
			moves:         rapid.Permutation(f.moves).Draw(t, "moves in another order"),
			transfers:     rapid.Permutation(f.transfers).Draw(t, "transfers in another order"),
		}
		if diff := cmp.Diff(evaluate(env, *f), evaluate(env, other)); diff != "" {
			t.Fatalf("another order matters:\n%s", diff)
		}
	})
}

// A target tenant that is judged once for all that move into it says to each what it
// would say to it alone.
func TestTargetsAreJudgedOnceForAll(t *testing.T) {
	embedded := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		env, f := anyEnv(t, embedded), anyFacts(t, "t", "u", "w")
		shared := env
		shared.Targets = rules.NewTargets()
		if diff := cmp.Diff(evaluate(env, *f), evaluate(shared, *f)); diff != "" {
			t.Fatalf("sharing what is judged matters:\n%s", diff)
		}
	})
}

// What is known of a tenant that no move leads into or out of says nothing about
// the others.
func TestAnUnrelatedTenantChangesNothing(t *testing.T) {
	embedded := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		env, f, unrelated := anyEnv(t, embedded), anyFacts(t, "t", "u"), anyFacts(t, "x")
		alone := evaluate(env, *f)
		beside := evaluate(env, facts{
			tenants:       slices.Concat(unrelated.tenants, f.tenants),
			subscriptions: slices.Concat(unrelated.subscriptions, f.subscriptions),
			moves:         slices.Concat(unrelated.moves, f.moves),
			transfers:     slices.Concat(unrelated.transfers, f.transfers),
		})
		delete(beside.Tenants, "x")
		delete(beside.Plans, "x")
		beside.List = slices.DeleteFunc(beside.List, func(f reconcile.Finding) bool { return strings.HasPrefix(f.TenantID, "x") })
		if diff := cmp.Diff(alone, beside); diff != "" {
			t.Fatalf("an unrelated tenant matters:\n%s", diff)
		}
	})
}
