package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"handover/jobs/durable"
	"handover/jobs/volume"
)

// Probe makes sure, before anything is run, that reports can be written: that there
// can be files beside the outputs, below the folder of the shelf and among the
// temporary ones, and that there is room for as much as the last reports took.
func Probe(outputs []Output, shelf Shelf) error { return onDisk(shelf.Access).probe(outputs, shelf) }

func (d disk) probe(outputs []Output, shelf Shelf) error {
	folder := shelf.Dir
	var last sizes
	if folder != "" {
		last = lastReports(folder)
	}
	if err := d.probeSpool(last.largest); err != nil {
		return err
	}
	for _, o := range outputs {
		if err := d.probeFile(o); err != nil {
			return advise(fmt.Errorf("write %s: %w", o.name(), err))
		}
	}
	if folder == "" {
		return nil
	}
	needed := last.all
	if shelf.Latest == LatestCopy {
		needed *= 2
	}
	if err := d.probeFolder(folder, needed); err != nil {
		return advise(fmt.Errorf("write reports below %s: %w", folder, err))
	}
	return nil
}

// probeSpool makes and removes a temporary file. The spool takes about as much as the
// largest of the reports.
func (d disk) probeSpool(needed int64) error {
	file, err := d.spool()
	if err == nil {
		err = file.Close()
	}
	if err == nil {
		err = d.fits(os.TempDir(), needed)
	}
	if err != nil {
		return advise(fmt.Errorf("make a %w: %w", errSpool, err))
	}
	return nil
}

func (d disk) probeFile(o Output) error {
	if o.Path == Stdout {
		return nil
	}
	t, err := d.prepare(o)
	if err != nil {
		return err
	}
	return errors.Join(t.Close(), t.Drop())
}

func (d disk) probeFolder(folder string, needed int64) error {
	if err := ourLinks().admit(folder); err != nil {
		return err
	}
	there := volume.Existing(folder)
	temp, err := d.MakeFolder(there, durable.TempPrefix+"*")
	if err != nil {
		return err
	}
	if err := errors.Join(d.share(temp), d.Remove(temp)); err != nil {
		return err
	}
	return d.fits(there, needed)
}

// sizes is what the reports of a run took.
type sizes struct{ all, largest int64 }

// lastReports reads from its manifest what the newest report folder of ours below another took.
func lastReports(folder string) sizes {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return sizes{}
	}
	for _, entry := range slices.Backward(entries) { // the names begin with the as-of
		info, err := entry.Info()
		if err != nil || !info.IsDir() || !volume.Ours(info) {
			continue
		}
		there, err := readManifest(filepath.Join(folder, entry.Name()))
		if err != nil {
			continue
		}
		var s sizes
		for _, file := range there.Files {
			s.all += file.Bytes
			s.largest = max(s.largest, file.Bytes)
		}
		return s
	}
	return sizes{}
}
