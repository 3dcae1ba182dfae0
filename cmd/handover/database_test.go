package main

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	sqlfiles "handover/sql"
	"handover/sql/store"
)

// open opens the database itself, to do what the store never would.
func (p *program) open() *sql.DB {
	p.t.Helper()
	driver, name := "postgres", p.db
	if path, ok := strings.CutPrefix(p.db, "sqlite:"); ok {
		driver, name = "sqlite", path
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		p.t.Fatal(err)
	}
	return db
}

// change runs statements on the database itself.
func (p *program) change(statements ...string) {
	p.t.Helper()
	db := p.open()
	for _, statement := range statements {
		if _, err := db.ExecContext(p.t.Context(), statement); err != nil {
			p.t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := db.Close(); err != nil {
		p.t.Fatal(err)
	}
}

// older makes the database of an earlier version of the program.
func (p *program) older() {
	p.t.Helper()
	dialect, kind := sqlfiles.Postgres, goose.DialectPostgres
	if strings.HasPrefix(p.db, "sqlite:") {
		dialect, kind = sqlfiles.SQLite, goose.DialectSQLite3
	}
	migrations, err := sqlfiles.Migrations(dialect)
	if err != nil {
		p.t.Fatal(err)
	}
	db := p.open()
	provider, err := goose.NewProvider(kind, db, migrations)
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := provider.UpTo(p.t.Context(), 1); err != nil {
		p.t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		p.t.Fatal(err)
	}
}

// commands is every command that opens a database, with arguments that are
// right for the fixture.
func (p *program) commands() [][]string {
	return [][]string{
		{"import", filepath.Join(p.folder, "data")},
		{"run"},
		{"run", "--dry-run"},
		{"report"},
		{"runs"},
		{"runs", "show", "last"},
		{"findings"},
		{"findings", "show", "abc"},
		{"findings", "acknowledge", "abc", "--by", "Ann", "--reason", "why"},
		{"explain", "a1"},
		{"explain", "--counter", "covered"},
		{"serve"},
	}
}

// A schema that a newer program has made is refused by everything, and left as
// it is.
func TestNewerSchema(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		data.deliver(p, "a", "b", "c")
		p.change("insert into goose_db_version (version_id, is_applied) values (999, " + p.yes() + ")")
		before := p.names(".")
		for _, args := range append(p.commands(), []string{"migrate", "up"}) {
			o := p.must(2, args...)
			o.told(t, `the schema of the database is version 999, this program knows \d+: use a newer program`)
		}
		if o := p.must(0, "migrate"); !strings.Contains(o.stdout, "the database is newer, use a newer handover") {
			t.Errorf("migrate tells %q", o.stdout)
		}
		o := p.must(1, "check")
		if !strings.Contains(o.stdout, "version 999") {
			t.Errorf("check tells %q", o.stdout)
		}
		if got := p.names("."); got != before {
			t.Errorf("the folder holds %s, had %s", got, before)
		}
	})
}

// yes is how a database writes true.
func (p *program) yes() string {
	if strings.HasPrefix(p.db, "sqlite:") {
		return "1"
	}
	return "true"
}

// An older SQLite file is brought up to date after a copy of it is made, by
// whatever command comes first.
func TestOlderFile(t *testing.T) {
	for _, args := range [][]string{{"runs"}, {"run"}, {"run", "--dry-run"}, {"import"}, {"migrate", "up"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			p := newProgram(t, stores()["sqlite"](t))
			if args[0] == "import" {
				args = append(args, p.folder+"/data")
			}
			p.write("data/tenants.csv", threeTenants)
			p.older()
			p.must(1, "check")
			if o := p.must(0, "migrate"); !strings.Contains(o.stdout, "schema 1, ") {
				t.Errorf("migrate tells %q", o.stdout)
			}
			o := p.run(args...)
			if want := map[string]int{"run": 1}[args[0]]; o.code != want { // there are no tenants
				t.Errorf("exit %d, want %d: %s", o.code, want, o.stderr)
			}
			if o := p.must(0, "migrate"); !strings.Contains(o.stdout, "up to date") {
				t.Errorf("migrate tells %q", o.stdout)
			}
			if _, err := os.Stat(strings.TrimPrefix(p.db, "sqlite:") + ".v1.bak"); err != nil {
				t.Errorf("there is no copy: %v", err)
			}
		})
	}
}

