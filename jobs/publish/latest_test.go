package publish_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/publish"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/reportstest"
)

// shelved is a shelf in an empty folder.
func shelved(t *testing.T, latest publish.Latest) *publish.Shelf {
	t.Helper()
	return &publish.Shelf{Dir: t.TempDir(), Formats: small(t), Latest: latest}
}

// night writes the folder of a run with a number, of a day of November, which differs
// from that of any other.
func night(t *testing.T, s *publish.Shelf, seq int64, day int) *reconcile.Run {
	t.Helper()
	run := reportstest.Run()
	run.Seq, run.AsOf = seq, time.Date(2026, 11, day, 5, 0, 0, 0, time.UTC)
	source := reportstest.NewSource(run, nil, []reconcile.Reported{{Finding: reportstest.Due("a", day, "s")}}, nil)
	if _, err := s.Put(t.Context(), source, reports.Options{}); err != nil {
		t.Fatal(err)
	}
	return &run
}

// below returns the files of a folder below another.
func below(t *testing.T, root, folder string) map[string]string {
	t.Helper()
	path, err := filepath.EvalSymlinks(filepath.Join(root, folder))
	if err != nil {
		t.Fatal(err)
	}
	return tree(t, path)
}

func show(t *testing.T, s *publish.Shelf, run *reconcile.Run) {
	t.Helper()
	shown, err := s.Show(t.Context(), run)
	if err != nil || shown.Path != filepath.Join(s.Dir, "latest") || len(shown.Held) > 0 {
		t.Fatalf("shown %+v, %v", shown, err)
	}
}

// The latest reports are those of the run that was shown last, as copies or by a link,
// and one follows the other where the setting changes.
func TestLatestFollowsTheRuns(t *testing.T) {
	s := shelved(t, "")
	for i, way := range []publish.Latest{publish.LatestCopy, publish.LatestCopy, publish.LatestLink, publish.LatestLink, publish.LatestCopy} {
		s.Latest = way
		run := night(t, s, int64(9+i), 9+i)
		show(t, s, run)
		if diff := cmp.Diff(below(t, s.Dir, publish.FolderName(run)), below(t, s.Dir, "latest")); diff != "" {
			t.Errorf("night %d, %s: (-folder +latest):\n%s", i+1, way, diff)
		}
		info, err := os.Lstat(filepath.Join(s.Dir, "latest"))
		if err != nil || (info.Mode()&fs.ModeSymlink != 0) != (way == publish.LatestLink) {
			t.Errorf("night %d, %s: latest is %v, %v", i+1, way, info.Mode(), err)
		}
	}
	s.Latest = publish.LatestOff
	if shown, err := s.Show(t.Context(), night(t, s, 20, 20)); err != nil || shown.Path != "" {
		t.Errorf("switched off: %+v, %v", shown, err)
	}
	names := slices.DeleteFunc(entries(t, s.Dir), func(name string) bool { return !strings.HasPrefix(name, ".") })
	if len(names) > 0 {
		t.Errorf("left behind: %v", names)
	}
}

func entries(t *testing.T, folder string) []string {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range list {
		names = append(names, entry.Name())
	}
	return names
}

