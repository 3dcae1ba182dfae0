package ingest_test

import (
	"fmt"
	"math"
	"testing"

	"handover/jobs/ingest"
)

// TestManyOfOneName finds places for the rejects of files of one name in any number, with
// work that grows with it only.
func TestManyOfOneName(t *testing.T) {
	const files = 300
	once, twice := allocationsOfOneName(t, files), allocationsOfOneName(t, 2*files)
	if exponent := math.Log2(twice / once); exponent > 1.15 {
		t.Errorf("%.0f allocations for %d files, %.0f for twice as many (exponent %.2f)", once, files, twice, exponent)
	}
}

// allocationsOfOneName counts those of reading an archive of so many files.
func allocationsOfOneName(t *testing.T, files int) float64 {
	var entries []string
	for i := range files {
		entries = append(entries, fmt.Sprintf("%d/tenants.csv", i), cleanTenants)
	}
	f := newFolder(t, map[string]string{"a.zip": zipped(t, entries...)})
	return testing.AllocsPerRun(1, func() {
		store, _, err := run(t, ingest.Options{RejectsDir: f.path("rejects")}, f.path("a.zip"))
		if err != nil || len(store.committed) != files {
			t.Errorf("%d files are stored; %v", len(store.committed), err)
		}
	})
}
