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
	stmt  *sql.Stmt
}

func newCopier(ctx context.Context, t *tx, q sqlfiles.Query) (*copier, error) {
	stmt, err := t.PrepareContext(ctx, q.Text)
	if err != nil {
		return nil, opError(ctx, t.op, q.Name, err)
	}
	return &copier{tx: t, query: q, stmt: stmt}, nil
}

func (c *copier) add(ctx context.Context, row ...any) error {
	_, err := c.stmt.ExecContext(ctx, row...)
	return opError(ctx, c.tx.op, c.query.Name, err)
}

// flush ends the copy: the call without a row sends what is left and gives the
// error of any row before.
func (c *copier) flush(ctx context.Context) error {
	_, err := c.stmt.ExecContext(ctx)
	if err != nil {
		return opError(ctx, c.tx.op, c.query.Name, err)
	}
	return opError(ctx, c.tx.op, c.query.Name, c.stmt.Close())
}

func (c *copier) stop() { _ = c.stmt.Close() }
