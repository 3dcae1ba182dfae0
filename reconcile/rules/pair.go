package rules

import (
	"maps"
	"math"
	"slices"

	"handover/reconcile"
)

// pair matches, tenant by tenant, the sources without a named target with our
// subscriptions there. Every tenant that looks at the same target tenant sees
// the same moves into it and thereby finds the same pairs.
func (v *view) pair() {
	v.pairHere()
	for _, m := range v.targets {
		v.pairThere(m)
	}
	for i := range v.arriving {
		a := &v.arriving[i]
		if s := a.source; s != nil {
			a.target = a.target || v.targeted(s)
		}
	}
}

// targeted reports whether a source has targets at all, that its moves name or that
// were matched.
func (v *view) targeted(r *row) bool {
	return len(v.paired[r.key()]) > 0 ||
		slices.ContainsFunc(r.moves, func(m *reconcile.Move) bool { return len(m.TargetIDs) > 0 })
}

// pairHere matches in the tenant itself: first for the moves into it, then, with
// what is left, for those subscriptions of ours that end and are not moved.
func (v *view) pairHere() {
	p := v.pairingOf(v.arriving, v.tenant.Moves, v.tenant.Incoming)
	v.eachRow(func(r *row) { p.own(r) })
	left := p.match()
	if len(left) == 0 {
		return
	}
	var ending []seeker
	for i := range v.rows {
		if r := &v.rows[i]; r.replaceable() && !v.targeted(r) {
			ending = v.appendSeeker(ending, r)
		}
	}
	v.match(ending, left, false)
}

// pairThere takes over what was found in another tenant that moves of this one point
// to.
func (v *view) pairThere(m *meeting) {
	v.eachRow(func(r *row) {
		for _, id := range m.pairs[r.key()] {
			v.paired[r.key()] = append(v.paired[r.key()], rowKey{m.target.ID, id})
		}
		if heirs := m.heirs[r.key()]; len(heirs) > 0 {
			r.heirs = heirs
		}
	})
	if m.search != nil {
		v.searches = append(v.searches, m.search)
	}
}

// pairing is what meets in one tenant: what comes and what of ours is there.
type pairing struct {
	v        *view
	arriving []arrival
	engaged  map[string]bool // cannot be matched: a source, or named by a move
	named    map[string]bool // rows of the tenant for which an open move names targets
	ours     []*row
}

func (v *view) pairingOf(arriving []arrival, moves []reconcile.Move, incoming []reconcile.IncomingMove) *pairing {
	p := &pairing{v: v, arriving: arriving, engaged: map[string]bool{}, named: map[string]bool{}}
	for i := range moves {
		if moves[i].IsOpen() && len(moves[i].TargetIDs) > 0 {
			p.named[moves[i].SourceID] = true
		}
		if p.engage(&moves[i]); moves[i].IsOpen() || moves[i].Status == reconcile.MoveDone {
			p.engaged[moves[i].SourceID] = true
		}
	}
	for i := range incoming {
		p.engage(&incoming[i].Move)
	}
	return p
}

func (p *pairing) engage(m *reconcile.Move) {
	if m.IsOpen() || m.Status == reconcile.MoveDone {
		for _, id := range m.TargetIDs {
			p.engaged[id] = true
		}
	}
}

// own takes up a row that is there, or was. What we have lost to another partner is
// nothing any more.
func (p *pairing) own(r *row) {
	if r.ours && r.licensed() && !r.left {
		p.ours = append(p.ours, r)
	}
}

// match finds the heirs of what has come over by a transfer, then replacements for
// what has not, and returns what is left of ours.
func (p *pairing) match() []candidate {
	p.engageSuccessors()
	p.inherit()
	candidates := make([]candidate, 0, len(p.ours))
	for _, r := range p.ours {
		if r.stands() && !r.watched && !p.engaged[r.sub.ID] {
			candidates = append(candidates, p.v.candidateOf(r))
		}
	}
	if len(candidates) == 0 {
		return nil
	}
	return p.v.match(p.seekers(), candidates, true)
}

// engageSuccessors engages what the engaged have become.
func (p *pairing) engageSuccessors() {
	for _, id := range slices.Collect(maps.Keys(p.engaged)) {
		for _, now := range p.v.become(rowKey{p.v.tenant.ID, id}) {
			p.engaged[now.id] = true
		}
	}
}

