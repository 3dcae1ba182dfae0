package rules_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/plan"
	"handover/reconcile/policy"
	"handover/reconcile/rules"
	"handover/reconcile/rules/rulestest"
	"handover/reports/words"
)

func TestWorkedCases(t *testing.T) {
	for _, c := range rulestest.All() {
		t.Run(c.Name, func(t *testing.T) { check(t, &c) })
	}
}

// check evaluates every tenant of a case and compares everything it expects.
func check(t *testing.T, c *rulestest.Case) {
	t.Helper()
	var found, evidence []string
	silenced, routine := map[string]int{}, map[string]int{}
	rows, counted := 0, 0
	env, tenants := prepare(t, c)
	texts, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		t.Fatal(err)
	}
	for _, tenant := range tenants {
		result, _ := tell(env, tenant)
		for i := range result.Findings {
			found = append(found, line(&result.Findings[i]))
			evidence = append(evidence, evidenceOf(&result.Findings[i])...)
			evidence = append(evidence, fmt.Sprintf("%s action=%s", result.Findings[i].Code, texts.Action(&result.Findings[i], env.AsOf)))
		}
		for _, s := range result.Silenced {
			silenced[string(s.Finding.Code)]++
		}
		for counter, n := range result.Routine {
			routine[string(counter)] += n
			counted += n
		}
		rows += len(tenant.Subscriptions)
		counted += result.WithFindings
	}
	slices.Sort(found)
	want := slices.Clone(c.Want)
	slices.Sort(want)
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	for _, e := range c.Evidence {
		if !slices.Contains(evidence, e) {
			t.Errorf("evidence %q is missing from %q", e, evidence)
		}
	}
	for _, e := range c.Absent {
		if slices.Contains(evidence, e) {
			t.Errorf("evidence %q should not be there", e)
		}
	}
	if diff := cmp.Diff(c.Silenced, counts(silenced)); diff != "" {
		t.Errorf("silenced (-want +got):\n%s", diff)
	}
	if c.Routine != nil {
		if diff := cmp.Diff(c.Routine, counts(routine)); diff != "" {
			t.Errorf("routine (-want +got):\n%s", diff)
		}
	}
	if rows != counted {
		t.Errorf("%d rows, but %d have a finding or a counter", rows, counted)
	}
}

// tell evaluates a tenant and plans its moves, and lets its findings say so.
func tell(env rules.Env, tenant reconcile.Tenant) (reconcile.Result, reconcile.Plan) {
	result := rules.Evaluate(env, tenant)
	with := plan.Env{AsOf: env.AsOf, Policy: env.Policy, Partner: env.Partner, Sellers: env.Sellers, MarginDays: plan.DefaultMarginDays}
	built := plan.Build(with, result.Plan)
	plan.Tell(with, result.Plan, &built, &result)
	return result, built
}

func line(f *reconcile.Finding) string {
	due, exposure := "-", "-"
	switch {
	case !f.Due.At.IsZero():
		due = f.Due.At.UTC().Format(time.RFC3339Nano)
	case f.Due.Known():
		due = f.Due.Day.String()
	}
	if a := f.Exposure.Amount; a.Known() {
		exposure = a.String() + a.Currency
	}
	return fmt.Sprintf("%s %s %s %s %s", f.Code, f.Severity, f.Owner, due, exposure)
}

func evidenceOf(f *reconcile.Finding) []string {
	all := append([]reconcile.Evidence{
		{Key: "tenant", Value: f.TenantID},
		{Key: "subscription", Value: f.SubscriptionID},
		{Key: "subject", Value: f.Subject},
		{Key: "E", Value: f.LastDay.String()},
		{Key: "outcome", Value: string(f.Outcome)},
		{Key: "cover_by", Value: f.CoverBy.String()},
		{Key: "due_day", Value: f.Due.Day.String()},
		{Key: "kind", Value: string(f.Exposure.Kind)},
		{Key: "period", Value: string(f.Exposure.Period)},
		{Key: "route", Value: string(f.Way.Route)},
		{Key: "step", Value: string(f.Way.Step.Kind)},
	}, f.Evidence...)
	for _, a := range f.Assumptions {
		all = append(all, reconcile.Evidence{Key: "assumes", Value: string(a)})
	}
	lines := make([]string, len(all))
	for i, e := range all {
		lines[i] = fmt.Sprintf("%s %s=%s", f.Code, e.Key, e.Value)
	}
	return lines
}

func counts(m map[string]int) []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(m)) {
		list = append(list, fmt.Sprintf("%s %d", name, m[name]))
	}
	return list
}

// prepare returns the environment of a case and its tenants.
func prepare(t *testing.T, c *rulestest.Case) (rules.Env, []reconcile.Tenant) {
	t.Helper()
	facts, us := read(t, c), c.Partner()
	env := rules.Env{AsOf: instantOf(t, c.AsOf), Policy: embedded(t), Catalog: reconcile.NewCatalog(facts.offers), Partner: &us, Sellers: facts.sellers}
	return env, facts.assemble()
}

func embedded(t testing.TB) *reconcile.Policy {
	t.Helper()
	document, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	p, err := document.Policy()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Every code of the catalogue is known once, has a job and says where it comes
// from.
func TestCatalogueIsWhole(t *testing.T) {
	seen := map[reconcile.Code]bool{}
	for _, r := range rules.Catalogue() {
		if seen[r.Code] {
			t.Errorf("%s stands twice", r.Code)
		}
		seen[r.Code] = true
		if !slices.Contains(reconcile.Jobs(), r.Job) || len(r.Sources) == 0 || len(r.Severities) == 0 {
			t.Errorf("%s lacks a job, a severity or a source", r.Code)
		}
		for _, source := range r.Sources {
			if !strings.HasPrefix(source, "https://learn.microsoft.com/") {
				t.Errorf("%s rests on %q", r.Code, source)
			}
		}
	}
	if len(seen) != 61 {
		t.Errorf("the catalogue has %d codes", len(seen))
	}
}
