package pgtest_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"handover/sql/pgtest"
)

func TestDatabaseIsFreshAndEmpty(t *testing.T) {
	t.Parallel()
	first, second := open(t, pgtest.Database(t)), open(t, pgtest.Database(t))
	_, err := first.Exec("create table tenant (id text)")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		db    *sql.DB
		query string
		want  string
	}{
		"the one with a table":  {first, "select count(*) from pg_tables where schemaname = 'public'", "1"},
		"the one without":       {second, "select count(*) from pg_tables where schemaname = 'public'", "0"},
		"encoding":              {second, "show server_encoding", "UTF8"},
		"collation":             {second, "select datcollate from pg_database where datname = current_database()", "C"},
		"order of plain text":   {second, "select string_agg(x, '' order by x) from (values ('a'), ('B')) as v(x)", "Ba"},
		"what a crash may lose": {second, "show fsync", "off"},
		"no TCP":                {second, "show listen_addresses", ""},
	} {
		if got := value(t, test.db, test.query); got != test.want {
			t.Errorf("%s: %s = %q, want %q", name, test.query, got, test.want)
		}
	}
}

func TestDatabaseIsDroppedWithItsTest(t *testing.T) {
	t.Parallel()
	var name string
	t.Run("one test", func(t *testing.T) {
		db := open(t, pgtest.Database(t))
		name = value(t, db, "select current_database()")
	})
	other := open(t, pgtest.Database(t))
	if got := count(t, other, name); got != 0 {
		t.Errorf("%d databases %s are left after the test", got, name)
	}
}

func TestDatabaseReportsALeftConnection(t *testing.T) {
	t.Parallel()
	recorder := &recorder{TB: t}
	leaked, err := sql.Open("postgres", pgtest.Database(recorder))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = leaked.Close() }()                 // the server has cut it off by then
	name := value(t, leaked, "select current_database()") // the pool keeps this connection open
	recorder.finish()
	if len(recorder.errors) != 1 || !strings.Contains(recorder.errors[0], "being accessed by other users") {
		t.Errorf("errors = %q, want one about the open connection", recorder.errors)
	}
	other := open(t, pgtest.Database(t))
	if got := count(t, other, name); got != 0 {
		t.Errorf("%d databases %s are left after the test", got, name)
	}
}

func open(t *testing.T, databaseURL string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		err := db.Close()
		if err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

func value(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	var text string
	err := db.QueryRow(query).Scan(&text)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return text
}

func count(t *testing.T, db *sql.DB, database string) int {
	t.Helper()
	var n int
	err := db.QueryRow("select count(*) from pg_database where datname = $1", database).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// recorder is a test whose errors are only kept.
type recorder struct {
	testing.TB
	cleanups []func()
	errors   []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func (r *recorder) Cleanup(cleanup func()) {
	r.cleanups = append(r.cleanups, cleanup)
}

func (r *recorder) finish() {
	for _, cleanup := range r.cleanups {
		cleanup()
	}
}
