package reports

import (
	"context"
	"fmt"
	"iter"
)

// whole passes a sequence on until the context ends, and adds an error where it
// holds another number of rows than announced.
func whole[T any](ctx context.Context, what string, announced int, rows iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		n := 0
		for row, err := range rows {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(none, fmt.Errorf("read %s: %w", what, err))
				return
			}
			n++
			if !yield(row, nil) {
				return
			}
		}
		if n != announced {
			yield(none, fmt.Errorf("read %s: the run counted %d and holds %d", what, announced, n))
		}
	}
}

// each changes every row of a sequence on its way.
func each[T any](rows iter.Seq2[T, error], change func(*T)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var changed T // one for all rows: each for itself would go to the heap
		for row, err := range rows {
			changed = row
			if err == nil {
				change(&changed)
			}
			if !yield(changed, err) {
				return
			}
		}
	}
}

// Only lets the rows through that somebody wants.
func Only[T any](rows iter.Seq2[T, error], wanted func(*T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var seen T // as in each
		for row, err := range rows {
			seen = row
			if (err != nil || wanted(&seen)) && !yield(row, err) {
				return
			}
		}
	}
}

// Listed delivers rows that are all there already.
func Listed[T any](rows []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}
