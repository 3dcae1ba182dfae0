package rules

import (
	"cmp"
	"slices"
	"time"

	"handover/reconcile"
)

// completes reports whether a request has moved a subscription: what it names as failed
// has stayed.
func completes(t *reconcile.Transfer, id string) bool {
	return t.IsComplete() && slices.Contains(t.SubscriptionIDs, id) && !slices.Contains(t.FailedIDs, id)
}

// completion returns the day on which a request was completed, as far as it is
// known today.
func (v *view) completion(t *reconcile.Transfer) reconcile.Day {
	if !t.CompletedAt.IsZero() {
		return reconcile.DayOf(t.CompletedAt)
	}
	if t.CompleteSeen > v.today {
		return 0
	}
	return t.CompleteSeen
}

// judgeRequest finds out whether a completed request has brought a source over, or has
// taken a row of ours away.
func (v *view) judgeRequest(r *row, t *reconcile.Transfer) {
	switch {
	case !completes(t, r.sub.ID):
	case v.env.Partner.Receives(t) && r.openOrDone() != nil && !v.stayed(r, t):
		if r.request == nil || v.earlierRequest(t, r.request) {
			r.request, r.through = t, true
		}
	case v.env.Partner.Misses(t) && r.ours && (r.gone || r.sub.Status == reconcile.Expired ||
		r.sub.Status == reconcile.Disabled || r.sub.Status == reconcile.Deleted):
		r.left = true
	}
}

func (v *view) earlierRequest(a, b *reconcile.Transfer) bool {
	return cmp.Or(cmp.Compare(v.completion(a), v.completion(b)), cmp.Compare(a.ID, b.ID)) < 0
}

// stayed reports whether a source is still shown so long after its transfer that
// it has not moved.
func (v *view) stayed(r *row, t *reconcile.Transfer) bool {
	done := v.completion(t)
	shown := r.sub.Status == reconcile.Active || r.sub.Status == reconcile.Suspended
	if !done.Known() || !shown || r.gone || r.sub.Old.Has(reconcile.FieldStatus) {
		return false
	}
	seen := v.today
	if !r.sub.ObservedAt.IsZero() {
		seen = min(seen, reconcile.DayOf(r.sub.ObservedAt))
	}
	return seen >= done.AddDays(v.env.Policy.Limits.TransferLagDays)
}

// settle finds the targets of a row, and finds out whether a source without a
// request has come over: it has left, and they covered it, once at least.
func (v *view) settle(r *row) {
	v.cover(r)
	if r.openOrDone() == nil || r.through || !r.departed() {
		return
	}
	if r.covered {
		r.through, r.heirs, r.guessed = true, targetIDs(r.targets), r.matched()
		return
	}
	if was := v.coveredOnce(r); was != nil {
		r.through, r.heirs, r.guessed = true, v.nowOf(r.openOrDone(), was.heirs), was.guessed
	}
}

// nowOf returns what the heirs that a source had, by a move, have become since.
func (v *view) nowOf(m *reconcile.Move, heirs []string) []string {
	var ids []string
	for _, id := range heirs {
		for _, now := range v.become(rowKey{m.Destination(), id}) {
			if !slices.Contains(ids, now.id) {
				ids = append(ids, now.id)
			}
		}
	}
	return ids
}

// departed reports whether the row has left for good.
func (r *row) departed() bool {
	return r.gone || r.life.Status == reconcile.Deleted || r.life.Status == reconcile.Disabled
}

func targetIDs(targets []target) []string {
	ids := make([]string, len(targets))
	for i := range targets {
		ids[i] = targets[i].sub.ID
	}
	return ids
}

// coveredOnce returns a source as it was when its targets covered it, at some earlier
// time since it left, as the history of facts shows it; nil where they never did.
func (v *view) coveredOnce(r *row) *row {
	if v.past {
		return nil
	}
	for _, at := range v.instantsSince(r) {
		if reconcile.DayOf(at) < r.openOrDone().FirstSeen {
			continue
		}
		if was := v.viewAt(at).byID[r.sub.ID]; was != nil && was.through && was.request == nil {
			return was
		}
	}
	return nil
}

// instantsSince returns when, since a row was active for the last time, the history
// shows that it or a row of ours had changed, before the as-of.
func (v *view) instantsSince(r *row) []time.Time {
	since := v.inactiveSince(r)
	if !since.Known() {
		return nil
	}
	var list []time.Time
	note := func(turns []time.Time) {
		for _, at := range turns {
			if reconcile.DayOf(at) >= since && at.Before(v.env.AsOf) {
				list = append(list, at)
			}
		}
	}
	if v.changed == nil {
		v.changed = v.turns()
	}
	note(v.changed)
	for _, m := range v.targets {
		note(m.turns)
	}
	if len(list) == 0 {
		return nil
	}
	note(appendSeen(nil, r.sub))
	slices.SortFunc(list, time.Time.Compare)
	return slices.CompactFunc(list, time.Time.Equal)
}

// inactiveSince returns the first day on which a row that has left was not seen to
// be active any more.
func (v *view) inactiveSince(r *row) reconcile.Day {
	var since reconcile.Day
	if r.gone {
		since = r.sub.MissingSince
	}
	for _, c := range slices.Backward(r.sub.Readings(reconcile.FieldStatus.String(), v.env.AsOf)) {
		if c.Value == string(reconcile.Active) {
			break
		}
		since = reconcile.DayOf(c.Seen)
	}
	return since
}

// viewAt returns the tenant as its history shows it at an earlier instant.
func (v *view) viewAt(at time.Time) *view {
	if then := v.earlier[at.UnixNano()]; then != nil {
		return then
	}
	if v.earlier == nil {
		v.earlier = map[int64]*view{}
	}
	env, then := *v.env, *v.tenant
	env.AsOf, env.Targets = at, v.judged
	then.Subscriptions, then.Missing = asSeen(at, v.tenant.Subscriptions, v.tenant.Missing)
	then.Targets = make([]*reconcile.TargetTenant, len(v.targets))
	for i, m := range v.targets {
		then.Targets[i] = m.at(at)
	}
	then.Incoming = sourcesSeen(at, v.tenant.Incoming)
	v.earlier[at.UnixNano()] = newViewOf(&env, &then, true)
	return v.earlier[at.UnixNano()]
}

func asSeen(at time.Time, lists ...[]reconcile.Subscription) (there, missing []reconcile.Subscription) {
	for _, list := range lists {
		for i := range list {
			switch then, was := list[i].AsSeen(at); {
			case !was:
			case then.Gone:
				missing = append(missing, then)
			default:
				there = append(there, then)
			}
		}
	}
	return there, missing
}

func sourcesSeen(at time.Time, incoming []reconcile.IncomingMove) []reconcile.IncomingMove {
	list := slices.Clone(incoming)
	for i := range list {
		if list[i].Source != nil {
			then, _ := list[i].Source.AsSeen(at)
			list[i].Source = &then
		}
	}
	return list
}
