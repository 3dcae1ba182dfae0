package rules

import (
	"cmp"
	"slices"
	"strings"

	"handover/reconcile"
)

// rowKey names a subscription.
type rowKey struct{ tenant, id string }

// likeness is what the match sees of a subscription: those that share it can replace,
// or be replaced by, the same ones.
type likeness struct {
	offer, was   string // was: the offer before an extended service term
	extended     bool
	seats        int64
	start, first reconcile.Day
	last         reconcile.Day
	limit        limit
	status       reconcile.Status
	goesOn       bool
	self         rowKey // of what both seeks and may serve
}

// seeker is a subscription that a replacement is looked for.
type seeker struct {
	rowKey
	needed   int64
	last     reconcile.Day // E
	earliest reconcile.Day // what was bought before is for something else
	row      *row
	like     likeness
}

// candidate is a subscription of ours that may replace one. Seats that are not
// known are the most there can be.
type candidate struct {
	rowKey
	seats  int64
	start  reconcile.Day
	target *target
	like   likeness
}

// bond is how well a candidate may replace a seeker, whatever its seats.
type bond struct {
	miss   Miss // why it may not
	same   bool // of the same offer, not only of an equivalent one
	timely bool // starts in time, and outlasts it
}

// link is a bond that holds, as the match keeps it.
type link struct{ fits, same, timely bool }

// matcher finds replacements that no move names: what covers first, then what comes
// too late or ends too early, then what is too little. No candidate serves twice.
// It looks at classes of subscriptions that are alike, so that many of them cost
// little more than few.
type matcher struct {
	bondOf     func(*seeker, *candidate) bond
	seekers    []seeker
	candidates []candidate
	rest       bool // too few seats are better than none

	seeking  classes
	offering classes
	links    [][]link // by the classes of seeker and of candidate
	taken    []int    // by candidate: the seeker it serves, or -1
	has      []bool   // by seeker: is served
	found    map[rowKey][]string
}

// classes are lists of subscriptions that are alike, in their order.
type classes struct {
	of      []int // the class of each
	members [][]int
}

func classesOf(n int, likeOf func(int) likeness) classes {
	c := classes{of: make([]int, n)}
	known := make(map[likeness]int, n)
	for i := range n {
		like := likeOf(i)
		at, ok := known[like]
		if !ok {
			at = len(c.members)
			known[like] = at
			c.members = append(c.members, nil)
		}
		c.of[i] = at
		c.members[at] = append(c.members[at], i)
	}
	return c
}

// match returns, by the seeker, the ids of the candidates that replace it.
func (m *matcher) match() map[rowKey][]string {
	m.prepare()
	m.serveBy(func(l link) bool { return l.timely })
	m.serveBy(func(l link) bool { return l.fits })
	if m.rest {
		m.shareRest()
	}
	return m.found
}

// prepare puts everything in order, where nobody is served yet.
func (m *matcher) prepare() {
	slices.SortFunc(m.seekers, func(a, b seeker) int {
		return cmp.Or(cmp.Compare(a.last, b.last), cmp.Compare(a.id, b.id), cmp.Compare(a.tenant, b.tenant))
	})
	slices.SortFunc(m.candidates, func(a, b candidate) int { return strings.Compare(a.id, b.id) })
	m.taken, m.has = slices.Repeat([]int{-1}, len(m.candidates)), make([]bool, len(m.seekers))
	m.found = map[rowKey][]string{}
	m.classify()
}

// classify sorts into classes, and links these. What seeks and may serve is a class of
// its own, since it does not replace itself.
func (m *matcher) classify() {
	seek := make(map[rowKey]bool, len(m.seekers))
	for s := range m.seekers {
		seek[m.seekers[s].rowKey] = true
	}
	both := map[rowKey]bool{}
	for c := range m.candidates {
		if key := m.candidates[c].rowKey; seek[key] {
			both[key] = true
		}
	}
	own := func(like likeness, key rowKey) likeness {
		if both[key] {
			like.self = key
		}
		return like
	}
	m.seeking = classesOf(len(m.seekers), func(s int) likeness { return own(m.seekers[s].like, m.seekers[s].rowKey) })
	m.offering = classesOf(len(m.candidates), func(c int) likeness { return own(m.candidates[c].like, m.candidates[c].rowKey) })
	m.links = make([][]link, len(m.seeking.members))
	for k, seekers := range m.seeking.members {
		m.links[k] = make([]link, len(m.offering.members))
		for o, candidates := range m.offering.members {
			s, c := &m.seekers[seekers[0]], &m.candidates[candidates[0]]
			if c.start < s.earliest { // as most are, and cheaper to see than all else
				continue
			}
			b := m.bondOf(s, c)
			m.links[k][o] = link{fits: b.miss == "", same: b.same, timely: b.timely}
		}
	}
}