func (v *view) candidateOf(r *row) candidate {
	seats := int64(math.MaxInt64)
	if r.sub.Quantity.Known {
		seats = max(r.sub.Quantity.N, 0)
	}
	t := &target{sub: r.sub, life: r.life}
	like := v.likenessOf(r)
	like.seats, like.start, like.first = seats, r.sub.Started(), v.firstDay(t)
	return candidate{rowKey: r.key(), seats: seats, start: like.start, target: t, like: like}
}

// match keeps the pairs it finds and returns the candidates that are left. Rest
// tells that what is left serves even where it is too little.
func (v *view) match(seekers []seeker, candidates []candidate, rest bool) []candidate {
	if len(seekers) == 0 {
		return candidates
	}
	m := &matcher{bondOf: v.bondOf, seekers: seekers, candidates: candidates, rest: rest}
	for source, ids := range m.match() {
		for _, id := range ids {
			v.paired[source] = append(v.paired[source], rowKey{candidates[0].tenant, id})
		}
	}
	v.searches = append(v.searches, m)
	left := make([]candidate, 0, len(m.taken))
	for c, s := range m.taken {
		if s < 0 {
			left = append(left, m.candidates[c])
		}
	}
	return left
}

// bondOf returns how well a candidate may replace a seeker, whatever its seats: the
// offer is the same or listed as equivalent, and it was bought for the purpose, not
// long before. A row does not replace itself.
func (v *view) bondOf(s *seeker, c *candidate) bond {
	if s.rowKey == c.rowKey {
		return bond{miss: MissOffer}
	}
	b := bond{same: v.sameOffer(s.row.sub, c.target.sub)}
	switch {
	case !b.same && !v.equivalent(s.row.sub, c.target.sub):
		b.miss = MissOffer
	case !c.start.Known():
		b.miss = MissSince
	case c.start < s.earliest:
		b.miss = MissBought
	}
	b.timely = b.miss == "" && v.inTime(s.row, c.target)
	return b
}

// seekers returns the sources of moves for which no target is named, each once.
// Those of done moves seek while they go on.
func (p *pairing) seekers() []seeker {
	var list []seeker
	asked := map[rowKey]bool{}
	for i := range p.arriving {
		a := &p.arriving[i]
		if a.source == nil || a.source.through || !a.move.IsOpen() && !a.source.lingers() {
			continue
		}
		key := a.source.key()
		named := len(a.move.TargetIDs) > 0 || key.tenant == p.v.tenant.ID && p.named[key.id] ||
			slices.ContainsFunc(a.source.moves, func(m *reconcile.Move) bool { return len(m.TargetIDs) > 0 })
		if !named && !asked[key] {
			asked[key] = true
			list = p.v.appendSeeker(list, a.source)
		}
	}
	return list
}

// appendSeeker leaves out what no match can be judged for: other products, and
// rows without a last day.
func (v *view) appendSeeker(list []seeker, r *row) []seeker {
	if !r.licensed() || !r.life.LastDay.Known() || r.life.NoEnd() {
		return list
	}
	r.limit = limitOf(r)
	needed, like := max(r.sub.NeededSeats().N, 0), v.likenessOf(r)
	like.seats, like.limit = needed, r.limit
	earliest := r.life.LastDay.AddDays(-v.env.Policy.Limits.MatchDaysBefore)
	return append(list, seeker{rowKey: r.key(), needed: needed, last: r.life.LastDay, earliest: earliest, row: r, like: like})
}

func (v *view) likenessOf(r *row) likeness {
	return likeness{
		offer: r.sub.OfferID, was: v.offerOf(r.sub), extended: v.isExtended(r.sub), status: r.life.Status,
		goesOn: r.life.GoesOn(), last: r.life.LastDay,
	}
}

// ends reports whether a row of ours ends, or has ended, so that another one may
// stand in for it. Of a row whose state is not known nobody can say.
func ends(life *reconcile.Lifecycle) bool {
	known := life.Status != "" && life.Status.Listed() && life.Status != reconcile.NoStatus
	return known && life.Outcome != reconcile.Renews
}
