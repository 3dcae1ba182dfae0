package rules

import (
	"slices"

	"handover/reconcile"
)

// reach is how open moves come to one subscription: by its own name, or by that of one
// that has become it.
type reach struct {
	move         *reconcile.Move // the first that does, and the name by which
	name         string
	moves, names bool // others do as well; by other names as well
}

// twice reports whether two moves come to it by two names. Where they do by one, that
// is the one that is named twice.
func (r reach) twice() bool { return r.moves && r.names }

// reachesOf returns, by the id of what it has become, how the open moves into the tenant
// come to what they name there. Of the moves that begin elsewhere all lead into it.
func (v *view) reachesOf(moves []reconcile.Move, incoming []reconcile.IncomingMove) map[string]reach {
	reaches := map[string]reach{}
	for i := range moves {
		if m := &moves[i]; m.Destination() == v.tenant.ID {
			v.noteReach(reaches, m)
		}
	}
	for i := range incoming {
		v.noteReach(reaches, &incoming[i].Move)
	}
	return reaches
}

func (v *view) noteReach(reaches map[string]reach, m *reconcile.Move) {
	if !m.IsOpen() || m.SourceID == reconcile.WatchAll {
		return
	}
	for _, id := range m.TargetIDs {
		for _, now := range v.become(rowKey{m.Destination(), id}) {
			r, known := reaches[now.id]
			if !known {
				r = reach{move: m, name: id}
			}
			r.moves, r.names = r.moves || r.move != m, r.names || r.name != id
			reaches[now.id] = r
		}
	}
}

// reachOf returns how open moves come to a subscription here, or in a tenant that moves
// lead into.
func (v *view) reachOf(key rowKey, here map[string]reach) reach {
	if key.tenant == v.tenant.ID {
		return here[key.id]
	}
	at := slices.IndexFunc(v.targets, func(m *meeting) bool { return m.target.ID == key.tenant })
	if at < 0 {
		return reach{}
	}
	return v.targets[at].reaches[key.id]
}
