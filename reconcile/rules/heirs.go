package rules

import (
	"cmp"
	"slices"
	"strings"

	"handover/reconcile"
)

// inherit finds out what the sources that a transfer has brought over have become:
// the named targets, else a row of ours, and what these have become since. None is
// taken for the heir of two.
func (p *pairing) inherit() {
	var through []*arrival
	for i := range p.arriving {
		if a := &p.arriving[i]; a.source != nil && a.source.through && len(a.source.heirs) == 0 {
			through = append(through, a)
		}
	}
	slices.SortFunc(through, func(a, b *arrival) int {
		x, y := a.source, b.source
		return cmp.Or(cmp.Compare(x.life.LastDay, y.life.LastDay), strings.Compare(x.sub.ID, y.sub.ID),
			strings.Compare(x.sub.TenantID, y.sub.TenantID), compareMoves(a.move, b.move))
	})
	for _, a := range through {
		for _, id := range a.move.TargetIDs {
			if key := (rowKey{a.move.Destination(), id}); p.v.known(key) != nil {
				p.bequeath(a.source, key)
			}
		}
	}
	for _, a := range through {
		if len(a.source.heirs) > 0 {
			continue
		}
		if heir := p.heirOf(a.source); heir != nil {
			p.engaged[heir.sub.ID] = true
			p.bequeath(a.source, heir.key())
		}
	}
}

// bequeath makes what a row of ours has become the heirs of a source, and engages it.
func (p *pairing) bequeath(source *row, key rowKey) {
	for _, now := range p.v.become(key) {
		if !slices.Contains(source.heirs, now.id) {
			source.heirs = append(source.heirs, now.id)
		}
		p.engaged[now.id] = true
	}
}

// heirOf returns the row of ours that a source has become: by its offer and the day
// on which it came, else by offer, seats and end. It stays, whatever it becomes.
func (p *pairing) heirOf(r *row) *row {
	var best *row
	var bestBy [3]int
	for _, own := range p.ours {
		if p.engaged[own.sub.ID] || own.sub.ID == r.sub.ID || !p.v.sameOffer(r.sub, own.sub) {
			continue
		}
		distance, came := p.v.cameWith(own.sub, p.v.completion(r.request))
		exact := p.v.hadSeats(own.sub, r.sub.Quantity)
		var by [3]int
		switch {
		case came:
			by = [3]int{0, rank(exact), distance}
		case exact && p.v.hadEnd(own.sub, r.life.LastDay):
			by = [3]int{1, 0, 0}
		default:
			continue
		}
		order := slices.Compare(by[:], bestBy[:])
		if best == nil || order < 0 || order == 0 && own.sub.ID < best.sub.ID {
			best, bestBy = own, by
		}
	}
	return best
}

func rank(first bool) int {
	if first {
		return 0
	}
	return 1
}

// cameWith reports whether a row of ours came within a few days of a day, and how
// many days apart.
func (v *view) cameWith(s *reconcile.Subscription, day reconcile.Day) (distance int, came bool) {
	first := s.FirstSeen
	if s.Created.Known() || first > v.today {
		first = 0
	}
	nearest := v.env.Policy.Limits.SuccessorDays + 1
	for _, began := range [...]reconcile.Day{s.TransferredOn, s.Created, first} {
		if began.Known() && day.Known() {
			nearest = min(nearest, daysApart(began, day))
		}
	}
	return nearest, nearest <= v.env.Policy.Limits.SuccessorDays
}

func daysApart(a, b reconcile.Day) int { return int(max(a-b, b-a)) }

// hadSeats reports whether a row has, or ever had, so many seats.
func (v *view) hadSeats(s *reconcile.Subscription, seats reconcile.Count) bool {
	return seats.Known && (s.Quantity == seats ||
		v.everRead(s, reconcile.FieldQuantity, func(value string) bool { return value == number(seats.N) }))
}

// hadEnd reports whether a row ends, or was ever to end, on a day, give or take
// one.
func (v *view) hadEnd(s *reconcile.Subscription, end reconcile.Day) bool {
	beside := func(day reconcile.Day) bool { return day.Known() && end.Known() && daysApart(day, end) <= 1 }
	last, _ := reconcile.LastDay(s)
	return beside(last) || v.everRead(s, reconcile.FieldCommitmentEnd, func(value string) bool {
		day, err := reconcile.ParseDay(value)
		return err == nil && beside(day)
	})
}

func (v *view) everRead(s *reconcile.Subscription, field reconcile.Field, is func(string) bool) bool {
	return slices.ContainsFunc(s.Readings(field.String(), v.env.AsOf), func(c reconcile.FactChange) bool { return is(c.Value) })
}
