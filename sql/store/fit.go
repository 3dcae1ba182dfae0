package store

import (
	"context"
	"fmt"

	"github.com/lib/pq"
)

// surroundings is what a server says of the database in which a schema is to be made.
type surroundings struct {
	database, user, encoding string
	searchPath, schema       string // no schema: none of the search path is there
	mayCreate, mayStage      int
}

// fits refuses a database in which the schema cannot be made or would lose letters,
// and says what helps. It is asked before anything is made; a file always fits.
func (s *Store) fits(ctx context.Context) error {
	if s.sql.DatabaseFit.Text == "" {
		return nil
	}
	var d surroundings
	err := s.reading(ctx, "look at the database", func(t *tx) error {
		return t.one(ctx, s.sql.DatabaseFit, nil,
			&d.database, &d.user, &d.encoding, &d.searchPath, &d.schema, &d.mayCreate, &d.mayStage)
	})
	if err != nil {
		return err
	}
	if fault := d.fault(); fault != "" {
		return fmt.Errorf("%w: %s", ErrUnfit, fault)
	}
	return nil
}

// fault says what is in the way; nothing where all is well.
func (d *surroundings) fault() string {
	user, database, schema := pq.QuoteIdentifier(d.user), pq.QuoteIdentifier(d.database), pq.QuoteIdentifier(d.schema)
	switch {
	case d.encoding != "UTF8":
		return fmt.Sprintf("the encoding of %s is %s and must be UTF8; make another one: create database NAME encoding 'UTF8' template template0",
			database, d.encoding)
	case d.schema == "":
		return fmt.Sprintf("none of the schemas in the search path (%s) is there for %s; create one, or: alter role %s set search_path = public",
			d.searchPath, user, user)
	case d.mayCreate == 0:
		return fmt.Sprintf("%s may not create tables in the schema %s of %s; let its owner say: grant create on schema %s to %s",
			user, schema, database, schema, user)
	case d.mayStage == 0:
		return fmt.Sprintf("%s may not create temporary tables in %s; let its owner say: grant temporary on database %s to %s",
			user, database, database, user)
	default:
		return ""
	}
}
