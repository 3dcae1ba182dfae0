package publish_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handover/jobs/publish"
	"handover/reports/reportstest"
)

// A probe makes everything that publishing makes, and leaves nothing.
func TestProbe(t *testing.T) {
	out := t.TempDir()
	outputs := []publish.Output{{Format: format(t, "json"), Path: filepath.Join(out, "report.json")}, {Format: format(t, "csv"), Path: publish.Stdout}}
	folder := filepath.Join(out, "below", "that")
	calls := publish.FailAt(0)
	if err := calls.Probe(outputs, publish.Shelf{Dir: folder}); err != nil {
		t.Fatal(err)
	}
	for k := 1; k <= calls.Calls(); k++ {
		if err := publish.FailAt(k).Probe(outputs, publish.Shelf{Dir: folder}); !errors.Is(err, publish.ErrFault) {
			t.Errorf("%s fails, and the probe says %v", calls.Log()[k-1], err)
		}
		leftovers(t, out)
	}
	if err := publish.Probe(outputs, publish.Shelf{Dir: folder}); err != nil {
		t.Error(err)
	}
	if left := tree(t, out); len(left) > 0 {
		t.Errorf("the probe has left %v", left)
	}
}

// leftovers clears what a call that failed to remove something has left.
func leftovers(t *testing.T, folder string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) > 1 {
		t.Errorf("there are %v (%v)", entries, err)
	}
	for _, entry := range entries {
		if err := os.RemoveAll(filepath.Join(folder, entry.Name())); err != nil {
			t.Error(err)
		}
	}
}

// There must be room for as much as the last reports took.
func TestProbeLooksForRoom(t *testing.T) {
	out := t.TempDir()
	inFolder(t, reportstest.Typical(), filepath.Join(out, folderName), small(t))
	if err := publish.Probe(nil, publish.Shelf{Dir: out}); err != nil {
		t.Error(err)
	}
	for latest, times := range map[publish.Latest]int64{publish.LatestOff: 1, publish.LatestLink: 1, publish.LatestCopy: 2} {
		asked, all := publish.FailAt(0), int64(0)
		if err := asked.Probe(nil, publish.Shelf{Dir: out, Latest: latest}); err != nil {
			t.Fatal(err)
		}
		for _, f := range small(t) {
			all += int64(len(tree(t, out)[filepath.Join(folderName, publish.FileName(f))]))
		}
		if got := asked.Needed[1]; got != times*all {
			t.Errorf("with the latest reports %s room for %d bytes is asked for, want %d times %d", latest, got, times, all)
		}
	}
	manifest := filepath.Join(out, folderName, publish.ManifestName)
	huge := `{"run":"123","as_of":"","files":[{"name":"report.csv","bytes":1048576},{"name":"report.json","bytes":1152921504606846976}]}`
	if err := os.WriteFile(manifest, []byte(huge), 0o600); err != nil {
		t.Fatal(err)
	}
	err := publish.Probe(nil, publish.Shelf{Dir: out})
	if err == nil || !strings.Contains(err.Error(), " free, and 1099511627776 MiB are needed: ") ||
		!strings.HasSuffix(err.Error(), "; set TMPDIR to a folder with free space") {
		t.Errorf("without room the probe says %v", err)
	}
}
