package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/aligned"
	"handover/reports/words"
)

// explanation is what the program knows of one subscription, about to be told.
type explanation struct {
	*rules.Explanation
	env      *rules.Env
	now      time.Time // for the age of the facts, whatever the as-of
	state    *reconcile.TenantState
	coverage reconcile.Coverage
	texts    *words.Table
}

// object is the explanation for machines.
func (e *explanation) object() map[string]any {
	answers := make([]map[string]any, 0, len(e.Verdicts))
	for i := range e.Verdicts {
		v := &e.Verdicts[i]
		answer := map[string]any{"code": v.Code, "fired": v.Fired, "why": e.why(v), "silenced_by": nil}
		if v.SilencedBy != "" {
			answer["silenced_by"] = v.SilencedBy
		}
		answers = append(answers, answer)
	}
	l := &e.Lifecycle
	return map[string]any{
		"subscription": e.Subscription.ID, "tenant": e.Subscription.TenantID,
		"last_day": orNull(l.LastDay.String()), "outcome": orNull(string(l.Outcome)), "outcome_reason": orNull(string(l.Reason)),
		"cover_by": orNull(l.CoverBy.String()), "covered": e.Covered, "rules": answers,
	}
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// why says in a sentence why a rule fired or did not.
func (e *explanation) why(v *rules.Verdict) string {
	if v.Finding != nil {
		return e.texts.Message(v.Finding)
	}
	return e.texts.Answer(v.Why)
}

// tell prints the explanation for a person.
func (e *explanation) tell(out io.Writer) error {
	t := aligned.New(out)
	t.Row("Subscription", e.Subscription.ID+" "+e.Subscription.Name())
	t.Row("Tenant", e.state.Tenant.ID+" "+e.state.Tenant.Name)
	t.Row("As of", e.env.AsOf.UTC().Format(time.RFC3339))
	if !e.coverage.Evaluated {
		t.Row("Not evaluated", e.texts.NotEvaluated(&e.coverage))
	}
	e.tellFacts(t)
	e.tellDates(t)
	e.tellCover(t)
	if e.Counter != "" {
		t.Row("Counted as", e.texts.Counter(e.Counter))
	}
	e.tellOrigins(t)
	e.tellRules(t)
	e.tellSources(t)
	return t.Flush()
}

// tellRules lists every rule's answer, what silences a finding, and what somebody
// has decided about it.
func (e *explanation) tellRules(t *aligned.Table) {
	t.Line("")
	t.Row("RULE", "FIRED", "WHY")
	for i := range e.Verdicts {
		v := &e.Verdicts[i]
		fired, why := yesNo(v.Fired), e.why(v)
		if v.SilencedBy != "" {
			fired = "silenced by " + string(v.SilencedBy)
			why += fmt.Sprintf(" Another finding speaks for it: %s.", e.texts.Title(v.SilencedBy))
		}
		if held := e.held(v); held.State != "" {
			fired += ", " + string(held.State)
			why += fmt.Sprintf(" Until %s it is %s by %s: %s.", held.Until, held.State, held.Actor, strings.TrimSuffix(held.Reason, "."))
		}
		t.Row(v.Code, fired, why)
	}
}

// held gives the decision that holds for what a rule found, as an earlier run
// left it.
func (e *explanation) held(v *rules.Verdict) reconcile.Decision {
	for i := range e.state.Known {
		known := &e.state.Known[i]
		if v.Finding != nil && known.Finding.ID == v.Finding.ID && known.Held.StateOn(reconcile.DayOf(e.env.AsOf)) != reconcile.StateOpen {
			return known.Held
		}
	}
	return reconcile.Decision{}
}

// tellSources lists the published pages that the rules which fired rest on.
func (e *explanation) tellSources(t *aligned.Table) {
	var told []reconcile.Code
	for _, v := range e.Verdicts {
		rule, known := rules.Lookup(v.Code)
		if !v.Fired || !known || slices.Contains(told, v.Code) {
			continue
		}
		if told = append(told, v.Code); len(told) == 1 {
			t.Line("")
			t.Row("RULE", "SOURCE")
		}
		for _, page := range rule.Sources {
			t.Row(v.Code, page)
		}
	}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func seats(c reconcile.Count) string {
	if !c.Known {
		return "unknown"
	}
	return fmt.Sprint(c.N)
}

func orDash(text string) string {
	if strings.TrimSpace(text) == "" {
		return "-"
	}
	return text
}
