package store_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/lib/pq"

	"handover/sql/pgtest"
	"handover/sql/store"
)

// with adds a setting to the address of a server.
func with(t *testing.T, address, setting, value string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set(setting, value)
	u.RawQuery = query.Encode()
	return u.String()
}

// A database in which the schema cannot be made is refused at once, with what helps;
// and once that is done, it is made.
func TestUnfitDatabases(t *testing.T) {
	const role = "handover_test_unfit"
	for _, test := range []struct {
		name     string
		before   []string
		settings [2]string
		told     string
		help     string
	}{
		{
			"no right to create",
			[]string{"revoke create on schema public from public", "grant usage on schema public to public"},
			[2]string{"role", role},
			`"handover_test_unfit" may not create tables in the schema "public" of `, "grant create on schema public to " + role,
		},
		{
			"a search path without a schema",
			[]string{"grant create on schema public to public"},
			[2]string{"search_path", "nowhere"},
			"none of the schemas in the search path (nowhere) is there", "create schema nowhere",
		},
		{
			"no right to stage",
			[]string{"grant create on schema public to public", "revoke temporary on database DATABASE from public"},
			[2]string{"role", role},
			`may not create temporary tables in `, "grant temporary on database DATABASE to " + role,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			address := pgtest.Database(t)
			database := pq.QuoteIdentifier(strings.TrimPrefix(mustParse(t, address).Path, "/"))
			do := func(statement string) { statements(t, address, strings.ReplaceAll(statement, "DATABASE", database)) }
			do("create role " + role)
			t.Cleanup(func() {
				do("drop owned by " + role)
				do("drop role " + role)
			})
			for _, statement := range test.before {
				do(statement)
			}
			their := with(t, address, test.settings[0], test.settings[1])
			begun := time.Now()
			_, err := store.MigrateUp(t.Context(), their)
			if !errors.Is(err, store.ErrUnfit) || !strings.Contains(err.Error(), test.told) || time.Since(begun) > 2*time.Second {
				t.Errorf("after %s: %v, want at once %q", time.Since(begun), err, test.told)
			}
			if _, err := store.Open(t.Context(), their, store.Create); !errors.Is(err, store.ErrUnfit) {
				t.Errorf("create: %v, want ErrUnfit", err)
			}
			do(test.help)
			if _, err := store.MigrateUp(t.Context(), their); err != nil {
				t.Errorf("after %s: %v", test.help, err)
			}
		})
	}
}

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// statements runs one on a database itself, also at the end of a test.
func statements(t *testing.T, address, statement string) {
	t.Helper()
	db := database(t, address)
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Errorf("%s: %v", statement, err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// A database that cannot hold every letter is refused, and nothing is made in it.
func TestOtherEncodings(t *testing.T) {
	for _, encoding := range []string{"LATIN1", "SQL_ASCII"} {
		t.Run(encoding, func(t *testing.T) {
			server := pgtest.Database(t)
			u := mustParse(t, server)
			u.Path += "_" + strings.ToLower(encoding)
			name := pq.QuoteIdentifier(strings.TrimPrefix(u.Path, "/"))
			statements(t, server, "create database "+name+" template template0 encoding '"+encoding+"' locale 'C'")
			t.Cleanup(func() { statements(t, server, "drop database "+name) })
			_, err := store.MigrateUp(t.Context(), u.String())
			const told = "and must be UTF8; make another one: create database NAME encoding 'UTF8' template template0"
			if !errors.Is(err, store.ErrUnfit) || !strings.Contains(err.Error(), "the encoding of "+name+" is "+encoding+" "+told) {
				t.Errorf("migrate up: %v", err)
			}
			status, err := store.MigrationStatus(t.Context(), u.String())
			if err != nil || status.Have != 0 {
				t.Errorf("the schema is %d, %v, want none", status.Have, err)
			}
		})
	}
}
