package publish

import (
	"cmp"
	"container/heap"
	"iter"
	"slices"
)

// sorting is an order of rows of one type, and how they lie in a file meanwhile.
type sorting[T any] struct {
	describe func(*coder, *T)
	compare  func(a, b T) int
}

// sorted are rows in a file, as sections each of which is in order.
type sorted[T any] struct {
	sorting[T]
	spool    *spool
	sections []section
}

// sort adds rows to a file, of which only so many are in memory at once. Those that are
// equal keep their order.
func (o sorting[T]) sort(s *spool, out *counted, rows iter.Seq2[T, error], atOnce int) (sorted[T], error) {
	done := sorted[T]{o, s, nil}
	var some []T
	keep := func() error {
		if len(some) == 0 {
			return nil
		}
		slices.SortStableFunc(some, o.compare)
		section, err := record(out, listed(some), o.describe, untagged)
		done.sections, some = append(done.sections, section), some[:0]
		return err
	}
	for row, err := range rows {
		if err != nil {
			return sorted[T]{}, err
		}
		if some = append(some, row); len(some) < atOnce {
			continue
		}
		if err := keep(); err != nil {
			return sorted[T]{}, err
		}
	}
	if err := keep(); err != nil {
		return sorted[T]{}, err
	}
	return done, out.flush()
}

func listed[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, one := range list {
			if !yield(one, nil) {
				return
			}
		}
	}
}

// rows yields the rows of all sections in one order.
func (d sorted[T]) rows() iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		first := runs[T]{compare: d.compare}
		for i, from := range d.sections {
			next, stop := iter.Pull2(replay(d.spool, from, d.describe, all, func(*T) bool { return true }))
			defer stop()
			if r := (&run[T]{next: next, number: i}); r.advance() {
				first.list = append(first.list, r)
			}
		}
		heap.Init(&first)
		for len(first.list) > 0 {
			r := first.list[0]
			if !yield(r.row, r.err) || r.err != nil {
				return
			}
			if r.advance() {
				heap.Fix(&first, 0)
			} else {
				heap.Pop(&first)
			}
		}
	}
}

// run is a section that is being read.
type run[T any] struct {
	row    T
	err    error
	next   func() (T, error, bool)
	number int
}

// advance goes to the next row, and reports whether there is one, or an error.
func (r *run[T]) advance() (there bool) {
	r.row, r.err, there = r.next()
	return there
}

// runs is a heap of those that have not ended; see container/heap. An error comes
// before everything else.
type runs[T any] struct {
	list    []*run[T]
	compare func(a, b T) int
}

func (r *runs[T]) Len() int      { return len(r.list) }
func (r *runs[T]) Swap(i, k int) { r.list[i], r.list[k] = r.list[k], r.list[i] }
func (r *runs[T]) Less(i, k int) bool {
	a, b := r.list[i], r.list[k]
	if failed := a.err != nil; failed != (b.err != nil) {
		return failed
	}
	return cmp.Or(r.compare(a.row, b.row), cmp.Compare(a.number, b.number)) < 0
}

// Push is never called: a run ends, and none begins.
func (*runs[T]) Push(any) { panic("a run of rows was added while the runs are merged") }

// Pop takes the last run away.
func (r *runs[T]) Pop() any {
	last := r.list[len(r.list)-1]
	r.list = r.list[:len(r.list)-1]
	return last
}
