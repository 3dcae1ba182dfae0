package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"handover/jobs/durable"
	"handover/jobs/volume"
	"handover/reports"
)

// Files writes the outputs somebody named. All of them are rendered before the
// first takes its place, so that an error leaves the earlier files as they were;
// the standard output is written last before that. It tells which files stand beside
// their places because somebody holds those open.
func Files(ctx context.Context, source reports.Stored, outputs []Output, stdout io.Writer, options reports.Options, access Access) ([]Beside, error) {
	return onDisk(access).files(ctx, source, outputs, stdout, options)
}

func (d disk) files(ctx context.Context, source reports.Stored, outputs []Output, stdout io.Writer, options reports.Options) (held []Beside, err error) {
	if err := CheckOutputs(outputs); err != nil {
		return nil, err
	}
	var waiting []*durable.Temp
	defer func() { err = errors.Join(err, drop(waiting)) }()
	var tasks []task
	var last []piped
	for _, o := range outputs {
		if o.Path == Stdout {
			last = append(last, piped{o.Format, stdout})
			continue
		}
		t, err := d.prepare(o)
		if err != nil {
			return nil, errors.Join(advise(fmt.Errorf("write %s: %w", o.name(), err)), closeAll(tasks))
		}
		waiting = append(waiting, t)
		tasks = append(tasks, task{format: o.Format, file: t.File, name: o.name()})
	}
	if _, err := d.render(ctx, source, options, tasks, last...); err != nil {
		return nil, advise(err)
	}
	run := source.Run()
	for _, t := range waiting {
		stands, err := d.replace(t, reports.RunID(&run))
		if err != nil {
			return held, advise(fmt.Errorf("write %s: %w", t.Place, err))
		}
		held = addHeld(held, t.Place, stands)
	}
	return held, nil
}

// prepare makes the temporary file of an output beside its place.
func (d disk) prepare(o Output) (*durable.Temp, error) {
	place, err := o.place()
	if err != nil {
		return nil, err
	}
	return d.NewFile(place)
}

// replace moves a finished file to its place, or beside it where somebody holds that
// open, and tells where it stands. It takes over the permissions of the file that stands
// there, unless another user has put it there.
func (d disk) replace(t *durable.Temp, run string) (stands string, err error) {
	info, err := os.Lstat(t.Place)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	stays := err == nil && info.Mode().IsRegular() && volume.Ours(info)
	if err := d.share(t.Path); err != nil {
		return "", err
	}
	if stays {
		if err := d.chmod(t.Path, info.Mode().Perm()); err != nil {
			return "", err
		}
	}
	return d.settle(t.Path, t.Place, run)
}

// drop removes the temporary files that have not taken their place.
func drop(waiting []*durable.Temp) error {
	var faults []error
	for _, t := range waiting {
		faults = append(faults, t.Drop())
	}
	return errors.Join(faults...)
}
