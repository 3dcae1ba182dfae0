package rules

import (
	"cmp"
	"math/bits"
	"slices"

	"handover/reconcile"
)

// In groups of at most so many candidates and seekers every way to serve is tried.
const (
	mostTried   = 10
	mostSeekers = 24
)

// way is one way to serve a seeker: a set of the group's candidates, a bit each.
type way struct {
	set   uint32
	order [4]int64 // the smallest is best
}

// search finds the best of all ways to serve a group.
type search struct {
	g    *group
	ways [][]way // by seeker, the best first
	best map[uint64]uint64
}

// serveBest serves as many as any way could, the ones that end earliest first, and
// gives each in its turn the best that leaves it so.
func (g *group) serveBest() {
	t := search{g: g, ways: make([][]way, len(g.seekers)), best: map[uint64]uint64{}}
	for i, s := range g.seekers {
		t.ways[i] = g.waysOf(s)
	}
	var used uint32
	for i, s := range g.seekers {
		want := t.value(i, used)
		for _, w := range t.ways[i] {
			if w.set&used == 0 && t.with(i)+t.value(i+1, used|w.set) == want {
				used |= w.set
				g.give(s, g.members(w.set)...)
				break
			}
		}
	}
}

// value returns how well the seekers from the i-th on can be served without what is
// used: their number, and in the lower bits who, the earliest the highest.
func (t *search) value(i int, used uint32) uint64 {
	if i == len(t.ways) {
		return 0
	}
	key := uint64(i)<<32 | uint64(used)
	if known, ok := t.best[key]; ok {
		return known
	}
	best := t.value(i+1, used)
	for _, w := range t.ways[i] {
		if w.set&used == 0 {
			best = max(best, t.with(i)+t.value(i+1, used|w.set))
		}
	}
	t.best[key] = best
	return best
}

// with returns what it is worth to serve the i-th seeker.
func (t *search) with(i int) uint64 { return 1<<mostSeekers | 1<<(len(t.ways)-1-i) }

func (g *group) members(set uint32) []int {
	var list []int
	for i, c := range g.candidates {
		if set&(1<<i) != 0 {
			list = append(list, c)
		}
	}
	return list
}

// waysOf lists every way to serve a seeker by candidates of which none could be left
// out, the best first: of the same offer before others, the exact seats before the
// smallest that are more before several smaller ones, of those the exact sum, the
// fewest, the id.
func (g *group) waysOf(s int) []way {
	var list []way
	for set := uint32(1); set < 1<<len(g.candidates); set++ {
		if w, ok := g.wayOf(s, set); ok {
			list = append(list, w)
		}
	}
	slices.SortFunc(list, func(a, b way) int {
		// Among sets that are equally good the one with the smallest ids: of the ids
		// in which they differ it holds the first.
		return cmp.Or(slices.Compare(a.order[:], b.order[:]), cmp.Compare(bits.Reverse32(b.set), bits.Reverse32(a.set)))
	})
	return list
}

func (g *group) wayOf(s int, set uint32) (way, bool) {
	needed := g.matcher.seekers[s].needed
	var sum, least int64
	same, several := true, bits.OnesCount32(set) > 1
	for rest := set; rest != 0; rest &= rest - 1 {
		c := g.candidates[bits.TrailingZeros32(rest)]
		seats, link := g.matcher.candidates[c].seats, g.linkOf(s, c)
		if !g.pass(link) || seats == 0 && needed > 0 || several && seats >= needed {
			return way{}, false
		}
		if rest == set || seats < least {
			least = seats
		}
		sum = reconcile.AddSeats(sum, seats)
		same = same && link.same
	}
	if sum < needed || several && sum-least >= needed {
		return way{}, false
	}
	w := way{set: set, order: [4]int64{int64(rank(same)), 0, 0, 0}}
	switch {
	case several:
		w.order[1], w.order[2], w.order[3] = 2, int64(rank(sum == needed)), int64(bits.OnesCount32(set))
	case sum > needed:
		w.order[1], w.order[2] = 1, sum
	}
	return w, true
}
