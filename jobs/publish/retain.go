package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"handover/jobs/durable"
	"handover/jobs/volume"
	"handover/reconcile"
)

// Keep says which report folders stay. One stays that either of both keeps; the zero Keep
// keeps all.
type Keep struct {
	Days int // those of the runs of so many days
	Runs int // so many, the newest
}

// Tidied tells what became of the report folders that were to go.
type Tidied struct {
	Removed int
	Bytes   int64 // that those held
	Stayed  int
	Why     error // of the first that stayed
}

// Tidy removes the folders of earlier runs that are not to be kept, seen from a run that
// has written its own now. The newest stays, that one, the one to which the latest reports
// lead, and any in which somebody has put or changed something. What no run has written is
// left alone.
func (s *Shelf) Tidy(ctx context.Context, run *reconcile.Run) (Tidied, error) {
	d := onDisk(s.Access)
	return tidy(ctx, s, run, d.takeAway)
}

// Untidy tells what Tidy would remove, and removes nothing.
func (s *Shelf) Untidy(ctx context.Context, run *reconcile.Run) (Tidied, error) {
	return tidy(ctx, s, run, func(dir string, folder *runFolder) error {
		return untouched(filepath.Join(dir, folder.name), &folder.manifest)
	})
}

// tidy has the folders taken away that are not to be kept. Where none were ever written
// there is nothing to do.
func tidy(ctx context.Context, s *Shelf, run *reconcile.Run, takeAway func(dir string, folder *runFolder) error) (t Tidied, err error) {
	if s.Keep == (Keep{}) {
		return Tidied{}, nil
	}
	all, err := runFolders(s.Dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Tidied{}, nil
	case err != nil:
		return Tidied{}, fmt.Errorf("look for report folders that may go: %w", err)
	}
	latest, _ := os.Readlink(filepath.Join(s.Dir, LatestName)) // Not a link: it leads nowhere else.
	for i, folder := range all {
		if err := ctx.Err(); err != nil {
			return t, err
		}
		if i == 0 || folder.name == FolderName(run) || folder.name == filepath.Base(latest) || s.Keep.keeps(i, folder.asOf, run.AsOf) {
			continue
		}
		if err := takeAway(s.Dir, &folder); err != nil {
			t.Stayed++
			t.Why = cmp.Or(t.Why, err)
			continue
		}
		t.Removed++
		for _, file := range folder.manifest.Files {
			t.Bytes += file.Bytes
		}
	}
	return t, nil
}

// keeps reports whether a folder stays that so many newer ones precede.
func (k Keep) keeps(newer int, asOf, now time.Time) bool {
	return newer < k.Runs || k.Days > 0 && !asOf.Before(now.AddDate(0, 0, -k.Days))
}

// runFolder is a folder of ours that holds the reports of a run.
type runFolder struct {
	name     string
	asOf     time.Time
	manifest Manifest
}

// runFolders lists the folders that runs have written, the newest first.
func runFolders(dir string) ([]runFolder, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var list []runFolder
	for _, entry := range entries {
		asOf, run, ok := parseFolderName(entry.Name())
		if !ok || !entry.IsDir() {
			continue
		}
		info, err := entry.Info()
		if err != nil || !volume.Ours(info) {
			continue // it is gone, or somebody else's
		}
		manifest, err := readManifest(filepath.Join(dir, entry.Name()))
		if err != nil || manifest.Run != run {
			continue
		}
		list = append(list, runFolder{entry.Name(), asOf, manifest})
	}
	slices.SortStableFunc(list, func(a, b runFolder) int {
		return cmp.Or(b.asOf.Compare(a.asOf), cmp.Compare(len(b.manifest.Run), len(a.manifest.Run)), cmp.Compare(b.manifest.Run, a.manifest.Run))
	})
	return list, nil
}

// takeAway removes a folder. It goes from view whole, or stays.
func (d disk) takeAway(dir string, folder *runFolder) error {
	path := filepath.Join(dir, folder.name)
	if err := untouched(path, &folder.manifest); err != nil {
		return err
	}
	hidden := filepath.Join(dir, durable.TempPrefix+folder.name)
	if err := d.Rename(path, hidden); err != nil {
		return err
	}
	return d.Remove(hidden)
}

// untouched tells of a folder what is not as the run has left it: what has been put into
// it, as programs do while they have a file of it open, and what has been changed, which
// is what differs in size or is younger than the manifest.
func untouched(path string, manifest *Manifest) error {
	entries, err := os.ReadDir(path)
	if err != nil {
		return err
	}
	written, err := os.Lstat(filepath.Join(path, ManifestName))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.Name() == ManifestName {
			continue
		}
		at := slices.IndexFunc(manifest.Files, func(e Entry) bool { return e.Name == entry.Name() })
		if at < 0 {
			return fmt.Errorf("%s holds %s, which no run has written", path, entry.Name())
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if info.Size() != manifest.Files[at].Bytes || info.ModTime().After(written.ModTime()) {
			return fmt.Errorf("%s has been changed since", filepath.Join(path, entry.Name()))
		}
	}
	return nil
}
