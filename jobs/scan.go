package jobs

import (
	"context"
	"maps"
	"slices"
)

// scan takes tenants through the stages of a run: each is read, judged and kept.
type scan struct {
	way    way
	judge  judge
	keeper keeper
}

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
	for state, err := range s.way.snapshot.Tenants(ctx, ids) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		judged := s.judge.tenant(&state)
		keep(&judged)
		if err := s.keeper.save(ctx, batchSize); err != nil {
			return err
		}
	}
	return s.keeper.save(ctx, 1)
}
