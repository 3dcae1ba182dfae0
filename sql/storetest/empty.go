package storetest

import (
	"testing"

	"handover/sql/store"
)

// Empty creates a store at an address, or empties the one that is there, which takes a fraction of the time, and keeps
// no connection.
func Empty(t *testing.T, url string) {
	t.Helper()
	b := &bench{T: t, url: url}
	s, err := store.Open(t.Context(), url, store.Create)
	b.must(err)
	b.must(s.Close())
	b.empty()
	b.must(b.beside.Close())
}
