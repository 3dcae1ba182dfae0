package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"handover/jobs/durable"
	"handover/jobs/ingest"
	"handover/reconcile"
)

// Folder is one that is looked at.
type Folder struct {
	Name    string         // by which the configuration knows it
	Path    string         // where it is
	Settle  time.Duration  // between the two looks that must find a file alike
	Options ingest.Options // of each file; the time of observation is the file's own
}

// ReadFunc reads one file into the store.
type ReadFunc func(ctx context.Context, options ingest.Options, path string) (ingest.Summary, error)

// Memory keeps from one look to the next which files could not be moved away.
type Memory interface {
	// Stuck returns the files that were kept last.
	Stuck(ctx context.Context) ([]reconcile.StuckFile, error)
	// SetStuck keeps files and forgets those before.
	SetStuck(ctx context.Context, files []reconcile.StuckFile) error
}

// Watcher looks at folders.
type Watcher struct {
	Folders []Folder
	Read    ReadFunc
	Memory  Memory
	Now     func() time.Time

	// Pause waits between the two looks, unless the context ends before.
	Pause func(ctx context.Context, wait time.Duration) error

	// Open opens a file for reading; nil: the system does. What fails because somebody
	// holds the file, as durable.Held tells, makes it wait for the next look.
	Open func(path string) (*os.File, error)
}

// Outcome is what became of a file.
type Outcome string

// What can become of a file.
const (
	Done    Outcome = "done"    // read, and moved away
	Failed  Outcome = "failed"  // it cannot be taken, and was moved away
	Waiting Outcome = "waiting" // for the next look: it is being written, or held
	Stuck   Outcome = "stuck"   // it was read and cannot be moved away
	Refused Outcome = "refused" // it is a link, or no file, and stays where it is
	Kept    Outcome = "kept"    // the store or the disk failed; it stays and is read at the next look
	Below   Outcome = "below"   // it is a folder, and what is in it is not looked at
)

// File is what became of one file of a folder.
type File struct {
	Folder  string // the folder's name
	Name    string // the file's
	Outcome Outcome
	Path    string         // where it lies now
	Reason  string         // why it is not done; empty where there is nothing to say
	Told    bool           // a person should see to it
	Summary ingest.Summary // of what was stored; rejects are where they lie now
	Err     error          // of Kept
}

// lockedFor is how long a file may be held by somebody before a person hears of it.
const lockedFor = time.Hour

// Look looks at all folders, waits until files have settled, and reads them. It tells what
// became of each file, in the order in which they were dealt with. The error is of what
// concerns no single file: a folder that cannot be listed, or the memory.
func (w *Watcher) Look(ctx context.Context) ([]File, error) {
	stuck, err := w.Memory.Stuck(ctx)
	if err != nil {
		return nil, err
	}
	l := look{Watcher: w, stuck: stuck, unlisted: map[string]bool{}}
	first := l.list()
	if err := w.Pause(ctx, l.settle(first)); err != nil {
		return l.files, err
	}
	l.take(ctx, l.settled(first, l.list()))
	l.keepUnlisted()
	if !slices.Equal(stuck, l.still) && ctx.Err() == nil {
		l.faults = append(l.faults, w.Memory.SetStuck(ctx, l.still))
	}
	return l.files, errors.Join(append(l.faults, ctx.Err())...)
}

// look is what one look knows.
type look struct {
	*Watcher
	stuck    []reconcile.StuckFile // before
	still    []reconcile.StuckFile // after
	unlisted map[string]bool       // folders that could not be listed
	files    []File
	faults   []error
}

// candidate is a file that may be read.
type candidate struct {
	folder *Folder
	info   fs.FileInfo
}

func (c *candidate) alike(other *candidate) bool {
	return c.info.Size() == other.info.Size() && c.info.ModTime().Equal(other.info.ModTime()) && os.SameFile(c.info, other.info)
}

// settle returns how long to wait before the second look.
func (l *look) settle(found []candidate) time.Duration {
	var longest time.Duration
	for i := range found {
		longest = max(longest, found[i].folder.Settle)
	}
	return longest
}

// settled returns the files that two looks find alike, the oldest first. Others wait.
func (l *look) settled(before, now []candidate) []candidate {
	var list []candidate
	for _, c := range now {
		same := slices.ContainsFunc(before, func(b candidate) bool {
			return b.folder == c.folder && b.info.Name() == c.info.Name() && b.alike(&c)
		})
		if !same {
			l.tell(&c, File{Outcome: Waiting, Reason: "it is being written"})
			continue
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b candidate) int {
		return cmp.Or(a.info.ModTime().Compare(b.info.ModTime()), cmp.Compare(a.info.Name(), b.info.Name()))
	})
	return list
}

// tell notes what became of a file.
func (l *look) tell(c *candidate, f File) {
	f.Folder, f.Name = c.folder.Name, c.info.Name()
	if f.Path == "" {
		f.Path = c.path()
	}
	l.files = append(l.files, f)
}

// keepUnlisted remembers what is known of folders that could not be looked into.
func (l *look) keepUnlisted() {
	for _, s := range l.stuck {
		if l.unlisted[s.Folder] {
			l.still = append(l.still, s)
		}
	}
	slices.SortFunc(l.still, func(a, b reconcile.StuckFile) int {
		return cmp.Or(cmp.Compare(a.Folder, b.Folder), cmp.Compare(a.Name, b.Name))
	})
}

// locked tells whether somebody holds a file so that it cannot be read now.
func (l *look) locked(c *candidate) (bool, error) {
	open := l.Open
	if open == nil {
		open = os.Open
	}
	f, err := open(c.path())
	if err != nil {
		return durable.Held(err), err
	}
	return false, f.Close()
}

// waits tells of a file that somebody holds: a person hears of it once it is old.
func (l *look) waits(c *candidate, err error) {
	f := File{Outcome: Waiting, Reason: fmt.Sprintf("somebody holds it: %v", err)}
	f.Told = l.Now().Sub(c.info.ModTime()) > lockedFor
	l.tell(c, f)
}
