package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"
	_ "modernc.org/sqlite"

	sqlfiles "handover/sql"
)

// Mode says what a store is opened for.
type Mode int

// The modes. ReadOnly never writes, ReadWrite needs a database, Create makes the
// file and the schema where they are missing.
const (
	ReadOnly Mode = iota
	ReadWrite
	Create
)

// Store is an open database. It is safe for concurrent use.
type Store struct {
	address address
	sql     statements
	facts   tables

	// read and write are the same pool on PostgreSQL. On SQLite there is one
	// writing connection, which begins its transactions with the lock, and write
	// is nil for a store that only reads.
	read, write *sqlx.DB

	links   *links // nil on SQLite
	unguard func()

	file os.FileInfo // of SQLite, as it was when it was opened
}

// Open opens the database of an address: sqlite:PATH, postgres://… or
// postgresql://…. An older schema of SQLite is brought up to date after a copy
// of the file is made, except for ReadOnly. The error is ErrAddress where the
// address itself is wrong, ErrMissing where there is no file, folder, database or
// schema and mode is not Create, a *SchemaError for any other schema that does not
// fit, ErrUnreachable, ErrDenied, ErrFiles, ErrLocked, ErrFull, ErrDisk, ErrDamaged or
// ErrForeign. A reader takes an SQLite file in a folder where it cannot write as one
// that nobody changes.
func Open(ctx context.Context, url string, mode Mode) (*Store, error) {
	at, err := parseAddress(url)
	if err != nil {
		return nil, err
	}
	s, err := connect(at, mode)
	if err != nil {
		return nil, err
	}
	err = s.prepare(ctx, mode)
	if mode == ReadOnly && errors.Is(err, ErrDenied) && at.dialect == sqlfiles.SQLite {
		err = s.prepareUnchanged(ctx, err)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// prepareUnchanged opens a file again that SQLite refuses to read because it cannot keep
// its journal beside it. Where there is one with changes, they would be missed.
func (s *Store) prepareUnchanged(ctx context.Context, refused error) error {
	_, err := os.Stat(s.address.path + "-wal")
	switch {
	case err == nil:
		return fmt.Errorf("%w; it has changes in %s-wal, and cannot be read without writing to its folder", refused, s.address.path)
	case !errors.Is(err, os.ErrNotExist):
		return refused
	}
	unchanged, err := sqlx.Open("sqlite", s.address.unchanged())
	if err != nil {
		return errors.Join(refused, err)
	}
	err = s.read.Close()
	s.read = unchanged
	if err != nil {
		return fmt.Errorf("open the database again: %w", err)
	}
	return s.prepare(ctx, ReadOnly)
}

// connect makes the pools; only SQLite with Create touches the disk.
func connect(at address, mode Mode) (*Store, error) {
	s := &Store{address: at, facts: newTables()}
	err := sqlfiles.Load(at.dialect, s.facts.placeholders(at.dialect), &s.sql)
	if err != nil {
		return nil, err
	}
	if at.dialect == sqlfiles.Postgres {
		s.connectServer()
	} else {
		err = s.connectFile(mode)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) connectServer() {
	s.links = &links{url: s.address.server.String(), open: map[*link]struct{}{}}
	s.links.patience.Store(int64(defaultPatience))
	pool := sqlx.NewDb(sql.OpenDB(s.links), "postgres")
	pool.SetMaxIdleConns(4)
	pool.SetConnMaxIdleTime(time.Minute)
	s.read, s.write = pool, pool
	ctx, cancel := context.WithCancel(context.Background())
	var guarding sync.WaitGroup
	guarding.Go(func() { s.links.guard(ctx) })
	s.unguard = func() {
		cancel()
		guarding.Wait()
	}
}

func (s *Store) connectFile(mode Mode) error {
	there, err := s.address.exists()
	switch {
	case err != nil:
		return err
	case !there && mode != Create:
		return fmt.Errorf("open the database: %w: there is no file %s", ErrMissing, s.address.path)
	case !there:
		err = s.address.create()
	}
	if err != nil {
		return err
	}
	s.file, err = os.Stat(s.address.path)
	if err != nil {
		return fmt.Errorf("open the database: %w", explainFile(err))
	}
	s.read, err = sqlx.Open("sqlite", s.address.readable())
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	s.read.SetMaxIdleConns(4)
	if mode == ReadOnly {
		return nil
	}
	s.write, err = sqlx.Open("sqlite", s.address.writable())
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	s.write.SetMaxOpenConns(1)
	return nil
}

// Close closes every connection.
func (s *Store) Close() error {
	if s.links != nil {
		s.unguard()
		// Nothing is under way any more, and a server that has ended its connections,
		// or does not answer, takes nothing back.
		_ = s.write.Close()
		return nil
	}
	var errs []error
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	if s.read != nil && s.read != s.write {
		errs = append(errs, s.read.Close())
	}
	err := errors.Join(errs...)
	if err != nil {
		return fmt.Errorf("close the database: %w", err)
	}
	return nil
}
