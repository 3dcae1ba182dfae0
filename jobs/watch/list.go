package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handover/jobs/ingest"
)

// list finds the files of all folders that may be read. What is none is told once, at the
// first look.
func (l *look) list() []candidate {
	var found []candidate
	for i := range l.Folders {
		folder := &l.Folders[i]
		if l.unlisted[folder.Name] {
			continue
		}
		list, err := l.entries(folder)
		if err != nil {
			l.unlisted[folder.Name] = true
			l.faults = append(l.faults, fmt.Errorf("look at the folder of import %s: %w", folder.Name, err))
			continue
		}
		found = append(found, list...)
	}
	return found
}

func (l *look) entries(folder *Folder) ([]candidate, error) {
	entries, err := os.ReadDir(folder.Path)
	if err != nil {
		return nil, err
	}
	var found []candidate
	for _, entry := range entries {
		if !MayBeRead(entry.Name()) || entry.IsDir() && (entry.Name() == doneFolder || entry.Name() == failedFolder) {
			continue
		}
		info, err := entry.Info()
		switch {
		case errors.Is(err, fs.ErrNotExist): // it has gone meanwhile
		case err != nil:
			return nil, err
		case !info.Mode().IsRegular():
			l.leave(&candidate{folder, info})
		default:
			found = append(found, candidate{folder, info})
		}
	}
	return found, nil
}

// leave tells once of what is no regular file.
func (l *look) leave(c *candidate) {
	told := func(f File) bool { return f.Folder == c.folder.Name && f.Name == c.info.Name() }
	if slices.ContainsFunc(l.files, told) {
		return
	}
	switch {
	case c.info.IsDir():
		l.tell(c, File{Outcome: Below})
	case c.info.Mode()&fs.ModeSymlink != 0:
		l.tell(c, File{Outcome: Refused, Reason: "it is a link, and links are not followed", Told: true})
	default:
		l.tell(c, File{Outcome: Refused, Reason: "it is no regular file", Told: true})
	}
}

func (c *candidate) path() string { return filepath.Join(c.folder.Path, c.info.Name()) }

// MayBeRead tells by its name whether a file of a watched folder is looked at: it is not
// hidden, nor what a program makes while it writes or shows another file, nor rejects.
func MayBeRead(name string) bool {
	lower := strings.ToLower(name)
	for _, prefix := range []string{".", "~$"} {
		if strings.HasPrefix(lower, prefix) {
			return false
		}
	}
	for _, suffix := range []string{".part", ".filepart", ".partial", ".crdownload", ".download", ".tmp", ingest.RejectsSuffix} {
		if strings.HasSuffix(lower, suffix) {
			return false
		}
	}
	return lower != "thumbs.db" && lower != "desktop.ini"
}
