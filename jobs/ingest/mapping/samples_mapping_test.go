package mapping_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/mapping"
)

// The published files of a distributor, where HANDOVER_SAMPLES names their folder: one that
// has all columns is recognised, and rows without ids are refused.
func TestPublishedFilesOfDistributors(t *testing.T) {
	folder := os.Getenv("HANDOVER_SAMPLES")
	if folder == "" {
		t.Log("HANDOVER_SAMPLES names no folder; nothing is read")
		return
	}
	all, err := mapping.Load(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	giacom, _ := formats.Named(all, "giacom")
	for name, recognised := range map[string]bool{
		"billdrift.giacom.headers-only.csv":      true,
		"billdrift.giacom.lifecycle-columns.csv": false, // it has no ids of subscriptions
	} {
		text, err := os.ReadFile(filepath.Join(folder, "distributor", name))
		if err != nil {
			t.Fatal(err)
		}
		if got := giacom.Recognises(sampleOf(string(text))); got != recognised {
			t.Errorf("%s is recognised: %t", name, got)
		}
		for _, row := range rows(t, giacom, lines(t, strings.TrimSpace(string(text)))) {
			if row["skip"] == "" && row["problem"] == "" {
				t.Errorf("%s: a row without an id is read: %v", name, row)
			}
		}
	}
}
