package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"runtime/debug"

	"golang.org/x/sync/errgroup"

	"handover/jobs/durable"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
)

// sideBySide is how many formats are rendered at a time.
const sideBySide = 2

// render reads the run in one pass, and renders from what that has given every
// task and then, on the standard output, what is to come last: however slowly
// somebody reads there, the store is left alone. It closes the files of all tasks.
func (d disk) render(ctx context.Context, source reports.Stored, options reports.Options,
	tasks []task, last ...piped,
) ([]rendered, error) {
	spooled, err := d.spooled(ctx, source, options.Filter)
	if err != nil {
		return nil, errors.Join(err, closeAll(tasks))
	}
	report, err := reports.New(ctx, spooled, options)
	if err != nil {
		return nil, errors.Join(err, closeAll(tasks), spooled.close())
	}
	results, err := renderAll(ctx, report, tasks)
	for i := 0; i < len(last) && err == nil; i++ {
		err = last[i].render(ctx, report)
	}
	return results, errors.Join(err, spooled.close())
}

// Spool reads a run in one pass, for somebody who renders from it what is no file. The
// function closes it.
func Spool(ctx context.Context, source reports.Stored, filter reconcile.Filter) (reports.Source, func() error, error) {
	spooled, err := onDisk(Access{}).spooled(ctx, source, filter)
	if err != nil {
		return nil, nil, advise(err)
	}
	return spooled, spooled.close, nil
}

// spooled reads a run in one pass. Closing the spool is the caller's part.
func (d disk) spooled(ctx context.Context, source reports.Stored, filter reconcile.Filter) (*spool, error) {
	var files [spoolFiles]spoolFile
	for i := range files {
		file, err := d.spool()
		if err != nil {
			err = fmt.Errorf("make a %w: %w", errSpool, err)
			for _, made := range files[:i] {
				err = errors.Join(err, made.Close())
			}
			return nil, err
		}
		files[i] = file
	}
	return fillSpool(ctx, source, filter, files)
}

// task is one format on its way into one file.
type task struct {
	format formats.Format
	file   durable.File
	name   string // for messages
}

// piped is a format on its way to the standard output.
type piped struct {
	format formats.Format
	out    io.Writer
}

func (p piped) render(ctx context.Context, report *reports.Report) error {
	if err := p.format.Write(ctx, p.out, report); err != nil {
		return fmt.Errorf("write standard output: %w", err)
	}
	return nil
}

// rendered is what came of a task.
type rendered struct {
	bytes  int64
	sha256 string // lower-case hex
}

// renderAll renders every task and closes all of its files. The first error
// stops the others.
func renderAll(ctx context.Context, report *reports.Report, tasks []task) ([]rendered, error) {
	results := make([]rendered, len(tasks))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(sideBySide)
	for i, t := range tasks {
		group.Go(func() error {
			result, err := t.render(ctx, report)
			if err != nil {
				return fmt.Errorf("write %s: %w", t.name, err)
			}
			results[i] = result
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return results, nil
}

// render writes the format into the file.
func (t task) render(ctx context.Context, report *reports.Report) (rendered, error) {
	return renderInto(ctx, t.file, func(w io.Writer) error { return t.format.Write(ctx, w, report) })
}

// renderInto has something written into a file, sees to it that the bytes are on the disk,
// and closes the file.
func renderInto(ctx context.Context, file durable.File, write func(io.Writer) error) (result rendered, err error) {
	defer func() {
		if cause := recover(); cause != nil { // which would end the program from here
			err = fmt.Errorf("a mistake in the program: %v\n%s", cause, debug.Stack())
		}
	}()
	out := measured{File: file, hash: sha256.New()}
	err = ctx.Err()
	if err == nil {
		err = write(&out)
	}
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return rendered{}, err
	}
	return rendered{out.bytes, hex.EncodeToString(out.hash.Sum(nil))}, nil
}

// measured counts and hashes what is written.
type measured struct {
	durable.File
	hash  hash.Hash
	bytes int64
}

// Write passes the bytes on and takes note of those that were written.
func (m *measured) Write(p []byte) (int, error) {
	n, err := m.File.Write(p)
	m.bytes += int64(n)
	m.hash.Write(p[:n])
	return n, err
}
