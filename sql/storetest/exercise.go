package storetest

import (
	"database/sql"
	"testing"
	"time"

	"handover/sql/store"
)

// Exercise runs the suite. database gives a test the address of a fresh and
// empty database, which outlives everything the test opens. The tests of a group
// share one, emptied before each.
func Exercise(t *testing.T, database func(t *testing.T) string) {
	for _, group := range []struct {
		name  string
		tests map[string]func(*bench)
	}{
		{"import", importTests()},
		{"together", togetherTests()},
		{"not read", notReadTests()},
		{"facts", factTests()},
		{"sources", sourceTests()},
		{"again", againTests()},
		{"snapshot", snapshotTests()},
		{"lease", leaseTests()},
		{"run", runTests()},
		{"report", reportTests()},
		{"coverage", coverageTests()},
		{"sellers", sellerTests()},
		{"plan", planTests()},
		{"trend", trendTests()},
		{"unwritten", unwrittenTests()},
		{"sendings", sendingTests()},
		{"nights", nightTests()},
		{"previous", previousTests()},
		{"silenced", silencedTests()},
		{"shrinking", shrinkingTests()},
		{"order", orderTests()},
		{"faults", faultTests()},
		{"forget", forgetTests()},
		{"pass", passTests()},
		{"compare", compareTests()},
		{"prune", pruneTests()},
		{"machine", machineTests()},
	} {
		t.Run(group.name, func(t *testing.T) {
			url := database(t)
			for name, test := range group.tests {
				t.Run(name, func(t *testing.T) {
					b := &bench{T: t, url: url}
					b.wipe()
					test(b)
				})
			}
		})
	}
	for name, test := range openTests() {
		t.Run("open/"+name, func(t *testing.T) { test(&bench{T: t, url: database(t)}) })
	}
}

// bench is what a test works on: one database, opened once or more often.
type bench struct {
	*testing.T
	url    string
	store  *store.Store
	beside *sql.DB
	waited time.Duration
}

// open opens the database once more, until the test ends.
func (b *bench) open(mode store.Mode) *store.Store {
	b.Helper()
	s, err := store.Open(b.Context(), b.url, mode)
	if err != nil {
		b.Fatalf("open the store: %v", err)
	}
	b.Cleanup(func() {
		err := s.Close()
		if err != nil {
			b.Errorf("close the store: %v", err)
		}
	})
	return s
}

// the returns the test's own store, created at the first use.
func (b *bench) the() *store.Store {
	b.Helper()
	if b.store == nil {
		b.store = b.open(store.Create)
	}
	return b.store
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
