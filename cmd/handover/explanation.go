package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/words"
)

// explanationObject is an explanation for machines.
func explanationObject(e *rules.Explanation, table *words.Table) map[string]any {
	answers := make([]map[string]any, 0, len(e.Verdicts))
	for _, v := range e.Verdicts {
		answer := map[string]any{"code": v.Code, "fired": v.Fired, "why": why(&v, table), "silenced_by": nil}
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
func why(v *rules.Verdict, table *words.Table) string {
	if v.Finding != nil {
		return table.Message(v.Finding)
	}
	return table.Answer(v.Why)
}

// tellExplanation prints an explanation for a person.
func tellExplanation(out io.Writer, e *rules.Explanation, state *reconcile.TenantState, coverage *reconcile.Coverage,
	texts *words.Table,
) error {
	s, l := &e.Subscription, &e.Lifecycle
	t := newTable(out)
	t.row("Subscription", s.ID+" "+s.Name())
	t.row("Tenant", state.Tenant.ID+" "+state.Tenant.Name)
	t.row("Known from", s.Source+", seen "+s.ObservedAt.UTC().Format(time.RFC3339))
	if !coverage.Evaluated {
		t.row("Not evaluated", texts.NotEvaluated(coverage))
	}
	t.row("Bought", bought(e))
	t.row("Status", status(e))
	t.row("Term", term(e))
	t.row("Last day", orDash(l.LastDay.String()))
	t.row("End of term", orDash(string(l.Outcome))+": "+texts.OutcomeReason(l.Reason))
	t.row("Cover by", orDash(l.CoverBy.String()))
	t.row("Data until", orDash(l.DataUntil.String()))
	for _, assumption := range l.Assumptions {
		t.row("Assumption", texts.Assumption(assumption))
	}
	t.row("Move", moveOf(e))
	for _, target := range e.Targets {
		t.row("Target", fmt.Sprintf("%s, %s seats, from %s, in time: %s", target.Subscription.ID,
			seats(target.Subscription.Quantity), orDash(target.Subscription.Started().String()), yesNo(target.InTime)))
	}
	t.row("Covered", yesNo(e.Covered))
	if e.Counter != "" {
		t.row("Counted as", texts.Counter(e.Counter))
	}
	t.line("")
	t.row("RULE", "FIRED", "WHY")
	for _, v := range e.Verdicts {
		t.row(v.Code, fired(&v), why(&v, texts))
	}
	tellSources(t, e)
	return t.flush()
}

func fired(v *rules.Verdict) string {
	if v.SilencedBy != "" {
		return "silenced by " + string(v.SilencedBy)
	}
	return yesNo(v.Fired)
}

// tellSources lists the published pages that the rules which fired rest on.
func tellSources(t *table, e *rules.Explanation) {
	first := true
	for _, v := range e.Verdicts {
		rule, known := rules.Lookup(v.Code)
		if !v.Fired || !known {
			continue
		}
		for _, page := range rule.Sources {
			if first {
				t.line("")
				t.row("RULE", "SOURCE")
				first = false
			}
			t.row(v.Code, page)
		}
	}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func bought(e *rules.Explanation) string {
	s := &e.Subscription
	text := orDash(string(s.Channel)) + " from " + orDash(strings.TrimSpace(s.SellerName+" "+s.SellerID))
	if e.Ours {
		text += " (ours)"
	}
	return text + ", to act: " + string(e.Actor)
}

func status(e *rules.Explanation) string {
	text := orDash(string(e.Subscription.Status))
	if e.Lifecycle.Status != e.Subscription.Status {
		text += ", by its dates " + string(e.Lifecycle.Status)
	}
	return text
}

func term(e *rules.Explanation) string {
	text := orDash(string(e.Subscription.Term)) + " from " + orDash(e.TermStart.String())
	if e.StartDerived {
		text += " (counted back from the last day)"
	}
	return text + ", " + seats(e.Subscription.Quantity) + " seats"
}

func moveOf(e *rules.Explanation) string {
	if e.Move == nil {
		return "-"
	}
	return fmt.Sprintf("%s by %s, expected to end %s", e.Move.Status, e.Move.Route, orDash(e.Move.ExpectedEnd.String()))
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
