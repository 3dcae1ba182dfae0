package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/cmd/internal/app"
	"handover/reconcile/rules/rulestest"
	"handover/sql/storetest"
)

// The lives of sources as a user meets them on both stores: each night imports what
// came and runs.
func TestSequencesThroughTheProgram(t *testing.T) {
	t.Parallel()
	for name, address := range stores() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := address(t)
			for _, s := range rulestest.Sequences() {
				t.Run(s.Name, func(t *testing.T) {
					storetest.Empty(t, db)
					p := newProgram(t, db)
					p.write("handover.toml", fmt.Sprintf("[partner]\nid = %q\ncountry = \"DE\"\n", rulestest.PartnerID))
					for i := range s.Nights {
						c := s.Until(i)
						bring(t, p, c.Deliveries()[i:])
						if diff := cmp.Diff(slices.Sorted(slices.Values(s.Want[i])), told(t, p, c.AsOf)); diff != "" {
							t.Errorf("night of %s (-want +got):\n%s", c.AsOf, diff)
						}
					}
				})
			}
		})
	}
}

// told runs and returns what is new, changed or resolved.
func told(t *testing.T, p *program, asOf string) []string {
	t.Helper()
	at, err := app.ParseInstant("--as-of", asOf)
	if err != nil {
		t.Fatal(err)
	}
	p.now = at
	r := parseReport(t, p.must(0, "run", "--as-of", asOf, "-o", "json:-").stdout)
	var list []string
	for _, f := range r.Findings {
		if f.Delta != "unchanged" {
			list = append(list, fmt.Sprintf("%s %s %s", f.Delta, f.Code, f.Severity))
		}
	}
	for _, f := range r.Resolved {
		list = append(list, fmt.Sprintf("resolved %s %s", f.Code, f.Reason))
	}
	slices.Sort(list)
	return list
}
