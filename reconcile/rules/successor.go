package rules

import (
	"cmp"
	"slices"
	"strings"

	"handover/reconcile"
)

// succeed finds, for rows that have left without having come over, what took their
// place at the old seller: what their source names, else what began when they, or the
// last of those that it names, left. Of the latter none takes the place of two.
func (v *view) succeed() {
	leavers := v.leavers()
	if len(leavers) == 0 {
		return
	}
	taken, ended := v.upgraded(), map[*row][]*row{}
	for _, r := range leavers {
		if r.heir, ended[r] = v.namedHeir(r); r.heir != nil {
			taken[r.heir] = true
		}
	}
	found := map[*row]*row{}
	for _, r := range leavers {
		if r.heir == nil {
			r.heir = v.heirAfter(r, ended[r], taken, found)
		}
	}
	for _, r := range leavers {
		if r.heir == nil {
			r.begun = v.begunWith(lastOf(r, ended[r]), taken)
		}
	}
}

// heirAfter returns what took the place of a row, or of one of the last that it has
// become by name, once they had left as well. Found keeps it for each of them, since two
// rows may have become one.
func (v *view) heirAfter(r *row, ended []*row, taken map[*row]bool, found map[*row]*row) *row {
	if len(ended) == 0 {
		ended = []*row{r}
	}
	for _, last := range ended {
		heir := found[last]
		if heir == nil {
			heir = v.successorOf(last, last, taken)
		}
		if heir == nil && last != r {
			heir = v.successorOf(r, last, taken)
		}
		if heir != nil {
			found[last], taken[heir] = heir, true
			return heir
		}
	}
	return nil
}

// lastOf returns the first of the last rows that one has become, or the row itself.
func lastOf(r *row, ended []*row) *row {
	if len(ended) > 0 {
		return ended[0]
	}
	return r
}

// upgraded returns what the rows that moves name have become.
func (v *view) upgraded() map[*row]bool {
	rows := map[*row]bool{}
	for id := range v.named {
		for _, now := range v.become(rowKey{v.tenant.ID, id}) {
			if now.id != id {
				rows[v.rowAt(now)] = true
			}
		}
	}
	return rows
}

// leavers returns the sources that have left without having come over, and the
// deleted rows of ours, in the order in which they end.
func (v *view) leavers() []*row {
	var list []*row
	v.eachRow(func(r *row) {
		deleted := r.ours && r.life.Status == reconcile.Deleted && !r.gone
		if r.licensed() && !r.through && !r.left && (deleted || r.source() && r.over()) {
			list = append(list, r)
		}
	})
	slices.SortFunc(list, func(a, b *row) int {
		return cmp.Or(cmp.Compare(a.life.LastDay, b.life.LastDay), strings.Compare(a.sub.ID, b.sub.ID))
	})
	return list
}

// namedByMoves holds the ids that some move of the tenant, or one into it, names.
func (v *view) namedByMoves() map[string]bool {
	named := map[string]bool{}
	note := func(m *reconcile.Move) {
		named[m.SourceID] = true
		for _, id := range m.TargetIDs {
			named[id] = true
		}
	}
	for i := range v.tenant.Moves {
		note(&v.tenant.Moves[i])
	}
	for i := range v.tenant.Incoming {
		for _, id := range v.tenant.Incoming[i].Move.TargetIDs {
			named[id] = true
		}
	}
	return named
}

// successorOf returns the row that began, or grew by what was needed, at the same
// seller when a row, or what it had become last, left: of the same offer before another,
// with the same seats, on the nearest day, by id.
func (v *view) successorOf(r, last *row, taken map[*row]bool) *row {
	left := v.leftOn(last)
	if !left.Known() {
		return nil
	}
	var best *row
	var bestBy [3]int
	for i := range v.rows {
		other := &v.rows[i]
		if taken[other] || !v.besides(r, other) {
			continue
		}
		by, fits := v.placeOf(r, other, left)
		order := slices.Compare(by[:], bestBy[:])
		if fits && (best == nil || order < 0 || order == 0 && other.sub.ID < best.sub.ID) {
			best, bestBy = other, by
		}
	}
	return best
}

// placeOf reports whether a row began, or grew, in the place of one that left on a
// day, and how well: the smallest is best.
func (v *view) placeOf(r, other *row, left reconcile.Day) (by [3]int, fits bool) {
	sameOffer := v.sameOffer(r.sub, other.sub)
	sameSeats := r.sub.Quantity.Known && r.sub.Quantity == other.sub.Quantity
	began := v.beganOn(other)
	near := began.Known() && daysApart(began, left) <= v.env.Policy.Limits.SuccessorDays
	if !near || !sameOffer && !sameSeats && !v.sameUse(r.sub, other.sub) {
		if began, near = v.grewBy(other, r, left); !near {
			return by, false
		}
	}
	return [3]int{rank(sameOffer), rank(sameSeats), daysApart(began, left)}, true
}

// besides reports whether a row is one that may have taken the place of another: a
// running licence row of the same seller that no move names.
func (v *view) besides(r, other *row) bool {
	running := other.life.Status == reconcile.Active || other.life.Status == reconcile.Pending
	addon := other.sub.ParentID != "" && other.sub.ParentID == r.sub.ID
	if other == r || addon || !running || !other.licensed() || v.named[other.sub.ID] {
		return false
	}
	switch {
	case r.ours || other.ours:
		return r.ours && other.ours
	case r.sub.SellerID != "":
		return other.sub.SellerID == r.sub.SellerID
	default:
		return other.sub.SellerID == "" && other.sub.Channel == r.sub.Channel
	}
}

// beganOn returns the day on which a row began: as it says, else as it was first
// seen; the start of its term only where it has been there from the first delivery.
func (v *view) beganOn(r *row) reconcile.Day {
	switch s := r.sub; {
	case s.Created.Known():
		return s.Created
	case s.FirstSeen.Known() && s.FirstSeen <= v.today:
		return s.FirstSeen
	case s.FirstSeen.Known():
		return 0
	default:
		return s.TermStart
	}
}

// grewBy reports whether the seats of a row rose by what another needed when that
// one left, and on which day.
func (v *view) grewBy(r, left *row, day reconcile.Day) (on reconcile.Day, grew bool) {
	needed := left.sub.NeededSeats()
	if !needed.Known || needed.N <= 0 {
		return 0, false
	}
	days := v.env.Policy.Limits.SuccessorDays
	var before reconcile.Count
	for _, c := range r.sub.Readings(reconcile.FieldQuantity.String(), v.env.AsOf) {
		seen, seats := reconcile.DayOf(c.Seen), reconcile.ParseCount(c.Value)
		switch {
		case seen < day.AddDays(-days) || !before.Known:
			before = seats
		case seen <= day.AddDays(days) && seats.Known && seats.N-before.N >= needed.N:
			return seen, true
		}
	}
	return 0, false
}

// begunWith returns the ids of what else began at the same seller when a row left,
// with another offer and other seats.
func (v *view) begunWith(r *row, taken map[*row]bool) []string {
	left := v.leftOn(r)
	var ids []string
	for i := range v.rows {
		other := &v.rows[i]
		began := v.beganOn(other)
		if left.Known() && began.Known() && !taken[other] && v.besides(r, other) &&
			daysApart(began, left) <= v.env.Policy.Limits.SuccessorDays {
			ids = append(ids, other.sub.ID)
		}
	}
	slices.Sort(ids)
	return ids
}
