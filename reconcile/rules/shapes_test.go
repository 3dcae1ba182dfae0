package rules_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// shape builds the tenants of an estate in which one thing is very large, as a store
// gives them.
type shape struct {
	size  int // of the whole; half of it is looked at too
	build func(n int) []reconcile.Tenant
}

func shapes() map[string]shape {
	return map[string]shape{
		"subscriptions of one tenant": {50_000, func(n int) []reconcile.Tenant {
			t := reconcile.Tenant{Profile: reseller("t")}
			for i := range n {
				t.Subscriptions = append(t.Subscriptions, ofOurs("t", i))
			}
			return []reconcile.Tenant{t}
		}},
		"sources and candidates of one tenant": {3_000, func(n int) []reconcile.Tenant {
			t := reconcile.Tenant{Profile: reseller("t")}
			for i := range n {
				t.Subscriptions = append(t.Subscriptions, ofOurs("t", i))
			}
			for i := range n {
				source := ofTheirs("t", i)
				t.Subscriptions = append(t.Subscriptions, source)
				t.Moves = append(t.Moves, planned(&source, ""))
			}
			return []reconcile.Tenant{t}
		}},
		"moves of many tenants into one": {20_000, many},
	}
}

// many lets ten sources of each of many tenants move into one, where half of them have
// a replacement.
func many(n int) []reconcile.Tenant {
	target := reconcile.TargetTenant{Profile: reseller("x")}
	var tenants []reconcile.Tenant
	for i := range n {
		if i%10 == 0 {
			tenants = append(tenants, reconcile.Tenant{Profile: reseller(fmt.Sprintf("t%06d", i)), Targets: []*reconcile.TargetTenant{&target}})
		}
		from := &tenants[len(tenants)-1]
		source := ofTheirs(from.ID, i)
		from.Subscriptions = append(from.Subscriptions, source)
		from.Moves = append(from.Moves, planned(&source, "x"))
		target.Incoming = append(target.Incoming, reconcile.IncomingMove{Move: planned(&source, "x"), Source: &source})
		if i%2 == 0 {
			target.Subscriptions = append(target.Subscriptions, ofOurs("x", i))
		}
	}
	there := reconcile.Tenant{Profile: target.Profile, Subscriptions: target.Subscriptions, Incoming: target.Incoming}
	return append(slices.Clip(tenants), there)
}

// What is very large in one place takes as much more work as it is larger. Work is
// counted in allocations; comparisons that grow otherwise show in how long this takes.
func TestWorkGrowsWithTheShape(t *testing.T) {
	env := inJune(t)
	for name, shape := range shapes() {
		t.Run(name, func(t *testing.T) {
			work := func(n int) float64 {
				tenants := shape.build(n)
				return testing.AllocsPerRun(1, func() {
					shared := env
					shared.Targets = rules.NewTargets()
					for i := range tenants {
						rules.Evaluate(shared, tenants[i])
					}
				})
			}
			half, whole := work(shape.size/2), work(shape.size)
			if exponent := math.Log2(whole / half); exponent > 1.15 {
				t.Errorf("%.0f allocations, and %.0f for twice as much: they grow with the power %.2f", half, whole, exponent)
			}
		})
	}
}
