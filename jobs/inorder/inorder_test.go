package inorder_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"handover/jobs/inorder"
)

var errEnd = errors.New("the end")

// numbers counts, and ends with an error or without.
func numbers(n int, end error) func(context.Context) iter.Seq2[int, error] {
	return func(context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			for i := range n {
				if !yield(i, nil) {
					return
				}
			}
			if end != nil {
				yield(0, end)
			}
		}
	}
}

// TestOrder finds the outcome the same however many work and however long each takes,
// and the error of the source behind all that came before it.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, workers := rapid.IntRange(0, 40).Draw(t, "n"), rapid.IntRange(0, 17).Draw(t, "workers")
		until := rapid.IntRange(0, 60).Draw(t, "until")
		end := rapid.SampledFrom([]error{nil, errEnd}).Draw(t, "end")
		waits := rapid.SliceOfN(rapid.IntRange(0, 3), n, n).Draw(t, "waits")
		double := func(i int) int {
			for range waits[i] {
				runtime.Gosched()
			}
			return 2 * i
		}
		var got []int
		var gotEnd error
		for v, err := range inorder.Map(context.Background(), workers, numbers(n, end), double) {
			if gotEnd != nil {
				t.Fatal("something comes behind the error")
			}
			if gotEnd = err; err == nil {
				got = append(got, v)
			}
			if len(got) > until {
				break
			}
		}
		var want []int
		for i := range min(n, until+1) {
			want = append(want, 2*i)
		}
		if wanted := end != nil && n <= until; !slices.Equal(got, want) || errors.Is(gotEnd, errEnd) != wanted {
			t.Errorf("got %v, %v, want %v, an error %v", got, gotEnd, want, wanted)
		}
	})
}

// TestPanic hands the first panic of source or worker over, behind what came before it,
// and leaves nobody behind.
func TestPanic(t *testing.T) {
	for name, test := range map[string]struct {
		source func(context.Context) iter.Seq2[int, error]
		bad    int
		keep   int
		want   int
	}{
		"of a worker": {numbers(50, nil), 20, -1, 20},
		"of the source": {func(context.Context) iter.Seq2[int, error] {
			return func(yield func(int, error) bool) {
				for i := range 7 {
					yield(i, nil)
				}
				panic(errEnd)
			}
		}, -1, -1, 7},
		"of the loop": {numbers(50, nil), -1, 9, 9},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				kept := 0
				defer func() {
					if err, _ := recover().(error); !errors.Is(err, errEnd) || kept != test.want {
						t.Errorf("%d are kept, want %d, and then %v", kept, test.want, err)
					}
				}()
				for v, err := range inorder.Map(t.Context(), 3, test.source, func(i int) int {
					if i == test.bad {
						panic(errEnd)
					}
					return i
				}) {
					if err != nil {
						t.Fatal(err)
					}
					if v == test.keep {
						panic(errEnd)
					}
					kept++
				}
			})
		})
	}
}

// TestCancelled ends with the context's error while the source still waits.
func TestCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		waiting := func(ctx context.Context) iter.Seq2[int, error] {
			return func(yield func(int, error) bool) {
				if yield(1, nil) {
					<-ctx.Done()
					yield(0, fmt.Errorf("wait: %w", ctx.Err()))
				}
			}
		}
		var kept []int
		var end error
		for v, err := range inorder.Map(ctx, 2, waiting, func(i int) int { return i }) {
			if end = err; err == nil {
				kept = append(kept, v)
			}
		}
		if !errors.Is(end, context.DeadlineExceeded) || len(kept) != 1 {
			t.Errorf("%v are kept, and then %v", kept, end)
		}
	})
}

// TestAhead reads no more of the source than a few values for each worker.
func TestAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var read atomic.Int64
		endless := func(context.Context) iter.Seq2[int, error] {
			return func(yield func(int, error) bool) {
				for yield(0, nil) {
					read.Add(1)
				}
			}
		}
		for _, err := range inorder.Map(t.Context(), 4, endless, func(i int) int { return i }) {
			synctest.Wait()
			if n := read.Load(); n > 8 || err != nil {
				t.Errorf("%d values are read ahead by 4 workers, %v", n, err)
			}
			break
		}
	})
}
