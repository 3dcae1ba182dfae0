package store_test

import (
	"path/filepath"
	"testing"

	"handover/sql/pgtest"
	"handover/sql/store"
	"handover/sql/storetest"
)

func TestSQLite(t *testing.T) {
	t.Parallel()
	storetest.Exercise(t, func(t *testing.T) string {
		return "sqlite:" + filepath.Join(t.TempDir(), "handover test?#%.db")
	})
}

func TestPostgres(t *testing.T) {
	t.Parallel()
	storetest.Exercise(t, func(t *testing.T) string { return pgtest.Database(t) })
}

// open creates or opens a store until the test ends.
func open(tb testing.TB, url string) *store.Store {
	tb.Helper()
	s, err := store.Open(tb.Context(), url, store.Create)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { check(tb, s.Close()) })
	return s
}

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Error(err)
	}
}
