package jobs

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"

	"golang.org/x/sync/errgroup"

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

// portion is some tenants on their way through a scan.
type portion struct {
	states []reconcile.TenantState
	judged []judgement
	ready  chan struct{} // closed when they are judged
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
	group, inner := errgroup.WithContext(ctx)
	workers := max(s.workers, 1)
	todo := make(chan *portion)
	order := make(chan *portion, workers)
	group.Go(caught(func() error {
		defer close(order)
		defer close(todo)
		return s.read(inner, ids, todo, order)
	}))
	for range workers {
		group.Go(caught(func() error {
			for p := range todo {
				s.judge.all(p)
			}
			return nil
		}))
	}
	group.Go(caught(func() error { return s.keep(inner, order, keep) }))
	err := group.Wait()
	if crash := new(crash); errors.As(err, &crash) {
		panic(crash)
	}
	return err
}

// crash is a panic on its way from one goroutine to the one that waits for it, so that
// what that one has to clean up is.
type crash struct {
	value any
	stack []byte
}

func (c *crash) Error() string { return fmt.Sprintf("%v\n%s", c.value, c.stack) }

func (c *crash) Unwrap() error {
	err, _ := c.value.(error) // of other values nothing is wrapped
	return err
}

// caught returns a function that returns its panic as an error.
func caught(do func() error) func() error {
	return func() (err error) {
		defer func() {
			if value := recover(); value != nil {
				err = &crash{value, debug.Stack()}
			}
		}()
		return do()
	}
}

// read sends the tenants to the judges, and in their order to the keeper.
func (s *scan) read(ctx context.Context, ids []string, todo, order chan<- *portion) error {
	send := func(p *portion) error {
		for _, to := range [...]chan<- *portion{todo, order} {
			select {
			case to <- p:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		return nil
	}
	p, rows := newPortion(), 0
	for state, err := range s.way.snapshot.Tenants(ctx, ids) {
		if err != nil {
			return err
		}
		p.states = append(p.states, state)
		rows += len(state.Tenant.Subscriptions)
		if rows >= portionRows || len(p.states) == portionTenants {
			if err := send(p); err != nil {
				return err
			}
			p, rows = newPortion(), 0
		}
	}
	return send(p)
}

func newPortion() *portion { return &portion{ready: make(chan struct{})} }

// keep keeps what is judged, in the order in which it was read.
func (s *scan) keep(ctx context.Context, order <-chan *portion, keep func(*judgement)) error {
	for p := range order {
		select {
		case <-p.ready:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		for i := range p.judged {
			if err := ctx.Err(); err != nil {
				return err
			}
			keep(&p.judged[i])
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
