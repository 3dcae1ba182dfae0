package rules_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// loads are what one tenant or one target can have to carry, of a size.
func loads() map[string]func(n int) facts {
	ends := reconcile.NewDay(2026, 8, 1)
	theirs := func(tenant string, i int) reconcile.Subscription {
		return reconcile.Subscription{
			ID: fmt.Sprintf("s%06d", i), TenantID: tenant, Channel: reconcile.CSP, SellerID: "another", OfferID: "A:1", Commerce: reconcile.NCE,
			ProductType: reconcile.License, Status: reconcile.Active, AutoRenew: reconcile.Yes, Term: reconcile.Annual,
			Quantity: reconcile.CountOf(int64(5 + i%7)), CommitmentEnd: ends.AddDays(i % 11).Start(),
		}
	}
	ours := func(tenant string, i int) reconcile.Subscription {
		s := theirs(tenant, i)
		s.ID, s.SellerID, s.Created = fmt.Sprintf("o%06d", i), "us", ends.AddDays(-i%13)
		s.CommitmentEnd = ends.AddDays(365).Start()
		return s
	}
	move := func(s *reconcile.Subscription, to string) reconcile.Move {
		return reconcile.Move{
			TenantID: s.TenantID, SourceID: s.ID, TargetTenantID: to, Route: reconcile.RouteAuto, Status: reconcile.MovePlanned,
		}
	}
	profile := func(id string) reconcile.Profile {
		return reconcile.Profile{ID: id, Country: "DE", Relationship: reconcile.Reseller}
	}
	return map[string]func(int) facts{
		"subscriptions of one tenant": func(n int) facts {
			f := facts{tenants: []reconcile.Profile{profile("t")}}
			for i := range n {
				f.subscriptions = append(f.subscriptions, ours("t", i))
			}
			return f
		},
		"sources and candidates of one tenant": func(n int) facts {
			f := facts{tenants: []reconcile.Profile{profile("t")}}
			for i := range n {
				source := theirs("t", i)
				f.subscriptions = append(f.subscriptions, source, ours("t", i))
				f.moves = append(f.moves, move(&source, ""))
			}
			return f
		},
		"transfers of one tenant": func(n int) facts {
			f := facts{tenants: []reconcile.Profile{profile("t")}}
			for i := range n {
				source := theirs("t", i)
				f.subscriptions = append(f.subscriptions, source)
				f.moves = append(f.moves, move(&source, ""))
				f.transfers = append(f.transfers, reconcile.Transfer{
					ID: fmt.Sprintf("r%06d", i), TenantID: "t", Status: reconcile.TransferPending, SubscriptionIDs: []string{source.ID},
					CreatedAt: time.Date(2026, 6, 1, 0, 0, i, 0, time.UTC), SourcePartnerID: "another", TargetPartnerID: "us",
				})
			}
			return f
		},
		"moves of many tenants into one": func(n int) facts {
			f := facts{tenants: []reconcile.Profile{profile("x")}}
			for i := range n {
				source := theirs(fmt.Sprintf("t%06d", i), i)
				f.tenants = append(f.tenants, profile(source.TenantID))
				f.subscriptions = append(f.subscriptions, source)
				if i%2 == 0 {
					f.subscriptions = append(f.subscriptions, ours("x", i))
				}
				f.moves = append(f.moves, move(&source, "x"))
			}
			return f
		},
	}
}

// Twice as much to judge takes about twice the work, as allocations count it.
func TestWorkGrowsWithTheLoad(t *testing.T) {
	env := inJune(t)
	for name, load := range loads() {
		t.Run(name, func(t *testing.T) {
			work := func(n int) float64 {
				f := load(n)
				tenants := f.assemble()
				return testing.AllocsPerRun(1, func() {
					shared := env
					shared.Targets = rules.NewTargets()
					for i := range tenants {
						rules.Evaluate(shared, tenants[i])
					}
				})
			}
			once, twice := work(100), work(200)
			if exponent := math.Log2(twice / once); exponent > 1.15 {
				t.Errorf("%.0f allocations, and %.0f for twice as much: they grow with the power %.2f", once, twice, exponent)
			}
		})
	}
}
