package publish

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"handover/jobs/durable"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
)

// ManifestName is the file that tells what a folder holds.
const ManifestName = "manifest.json"

// Manifest lists the files of a report folder.
type Manifest struct {
	Run   string  `json:"run"`   // the run's number
	AsOf  string  `json:"as_of"` // RFC 3339 in UTC
	Files []Entry `json:"files"`
}

// Entry is one file of a report folder.
type Entry struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // lower-case hex
}

// folderTime is how the name of a folder begins.
const folderTime = "20060102T150405Z"

// FolderName returns the name of the folder for a run's reports: its as-of instant
// in UTC and its number, such as 20261120T000000Z-123.
func FolderName(run *reconcile.Run) string {
	return run.AsOf.UTC().Format(folderTime) + "-" + reports.RunID(run)
}

// FileName returns the name of a format's file in a report folder.
func FileName(format formats.Format) string { return "report" + format.Ext }

// Folder writes a folder with a file of each format and a manifest, complete or
// not at all. A folder of the same run is replaced; any other one that has
// something in it is refused. Missing folders above it are made.
func Folder(ctx context.Context, source reports.Stored, dir string, chosen []formats.Format, options reports.Options, access Access) error {
	return onDisk(access).folder(ctx, source, dir, chosen, options)
}

func (d disk) folder(ctx context.Context, source reports.Stored, dir string, chosen []formats.Format, options reports.Options) error {
	run := source.Run()
	return d.replaceFolder(dir, &run, func(temp string) ([]Entry, error) { return d.fill(ctx, source, temp, chosen, options) })
}

// replaceFolder makes a folder of files about a run, which fill writes into a folder that
// nobody else sees yet, with a manifest.
func (d disk) replaceFolder(dir string, run *reconcile.Run, fill func(temp string) ([]Entry, error)) error {
	dir = filepath.Clean(dir)
	parent := filepath.Dir(dir)
	if err := ourLinks().admit(dir); err != nil {
		return fmt.Errorf("write reports to %s: %w", dir, err)
	}
	if err := d.makeFolders(parent); err != nil {
		return advise(fmt.Errorf("make folder %s: %w", parent, err))
	}
	temp, err := d.NewFolder(dir)
	if err != nil {
		return advise(fmt.Errorf("make a temporary folder in %s: %w", parent, err))
	}
	if err := refuseForeign(dir, run); err != nil {
		return errors.Join(err, temp.Drop())
	}
	entries, err := fill(temp.Path)
	if err == nil {
		err = d.seal(temp.Path, run, entries)
	}
	if err == nil {
		err = temp.Settle()
	}
	if err != nil {
		return errors.Join(advise(fmt.Errorf("write reports to %s: %w", dir, err)), temp.Drop())
	}
	return nil
}

// seal writes the manifest of what a folder holds, its last file.
func (d disk) seal(folder string, run *reconcile.Run, entries []Entry) error {
	manifest := Manifest{
		Run: reports.RunID(run), AsOf: run.AsOf.UTC().Format("2006-01-02T15:04:05Z"), Files: append([]Entry{}, entries...),
	}
	if err := d.writeManifest(filepath.Join(folder, ManifestName), manifest); err != nil {
		return fmt.Errorf("write %s: %w", ManifestName, err)
	}
	return d.finish(folder)
}

// refuseForeign refuses a folder that may not be replaced: one that holds
// something else than reports of the run.
func refuseForeign(dir string, run *reconcile.Run) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return advise(fmt.Errorf("look into %s: %w", dir, err))
	}
	there, err := readManifestUpTo(dir, mostOfLetters)
	if err != nil || there.Run != reports.RunID(run) {
		return fmt.Errorf("write reports to %s: the folder exists and does not hold the reports of run %d; move it away or write somewhere else",
			dir, run.Seq)
	}
	return nil
}

const (
	// mostManifest is how large the manifest of reports can be.
	mostManifest = 1 << 20
	// mostOfLetters is how large that of letters can be, some hundred thousand files.
	mostOfLetters = 1 << 27
)

// readManifest reads the manifest of a folder with reports.
func readManifest(dir string) (Manifest, error) { return readManifestUpTo(dir, mostManifest) }

// readManifestUpTo reads a manifest up to a number of bytes. What somebody has put there
// instead, such as a pipe on which nobody writes, is not read.
func readManifestUpTo(dir string, most int64) (Manifest, error) {
	path := filepath.Join(dir, ManifestName)
	info, err := os.Lstat(path)
	if err != nil {
		return Manifest{}, err
	}
	if !info.Mode().IsRegular() || info.Size() > most {
		return Manifest{}, fmt.Errorf("%s is not what a run writes", path)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return Manifest{}, err
	}
	var there Manifest
	err = json.Unmarshal(content, &there)
	return there, err
}

// fill writes the reports into a folder that nobody else sees yet.
func (d disk) fill(ctx context.Context, source reports.Stored, folder string, chosen []formats.Format, options reports.Options) ([]Entry, error) {
	var tasks []task
	for _, format := range chosen {
		f, err := d.begin(filepath.Join(folder, FileName(format)))
		if err != nil {
			return nil, errors.Join(err, closeAll(tasks))
		}
		tasks = append(tasks, task{format: format, file: f, name: FileName(format)})
	}
	results, err := d.render(ctx, source, options, tasks)
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, len(tasks))
	for i, t := range tasks {
		entries[i] = Entry{t.name, results[i].bytes, results[i].sha256}
	}
	return entries, nil
}

// begin makes a file for those who may open it.
func (d disk) begin(path string) (durable.File, error) {
	f, err := d.create(path)
	if err != nil {
		return nil, err
	}
	if err := d.share(path); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// finish makes what a folder holds outlast a power failure, and opens it for those who
// may.
func (d disk) finish(folder string) error {
	return errors.Join(d.SyncFolder(folder), d.share(folder))
}

func (d disk) writeManifest(path string, manifest Manifest) error {
	content, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return err
	}
	f, err := d.begin(path)
	if err != nil {
		return err
	}
	_, err = f.Write(append(content, '\n'))
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// closeAll closes the files of tasks that will not be rendered.
func closeAll(tasks []task) error {
	var faults []error
	for _, t := range tasks {
		faults = append(faults, t.file.Close())
	}
	return errors.Join(faults...)
}
