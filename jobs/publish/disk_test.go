package publish_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/publish"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

// TestFolderIsCompleteOrNotAtAll lets each call to the disk fail, one after the
// other, with and without an earlier report in the place. Afterwards the place
// holds the earlier state or the complete new one, and the next publication
// finds nothing in its way and leaves nothing behind.
func TestFolderIsCompleteOrNotAtAll(t *testing.T) {
	for _, replaced := range []bool{false, true} {
		start := func() (out, dir string) {
			out = t.TempDir()
			dir = filepath.Join(out, folderName)
			if replaced {
				inFolder(t, reportstest.Empty(), dir, small(t))
			}
			return out, dir
		}
		out, dir := start()
		old := visible(tree(t, out))
		all := publish.FailAt(0)
		if err := all.Folder(t.Context(), reportstest.Typical(), dir, small(t)); err != nil {
			t.Fatal(err)
		}
		whole := tree(t, out)
		for k := 1; k <= all.Calls(); k++ {
			out, dir := start()
			err := publish.FailAt(k).Folder(t.Context(), reportstest.Typical(), dir, small(t))
			if !errors.Is(err, publish.ErrFault) {
				t.Errorf("replaced %v, call %d: error %v, want %v", replaced, k, err, publish.ErrFault)
			}
			if got := visible(tree(t, out)); cmp.Diff(old, got) != "" && cmp.Diff(whole, got) != "" {
				t.Errorf("replaced %v, call %d: the folder is neither as before nor complete:\n%s", replaced, k, cmp.Diff(old, got))
			}
			for name := range tree(t, out) {
				if strings.HasPrefix(name, ".tmp-") {
					t.Errorf("replaced %v, call %d: %s is left behind", replaced, k, name)
				}
			}
			if err := publish.Folder(t.Context(), reportstest.Typical(), dir, small(t), reports.Options{}, publish.Access{}); err != nil {
				t.Errorf("replaced %v, call %d: publish again: %v", replaced, k, err)
			}
			if diff := cmp.Diff(whole, tree(t, out)); diff != "" {
				t.Errorf("replaced %v, call %d: after publishing again:\n%s", replaced, k, diff)
			}
		}
	}
}

// TestNothingTakesItsPlaceUnsynced checks the order of what outlasts a power
// failure: every file, then the folder that holds them, then the move, then the
// folder that it was moved in.
func TestNothingTakesItsPlaceUnsynced(t *testing.T) {
	tail := func(log []string) string {
		log = slices.DeleteFunc(slices.Clone(log), func(call string) bool {
			return call == "write" || call == "create" || call == "makeDir" || strings.HasPrefix(call, "spool")
		})
		return strings.Join(log, " ")
	}
	dir := filepath.Join(t.TempDir(), folderName)
	disk := publish.FailAt(0)
	if err := disk.Folder(t.Context(), reportstest.Typical(), dir, []formats.Format{format(t, "csv")}); err != nil {
		t.Fatal(err)
	}
	if got, want := tail(disk.Log()), "makeAll sync close sync close syncFolder rename syncFolder"; got != want {
		t.Errorf("new folder: %s, want %s", got, want)
	}
	disk = publish.FailAt(0)
	if err := disk.Folder(t.Context(), reportstest.Typical(), dir, []formats.Format{format(t, "csv")}); err != nil {
		t.Fatal(err)
	}
	if got, want := tail(disk.Log()), "makeAll sync close sync close syncFolder rename rename syncFolder remove"; got != want {
		t.Errorf("replaced folder: %s, want %s", got, want)
	}
	disk = publish.FailAt(0)
	if _, err := disk.Files(t.Context(), reportstest.Typical(), outputs(t, filepath.Join(t.TempDir(), "a.csv")), nil); err != nil {
		t.Fatal(err)
	}
	if got, want := tail(disk.Log()), "sync close rename syncFolder remove"; got != want {
		t.Errorf("file: %s, want %s", got, want)
	}
}
