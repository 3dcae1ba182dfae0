package rules_test

import (
	"slices"
	"strings"
	"testing"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reconcile/rules/rulestest"
)

// The cases leave nothing of the catalogue out: each code is found with each
// severity it can have, and is shown not to be found; each counter counts.
func TestCasesAreComplete(t *testing.T) {
	found, counted, names := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, c := range rulestest.All() {
		if names[c.Name] {
			t.Errorf("two cases are named %q", c.Name)
		}
		names[c.Name] = true
		for _, want := range c.Want {
			fields := strings.Fields(want)
			if len(fields) != 5 {
				t.Fatalf("%s: %q is no finding", c.Name, want)
			}
			found[fields[0]+" "+fields[1]] = true
		}
		for _, counter := range c.Routine {
			name, _, _ := strings.Cut(counter, " ")
			counted[name] = true
		}
	}
	for _, r := range rules.Catalogue() {
		for _, severity := range r.Severities {
			if !found[string(r.Code)+" "+string(severity)] {
				t.Errorf("no case finds %s as %s", r.Code, severity)
			}
		}
	}
	for _, counter := range reconcile.Counters() {
		if !counted[string(counter)] {
			t.Errorf("no case counts %s", counter)
		}
	}
}

// Each line of who silences whom is seen at work in a case, and nothing else is
// silenced in any.
func TestCasesSilence(t *testing.T) {
	seen := map[silencing]bool{}
	for _, c := range rulestest.All() {
		env, tenants := prepare(t, &c)
		for _, tenant := range tenants {
			for _, s := range rules.Evaluate(env, tenant).Silenced {
				seen[silencing{s.By, s.Finding.Code}] = true
			}
		}
	}
	table := silenceTable()
	for _, s := range table {
		if !seen[s] {
			t.Errorf("in no case %s silences %s", s.by, s.code)
		}
	}
	for s := range seen {
		if s.by != "renewal-processing" && s.by != "source-replaced" && s.by != "move-finished" && !slices.Contains(table, s) {
			t.Errorf("%s silences %s", s.by, s.code)
		}
	}
}

type silencing struct{ by, code reconcile.Code }

// silenceTable writes the section "Who silences whom" out. A partner transfer
// that does not exist is one out of another channel, and an ineligible one is in
// csp, so that transfer-not-available has nothing to silence.
func silenceTable() []silencing {
	list := []silencing{
		{"renewal-processing", "auto-renew-on"},
		{"choice-lost", "est-auto-convert"},
		{"choice-lost", "end-of-term-unknown"},
		{"est-running-duplicate", "double-billing"},
		{"est-running-duplicate", "est-scheduled"},
		{"renewed-in-window", "auto-renew-on"},
		{"renewed-in-window", "double-billing"},
		{"trial-converts", "auto-renew-on"},
		{"cancelled-backup", "data-deleted"},
	}
	for _, code := range []reconcile.Code{
		"relationship-missing", "invite-role", "agreement-missing", "tenant-limit-exceeded", "tenant-limit-possible",
		"seat-pool-exceeded", "transfer-batches", "offer-different", "offer-discontinued", "quantity-mismatch",
	} {
		list = append(list, silencing{"region-mismatch", code}, silencing{"resale-to-partner", code})
	}
	return list
}
