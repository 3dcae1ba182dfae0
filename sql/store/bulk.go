package store

import (
	"context"
	"database/sql"

	sqlfiles "handover/sql"
)

// rowsPerStatement keeps a statement with the widest rows well below the 32,766
// parameters of SQLite and the 65,535 of PostgreSQL.
const rowsPerStatement = 200

// bulk writes rows by statements of many rows. Errors come with the add or the
// flush that sends them.
type bulk struct {
	tx      *tx
	query   sqlfiles.Query
	columns int // of the first row, and so of each
	args    []any
	full    *sql.Stmt // of a full chunk: reading its text each time would take as long as running it
}

func (t *tx) bulk(q sqlfiles.Query) *bulk { return &bulk{tx: t, query: q} }

// add takes one row. Each has as many values.
func (b *bulk) add(ctx context.Context, row ...any) error {
	if b.args == nil {
		b.columns = len(row)
		b.args = make([]any, 0, rowsPerStatement*b.columns)
	}
	b.args = append(b.args, row...)
	if len(b.args) < rowsPerStatement*b.columns {
		return nil
	}
	if b.full == nil {
		text, err := b.query.BindRows(b.tx.dialect, rowsPerStatement, b.columns)
		if err != nil {
			return err
		}
		b.full, err = b.tx.PrepareContext(ctx, text) // closed with the transaction
		if err != nil {
			return opError(ctx, b.tx.op, b.query.Name, err)
		}
	}
	_, err := b.full.ExecContext(ctx, b.args...)
	b.args = b.args[:0]
	return opError(ctx, b.tx.op, b.query.Name, err)
}

// pause does nothing: between its statements the connection takes any other.
func (*bulk) pause(context.Context) error { return nil }

// flush sends the rows that do not fill a statement.
func (b *bulk) flush(ctx context.Context) error {
	if len(b.args) == 0 {
		return nil
	}
	text, err := b.query.BindRows(b.tx.dialect, len(b.args)/b.columns, b.columns)
	if err != nil {
		return err
	}
	_, err = b.tx.ExecContext(ctx, text, b.args...)
	b.args = b.args[:0]
	return opError(ctx, b.tx.op, b.query.Name, err)
}
