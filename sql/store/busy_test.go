package store_test

import (
	"database/sql"
	"testing"
	"time"

	"handover/reconcile"
	"handover/sql/pgtest"
	"handover/sql/store"
	"handover/sql/storetest"
)

// onServer opens a store on PostgreSQL, and the database itself beside it.
func onServer(t *testing.T) (*store.Store, *sql.DB) {
	t.Helper()
	url := pgtest.Database(t)
	s, err := store.Open(t.Context(), url, store.Create)
	if err != nil {
		t.Fatal(err)
	}
	db := database(t, url)
	t.Cleanup(func() { _ = db.Close() }) // nothing is under way any more
	return s, db
}

// database opens a database itself.
func database(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// held runs a statement that locks something, and lets it go after a time.
func held(t *testing.T, db *sql.DB, statement string, after time.Duration) {
	t.Helper()
	locking, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := locking.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(after, func() { _ = locking.Rollback() })
}

// A statement may take longer than a server may be silent, as long as the server
// still takes new connections.
func TestBusyIsNotSilent(t *testing.T) {
	s, db := onServer(t)
	defer ends(t, s)
	s.GiveUpAfter(3 * time.Second)
	held(t, db, "lock table import in exclusive mode", 5*time.Second)
	begun := time.Now()
	im, err := storetest.Begin(t.Context(), s, reconcile.Import{Source: "csv", Kind: reconcile.TenantRows, ObservedAt: begun})
	if err != nil || time.Since(begun) < 3*time.Second {
		t.Fatalf("after %s: %v, want an import that has waited", time.Since(begun), err)
	}
	if err := im.Rollback(); err != nil {
		t.Error(err)
	}
}

// A lease whose row is locked is nobody else's meanwhile: a heartbeat does not fail.
func TestRenewALockedLease(t *testing.T) {
	s, db := onServer(t)
	defer ends(t, s)
	lease, err := s.Acquire(t.Context(), "run", "one", 2*time.Second, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	held(t, db, "select holder from lease for update", 5*time.Second)
	begun := time.Now()
	if err := lease.Renew(t.Context()); err != nil || time.Since(begun) > 4*time.Second {
		t.Errorf("after %s: %v, want no error at once", time.Since(begun), err)
	}
	if err := lease.Release(t.Context()); err != nil {
		t.Error(err)
	}
}

// Once the work is done, connections that the server has ended are no error; and
// where some of them are at the start of it, others are made.
func TestEndedConnections(t *testing.T) {
	s, db := onServer(t)
	end := func() {
		const others = "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
		if _, err := db.ExecContext(t.Context(), others); err != nil {
			t.Fatal(err)
		}
	}
	snapshot, err := s.Snapshot(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Stats(t.Context()); err != nil {
		t.Fatal(err)
	}
	end()
	if err := snapshot.Close(); err != nil {
		t.Errorf("close the snapshot: %v", err)
	}
	if _, err := s.Stats(t.Context()); err != nil {
		t.Errorf("after idle connections were ended: %v", err)
	}
	end()
	ends(t, s)
}

func ends(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Errorf("close the store: %v", err)
	}
}
