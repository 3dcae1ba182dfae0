package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"handover/jobs/volume"
)

// mostLinks is how many links a path may lead through.
const mostLinks = 40

// links says whose links a report follows.
type links struct {
	us    int
	owner func(fs.FileInfo) (id int, known bool)
}

func ourLinks() links { return links{os.Geteuid(), volume.OwnerOf} }

// admit refuses a path that leads through a link which is neither ours nor root's nor of
// the owner of the folder that holds it: in a folder where everybody may write, somebody
// else could lead a report over any file of ours. What is not there leads nowhere.
func (l links) admit(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	hops := mostLinks
	return l.walk(path, &hops)
}

func (l links) walk(path string, hops *int) error {
	at := filepath.VolumeName(path) + string(filepath.Separator)
	for name := range strings.SplitSeq(strings.TrimPrefix(path, at), string(filepath.Separator)) {
		folder := at
		at = filepath.Join(at, name)
		info, err := os.Lstat(at)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			continue // what is wrong with it shows where it is used
		}
		if err := l.follow(folder, at, info, hops); err != nil {
			return err
		}
	}
	return nil
}

// follow admits a link and what it leads to.
func (l links) follow(folder, at string, link fs.FileInfo, hops *int) error {
	if *hops--; *hops < 0 {
		return fmt.Errorf("%s leads through too many links", at)
	}
	if owner, known := l.owner(link); known && owner != 0 && owner != l.us && !l.owns(owner, folder) {
		return fmt.Errorf("%s is a link of another user (%d): remove it, or write somewhere else", at, owner)
	}
	to, err := os.Readlink(at)
	if err != nil {
		return err
	}
	if !filepath.IsAbs(to) {
		to = filepath.Join(folder, to)
	}
	return l.walk(filepath.Clean(to), hops)
}

func (l links) owns(user int, folder string) bool {
	info, err := os.Stat(folder)
	if err != nil {
		return false
	}
	owner, known := l.owner(info)
	return known && owner == user
}
