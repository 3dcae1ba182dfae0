package store

import (
	"context"
	"database/sql"

	sqlfiles "handover/sql"
)

// copier sends rows to PostgreSQL by COPY, which is several times faster than
// inserts. Until it has ended, its connection takes no other statement.
type copier struct {
	tx    *tx
	query sqlfiles.Query
	stmt  *sql.Stmt // of the copy that has begun
}

func (c *copier) add(ctx context.Context, row ...any) error {
	var err error
	if c.stmt == nil {
		c.stmt, err = c.tx.PrepareContext(ctx, c.query.Text)
	}
	if err == nil {
		_, err = c.stmt.ExecContext(ctx, row...)
	}
	return opError(ctx, c.tx.op, c.query.Name, err)
}

// pause ends the copy, so that the connection takes another statement. The next row
// begins another one.
func (c *copier) pause(ctx context.Context) error { return c.flush(ctx) }

// flush ends the copy: the call without a row sends what is left and gives the
// error of any row before.
func (c *copier) flush(ctx context.Context) error {
	if c.stmt == nil {
		return nil
	}
	_, err := c.stmt.ExecContext(ctx)
	if err != nil {
		return opError(ctx, c.tx.op, c.query.Name, err)
	}
	err = c.stmt.Close()
	c.stmt = nil
	return opError(ctx, c.tx.op, c.query.Name, err)
}

// stop ends the copy of an import that is given up.
func (c *copier) stop() {
	if c.stmt != nil {
		_ = c.stmt.Close() // what was sent is rolled back, or ends with its connection
	}
}
