package storetest

import "testing"

// Schema creates a store at an address and lists its tables and views with their
// columns, rough types and whether they may be null, sorted.
func Schema(t *testing.T, url string) []string {
	t.Helper()
	b := &bench{T: t, url: url}
	b.the()
	return b.schema()
}
