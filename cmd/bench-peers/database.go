package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"github.com/lib/pq"
)

// databases are those that a round makes on its server.
func databases() []string { return []string{"bench_handover", "bench_copy"} }

// newDatabase makes an empty database and returns its URL.
func newDatabase(ctx context.Context, server, name string) (string, error) {
	err := administer(ctx, server, "drop database if exists "+pq.QuoteIdentifier(name)+" with (force)",
		"create database "+pq.QuoteIdentifier(name)+" template template0 encoding 'UTF8' locale 'C'")
	if err != nil {
		return "", err
	}
	u, err := url.Parse(server)
	if err != nil {
		return "", errors.New("read the address of the server: it is no URL")
	}
	u.Path = "/" + name
	return u.String(), nil
}

// dropDatabases removes what a round has made, also after it was told to end.
func dropDatabases(server string) error {
	var err error
	for _, name := range databases() {
		err = errors.Join(err, administer(context.Background(), server, "drop database if exists "+pq.QuoteIdentifier(name)+" with (force)"))
	}
	return err
}

// administer runs statements on the server's own database.
func administer(ctx context.Context, server string, statements ...string) (err error) {
	db, err := sql.Open("postgres", server)
	if err != nil {
		return fmt.Errorf("open PostgreSQL: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, statement := range statements {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("administer PostgreSQL: %s: %w", statement, err)
		}
	}
	return nil
}
