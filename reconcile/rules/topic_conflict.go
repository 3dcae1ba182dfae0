package rules

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"handover/reconcile"
)

// The number of rows from which a difference between two sources is one of the
// sources and no longer of the rows: any difference, and the end that lies beside
// the other by the same day on all.
const (
	mostConflicts  = 20
	leastDayBeside = 3
)

// disagreement is a column in which two sources differ; the order of the two says
// nothing.
type disagreement struct {
	column   string
	one, two string
}

// conflicting is a row with a value that is not used.
type conflicting struct {
	*row
	reconcile.Conflict
}

func (c *conflicting) disagreement() disagreement {
	one, two := c.Used.Source, c.Other.Source
	return disagreement{c.Field.String(), min(one, two), max(one, two)}
}

// factConflict reports sources that differ: row by row, but once for two sources
// that differ throughout.
func factConflict(v *view) []reconcile.Finding {
	byRow, byPair := map[*row][]conflicting{}, map[disagreement][]conflicting{}
	for i := range v.rows {
		r := &v.rows[i]
		if !r.licensed() || !r.concerned() || r.left {
			continue
		}
		for _, c := range r.sub.Conflicts {
			if v.stands(r, &c) {
				d := conflicting{r, c}
				byRow[r] = append(byRow[r], d)
				byPair[d.disagreement()] = append(byPair[d.disagreement()], d)
			}
		}
	}
	var list []reconcile.Finding
	throughout := map[disagreement]bool{}
	for _, pair := range slices.SortedFunc(maps.Keys(byPair), compareDisagreements) {
		kind := v.kindOf(pair, byPair[pair])
		if throughout[pair] = kind != ""; throughout[pair] {
			list = append(list, v.sourcesDiffer(pair, kind, byPair[pair]))
		}
	}
	for i := range v.rows {
		r := &v.rows[i]
		own := slices.DeleteFunc(byRow[r], func(c conflicting) bool { return throughout[c.disagreement()] })
		if len(own) > 0 {
			list = append(list, v.rowDiffers(r, own))
		}
	}
	return append(list, v.perhapsTwice()...)
}

func compareDisagreements(a, b disagreement) int {
	return cmp.Or(cmp.Compare(a.column, b.column), cmp.Compare(a.one, b.one), cmp.Compare(a.two, b.two))
}

// stands reports whether the value that is not used was read after the other was
// first seen: until then its source may only be behind.
func (v *view) stands(r *row, c *reconcile.Conflict) bool {
	used := v.history(r).Last(c.Used.Source, c.Field)
	return used == nil || c.Other.ObservedAt.After(used.Seen)
}

// kindOf returns how two sources differ throughout, or nothing where they differ
// here and there.
func (v *view) kindOf(pair disagreement, list []conflicting) string {
	apart := map[int]bool{}
	for i := range list {
		days := endsApart(&list[i].Conflict)
		if list[i].Used.Source == pair.two {
			days = -days
		}
		apart[days] = true
	}
	switch {
	case len(apart) == 1 && (apart[1] || apart[-1]) && len(list) >= leastDayBeside && !v.agreeOnce(pair):
		return "renewal-day"
	case len(list) > mostConflicts:
		return "throughout"
	default:
		return ""
	}
}

// agreeOnce reports whether two sources give the same end for some row.
func (v *view) agreeOnce(pair disagreement) bool {
	return slices.ContainsFunc(v.rows, func(r row) bool {
		h := v.history(&r)
		one, two := h.Last(pair.one, reconcile.FieldCommitmentEnd), h.Last(pair.two, reconcile.FieldCommitmentEnd)
		return one != nil && two != nil && one.Value == two.Value
	})
}

// endsApart returns by how many days the end that is not used lies after the other.
func endsApart(c *reconcile.Conflict) int {
	used, err1 := reconcile.ParseDay(c.Used.Value)
	other, err2 := reconcile.ParseDay(c.Other.Value)
	if c.Field != reconcile.FieldCommitmentEnd || err1 != nil || err2 != nil {
		return 0
	}
	return int(other - used)
}

