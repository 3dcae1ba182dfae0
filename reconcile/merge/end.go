package merge

import (
	"cmp"

	"handover/reconcile"
)

// chooseEnd finds the row whose end is used, by the days that the rows mean
// under the facts that have been merged so far.
func (g *merging) chooseEnd() *voice {
	g.readEnds(g.voices)
	g.readEnds(g.retired)
	winner := g.earliestEnd(func(*voice) bool { return true })
	if winner == nil {
		return nil
	}
	winner = g.laterThanPassed(winner)
	if stays := g.dayApart(winner); stays != nil {
		winner, g.dayOnly = stays, true
	}
	g.end = winner.end
	return winner
}

// readEnds fills in E as each row has it.
func (g *merging) readEnds(voices []voice) {
	s := reconcile.Subscription{
		Channel: g.result.Channel, Commerce: g.result.Commerce, ProductType: g.result.ProductType, OfferID: g.result.OfferID,
	}
	for i := range voices {
		row := &g.rows[voices[i].row]
		s.CommitmentEnd, s.CommitmentEndAt = row.CommitmentEnd, row.CommitmentEndAt
		voices[i].end, _ = reconcile.LastDay(&s)
	}
}

// earliestEnd returns the best voice that knows an end, of equal ranks the one
// with the earlier end.
func (g *merging) earliestEnd(asked func(*voice) bool) *voice {
	var found *voice
	for i := range g.voices {
		v := &g.voices[i]
		if v.end.Known() && asked(v) && (found == nil || compareEnds(v, found) < 0) {
			found = v
		}
	}
	return found
}

func compareEnds(a, b *voice) int {
	return cmp.Or(cmp.Compare(plainTier(a), plainTier(b)), cmp.Compare(a.rank, b.rank), cmp.Compare(a.end, b.end), newestFirst(a, b))
}

// laterThanPassed goes on from an end that has passed to a later one that was
// read later, by a voice of the same tier.
func (g *merging) laterThanPassed(v *voice) *voice {
	for v.end < g.today {
		later := g.earliestEnd(func(other *voice) bool {
			return plainTier(other) == plainTier(v) && other.end > v.end && other.observedAt.After(v.observedAt)
		})
		if later == nil {
			break
		}
		v = later
	}
	return v
}

// dayApart returns the old voice of a better rank than the fresh one whose end
// lies a day beside: sources take the last day and the renewal day for one
// another, and E must not move to and fro with the age of one.
func (g *merging) dayApart(fresh *voice) *voice {
	if plainTier(fresh) != 0 {
		return nil
	}
	return g.earliestEnd(func(v *voice) bool {
		return plainTier(v) == old && v.rank < fresh.rank && (v.end == fresh.end+1 || v.end == fresh.end-1)
	})
}

// chargedThrough returns the last day of what a bill charges.
func (g *merging) chargedThrough(v *voice) reconcile.Day {
	if v.end.Known() {
		return v.end
	}
	return g.rows[v.row].TermStart.AddMonths(1).AddDays(-1)
}