func (m *matcher) linkOf(s, c int) link { return m.links[m.seeking.of[s]][m.offering.of[c]] }

// serveBy serves the seekers that have nothing yet by free candidates of links that
// pass a test: as many seekers as possible, and among the ways to do so those that
// end earliest. Groups that share no candidate are served one by one; small ones by
// trying every way.
func (m *matcher) serveBy(pass func(link) bool) {
	for _, g := range m.groups(pass) {
		if len(g.candidates) <= mostTried && len(g.seekers) <= mostSeekers {
			g.serveBest()
		} else {
			g.serveInTurn()
		}
	}
}

func (m *matcher) give(s int, candidates ...int) {
	key := m.seekers[s].rowKey
	for _, c := range candidates {
		m.taken[c] = s
		m.found[key] = append(m.found[key], m.candidates[c].id)
	}
	m.has[s] = len(m.found[key]) > 0
}

// free returns the members of a class of candidates that serve nobody.
func (m *matcher) free(class int) []int {
	var list []int
	for _, c := range m.offering.members[class] {
		if m.taken[c] < 0 {
			list = append(list, c)
		}
	}
	return list
}

// shareRest gives each seeker that has nothing what nobody else needs: what is in
// time, else what is not. The first of several that are alike takes it all.
func (m *matcher) shareRest() {
	over := make([][]int, len(m.offering.members))
	for class := range over {
		over[class] = m.free(class)
	}
	done := make([]bool, len(m.seeking.members))
	for s := range m.seekers {
		k := m.seeking.of[s]
		if m.has[s] || done[k] {
			continue
		}
		done[k] = true
		if m.shareTo(s, over, func(l link) bool { return l.timely }) == 0 {
			m.shareTo(s, over, func(l link) bool { return l.fits })
		}
	}
}

// shareTo gives a seeker all that is over and passes a test, and returns how many
// that are.
func (m *matcher) shareTo(s int, over [][]int, pass func(link) bool) int {
	var list []int
	for class, free := range over {
		if len(free) > 0 && pass(m.links[m.seeking.of[s]][class]) && m.candidates[free[0]].seats != 0 {
			list = append(list, free...)
			over[class] = nil
		}
	}
	slices.Sort(list)
	m.give(s, list...)
	return len(list)
}

// group is a part of the match that shares no candidate with the rest.
type group struct {
	*matcher
	seekers    []int // in order
	candidates []int // free ones, in order
	seeks      []int // the classes of the seekers, in the order of their first
	offers     []int // the classes of the candidates
	pass       func(link) bool
}

// groups splits the seekers that have nothing, and the free candidates, by who may
// serve whom.
func (m *matcher) groups(pass func(link) bool) []group {
	var list []group
	waiting, free := m.waiting(), make([][]int, len(m.offering.members))
	for class := range free {
		free[class] = m.free(class)
	}
	for first := range waiting {
		if len(waiting[first]) == 0 {
			continue
		}
		g := group{matcher: m, seeks: []int{first}, seekers: waiting[first], pass: pass}
		waiting[first] = nil
		for at := 0; at < len(g.seeks); at++ {
			g.spread(g.seeks[at], waiting, free)
		}
		if len(g.candidates) > 0 {
			slices.Sort(g.seekers)
			slices.Sort(g.candidates)
			slices.Sort(g.offers)
			list = append(list, g)
		}
	}
	return list
}

// waiting returns, by class, the seekers that have nothing.
func (m *matcher) waiting() [][]int {
	list := make([][]int, len(m.seeking.members))
	for class, members := range m.seeking.members {
		for _, s := range members {
			if !m.has[s] {
				list[class] = append(list[class], s)
			}
		}
	}
	return list
}

// spread takes up the candidates of a class of seekers, and the seekers of those.
func (g *group) spread(k int, waiting, free [][]int) {
	for o := range free {
		if len(free[o]) == 0 || !g.pass(g.links[k][o]) {
			continue
		}
		g.offers, g.candidates = append(g.offers, o), append(g.candidates, free[o]...)
		free[o] = nil
		for other := range waiting {
			if len(waiting[other]) > 0 && g.pass(g.links[other][o]) {
				g.seeks, g.seekers = append(g.seeks, other), append(g.seekers, waiting[other]...)
				waiting[other] = nil
			}
		}
	}
}
