package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/pressly/goose/v3"

	sqlfiles "handover/sql"
)

// Status compares the schema of a database with that of the program.
type Status struct {
	Have int64 // 0: none
	Want int64
}

// behind reports whether there is a schema, of an older version.
func (s Status) behind() bool { return 0 < s.Have && s.Have < s.Want }

// MigrationStatus reads the schema's version; a database that is not there is
// ErrMissing.
func MigrationStatus(ctx context.Context, url string) (Status, error) {
	at, err := parseAddress(url)
	if err != nil {
		return Status{}, err
	}
	s, err := connect(at, ReadOnly)
	if err != nil {
		return Status{}, err
	}
	status, err := s.status(ctx)
	return status, errors.Join(err, s.Close())
}

// MigrateUp brings the schema up to date, on SQLite after a copy of the file is
// made, and creates what is missing. It gives the status as it was before.
func MigrateUp(ctx context.Context, url string) (Status, error) {
	at, err := parseAddress(url)
	if err != nil {
		return Status{}, err
	}
	s, err := connect(at, Create)
	if err != nil {
		return Status{}, err
	}
	status, err := s.status(ctx)
	if err == nil {
		err = s.migrate(ctx, status)
	}
	return status, errors.Join(err, s.Close())
}

// prepare checks that the schema fits and makes it fit where the mode allows.
func (s *Store) prepare(ctx context.Context, mode Mode) error {
	server := s.address.dialect == sqlfiles.Postgres
	status, err := s.status(ctx)
	// Another process may be making the schema just now, step by step.
	for attempt := 1; err == nil && server && mode == Create && status.behind() && attempt < migrateAttempts; attempt++ {
		pause(ctx, attempt)
		status, err = s.status(ctx)
	}
	if err != nil {
		return err
	}
	switch {
	case status.Have == status.Want:
		return nil
	case status.Have == 0 && mode != Create:
		return fmt.Errorf("open the database: %w: it has no schema", ErrMissing)
	case status.Have > status.Want, status.behind() && (server || mode == ReadOnly):
		return &SchemaError{Have: status.Have, Want: status.Want}
	default:
		return s.migrate(ctx, status)
	}
}

func (s *Store) status(ctx context.Context) (Status, error) {
	want, err := newestMigration(s.address.dialect)
	if err != nil {
		return Status{}, err
	}
	status := Status{Want: want}
	err = s.reading(ctx, "read the schema's version", func(t *tx) error {
		var exists int
		err := t.one(ctx, s.sql.SchemaExists, nil, &exists)
		if err == nil && exists != 0 {
			err = t.one(ctx, s.sql.SchemaVersion, nil, &status.Have)
		}
		if err != nil {
			return err
		}
		return s.ours(ctx, t, status.Have)
	})
	return status, err
}

// ours refuses a file that holds the tables of another program, before anything is
// written to it. On a server several programs may share a database.
func (s *Store) ours(ctx context.Context, t *tx, have int64) error {
	if s.sql.SchemaTables.Text == "" {
		return nil
	}
	var all, first int
	err := t.one(ctx, s.sql.SchemaTables, nil, &all, &first)
	if err != nil {
		return err
	}
	if all > 0 && (have == 0 || first < 3) {
		return fmt.Errorf("open the database: %w: %s", ErrForeign, s.address.path)
	}
	return nil
}

func newestMigration(dialect sqlfiles.Dialect) (int64, error) {
	folder, err := sqlfiles.Migrations(dialect)
	if err != nil {
		return 0, err
	}
	names, err := fs.Glob(folder, "*.sql")
	if err != nil || len(names) == 0 {
		return 0, errors.Join(fmt.Errorf("list the migrations of %s", dialect), err)
	}
	newest, err := goose.NumericComponent(slices.Max(names))
	if err != nil {
		return 0, fmt.Errorf("read the migrations of %s: %w", dialect, err)
	}
	return newest, nil
}

// migrateAttempts bounds how often the store looks whether another process has
// made the schema meanwhile: for two to three seconds.
const migrateAttempts = 10

// pause waits longer with every attempt.
func pause(ctx context.Context, attempt int) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Duration(attempt) * 50 * time.Millisecond):
	}
}

// migrate applies what is missing. Another process may be doing the same: then
// one of the two fails on what the other has just made, and looks again.
func (s *Store) migrate(ctx context.Context, status Status) error {
	const op = "migrate the schema"
	if status.Have > status.Want {
		return &SchemaError{Have: status.Have, Want: status.Want}
	}
	if status.Have == status.Want {
		return nil
	}
	err := s.fits(ctx)
	if err != nil {
		return err
	}
	if status.Have > 0 && s.address.dialect == sqlfiles.SQLite {
		err = s.backup(ctx, status.Have)
		if err != nil {
			return err
		}
	}
	folder, err := sqlfiles.Migrations(s.address.dialect)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(gooseDialect(s.address.dialect), s.write.DB, folder,
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return opError(ctx, op, "", err)
	}
	defer s.links.watch(ctx)()
	for attempt := 1; ; attempt++ {
		_, failed := provider.Up(ctx)
		if failed == nil {
			return nil
		}
		after, err := s.status(ctx)
		if err == nil && after.Have == after.Want {
			return nil
		}
		if err != nil || attempt == migrateAttempts {
			return opError(ctx, op, "", failed)
		}
		pause(ctx, attempt)
	}
}

func gooseDialect(dialect sqlfiles.Dialect) goose.Dialect {
	if dialect == sqlfiles.Postgres {
		return goose.DialectPostgres
	}
	return goose.DialectSQLite3
}

// backup copies the file to FILE.vN.bak, where it is complete or not at all. Where
// another process has gone on meanwhile, that one has made the copy.
func (s *Store) backup(ctx context.Context, have int64) error {
	op := fmt.Sprintf("copy the database of version %d", have)
	target := fmt.Sprintf("%s.v%d.bak", s.address.path, have)
	return s.copyTo(ctx, op, target, func(partial string) (bool, error) {
		now, err := s.status(ctx)
		if err != nil || now.Have != have {
			return false, err
		}
		return true, os.Rename(partial, target)
	})
}
