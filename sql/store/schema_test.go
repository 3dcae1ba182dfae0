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

	"handover/reconcile"
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

// older makes a database of an older schema, with some rows.
func older(t *testing.T, driver, source string, version int64, rows string) {
	t.Helper()
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { check(t, db.Close()) }()
	dialect, goosed := sqlfiles.SQLite, goose.DialectSQLite3
	if driver == "postgres" {
		dialect, goosed = sqlfiles.Postgres, goose.DialectPostgres
	}
	folder, err := sqlfiles.Migrations(dialect)
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goosed, db, folder, goose.WithLogger(goose.NopLogger()))
	if err != nil {
		t.Fatal(err)
	}
	_, err = provider.UpTo(t.Context(), version)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), rows)
	if err != nil {
		t.Fatal(err)
	}
}

const oneTenant = "insert into tenant (tenant_id) values ('t1');"

func olderFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "old.db")
	older(t, "sqlite", "file:"+path, 1, oneTenant)
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
	older(t, "postgres", server, 1, oneTenant)
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

// twoRuns are of version 2: one found a finding, the next found it changed.
const twoRuns = oneTenant + `
insert into run (
    seq, line, as_of, started_at, finished_at, state, started_by, actor, reason, tenants, policy, policy_hash, version,
    summary, lease, epoch, decided
) values
    (1, 0, 1790000000, 1790000001, 1790000002, 'complete', 'cli', 'A', '', '[]', 'p', 'h', 'v', '{"Findings":1}', 'run', 1, 0),
    (2, 0, 1790086400, 1790086401, 1790086402, 'partial', 'cli', 'A', '', '[]', 'p', 'h', 'v', '{"Findings":1}', 'run', 2, 0);
insert into run_job (run, job, place) values (1, 'usage', 0), (2, 'usage', 0);
insert into coverage (run, tenant_id, name, evaluated, reason, source, subscriptions, seats, with_findings, suppressed, routine, silenced)
values (1, 't1', 'Contoso', 1, '', '', 1, 1, 1, 0, '{}', '{}'), (2, 't1', 'Contoso', 1, '', '', 1, 1, 1, 0, '{}', '{}');
insert into finding (tenant_id, id, subscription_id, subject, code, job, term_end, first_run)
values ('t1', 'abc', 's1', '', 'a-code', 'usage', '', 1);
insert into finding_version (
    tenant_id, finding_id, line, from_run, to_run, cause, severity, severity_rank, owner, whole_day, tenant_name, seller_id,
    first_seen, content
) values
    ('t1', 'abc', 0, 1, 2, 'new', 'low', 3, 'us', 0, 'Contoso', '', 1790000000, '{}'),
    ('t1', 'abc', 0, 2, 9223372036854775807, 'changed', 'high', 1, 'us', 0, 'Contoso', '', 1790000000, '{"name":"X"}');`

// TestRunsOfVersion2 reads what version 2 has stored, which knew neither plans nor
// trends, and goes on with it.
func TestRunsOfVersion2(t *testing.T) {
	path, server := filepath.Join(t.TempDir(), "old.db"), pgtest.Database(t)
	older(t, "sqlite", "file:"+path, 2, twoRuns)
	older(t, "postgres", server, 2, twoRuns)
	for _, url := range []string{"sqlite:" + path, server} {
		before, err := store.MigrateUp(t.Context(), url)
		if err != nil || before.Have != 2 {
			t.Fatalf("migrated from %+v, %v, want version 2", before, err)
		}
		s := open(t, url)
		report, err := s.Report(t.Context(), 2)
		if err != nil {
			t.Fatal(err)
		}
		if run := report.Run(); run.Trend != nil || run.Summary.Findings != 1 {
			t.Errorf("run 2 has the trend %+v and %d findings, want none and 1", run.Trend, run.Summary.Findings)
		}
		for p, err := range report.Plan(t.Context(), reconcile.Filter{}) {
			t.Errorf("run 2 has the plan %+v, %v, want none", p, err)
		}
		found := 0
		for f, err := range report.Findings(t.Context(), reconcile.Filter{}) {
			found++
			if err != nil || f.Finding.Severity != reconcile.High || f.Previous == nil || f.Previous.Severity != reconcile.Low {
				t.Errorf("finding %+v, %v, want one that was low and is high", f, err)
			}
		}
		if found != 1 {
			t.Errorf("run 2 has %d findings, want 1", found)
		}
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
