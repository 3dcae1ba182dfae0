package rules

import (
	"maps"

	"handover/reconcile"
)

// pair matches, tenant by tenant, the sources without a named target with our
// subscriptions there. Every tenant that looks at the same target tenant sees
// the same moves into it and thereby finds the same pairs.
func (v *view) pair() {
	v.paired = map[seekerKey][]string{}
	v.pairHere()
	for i := range v.tenant.Targets {
		v.pairThere(&v.tenant.Targets[i])
	}
	for i := range v.arriving {
		a := &v.arriving[i]
		a.target = a.target || len(v.paired[seekerKey{a.move.TenantID, a.move.SourceID}]) > 0
	}
}

// pairHere matches in the tenant itself: first for the moves into it, then, with
// what is left, for those subscriptions of ours that end and are not moved.
func (v *view) pairHere() {
	engaged := engagements{}
	engaged.addMoves(v.tenant.Moves)
	engaged.addIncoming(v.tenant.Incoming)
	var candidates []candidate
	var ending []seeker
	for i := range v.rows {
		r := &v.rows[i]
		candidates = appendCandidate(candidates, engaged, r.sub, &r.life, r.ours)
		if r.replaceable() {
			ending = appendSeeker(ending, v.tenant.ID, r.sub, &r.life)
		}
	}
	if len(candidates) == 0 {
		return
	}
	left := v.match(v.seekers(v.arriving), candidates)
	if len(left) > 0 {
		v.match(ending, left)
	}
}

// pairThere matches in another tenant that moves of this one point to.
func (v *view) pairThere(t *reconcile.TargetTenant) {
	engaged := engagements{}
	engaged.addMoves(t.Moves)
	engaged.addIncoming(t.Incoming)
	var candidates []candidate
	for i := range t.Subscriptions {
		s := &t.Subscriptions[i]
		life := v.life(s)
		candidates = appendCandidate(candidates, engaged, s, &life, v.env.Partner.Ours(s))
	}
	if len(candidates) == 0 {
		return
	}
	var arriving []arrival
	for i := range t.Incoming {
		if in := &t.Incoming[i]; in.Move.IsOpen() {
			arriving = append(arriving, v.arrivalOf(&in.Move, in.Source))
		}
	}
	v.match(v.seekers(arriving), candidates)
}

// match keeps the pairs it finds and returns the candidates that are left.
func (v *view) match(seekers []seeker, candidates []candidate) []candidate {
	m := &matcher{
		catalog: v.env.Catalog, earliest: v.env.Policy.Limits.MatchDaysBefore, seekers: seekers, candidates: candidates,
	}
	maps.Copy(v.paired, m.match())
	v.searches = append(v.searches, m)
	var left []candidate
	for c, s := range m.taken {
		if s < 0 {
			left = append(left, m.candidates[c])
		}
	}
	return left
}

// seekers returns the sources of moves for which no target is named, each once.
func (v *view) seekers(arriving []arrival) []seeker {
	var list []seeker
	asked := map[seekerKey]bool{}
	for i := range arriving {
		a := &arriving[i]
		key := seekerKey{a.move.TenantID, a.move.SourceID}
		if !a.target && a.source != nil && !asked[key] {
			asked[key] = true
			list = appendSeeker(list, a.move.TenantID, a.source, &a.life)
		}
	}
	return list
}

// appendSeeker leaves out what no match can be judged for: other products, and
// rows without known seats or a last day.
func appendSeeker(list []seeker, tenant string, s *reconcile.Subscription, life *reconcile.Lifecycle) []seeker {
	needed := s.NeededSeats()
	if !s.Licensed() || !needed.Known || !life.LastDay.Known() || life.NoEnd() {
		return list
	}
	return append(list, seeker{seekerKey{tenant, s.ID}, s.OfferID, needed.N, life.LastDay})
}

func appendCandidate(list []candidate, engaged engagements, s *reconcile.Subscription, life *reconcile.Lifecycle, ours bool) []candidate {
	running := life.Status == reconcile.Active || life.Status == reconcile.Pending
	if !ours || !running || !s.Licensed() || engaged[s.ID] {
		return list
	}
	return append(list, candidate{s.ID, s.OfferID, s.Quantity.N, s.Started()})
}

// ends reports whether a row of ours ends, or has ended, so that another one may
// stand in for it.
func ends(life *reconcile.Lifecycle) bool {
	return life.Status != reconcile.NoStatus && life.Outcome != reconcile.Renews
}

// engagements holds the ids that cannot be matched: sources of open moves, and
// what an open or done move names as a target.
type engagements map[string]bool

func (e engagements) addMoves(moves []reconcile.Move) {
	for i := range moves {
		e.add(&moves[i])
		if moves[i].IsOpen() {
			e[moves[i].SourceID] = true
		}
	}
}

func (e engagements) addIncoming(moves []reconcile.IncomingMove) {
	for i := range moves {
		e.add(&moves[i].Move)
	}
}

func (e engagements) add(m *reconcile.Move) {
	if m.IsOpen() || m.Status == reconcile.MoveDone {
		for _, id := range m.TargetIDs {
			e[id] = true
		}
	}
}