// An older PostgreSQL schema is refused until migrate up.
func TestOlderServer(t *testing.T) {
	p := newProgram(t, stores()["postgres"](t))
	p.older()
	data := first()
	for name, text := range data.files("a", "b", "c") {
		p.write("data/"+name, text)
	}
	for _, args := range p.commands() {
		o := p.must(2, args...)
		o.told(t, `the schema of the database is version 1, this program needs \d+: run "migrate up"`)
	}
	p.must(1, "check")
	if o := p.must(0, "migrate"); !strings.Contains(o.stdout, "the database is older, run handover migrate up") {
		t.Errorf("migrate tells %q", o.stdout)
	}
	p.must(0, "migrate", "up")
	p.must(0, "import", filepath.Join(p.folder, "data"))
	p.must(0, "run")
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	p.write("data/tenants.csv", threeTenants)
	damaged := filepath.Join(p.folder, "damaged.db")
	p.write("damaged.db", strings.Repeat("no database", 1000))
	for _, c := range []struct {
		name, db string
		told     string
	}{
		{"a closed port", "postgres://127.0.0.1:1/handover", `the database server cannot be reached: .*; see that the server runs and that --db, HANDOVER_DB or \[store\] url names it`},
		{"a missing socket", "postgres:///handover?host=" + p.folder, `the database server cannot be reached: `},
		{"a file that is no database", "sqlite:" + damaged, `the file is damaged or is no database: .*; name another one with --db`},
		{"a folder", "sqlite:" + p.folder, `is not a file`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := p.in(t)
			p.db = c.db
			for _, args := range append(p.commands(), []string{"migrate"}, []string{"migrate", "up"}) {
				o := p.must(1, args...)
				o.told(t, c.told)
			}
			p.must(1, "check")
		})
	}
	if content, err := os.ReadFile(damaged); err != nil || len(content) != 11000 {
		t.Errorf("the file has changed: %d bytes, %v", len(content), err)
	}
	if got := p.names("."); got != "damaged.db data/tenants.csv handover.toml" {
		t.Errorf("the folder holds %s", got)
	}
}

// An address that can lead nowhere is a mistake of who typed it.
func TestBadAddress(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	p.write("data/tenants.csv", threeTenants)
	for _, db := range []string{"sqlite:", "sqlite::memory:", ":memory:", "mysql://host/handover", "postgres://127.0.0.1/handover?sslmode=nope"} {
		t.Run(db, func(t *testing.T) {
			p := p.in(t)
			p.db = db
			for _, args := range p.commands() {
				o := p.must(2, args...)
				o.told(t, `; mend --db, HANDOVER_DB or \[store\] url`)
			}
		})
	}
}

// A password in an address is never told.
func TestNoPasswordIsTold(t *testing.T) {
	p := newProgram(t, "")
	for _, db := range []string{
		"postgres://ann:geheim@127.0.0.1:1/handover", "postgres://ann:geheim@127.0.0.1:1/handover?sslmode=nope",
		"postgres://ann:geheim@[::1/handover", "postgres://127.0.0.1:1/handover?password=geheim", "mysql://ann:geheim@host/handover",
	} {
		p.db = db
		for _, args := range [][]string{{"runs"}, {"check"}, {"run"}, {"migrate", "up"}} {
			if o := p.run(args...); o.code == 0 || strings.Contains(o.stdout+o.stderr, "geheim") {
				t.Errorf("%s on %s: exit %d\n%s%s", args[0], db, o.code, o.stdout, o.stderr)
			}
		}
	}
}

// The lease of a process that died is free when it has expired.
func TestRunTakesTheLeaseOfTheDead(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		data.deliver(p, "a", "b", "c")
		ctx := context.Background()
		st, err := store.Open(ctx, p.db, store.ReadWrite)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := st.Acquire(ctx, "run", "elsewhere:1", 3*time.Minute, func() time.Time { return p.now }); err != nil {
			t.Fatal(err)
		}
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
		o := p.must(5, "run")
		o.told(t, `another run holds the lease: elsewhere:1, until .*; do it again when that run has ended`)
		p.expire()
		p.must(0, "run", "-o", filepath.Join(p.folder, "first.json"))
	})
}

// expire lets the lease of a process that died come to its end.
func (p *program) expire() {
	p.t.Helper()
	p.change("update lease set expires_at = 0")
}
