package rules

import (
	"slices"
	"strings"

	"handover/reconcile"
)

// target is a subscription that replaces a source.
type target struct {
	sub     *reconcile.Subscription
	life    reconcile.Lifecycle
	matched bool // found by matching, not named by the move

	// Of one that the named one has become: that one's id, and its first day, since when
	// both together serve without a break.
	from  string
	since reconcile.Day
}

// cover finds the targets of a row, named or else matched, and decides whether
// they cover it. A source in two open moves is judged by the targets of both.
func (v *view) cover(r *row) {
	r.limit = limitOf(r)
	moves := r.moves
	if len(moves) == 0 && r.done != nil {
		moves = []*reconcile.Move{r.done}
	}
	r.targets, r.named, r.unseen = nil, 0, 0
	for _, m := range moves {
		r.named += len(m.TargetIDs)
		for _, id := range m.TargetIDs {
			if !v.addNamed(r, rowKey{m.Destination(), id}) {
				r.unseen++
			}
		}
	}
	if r.named == 0 {
		for _, found := range v.paired[r.key()] {
			v.addTarget(r, found, target{matched: true})
		}
	}
	r.covered = v.covers(r)
}

// addNamed adds what a target that a move names has become; false where nothing of it is
// there.
func (v *view) addNamed(r *row, key rowKey) (there bool) {
	for _, now := range v.become(key) {
		t := target{}
		if now != key {
			named := v.rowAt(key)
			t.from, t.since = key.id, (&target{sub: named.sub, life: named.life}).start()
		}
		there = v.addTarget(r, now, t) || there
	}
	return there
}

// addTarget adds a target, once; false where it is not there.
func (v *view) addTarget(r *row, key rowKey, t target) (there bool) {
	s := v.find(key)
	if s == nil {
		return false
	}
	if !slices.ContainsFunc(r.targets, func(t target) bool { return t.sub == s }) {
		t.sub, t.life = s, v.life(s)
		r.targets = append(r.targets, t)
	}
	return true
}

// find returns a subscription that is there, in the tenant itself or in a target
// tenant.
func (v *view) find(key rowKey) *reconcile.Subscription {
	if s := v.known(key); s != nil && !v.isGone(s) {
		return s
	}
	return nil
}

// known returns a subscription that is there or was once.
func (v *view) known(key rowKey) *reconcile.Subscription {
	if r := v.rowAt(key); r != nil {
		return r.sub
	}
	return nil
}

// rowAt returns a row that is there or was once: in the tenant itself, or in one that
// moves from here lead into.
func (v *view) rowAt(key rowKey) *row {
	byID := v.byID
	if key.tenant != v.tenant.ID {
		at := slices.IndexFunc(v.targets, func(m *meeting) bool { return m.target.ID == key.tenant })
		if at < 0 {
			return nil
		}
		byID = v.targets[at].byID
	}
	return byID[key.id]
}

// covers reports whether the targets that are in time together have the seats
// that the source needs. Seats that are not known are enough.
func (v *view) covers(r *row) bool {
	sum := v.seatsOf(r, func(t *target) bool { return v.inTime(r, t) })
	needed := r.sub.NeededSeats()
	return sum.targets > 0 && (!needed.Known || !sum.known || sum.seats >= needed.N)
}

// seating is what some of the targets of a row have together.
type seating struct {
	targets int
	seats   int64
	known   bool // the seats of each are
}

// seatsOf adds up the seats of those targets of a row that count for it and pass a
// test. What is named beside targets with the source's offer, or an equivalent
// one, adds none.
func (v *view) seatsOf(r *row, pass func(*target) bool) seating {
	sum := seating{known: true}
	alike := slices.ContainsFunc(r.targets, func(t target) bool { return v.sameUse(r.sub, t.sub) })
	for i := range r.targets {
		t := &r.targets[i]
		if alike && !v.sameUse(r.sub, t.sub) || !pass(t) {
			continue
		}
		sum.add(t.sub.Quantity)
	}
	return sum
}

func (s *seating) add(seats reconcile.Count) {
	s.targets++
	s.seats = addSeats(s.seats, seats)
	s.known = s.known && seats.Known
}

// sameUse reports whether two rows are of the same or of an equivalent offer.
func (v *view) sameUse(a, b *reconcile.Subscription) bool {
	return v.sameOffer(a, b) || v.equivalent(a, b)
}

func (v *view) equivalent(a, b *reconcile.Subscription) bool {
	return v.env.Catalog.Equivalent(v.offerOf(a), v.offerOf(b))
}

// sameOffer reports whether two rows are of the same offer. An extended service
// term has an offer of its own: where the history does not show the one before, the
// product decides.
func (v *view) sameOffer(a, b *reconcile.Subscription) bool {
	x, y := v.offerOf(a), v.offerOf(b)
	if reconcile.SameOffer(x, y) {
		return true
	}
	byProduct := v.isExtended(a) && x == a.OfferID || v.isExtended(b) && y == b.OfferID
	return byProduct && reconcile.SameOffer(product(x), product(y))
}

// offerOf returns the offer of a row, for one in an extended service term that
// which it had before.
func (v *view) offerOf(s *reconcile.Subscription) string {
	if !v.isExtended(s) {
		return s.OfferID
	}
	for _, c := range slices.Backward(s.Readings(reconcile.FieldOfferID.String(), v.env.AsOf)) {
		if c.Value != "" && !reconcile.SameOffer(c.Value, s.OfferID) {
			return c.Value
		}
	}
	return s.OfferID
}

// isExtended reports whether a row runs in an extended service term, by its own word
// or by what its history shows.
func (v *view) isExtended(s *reconcile.Subscription) bool {
	if s.InEST == reconcile.Yes || len(s.History) == 0 {
		return s.InEST == reconcile.Yes
	}
	extended, known := v.extended[s]
	if !known {
		extended = v.life(s).InEST
		v.extended[s] = extended
	}
	return extended
}

// product returns the part of an offer id of new commerce that names the product.
func product(offerID string) string {
	id, _, _ := strings.Cut(offerID, ":")
	return id
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
	return v.serves(r, t) && v.startsBy(t, r.limit.day) && outlasts(r, t)
}

func (v *view) serves(r *row, t *target) bool {
	switch t.life.Status {
	case reconcile.Active:
		return true
	case reconcile.Pending:
		return r.limit.pending && v.today <= r.life.LastDay
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
	start := t.sub.Started()
	if !start.Known() {
		start = t.sub.FirstSeen
	}
	if t.life.Status == reconcile.Active {
		start = reconcile.Earlier(start, t.since)
	}
	return start
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
