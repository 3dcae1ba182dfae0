package ingest_test

import (
	"strings"
	"testing"

	"handover/jobs/ingest"
)

// TestRowsOfTwoFiles tells that a row stands in two files of one source, of which the later
// one counts.
func TestRowsOfTwoFiles(t *testing.T) {
	f := newFolder(t, map[string]string{
		"subscriptions-1.csv": "subscription_id,tenant_id,quantity\nS1,T1,1\nS2,T1,1\n", "subscriptions-2.csv": "subscription_id,tenant_id,quantity\nS1,T2,3\nS2,T1,4\ns2,T1,5\nS3,T1,many\n",
		"a.json": `[{"licence":"S1","seats":5,"customer":"T1"}]`, "b.json": `[{"licence":"S1","seats":6,"customer":"T1"}]`,
	})
	for files, want := range map[string]string{
		"subscriptions-1.csv":                     "",
		"subscriptions-1.csv a.json":              "",
		"subscriptions-1.csv subscriptions-2.csv": "subscriptions-2.csv: rows that subscriptions-1.csv has brought already, and which count as they are here, unless they are older: 2",
		"a.json b.json":                           "b.json: rows that a.json has brought already, and which count as they are here, unless they are older: 1",
	} {
		var paths []string
		for file := range strings.FieldsSeq(files) {
			paths = append(paths, f.path(file))
		}
		_, summary, err := run(t, ingest.Options{Formats: licences()}, paths...)
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, file := range summary.Files {
			for _, warning := range file.Warnings {
				told = append(told, file.Name+": "+warning)
			}
		}
		if got := strings.Join(told, "; "); got != want {
			t.Errorf("%s: got %q, want %q", files, got, want)
		}
	}
}

// TestOverlapIsBounded keeps no more of a large delivery than there is room for.
func TestOverlapIsBounded(t *testing.T) {
	for _, rows := range []int{10, ingest.MostNoted + 10} {
		noted, first, more := ingest.OverlapForTest(rows)
		if noted > ingest.MostNoted || !first || more {
			t.Errorf("of %d rows %d are noted; told of the first: %v, of one that nobody brought: %v", rows, noted, first, more)
		}
	}
}
