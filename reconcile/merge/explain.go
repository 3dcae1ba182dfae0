package merge

import (
	"cmp"
	"slices"

	"handover/reconcile"
)

// Why says in a code why a row's value is not the one in use.
type Why string

// The reasons, in the order in which they are looked for.
const (
	WhyNoColumn  Why = "no-column"  // the source does not deliver the column
	WhyUnknown   Why = "unknown"    // the column is there and empty
	WhySame      Why = "same"       // it is the value in use
	WhyRetired   Why = "retired"    // the source has no say any more
	WhyOldChoice Why = "old-choice" // too old for a value that makes the row look safe
	WhyOtherTerm Why = "other-term" // a bill of another term, or of a month that is over
	WhyTogether  Why = "together"   // what it belongs to comes from another row
	WhyUnlisted  Why = "unlisted"   // outside the list of values
	WhyBill      Why = "bill"       // another source than a bill knows it
	WhyGone      Why = "gone"       // the source lacks the row now
	WhyOld       Why = "old"        // a fresh row knows it
	WhyFeed      Why = "feed"       // another kind of feed is preferred for this field
	WhyDayApart  Why = "day-apart"  // the end in use lies a day beside, by a source of a better rank
	WhyPassed    Why = "passed"     // an end that has passed, and a later one was read later
	WhyRank      Why = "rank"
	WhyLaterEnd  Why = "later-end" // of equal ranks the earlier end is used
	WhyOlder     Why = "older"     // of equal ranks the newest is used
	WhyName      Why = "name"      // of equally new ones the source that sorts first is used
)

// Telling is what the sources say of one field: the value in use, and the others.
// Where Used has no source, no row has a word. Of a group's row the value may be
// empty although others know one.
type Telling struct {
	Field  reconcile.Field
	Used   reconcile.Reading
	Old    bool
	Others []Passed
}

// Passed is a value that is not used, and why.
type Passed struct {
	reconcile.Reading
	Why Why
}

// trace takes down what is told of each field.
type trace struct{ tellings []Telling }

// Explain returns what Subscription does, and what the sources say of each field
// that any of them knows, in the order of the fields. The two ends of the
// commitment are told as one, as E.
func (m *Merger) Explain(rows []reconcile.SourceRow) (reconcile.Subscription, []Telling) {
	var t trace
	s := m.merge(rows, &t)
	slices.SortFunc(t.tellings, func(a, b Telling) int { return cmp.Compare(a.Field, b.Field) })
	return s, t.tellings
}

func (t *trace) tell(g *merging, by *group, winner *voice) {
	for i := range by.columns {
		telling := Telling{Field: by.columns[i].field}
		if by.ends && i > 0 || !g.anybodyKnows(&by.columns[i]) {
			continue
		}
		if winner != nil {
			telling.Used = g.reading(by, i, winner)
			telling.Old = g.isOld(by, by.columns[i].field)
		}
		for j := range g.voices {
			if v := &g.voices[j]; winner == nil || v.row != winner.row {
				telling.Others = append(telling.Others, Passed{g.reading(by, i, v), g.why(by, i, winner, v)})
			}
		}
		for j := range g.retired {
			telling.Others = append(telling.Others, Passed{g.reading(by, i, &g.retired[j]), WhyRetired})
		}
		t.tellings = append(t.tellings, telling)
	}
}

// isOld reports whether the value in use of a field is marked as old; the end is
// told by either of its columns.
func (g *merging) isOld(by *group, field reconcile.Field) bool {
	return g.result.Old.Has(field) || by.ends && g.result.Old.Has(reconcile.FieldCommitmentEndAt)
}

// anybodyKnows reports whether there is something to tell of a column; of the
// end it is asked for both its columns.
func (g *merging) anybodyKnows(c *column) bool {
	for i := range g.rows {
		row := &g.rows[i].Subscription
		if c.known(row) || c.field == reconcile.FieldCommitmentEnd && !row.CommitmentEndAt.IsZero() {
			return true
		}
	}
	return false
}

// why returns the reason for which a voice is not the one in use.
func (g *merging) why(by *group, column int, winner, v *voice) Why {
	c, row := &by.columns[column], &g.rows[v.row]
	switch {
	case !g.knows(by, c, v):
		return whyNothing(by, c, row)
	case winner != nil && g.agree(by, c, winner, v):
		return WhySame
	case v.old && c.fades != nil && c.fades(&row.Subscription):
		return WhyOldChoice
	case by.mute != nil && by.mute(g, v):
		return WhyOtherTerm
	}
	if by.ends {
		return g.whyEnd(winner, v)
	}
	if why := g.whyTier(v, g.tierOf(by, v), g.tierOf(by, winner)); why != "" {
		return why
	}
	return whyOrder(winner, v)
}

// knows reports whether a voice has a value for a column.
func (g *merging) knows(by *group, c *column, v *voice) bool {
	if by.ends {
		return v.end.Known()
	}
	return c.known(&g.rows[v.row].Subscription)
}

// whyNothing tells a column that was there and empty from one that was not.
func whyNothing(by *group, c *column, row *reconcile.SourceRow) Why {
	if by.carriedBy(row) && row.Carries.Has(c.field) {
		return WhyUnknown
	}
	return WhyNoColumn
}

func (g *merging) agree(by *group, c *column, winner, v *voice) bool {
	if by.ends {
		return v.end == winner.end
	}
	return c.same(&g.rows[winner.row].Subscription, &g.rows[v.row].Subscription)
}

func (g *merging) whyEnd(winner, v *voice) Why {
	if g.dayOnly && plainTier(v) == 0 {
		return WhyDayApart
	}
	if why := g.whyTier(v, plainTier(v), plainTier(winner)); why != "" {
		return why
	}
	switch {
	case v.end < g.today && v.end < winner.end && v.observedAt.Before(winner.observedAt):
		return WhyPassed
	case v.rank == winner.rank && v.end > winner.end:
		return WhyLaterEnd
	default:
		return whyOrder(winner, v)
	}
}

// whyTier names the heaviest part in which a voice's tier is worse.
func (g *merging) whyTier(v *voice, its, winners tier) Why {
	if its <= winners {
		return ""
	}
	switch worse := its &^ winners; {
	case worse&silent != 0:
		return WhyTogether
	case worse&unlisted != 0:
		return WhyUnlisted
	case worse&bill != 0:
		return WhyBill
	case worse&old != 0 && g.rows[v.row].Gone:
		return WhyGone
	case worse&old != 0:
		return WhyOld
	default:
		return WhyFeed
	}
}

// whyOrder names what decides among voices of one tier.
func whyOrder(winner, v *voice) Why {
	switch {
	case v.rank != winner.rank:
		return WhyRank
	case !v.observedAt.Equal(winner.observedAt):
		return WhyOlder
	default:
		return WhyName
	}
}
