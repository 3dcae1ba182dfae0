package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jmoiron/sqlx"
	"modernc.org/sqlite"
)

// Counted is what a store has been asked for since it is counted.
type Counted struct {
	statements atomic.Int64

	mu   sync.Mutex
	open map[*countedConn]struct{}
	read int64 // pages, by connections that are closed
}

// CountedForTest counts from now on the statements of a store, and the pages that
// SQLite looks at.
func CountedForTest(t *testing.T, s *Store) *Counted {
	t.Helper()
	c := &Counted{open: map[*countedConn]struct{}{}}
	over := func(pool *sqlx.DB, name string, open func(context.Context) (driver.Conn, error)) *sqlx.DB {
		err := pool.Close()
		if err != nil {
			t.Fatal(err)
		}
		return sqlx.NewDb(sql.OpenDB(counting{pool.Driver(), open, c}), name)
	}
	if s.links != nil {
		s.read = over(s.read, "postgres", s.links.Connect)
		s.write = s.read
		return c
	}
	file := s.read.Driver()
	s.read = over(s.read, "sqlite", func(context.Context) (driver.Conn, error) { return file.Open(s.address.readable()) })
	s.write = over(s.write, "sqlite", func(context.Context) (driver.Conn, error) { return file.Open(s.address.writable()) })
	s.write.SetMaxOpenConns(1)
	return c
}

// Statements counts what was sent to the database; the rows of a copy are none.
func (c *Counted) Statements() int64 { return c.statements.Load() }

// Pages counts the pages of an SQLite file that statements have looked at, as often as
// they did; on PostgreSQL it is 0. Nothing may run meanwhile.
func (c *Counted) Pages(t *testing.T) int64 {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.read
	for conn := range c.open {
		more, err := conn.pages()
		if err != nil {
			t.Fatal(err)
		}
		n += more
	}
	return n
}

// counting makes connections that count.
type counting struct {
	driver driver.Driver
	open   func(context.Context) (driver.Conn, error)
	into   *Counted
}

func (c counting) Driver() driver.Driver { return c.driver }

func (c counting) Connect(ctx context.Context) (driver.Conn, error) {
	opened, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	conn, ok := opened.(contextConn)
	if !ok {
		return nil, errors.Join(errors.New("the driver has connections of another kind"), opened.Close())
	}
	counted := &countedConn{conn, c.into}
	c.into.mu.Lock()
	defer c.into.mu.Unlock()
	c.into.open[counted] = struct{}{}
	return counted, nil
}

// contextConn is what the connections of both drivers can do.
type contextConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
}

type countedConn struct {
	contextConn
	into *Counted
}

// pages counts those that an SQLite connection has looked at.
func (c *countedConn) pages() (int64, error) {
	counter, ok := c.contextConn.(sqlite.DBStatus)
	if !ok {
		return 0, nil
	}
	there, _, err := counter.Status(sqlite.DBStatusCacheHit, false)
	if err != nil {
		return 0, err
	}
	missed, _, err := counter.Status(sqlite.DBStatusCacheMiss, false)
	return int64(there) + int64(missed), err
}

func (c *countedConn) Close() error {
	n, err := c.pages()
	c.into.mu.Lock()
	delete(c.into.open, c)
	c.into.read += n
	c.into.mu.Unlock()
	return errors.Join(err, c.contextConn.Close())
}

// CheckNamedValue lets a driver that takes other values than most take them here too.
func (c *countedConn) CheckNamedValue(value *driver.NamedValue) error {
	if checker, ok := c.contextConn.(driver.NamedValueChecker); ok {
		return checker.CheckNamedValue(value)
	}
	return driver.ErrSkip
}

func (c *countedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.into.statements.Add(1)
	return c.contextConn.ExecContext(ctx, query, args)
}

func (c *countedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.into.statements.Add(1)
	return c.contextConn.QueryContext(ctx, query, args)
}

func (c *countedConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	prepared, err := c.contextConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	stmt, ok := prepared.(contextStmt)
	if !ok { // a copy
		c.into.statements.Add(1)
		return prepared, nil
	}
	return countedStmt{stmt, &c.into.statements}, nil
}

// contextStmt is what the statements of both drivers can do.
type contextStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

type countedStmt struct {
	contextStmt
	n *atomic.Int64
}

func (s countedStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	s.n.Add(1)
	return s.contextStmt.ExecContext(ctx, args)
}

func (s countedStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	s.n.Add(1)
	return s.contextStmt.QueryContext(ctx, args)
}