// A format that is not written any more leaves the latest reports; what a person has put
// there stays.
func TestLatestHoldsNoOlderFormats(t *testing.T) {
	s := shelved(t, publish.LatestCopy)
	show(t, s, night(t, s, 1, 1))
	if err := os.WriteFile(filepath.Join(s.Dir, "latest", "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.Formats = s.Formats[:1]
	show(t, s, night(t, s, 2, 2))
	if got, want := entries(t, filepath.Join(s.Dir, "latest")), []string{"manifest.json", "notes.txt", "report.csv"}; !slices.Equal(got, want) {
		t.Errorf("latest holds %v, want %v", got, want)
	}
}

// Each call to the disk fails, one after the other. Every file of the latest reports is
// of one of the two nights, the manifest is of the later only with all the others, and
// the next night puts it right.
func TestLatestSurvivesEveryFault(t *testing.T) {
	for _, way := range []publish.Latest{publish.LatestCopy, publish.LatestLink} {
		start := func() (*publish.Shelf, *reconcile.Run) {
			s := shelved(t, way)
			show(t, s, night(t, s, 1, 1))
			return s, night(t, s, 2, 2)
		}
		s, run := start()
		old, whole := below(t, s.Dir, "20261101T050000Z-1"), below(t, s.Dir, "20261102T050000Z-2")
		all := publish.FailAt(0)
		if _, err := all.Show(t.Context(), s, run); err != nil {
			t.Fatal(err)
		}
		for k := 1; k <= all.Calls(); k++ {
			s, run = start()
			if _, err := publish.FailAt(k).Show(t.Context(), s, run); !errors.Is(err, publish.ErrFault) {
				t.Errorf("%s, call %d: %v", way, k, err)
			}
			got := below(t, s.Dir, "latest")
			for name, content := range got {
				if content != old[name] && content != whole[name] {
					t.Errorf("%s, call %d: %s is of neither night", way, k, name)
				}
			}
			if got[publish.ManifestName] == whole[publish.ManifestName] && cmp.Diff(whole, got) != "" {
				t.Errorf("%s, call %d: the manifest came too early", way, k)
			}
			show(t, s, run)
			if diff := cmp.Diff(whole, below(t, s.Dir, "latest")); diff != "" {
				t.Errorf("%s, call %d: shown again (-want +got):\n%s", way, k, diff)
			}
		}
	}
}

// What somebody has changed in the folder of the run is not shown as the run's.
func TestChangedReportsAreNotShown(t *testing.T) {
	s := shelved(t, publish.LatestCopy)
	show(t, s, night(t, s, 1, 1))
	before := below(t, s.Dir, "latest")
	run := night(t, s, 2, 2)
	if err := os.WriteFile(filepath.Join(s.Dir, publish.FolderName(run), "report.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Show(t.Context(), run); err == nil || !strings.Contains(err.Error(), "report.json has 2 bytes, and") {
		t.Errorf("shown: %v", err)
	}
	if diff := cmp.Diff(before, below(t, s.Dir, "latest")); diff != "" {
		t.Errorf("the latest reports have changed:\n%s", diff)
	}
}

// What stands where the latest belong and is not ours is left alone.
func TestForeignLatestIsLeftAlone(t *testing.T) {
	elsewhere := t.TempDir()
	for name, put := range map[string]func(place string) error{
		"a file":             func(place string) error { return os.WriteFile(place, nil, 0o600) },
		"a link elsewhere":   func(place string) error { return os.Symlink(elsewhere, place) },
		"a link beside it":   func(place string) error { return os.Symlink("mine", place) },
		"a folder of others": func(place string) error { return os.MkdirAll(filepath.Join(place, "mine"), 0o700) },
	} {
		for _, way := range []publish.Latest{publish.LatestCopy, publish.LatestLink} {
			s := shelved(t, way)
			if err := put(filepath.Join(s.Dir, "latest")); err != nil {
				t.Fatal(err)
			}
			run := night(t, s, 1, 1)
			before := entries(t, s.Dir)
			if _, err := s.Show(t.Context(), run); !errors.Is(err, publish.ErrForeign) {
				t.Errorf("%s, %s: %v", name, way, err)
			}
			if after := entries(t, s.Dir); !slices.Equal(before, after) || len(entries(t, elsewhere)) > 0 {
				t.Errorf("%s, %s: there was %v and is %v", name, way, before, after)
			}
		}
	}
}

// A file that somebody holds open stays. The new one stands beside it until a later night
// can put its own in the place, and the manifest says so.
func TestHeldFileOfTheLatest(t *testing.T) {
	for _, fault := range []error{syscall.EBUSY, syscall.EPERM, syscall.ETXTBSY} {
		s := shelved(t, publish.LatestCopy)
		show(t, s, night(t, s, 1, 1))
		latest := filepath.Join(s.Dir, "latest")
		first := below(t, s.Dir, "latest")["report.csv"]
		for seq := range int64(2) {
			run := night(t, s, 2+seq, 2+int(seq))
			shown, err := publish.Holding(fault, "report.csv").Show(t.Context(), s, run)
			stands := filepath.Join(latest, "report-"+reports.RunID(run)+".csv")
			if want := []publish.Beside{{Place: filepath.Join(latest, "report.csv"), Stands: stands}}; err != nil || !slices.Equal(shown.Held, want) {
				t.Fatalf("%v: shown %+v, %v", fault, shown, err)
			}
			files := below(t, s.Dir, "latest")
			if files["report.csv"] != first || files[filepath.Base(stands)] != below(t, s.Dir, publish.FolderName(run))["report.csv"] {
				t.Errorf("%v, run %d: the held file has changed, or the new one is not beside it", fault, run.Seq)
			}
			if manifest := files[publish.ManifestName]; strings.Contains(manifest, `"report.csv"`) || !strings.Contains(manifest, filepath.Base(stands)) {
				t.Errorf("%v, run %d: the manifest says\n%s", fault, run.Seq, manifest)
			}
			if len(files) != 5 { // with the mark
				t.Errorf("%v, run %d: latest holds %v", fault, run.Seq, entries(t, latest))
			}
		}
		run := night(t, s, 4, 4)
		show(t, s, run)
		if diff := cmp.Diff(below(t, s.Dir, publish.FolderName(run)), below(t, s.Dir, "latest")); diff != "" {
			t.Errorf("%v: once it is let go (-folder +latest):\n%s", fault, diff)
		}
	}
}
