package rules

import (
	"strconv"
	"strings"

	"handover/reconcile"
)

// lostChoice is something that was scheduled for the end of a term and is not any
// more.
type lostChoice struct {
	what  string // a choice for the end of the term, or the column of a change at the renewal
	was   string // of a change at the renewal: its value
	since reconcile.Day
	lost  *reconcile.FactChange // what a source says now: nothing
}

// choiceLost reports a choice that has vanished: a change in mid-term deletes all
// that is scheduled.
// Source: https://learn.microsoft.com/partner-center/developer/create-scheduled-changes
func choiceLost(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.concerned():
		return no(WhyNotConcerned)
	case r.life.Status != reconcile.Active:
		return no(WhyStatus)
	case !v.near(v.actBy(r, r.life.LastDay)):
		return no(waiting(r.life.LastDay))
	case v.today > r.life.LastDay:
		return no(WhyPast)
	}
	c := v.lostEnd(r)
	if c == nil {
		c = v.lostRenewal(r)
	}
	if c == nil {
		return no(WhyNoLoss)
	}
	severity := severityFor(r, reconcile.High, reconcile.Medium)
	if r.life.Outcome == reconcile.Extends {
		severity = severityFor(r, reconcile.Critical, reconcile.High)
	}
	f := v.about(r, severity, r.actor, reconcile.DueDay(r.life.LastDay),
		fact("choice", c.what), ev("choice_seen", c.since.String()),
		fact("lost_on", reconcile.DayOf(c.lost.Seen).String()), ev("source", c.lost.Source), ev("columns", changedWith(v.history(r), c.lost)))
	if c.was != "" {
		f.Evidence = append(f.Evidence, ev("choice_value", c.was))
	}
	switch dropped, err := strconv.ParseInt(c.was, 10, 64); {
	case r.life.Outcome == reconcile.Extends:
		v.addESTMonth(f, r)
	case err == nil && r.sub.Quantity.N > dropped:
		v.addNextTerm(f, r.sub, reconcile.CountOf(r.sub.Quantity.N-dropped), reconcile.BasisNextTerm)
		f.Exposure = f.Exposure.As(reconcile.MoneyAvoidable, reconcile.Once)
	}
	return yes(f)
}

// lostEnd returns the choice for the end of the term that the source in use no
// longer shows, where something else happens without it.
func (v *view) lostEnd(r *row) *lostChoice {
	s := r.sub
	c := v.lostIn(r, s.EndOfTermFrom(), reconcile.FieldEndOfTerm)
	if c == nil || s.EndOfTerm != reconcile.NoAction {
		return nil
	}
	with := *s
	with.EndOfTerm = reconcile.EndOfTermOf(c.was)
	c.what, c.was = string(with.EndOfTerm), ""
	if !with.EndOfTerm.IsChoice() || v.life(&with).Outcome == r.life.Outcome {
		return nil
	}
	return c
}

// lostRenewal returns what was to change with the renewal of a row of ours, where
// nothing is to change any more.
func (v *view) lostRenewal(r *row) *lostChoice {
	s := r.sub
	if !r.ours || r.life.Outcome != reconcile.Renews || s.RenewQuantity.Known || s.RenewOfferID != "" || s.RenewTerm != "" {
		return nil
	}
	for _, f := range []reconcile.Field{reconcile.FieldRenewQuantity, reconcile.FieldRenewOfferID, reconcile.FieldRenewTerm} {
		for _, change := range v.history(r) {
			if c := v.lostIn(r, change.Source, f); c != nil {
				c.what = f.String()
				return c
			}
		}
	}
	return nil
}

// lostIn returns the value that a source showed in a column for the present end,
// and now shows empty.
func (v *view) lostIn(r *row, source string, f reconcile.Field) *lostChoice {
	h := v.history(r)
	lost := h.Last(source, f)
	if lost == nil || lost.Value != "" {
		return nil
	}
	was := h.Before(source, f, lost.Seen)
	if was == nil || was.Value == "" || !endedThen(h, lost, r.life.LastDay) {
		return nil
	}
	return &lostChoice{was: was.Value, since: reconcile.DayOf(was.Seen), lost: lost}
}

// endedThen reports whether a row was to end on its present last day, within a day,
// just before a change was seen.
func endedThen(h reconcile.FactHistory, c *reconcile.FactChange, last reconcile.Day) bool {
	value, known, never := h.SaidBefore(c.Source, reconcile.FieldCommitmentEnd, c.Seen)
	end, err := reconcile.ParseDay(value)
	apart := end - last
	return never || known && err == nil && -1 <= apart && apart <= 1
}

// changedWith names the columns that changed in the delivery that lost a choice.
func changedWith(h reconcile.FactHistory, lost *reconcile.FactChange) string {
	var columns []string
	for _, f := range []reconcile.Field{reconcile.FieldQuantity, reconcile.FieldAutoRenew, reconcile.FieldOfferID} {
		if now := h.Last(lost.Source, f); now != nil && now.Seen.Equal(lost.Seen) && h.Before(lost.Source, f, lost.Seen) != nil {
			columns = append(columns, f.String())
		}
	}
	return strings.Join(columns, " ")
}
