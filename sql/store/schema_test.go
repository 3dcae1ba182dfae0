package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	sqlfiles "handover/sql"
	"handover/sql/pgtest"
	"handover/sql/store"
	"handover/sql/storetest"
)

func TestSchemasAreEqual(t *testing.T) {
	sqlite := storetest.Schema(t, "sqlite:"+filepath.Join(t.TempDir(), "x.db"))
	postgres := storetest.Schema(t, pgtest.Database(t))
	if len(sqlite) < 100 {
		t.Errorf("only %d columns are seen", len(sqlite))
	}
	if diff := cmp.Diff(sqlite, postgres); diff != "" {
		t.Errorf("schema (-sqlite +postgres):\n%s", diff)
	}
}

// older makes a database whose schema is version 1.
func older(t *testing.T, driver, source string, dialect sqlfiles.Dialect, goosed goose.Dialect) {
	t.Helper()
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { check(t, db.Close()) }()
	folder, err := sqlfiles.Migrations(dialect)
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goosed, db, folder, goose.WithLogger(goose.NopLogger()))
	if err != nil {
		t.Fatal(err)
	}
	_, err = provider.UpTo(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec("insert into tenant (tenant_id) values ('t1')")
	if err != nil {
		t.Fatal(err)
	}
}

func olderFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "old.db")
	older(t, "sqlite", "file:"+path, sqlfiles.SQLite, goose.DialectSQLite3)
	return path
}

func TestOlderSQLiteIsCopiedAndMigrated(t *testing.T) {
	for _, open := range map[string]func(context.Context, string) error{
		"read and write": func(ctx context.Context, url string) error {
			s, err := store.Open(ctx, url, store.ReadWrite)
			return closed(s, err)
		},
		"create": func(ctx context.Context, url string) error {
			s, err := store.Open(ctx, url, store.Create)
			return closed(s, err)
		},
		"migrate up": func(ctx context.Context, url string) error {
			_, err := store.MigrateUp(ctx, url)
			return err
		},
	} {
		path := olderFile(t)
		err := open(t.Context(), "sqlite:"+path)
		if err != nil {
			t.Fatal(err)
		}
		status, err := store.MigrationStatus(t.Context(), "sqlite:"+path)
		if err != nil || status.Have != status.Want {
			t.Errorf("status %+v, %v after opening", status, err)
		}
		backup, err := store.MigrationStatus(t.Context(), "sqlite:"+path+".v1.bak")
		if err != nil || backup.Have != 1 {
			t.Errorf("status %+v, %v of the copy, want version 1", backup, err)
		}
		names, err := filepath.Glob(path + ".*.part")
		if err != nil || len(names) > 0 {
			t.Errorf("left behind: %q, %v", names, err)
		}
		info, err := os.Stat(path + ".v1.bak")
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the copy may be read by others: %v, %v", info.Mode(), err)
		}
		if got := tenants(t, "sqlite:"+path); got != 1 {
			t.Errorf("%d tenants after the migration, want 1", got)
		}
	}
}

func TestOlderIsRefused(t *testing.T) {
	path := olderFile(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	server := pgtest.Database(t)
	older(t, "postgres", server, sqlfiles.Postgres, goose.DialectPostgres)
	for _, test := range []struct {
		url  string
		mode store.Mode
	}{
		{"sqlite:" + path, store.ReadOnly},
		{server, store.ReadOnly},
		{server, store.ReadWrite},
		{server, store.Create},
	} {
		_, err := store.Open(t.Context(), test.url, test.mode)
		failure, ok := errors.AsType[*store.SchemaError](err)
		if !ok || failure.Have != 1 || failure.Ahead() {
			t.Errorf("open with mode %d: %v, want a schema that is behind", test.mode, err)
		}
	}
	after, err := os.ReadFile(path)
	if err != nil || string(before) != string(after) {
		t.Errorf("the refused file was changed, or %v", err)
	}
	_, err = store.MigrateUp(t.Context(), server)
	if err != nil {
		t.Fatal(err)
	}
	if got := tenants(t, server); got != 1 {
		t.Errorf("%d tenants after the migration, want 1", got)
	}
}

func closed(s *store.Store, err error) error {
	if err != nil {
		return err
	}
	return s.Close()
}

func tenants(t *testing.T, url string) int {
	t.Helper()
	s, err := store.Open(t.Context(), url, store.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	stats, err := s.Stats(t.Context())
	err = errors.Join(err, s.Close())
	if err != nil {
		t.Fatal(err)
	}
	return stats.Tenants
}
