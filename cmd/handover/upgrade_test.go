package main

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	sqlfiles "handover/sql"
)

// released is the version of the schema of the last release.
const released = 3

// A store of the release migrates, and the next night knows its findings: what is
// the same is unchanged, and what was decided holds.
func TestUpgrade(t *testing.T) {
	t.Parallel()
	for name, address := range stores() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProgram(t, address(t))
			data := first()
			all := []string{"a", "b", "c"}
			data.rows = append(data.rows, source("c2", "c", "true", "7.00"), source("b2", "b", "true", "1.00"))
			data.deliver(p, all...)
			p.must(0, "run")
			p.acknowledge()
			// The source of b leaves before the store is brought up to date.
			p.now = p.now.Add(24 * time.Hour)
			data.rows = slices.Delete(data.rows, 2, 3)
			data.deliver(p, all...)
			before := deltas(parseReport(t, p.must(0, "run", "-o", "json:-").stdout))

			p.db = asReleased(t, p.db, address(t))
			if name == "postgres" {
				p.must(2, "run")
			}
			p.must(0, "migrate", "up")
			p.now = p.now.Add(24 * time.Hour)
			data.deliver(p, all...)
			r := parseReport(t, p.must(0, "run", "-o", "json:-").stdout)
			var want []string
			for _, line := range before {
				if !strings.Contains(line, "resolved") {
					want = append(want, strings.Replace(line, " new", " unchanged", 1))
				}
			}
			if diff := cmp.Diff(want, deltas(r)); diff != "" {
				t.Errorf("the night after (-before +after):\n%s", diff)
			}
			for _, f := range r.Findings {
				if f.Delta == "unchanged" && f.Code == "auto-renew-on" && f.State != "acknowledged" {
					t.Errorf("%s of %s is %s, want it acknowledged as before", f.Code, f.Subscription, f.State)
				}
			}

			// What changes from now on has a history.
			p.now = p.now.Add(24 * time.Hour)
			data.rows[0] = source("a1", "a", "false", "10.00")
			data.deliver(p, all...)
			delta := parseReport(t, p.must(0, "run", "-o", "json:-").stdout).Summary.Delta
			if delta["new"] != 1 || delta["resolved"] != 1 {
				t.Errorf("the second night after has %v, want one new and one resolved", delta)
			}
		})
	}
}

// asReleased writes what a store holds into one of the released schema, whose
// address it returns.
func asReleased(t *testing.T, from, to string) string {
	t.Helper()
	old, dialect := raw(t, to)
	folder, err := sqlfiles.Migrations(dialect)
	check(t, err)
	goosed := goose.DialectSQLite3
	if dialect == sqlfiles.Postgres {
		goosed = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(goosed, old, folder, goose.WithLogger(goose.NopLogger()))
	check(t, err)
	_, err = provider.UpTo(t.Context(), released)
	check(t, err)
	present, _ := raw(t, from)
	// A gone row of the release was seen when it was found to be missing.
	_, err = present.ExecContext(t.Context(), "update subscription_fact set observed_at = missing_since where gone = 1")
	check(t, err)
	for _, table := range []string{
		"import", "tenant", "tenant_fact", "tenant_source", "subscription_fact", "move", "move_target", "transfer", "offer",
		"run", "run_job", "coverage", "finding", "finding_version", "resolution", "decision", "plan_version", "plan_item", "plan_elsewhere",
	} {
		copyTable(t, present, old, dialect, table)
	}
	return to
}

func raw(t *testing.T, address string) (*sql.DB, sqlfiles.Dialect) {
	t.Helper()
	driver, source, dialect := "postgres", address, sqlfiles.Postgres
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		driver, source, dialect = "sqlite", "file:"+path, sqlfiles.SQLite
	}
	db, err := sql.Open(driver, source)
	check(t, err)
	t.Cleanup(func() { check(t, db.Close()) })
	return db, dialect
}

// coverageRows is the coverage of each run in rows of their own, as it once was stored.
const coverageRows = `(
	select r.seq as run, c.*, o.at as observed_at
	from run as r
	join coverage_version as c on c.from_run <= r.seq and c.to_run > r.seq
	left join coverage_time as o on o.run = r.seq and o.number = c.observed
) as coverage`

// copyTable copies the columns that the older database has.
func copyTable(t *testing.T, from, to *sql.DB, dialect sqlfiles.Dialect, table string) {
	t.Helper()
	columns := columnsOf(t, to, table)
	present := table
	if table == "coverage" {
		present = coverageRows
	}
	rows, err := from.QueryContext(t.Context(), "select "+strings.Join(columns, ", ")+" from "+present)
	check(t, err)
	defer func() { check(t, rows.Close()) }()
	places := make([]string, len(columns))
	for i := range places {
		places[i] = "?"
		if dialect == sqlfiles.Postgres {
			places[i] = fmt.Sprintf("$%d", i+1)
		}
	}
	insert := fmt.Sprintf("insert into %s (%s) values (%s)", table, strings.Join(columns, ", "), strings.Join(places, ", "))
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		check(t, rows.Scan(into...))
		_, err := to.ExecContext(t.Context(), insert, values...)
		check(t, err)
	}
	check(t, rows.Err())
}

func columnsOf(t *testing.T, db *sql.DB, table string) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "select * from "+table+" where 1 = 0")
	check(t, err)
	defer func() { check(t, rows.Close()) }()
	check(t, rows.Err())
	columns, err := rows.Columns()
	check(t, err)
	return columns
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
