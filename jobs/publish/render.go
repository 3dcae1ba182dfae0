package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"

	"golang.org/x/sync/errgroup"

	"handover/reports"
)

// sideBySide is how many formats are rendered at a time.
const sideBySide = 2

// render reads the run in one pass, renders every task from what it has read, and
// then what is to come last. It closes the files of all tasks.
func (d disk) render(ctx context.Context, source reports.Source, options reports.Options, tasks []task,
	last func(*reports.Report) error,
) ([]rendered, error) {
	file, err := d.spool()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make a temporary file: %w", err), closeAll(tasks))
	}
	report, err := read(ctx, source, options, file)
	if err != nil {
		return nil, errors.Join(err, closeAll(tasks), file.Close())
	}
	results, err := renderAll(ctx, report, tasks)
	if err == nil {
		err = last(report)
	}
	return results, errors.Join(err, file.Close())
}

func read(ctx context.Context, source reports.Source, options reports.Options, file spoolFile) (*reports.Report, error) {
	spooled, err := fillSpool(ctx, source, options.Filter, file)
	if err != nil {
		return nil, err
	}
	return reports.New(ctx, spooled, options)
}

// task is one format on its way into one file.
type task struct {
	format reports.Format
	file   file
	name   string // for messages
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

// render writes the format into the file, and sees to it that the bytes are on
// the disk.
func (t task) render(ctx context.Context, report *reports.Report) (rendered, error) {
	out := measured{file: t.file, hash: sha256.New()}
	err := ctx.Err()
	if err == nil {
		err = t.format.Write(ctx, &out, report)
	}
	if err == nil {
		err = t.file.Sync()
	}
	if err := errors.Join(err, t.file.Close()); err != nil {
		return rendered{}, err
	}
	return rendered{out.bytes, hex.EncodeToString(out.hash.Sum(nil))}, nil
}

// measured counts and hashes what is written.
type measured struct {
	file
	hash  hash.Hash
	bytes int64
}

// Write passes the bytes on and takes note of those that were written.
func (m *measured) Write(p []byte) (int, error) {
	n, err := m.file.Write(p)
	m.bytes += int64(n)
	m.hash.Write(p[:n])
	return n, err
}
