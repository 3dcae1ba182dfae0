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
	"handover/reconcile"
)

// stdinPath stands for the standard input among the paths.
const stdinPath = "-"

// plan is what one command is going to read: every input opened once, its kind
// and columns known.
type plan struct {
	opts     Options
	stdin    io.Reader
	inputs   []*input
	warnings []string
	spooled  []string // temporary copies of what cannot be read twice
}

// input is one file of a command.
type input struct {
	name    string // as messages name it: the path as given, or stdin
	path    string // where its bytes are
	rejects string // where its rejects go
	layout  *layout
}

// add looks at every path, and at every file of a folder.
func (p *plan) add(ctx context.Context, paths []string) error {
	if len(paths) == 0 {
		return &UsageError{Reason: "no path given; name files, folders or - for the standard input"}
	}
	for _, path := range paths {
		err := p.addPath(ctx, path)
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *plan) addPath(ctx context.Context, path string) error {
	if path == stdinPath {
		return p.addStream(ctx, "stdin", "stdin", p.stdin)
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &UsageError{Path: path, Reason: "no such file or folder"}
	case err != nil:
		return fmt.Errorf("look at input: %w", err)
	case info.IsDir():
		return p.addFolder(path)
	case !info.Mode().IsRegular():
		return p.addPipe(ctx, path)
	default:
		return p.addFile(input{name: path, path: path}, path)
	}
}

// addFolder takes the files of a folder that are named after a kind.
func (p *plan) addFolder(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("read folder: %w", err)
	}
	known := false
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case entry.IsDir():
		case isKnownName(name):
			known = true
			path := filepath.Join(folder, name)
			err = p.addFile(input{name: path, path: path}, path)
			if err != nil {
				return err
			}
		case strings.EqualFold(filepath.Ext(name), ".csv") && !strings.HasSuffix(strings.ToLower(name), rejectsSuffix):
			p.warnings = append(p.warnings, printable(filepath.Join(folder, name))+" is not read: its name begins with none of "+kindNames())
		}
	}
	if !known {
		return &UsageError{Path: folder, Reason: "the folder holds no file to read; their names begin with " + kindNames() + " and end in .csv"}
	}
	return nil
}

// addPipe takes a file that can be read only once.
func (p *plan) addPipe(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open input: %w", err)
	}
	return errors.Join(p.addStream(ctx, path, filepath.Base(path), f), f.Close())
}

// addStream copies a stream to a temporary file, since rows are read again for
// the rejects.
func (p *plan) addStream(ctx context.Context, name, base string, stream io.Reader) error {
	f, err := os.CreateTemp("", "handover-import-*.csv")
	if err != nil {
		return fmt.Errorf("create a copy of %s: %w", name, err)
	}
	p.spooled = append(p.spooled, f.Name())
	_, err = io.Copy(f, cancellable(ctx, stream))
	err = errors.Join(err, f.Close())
	if err != nil {
		return fmt.Errorf("copy %s: %w", name, err)
	}
	return p.addFile(input{name: name, path: f.Name()}, base)
}

// addFile reads the header of a file. rejectsBeside is the path that its
// rejects file is named after.
func (p *plan) addFile(in input, rejectsBeside string) error {
	if slices.ContainsFunc(p.inputs, func(other *input) bool { return filepath.Clean(other.path) == filepath.Clean(in.path) }) {
		return nil
	}
	h, err := headerOf(in)
	if err != nil {
		return err
	}
	kind, err := p.kindOf(in, h)
	if err != nil {
		return err
	}
	in.layout, err = newLayout(tableOf(kind), h)
	if err != nil {
		return in.blame(err)
	}
	if p.opts.Strict && len(in.layout.unknown) > 0 {
		return &RefusedError{Path: in.name, Line: h.line, Reason: in.layout.unknownColumns()}
	}
	in.rejects = p.rejectsPath(rejectsBeside)
	p.inputs = append(p.inputs, &in)
	return nil
}

func headerOf(in input) (header, error) {
	f, err := os.Open(in.path)
	if err != nil {
		return header{}, fmt.Errorf("open input: %w", err)
	}
	h, err := readHeader(records.NewReader(f, records.MaxBytes))
	return h, errors.Join(in.blame(err), f.Close())
}

func (p *plan) kindOf(in input, h header) (reconcile.DeliveryKind, error) {
	if p.opts.Kind != "" {
		return p.opts.Kind, nil
	}
	kind, known := kindOfName(in.name)
	if known {
		return kind, nil
	}
	return kindOfHeader(in.name, h)
}

// rejectsPath gives the path of a rejects file. Files of one name that share
// the folder of the rejects are numbered.
func (p *plan) rejectsPath(path string) string {
	if p.opts.RejectsDir != "" {
		path = filepath.Join(p.opts.RejectsDir, filepath.Base(path))
	}
	taken := func(rejects string) bool {
		return slices.ContainsFunc(p.inputs, func(in *input) bool { return in.rejects == rejects })
	}
	rejects := path + rejectsSuffix
	for n := 2; taken(rejects); n++ {
		rejects = fmt.Sprintf("%s-%d%s", path, n, rejectsSuffix)
	}
	return rejects
}

// inOrder gives the inputs kind by kind and otherwise as they were named.
func (p *plan) inOrder() []*input {
	var ordered []*input
	for _, t := range tables() {
		for _, in := range p.inputs {
			if in.layout.table.kind == t.kind {
				ordered = append(ordered, in)
			}
		}
	}
	return ordered
}

func (p *plan) cleanUp() error {
	var errs []error
	for _, path := range p.spooled {
		errs = append(errs, os.Remove(path))
	}
	return errors.Join(errs...)
}

// blame names the file in an error that was found without knowing it.
func (in *input) blame(err error) error {
	var refused *RefusedError
	switch {
	case err == nil:
		return nil
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
