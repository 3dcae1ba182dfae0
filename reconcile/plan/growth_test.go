package plan_test

import (
	"fmt"
	"math"
	"testing"

	"handover/reconcile"
	"handover/reconcile/plan"
)

// Twice as many moves take about twice the work, as allocations count it: where the
// limit makes margins shrink, and where it makes the plan impossible.
func TestWorkGrowsWithTheMoves(t *testing.T) {
	for name, limit := range map[string]func(n int) int{
		"room for all":  func(n int) int { return 3 * n },
		"little room":   func(n int) int { return n + n/4 },
		"no room":       func(n int) int { return n - n/10 },
		"room for none": func(int) int { return 0 },
	} {
		t.Run(name, func(t *testing.T) {
			work := func(n int) float64 {
				w := newWorld(t, "2026-06-01")
				w.env.Policy.Limits.TenantSubscriptions = limit(n)
				for i := range n {
					end := (day("2026-07-01") + reconcile.Day(i%180)).String()
					w.move(direct(fmt.Sprintf("s%05d", i), end, reconcile.TriOf(i%3 > 0)), reconcile.RouteRebuy)
				}
				return testing.AllocsPerRun(1, func() { plan.Build(w.env, w.tenant) })
			}
			once, twice := work(400), work(800)
			if exponent := math.Log2(twice / once); exponent > 1.15 {
				t.Errorf("%.0f allocations, and %.0f for twice as much: they grow with the power %.2f", once, twice, exponent)
			}
		})
	}
}
