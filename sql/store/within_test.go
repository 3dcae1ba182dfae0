package store

import (
	"path/filepath"
	"strings"
	"testing"

	sqlfiles "handover/sql"
)

// TestOneTenantIsNotSoughtInARun sees how SQLite looks for versions: by the run those of
// all tenants are passed over for one.
func TestOneTenantIsNotSoughtInARun(t *testing.T) {
	s, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "x.db"), Create)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, q := range []sqlfiles.Query{s.sql.ReportFindings, s.sql.FindingOpen} {
		for in, byRun := range map[span]bool{{"", lastText}: true, {"t1", "t2"}: true, {"t1", "t1"}: false} {
			plan := planOf(t, s, in.within(q).Text, in.args(1))
			if got := strings.Contains(plan, "finding_version_to"); got != byRun {
				t.Errorf("%s of %v uses the index of runs: %v, want %v\n%s", q.Name, in, got, byRun, plan)
			}
		}
	}
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
