package publish_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"handover/jobs/publish"
	"handover/reconcile"
)

// nights writes the folders of the nights of some days of November and returns the last
// run.
func nights(t *testing.T, s *publish.Shelf, days ...int) (last *reconcile.Run) {
	t.Helper()
	for i, day := range days {
		last = night(t, s, int64(i+1), day)
	}
	return last
}

// days tells of which days there are report folders.
func days(t *testing.T, s *publish.Shelf) (list []int) {
	t.Helper()
	for _, name := range entries(t, s.Dir) {
		if strings.HasPrefix(name, "202611") {
			day, err := strconv.Atoi(name[6:8])
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, day)
		}
	}
	return list
}

// A folder stays that the days or the number keep; without either all stay.
func TestFoldersGoByAgeAndNumber(t *testing.T) {
	for _, c := range []struct {
		keep publish.Keep
		want []int
	}{
		{publish.Keep{}, []int{1, 10, 18, 19, 20}},
		{publish.Keep{Days: 2}, []int{18, 19, 20}},
		{publish.Keep{Days: 1}, []int{19, 20}},
		{publish.Keep{Runs: 4}, []int{10, 18, 19, 20}},
		{publish.Keep{Runs: 1}, []int{20}},
		{publish.Keep{Runs: 9}, []int{1, 10, 18, 19, 20}},
		{publish.Keep{Days: 2, Runs: 1}, []int{18, 19, 20}},
		{publish.Keep{Days: 1, Runs: 4}, []int{10, 18, 19, 20}},
	} {
		s := shelved(t, "")
		last := nights(t, s, 1, 10, 18, 19, 20)
		s.Keep = c.keep
		foretold, failed := s.Untidy(t.Context(), last)
		if got := days(t, s); failed != nil || len(got) != 5 {
			t.Errorf("%+v: of a look %v are left: %v", c.keep, got, failed)
		}
		tidied, err := s.Tidy(t.Context(), last)
		if got := days(t, s); err != nil || !slices.Equal(got, c.want) || tidied.Removed != 5-len(c.want) || tidied.Stayed != 0 {
			t.Errorf("%+v: there are %v, want %v (%+v, %v)", c.keep, got, c.want, tidied, err)
		}
		if foretold != tidied || (tidied.Bytes > 0) != (tidied.Removed > 0) {
			t.Errorf("%+v: tidied %+v, foretold %+v", c.keep, tidied, foretold)
		}
		if len(entries(t, s.Dir)) != len(c.want) {
			t.Errorf("%+v: left behind: %v", c.keep, entries(t, s.Dir))
		}
	}
}

// The newest stays, the one just written and the one that the latest reports are, however
// old they are.
func TestFoldersInUseStay(t *testing.T) {
	s := shelved(t, publish.LatestLink)
	written := night(t, s, 1, 1)
	show(t, s, night(t, s, 2, 2))
	night(t, s, 3, 3)
	night(t, s, 4, 4)
	s.Keep = publish.Keep{Runs: 1}
	if _, err := s.Tidy(t.Context(), written); err != nil {
		t.Fatal(err)
	}
	if got, want := days(t, s), []int{1, 2, 4}; !slices.Equal(got, want) {
		t.Errorf("there are %v, want %v", got, want)
	}
	s.Keep = publish.Keep{Days: 1}
	elsewhere := later(written, 20)
	if _, err := s.Tidy(t.Context(), elsewhere); err != nil {
		t.Fatal(err)
	}
	if got, want := days(t, s), []int{2, 4}; !slices.Equal(got, want) {
		t.Errorf("when all are old there are %v, want %v", got, want)
	}
}

// later returns a run some days after another.
func later(run *reconcile.Run, days int) *reconcile.Run {
	next := *run
	next.Seq, next.AsOf = run.Seq+int64(days), run.AsOf.AddDate(0, 0, days)
	return &next
}

