package rules

import (
	"cmp"
	"slices"
	"strings"

	"handover/reconcile"
)

// seekerKey names a subscription that a replacement is looked for.
type seekerKey struct{ tenant, id string }

// seeker is a subscription that a replacement is looked for.
type seeker struct {
	seekerKey
	offer  string
	needed int64
	last   reconcile.Day // E
}

// candidate is a subscription of ours that may replace one.
type candidate struct {
	id    string
	offer string
	seats int64
	start reconcile.Day
}

// matcher finds replacements that no move names. One stage after the other:
//
//   - One to one: a candidate with the same or an equivalent offer and enough
//     seats. As many seekers get one as any assignment could give, the ones
//     that end earliest first, by id where they end together. Among the
//     candidates that are free a seeker takes the same offer before an
//     equivalent one and the fewest seats that are enough.
//   - Several together: what is left takes smaller candidates of one offer,
//     the largest first, if they are enough together. This stage is greedy.
//
// No candidate serves twice.
type matcher struct {
	catalog    reconcile.Catalog
	earliest   int // days before E in which a replacement is first bought at the earliest
	seekers    []seeker
	candidates []candidate

	taken []int  // by candidate: the seeker it serves, or -1
	dead  []bool // by candidate: no free candidate can be reached through it
}

// match returns, by the seeker, the ids of the candidates that replace it.
func (m *matcher) match() map[seekerKey][]string {
	slices.SortFunc(m.seekers, func(a, b seeker) int {
		return cmp.Or(cmp.Compare(a.last, b.last), cmp.Compare(a.id, b.id), cmp.Compare(a.tenant, b.tenant))
	})
	slices.SortFunc(m.candidates, func(a, b candidate) int { return strings.Compare(a.id, b.id) })
	m.taken = slices.Repeat([]int{-1}, len(m.candidates))
	m.dead = make([]bool, len(m.candidates))
	for s := range m.seekers {
		seen := make([]bool, len(m.candidates))
		if m.serve(s, seen) {
			continue
		}
		// What a search that found nothing has seen leads nowhere for later ones
		// either.
		for c := range seen {
			m.dead[c] = m.dead[c] || seen[c]
		}
	}
	found := map[seekerKey][]string{}
	for c, s := range m.taken {
		if s >= 0 {
			found[m.seekers[s].seekerKey] = []string{m.candidates[c].id}
		}
	}
	for s := range m.seekers {
		if _, done := found[m.seekers[s].seekerKey]; !done {
			m.together(s, found)
		}
	}
	return found
}

// serve gives a seeker a free candidate, or one whose seeker can be served by
// another.
func (m *matcher) serve(s int, seen []bool) bool {
	options := m.options(s)
	for _, c := range options {
		if m.taken[c] < 0 {
			m.taken[c] = s
			return true
		}
	}
	for _, c := range options {
		if seen[c] || m.dead[c] {
			continue
		}
		seen[c] = true
		if m.serve(m.taken[c], seen) {
			m.taken[c] = s
			return true
		}
	}
	return false
}

// options lists the candidates that are enough for a seeker alone, the best
// first.
func (m *matcher) options(s int) []int {
	var list []int
	for c := range m.candidates {
		if m.fits(s, c) && m.candidates[c].seats >= m.seekers[s].needed {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		return cmp.Or(m.rank(s, a)-m.rank(s, b), cmp.Compare(m.candidates[a].seats, m.candidates[b].seats))
	})
	return list
}

// rank puts the same offer before an equivalent one.
func (m *matcher) rank(s, c int) int {
	if reconcile.SameOffer(m.seekers[s].offer, m.candidates[c].offer) {
		return 0
	}
	return 1
}

// fits reports whether a candidate may replace a seeker, whatever its seats: the
// offer is the same or listed as equivalent, and it was bought for the purpose,
// not long before. A row does not replace itself.
func (m *matcher) fits(s, c int) bool {
	from, to := &m.seekers[s], &m.candidates[c]
	return from.id != to.id && m.boughtFor(s, c) && m.sameUse(s, c)
}

func (m *matcher) sameUse(s, c int) bool {
	return m.rank(s, c) == 0 || m.catalog.Equivalent(m.seekers[s].offer, m.candidates[c].offer)
}

func (m *matcher) boughtFor(s, c int) bool {
	last, start := m.seekers[s].last, m.candidates[c].start
	return last.Known() && start.Known() && start >= last.AddDays(-m.earliest)
}

// together serves a seeker by several smaller candidates of one offer, if they
// are enough together: of the same offer, else of an equivalent one.
func (m *matcher) together(s int, found map[seekerKey][]string) {
	byOffer := map[string][]int{}
	for c := range m.candidates {
		if m.taken[c] < 0 && m.fits(s, c) && m.candidates[c].seats > 0 {
			key := strings.ToUpper(m.candidates[c].offer)
			byOffer[key] = append(byOffer[key], c)
		}
	}
	offers := make([]string, 0, len(byOffer))
	for offer := range byOffer {
		offers = append(offers, offer)
	}
	slices.SortFunc(offers, func(a, b string) int {
		return cmp.Or(m.rank(s, byOffer[a][0])-m.rank(s, byOffer[b][0]), strings.Compare(a, b))
	})
	for _, offer := range offers {
		if chosen := m.fill(byOffer[offer], m.seekers[s].needed); chosen != nil {
			for _, c := range chosen {
				m.taken[c] = s
				found[m.seekers[s].seekerKey] = append(found[m.seekers[s].seekerKey], m.candidates[c].id)
			}
			return
		}
	}
}

// fill takes candidates, the largest first, until they are enough; nil where all
// of them are not.
func (m *matcher) fill(pool []int, needed int64) []int {
	slices.SortStableFunc(pool, func(a, b int) int { return cmp.Compare(m.candidates[b].seats, m.candidates[a].seats) })
	var seats int64
	for i, c := range pool {
		if seats = addSeats(seats, reconcile.CountOf(m.candidates[c].seats)); seats >= needed {
			return pool[:i+1]
		}
	}
	return nil
}
