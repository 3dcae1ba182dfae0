package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What callers act on. Each is one line that tells a user what is wrong.
var (
	ErrAddress     = errors.New("the database's address cannot be used")
	ErrMissing     = errors.New("there is no database yet")
	ErrUnreachable = errors.New("the database server cannot be reached")
	ErrLocked      = errors.New("the database is locked by another program, try again later")
	ErrFull        = errors.New("the disk of the database is full")
	ErrDenied      = errors.New("the database refuses access")
	ErrFiles       = errors.New("too many files are open to open the database")
	ErrUnfit       = errors.New("the database cannot hold the store")
	ErrDisk        = errors.New("the disk fails the database: see that it has room and the file is still in its place, then do it again")
	ErrDamaged     = errors.New("the file is damaged or is no database")
	ErrForeign     = errors.New("the file is the database of another program")
	ErrReplaced    = errors.New("the file of the database was deleted or replaced while it was in use")

	ErrLeaseHeld = errors.New("another run holds the lease")
	ErrLeaseLost = errors.New("the lease was lost to another run")

	ErrNoRun        = errors.New("there is no such run")
	ErrNotPublished = errors.New("the run was not published and has no report")
	ErrNoFinding    = errors.New("there is no such finding")
	ErrAmbiguous    = errors.New("the beginning of the id fits more than one finding")
)

// OpError is an error of the database, with what the store was doing.
type OpError struct {
	Op    string // what the caller asked for
	Query string // the named query, empty outside of one
	Err   error
}

// Error returns one line: operation, query, cause. Of several hosts the driver tells
// each in a line of its own.
func (e *OpError) Error() string {
	cause := strings.ReplaceAll(e.Err.Error(), "\n", "; ")
	if e.Query == "" {
		return fmt.Sprintf("%s: %s", e.Op, cause)
	}
	return fmt.Sprintf("%s (%s): %s", e.Op, e.Query, cause)
}

// Unwrap returns the cause.
func (e *OpError) Unwrap() error { return e.Err }

// SchemaError tells that a database has another schema than the program.
type SchemaError struct {
	Have, Want int64
}

// Error tells what to do.
func (e *SchemaError) Error() string {
	if e.Ahead() {
		return fmt.Sprintf("the schema of the database is version %d, this program knows %d: use a newer program", e.Have, e.Want)
	}
	return fmt.Sprintf("the schema of the database is version %d, this program needs %d: run \"migrate up\"", e.Have, e.Want)
}

// Ahead reports whether a newer program has written the database.
func (e *SchemaError) Ahead() bool { return e.Have > e.Want }

// LeaseHeldError names the holder of a lease; errors.Is finds ErrLeaseHeld.
type LeaseHeldError struct {
	Name   string
	Holder string
	Until  time.Time // when it expires unless it is renewed
	Clock  string    // by which clock
}

// Error names the holder.
func (e *LeaseHeldError) Error() string {
	return fmt.Sprintf("another %s holds the lease: %s, until %s by %s", e.Name, e.Holder, e.Until.Format(time.RFC3339), e.Clock)
}

// Unwrap returns ErrLeaseHeld.
func (e *LeaseHeldError) Unwrap() error { return ErrLeaseHeld }

// opError wraps what a driver or a reader of rows returned. The end of the
// context comes first, since drivers report it in words of their own.
func opError(ctx context.Context, op, query string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, net.ErrClosed) {
		err = errSilent // which is why its connection was closed
	}
	err = explain(err)
	if cause := context.Cause(ctx); cause != nil && !errors.Is(err, cause) {
		err = fmt.Errorf("%w (%w)", cause, err)
	}
	return &OpError{Op: op, Query: query, Err: err}
}

// explain puts the sentinel before an error that has one.
func explain(err error) error {
	if sentinel := sentinelOf(err); sentinel != nil && !errors.Is(err, sentinel) {
		return fmt.Errorf("%w: %w", sentinel, discreet(err))
	}
	return err
}

// discreet says in words of our own what a server refuses of the address: its words
// repeat the user, a setting or the value of one, and with a character in the
// password that is not escaped these are pieces of the password.
func discreet(err error) error {
	failure := pq.As(err)
	if failure == nil || failure.Severity != pqerror.SeverityFatal {
		return err
	}
	switch state := string(failure.Code); {
	case state == "42704" || state == "22023":
		return errors.New("the server refuses one of the settings behind the ?")
	case strings.HasPrefix(state, "28") && strings.Contains(failure.Message, "pg_hba.conf"):
		return errors.New("no entry of the server's pg_hba.conf lets the user in from here, and in this way (with or without encryption)")
	case strings.HasPrefix(state, "28"):
		return errors.New("the server refuses the user or the password")
	case strings.HasPrefix(state, "08"):
		return errors.New("the server refuses the connection (SQLSTATE " + state + ")")
	default:
		return err
	}
}

func sentinelOf(err error) error {
	if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
		return ErrFiles
	}
	if failure, ok := errors.AsType[*sqlite.Error](err); ok {
		return sentinelOfSQLite(failure.Code())
	}
	if failure := pq.As(err); failure != nil {
		return sentinelOfPostgres(failure)
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return ErrUnreachable
	}
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return ErrUnreachable
	}
	return nil
}

func sentinelOfSQLite(code int) error {
	const primary = 0xff // the upper bytes tell the case more exactly
	switch code & primary {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrLocked
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_CANTOPEN:
		return unopened()
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return ErrDenied
	case sqlite3.SQLITE_IOERR:
		return ErrDisk
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrDamaged
	default:
		return nil
	}
}

// filesOfSQLite are what a connection has open: the database, its log, the memory
// shared between programs, and a file for what is sorted.
const filesOfSQLite = 4

// unopened tells why SQLite could not open a file, which its code does not: it is
// denied, or there is no room for another open file.
func unopened() error {
	for range filesOfSQLite {
		f, err := os.Open(os.DevNull)
		if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
			return ErrFiles
		}
		if err != nil {
			break
		}
		defer func() { _ = f.Close() }() // nothing is done with it
	}
	return ErrDenied
}

// sentinelOfPostgres reads SQLSTATE. Source:
// https://www.postgresql.org/docs/15/errcodes-appendix.html
func sentinelOfPostgres(failure *pq.Error) error {
	state := string(failure.Code)
	switch state {
	case "42704", "22023": // no such setting, no such value of it
		if failure.Severity == pqerror.SeverityFatal { // of the address, since it ends the connection
			return ErrAddress
		}
		return nil
	case "3D000": // the database does not exist
		return ErrMissing
	case "53100":
		return ErrFull
	case "53300", "57P01", "57P02", "57P03": // too many connections, shutting down, starting up
		return ErrUnreachable
	case "55P03", "40001", "40P01": // lock not available, serialization failure, deadlock
		return ErrLocked
	case "42501", "25006": // no privilege, read-only transaction
		return ErrDenied
	}
	switch {
	case strings.HasPrefix(state, "08"):
		return ErrUnreachable
	case strings.HasPrefix(state, "28"):
		return ErrDenied
	default:
		return nil
	}
}
