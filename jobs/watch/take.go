package watch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"handover/jobs/durable"
	"handover/jobs/ingest"
	"handover/reconcile"
)

// take reads files, one after the other, until the store fails: what fails then is not the
// file's fault, and it would fail for every other one.
func (l *look) take(ctx context.Context, files []candidate) {
	for i := range files {
		c := &files[i]
		if ctx.Err() != nil || !l.takeOne(ctx, c) {
			l.keepStuck(files[i:])
			return
		}
	}
}

// takeOne deals with one file, and reports whether others can be dealt with.
func (l *look) takeOne(ctx context.Context, c *candidate) (goOn bool) {
	before, known, err := l.known(c)
	switch {
	case err != nil:
		l.tell(c, File{Outcome: Kept, Reason: err.Error(), Told: true, Err: err})
		return true
	case known:
		rejects, err := ingest.RejectsBeside(c.path())
		if err != nil {
			l.tell(c, File{Outcome: Kept, Reason: err.Error(), Told: true, Err: err})
			l.keepStuck([]candidate{*c})
			return true
		}
		l.moveAway(c, before.Refused, rejects, File{Reason: "it was read at an earlier look"})
		return true
	}
	if held, err := l.locked(c); held {
		l.waits(c, err)
		return true
	}
	options := c.folder.Options
	options.ObservedAt = c.info.ModTime()
	if now := l.Now(); options.ObservedAt.After(now) {
		options.ObservedAt = now
	}
	summary, err := l.Read(ctx, options, c.path())
	switch {
	case err == nil:
		l.moveAway(c, false, rejectsOf(&summary), File{Summary: summary})
	case c.gone(): // another program has taken it
	case durable.Held(err) && !c.beside(err):
		l.waits(c, err)
	case ctx.Err() == nil && isFault(err):
		l.moveAway(c, true, rejectsOf(&summary), File{Summary: summary, Reason: err.Error(), Told: true})
	default:
		l.tell(c, File{Outcome: Kept, Reason: err.Error(), Told: true, Summary: summary, Err: err})
		_, disk := errors.AsType[*fs.PathError](err)
		_, here := errors.AsType[*ingest.RefusedError](err)
		return disk || here // a file behind it may need no copy
	}
	return true
}

// rejectsOf returns the files with the rows that were refused.
func rejectsOf(s *ingest.Summary) (list []string) {
	for i := range s.Files {
		if s.Files[i].Rejects != "" {
			list = append(list, s.Files[i].Rejects)
		}
	}
	return list
}

// beside reports whether an error is about another file than this one, such as that of its
// rejects.
func (c *candidate) beside(err error) bool {
	at, is := errors.AsType[*fs.PathError](err)
	return is && at.Path != c.path()
}

// isFault reports whether an error is the file's own: reading it again would be no better.
func isFault(err error) bool {
	refused, is := errors.AsType[*ingest.RefusedError](err)
	_, usage := errors.AsType[*ingest.UsageError](err)
	return is && !refused.Here || usage
}

// known finds out whether a file is one that was read before and could not be moved away:
// its size, its time and its content are the same.
func (l *look) known(c *candidate) (before reconcile.StuckFile, known bool, err error) {
	at := slices.IndexFunc(l.stuck, func(s reconcile.StuckFile) bool {
		return s.Folder == c.folder.Name && s.Name == c.info.Name() && s.Size == c.info.Size() && s.Modified.Equal(c.info.ModTime())
	})
	if at < 0 {
		return before, false, nil
	}
	sum, err := c.sum()
	if durable.Held(err) || errors.Is(err, fs.ErrNotExist) {
		return l.stuck[at], true, nil // nobody has put another one there, and nobody could read it
	}
	return l.stuck[at], sum == l.stuck[at].SHA256, err
}

// keepStuck remembers what is known of files that were not dealt with.
func (l *look) keepStuck(files []candidate) {
	for i := range files {
		for _, s := range l.stuck {
			if s.Folder == files[i].folder.Name && s.Name == files[i].info.Name() && !slices.Contains(l.still, s) {
				l.still = append(l.still, s)
			}
		}
	}
}

// gone reports whether the file is no longer there.
func (c *candidate) gone() bool {
	_, err := os.Lstat(c.path())
	return errors.Is(err, fs.ErrNotExist)
}

// sum returns the hash of the file's content.
func (c *candidate) sum() (text string, err error) {
	f, err := os.Open(c.path())
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return "", fmt.Errorf("read %s: %w", c.path(), err)
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