func (v *view) rowDiffers(r *row, own []conflicting) reconcile.Finding {
	severity := reconcile.Medium
	for i := range own {
		if v.weighs(&own[i]) {
			severity = reconcile.High
		}
	}
	f := v.about(r, severity, reconcile.OwnerUs, reconcile.DueDay(r.life.LastDay), ev("kind", "row"), fact("differs", differences(own)))
	f.TermEnd, f.Assumptions = 0, nil
	return *f
}

// weighs reports whether it matters soon which of two sources is right.
func (v *view) weighs(c *conflicting) bool {
	one, two := reconcile.Status(c.Used.Value), reconcile.Status(c.Other.Value)
	if c.Field == reconcile.FieldStatus && (endedFrom(one, two) || endedFrom(two, one)) {
		return true
	}
	apart := endsApart(&c.Conflict)
	return v.near(c.life.LastDay) && (apart < -1 || apart > 1 || v.outcomeWith(c) != c.life.Outcome)
}

// endedFrom reports whether one source has a row active and the other ended.
func endedFrom(one, two reconcile.Status) bool {
	return one == reconcile.Active && (two == reconcile.Disabled || two == reconcile.Deleted)
}

// outcomeWith returns the outcome by the value that is not used.
func (v *view) outcomeWith(c *conflicting) reconcile.Outcome {
	s := *c.sub
	switch c.Field {
	case reconcile.FieldAutoRenew:
		s.AutoRenew = reconcile.TriOf(c.Other.Value == "true")
	case reconcile.FieldEndOfTerm:
		s.EndOfTerm = reconcile.EndOfTermOf(c.Other.Value)
	default:
		return c.life.Outcome
	}
	return v.life(&s).Outcome
}

// differences writes what the sources say, the value that is used first.
func differences(own []conflicting) string {
	said := func(r *reconcile.Reading) string { return r.Value + " (" + r.Source + ")" }
	var columns []string
	for i := range own {
		c := &own[i]
		if i == 0 || own[i-1].Field != c.Field {
			columns = append(columns, c.Field.String()+": "+said(&c.Used))
		}
		columns[len(columns)-1] += ", " + said(&c.Other)
	}
	return strings.Join(columns, "; ")
}

func (v *view) sourcesDiffer(pair disagreement, kind string, list []conflicting) reconcile.Finding {
	severity, due := reconcile.Medium, reconcile.Day(0)
	var ids []string
	for i := range list {
		ids = append(ids, list[i].sub.ID)
		due = reconcile.Earlier(due, list[i].life.LastDay)
		if v.weighs(&list[i]) {
			severity = reconcile.High
		}
	}
	f := v.overall(severity, reconcile.OwnerUs, reconcile.DueDay(due), append([]reconcile.Evidence{
		ev("kind", kind), ev("columns", pair.column), ev("source", list[0].Used.Source), ev("other_source", list[0].Other.Source),
	}, rowEvidence(ids)...)...)
	f.Subject = pair.column + ":" + pair.one + "+" + pair.two
	return f
}

// perhapsTwice names the rows of sources without Microsoft's ids that were not
// found again among those that have them.
func (v *view) perhapsTwice() []reconcile.Finding {
	prefixed, known := map[oddity][]string{}, false
	for i := range v.rows {
		s := v.rows[i].sub
		switch {
		case !s.Licensed() || s.ChargesOnly:
		case s.Prefixed():
			prefixed[oddity{"perhaps-twice", s.Source}] = append(prefixed[oddity{"perhaps-twice", s.Source}], s.ID)
		default:
			known = true
		}
	}
	if !known {
		return nil
	}
	return v.perOddity(prefixed, func(o oddity) (string, []reconcile.Evidence) {
		return o.column + ":" + o.value, []reconcile.Evidence{ev("kind", o.column), ev("source", o.value)}
	})
}
