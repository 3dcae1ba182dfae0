package rules_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// knownBy returns a tenant without what its rows show only after an instant.
func knownBy(at time.Time, tenant reconcile.Tenant) reconcile.Tenant {
	lists := [][]reconcile.Subscription{tenant.Subscriptions, tenant.Missing}
	for i := range tenant.Targets {
		lists = append(lists, tenant.Targets[i].Subscriptions, tenant.Targets[i].Missing)
	}
	for _, rows := range lists {
		for i := range rows {
			rows[i].History = slices.DeleteFunc(rows[i].History, func(c reconcile.FactChange) bool { return c.Seen.After(at) })
		}
	}
	return tenant
}

// A finding does not go away because its day has passed. What the catalogue
// itself lets go ends with its due at the latest: renewal-processing,
// renewed-in-window, cancelled-backup, credit-candidate. And a day that passes
// can move a subscription to another state, where its status lags, and a
// pending target out of time. Then other findings speak for it. What is seen later is
// another matter than the day.
func TestOverdueStays(t *testing.T) {
	facts := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		env := anyEnv(t, facts)
		tenant := knownBy(env.AsOf, anyTenant(t))
		later := env
		later.AsOf = env.AsOf.AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "days later"))
		before, after := rules.Evaluate(env, tenant), rules.Evaluate(later, tenant)
		there := map[string]bool{}
		for _, f := range all(&after) {
			there[f.ID] = true
		}
		for _, f := range all(&before) {
			if f.Due.Passed(env.AsOf) && !there[f.ID] && sameStanding(env, later, tenant, &f) {
				t.Fatalf("%s of %q, due %s, is gone on %s", f.Code, f.SubscriptionID, f.Due.Day, reconcile.DayOf(later.AsOf))
			}
		}
	})
}

// sameStanding reports whether what a finding is about stands the same at two
// instants: its subscription, or what counts towards the limits of its tenant.
func sameStanding(a, b rules.Env, tenant reconcile.Tenant, f *reconcile.Finding) bool {
	if f.SubscriptionID != "" {
		return cmp.Equal(standing(a, tenant, f.SubscriptionID), standing(b, tenant, f.SubscriptionID))
	}
	if rule, _ := rules.Lookup(f.Code); rule.Job != reconcile.TenantLimitsJob {
		return samePresence(a, b, tenant)
	}
	if len(tenant.Incoming) > 0 {
		return false // how sources elsewhere stand is not explained here
	}
	for i := range tenant.Subscriptions {
		id := tenant.Subscriptions[i].ID
		if !cmp.Equal(standing(a, tenant, id), standing(b, tenant, id)) {
			return false
		}
	}
	return true
}

// samePresence reports whether the same rows have left or come over at two instants.
func samePresence(a, b rules.Env, tenant reconcile.Tenant) bool {
	for _, s := range slices.Concat(tenant.Subscriptions, tenant.Missing) {
		x, y := standing(a, tenant, s.ID), standing(b, tenant, s.ID)
		if x.Gone != y.Gone || x.Through != y.Through || !slices.Equal(x.Became, y.Became) {
			return false
		}
	}
	return !slices.ContainsFunc(tenant.Incoming, func(in reconcile.IncomingMove) bool {
		return in.Source != nil && (in.Source.Gone || len(in.Transfers) > 0)
	})
}

// stand is what a day that passes can change of a subscription.
type stand struct {
	Status  reconcile.Status
	Outcome reconcile.Outcome
	InEST   bool
	Gone    bool
	Through bool
	Became  []string
	Targets []rules.TargetAnswer
}

func standing(env rules.Env, tenant reconcile.Tenant, id string) stand {
	e, _ := rules.Explain(env, tenant, id)
	s := stand{Status: e.Lifecycle.Status, Outcome: e.Lifecycle.Outcome, InEST: e.Lifecycle.InEST, Gone: e.Gone, Through: e.Through, Became: e.Successors}
	for _, target := range e.Targets {
		s.Targets = append(s.Targets, rules.TargetAnswer{
			Lifecycle: reconcile.Lifecycle{Status: target.Lifecycle.Status}, InTime: target.InTime,
		})
	}
	return s
}
