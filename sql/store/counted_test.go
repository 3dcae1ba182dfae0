package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"sync/atomic"
	"testing"

	"github.com/jmoiron/sqlx"
)

// CountedForTest counts from now on the statements of a store on SQLite.
func CountedForTest(t *testing.T, s *Store) *atomic.Int64 {
	t.Helper()
	n := &atomic.Int64{}
	over := func(pool *sqlx.DB, source string) *sqlx.DB {
		err := pool.Close()
		if err != nil {
			t.Fatal(err)
		}
		return sqlx.NewDb(sql.OpenDB(counted{pool.Driver(), source, n}), "sqlite")
	}
	s.read, s.write = over(s.read, s.address.readable()), over(s.write, s.address.writable())
	s.write.SetMaxOpenConns(1)
	return n
}

// counted makes connections that count.
type counted struct {
	driver driver.Driver
	source string
	n      *atomic.Int64
}

func (c counted) Driver() driver.Driver { return c.driver }

func (c counted) Connect(context.Context) (driver.Conn, error) {
	opened, err := c.driver.Open(c.source)
	if err != nil {
		return nil, err
	}
	conn, ok := opened.(sqliteConn)
	if !ok {
		return nil, driver.ErrSkip
	}
	return countedConn{conn, c.n}, nil
}

// sqliteConn is what the driver's connections can do.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
}

type countedConn struct {
	sqliteConn
	n *atomic.Int64
}

func (c countedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.n.Add(1)
	return c.sqliteConn.ExecContext(ctx, query, args)
}

func (c countedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.n.Add(1)
	return c.sqliteConn.QueryContext(ctx, query, args)
}

func (c countedConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	prepared, err := c.sqliteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	stmt, ok := prepared.(sqliteStmt)
	if !ok {
		return nil, driver.ErrSkip
	}
	return countedStmt{stmt, c.n}, nil
}

// sqliteStmt is what the driver's statements can do.
type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

type countedStmt struct {
	sqliteStmt
	n *atomic.Int64
}

func (s countedStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	s.n.Add(1)
	return s.sqliteStmt.ExecContext(ctx, args)
}

func (s countedStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	s.n.Add(1)
	return s.sqliteStmt.QueryContext(ctx, args)
}
