package rules

import (
	"cmp"
	"slices"

	"handover/reconcile"
)

// turn serves a large group, one seeker after the other: by one candidate each as
// many as any assignment could, then what is left by several smaller ones together.
type turn struct {
	*group
	alone map[int]int  // candidate: the seeker it is to serve alone
	dead  map[int]bool // no free candidate can be reached through it
}

func (g *group) serveInTurn() {
	t := turn{group: g, alone: map[int]int{}, dead: map[int]bool{}}
	for _, s := range g.seekers {
		seen := map[int]bool{}
		if t.serve(s, seen) {
			continue
		}
		// What a search that found nothing has seen leads nowhere for later ones
		// either.
		for c := range seen {
			t.dead[c] = true
		}
	}
	for _, c := range g.candidates {
		if s, ok := t.alone[c]; ok {
			g.give(s, c)
		}
	}
	for _, s := range g.seekers {
		if !g.served(s) && !g.swap(s) {
			g.give(s, g.together(s)...)
		}
	}
}

// swap returns a seeker that nothing is left for the candidate of another one, which
// several smaller ones can serve as well.
func (g *group) swap(s int) bool {
	if g.together(s) != nil {
		return false
	}
	for _, c := range g.enough(s) {
		other := g.taken[c]
		if other < 0 || len(g.found[g.matcher.seekers[other].rowKey]) > 1 {
			continue
		}
		if instead := g.together(other); instead != nil {
			g.found[g.matcher.seekers[other].rowKey] = nil
			g.give(other, instead...)
			g.give(s, c)
			return true
		}
	}
	return false
}

// serve gives a seeker a free candidate, or one whose seeker can be served by
// another.
func (t *turn) serve(s int, seen map[int]bool) bool {
	options := t.enough(s)
	for _, c := range options {
		if _, taken := t.alone[c]; !taken {
			t.alone[c] = s
			return true
		}
	}
	for _, c := range options {
		if seen[c] || t.dead[c] {
			continue
		}
		seen[c] = true
		if t.serve(t.alone[c], seen) {
			t.alone[c] = s
			return true
		}
	}
	return false
}

// together returns the fewest free candidates that are enough for a seeker, the
// largest first: of the same offer, else of all that may serve; none where all of
// them are not enough.
func (g *group) together(s int) []int {
	var same, all []int
	for _, c := range g.candidates {
		if g.taken[c] >= 0 || !g.pass(g.bonds[s][c]) || g.matcher.candidates[c].seats == 0 {
			continue
		}
		if all = append(all, c); g.bonds[s][c].same {
			same = append(same, c)
		}
	}
	if chosen := g.fill(same, g.matcher.seekers[s].needed); chosen != nil {
		return chosen
	}
	return g.fill(all, g.matcher.seekers[s].needed)
}

func (g *group) fill(pool []int, needed int64) []int {
	slices.SortStableFunc(pool, func(a, b int) int {
		return cmp.Compare(g.matcher.candidates[b].seats, g.matcher.candidates[a].seats)
	})
	var seats int64
	for i, c := range pool {
		if seats = reconcile.AddSeats(seats, g.matcher.candidates[c].seats); seats >= needed {
			return pool[:i+1]
		}
	}
	return nil
}
