package rules

import (
	"slices"

	"handover/reconcile"
)

// target is a subscription that replaces a source.
type target struct {
	sub     *reconcile.Subscription
	life    reconcile.Lifecycle
	matched bool // found by matching, not named by the move
}

// cover finds the targets of a row, named or else matched, and decides whether
// they cover it.
func (v *view) cover(r *row) {
	m := r.openOrDone()
	destination, ids, matched := v.tenant.ID, v.paired[seekerKey{r.sub.TenantID, r.sub.ID}], true
	if m != nil {
		destination = m.Destination()
		if r.named = len(m.TargetIDs); r.named > 0 {
			ids, matched = m.TargetIDs, false
		}
	}
	for _, id := range ids {
		if s := v.find(destination, id); s != nil {
			r.targets = append(r.targets, target{sub: s, life: v.life(s), matched: matched})
		}
	}
	r.covered = v.covers(r)
}

// find returns a subscription of the tenant itself or of a target tenant.
func (v *view) find(tenantID, id string) *reconcile.Subscription {
	if tenantID == v.tenant.ID {
		if r := v.byID[id]; r != nil {
			return r.sub
		}
		return nil
	}
	for i := range v.tenant.Targets {
		t := &v.tenant.Targets[i]
		if t.ID != tenantID {
			continue
		}
		for k := range t.Subscriptions {
			if t.Subscriptions[k].ID == id {
				return &t.Subscriptions[k]
			}
		}
	}
	return nil
}

// gone reports whether a subscription was seen in a tenant once: in its own, or in
// the one that moves from here lead into.
func (v *view) gone(tenantID, id string) bool {
	if tenantID == v.tenant.ID {
		return v.tenant.Gone[id]
	}
	at := slices.IndexFunc(v.tenant.Targets, func(t reconcile.TargetTenant) bool { return t.ID == tenantID })
	return at >= 0 && v.tenant.Targets[at].Gone[id]
}

// covers reports whether the targets that are in time together have the seats
// that the source needs.
func (v *view) covers(r *row) bool {
	var seats int64
	inTime := 0
	for i := range r.targets {
		if v.inTime(r, &r.targets[i]) {
			inTime++
			seats = addSeats(seats, r.targets[i].sub.Quantity)
		}
	}
	return inTime > 0 && seats >= r.sub.NeededSeats().N
}

// addSeats adds the seats of one row to a sum. Fewer than none are none, and a sum
// that would not fit stays at the largest number: seats are only ever compared
// with what is needed or allowed.
func addSeats(sum int64, seats reconcile.Count) int64 {
	return reconcile.AddSeats(sum, max(seats.N, 0))
}

// inTime reports whether a target is active (or pending while the source has not
// ended), starts no later than the source must be covered, and outlasts it.
func (v *view) inTime(r *row, t *target) bool {
	return v.serves(r, t) && v.startsBy(t, r.life.StartBy) && outlasts(r, t)
}

func (v *view) serves(r *row, t *target) bool {
	switch t.life.Status {
	case reconcile.Active:
		return true
	case reconcile.Pending:
		lost := r.life.BeforeEnd && r.life.Status != reconcile.Expired
		return v.today <= r.life.LastDay && !lost
	default:
		return false
	}
}

// startsBy reports whether a target has its first day on or before a limit. An
// active target without any start is there today at the latest.
func (v *view) startsBy(t *target, limit reconcile.Day) bool {
	start := v.firstDay(t)
	return limit.Known() && start.Known() && start <= limit
}

func (v *view) firstDay(t *target) reconcile.Day {
	start := t.start()
	if !start.Known() && t.life.Status == reconcile.Active {
		return v.today
	}
	return start
}

// start returns the first day of a target, or the unknown day. A pending one
// begins with its term, whenever it was ordered.
func (t *target) start() reconcile.Day {
	if t.life.Status == reconcile.Pending && t.sub.TermStart.Known() {
		return t.sub.TermStart
	}
	return t.sub.Started()
}

// outlasts reports whether a target ends after the source does, or goes on.
func outlasts(r *row, t *target) bool {
	return t.life.GoesOn() || t.life.LastDay.Known() && t.life.LastDay > r.life.LastDay
}

// startedTarget reports whether a target is active today, and the first day of
// the earliest one, which is unknown where no source gives it.
func (v *view) startedTarget(r *row) (first reconcile.Day, started bool) {
	for i := range r.targets {
		t := &r.targets[i]
		if start := t.start(); t.life.Status == reconcile.Active && start <= v.today {
			first, started = reconcile.Earlier(first, start), true
		}
	}
	return first, started
}

// matched reports whether the row has targets that no move names.
func (r *row) matched() bool {
	return slices.ContainsFunc(r.targets, func(t target) bool { return t.matched })
}

// anyTarget reports whether the row has a target at all, named or matched.
func (r *row) anyTarget() bool { return r.named > 0 || len(r.targets) > 0 }
