package jobs

import (
	"context"
	"iter"
	"maps"
	"slices"

	"handover/jobs/inorder"
	"handover/reconcile"
)

// scan takes tenants through the stages of a run: they are read ahead, judged side by
// side, and kept in their order.
type scan struct {
	way     way
	judge   judge
	workers int // that judge
	keeper  keeper
}

// What is read ahead at most: so many subscriptions in one portion, or tenants where
// they are small.
const (
	portionRows    = 500
	portionTenants = 50
)

// tenants walks over the tenants asked for, then over those that their moves lead
// into.
func (s *scan) tenants(ctx context.Context, done func()) error {
	err := s.walk(ctx, s.keeper.run.Tenants, func(j *judgement) {
		s.way.keep(&s.keeper, j)
		done()
	})
	if err != nil || len(s.keeper.elsewhere) == 0 {
		return err
	}
	return s.walk(ctx, slices.Sorted(maps.Keys(s.keeper.elsewhere)), s.keeper.visited)
}

func (s *scan) walk(ctx context.Context, ids []string, keep func(*judgement)) error {
	read := func(ctx context.Context) iter.Seq2[[]reconcile.TenantState, error] {
		return portions(s.way.snapshot.Tenants(ctx, ids))
	}
	for judged, err := range inorder.Map(ctx, s.workers, read, s.judge.all) {
		if err != nil {
			return err
		}
		for i := range judged {
			if err := ctx.Err(); err != nil {
				return err
			}
			keep(&judged[i])
			if err := s.keeper.save(ctx, batchSize); err != nil {
				return err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.keeper.save(ctx, 1)
}

// portions gathers tenants that are worth being judged together.
func portions(tenants iter.Seq2[reconcile.TenantState, error]) iter.Seq2[[]reconcile.TenantState, error] {
	return func(yield func([]reconcile.TenantState, error) bool) {
		var states []reconcile.TenantState
		rows := 0
		for state, err := range tenants {
			if err != nil {
				yield(nil, err)
				return
			}
			states = append(states, state)
			rows += len(state.Tenant.Subscriptions)
			if rows >= portionRows || len(states) == portionTenants {
				if !yield(states, nil) {
					return
				}
				states, rows = nil, 0
			}
		}
		if len(states) > 0 {
			yield(states, nil)
		}
	}
}
