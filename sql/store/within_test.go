package store

import (
	"path/filepath"
	"strings"
	"testing"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// TestOneTenantIsNotSoughtInARun sees how SQLite looks for versions: by the run those of
// all tenants are passed over for one.
func TestOneTenantIsNotSoughtInARun(t *testing.T) {
	s := empty(t)
	for _, asked := range []listing{{query: s.sql.ReportFindings}, {query: s.sql.FindingOpen, narrow: choiceArgs(&reconcile.Choice{})}} {
		for in, byRun := range map[span]bool{{"", lastText}: true, {"t1", "t2"}: true, {"t1", "t1"}: false} {
			asked := listing{query: within(asked.query, in.one()), narrow: asked.narrow, decided: heldQuery{run: 1, in: in}}
			asked.keepFirst()
			plan := planOf(t, s, asked.query.Text, asked.args())
			if got := strings.Contains(plan, "finding_version_to"); got != byRun {
				t.Errorf("%s of %v uses the index of runs: %v, want %v\n%s", asked.query.Name, in, got, byRun, plan)
			}
		}
	}
}

// TestRunOfSomeTenantsPassesOverTheOthers sees that SQLite looks up what a run over some
// tenants has of them, or has changed, and does not look for it among the present of all.
func TestRunOfSomeTenantsPassesOverTheOthers(t *testing.T) {
	s := empty(t)
	wide := span{"t1", "t9"}
	for _, asked := range []struct {
		query sqlfiles.Query
		args  []any
	}{
		{within(s.sql.ReportFindings, true), wide.args(1, "", "", "", "")},
		{s.sql.ReportPlanSome, wide.args(wide.args(1, 1, 1)...)},
		{s.sql.VersionClose, []any{1, 1, 1, 0, 1, 1}},
		{s.sql.PlanClose, []any{1, 0, 1, 1, 1}},
		{s.sql.OpeningVersions, wide.args(3, 1, 1, 2)},
		{s.sql.OpeningResolutions, wide.args(1, 2)},
		{s.sql.CoverageClose, []any{1, 1, 1, 1, 1}},
	} {
		plan := planOf(t, s, asked.query.Text, asked.args)
		for _, index := range []string{
			"SCAN finding_version", "SCAN plan_version", "SCAN v\n", "SCAN p\n", "finding_version_to", "plan_version_to",
			"finding_version_from (from_run<?)", "resolution USING PRIMARY KEY (run>",
		} {
			if strings.Contains(plan, index) {
				t.Errorf("%s goes through all tenants by %s:\n%s", asked.query.Name, index, plan)
			}
		}
	}
}

// empty opens a new store.
func empty(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "x.db"), Create)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// planOf returns how SQLite runs a query, a step a line.
func planOf(t *testing.T, s *Store, query string, args []any) string {
	t.Helper()
	rows, err := s.read.QueryxContext(t.Context(), "explain query plan "+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // its error is the one of rows.Err
	var plan strings.Builder
	for rows.Next() {
		step, err := rows.SliceScan()
		if err != nil {
			t.Fatal(err)
		}
		text, _ := step[len(step)-1].(string)
		plan.WriteString(text + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}
