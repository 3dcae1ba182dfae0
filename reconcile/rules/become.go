package rules

import (
	"slices"

	"handover/reconcile"
)

// mostUpgrades bounds how many subscriptions are followed from one by what their source
// names as their successors: nobody upgrades so often.
const mostUpgrades = 20

// become returns what a subscription has become: itself while it runs, together with the
// running ones that parts of it were upgraded to and that no move names itself, else the
// successors that its source names and that are known, or were, followed to the last ones.
// Where none is known it is itself.
func (v *view) become(key rowKey) []rowKey {
	list := v.lastOf(key)
	for at := 0; at < len(list); at++ {
		if r := v.rowAt(list[at]); r == nil || !r.stands() {
			continue
		}
		for _, part := range v.successorsOf(list[at]) {
			for _, now := range v.lastOf(part) {
				if v.rowAt(now).stands() && !v.named[now.id] && !slices.Contains(list, now) && len(list) < mostUpgrades {
					list = append(list, now)
				}
			}
		}
	}
	return list
}

// lastOf follows the successors of what does not run any more to the last ones: those
// that run or have none. Where there are none, because all go in a circle or on too far,
// it is where that was noticed.
func (v *view) lastOf(key rowKey) []rowKey {
	seen := []rowKey{key}
	var last, stuck []rowKey
	for at := 0; at < len(seen); at++ {
		before := len(seen)
		further := v.furtherFrom(seen[at])
		for _, next := range further {
			if !slices.Contains(seen, next) && len(seen) < mostUpgrades {
				seen = append(seen, next)
			}
		}
		switch {
		case len(further) == 0:
			last = append(last, seen[at])
		case len(seen) == before:
			stuck = append(stuck, seen[at])
		}
	}
	if len(last) == 0 {
		return stuck
	}
	return last
}

// furtherFrom returns the successors of a subscription that does not run any more. One
// of which only a part was upgraded goes on itself.
func (v *view) furtherFrom(key rowKey) []rowKey {
	if r := v.rowAt(key); r != nil && r.stands() {
		return nil
	}
	return v.successorsOf(key)
}

// successorsOf returns the named successors of a subscription, other than itself, as far
// as they are known.
func (v *view) successorsOf(key rowKey) []rowKey {
	r := v.rowAt(key)
	if r == nil {
		return nil
	}
	var list []rowKey
	for _, id := range r.sub.Successors {
		if next := (rowKey{key.tenant, id}); next != key && v.rowAt(next) != nil {
			list = append(list, next)
		}
	}
	return list
}

// stands reports whether the row is there and active, or about to be.
func (r *row) stands() bool {
	return !r.gone && (r.life.Status == reconcile.Active || r.life.Status == reconcile.Pending)
}

// namedHeir returns the row that one has become by name; where several have, the first
// that runs. Where none runs, it returns the last ones by name instead, none without a
// name.
func (v *view) namedHeir(r *row) (heir *row, ended []*row) {
	for _, key := range v.become(r.key()) {
		switch next := v.rowAt(key); {
		case next == r:
		case next.stands():
			return next, nil
		default:
			ended = append(ended, next)
		}
	}
	return nil, ended
}
