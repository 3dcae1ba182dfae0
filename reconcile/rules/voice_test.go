package rules_test

import (
	"cmp"
	"regexp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/words"
)

// voice is one night with what can be compared of it: the findings, and for each
// source that one open move names the steps that its plan has, wherever the move
// leads.
type voice struct {
	env   rules.Env
	texts *words.Table
	moves map[string]*reconcile.Move // by the source; none where several name it
	steps map[string][]*reconcile.PlanStep
}

func hear(t *testing.T, env rules.Env, f *facts) (voice, evaluation) {
	texts, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		t.Fatal(err)
	}
	v := voice{env: env, texts: texts, moves: map[string]*reconcile.Move{}, steps: map[string][]*reconcile.PlanStep{}}
	e := evaluate(env, *f)
	named := map[string]int{}
	for i := range f.moves {
		if m := &f.moves[i]; m.IsOpen() {
			named[m.SourceID]++
			v.moves[m.SourceID] = m
		}
	}
	for id, n := range named {
		if n > 1 {
			delete(v.moves, id)
		}
	}
	for _, p := range e.Plans {
		for i := range p.Steps {
			v.steps[p.Steps[i].SourceID] = append(v.steps[p.Steps[i].SourceID], &p.Steps[i])
		}
	}
	return v, e
}

func kindsOf(steps []*reconcile.PlanStep) []reconcile.StepKind {
	var kinds []reconcile.StepKind
	for _, s := range steps {
		kinds = append(kinds, s.Kind)
	}
	slices.SortFunc(kinds, func(a, b reconcile.StepKind) int {
		return cmp.Compare(slices.Index(reconcile.StepKinds(), a), slices.Index(reconcile.StepKinds(), b))
	})
	return kinds
}

// Findings and plan speak with one voice: a finding about a source names the route
// and the next step of the plan, and its action asks for nothing that the plan does
// not hold, but for what is to be done if a transfer does not come.
func TestOneVoice(t *testing.T) {
	facts := embedded(t)
	rapid.Check(t, func(rt *rapid.T) {
		env, f := anyEnv(rt, facts), anyFacts(rt, "t", "u", "w")
		v, e := hear(t, env, f)
		for tenant, result := range e.Tenants {
			for _, finding := range all(&result) {
				if m := v.moves[finding.SubscriptionID]; m != nil && m.TenantID == tenant && finding.Way.Route != "" {
					v.check(rt, f, m, &finding)
				}
			}
		}
	})
}

func (v *voice) check(t *rapid.T, f *facts, m *reconcile.Move, finding *reconcile.Finding) {
	steps := v.steps[m.SourceID]
	kinds, way := kindsOf(steps), &finding.Way
	if len(kinds) > 0 && way.Step.Kind != kinds[0] || len(kinds) == 0 && way.Step.Kind != "" {
		t.Fatalf("%s of %s names the next step %q, the plan has %v", finding.Code, m.SourceID, way.Step.Kind, kinds)
	}
	if len(steps) > 0 && way.Route != steps[0].Route {
		t.Fatalf("%s of %s names the route %s, the plan has %s", finding.Code, m.SourceID, way.Route, steps[0].Route)
	}
	if at := slices.IndexFunc(steps, func(s *reconcile.PlanStep) bool { return s.Kind == way.Step.Kind }); at >= 0 {
		s := steps[at]
		day := s.Day
		if m.Destination() != m.TenantID {
			day = 0
		}
		if way.Step.Owner != s.Owner || way.Step.LastSafe != s.LastSafe || way.Step.Day != day {
			t.Fatalf("%s of %s names the step %+v, the plan has %+v", finding.Code, m.SourceID, way.Step, s)
		}
	}
	instead := v.bought(f, m)
	fallback := len(kinds) == 0 || way.Route == reconcile.RoutePartnerTransfer && way.Near(14, v.env.AsOf)
	asked := v.texts.Asks(finding, v.env.AsOf)
	for _, kind := range asked {
		if !slices.Contains(kinds, kind) && !(fallback && slices.Contains(instead, kind)) {
			t.Fatalf("%s of %s asks for %s, the plan has %v, and %v if a transfer does not come: %s",
				finding.Code, m.SourceID, kind, kinds, instead, v.texts.Action(finding, v.env.AsOf))
		}
	}
	v.checkSale(t, f, finding, asked)
	v.checkDays(t, finding)
}

// bought returns the steps that the plan has for a source if its move is to buy it
// again.
func (v *voice) bought(f *facts, m *reconcile.Move) []reconcile.StepKind {
	other := *f
	other.moves = slices.Clone(f.moves)
	for i := range other.moves {
		if f.moves[i].IsOpen() && f.moves[i].SourceID == m.SourceID {
			other.moves[i].Route = reconcile.RouteRebuy
		}
	}
	var steps []*reconcile.PlanStep
	for _, p := range evaluate(v.env, other).Plans {
		for i := range p.Steps {
			if p.Steps[i].SourceID == m.SourceID {
				steps = append(steps, &p.Steps[i])
			}
		}
	}
	return kindsOf(steps)
}

// checkSale checks that nobody is asked to end what can be bought neither again nor as
// an equivalent, before its replacement is named, and that auto-renew is switched off
// only where a free grace follows.
func (v *voice) checkSale(t *rapid.T, f *facts, finding *reconcile.Finding, asked []reconcile.StepKind) {
	s := f.find(finding.TenantID, finding.SubscriptionID)
	ends := slices.ContainsFunc(asked, reconcile.StepKind.AtSource)
	unsold := v.env.Catalog.SaleOf(s.OfferID, reconcile.DayOf(v.env.AsOf)) == reconcile.SaleEnded
	if ends && unsold && slices.Contains(asked, reconcile.StepOrder) {
		t.Fatalf("%s of %s asks to end what is no longer sold: %v", finding.Code, s.ID, asked)
	}
	if slices.Contains(asked, reconcile.StepAutoRenewOff) {
		if _, off := v.env.Policy.Lapsing(s); off.Outcome != reconcile.Lapses {
			t.Fatalf("%s of %s asks to switch auto-renew off, which leads to %q", finding.Code, s.ID, off.Outcome)
		}
	}
}

// checkDays checks that no action names a day that has passed as one to act by.
func (v *voice) checkDays(t *rapid.T, finding *reconcile.Finding) {
	action := v.texts.Action(finding, v.env.AsOf)
	for _, match := range regexp.MustCompile(`\b(?:by|before) (\d{4}-\d\d-\d\d)`).FindAllStringSubmatch(action, -1) {
		if day, err := reconcile.ParseDay(match[1]); err == nil && day < reconcile.DayOf(v.env.AsOf) {
			t.Fatalf("on %s it is said: %s", reconcile.DayOf(v.env.AsOf), action)
		}
	}
}
