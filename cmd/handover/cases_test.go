package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/cmd/internal/app"
	"handover/reconcile/rules/rulestest"
	"handover/sql/storetest"
)

// The worked cases of the catalogue on both stores, and all the others on the
// embedded one, as a user meets them: files, import, run, JSON.
func TestCasesThroughTheProgram(t *testing.T) {
	t.Parallel()
	cases := map[string][]rulestest.Case{"sqlite": rulestest.All(), "postgres": rulestest.Worked()}
	for name, address := range stores() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := address(t)
			for _, c := range cases[name] {
				t.Run(c.Name, func(t *testing.T) {
					storetest.Empty(t, db)
					p := newProgram(t, db)
					takeThrough(t, p, &c)
					if slices.ContainsFunc(rulestest.Worked(), func(worked rulestest.Case) bool { return worked.Name == c.Name }) {
						takeAgain(t, p, &c)
					}
				})
			}
		})
	}
}

func takeThrough(t *testing.T, p *program, c *rulestest.Case) {
	t.Helper()
	partner := c.Partner()
	p.write("handover.toml", fmt.Sprintf("[partner]\nid = %q\ncountry = %q\nmodel = %q\nproviders = [%s]\n",
		partner.ID, partner.Country, partner.Model, quoted(partner.Providers)))
	bring(t, p, c.Deliveries())
	r := parseReport(t, p.must(0, "run", "--as-of", c.AsOf, "-o", "json:-").stdout)

	var found, evidence []string
	for _, f := range r.Findings {
		due, exposure := "-", "-"
		switch {
		case strings.HasSuffix(f.Due, "T23:59:59Z"):
			due = f.DueDay
		case f.Due != "":
			due = f.Due
		}
		if f.Exposure != nil {
			exposure = f.Exposure.Amount + f.Exposure.Currency
			evidence = append(evidence, f.Code+" kind="+f.Exposure.Kind, f.Code+" period="+f.Exposure.Period)
		}
		found = append(found, fmt.Sprintf("%s %s %s %s %s", f.Code, f.Severity, f.Owner, due, exposure))
		for key, value := range f.Evidence {
			evidence = append(evidence, fmt.Sprintf("%s %s=%s", f.Code, key, value))
		}
		for _, assumption := range f.Assumptions {
			evidence = append(evidence, fmt.Sprintf("%s assumes=%s", f.Code, assumption))
		}
		evidence = append(evidence, f.Code+" due_day="+f.DueDay, f.Code+" subject="+f.Subject, f.Code+" tenant="+f.Tenant, f.Code+" subscription="+f.Subscription,
			f.Code+" route="+f.Route, f.Code+" step="+f.Step.Kind, f.Code+" action="+f.Action)
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(c.Want)), slices.Sorted(slices.Values(found))); diff != "" {
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
	if diff := cmp.Diff(c.Silenced, counts(r.Summary.Silenced)); diff != "" {
		t.Errorf("silenced (-want +got):\n%s", diff)
	}
	if c.Routine != nil {
		if diff := cmp.Diff(c.Routine, counts(r.Summary.Routine)); diff != "" {
			t.Errorf("routine (-want +got):\n%s", diff)
		}
	}
}

// bring imports what came night after night, each at its time and from its
// source.
func bring(t *testing.T, p *program, nights []rulestest.Night) {
	t.Helper()
	for i, n := range nights {
		at, err := app.ParseInstant("--observed-at", n.Seen)
		if err != nil {
			t.Fatal(err)
		}
		p.now = at
		folder := fmt.Sprintf("data%d/", i)
		for name, text := range n.Files() {
			p.write(folder+name, text)
		}
		args := []string{"import", "--observed-at", n.Seen, "--source", n.Source, "--narrower", p.folder + "/" + folder}
		if n.Complete {
			args = append(args, "--complete")
		}
		p.must(0, args...)
	}
}

// takeAgain is the thirtieth worked case, with the input of all the others: what
// is delivered and evaluated a second time is neither new nor changed nor gone.
func takeAgain(t *testing.T, p *program, c *rulestest.Case) {
	t.Helper()
	bring(t, p, c.Deliveries()[len(c.Nights):])
	r := parseReport(t, p.must(0, "run", "--as-of", c.AsOf, "-o", "json:-").stdout)
	var want []string
	if len(c.Want) > 0 {
		want = []string{fmt.Sprintf("unchanged %d", len(c.Want))}
	}
	if diff := cmp.Diff(want, counts(r.Summary.Delta)); diff != "" {
		t.Errorf("delta of the second run (-want +got):\n%s", diff)
	}
}

func quoted(list []string) string {
	texts := make([]string, len(list))
	for i, text := range list {
		texts[i] = fmt.Sprintf("%q", text)
	}
	return strings.Join(texts, ", ")
}

// counts lists the counts that are not zero by name.
func counts(m map[string]int) []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if m[name] > 0 {
			list = append(list, fmt.Sprintf("%s %d", name, m[name]))
		}
	}
	return list
}