// What no run has written is left alone, without a word.
func TestOnlyFoldersOfRunsGo(t *testing.T) {
	s := shelved(t, "")
	elsewhere := t.TempDir()
	other := &publish.Shelf{Dir: elsewhere, Formats: small(t)}
	night(t, other, 7, 7)
	last := nights(t, s, 20)
	for name, manifest := range map[string]string{
		"20261101T050000Z-7":  "",
		"20261102T050000Z-8":  `{"run": "9"}`,
		"20261103T050000Z-x":  `{"run": "x"}`,
		"20261104T050000Z-07": `{"run": "07"}`,
		"archive-1":           `{"run": "1"}`,
	} {
		if err := os.Mkdir(filepath.Join(s.Dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(s.Dir, name, publish.ManifestName), []byte(manifest), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link(t, filepath.Join(elsewhere, "20261107T050000Z-7"), filepath.Join(s.Dir, "20261107T050000Z-7"))
	before := entries(t, s.Dir)
	s.Keep = publish.Keep{Runs: 1}
	tidied, err := s.Tidy(t.Context(), last)
	if after := entries(t, s.Dir); err != nil || tidied != (publish.Tidied{}) || !slices.Equal(before, after) {
		t.Errorf("there was %v and is %v (%+v, %v)", before, after, tidied, err)
	}
	if files := tree(t, elsewhere); len(files) != 4 {
		t.Errorf("behind the link there is %v", files)
	}
}

// A folder in which somebody works stays whole, is counted, and keeps no other.
func TestFoldersInWhichSomebodyWorksStay(t *testing.T) {
	const name = "20261102T050000Z-2"
	for what, c := range map[string]struct {
		work func(folder string) error
		disk *publish.Faulty
		says string
	}{
		"a note": {func(folder string) error { return os.WriteFile(filepath.Join(folder, "~$report.xlsx"), nil, 0o600) }, publish.FailAt(0), "holds ~$report.xlsx"},
		"an edit": {func(folder string) error {
			return os.WriteFile(filepath.Join(folder, "report.csv"), []byte("annotated"), 0o600)
		}, publish.FailAt(0), "report.csv has been changed"},
		"an edit of the same size": {func(folder string) error {
			later := time.Now().Add(time.Hour)
			return os.Chtimes(filepath.Join(folder, "report.csv"), later, later)
		}, publish.FailAt(0), "report.csv has been changed"},
		"an open file": {func(string) error { return nil }, publish.Holding(syscall.EBUSY, name), "busy"},
	} {
		s := shelved(t, "")
		last := nights(t, s, 1, 2, 3, 20)
		if err := c.work(filepath.Join(s.Dir, name)); err != nil {
			t.Fatal(err)
		}
		before := below(t, s.Dir, name)
		s.Keep = publish.Keep{Runs: 1}
		tidied, err := c.disk.Tidy(t.Context(), s, last)
		if err != nil || tidied.Removed != 2 || tidied.Stayed != 1 || !strings.Contains(tidied.Why.Error(), c.says) {
			t.Errorf("%s: %+v, %v", what, tidied, err)
		}
		if got := days(t, s); !slices.Equal(got, []int{2, 20}) || len(below(t, s.Dir, name)) != len(before) {
			t.Errorf("%s: there are %v", what, got)
		}
	}
}

// However a removal fails, no half of a folder is seen, and what is left of it goes later.
func TestNoHalfFolderIsSeen(t *testing.T) {
	start := func() (*publish.Shelf, *reconcile.Run) {
		s := shelved(t, "")
		s.Keep = publish.Keep{Runs: 1}
		return s, nights(t, s, 1, 20)
	}
	s, last := start()
	all := publish.FailAt(0)
	if _, err := all.Tidy(t.Context(), s, last); err != nil {
		t.Fatal(err)
	}
	for k := 1; k <= all.Calls(); k++ {
		s, last = start()
		tidied, err := publish.FailAt(k).Tidy(t.Context(), s, last)
		if err != nil || tidied.Stayed != 1 || !errors.Is(tidied.Why, publish.ErrFault) {
			t.Errorf("call %d: %+v, %v", k, tidied, err)
		}
		for name := range visible(tree(t, s.Dir)) {
			if folder, file := filepath.Split(name); file == "report.csv" && visible(tree(t, s.Dir))[folder+publish.ManifestName] == "" {
				t.Errorf("call %d: half of %s is seen", k, folder)
			}
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s, last = start()
	if _, err := s.Tidy(ctx, last); !errors.Is(err, context.Canceled) || len(days(t, s)) != 2 {
		t.Errorf("interrupted: %v, %v", days(t, s), err)
	}
}
