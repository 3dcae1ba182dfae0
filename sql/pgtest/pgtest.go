// Package pgtest gives tests a PostgreSQL of their own.
//
// [Database] hands a test a fresh, empty database and takes it away again. The server behind it is the one that
// TEST_DATABASE_URL names, or else a throwaway cluster that is booted once per test binary, when the first test asks
// for it. A throwaway cluster lives in a temporary folder, listens on a socket in that folder only, keeps nothing
// through a crash, and dies with the process that started it, however that process ends.
//
// A machine without a server fails the test: the PostgreSQL half of the tests is never skipped. Unix only.
package pgtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lib/pq"
)

// databaseTimeout bounds creating or dropping one database. Dropping waits up to five seconds for connections to go.
const databaseTimeout = 30 * time.Second

// shared is the cluster of this test binary. Nobody stops it: it ends with the process.
var shared = sync.OnceValues(func() (*Cluster, error) {
	return Start(context.Background())
})

// Database creates an empty database (encoding UTF8, locale C) and returns its postgres:// URL. The database is
// dropped when the test ends. A connection to it that is still open by then fails the test: close the store in a
// cleanup registered after this call, or with defer.
func Database(t testing.TB) string {
	t.Helper()
	cluster, err := shared()
	if err != nil {
		t.Fatalf("start PostgreSQL: %v", err)
	}
	name := "handover_test_" + strings.ToLower(rand.Text())
	err = cluster.exec("create database " + pq.QuoteIdentifier(name) + " template template0 encoding 'UTF8' locale 'C'")
	if err != nil {
		t.Fatalf("create database %s: %v", name, err)
	}
	t.Cleanup(func() { cluster.drop(t, name) })
	return cluster.Database(name)
}

// drop removes a database. It asks politely first, because only that notices a connection left behind.
func (c *Cluster) drop(t testing.TB, name string) {
	t.Helper()
	err := c.exec("drop database " + pq.QuoteIdentifier(name))
	if err == nil {
		return
	}
	t.Errorf("drop database %s: %v", name, err)
	err = c.exec("drop database if exists " + pq.QuoteIdentifier(name) + " with (force)")
	if err != nil {
		t.Errorf("drop database %s by force: %v", name, err)
	}
}

// exec runs one statement on the cluster's own database. It takes no arguments: the name of a database cannot be a
// parameter, so callers quote it into the text.
func (c *Cluster) exec(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), databaseTimeout)
	defer cancel()
	db, err := sql.Open("postgres", c.URL())
	if err != nil {
		return fmt.Errorf("open PostgreSQL: %w", err)
	}
	_, err = db.ExecContext(ctx, statement)
	return errors.Join(err, db.Close())
}
