package rules

import (
	"cmp"
	"slices"

	"handover/reconcile"
)

// watches are the moves of one tenant that stand for all that no other move names.
type watches struct {
	v     *view
	moves []*reconcile.Move // open; those of one seller first
	named map[string]bool   // by another move, or what a target that it names has become
}

// watchesOf returns the watches among the moves of a tenant.
func (v *view) watchesOf(moves []reconcile.Move) watches {
	w := watches{v: v, named: map[string]bool{}}
	for i := range moves {
		m := &moves[i]
		switch {
		case m.SourceID != reconcile.WatchAll:
			w.named[m.SourceID] = true
			for _, id := range m.TargetIDs {
				w.named[id] = true
				for _, now := range v.become(rowKey{m.Destination(), id}) {
					w.named[now.id] = true
				}
			}
		case m.IsOpen():
			w.moves = append(w.moves, m)
		}
	}
	slices.SortFunc(w.moves, func(a, b *reconcile.Move) int {
		return cmp.Or(cmp.Compare(b.SourceSellerID, a.SourceSellerID), compareMoves(a, b))
	})
	return w
}

// of returns the move that stands for a row, or none.
func (w *watches) of(s *reconcile.Subscription) *reconcile.Move {
	if len(w.moves) == 0 || w.named[s.ID] || !w.v.watchable(s) {
		return nil
	}
	for _, m := range w.moves {
		if w.v.isOf(m, s) && w.v.wasThere(m, s) {
			return m
		}
	}
	return nil
}

// watchable reports whether a row is of the kind that watching a tenant is about:
// trials that are not known to renew and free products are not.
func (v *view) watchable(s *reconcile.Subscription) bool {
	renews := s.EndOfTerm == reconcile.ActionRenew || s.AutoRenew == reconcile.Yes && !s.EndOfTerm.IsChoice()
	return s.Licensed() && (s.Trial != reconcile.Yes || renews) && !v.env.Policy.IsFree(s)
}

// isOf reports whether a row is of those that a watch asks for: of its seller, even
// where that is one of us, else of anybody but us.
func (v *view) isOf(m *reconcile.Move, s *reconcile.Subscription) bool {
	if m.SourceSellerID != "" {
		return s.SellerID == m.SourceSellerID
	}
	return !v.env.Partner.Ours(s)
}

// wasThere reports whether a row is, or since the first import of a move was, in a
// state that leaves something to move.
func (v *view) wasThere(m *reconcile.Move, s *reconcile.Subscription) bool {
	if s.Gone && s.MissingSince.Known() && s.MissingSince < m.FirstSeen {
		return false
	}
	if movable(s.Status) {
		return true
	}
	was := s.Readings(reconcile.FieldStatus.String(), v.env.AsOf)
	for i := range was {
		until := v.today
		if i+1 < len(was) {
			until = reconcile.DayOf(was[i+1].Seen)
		}
		if movable(reconcile.Status(was[i].Value)) && until >= m.FirstSeen {
			return true
		}
	}
	return false
}

func movable(s reconcile.Status) bool {
	return s == reconcile.Active || s == reconcile.Pending || s == reconcile.Suspended || s == reconcile.Expired
}

// unwatched reports whether a row of another seller runs and nobody watches it: no
// move names it, in a tenant that we may sell to or that has a move. A dropped
// watch says that it is known.
func (v *view) unwatched(r *row) bool {
	s := r.sub
	if s.Status != reconcile.Active || r.ours || r.watched || v.named[s.ID] || !v.watchable(s) {
		return false
	}
	for i := range v.tenant.Moves {
		m := &v.tenant.Moves[i]
		if m.SourceID == reconcile.WatchAll && m.Status == reconcile.MoveDropped &&
			(m.SourceSellerID == "" || m.SourceSellerID == s.SellerID) {
			return false
		}
	}
	may := v.tenant.Relationship == reconcile.Reseller || !v.tenant.Relationship.Listed()
	return may || len(v.tenant.Moves) > 0
}

// moveOf returns what a watch means for one row: a move of its own, by the route
// asked for where that exists for it.
func (v *view) moveOf(watch *reconcile.Move, s *reconcile.Subscription) *reconcile.Move {
	m := *watch
	m.SourceID, m.SourceSellerID = s.ID, ""
	if !routeExists(m.Route, s) {
		m.Route = reconcile.RouteAuto
	}
	m.ExpectedEnd = v.firstEnd(watch, s)
	return &m
}

// firstEnd returns the first E known of a row since a watch stands for it.
func (v *view) firstEnd(watch *reconcile.Move, s *reconcile.Subscription) reconcile.Day {
	last, _ := reconcile.LastDay(s)
	var first reconcile.Day
	for _, c := range s.Readings(reconcile.FieldCommitmentEnd.String(), v.env.AsOf) {
		end, err := reconcile.ParseDay(c.Value)
		if err != nil || first.Known() && reconcile.DayOf(c.Seen) > watch.FirstSeen {
			continue
		}
		first = end
	}
	if first.Known() {
		return first
	}
	return last
}
