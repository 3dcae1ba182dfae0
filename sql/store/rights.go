package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	sqlfiles "handover/sql"
)

// AllowsRun tells what the database would refuse a run, before it has begun: the error
// is ErrDenied. Of an SQLite file only the operating system can tell.
func (s *Store) AllowsRun(ctx context.Context) error {
	if s.sql.RunRights.Text == "" {
		return nil
	}
	return s.reading(ctx, "see what a run may do", func(t *tx) error {
		refused, err := collect(ctx, t, s.sql.RunRights, nil, func(rows *sql.Rows) (string, error) {
			var text string
			err := rows.Scan(&text)
			return text, err
		})
		if err == nil && len(refused) > 0 {
			err = fmt.Errorf("%w, which a run needs: %s", ErrDenied, strings.Join(refused, ", "))
		}
		return err
	})
}

// File returns the path of an SQLite database; it is empty for a server.
func (s *Store) File() string {
	if s.address.dialect == sqlfiles.Postgres {
		return ""
	}
	return s.address.path
}
