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
		for row, err := range rows {
			if err == nil {
				change(&row)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// only lets the rows through that somebody wants.
func only[T any](rows iter.Seq2[T, error], wanted func(*T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for row, err := range rows {
			if (err != nil || wanted(&row)) && !yield(row, err) {
				return
			}
		}
	}
}
