package reports

import "handover/reconcile"

// Counted is a number of something that has a word, and where it is a value of the
// domain a code.
type Counted struct {
	Code, Word string
	N          int
}

// CountsOf counts the values of a list by their words, in its order; those that
// count nothing only where zeroes are wanted.
func CountsOf[K ~string](keys []K, numbers map[K]int, word func(K) string, zeroes bool) []Counted {
	var list []Counted
	for _, key := range keys {
		if n := numbers[key]; n > 0 || zeroes {
			list = append(list, Counted{string(key), word(key), n})
		}
	}
	return list
}

// Changes counts the changes since the run before, in words. What the report lists as
// open has its code.
func (r *Report) Changes() []Counted {
	d, t := &r.Summary.Delta, r.Words
	return []Counted{
		{Code: string(reconcile.New), Word: t.Delta(reconcile.New), N: d.New},
		{Code: string(reconcile.Changed), Word: t.Delta(reconcile.Changed), N: d.Changed},
		{Code: string(reconcile.Reopened), Word: t.Delta(reconcile.Reopened), N: d.Reopened},
		{Word: t.Labels.NoLonger, N: d.Resolved},
		{Code: string(reconcile.Unchanged), Word: t.Delta(reconcile.Unchanged), N: d.Unchanged},
		{Word: t.Labels.Suppressed, N: d.Suppressed},
		{Code: string(reconcile.NotEvaluated), Word: t.Delta(reconcile.NotEvaluated), N: d.NotEvaluated},
	}
}

// First keeps the first rows of a list and counts all of them, so that memory does
// not grow with the list.
type First[T any] struct {
	Rows []T
	All  int
	most int
}

// NewFirst returns a list that keeps a number of rows at most.
func NewFirst[T any](most int) First[T] { return First[T]{most: most} }

// Add counts a row, and reports whether it is kept.
func (f *First[T]) Add(row T) bool {
	f.All++
	kept := len(f.Rows) < f.most
	if kept {
		f.Rows = append(f.Rows, row)
	}
	return kept
}
