package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handover/reconcile"
	"handover/sql/store"
)

// A run that goes on in a file which nobody will open again is not published.
func TestReplacedUnderARun(t *testing.T) {
	for name, replace := range map[string]func(path string) error{
		"deleted": os.Remove,
		"moved":   func(path string) error { return os.Rename(path, path+".old") },
		"replaced": func(path string) error {
			return errors.Join(os.Rename(path, path+".old"), os.WriteFile(path, []byte("another"), 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "handover.db")
			st, err := store.Open(t.Context(), "sqlite:"+path, store.Create)
			if err != nil {
				t.Fatal(err)
			}
			now := time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)
			lease, err := st.Acquire(t.Context(), "run", "me", time.Minute, func() time.Time { return now })
			if err != nil {
				t.Fatal(err)
			}
			run := reconcile.Run{AsOf: now, StartedAt: now, Jobs: reconcile.Jobs()}
			if err := errors.Join(lease.Begin(t.Context(), &run), replace(path)); err != nil {
				t.Fatal(err)
			}
			run.State = reconcile.RunComplete
			err = lease.Publish(t.Context(), &run)
			if !errors.Is(err, store.ErrReplaced) || !strings.Contains(err.Error(), path) {
				t.Errorf("publish: %v, want ErrReplaced", err)
			}
			if err := st.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// The database of another program is left to the byte as it is.
func TestForeignFile(t *testing.T) {
	for name, tables := range map[string]string{
		"plain": "create table recipe (id integer primary key)",
		"with migrations of its own": "create table recipe (id integer primary key); create table goose_db_version (version_id integer, is_applied integer);" +
			"insert into goose_db_version values (0, 1), (2, 1)",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "recipes.db")
			db, err := sql.Open("sqlite", path)
			if err == nil {
				_, err = db.ExecContext(t.Context(), tables)
			}
			if err := errors.Join(err, db.Close()); err != nil {
				t.Fatal(err)
			}
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, mode := range []store.Mode{store.ReadOnly, store.ReadWrite, store.Create} {
				if _, err := store.Open(t.Context(), "sqlite:"+path, mode); !errors.Is(err, store.ErrForeign) {
					t.Errorf("open with mode %d: %v, want ErrForeign", mode, err)
				}
			}
			if _, err := store.MigrateUp(t.Context(), "sqlite:"+path); !errors.Is(err, store.ErrForeign) {
				t.Errorf("migrate up: %v, want ErrForeign", err)
			}
			after, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file has changed (%v)", err)
			}
			if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
				t.Errorf("beside it there are %v (%v)", files, err)
			}
		})
	}
}
