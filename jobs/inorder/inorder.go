// Package inorder does work side by side and keeps its order, so that nobody can tell
// by the outcome how many worked.
package inorder

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime/debug"
	"sync"
)

// Map yields what so many workers make of each value of a source, in the order of the
// source. The error with which the source ends comes last.
//
// The source is read ahead in a goroutine of its own, by a few values for each worker.
// Its context ends with the loop over Map, which waits for all that was begun. A panic
// of the source or of a worker is one of that loop.
func Map[In, Out any](ctx context.Context, workers int, source func(context.Context) iter.Seq2[In, error], work func(In) Out) iter.Seq2[Out, error] {
	return func(yield func(Out, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		var group sync.WaitGroup
		defer group.Wait()
		defer stop()
		workers = max(workers, 1)
		l := line[In, Out]{todo: make(chan task[In, Out]), order: make(chan chan result[Out], workers)}
		group.Go(func() { l.read(ctx, source) })
		for range workers {
			group.Go(func() { l.work(work) })
		}
		for done := range l.order {
			if r := <-done; !r.yield(yield) {
				return
			}
		}
		if l.end.err != nil {
			l.end.yield(yield)
		}
	}
}

// line is a source, its workers, and what has become of its values.
type line[In, Out any] struct {
	todo  chan task[In, Out]
	order chan chan result[Out] // as the source has it; closed behind the last
	end   result[Out]           // of the source, once order is closed
}

type task[In, Out any] struct {
	value In
	done  chan<- result[Out]
}

type result[Out any] struct {
	value Out
	err   error
}

// yield hands a result over, and a panic on.
func (r *result[Out]) yield(yield func(Out, error) bool) bool {
	if crash := new(crash); errors.As(r.err, &crash) {
		panic(crash)
	}
	return yield(r.value, r.err)
}

// read hands the values of the source to the workers.
func (l *line[In, Out]) read(ctx context.Context, source func(context.Context) iter.Seq2[In, error]) {
	defer close(l.order)
	defer close(l.todo)
	defer func() { catch(recover(), &l.end.err) }()
	for value, err := range source(ctx) {
		if err == nil {
			err = l.send(ctx, value)
		}
		if err != nil {
			l.end.err = err
			return
		}
	}
}

func (l *line[In, Out]) send(ctx context.Context, value In) error {
	done := make(chan result[Out], 1)
	select {
	case l.todo <- task[In, Out]{value, done}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	select {
	case l.order <- done:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (l *line[In, Out]) work(work func(In) Out) {
	for t := range l.todo {
		t.done <- attempt(work, t.value)
	}
}

func attempt[In, Out any](work func(In) Out, value In) (r result[Out]) {
	defer func() { catch(recover(), &r.err) }()
	r.value = work(value)
	return r
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

// catch makes an error of what was recovered.
func catch(value any, err *error) {
	if value != nil {
		*err = &crash{value, debug.Stack()}
	}
}
