package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
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
	tables   map[reconcile.DeliveryKind]table // one for all inputs of a kind
	taken    map[string]bool                  // the keys of what the inputs are read from
	places   map[string]bool                  // where their rejects go
	numbers  map[string]int                   // the first number of a name that may be free there
	warnings []string
	spooled  []string // temporary copies of what cannot be read twice
	closers  []io.Closer
}

// input is what one file, or a part of it, gives of one kind of row.
type input struct {
	blob
	rejects place
	layout  *layout
	foreign *foreign // nil: a canonical file
	sum     string   // the hash of its bytes, where they have been read to the end
	period  string   // of its first records, where its format tells that of a record
	overlap *overlap // with other files of the command; nil: none is asked for
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
		return t.addBlob(ctx, fileBlob(path, path, path), 0)
	}
}

// addFolder takes the files of a folder, and of those folders in it that are named after
// a tenant.
func (t *intake) addFolder(ctx context.Context, folder string) error {
	taken, err := t.addEntries(ctx, folder, "")
	if err == nil && !taken {
		err = &UsageError{Path: folder, Reason: "the folder holds no file that can be read; `handover import formats` lists what can"}
	}
	return err
}

func (t *intake) addEntries(ctx context.Context, folder, within string) (taken bool, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false, unopened(folder, err)
	}
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		read := false
		switch {
		case entry.IsDir() && tenantOfPath(entry.Name()) != "":
			read, err = t.addEntries(ctx, path, entry.Name()+"/")
		case !entry.IsDir() && mayBeRead(entry.Name()):
			read, err = t.addEntry(ctx, path, within)
		}
		if err != nil {
			return false, err
		}
		taken = taken || read
	}
	return taken, nil
}

// mayBeRead reports whether a file of a folder, or of an archive, is looked at: by its
// name it can hold rows, and is neither hidden nor one of rejects.
func mayBeRead(name string) bool {
	lower := strings.ToLower(name)
	if strings.HasPrefix(lower, ".") || strings.HasPrefix(lower, "~$") || strings.HasSuffix(lower, RejectsSuffix) {
		return false
	}
	return slices.Contains([]string{".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".gz", ".zip", ".xlsx", ".xlsm"}, filepath.Ext(lower))
}

// addEntry takes a file of a folder; what is none is not opened.
func (t *intake) addEntry(ctx context.Context, path, within string) (taken bool, err error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return false, unopened(path, err)
	case !info.Mode().IsRegular():
		t.warn(path, "it is "+nature(info.Mode())+" and no file")
		return false, nil
	default:
		b := fileBlob(path, path, path)
		b.short = within + b.short
		return t.addFound(ctx, b, 0)
	}
}

// warn tells of a file that is left out.
func (t *intake) warn(name, reason string) {
	t.warnings = append(t.warnings, printable(name)+" is not read: "+reason)
}

// addFound takes a file that nobody has named, and warns of one that nobody knows.
func (t *intake) addFound(ctx context.Context, b blob, depth int) (taken bool, err error) {
	return t.unlessUnknown(&b, t.addBlob(ctx, b, depth))
}

// unlessUnknown warns of a file that was not taken because nobody knows it.
func (t *intake) unlessUnknown(b *blob, err error) (taken bool, _ error) {
	unknown, isUnknown := errors.AsType[*unknownError](err)
	switch {
	case isUnknown && isKnownName(b.base):
		return false, unknown.err // by its name it is known, and so a fault of what it lies in
	case isUnknown:
		t.warn(b.name, unknown.reason())
		return false, nil
	default:
		return err == nil, err
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
	path, err := t.spool(func(f *os.File) error {
		return copyStream(f, newInterruptible(ctx, stream), t.limit, func(head []byte) error { return t.fits(name, head) })
	})
	if err != nil {
		return blame(name, err)
	}
	return t.addBlob(ctx, fileBlob(name, path, base), 0)
}

// fits finds out by its first bytes whether a long stream is worth copying.
func (t *intake) fits(name string, head []byte) error {
	b := blob{name: name, base: name, open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(string(head))), nil
	}}
	if container(head) != noContainer || isJSON(beginning(head)) {
		return nil // what it is can be told when there is more of it
	}
	_, err := t.recognise(context.Background(), b)
	return err
}

// tableOf returns the table of a kind. All inputs share it, since it takes more room than
// what is known of most files.
func (t *intake) tableOf(kind reconcile.DeliveryKind) table {
	shared, there := t.tables[kind]
	if !there {
		shared = tableOf(kind)
		t.tables[kind] = shared
	}
	return shared
}

// addInput takes one part of a file.
func (t *intake) addInput(ctx context.Context, in *input) error {
	if t.opts.Strict && len(in.layout.unknown) > 0 {
		return &RefusedError{Path: in.name, Line: in.layout.header.line, Reason: in.layout.unknownColumns()}
	}
	if in.foreign != nil && in.foreign.format.Partial && t.opts.Complete {
		return &UsageError{Path: in.name, Reason: in.foreign.format.Name + " never holds all that its source knows of a tenant: leave --complete out"}
	}
	if in.isMended && t.opts.Complete {
		return &UsageError{Path: in.name, Reason: "rejects are never all that a source knows of a tenant: leave --complete out"}
	}
	period, err := in.latestPeriod(ctx)
	if err != nil {
		return err
	}
	in.period = period
	t.inputs = append(t.inputs, in)
	if in.foreign != nil && !in.foreign.last {
		return nil // what cannot be read is told by the last part
	}
	place, err := t.rejectsPlace(in.name, in.beside)
	in.rejects = place
	t.places[place.path] = true
	return err
}

// inOrder returns the parts of each file, the files by the kind of the first part, then by
// their periods, and otherwise as they were named.
func (t *intake) inOrder() [][]*input {
	byKind := map[reconcile.DeliveryKind][][]*input{}
	for rest := t.inputs; len(rest) > 0; {
		n := 1
		for rest[n-1].foreign != nil && !rest[n-1].foreign.last {
			n++
		}
		kind := rest[0].layout.table.kind
		byKind[kind], rest = append(byKind[kind], rest[:n]), rest[n:]
	}
	var ordered [][]*input
	for _, table := range tables() {
		files := byKind[table.kind]
		slices.SortStableFunc(files, func(a, b []*input) int { return strings.Compare(a[0].period, b[0].period) })
		ordered = append(ordered, files...)
	}
	return ordered
}

func (t *intake) cleanUp() error {
	var errs []error
	for _, c := range t.closers {
		errs = append(errs, c.Close())
	}
	for _, path := range t.spooled {
		errs = append(errs, os.Remove(path))
	}
	return errors.Join(errs...)
}

// blame names the file in an error that was found without knowing it.
func blame(name string, err error) error {
	var refused *RefusedError
	var usage *UsageError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &usage):
		usage.Path = cmp.Or(usage.Path, name)
		return err
	case errors.As(err, &refused):
		refused.Path = cmp.Or(refused.Path, name)
		return err
	default:
		return fmt.Errorf("read %s: %w", printable(name), err)
	}
}

func (l *layout) unknownColumns() string {
	return "unknown columns " + strings.Join(l.unknown, ", ")
}

// formatsOf returns the formats that may be read.
func (o *Options) formatsOf() []formats.Format {
	if o.Formats == nil {
		return formats.All()
	}
	return o.Formats
}
