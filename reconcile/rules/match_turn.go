package rules

import (
	"cmp"
	"maps"
	"slices"

	"handover/reconcile"
)

// turn serves a large group, one seeker after the other: by one candidate each as
// many as any assignment could, then what is left by several smaller ones together.
// Members of a class stand for one another.
type turn struct {
	*group
	enough map[int][]int       // by class of seekers: the classes of which one is enough, the best first
	left   map[int][]int       // by class of candidates: those that are free
	alone  map[int]map[int]int // by class of candidates: how many serve one seeker of each class
	dead   map[int]bool        // no free candidate can be reached through this class
	none   map[int]bool        // no candidates are enough together for this class of seekers
	stuck  map[int]bool        // nor can others step aside for it
	with   map[int]int         // by seeker: the candidate that serves it alone
}

func (g *group) serveInTurn() {
	t := turn{
		group: g, enough: map[int][]int{}, left: map[int][]int{}, alone: map[int]map[int]int{}, dead: map[int]bool{},
		none: map[int]bool{}, stuck: map[int]bool{}, with: map[int]int{},
	}
	for _, o := range g.offers {
		t.left[o], t.alone[o] = g.free(o), map[int]int{}
	}
	for _, k := range g.seeks {
		t.enough[k] = t.enoughFor(k)
	}
	t.place(t.count())
	for _, s := range g.seekers {
		if !g.has[s] && !t.swap(s) {
			t.takeTogether(s, t.together(g.seeking.of[s]))
		}
	}
}

// enoughFor lists the classes of which one candidate alone is enough, the best first:
// the same offer before an equivalent one, the fewest seats, the id.
func (t *turn) enoughFor(k int) []int {
	var list []int
	for _, o := range t.offers {
		if t.isEnough(k, o) {
			list = append(list, o)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		return cmp.Or(rank(t.links[k][a].same)-rank(t.links[k][b].same), cmp.Compare(t.seats(a), t.seats(b)))
	})
	return list
}

func (t *turn) isEnough(k, o int) bool { return t.pass(t.links[k][o]) && t.seats(o) >= t.needed(k) }

// needed returns how many seats each of a class of seekers needs.
func (t *turn) needed(k int) int64 { return t.matcher.seekers[t.seeking.members[k][0]].needed }

// seats returns how many seats each of a class of candidates has.
func (t *turn) seats(o int) int64 { return t.matcher.candidates[t.offering.members[o][0]].seats }

// count finds out how many seekers of each class one candidate alone can serve.
func (t *turn) count() map[int]int {
	free := map[int]int{}
	for o, list := range t.left {
		free[o] = len(list)
	}
	served, failed := map[int]int{}, map[int]bool{}
	for _, s := range t.group.seekers {
		k := t.seeking.of[s]
		if failed[k] {
			continue
		}
		seen := map[int]bool{}
		if t.serve(k, free, seen) {
			served[k]++
			continue
		}
		// What a search that found nothing has seen leads nowhere for later ones
		// either.
		failed[k] = true
		maps.Copy(t.dead, seen)
	}
	return served
}

// serve gives one more seeker of a class a free candidate, or one whose seeker can be
// served by another.
func (t *turn) serve(k int, free map[int]int, seen map[int]bool) bool {
	for _, o := range t.enough[k] {
		if free[o] > 0 {
			free[o]--
			t.alone[o][k]++
			return true
		}
	}
	for _, o := range t.enough[k] {
		if seen[o] || t.dead[o] {
			continue
		}
		seen[o] = true
		for _, other := range slices.Sorted(maps.Keys(t.alone[o])) {
			if other != k && t.alone[o][other] > 0 && t.serve(other, free, seen) {
				t.alone[o][other]--
				t.alone[o][k]++
				return true
			}
		}
	}
	return false
}

// place gives the seekers that were counted a candidate each.
func (t *turn) place(served map[int]int) {
	for _, s := range t.group.seekers {
		k := t.seeking.of[s]
		if served[k] == 0 {
			continue
		}
		served[k]--
		for _, o := range t.enough[k] {
			if t.alone[o][k] > 0 {
				t.alone[o][k]--
				t.with[s] = t.left[o][0]
				t.left[o] = t.left[o][1:]
				t.give(s, t.with[s])
				break
			}
		}
	}
}

// swap returns a seeker that nothing is left for the candidate of another one, which
// several smaller ones can serve as well.
func (t *turn) swap(s int) bool {
	k := t.seeking.of[s]
	if t.stuck[k] || t.together(k) != nil {
		return false
	}
	for _, other := range t.group.seekers {
		c, alone := t.with[other]
		if !alone || !t.isEnough(k, t.offering.of[c]) {
			continue
		}
		if instead := t.together(t.seeking.of[other]); instead != nil {
			delete(t.with, other)
			t.found[t.matcher.seekers[other].rowKey] = nil
			t.takeTogether(other, instead)
			t.with[s] = c
			t.give(s, c)
			return true
		}
	}
	t.stuck[k] = true
	return false
}

// takeTogether gives a seeker so many of each class of candidates.
func (t *turn) takeTogether(s int, parts []part) {
	for _, p := range parts {
		t.give(s, t.left[p.class][:p.n]...)
		t.left[p.class] = t.left[p.class][p.n:]
	}
}

// part is how many of a class of candidates serve together with others.
type part struct{ class, n int }

// together returns the fewest free candidates that are enough for a seeker of a class,
// the largest first: of the same offer, else of all that may serve; none where all of
// them are not enough.
func (t *turn) together(k int) []part {
	if t.none[k] {
		return nil
	}
	needed := t.needed(k)
	var same, all []int
	for _, o := range t.offers {
		if len(t.left[o]) == 0 || !t.pass(t.links[k][o]) || t.seats(o) == 0 {
			continue
		}
		if all = append(all, o); t.links[k][o].same {
			same = append(same, o)
		}
	}
	for _, pool := range [][]int{same, all} {
		if parts := t.fill(pool, needed); parts != nil {
			return parts
		}
	}
	// What is free only ever gets less.
	t.none[k] = true
	return nil
}

func (t *turn) fill(pool []int, needed int64) []part {
	slices.SortStableFunc(pool, func(a, b int) int { return cmp.Compare(t.seats(b), t.seats(a)) })
	var parts []part
	var seats int64
	for _, o := range pool {
		p := part{class: o}
		for p.n < len(t.left[o]) && (seats < needed || len(parts) == 0 && p.n == 0) {
			seats = reconcile.AddSeats(seats, t.seats(o))
			p.n++
		}
		if parts = append(parts, p); seats >= needed {
			return parts
		}
	}
	return nil
}
