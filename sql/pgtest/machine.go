package pgtest

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
)

const (
	// debianFolders is where Debian and its descendants keep the servers, one folder per major version.
	debianFolders = "/usr/lib/postgresql/*/bin"

	// socketLimit keeps the socket's path, in bytes, below what every Unix allows (104 with the final zero on the
	// strictest).
	socketLimit = 100
)

// errNoServer says what to do on a machine without PostgreSQL.
var errNoServer = errors.New("no PostgreSQL server here: neither in PATH nor in " + debianFolders +
	" are both initdb and postgres; install it (\"apt-get install postgresql\", or \"make test\" does it) or set " +
	environment + " to a server where databases may be created")

// findServer returns the folder with initdb and postgres: from PATH, else the newest version that the pattern of
// folders matches.
func findServer(folders string) (string, error) {
	var candidates []string
	for _, folder := range filepath.SplitList(os.Getenv("PATH")) {
		// Links are followed because initdb seeks the server's other files beside itself.
		initdb, err := filepath.EvalSymlinks(filepath.Join(folder, "initdb"))
		if err == nil {
			candidates = append(candidates, filepath.Dir(initdb))
		}
	}
	installed, err := filepath.Glob(folders)
	if err != nil {
		return "", fmt.Errorf("list %s: %w", folders, err)
	}
	slices.SortFunc(installed, func(a, b string) int { return cmp.Compare(version(b), version(a)) })
	for _, folder := range append(candidates, installed...) {
		if executable(filepath.Join(folder, "initdb")) && executable(filepath.Join(folder, "postgres")) {
			return folder, nil
		}
	}
	return "", errNoServer
}

// version reads the major version from a folder like 9.6/bin or 15/bin; a folder without one counts as oldest.
func version(folder string) float64 {
	number, err := strconv.ParseFloat(filepath.Base(filepath.Dir(folder)), 64)
	if err != nil {
		return 0
	}
	return number
}

func executable(file string) bool {
	_, err := exec.LookPath(file)
	return err == nil
}

// account is a user of the machine by its numbers.
type account struct{ uid, gid uint32 }

// serverUser is the user to run the server as: nil for the own one, another one for root, whom PostgreSQL refuses.
func serverUser() (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(found.Uid, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("read the user id of %s: %w", name, err)
		}
		gid, err := strconv.ParseUint(found.Gid, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("read the group id of %s: %w", name, err)
		}
		return &account{uint32(uid), uint32(gid)}, nil
	}
	return nil, errors.New("find a user to run PostgreSQL as: it refuses root, and there is neither postgres nor nobody")
}

// newFolder makes the cluster's folder, open to its owner only: in the temporary folder, or in /tmp where that one's
// name leaves no room for a socket.
func newFolder(owner *account) (string, error) {
	const pattern = "handover-pg-"
	parent := os.TempDir()
	if len(filepath.Join(parent, pattern+"4294967295", ".s.PGSQL.5432")) > socketLimit {
		parent = "/tmp"
	}
	folder, err := os.MkdirTemp(parent, pattern)
	if err != nil {
		return "", fmt.Errorf("create the folder of PostgreSQL: %w", err)
	}
	if owner == nil {
		return folder, nil
	}
	err = os.Chown(folder, int(owner.uid), int(owner.gid))
	if err != nil {
		return "", errors.Join(fmt.Errorf("give the folder of PostgreSQL to its user: %w", err), os.Remove(folder))
	}
	return folder, nil
}

// socketURL names everything that drivers would else take from the environment. The port is but a part of the
// socket's name.
func socketURL(folder string) *url.URL {
	query := url.Values{"host": {folder}, "port": {"5432"}, "user": {"postgres"}, "sslmode": {"disable"}}
	return &url.URL{Scheme: "postgres", Path: "/postgres", RawQuery: query.Encode()}
}
