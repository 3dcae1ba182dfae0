package demo

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handover/jobs/durable"
	"handover/reconcile"
)

// The file by which a folder is known to be the demo's, and its first line.
const (
	markName = "README.txt"
	markLine = "Invented by handover demo; the folder is replaced when it is invented again."
)

// OccupiedError says that a folder holds something that the demo did not
// write.
type OccupiedError struct {
	Path string
}

// Error names the folder and what to do.
func (e *OccupiedError) Error() string {
	return e.Path + ": the folder holds other files; name one that is new or empty"
}

// size says how much there is, and how it can be invented again.
func (o *Options) size() string {
	if o.Tenants == 0 {
		return "a small set in which each customer has one subject"
	}
	return fmt.Sprintf("%d tenants, seed %d", o.Tenants, o.Seed)
}

// Generate writes the files into a folder, complete or not at all. The folder
// is new, empty or one that Generate wrote before, which is replaced; any other
// is an *OccupiedError.
func Generate(ctx context.Context, folder string, opts Options) (Counts, error) {
	folder = filepath.Clean(folder)
	err := checkFree(folder)
	if err != nil {
		return Counts{}, err
	}
	err = os.MkdirAll(filepath.Dir(folder), 0o750)
	if err != nil {
		return Counts{}, fmt.Errorf("create folder: %w", err)
	}
	temp, err := durable.OnDisk().NewFolder(folder)
	if err != nil {
		return Counts{}, fmt.Errorf("create folder: %w", err)
	}
	counts, err := fill(ctx, temp.Path, opts)
	if err == nil {
		err = temp.Settle()
	}
	if err != nil {
		return Counts{}, errors.Join(fmt.Errorf("write demo into %s: %w", folder, err), temp.Drop())
	}
	return counts, nil
}

// checkFree makes sure that nothing of anybody else is replaced.
func checkFree(folder string) error {
	entries, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("look at folder: %w", err)
	case len(entries) == 0:
		return nil
	}
	for _, entry := range entries {
		if entry.Name() != markName && !slices.ContainsFunc(kinds(), func(k reconcile.DeliveryKind) bool { return entry.Name() == fileName(k) }) {
			return &OccupiedError{folder}
		}
	}
	mark, err := os.ReadFile(filepath.Join(folder, markName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look at folder: %w", err)
	}
	if !strings.HasPrefix(string(mark), markLine+"\n") {
		return &OccupiedError{folder}
	}
	return nil
}

func fileName(kind reconcile.DeliveryKind) string { return string(kind) + ".csv" }

// fill writes all files of a folder and makes them last.
func fill(ctx context.Context, folder string, opts Options) (Counts, error) {
	var out []*output
	var errs []error
	open := func(name string) io.Writer {
		o, err := create(filepath.Join(folder, name))
		if err != nil {
			errs = append(errs, err)
			return io.Discard
		}
		out = append(out, o)
		return o
	}
	counts, err := Write(ctx, func(kind reconcile.DeliveryKind) io.Writer { return open(fileName(kind)) }, opts)
	errs = append(errs, err)
	_, err = fmt.Fprintf(open(markName), "%s\n\nNothing in it is real. As of %s, %s.\n", markLine, opts.AsOf, opts.size())
	errs = append(errs, err)
	for _, o := range out {
		errs = append(errs, o.close())
	}
	errs = append(errs, os.Chmod(folder, 0o755), durable.SyncFolder(folder))
	return counts, errors.Join(errs...)
}

// output is one file that is written.
type output struct {
	*bufio.Writer
	file *os.File
}

func create(path string) (*output, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &output{bufio.NewWriterSize(f, 256<<10), f}, nil
}

func (o *output) close() error { return errors.Join(o.Flush(), o.file.Sync(), o.file.Close()) }
