package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handover/jobs/ingest/records"
)

// stdinPath stands for the standard input among the paths.
const stdinPath = "-"

// intake is what one command is going to read: every input opened once, its kind
// and columns known.
type intake struct {
	opts     Options
	stdin    io.Reader
	limit    int64 // bytes of a stream
	inputs   []*input
	warnings []string
	spooled  []string // temporary copies of what cannot be read twice
}

// input is one file of a command.
type input struct {
	name    string // as messages name it: the path as given, or stdin
	path    string // where its bytes are
	rejects place
	layout  *layout
}

// add looks at every path, and at every file of a folder.
func (t *intake) add(ctx context.Context, paths []string) error {
	if len(paths) == 0 {
		return &UsageError{Reason: "no path given; name files, folders or - for the standard input"}
	}
	for _, path := range paths {
		err := t.addPath(ctx, path)
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *intake) addPath(ctx context.Context, path string) error {
	if path == stdinPath {
		return t.addStream(ctx, "stdin", "stdin", t.stdin)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return unopened(path, err)
	case info.IsDir():
		return t.addFolder(ctx, path)
	case info.Mode()&fs.ModeSocket != 0:
		return &UsageError{Path: path, Reason: "it is a socket, which cannot be read; name a file"}
	case !info.Mode().IsRegular():
		return t.addPipe(ctx, path)
	default:
		return t.addFile(ctx, input{name: path, path: path}, path)
	}
}

// addFolder takes the files of a folder that are named after a kind.
func (t *intake) addFolder(ctx context.Context, folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return unopened(folder, err)
	}
	known := false
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case entry.IsDir():
		case isKnownName(name):
			taken, err := t.addEntry(ctx, filepath.Join(folder, name))
			if err != nil {
				return err
			}
			known = known || taken
		case strings.EqualFold(filepath.Ext(name), ".csv") && !strings.HasSuffix(strings.ToLower(name), rejectsSuffix):
			t.warnings = append(t.warnings, printable(filepath.Join(folder, name))+" is not read: its name begins with none of "+kindNames())
		}
	}
	if !known {
		return &UsageError{Path: folder, Reason: "the folder holds no file to read; their names begin with " + kindNames() + " and end in .csv"}
	}
	return nil
}

// addEntry takes a file of a folder; what is none is not opened.
func (t *intake) addEntry(ctx context.Context, path string) (taken bool, err error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return false, unopened(path, err)
	case !info.Mode().IsRegular():
		t.warnings = append(t.warnings, printable(path)+" is not read: it is "+nature(info.Mode())+" and no file")
		return false, nil
	default:
		return true, t.addFile(ctx, input{name: path, path: path}, path)
	}
}

// addPipe takes a file that can be read only once.
func (t *intake) addPipe(ctx context.Context, path string) error {
	f, err := openStream(ctx, path)
	if err != nil {
		return err
	}
	return errors.Join(t.addStream(ctx, path, filepath.Base(path), f), f.Close())
}

// addStream copies a stream to a temporary file, since rows are read again for
// the rejects.
func (t *intake) addStream(ctx context.Context, name, base string, stream io.Reader) error {
	f, err := os.CreateTemp("", "handover-import-*.csv")
	if err != nil {
		return fmt.Errorf("create a copy of %s: %w", name, err)
	}
	t.spooled = append(t.spooled, f.Name())
	in := input{name: name, path: f.Name()}
	fits := func(head io.Reader) error {
		_, err := t.layoutOf(in, newReader(head))
		return err
	}
	err = errors.Join(in.blame(copyStream(f, newInterruptible(ctx, stream), t.limit, fits)), f.Close())
	if err != nil {
		return err
	}
	return t.addFile(ctx, in, base)
}

// addFile reads the header of a file. rejectsBeside is the path that its
// rejects file is named after.
func (t *intake) addFile(ctx context.Context, in input, rejectsBeside string) error {
	if slices.ContainsFunc(t.inputs, func(other *input) bool { return filepath.Clean(other.path) == filepath.Clean(in.path) }) {
		return nil
	}
	f, err := openRegular(in.path)
	if err != nil {
		return err
	}
	in.layout, err = t.layoutOf(in, newReader(newInterruptible(ctx, f)))
	err = errors.Join(in.blame(err), f.Close())
	if err != nil {
		return err
	}
	if t.opts.Strict && len(in.layout.unknown) > 0 {
		return &RefusedError{Path: in.name, Line: in.layout.header.line, Reason: in.layout.unknownColumns()}
	}
	in.rejects, err = t.rejectsPlace(in.name, rejectsBeside)
	if err != nil {
		return err
	}
	t.inputs = append(t.inputs, &in)
	return nil
}

// layoutOf fits the header of a file to the kind that was asked for, else to that
// of its name or of the header itself.
func (t *intake) layoutOf(in input, r *records.Reader) (*layout, error) {
	h, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	kind, known := t.opts.Kind, t.opts.Kind != ""
	if !known {
		kind, known = kindOfName(in.name)
	}
	if !known {
		kind, err = kindOfHeader(in.name, h)
		if _, refused := errors.AsType[*RefusedError](err); refused {
			return nil, underTitle(r, h, tables(), err)
		}
		if err != nil {
			return nil, err
		}
	}
	l, err := newLayout(tableOf(kind), h)
	if err != nil {
		return nil, underTitle(r, h, []table{tableOf(kind)}, err)
	}
	return l, nil
}

// inOrder returns the inputs kind by kind and otherwise as they were named.
func (t *intake) inOrder() []*input {
	var ordered []*input
	for _, table := range tables() {
		for _, in := range t.inputs {
			if in.layout.table.kind == table.kind {
				ordered = append(ordered, in)
			}
		}
	}
	return ordered
}

func (t *intake) cleanUp() error {
	var errs []error
	for _, path := range t.spooled {
		errs = append(errs, os.Remove(path))
	}
	return errors.Join(errs...)
}

// blame names the file in an error that was found without knowing it.
func (in *input) blame(err error) error {
	var refused *RefusedError
	_, usage := errors.AsType[*UsageError](err)
	switch {
	case err == nil, usage:
		return err
	case errors.As(err, &refused):
		refused.Path = in.name
		return refused
	default:
		return fmt.Errorf("read %s: %w", in.name, err)
	}
}

func (l *layout) unknownColumns() string {
	return "unknown columns " + strings.Join(l.unknown, ", ")
}
