package rules

import (
	"slices"

	"handover/reconcile"
)

// mostUpgrades bounds how many subscriptions are followed from one by what their source
// names as their successors: nobody upgrades so often.
const mostUpgrades = 20

// become returns what a subscription has become: itself while it runs, else the
// successors that its source names and that are known, or were, followed to the last
// ones. Where none is known it is itself.
func (v *view) become(key rowKey) []rowKey {
	seen := []rowKey{key}
	var last []rowKey
	for at := 0; at < len(seen); at++ {
		further := false
		for _, next := range v.successorsOf(seen[at]) {
			if !slices.Contains(seen, next) && len(seen) < mostUpgrades {
				seen, further = append(seen, next), true
			}
		}
		if !further {
			last = append(last, seen[at])
		}
	}
	return last
}

// successorsOf returns the named successors of a subscription that does not run any more,
// as far as they are known. One of which only a part was upgraded goes on itself.
func (v *view) successorsOf(key rowKey) []rowKey {
	r := v.rowAt(key)
	if r == nil || r.stands() {
		return nil
	}
	var list []rowKey
	for _, id := range r.sub.Successors {
		if next := (rowKey{key.tenant, id}); v.rowAt(next) != nil {
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
