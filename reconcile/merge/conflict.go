package merge

import "handover/reconcile"

// contested are the fields in which a difference between two sources is worth
// telling.
const contested = reconcile.Fields(1<<reconcile.FieldCommitmentEnd | 1<<reconcile.FieldQuantity | 1<<reconcile.FieldAutoRenew |
	1<<reconcile.FieldEndOfTerm | 1<<reconcile.FieldStatus | 1<<reconcile.FieldSellerID)

// compare notes what the fresh voices say that is not used: another value, or
// one that nobody understands.
func (g *merging) compare(by *group, winner *voice) {
	for i := range g.voices {
		v := &g.voices[i]
		if v.row == winner.row || v.old {
			continue
		}
		for j := range by.columns {
			g.noteUnlisted(&by.columns[j], v)
		}
		if g.conflicting(by, winner, v) {
			g.result.Conflicts = append(g.result.Conflicts, reconcile.Conflict{
				Field: by.columns[0].field, Used: g.reading(by, 0, winner), Other: g.reading(by, 0, v),
			})
		}
	}
}

// noteUnreadable takes over what could not be read of the rows.
func (g *merging) noteUnreadable() {
	for i := range g.voices {
		if v := &g.voices[i]; !v.old {
			g.result.Unlisted = append(g.result.Unlisted, g.rows[v.row].Unlisted...)
		}
	}
}

func (g *merging) noteUnlisted(c *column, v *voice) {
	said := &g.rows[v.row].Subscription
	if c.listed != nil && c.known(said) && !c.same(said, &g.result) && !c.listed(said) {
		g.result.Unlisted = append(g.result.Unlisted, reconcile.Unlisted{
			Field: c.field, Reading: reconcile.Reading{Source: v.source.Name, ObservedAt: v.observedAt, Value: c.text(said)},
		})
	}
}

// conflicting reports whether two voices differ that both have a say.
func (g *merging) conflicting(by *group, winner, other *voice) bool {
	if !contested.Has(by.columns[0].field) || winner.old || winner.isBill() || other.isBill() {
		return false
	}
	if by.ends {
		return other.end.Known() && other.end != winner.end
	}
	t := g.tierOf(by, other)
	return t&(silent|unlisted) == 0 && !by.columns[0].same(&g.rows[winner.row].Subscription, &g.rows[other.row].Subscription)
}

// reading returns what a voice says of one column of a group.
func (g *merging) reading(by *group, column int, v *voice) reconcile.Reading {
	r := reconcile.Reading{Source: v.source.Name, ObservedAt: v.observedAt}
	if by.ends {
		r.Value = v.end.String()
	} else {
		r.Value = by.columns[column].text(&g.rows[v.row].Subscription)
	}
	return r
}
