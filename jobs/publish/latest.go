package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"handover/jobs/durable"
	"handover/jobs/volume"
	"handover/reconcile"
	"handover/reports/formats"
)

// Latest says what a shelf holds under a name that never changes.
type Latest string

// The ways in which the reports of the last run can be reached.
const (
	LatestCopy Latest = "copy" // a folder with the same files
	LatestLink Latest = "link" // a symbolic link to the run's folder
	LatestOff  Latest = "off"  // not at all
)

// LatestName is the name below a shelf that leads to the reports of the last run.
const LatestName = "latest"

// ErrForeign says that something else than reports stands where the latest belong.
var ErrForeign = errors.New("it is there and holds no reports: move it away, or set [reports] latest to off")

// Shown is where the latest reports are.
type Shown struct {
	Path string // empty where there are to be none
	Held []Beside
}

// Show makes the latest reports those of a run whose folder is written. What holds no reports is left
// alone, with ErrForeign. A file that somebody holds open stays, and the new one stands
// beside it.
func (s *Shelf) Show(ctx context.Context, run *reconcile.Run) (Shown, error) {
	return onDisk(s.Access).show(ctx, s, run)
}

func (d disk) show(ctx context.Context, s *Shelf, run *reconcile.Run) (shown Shown, err error) {
	folder, place := s.folder(run), filepath.Join(s.Dir, LatestName)
	if s.Latest != LatestCopy && s.Latest != LatestLink {
		return Shown{}, nil
	}
	if err = admitLatest(place); err == nil && s.Latest == LatestLink {
		err = d.showLink(folder, place)
	} else if err == nil {
		shown.Held, err = d.showCopy(ctx, folder, place)
	}
	if err != nil {
		return Shown{}, advise(fmt.Errorf("show the reports of %s as %s: %w", folder, place, err))
	}
	shown.Path = place
	return shown, nil
}

// admitLatest refuses what is not ours to replace: anything but a folder with reports, an
// empty one, or a link to the folder of a run beside it.
func admitLatest(place string) error {
	info, err := os.Lstat(place)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !volume.Ours(info):
		return ErrForeign
	case info.Mode()&fs.ModeSymlink != 0:
		if to, err := os.Readlink(place); err != nil || !isRunFolder(to, filepath.Dir(place)) {
			return errors.Join(ErrForeign, err)
		}
		return nil
	case !info.IsDir():
		return ErrForeign
	}
	entries, err := os.ReadDir(place)
	if err != nil || len(entries) == 0 {
		return err
	}
	if there, err := readManifest(place); err != nil || there.Run == "" {
		return ErrForeign
	}
	return nil
}

// isRunFolder reports whether what a link in a folder leads to has the name of a run's
// folder there.
func isRunFolder(to, dir string) bool {
	_, _, ok := parseFolderName(filepath.Base(to))
	return ok && (filepath.Dir(to) == "." || filepath.Dir(to) == dir)
}

func (d disk) showLink(folder, place string) error {
	temp, err := d.NewLink(filepath.Base(folder), place)
	if err != nil {
		return err
	}
	return errors.Join(temp.Settle(), temp.Drop())
}

// showCopy puts copies of all files of a folder into a place. All of them are complete
// before the first takes its place, and the manifest is the last that does.
func (d disk) showCopy(ctx context.Context, folder, place string) (held []Beside, err error) {
	temp, err := d.NewFolder(place)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, temp.Drop()) }()
	manifest, err := readManifest(folder)
	if err != nil {
		return nil, fmt.Errorf("read the manifest: %w", err)
	}
	for _, file := range manifest.Files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := d.copyFile(filepath.Join(folder, file.Name), filepath.Join(temp.Path, file.Name), file.Bytes); err != nil {
			return nil, err
		}
	}
	if info, err := os.Lstat(place); err == nil && info.IsDir() {
		return d.replaceAll(temp.Path, place, &manifest)
	}
	err = d.writeManifest(filepath.Join(temp.Path, ManifestName), manifest)
	if err == nil {
		err = d.finish(temp.Path)
	}
	if err == nil {
		err = temp.Settle()
	}
	return nil, err
}

// copyFile copies so many bytes, which is the whole file.
func (d disk) copyFile(from, to string, bytes int64) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := d.begin(to)
	if err != nil {
		return err
	}
	copied, err := io.Copy(out, in)
	if err == nil && copied != bytes {
		err = fmt.Errorf("%s has %d bytes, and %d were written: somebody has changed it", from, copied, bytes)
	}
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}

// replaceAll moves the files of a manifest from one folder into another that holds those
// of an earlier run, of which none stays but what somebody holds open.
func (d disk) replaceAll(from, place string, manifest *Manifest) (held []Beside, err error) {
	if err := d.share(place); err != nil {
		return nil, err
	}
	settle := func(name string) (string, error) {
		at := filepath.Join(place, name)
		stands, err := d.settle(filepath.Join(from, name), at, manifest.Run)
		held = addHeld(held, at, stands)
		return filepath.Base(stands), err
	}
	var heldNames []string
	for i := range manifest.Files {
		name := manifest.Files[i].Name
		if manifest.Files[i].Name, err = settle(name); err != nil {
			return nil, err
		}
		heldNames = append(heldNames, name)
	}
	if err := d.writeManifest(filepath.Join(from, ManifestName), *manifest); err != nil {
		return nil, err
	}
	if _, err := settle(ManifestName); err != nil {
		return nil, err
	}
	return held, d.removeOthers(place, heldNames)
}

// removeOthers removes reports in formats that the latest are not written in any more.
func (d disk) removeOthers(place string, written []string) error {
	for _, format := range formats.All() {
		name := FileName(format)
		if slices.Contains(written, name) {
			continue
		}
		if err := d.removeFile(filepath.Join(place, name)); err != nil && !durable.Held(err) {
			return err
		}
	}
	return nil
}
