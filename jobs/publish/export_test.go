package publish

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"handover/jobs/durable"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
)

// ErrFault is what a faulty disk answers.
var ErrFault = errors.New("fault")

// Advise adds to an error what to do.
var Advise = advise

// Faulty is a disk whose k-th call fails, counted from 1; with 0 none does.
type Faulty struct {
	k     int
	log   []string
	mutex sync.Mutex
	held  error // what renames onto and removals of these say
	names []string

	// Needed is the room that was asked for, each time.
	Needed []int64
}

// Holding returns a disk on which somebody holds files and folders of these names open.
func Holding(held error, names ...string) *Faulty { return &Faulty{held: held, names: names} }

// FailAt returns a disk whose k-th call fails.
func FailAt(k int) *Faulty { return &Faulty{k: k} }

// Calls returns how many calls there were.
func (f *Faulty) Calls() int { return len(f.log) }

// Log names the calls in their order.
func (f *Faulty) Log() []string { return f.log }

// Folder is the package's Folder on this disk.
func (f *Faulty) Folder(ctx context.Context, source reports.Source, dir string, chosen []formats.Format) error {
	return f.disk().folder(ctx, source, dir, chosen, reports.Options{})
}

// Files is the package's Files on this disk.
func (f *Faulty) Files(ctx context.Context, source reports.Source, outputs []Output, stdout io.Writer) ([]Beside, error) {
	return f.disk().files(ctx, source, outputs, stdout, reports.Options{})
}

// Show is the package's Show on this disk.
func (f *Faulty) Show(ctx context.Context, s *Shelf, run *reconcile.Run) (Shown, error) {
	return f.disk().show(ctx, s, run)
}

// Tidy is the package's Tidy on this disk.
func (f *Faulty) Tidy(ctx context.Context, s *Shelf, run *reconcile.Run) (Tidied, error) {
	return tidy(ctx, s, run, f.disk().takeAway)
}

// Probe is the package's Probe on this disk.
func (f *Faulty) Probe(outputs []Output, shelf Shelf) error {
	d := f.disk()
	d.access = shelf.Access
	return d.probe(outputs, shelf)
}

func (f *Faulty) next(call string) error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.log = append(f.log, call)
	if len(f.log) == f.k {
		return ErrFault
	}
	return nil
}

// before lets a call through unless it is its turn to fail.
func before[A any](f *Faulty, name string, call func(A) error) func(A) error {
	return func(a A) error {
		if err := f.next(name); err != nil {
			return err
		}
		return call(a)
	}
}

func before2[A, B any](f *Faulty, name string, call func(A, B) error) func(A, B) error {
	return func(a A, b B) error {
		if err := f.next(name); err != nil {
			return err
		}
		return call(a, b)
	}
}

func (f *Faulty) disk() disk {
	d := onDisk(Access{})
	return disk{
		Disk: durable.Disk{
			MakeLink: before2(f, "makeLink", d.MakeLink),
			Rename: before2(f, "rename", func(from, to string) error {
				away := filepath.Dir(from) == filepath.Dir(to) && slices.Contains(f.names, filepath.Base(from))
				if away || slices.Contains(f.names, filepath.Base(to)) {
					return &os.LinkError{Op: "rename", Old: from, New: to, Err: f.held}
				}
				return d.Rename(from, to)
			}),
			Remove: before(f, "remove", func(path string) error {
				if slices.Contains(f.names, filepath.Base(path)) {
					return &os.PathError{Op: "remove", Path: path, Err: f.held}
				}
				return d.Remove(path)
			}),
			SyncFolder: before(f, "syncFolder", d.SyncFolder),
			MakeFolder: func(parent, pattern string) (string, error) {
				if err := f.next("makeDir"); err != nil {
					return "", err
				}
				return d.MakeFolder(parent, pattern)
			},
			MakeFile: func(folder, pattern string) (durable.File, error) {
				return f.opened(func() (durable.File, error) { return d.MakeFile(folder, pattern) })
			},
		},
		makeAll: before2(f, "makeAll", d.makeAll),
		chmod:   before2(f, "chmod", d.chmod),
		chown:   before2(f, "chown", d.chown),
		fits: before2(f, "fits", func(path string, needed int64) error {
			f.Needed = append(f.Needed, needed)
			return d.fits(path, needed)
		}),
		spool: func() (spoolFile, error) {
			if err := f.next("spool"); err != nil {
				return nil, err
			}
			opened, err := d.spool()
			if err != nil {
				return nil, err
			}
			return faultySpool{opened, f}, nil
		},
		create: func(path string) (durable.File, error) {
			return f.opened(func() (durable.File, error) { return d.create(path) })
		},
	}
}

func (f *Faulty) opened(open func() (durable.File, error)) (durable.File, error) {
	if err := f.next("create"); err != nil {
		return nil, err
	}
	opened, err := open()
	if err != nil {
		return nil, err
	}
	return faultyFile{opened, f}, nil
}

type faultySpool struct {
	spoolFile
	faulty *Faulty
}

func (f faultySpool) Write(p []byte) (int, error) {
	if err := f.faulty.next("spoolWrite"); err != nil {
		return 0, err
	}
	return f.spoolFile.Write(p)
}

func (f faultySpool) Close() error {
	return errors.Join(f.faulty.next("spoolClose"), f.spoolFile.Close())
}

type faultyFile struct {
	durable.File
	faulty *Faulty
}

func (f faultyFile) Write(p []byte) (int, error) {
	if err := f.faulty.next("write"); err != nil {
		return 0, err
	}
	return f.File.Write(p)
}

func (f faultyFile) Sync() error {
	if err := f.faulty.next("sync"); err != nil {
		return err
	}
	return f.File.Sync()
}

func (f faultyFile) Close() error {
	return errors.Join(f.faulty.next("close"), f.File.Close())
}

// AdmitLinksAs is what a user may follow where every link belongs to another one.
func AdmitLinksAs(us, others int, path string) error {
	owner := func(info fs.FileInfo) (int, bool) {
		if info.Mode()&fs.ModeSymlink != 0 {
			return others, true
		}
		return us, true
	}
	return links{us, owner}.admit(path)
}

// Post is the package's Post on this disk.
func (f *Faulty) Post(ctx context.Context, s *Shelf, source reports.Source, to reports.Addressee) error {
	_, _, err := f.disk().post(ctx, s, source, to, reports.Options{})
	return err
}

// LetterNames returns the names of the files of letters.
var LetterNames = letterNames
