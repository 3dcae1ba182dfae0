package rules

import (
	"cmp"
	"slices"
	"strings"

	"handover/reconcile"
)

// rowKey names a subscription.
type rowKey struct{ tenant, id string }

// seeker is a subscription that a replacement is looked for.
type seeker struct {
	rowKey
	needed int64
	last   reconcile.Day // E
	row    *row
}

// candidate is a subscription of ours that may replace one. Seats that are not
// known are the most there can be.
type candidate struct {
	id     string
	seats  int64
	start  reconcile.Day
	target *target
}

// bond is how well a candidate may replace a seeker, whatever its seats.
type bond struct {
	miss   Miss // why it may not
	same   bool // of the same offer, not only of an equivalent one
	timely bool // starts in time, and outlasts it
}

// matcher finds replacements that no move names: what covers first, then what comes
// too late or ends too early, then what is too little. No candidate serves twice.
type matcher struct {
	bondOf     func(*seeker, *candidate) bond
	seekers    []seeker
	candidates []candidate
	rest       bool // too few seats are better than none

	bonds [][]bond // by seeker and candidate
	taken []int    // by candidate: the seeker it serves, or -1
	found map[rowKey][]string
}

// match returns, by the seeker, the ids of the candidates that replace it.
func (m *matcher) match() map[rowKey][]string {
	slices.SortFunc(m.seekers, func(a, b seeker) int {
		return cmp.Or(cmp.Compare(a.last, b.last), cmp.Compare(a.id, b.id), cmp.Compare(a.tenant, b.tenant))
	})
	slices.SortFunc(m.candidates, func(a, b candidate) int { return strings.Compare(a.id, b.id) })
	m.taken = slices.Repeat([]int{-1}, len(m.candidates))
	m.found = map[rowKey][]string{}
	m.bonds = make([][]bond, len(m.seekers))
	for s := range m.seekers {
		m.bonds[s] = make([]bond, len(m.candidates))
		for c := range m.candidates {
			m.bonds[s][c] = m.bondOf(&m.seekers[s], &m.candidates[c])
		}
	}
	m.serveBy(func(b bond) bool { return b.timely })
	m.serveBy(func(b bond) bool { return b.miss == "" })
	if m.rest {
		for s := range m.seekers {
			m.takeRest(s)
		}
	}
	return m.found
}

// serveBy serves the seekers that have nothing yet by free candidates of bonds that
// pass a test: as many seekers as possible, and among the ways to do so those that
// end earliest. Groups that share no candidate are served one by one; small ones by
// trying every way.
func (m *matcher) serveBy(pass func(bond) bool) {
	for _, g := range m.groups(pass) {
		if len(g.candidates) <= mostTried && len(g.seekers) <= mostSeekers {
			g.serveBest()
		} else {
			g.serveInTurn()
		}
	}
}

func (m *matcher) served(s int) bool { return len(m.found[m.seekers[s].rowKey]) > 0 }

func (m *matcher) give(s int, candidates ...int) {
	key := m.seekers[s].rowKey
	for _, c := range candidates {
		m.taken[c] = s
		m.found[key] = append(m.found[key], m.candidates[c].id)
	}
}

// takeRest returns a seeker that has nothing what nobody else needs: what is in time,
// else what is not.
func (m *matcher) takeRest(s int) {
	if m.served(s) {
		return
	}
	var timely, other []int
	for c := range m.candidates {
		switch b := m.bonds[s][c]; {
		case m.taken[c] >= 0 || b.miss != "" || m.candidates[c].seats == 0:
		case b.timely:
			timely = append(timely, c)
		default:
			other = append(other, c)
		}
	}
	if len(timely) > 0 {
		other = timely
	}
	m.give(s, other...)
}

// group is a part of the match that shares no candidate with the rest.
type group struct {
	*matcher
	seekers    []int
	candidates []int
	pass       func(bond) bool
}

// groups splits the seekers that have nothing, and the free candidates, by who may
// serve whom.
func (m *matcher) groups(pass func(bond) bool) []group {
	var list []group
	seen := make([]bool, len(m.candidates))
	grouped := make([]bool, len(m.seekers))
	for first := range m.seekers {
		if grouped[first] || m.served(first) {
			continue
		}
		grouped[first] = true
		g := group{matcher: m, seekers: []int{first}, pass: pass}
		for at := 0; at < len(g.seekers); at++ {
			g.spread(g.seekers[at], seen, grouped)
		}
		if len(g.candidates) > 0 {
			slices.Sort(g.seekers)
			slices.Sort(g.candidates)
			list = append(list, g)
		}
	}
	return list
}

// spread takes up the candidates of a seeker, and the seekers of those.
func (g *group) spread(s int, seen, grouped []bool) {
	for c := range g.matcher.candidates {
		if seen[c] || g.taken[c] >= 0 || !g.pass(g.bonds[s][c]) {
			continue
		}
		seen[c] = true
		g.candidates = append(g.candidates, c)
		for other := range g.matcher.seekers {
			if !grouped[other] && !g.served(other) && g.pass(g.bonds[other][c]) {
				grouped[other] = true
				g.seekers = append(g.seekers, other)
			}
		}
	}
}

// enough lists the free candidates that are enough for a seeker alone, the best
// first: the same offer before an equivalent one, the fewest seats, the id.
func (g *group) enough(s int) []int {
	var list []int
	for _, c := range g.candidates {
		if g.pass(g.bonds[s][c]) && g.matcher.candidates[c].seats >= g.matcher.seekers[s].needed {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		return cmp.Or(rank(g.bonds[s][a].same)-rank(g.bonds[s][b].same),
			cmp.Compare(g.matcher.candidates[a].seats, g.matcher.candidates[b].seats))
	})
	return list
}
