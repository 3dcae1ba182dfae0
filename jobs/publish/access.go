package publish

import (
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"

	"handover/jobs/volume"
)

// Access says who may open what is published. The zero Access leaves that to its owner.
type Access struct {
	mode    fs.FileMode // of files; zero: as they are made, for their owner
	shared  bool        // with a group
	groupID int
}

const (
	ownerReadsAndWrites fs.FileMode = 0o600
	ownerOnly           fs.FileMode = 0o700
	groupReads          fs.FileMode = 0o040
	othersWrite         fs.FileMode = 0o002
	mayRead             fs.FileMode = 0o444
	mayExecute          fs.FileMode = 0o111
)

// CheckMode refuses what are no permissions for NewAccess, without a look at the system.
func CheckMode(text, group string) error {
	_, err := parseMode(text, group)
	return err
}

// parseMode reads permissions in octal for files, which nobody executes.
func parseMode(text, group string) (fs.FileMode, error) {
	number, err := strconv.ParseUint(text, 8, 32)
	mode := fs.FileMode(number)
	var fault string
	switch {
	case err != nil || mode&^fs.ModePerm != 0:
		fault = "is no set of permissions"
	case mode&ownerReadsAndWrites != ownerReadsAndWrites:
		fault = "keeps the owner from reading or writing"
	case mode&othersWrite != 0:
		fault = "lets everybody write"
	case group != "" && mode&groupReads == 0:
		fault = "gives the group nothing to read"
	default:
		return mode &^ mayExecute, nil
	}
	return 0, fmt.Errorf("%q %s: write one like \"0750\"", text, fault)
}

// NewAccess returns the access by permissions in octal, such as 0750, and by the name or
// number of a group; an empty one leaves files to the group that the system gives them.
// Whoever may read files may enter their folder, whatever the permissions say of that.
func NewAccess(mode, group string) (Access, error) {
	files, err := parseMode(mode, group)
	if err != nil {
		return Access{}, err
	}
	a := Access{}
	if files != ownerReadsAndWrites || group != "" {
		a.mode = files
	}
	if group == "" {
		return a, nil
	}
	a.shared = true
	if number, err := strconv.ParseUint(group, 10, 31); err == nil {
		a.groupID = int(number)
		return a, nil
	}
	known, err := user.LookupGroup(group)
	if err != nil {
		return Access{}, fmt.Errorf("find the group %q: %w", group, err)
	}
	if a.groupID, err = strconv.Atoi(known.Gid); err != nil {
		return Access{}, fmt.Errorf("the group %q has no number here: %w", group, err)
	}
	return a, nil
}

// share lets those open a new file or folder of ours who may. A folder keeps handing
// its group on.
func (d disk) share(path string) error {
	if d.access.mode == 0 {
		return nil
	}
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	mode := d.access.mode
	if info.IsDir() {
		mode |= (mode&mayRead)>>2 | info.Mode()&fs.ModeSetgid
	}
	if d.access.shared {
		if err := d.chown(path, d.access.groupID); err != nil {
			return fmt.Errorf("give %s to group %d: %w", path, d.access.groupID, err)
		}
	}
	return d.chmod(path, mode)
}

// makeFolders makes a folder and those above it that are missing.
func (d disk) makeFolders(path string) error {
	var missing []string
	for there, at := volume.Existing(path), path; at != there; at = filepath.Dir(at) {
		missing = append(missing, at)
	}
	if err := d.makeAll(path, ownerOnly); err != nil {
		return err
	}
	for _, made := range missing {
		if err := d.share(made); err != nil {
			return err
		}
	}
	return nil
}
