package rules

import (
	"cmp"
	"slices"

	"handover/reconcile"
)

// attachMoves tells each row which moves it is the source of.
func (v *view) attachMoves() {
	for i := range v.tenant.Moves {
		m := &v.tenant.Moves[i]
		if r := v.byID[m.SourceID]; r != nil {
			r.attach(m)
		}
	}
	watches := v.watchesOf(v.tenant.Moves)
	v.eachRow(func(r *row) {
		if w := watches.of(r.sub); w != nil {
			r.attach(v.moveOf(w, r.sub))
			r.watched = true
		}
	})
}

func compareMoves(a, b *reconcile.Move) int {
	return cmp.Or(
		slices.Compare(a.TargetIDs, b.TargetIDs),
		cmp.Compare(a.TargetTenantID, b.TargetTenantID),
		cmp.Compare(a.Route, b.Route),
	)
}

// arrival is a move into a tenant, open or done.
type arrival struct {
	move   *reconcile.Move
	source *row // nil where it was never seen
	target bool // a target is named or matched
}

func (v *view) collectArrivals() {
	for i := range v.tenant.Moves {
		if m := &v.tenant.Moves[i]; m.SourceID != reconcile.WatchAll && v.byID[m.SourceID] == nil {
			v.arrive(m, nil)
		}
	}
	v.eachRow(func(r *row) {
		for _, m := range r.moves {
			v.arrive(m, r)
		}
		if r.move == nil && r.done != nil {
			v.arrive(r.done, r)
		}
	})
	for _, a := range v.arrivalsOf(v.tenant.Incoming) {
		v.arrive(a.move, a.source)
	}
	v.eachRow(func(r *row) {
		for _, t := range v.routing.Requests(r.sub.ID) {
			v.judgeRequest(r, t)
		}
	})
}

func (v *view) arrive(m *reconcile.Move, source *row) {
	if m.Destination() == v.tenant.ID && (m.IsOpen() || m.Status == reconcile.MoveDone) {
		v.arriving = append(v.arriving, arrival{move: m, source: source, target: len(m.TargetIDs) > 0})
	}
}

// arrivalsOf turns moves with sources that may live elsewhere into arrivals, one
// source being one row however many moves name it.
func (v *view) arrivalsOf(incoming []reconcile.IncomingMove) []arrival {
	var list []arrival
	rows := map[rowKey]*row{}
	watching := v.watchesByTenant(incoming)
	for i := range incoming {
		in := &incoming[i]
		m := &in.Move
		switch {
		case !m.IsOpen() && m.Status != reconcile.MoveDone:
			continue
		case in.Source == nil && m.SourceID == reconcile.WatchAll:
			continue
		case in.Source == nil:
			list = append(list, arrival{move: m, target: len(m.TargetIDs) > 0})
			continue
		}
		r := rows[rowKey{m.TenantID, in.Source.ID}]
		if r == nil {
			guest := v.rowOf(in.Source)
			r = &guest
			rows[rowKey{m.TenantID, in.Source.ID}] = r
		}
		if m = v.guestMove(r, m, watching); m != nil {
			r.attach(m)
			for k := range in.Transfers {
				v.judgeRequest(r, &in.Transfers[k])
			}
			list = append(list, arrival{move: m, source: r, target: len(m.TargetIDs) > 0})
		}
	}
	return slices.DeleteFunc(list, func(a arrival) bool { return a.source != nil && !a.move.IsOpen() && a.source.move != nil })
}

// attach makes a row the source of a move.
func (r *row) attach(m *reconcile.Move) {
	switch {
	case m.IsOpen():
		// The order of the moves must not decide which of two conflicting ones counts.
		r.moves = append(r.moves, m)
		slices.SortFunc(r.moves, compareMoves)
		r.move = r.moves[0]
	case m.Status == reconcile.MoveDone && (r.done == nil || compareMoves(m, r.done) < 0):
		r.done = m
	}
}

func (v *view) watchesByTenant(incoming []reconcile.IncomingMove) map[string]watches {
	moves := map[string][]reconcile.Move{}
	for i := range incoming {
		if m := &incoming[i].Move; m.SourceID == reconcile.WatchAll && !slices.ContainsFunc(moves[m.TenantID], sameWatch(m)) {
			moves[m.TenantID] = append(moves[m.TenantID], *m)
		}
	}
	watching := make(map[string]watches, len(moves))
	for tenant := range moves {
		watching[tenant] = v.watchesOf(moves[tenant])
	}
	return watching
}

func sameWatch(m *reconcile.Move) func(reconcile.Move) bool {
	return func(other reconcile.Move) bool {
		return m.SourceSellerID == other.SourceSellerID && compareMoves(m, &other) == 0
	}
}

// guestMove returns the move of a source in another tenant: of those that watch all
// of it only the one that stands for the row.
func (v *view) guestMove(r *row, m *reconcile.Move, watching map[string]watches) *reconcile.Move {
	if m.SourceID != reconcile.WatchAll {
		return m
	}
	watches := watching[m.TenantID]
	best := watches.of(r.sub)
	if best == nil || !sameWatch(m)(*best) {
		return nil
	}
	r.watched = true
	return v.moveOf(m, r.sub)
}

// guests returns the sources in other tenants of the moves into this one.
func (v *view) guests() []*row {
	var list []*row
	seen := map[*row]bool{}
	for i := range v.arriving {
		s := v.arriving[i].source
		if s != nil && s.sub.TenantID != v.tenant.ID && !seen[s] {
			seen[s] = true
			list = append(list, s)
		}
	}
	return list
}

// leaveOpen keeps the moves that still have to happen, each source once for each.
func (v *view) leaveOpen() {
	for _, a := range v.arriving {
		if a.move.IsOpen() && (a.source == nil || !a.source.through) {
			v.open = append(v.open, a)
		}
	}
}

// leaving returns the moves that begin in the tenant and still have to happen, each
// source once.
func (v *view) leaving() []arrival {
	var list []arrival
	for i := range v.tenant.Moves {
		if m := &v.tenant.Moves[i]; m.IsOpen() && m.SourceID != reconcile.WatchAll && v.byID[m.SourceID] == nil {
			list = append(list, arrival{move: m, target: len(m.TargetIDs) > 0})
		}
	}
	v.eachRow(func(r *row) {
		if r.move != nil && !r.through {
			list = append(list, arrival{move: r.move, source: r, target: v.targeted(r)})
		}
	})
	return list
}

// coverDays gathers the cover-by days of some moves: the earliest that has not
// passed counts, and where all have, the last.
type coverDays struct{ ahead, passed reconcile.Day }

func (d *coverDays) add(v *view, a *arrival) {
	if a.source == nil || !a.source.life.CoverBy.Known() {
		return
	}
	if day := a.source.life.CoverBy; day >= v.today {
		d.ahead = reconcile.Earlier(d.ahead, day)
	} else {
		d.passed = max(d.passed, day)
	}
}

func (d *coverDays) earliest() reconcile.Day {
	if d.ahead.Known() {
		return d.ahead
	}
	return d.passed
}
