package formats

import (
	"encoding/json"

	"handover/reconcile"
)

// scheduledActions is what is scheduled for the end of a subscription's term, or before.
type scheduledActions struct {
	given bool // the member is there, be it null
	list  []scheduledAction
}

// UnmarshalJSON reads a list, or null.
func (a *scheduledActions) UnmarshalJSON(text []byte) error {
	a.given = true
	return json.Unmarshal(text, &a.list)
}

type scheduledAction struct {
	ActionType, EffectiveDate Value
	ScheduleType              Value
	ScheduledType             Value // another spelling of it
	Instructions              *nextTerm
}

// nextTerm is what a subscription is renewed as.
type nextTerm struct {
	Product  struct{ ProductID, SKUID, TermDuration Value }
	Quantity Value
}

// problem refuses actions that cannot be understood: taking one for none would be wrong.
func (a *scheduledActions) problem() error {
	for i := range a.list {
		action := &a.list[i]
		if action.ActionType.Text == "" {
			return &Problem{"scheduledActions.actionType", "an action without a type; export the body as the API gives it"}
		}
		if _, readable := instantOf(action.EffectiveDate.Text); !readable && action.EffectiveDate.Text != "" {
			return &Problem{"scheduledActions.effectiveDate", noMoment}
		}
	}
	return nil
}

// deciding returns the action that decides what happens at the end of the term, nil where
// none does. Of two that contradict each other a cancel counts before an extended service
// term, and that before a renewal; of two cancels the earlier one. early is the day on
// which a cancel ends the subscription before the last day of the term.
func (a *scheduledActions) deciding(last reconcile.Day) (deciding *scheduledAction, early reconcile.Day) {
	for i := range a.list {
		action := &a.list[i]
		day := action.before(last)
		switch {
		case day.Known() && action.choice() == string(reconcile.ActionCancel):
			if !early.Known() || day < early {
				deciding, early = action, day
			}
		case day.Known() && action.weight() > 0:
			// A change within the term is no choice for its end.
		case deciding == nil || !early.Known() && action.weight() > deciding.weight():
			deciding = action
		}
	}
	return deciding, early
}

// before returns the day of an action that takes effect on a day of its own before the
// last one of the term, or where that is not known.
func (a *scheduledAction) before(last reconcile.Day) reconcile.Day {
	kind := a.ScheduleType.Text
	if kind == "" {
		kind = a.ScheduledType.Text
	}
	at, _ := instantOf(a.EffectiveDate.Text) // one that cannot be read was refused before
	day := reconcile.DayOf(at)
	if Key(kind) != "customdate" || last.Known() && day >= last {
		return 0
	}
	return day
}

// choice returns the canonical end of term; an unknown action as it is, so that it is
// reported.
func (a *scheduledAction) choice() string {
	return oneOf(a.ActionType.Text, map[string]string{
		"cancel":                     string(reconcile.ActionCancel),
		"renewtoextendedserviceterm": string(reconcile.ActionEST),
		"renewtonewterm":             string(reconcile.ActionRenew),
		"transition":                 string(reconcile.ActionRenew),
	})
}

func (a *scheduledAction) weight() int {
	switch reconcile.EndOfTerm(a.choice()) {
	case reconcile.ActionCancel:
		return 3
	case reconcile.ActionEST:
		return 2
	case reconcile.ActionRenew:
		return 1
	default:
		return 0
	}
}

// choose sets what happens at the end of the term, and as what it renews. Nothing is set
// of a row of which nothing shows whether the member would be given at all.
//
// scheduledNextTermInstructions has no effect while auto-renew is off, and none beside
// scheduledActions; while it is on the subscription renews with it or without, so that it
// only tells as what.
func (s *subscriptionBody) choose(row *Row, action *scheduledAction, marks uint8) {
	const member = "scheduledActions"
	known := s.ScheduledActions.given || marks&hasActions != 0
	next := s.ScheduledNextTermInstructions
	switch {
	case action != nil:
		row.Set("end_of_term", member+".actionType", action.choice())
		s.renewAs(row, member+".instructions", action.renewal())
		return
	case known:
		row.Set("end_of_term", member, "")
	case next == nil:
		return
	}
	if s.ScheduledActions.given || reconcile.Fold(s.AutoRenewEnabled.Text) != "true" {
		next = nil
	}
	s.renewAs(row, "scheduledNextTermInstructions", next)
}

// renewal returns the instructions of an action that renews.
func (a *scheduledAction) renewal() *nextTerm {
	if a.choice() != string(reconcile.ActionRenew) {
		return nil
	}
	return a.Instructions
}

// renewAs sets what will differ after the renewal; nil, and what stays as it is, is empty.
func (s *subscriptionBody) renewAs(row *Row, from string, next *nextTerm) {
	if next == nil {
		from, next = "", &nextTerm{}
	}
	offer := ""
	if next.Product.ProductID.Text != "" && next.Product.SKUID.Text != "" {
		offer = next.Product.ProductID.Text + ":" + next.Product.SKUID.Text
	}
	row.Set("renew_quantity", from, other(next.Quantity.Text, row.Text("quantity")))
	row.Set("renew_offer_id", from, other(offer, row.Text("offer_id")))
	row.Set("renew_term", from, other(termOf(next.Product.TermDuration.Text), row.Text("term")))
}

// other returns a value that differs from the present one, else nothing.
func other(next, present string) string {
	if reconcile.Fold(next) == reconcile.Fold(present) {
		return ""
	}
	return next
}
