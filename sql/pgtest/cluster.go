package pgtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// environment names the variable with the URL of an existing server on which tests may create databases.
const environment = "TEST_DATABASE_URL"

// startTimeout bounds a cluster's start: a second or two, but not on a busy machine.
const startTimeout = 90 * time.Second

// supervise makes a cluster in the folder $0 with the programs of the folder $1, runs it until standard input ends,
// and removes the folder. Standard input is a pipe that only the test process holds, so it ends when that process
// does, even by SIGKILL. SIGQUIT is PostgreSQL's immediate shutdown; this shell ignores it. It goes to the whole
// process group because initdb may still be at work, and again because a program just started does not heed it yet.
// A server that ends while there is a file named halted begins anew once that is gone; till then there is one named idle.
// Shared memory is kept in files because containers give /dev/shm 64 MB, which one parallel query can exceed.
const supervise = `
trap '' QUIT
ulimit -c 0
exec 3<&0 </dev/null
{ read -r _ <&3; : >"$0/over"; while kill -QUIT 0; do sleep 1; done; } &
"$1/initdb" --pgdata="$0/data" --username=postgres --auth=trust --encoding=UTF8 --no-sync \
	--no-instructions &&
while "$1/postgres" -D "$0/data" -c listen_addresses= -c unix_socket_directories="$0" -p 5432 \
	-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c dynamic_shared_memory_type=mmap
[ -e "$0/halted" ] && [ ! -e "$0/over" ]; do
	: >"$0/idle"
	while [ -e "$0/halted" ] && [ ! -e "$0/over" ]; do sleep 0.05; done
	rm -f "$0/idle"
done
kill $!
rm -rf -- "$0"
`

// Cluster is a running PostgreSQL server on which databases may be created.
type Cluster struct {
	url    *url.URL
	folder string // empty for a server of TEST_DATABASE_URL
	server *exec.Cmd
	alive  io.Closer // the pipe whose end ends the server
	log    *os.File
}

// Start takes the server of TEST_DATABASE_URL where that is set and otherwise boots a throwaway cluster, which takes
// a second or two and needs the programs initdb and postgres. The context bounds the start only. Tests use [Database];
// Start is for a cluster that shall end, by [Cluster.Stop], before its process does.
func Start(ctx context.Context) (*Cluster, error) {
	if given := os.Getenv(environment); given != "" {
		return existing(given)
	}
	return Boot(ctx)
}

// Boot boots a throwaway cluster whatever TEST_DATABASE_URL says, for tests that [Cluster.Halt] it.
func Boot(ctx context.Context) (*Cluster, error) {
	bin, err := findServer(debianFolders)
	if err != nil {
		return nil, err
	}
	owner, err := serverUser()
	if err != nil {
		return nil, err
	}
	folder, err := newFolder(owner)
	if err != nil {
		return nil, err
	}
	c := &Cluster{url: socketURL(folder), folder: folder}
	err = c.launch(bin, owner)
	if err == nil {
		err = c.waitReady(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, c.Stop())
	}
	return c, nil
}

// existing is the cluster of TEST_DATABASE_URL. Its errors never show the URL, which may hold a password.
func existing(given string) (*Cluster, error) {
	u, err := url.Parse(given)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		return nil, fmt.Errorf("read %s: it is not a postgres:// URL", environment)
	}
	return &Cluster{url: u}, nil
}

// URL names the database postgres of a throwaway cluster, or is TEST_DATABASE_URL.
func (c *Cluster) URL() string {
	return c.url.String()
}

// Database is the URL of another database of the same server.
func (c *Cluster) Database(name string) string {
	u := *c.url
	u.Path = "/" + name
	return u.String()
}

// Stop ends a throwaway cluster at once and removes its folder; a server of TEST_DATABASE_URL is left alone. It may be
// called again.
func (c *Cluster) Stop() error {
	if c.folder == "" {
		return nil
	}
	if c.server != nil {
		// How the server ended does not matter once its folder is gone.
		_ = c.alive.Close()
		_ = c.server.Wait()
		_ = c.log.Close()
	}
	err := os.RemoveAll(c.folder)
	if err != nil {
		return fmt.Errorf("remove the folder of PostgreSQL: %w", err)
	}
	return nil
}

// launch starts the server, apart from the tests: with its own folder and environment, in a process group that the
// terminal's interrupt does not reach, and as another user where the tests run as root. Its output goes to a file,
// since a pipe inherited from the test would keep "go test" waiting for the server's end.
func (c *Cluster) launch(bin string, owner *account) error {
	log, err := os.OpenFile(filepath.Join(c.folder, "log"), os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("create the log of PostgreSQL: %w", err)
	}
	server := exec.Command("/bin/sh", "-c", supervise, c.folder, bin)
	server.Dir = c.folder
	server.Env = []string{"PATH=" + os.Getenv("PATH") + ":/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}
	setApart(server, owner)
	server.Stdout, server.Stderr = log, log
	alive, err := server.StdinPipe()
	if err != nil {
		return errors.Join(fmt.Errorf("open the pipe of PostgreSQL: %w", err), log.Close())
	}
	err = server.Start()
	if err != nil {
		return errors.Join(fmt.Errorf("start PostgreSQL: %w", err), log.Close())
	}
	c.server, c.alive, c.log = server, alive, log
	return nil
}

// waitReady returns when the server answers, has ended, or has had its time.
func (c *Cluster) waitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	db, err := sql.Open("postgres", c.URL())
	if err != nil {
		return fmt.Errorf("open PostgreSQL: %w", err)
	}
	retry := time.NewTicker(20 * time.Millisecond)
	defer retry.Stop()
	for {
		err = db.PingContext(ctx)
		if err == nil {
			return db.Close()
		}
		// A server that has ended takes its log with it.
		_, ended := os.Stat(c.log.Name())
		if ended != nil || ctx.Err() != nil {
			return errors.Join(fmt.Errorf("wait for PostgreSQL: %w; it said: %s", err, c.said()), db.Close())
		}
		select {
		case <-ctx.Done():
		case <-retry.C:
		}
	}
}

// said returns the last lines of the server's log, at most 4 KiB, which tell why it did not start. The open file
// outlives its name.
func (c *Cluster) said() []byte {
	const most = 4096
	info, err := c.log.Stat()
	if err != nil {
		return nil
	}
	text, _ := io.ReadAll(io.NewSectionReader(c.log, max(0, info.Size()-most), most))
	return text
}
