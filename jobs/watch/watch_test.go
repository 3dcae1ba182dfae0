package watch_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"handover/jobs/ingest"
	"handover/jobs/watch"
	"handover/reconcile"
)

func TestNamesThatAreNeverRead(t *testing.T) {
	for name, want := range map[string]bool{
		"orders.csv": true, "EXPORT.DAT": true, "download.csv": true, "a.part.csv": true, "thumbs.db.csv": true,
		".orders.csv": false, ".tmp-handover-1": false, "~$orders.xlsx": false, "orders.csv.part": false, "orders.csv.filepart": false,
		"orders.csv.PARTIAL": false, "orders.crdownload": false, "orders.download": false, "orders.tmp": false,
		"Thumbs.db": false, "desktop.ini": false, "Desktop.ini": false, "orders.csv.rejects.csv": false, "orders.csv-2.rejects.csv": false,
	} {
		if got := watch.MayBeRead(name); got != want {
			t.Errorf("%s may be read: %t", name, got)
		}
	}
}

func TestFilesAreReadTheOldestFirstAndMovedAway(t *testing.T) {
	s := newSite(t)
	s.put("b.csv", "good", 3*time.Hour)
	s.put("a.csv", "bad row", time.Hour)
	s.put("c.csv", "no table", 2*time.Hour)
	s.put("d.csv", "good", -time.Hour)
	s.put("e.csv.part", "good", time.Hour)
	s.want("outcomes", s.look(), []string{"b.csv done", "c.csv failed told", "a.csv done", "d.csv done"})
	s.want("observed when they were last written, never later than now", s.read,
		[]string{"b.csv 20T02:00", "c.csv 20T03:00", "a.csv 20T04:00", "d.csv 20T05:00"})
	s.want("the folder", s.holds(), []string{
		"done/20261120T050000Z-a.csv", "done/20261120T050000Z-a.csv.rejects.csv", "done/20261120T050000Z-b.csv", "done/20261120T050000Z-d.csv",
		"e.csv.part", "failed/20261120T050000Z-c.csv",
	})
	s.want("a second look", s.look(), nil)
}

// A file, its rejects and what is wrong with it are told by where they lie afterwards.
func TestFilesAreToldByWhereTheyLie(t *testing.T) {
	s := newSite(t)
	s.put("a.csv", "bad row", 3*time.Hour)
	s.put("b.csv", "no table", 2*time.Hour)
	files, err := s.Look(t.Context())
	if err != nil || len(files) != 2 {
		t.Fatalf("%v, %v", files, err)
	}
	in := func(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }
	s.want("places", []string{files[0].Path, files[0].Summary.Files[0].Rejects, files[1].Path, files[1].Reason}, []string{
		in("done/20261120T050000Z-a.csv"), in("done/20261120T050000Z-a.csv.rejects.csv"), in("failed/20261120T050000Z-b.csv"),
		in("failed/20261120T050000Z-b.csv") + ": it is no table",
	})
}

// Folders in a watched one are told, but not those into which files go.
func TestFoldersAreNotLookedInto(t *testing.T) {
	s := newSite(t)
	for _, name := range []string{"2026", "done", "failed", ".hidden"} {
		if err := os.Mkdir(filepath.Join(s.dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	s.put("2026/a.csv", "good", time.Hour)
	s.want("outcomes", s.look(), []string{"2026 below"})
	s.want("read", s.read, nil)
}

// Files of one name are kept apart, and a name that is too long for a stamp is cut.
func TestNothingIsReplaced(t *testing.T) {
	s := newSite(t)
	long := strings.Repeat("ü", 125) + ".csv"
	for range 3 {
		s.put("a.csv", "good", time.Hour)
		s.put(long, "good", time.Hour)
		s.look()
	}
	got := s.holds()
	if len(got) != 6 || len(s.read) != 6 {
		t.Errorf("6 files were read as %q and left %q", s.read, got)
	}
	if !slices.Contains(got, "done/20261120T050000Z-3-a.csv") {
		t.Errorf("the folder holds %q", got)
	}
}

func TestLinksAreRefused(t *testing.T) {
	s := newSite(t)
	elsewhere := filepath.Join(t.TempDir(), "secret.csv")
	err := errors.Join(os.WriteFile(elsewhere, []byte("good"), 0o600), os.Symlink(elsewhere, filepath.Join(s.dir, "link.csv")),
		os.Mkdir(filepath.Join(s.dir, "folder.csv"), 0o700), os.Symlink(filepath.Dir(elsewhere), filepath.Join(s.dir, "done")))
	if err != nil {
		t.Fatal(err)
	}
	s.put("a.csv", "good", time.Hour)
	s.want("outcomes", s.look(), []string{"done refused told", "folder.csv below", "link.csv refused told", "a.csv stuck told"})
	s.want("read", s.read, []string{"a.csv 20T04:00"})
}

// A file that is written to between two looks waits for the next ones.
func TestTwoLooksMustBeAlike(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t)
		s.Folders[0].Settle = time.Minute
		s.put("a.csv", "good", time.Hour)
		s.put("b.csv", "go", time.Hour)
		time.AfterFunc(30*time.Second, func() {
			s.put("b.csv", "good", 0)
			s.put("c.csv", "good", 2*time.Hour)
		})
		began := time.Now()
		s.want("at first", s.look(), []string{"b.csv waiting", "c.csv waiting", "a.csv done"})
		s.want("then", s.look(), []string{"c.csv done", "b.csv done"})
		if took := time.Since(began); took != 2*time.Minute {
			t.Errorf("two looks took %s", took)
		}
		s.want("without files", s.look(), nil)
		if took := time.Since(began); took != 2*time.Minute {
			t.Errorf("a look at nothing waited: %s", took)
		}
	})
}

