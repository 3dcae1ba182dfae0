package main

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// Twice as many customers that move into one take about twice the work to list what is
// behind a counter, as allocations count it.
func TestWorkGrowsWithTheCustomersOfATarget(t *testing.T) {
	work := func(customers int) float64 {
		p := newProgram(t, stores()["sqlite"](t))
		var rows, moves strings.Builder
		rows.WriteString("subscription_id,tenant_id,channel,seller_id,product_type,offer_id,quantity,status,auto_renew,commitment_end,created\n")
		moves.WriteString("tenant_id,source_subscription_id,target_tenant_id\n")
		for i := range customers {
			fmt.Fprintf(&rows, "s%d,t%d,csp,fabrikam,license,A:1,5,active,false,2026-12-20,2025-12-21\n", i, i)
			fmt.Fprintf(&rows, "o%d,contoso,csp,11111111-1111-1111-1111-111111111111,license,A:1,5,active,true,2027-11-01,2026-11-02\n", i)
			fmt.Fprintf(&moves, "t%d,s%d,contoso\n", i, i)
		}
		p.write("in/subscriptions.csv", rows.String())
		p.write("in/moves.csv", moves.String())
		p.must(0, "import", p.folder+"/in")
		return testing.AllocsPerRun(1, func() {
			if told := p.must(0, "explain", "--counter", "far-renewal").stdout; strings.Count(told, "\n") != 1+customers {
				t.Errorf("of %d customers it lists\n%s", customers, told)
			}
		})
	}
	once, twice := work(60), work(120)
	if exponent := math.Log2(twice / once); exponent > 1.15 {
		t.Errorf("%.0f allocations, and %.0f for twice as much: they grow with the power %.2f", once, twice, exponent)
	}
}
