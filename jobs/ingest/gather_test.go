package ingest_test

import (
	"strings"
	"testing"

	"handover/jobs/ingest"
)

// TestGatheringIsCheap takes little memory for each record of which several make one row.
func TestGatheringIsCheap(t *testing.T) {
	const records = 2000
	f := newFolder(t, map[string]string{"a.csv": "Licence,Seats,Customer,Kind\n" + strings.Repeat("L1,5,T1,fee\n", records)})
	allocated := testing.AllocsPerRun(1, func() {
		_, _, err := run(t, ingest.Options{Formats: licences()}, f.path("a.csv"))
		if err != nil {
			t.Fatal(err)
		}
	})
	if perRecord := allocated / records; perRecord > 60 {
		t.Errorf("%.0f allocations for a record", perRecord)
	}
}