// A stop ends the wait, and no file is touched.
func TestAStopEndsTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t)
		s.Folders[0].Settle = time.Hour
		s.put("a.csv", "good", time.Hour)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := s.Look(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a stopped look: %v", err)
		}
		s.want("the folder", s.holds(), []string{"a.csv"})
	})
}

// Nobody holds a file beside which nothing can be written: that is told at once.
func TestAFolderWithoutRoomForRejects(t *testing.T) {
	s := newSite(t)
	s.Read = func(_ context.Context, _ ingest.Options, path string) (ingest.Summary, error) {
		return ingest.Summary{}, fmt.Errorf("write rejects: %w", &fs.PathError{Op: "open", Path: path + ingest.RejectsSuffix, Err: fs.ErrPermission})
	}
	s.put("a.csv", "bad row", time.Minute)
	s.want("outcomes", s.look(), []string{"a.csv kept told"})
	s.want("the folder", s.holds(), []string{"a.csv"})
}

// A file that somebody holds waits, and is named once it does so for an hour.
func TestHeldFilesWait(t *testing.T) {
	s := newSite(t)
	s.Open = func(path string) (*os.File, error) {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrPermission}
	}
	s.put("young.csv", "good", time.Hour)
	s.put("old.csv", "good", time.Hour+time.Second)
	s.want("outcomes", s.look(), []string{"old.csv waiting told", "young.csv waiting"})
	s.want("read", s.read, nil)
}

// Where the store fails, no file is to blame, and the others are left for the next look.
func TestAFailingStoreLeavesTheFiles(t *testing.T) {
	s := newSite(t)
	s.put("a.csv", "good", 3*time.Hour)
	s.put("b.csv", "no store", 2*time.Hour)
	s.put("c.csv", "good", time.Hour)
	s.want("outcomes", s.look(), []string{"a.csv done", "b.csv kept told"})
	s.want("the folder", s.holds(), []string{"b.csv", "c.csv", "done/20261120T050000Z-a.csv"})
}

// A file that another one replaces while it is read is not moved.
func TestAFileThatChangesWhileItIsReadStays(t *testing.T) {
	s := newSite(t)
	s.put("a.csv", "good", time.Hour)
	read := s.Read
	s.Read = func(ctx context.Context, options ingest.Options, path string) (ingest.Summary, error) {
		defer s.put("a.csv", "newer", 0)
		return read(ctx, options, path)
	}
	s.want("outcomes", s.look(), []string{"a.csv waiting"})
	s.want("the folder", s.holds(), []string{"a.csv"})
}

// A folder that cannot be listed is an error; the others are looked at, and what is known
// of its files is kept.
func TestAFolderThatIsNotThere(t *testing.T) {
	s := newSite(t)
	s.kept = []reconcile.StuckFile{{Folder: "gone", Name: "x.csv"}}
	s.Folders = append(s.Folders, watch.Folder{Name: "gone", Path: filepath.Join(s.dir, "none")})
	s.put("a.csv", "good", time.Hour)
	files, err := s.Look(t.Context())
	if err == nil || !strings.Contains(err.Error(), "import gone") || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	s.want("outcomes", outcomes(files), []string{"a.csv done"})
	if got := fmt.Sprint(s.kept); !strings.Contains(got, "x.csv") {
		t.Errorf("remembered: %s", got)
	}
}
