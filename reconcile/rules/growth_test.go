package rules_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// ofTheirs is a subscription of another seller, which ofOurs could replace.
func ofTheirs(tenant string, i int) reconcile.Subscription {
	return reconcile.Subscription{
		ID: fmt.Sprintf("s%06d", i), TenantID: tenant, Channel: reconcile.CSP, SellerID: "another", OfferID: "A:1", Commerce: reconcile.NCE,
		ProductType: reconcile.License, Status: reconcile.Active, AutoRenew: reconcile.Yes, Term: reconcile.Annual,
		Quantity: reconcile.CountOf(int64(5 + i%7)), CommitmentEnd: reconcile.NewDay(2026, 8, 1).AddDays(i % 11).Start(),
	}
}

func ofOurs(tenant string, i int) reconcile.Subscription {
	s := ofTheirs(tenant, i)
	s.ID, s.SellerID, s.Created = fmt.Sprintf("o%06d", i), "us", reconcile.NewDay(2026, 8, 1).AddDays(-i%13)
	s.CommitmentEnd = reconcile.NewDay(2027, 8, 1).Start()
	return s
}

func planned(s *reconcile.Subscription, to string) reconcile.Move {
	return reconcile.Move{
		TenantID: s.TenantID, SourceID: s.ID, TargetTenantID: to, Route: reconcile.RouteAuto, Status: reconcile.MovePlanned,
	}
}

func reseller(id string) reconcile.Profile {
	return reconcile.Profile{ID: id, Country: "DE", Relationship: reconcile.Reseller}
}

// loads are what one tenant or one target can have to carry, of a size.
func loads() map[string]func(n int) facts {
	return map[string]func(int) facts{
		"subscriptions of one tenant": func(n int) facts {
			f := facts{tenants: []reconcile.Profile{reseller("t")}}
			for i := range n {
				f.subscriptions = append(f.subscriptions, ofOurs("t", i))
			}
			return f
		},
		"sources and candidates of one tenant": func(n int) facts {
			f := facts{tenants: []reconcile.Profile{reseller("t")}}
			for i := range n {
				source := ofTheirs("t", i)
				f.subscriptions = append(f.subscriptions, source, ofOurs("t", i))
				f.moves = append(f.moves, planned(&source, ""))
			}
			return f
		},
		"transfers of one tenant": func(n int) facts {
			f := facts{tenants: []reconcile.Profile{reseller("t")}}
			for i := range n {
				source := ofTheirs("t", i)
				f.subscriptions = append(f.subscriptions, source)
				f.moves = append(f.moves, planned(&source, ""))
				f.transfers = append(f.transfers, reconcile.Transfer{
					ID: fmt.Sprintf("r%06d", i), TenantID: "t", Status: reconcile.TransferPending, SubscriptionIDs: []string{source.ID},
					CreatedAt: time.Date(2026, 6, 1, 0, 0, i, 0, time.UTC), SourcePartnerID: "another", TargetPartnerID: "us",
				})
			}
			return f
		},
		"moves of many tenants into one": func(n int) facts {
			f := facts{tenants: []reconcile.Profile{reseller("x")}}
			for i := range n {
				source := ofTheirs(fmt.Sprintf("t%06d", i), i)
				f.tenants = append(f.tenants, reseller(source.TenantID))
				f.subscriptions = append(f.subscriptions, source)
				if i%2 == 0 {
					f.subscriptions = append(f.subscriptions, ofOurs("x", i))
				}
				f.moves = append(f.moves, planned(&source, "x"))
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
