package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"handover/jobs/durable"
	"handover/reports"
)

// Files writes the outputs somebody named. All of them are rendered before the
// first takes its place, so that an error leaves the earlier files as they were;
// the standard output is written last before that.
func Files(ctx context.Context, source reports.Source, outputs []Output, stdout io.Writer, options reports.Options) error {
	return onDisk().files(ctx, source, outputs, stdout, options)
}

func (d disk) files(ctx context.Context, source reports.Source, outputs []Output, stdout io.Writer, options reports.Options) (err error) {
	if err := CheckOutputs(outputs); err != nil {
		return err
	}
	var waiting []replacement
	defer func() { err = errors.Join(err, d.drop(waiting)) }()
	var tasks []task
	var last []piped
	for _, o := range outputs {
		if o.Path == Stdout {
			last = append(last, piped{o.Format, stdout})
			continue
		}
		r, f, err := d.prepare(o)
		if err != nil {
			return errors.Join(advise(fmt.Errorf("write %s: %w", o.name(), err)), closeAll(tasks))
		}
		waiting = append(waiting, r)
		tasks = append(tasks, task{format: o.Format, file: f, name: o.name()})
	}
	if _, err := d.render(ctx, source, options, tasks, last...); err != nil {
		return advise(err)
	}
	for _, r := range waiting {
		if err := d.replace(r); err != nil {
			return advise(fmt.Errorf("write %s: %w", r.place, err))
		}
	}
	return nil
}

// replacement is a finished file that waits to take its place.
type replacement struct {
	temp, place string
	release     func()
}

// prepare makes the temporary file of an output beside its place.
func (d disk) prepare(o Output) (replacement, file, error) {
	place, err := o.place()
	if err != nil {
		return replacement{}, nil, err
	}
	folder := filepath.Dir(place)
	if err := d.sweep(folder); err != nil {
		return replacement{}, nil, err
	}
	var f file
	temp, release, err := durable.Claim(func() (string, error) {
		made, err := d.makeTemp(folder, tempPrefix+"*")
		if err != nil {
			return "", err
		}
		if f != nil {
			err = f.Close() // of an attempt that another process took away
		}
		f = made
		return made.Name(), err
	})
	if err != nil {
		return replacement{}, nil, err
	}
	return replacement{temp: temp, place: place, release: release}, f, nil
}

// replace moves a finished file to its place; it takes over the permissions of
// the file that stands there.
func (d disk) replace(r replacement) error {
	info, err := os.Stat(r.place)
	switch {
	case err == nil:
		if err := d.chmod(r.temp, info.Mode().Perm()); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := d.rename(r.temp, r.place); err != nil {
		return err
	}
	return d.syncFolder(filepath.Dir(r.place))
}

// drop removes the temporary files that have not taken their place.
func (d disk) drop(waiting []replacement) error {
	var faults []error
	for _, r := range waiting {
		faults = append(faults, d.remove(r.temp))
		r.release()
	}
	return errors.Join(faults...)
}
