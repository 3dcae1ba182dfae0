package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"

	"github.com/jmoiron/sqlx"

	sqlfiles "handover/sql"
)

// tx is a transaction of one operation. Every statement runs in one, also a
// single reading one: behind a transaction pooler the parts of a statement with
// parameters could else reach two different servers.
type tx struct {
	*sqlx.Tx
	op      string
	dialect sqlfiles.Dialect
	over    func() // ends the watch over its connection
}

// begin starts a transaction, which ends with its context at the latest.
func (s *Store) begin(ctx context.Context, op string, options *sql.TxOptions) (*tx, error) {
	return s.beginWhole(ctx, ctx, op, options)
}

// beginWhole starts a transaction that ends with another context than its caller's.
func (s *Store) beginWhole(ctx, whole context.Context, op string, options *sql.TxOptions) (*tx, error) {
	pool := s.write
	if options.ReadOnly {
		pool = s.read
	}
	if pool == nil {
		return nil, fmt.Errorf("%s: the store was opened for reading only", op)
	}
	err := s.links.answering()
	if err != nil {
		return nil, opError(ctx, op, "", err)
	}
	over := s.links.watch(ctx)
	begun, err := pool.BeginTxx(whole, options)
	if err != nil {
		over()
		return nil, opError(ctx, op, "", err)
	}
	return &tx{Tx: begun, op: op, dialect: s.address.dialect, over: over}, nil
}

// snapshot is what a transaction that reads more than once needs on PostgreSQL;
// SQLite always gives it.
func snapshot() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

func writing() *sql.TxOptions { return &sql.TxOptions{} }

func (s *Store) reading(ctx context.Context, op string, do func(*tx) error) error {
	t, err := s.begin(ctx, op, snapshot())
	if err != nil {
		return err
	}
	defer t.drop()
	return do(t)
}

func (s *Store) writing(ctx context.Context, op string, do func(*tx) error) error {
	t, err := s.begin(ctx, op, writing())
	if err != nil {
		return err
	}
	defer t.drop()
	err = do(t)
	if err == nil {
		err = s.inPlace(op)
	}
	if err != nil {
		return err
	}
	return t.commit(ctx)
}

// inPlace notices that the file which is written to is no longer the one that others
// will open: what is committed there would be lost.
func (s *Store) inPlace(op string) error {
	if s.file == nil {
		return nil
	}
	now, err := os.Stat(s.address.path)
	switch {
	case errors.Is(err, os.ErrNotExist) || err == nil && !os.SameFile(s.file, now):
		return &OpError{Op: op, Err: fmt.Errorf("%w: %s", ErrReplaced, s.address.path)}
	case err != nil:
		return &OpError{Op: op, Err: explainFile(err)}
	}
	return nil
}

// drop rolls back what was not committed. There is nothing to do about a
// failure: the database rolls back by itself when the connection ends.
func (t *tx) drop() {
	_ = t.Rollback()
	t.over()
}

func (t *tx) commit(ctx context.Context) error {
	defer t.over()
	return opError(ctx, t.op, "commit", t.Commit())
}

// exec runs a statement and counts the rows it changed. A query that the dialect
// does not have is not run.
func (t *tx) exec(ctx context.Context, q sqlfiles.Query, args ...any) (int64, error) {
	if q.Text == "" {
		return 0, nil
	}
	result, err := t.ExecContext(ctx, q.Text, args...)
	if err != nil {
		return 0, opError(ctx, t.op, q.Name, err)
	}
	n, err := result.RowsAffected()
	return n, opError(ctx, t.op, q.Name, err)
}

// one reads the only row of a query.
func (t *tx) one(ctx context.Context, q sqlfiles.Query, args []any, into ...any) error {
	return opError(ctx, t.op, q.Name, t.QueryRowContext(ctx, q.Text, args...).Scan(into...))
}

// each hands the rows of a query to do, one after the other, until it returns
// false or an error. The rows are closed when each returns.
func (t *tx) each(ctx context.Context, q sqlfiles.Query, args []any, do func(*sql.Rows) (bool, error)) error {
	return t.eachText(ctx, q.Name, q.Text, args, do)
}

func (t *tx) eachText(ctx context.Context, name, text string, args []any, do func(*sql.Rows) (bool, error)) error {
	rows, err := t.QueryContext(ctx, text, args...)
	if err != nil {
		return opError(ctx, t.op, name, err)
	}
	defer func() { _ = rows.Close() }() // its error is the one of rows.Err
	for rows.Next() {
		more, err := do(rows)
		if err != nil {
			return opError(ctx, t.op, name, err)
		}
		if !more {
			return nil
		}
	}
	return opError(ctx, t.op, name, rows.Err())
}

// eachOf is each for a query with the keys that it asks for as rows of one column,
// behind its other parameters, and some at a time.
func (t *tx) eachOf(ctx context.Context, q sqlfiles.Query, before, keys []any, do func(*sql.Rows) (bool, error)) error {
	for len(keys) > 0 {
		some := keys[:min(len(keys), rowsPerStatement)]
		keys = keys[len(some):]
		text, err := q.BindRows(t.dialect, len(some), 1)
		if err != nil {
			return err
		}
		err = t.eachText(ctx, q.Name, text, slices.Concat(before, some), do)
		if err != nil {
			return err
		}
	}
	return nil
}

// collect reads all rows of a query.
func collect[T any](ctx context.Context, t *tx, q sqlfiles.Query, args []any, scan func(*sql.Rows) (T, error)) ([]T, error) {
	var list []T
	err := t.each(ctx, q, args, func(rows *sql.Rows) (bool, error) {
		item, err := scan(rows)
		list = append(list, item)
		return err == nil, err
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// stream reads a query in a transaction of its own, each time it is ranged over.
// What scan does not keep is left out.
func stream[T any](ctx context.Context, s *Store, op string, q sqlfiles.Query, args []any,
	scan func(*sql.Rows) (item T, keep bool, err error),
) iter.Seq2[T, error] {
	return sequence(func(yield func(T) bool) error {
		return s.reading(ctx, op, func(t *tx) error {
			return t.each(ctx, q, args, func(rows *sql.Rows) (bool, error) {
				item, keep, err := scan(rows)
				if err != nil || !keep {
					return err == nil, err
				}
				return yield(item), nil
			})
		})
	})
}

// sequence turns a function that yields until it is told to stop into a
// sequence whose error comes last. After a break there is no error to tell.
func sequence[T any](run func(yield func(T) bool) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		stopped := false
		err := run(func(item T) bool {
			stopped = !yield(item, nil)
			return !stopped
		})
		if err != nil && !stopped {
			var zero T
			yield(zero, err)
		}
	}
}
