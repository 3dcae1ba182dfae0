package watch_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
	"handover/jobs/watch"
	"handover/reconcile"
)

// now is when the looks of these tests end.
var now = time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)

// site is a watched folder, what is remembered of it, and what was read.
type site struct {
	*testing.T
	watch.Watcher
	dir  string
	kept []reconcile.StuckFile
	read []string // "name at the time of observation"
}

func (s *site) Stuck(context.Context) ([]reconcile.StuckFile, error) { return s.kept, nil }

func (s *site) SetStuck(_ context.Context, files []reconcile.StuckFile) error {
	s.kept = files
	return nil
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{T: t, dir: t.TempDir()}
	s.Folders = []watch.Folder{{Name: "orders", Path: s.dir}}
	s.Memory, s.Now = s, func() time.Time { return now }
	s.Pause = func(ctx context.Context, wait time.Duration) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
			return nil
		}
	}
	s.Read = func(_ context.Context, options ingest.Options, path string) (ingest.Summary, error) {
		s.read = append(s.read, filepath.Base(path)+" "+options.ObservedAt.UTC().Format("02T15:04"))
		text, err := os.ReadFile(path)
		summary := ingest.Summary{Files: []ingest.FileSummary{{Name: filepath.Base(path)}}}
		switch {
		case err != nil:
			return summary, err
		case strings.Contains(string(text), "no table"):
			return ingest.Summary{}, &ingest.RefusedError{Path: path, Reason: "it is no table"}
		case strings.Contains(string(text), "no store"):
			return ingest.Summary{}, errors.New("the store is gone")
		case strings.Contains(string(text), "bad row"):
			summary.Files[0].Rejects = path + ingest.RejectsSuffix
			err = os.WriteFile(summary.Files[0].Rejects, text, 0o600)
		}
		return summary, err
	}
	return s
}

// put makes a file that was written some time before now.
func (s *site) put(name, text string, before time.Duration) {
	s.Helper()
	path := filepath.Join(s.dir, name)
	at := now.Add(-before)
	if err := errors.Join(os.WriteFile(path, []byte(text), 0o600), os.Chtimes(path, at, at)); err != nil {
		s.Fatal(err)
	}
}

// look looks once and says what became of each file.
func (s *site) look() []string {
	s.Helper()
	files, err := s.Look(s.Context())
	if err != nil {
		s.Errorf("look: %v", err)
	}
	return outcomes(files)
}

func outcomes(files []watch.File) []string {
	var list []string
	for _, f := range files {
		text := f.Name + " " + string(f.Outcome)
		if f.Told {
			text += " told"
		}
		list = append(list, text)
	}
	return list
}

// holds lists what is in the folder and below.
func (s *site) holds() []string {
	s.Helper()
	var list []string
	err := filepath.WalkDir(s.dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			name, _ := strings.CutPrefix(path, s.dir+string(filepath.Separator))
			list = append(list, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return list
}

func (s *site) want(what string, got, want []string) {
	s.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		s.Errorf("%s:\n%s", what, diff)
	}
}
