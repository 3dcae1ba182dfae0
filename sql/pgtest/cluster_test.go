package pgtest_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"handover/sql/pgtest"
)

// roleVariable makes this test binary play a process that starts a cluster and waits to be killed.
const roleVariable = "PGTEST_START_AND_WAIT"

func TestMain(m *testing.M) {
	if os.Getenv(roleVariable) != "" {
		startAndWait()
	}
	os.Exit(m.Run())
}

// startAndWait tells the URL of its cluster and waits for the end of its input, which the test never gives it.
func startAndWait() {
	cluster, err := pgtest.Start(context.Background())
	if err == nil {
		_, err = fmt.Fprintln(os.Stdout, cluster.URL())
	}
	if err == nil {
		_, err = io.Copy(io.Discard, os.Stdin)
	}
	fmt.Fprintln(os.Stderr, "not killed:", err)
	os.Exit(1)
}

func TestStartTakesTheGivenServer(t *testing.T) {
	given := boot(t)
	t.Setenv("TEST_DATABASE_URL", given.URL())
	taken, err := pgtest.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if taken.URL() != given.URL() {
		t.Errorf("URL() = %s, want %s", taken.URL(), given.URL())
	}
	err = taken.Stop()
	if err != nil {
		t.Errorf("stop: %v", err)
	}
	if got := value(t, open(t, given.URL()), "select 1"); got != "1" {
		t.Errorf("the given server answers %q after Stop, want 1", got)
	}
}

func TestStartRefusesWhatIsNoURL(t *testing.T) {
	for _, given := range []string{"host=db.example.com password=secret", "mysql://u:secret@db.example.com/x", "postgres://u:secret@[/x"} {
		t.Setenv("TEST_DATABASE_URL", given)
		_, err := pgtest.Start(t.Context())
		if err == nil || !strings.Contains(err.Error(), "TEST_DATABASE_URL") {
			t.Errorf("Start with %s: %v, want an error that names TEST_DATABASE_URL", given, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("Start with %s tells the password: %v", given, err)
		}
	}
}

// A server that is halted refuses everybody, and has what it had when it goes on.
func TestAHaltedServerGoesOn(t *testing.T) {
	cluster := boot(t)
	ask := func(statement string) (n int, err error) {
		db := open(t, cluster.URL())
		err = db.QueryRowContext(t.Context(), statement).Scan(&n)
		return n, errors.Join(err, db.Close())
	}
	if _, err := ask("create table kept as select 42 as n"); !errors.Is(err, sql.ErrNoRows) {
		t.Fatal(err)
	}
	for range 2 {
		if err := cluster.Halt(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := ask("select 1"); err == nil {
			t.Error("a server that is halted answers")
		}
		if err := cluster.Resume(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n, err := ask("select n from kept"); err != nil || n != 42 {
			t.Errorf("n = %d after the halt, want 42 (%v)", n, err)
		}
	}
	if err := cluster.Halt(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := cluster.Stop(); err != nil {
		t.Errorf("stop a halted server: %v", err)
	}
}

func TestStopEndsTheServerAndRemovesItsFolder(t *testing.T) {
	cluster := boot(t)
	db := open(t, cluster.URL())
	if got := value(t, db, "select 1"); got != "1" {
		t.Fatalf("select 1 = %s", got)
	}
	for range 2 {
		err := cluster.Stop()
		if err != nil {
			t.Errorf("stop: %v", err)
		}
	}
	_, err := os.Stat(folder(t, cluster.URL()))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("stat the folder: %v, want that it does not exist", err)
	}
	err = db.Ping()
	if err == nil {
		t.Error("the server answers after Stop")
	}
}

func TestStartKeepsTheSocketsPathShort(t *testing.T) {
	long := t.TempDir() + strings.Repeat("/a-long-name", 10)
	err := os.MkdirAll(long, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", long)
	cluster := boot(t)
	if path := folder(t, cluster.URL()) + "/.s.PGSQL.5432"; len(path) > 100 {
		t.Errorf("the socket's path has %d bytes: %s", len(path), path)
	}
}

func TestStartStopsAtTheEndOfItsContext(t *testing.T) {
	t.Setenv("TEST_DATABASE_URL", "")
	t.Setenv("TMPDIR", openFolder(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := pgtest.Start(ctx)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Start = %v, want context.Canceled", err)
	}
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) != 0 {
		t.Errorf("the temporary folder holds %v, %v after a start without success", left, err)
	}
}

func TestStartTellsWhatTheServerSaid(t *testing.T) {
	for _, program := range []string{"initdb", "postgres"} {
		t.Run(program, func(t *testing.T) {
			programs := openFolder(t)
			write(t, programs+"/initdb", "#!/bin/sh\nexit 0\n")
			write(t, programs+"/postgres", "#!/bin/sh\nexit 0\n")
			write(t, programs+"/"+program, "#!/bin/sh\necho out of cheese\nexit 1\n")
			t.Setenv("PATH", programs)
			t.Setenv("TMPDIR", openFolder(t))
			t.Setenv("TEST_DATABASE_URL", "")
			_, err := pgtest.Start(t.Context())
			if err == nil || !strings.Contains(err.Error(), "out of cheese") {
				t.Errorf("Start = %v, want what %s said", err, program)
			}
			left, err := os.ReadDir(os.TempDir())
			if err != nil || len(left) != 0 {
				t.Errorf("the temporary folder holds %v, %v after a start without success", left, err)
			}
		})
	}
}

func TestClusterDiesWithAKilledProcess(t *testing.T) {
	t.Parallel()
	process := exec.Command(os.Args[0])
	process.Env = append(os.Environ(), roleVariable+"=1", "TEST_DATABASE_URL=")
	process.Stderr = os.Stderr
	stdin, err := process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close() //nolint:errcheck // Wait has closed it.
	stdout, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	err = process.Start()
	if err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	clusterURL := strings.TrimSpace(line)
	db := open(t, clusterURL)
	if got := value(t, db, "select 1"); got != "1" {
		t.Fatalf("select 1 = %s", got)
	}
	err = process.Process.Kill()
	if err != nil {
		t.Fatal(err)
	}
	err = process.Wait()
	if err == nil || err.Error() != "signal: killed" {
		t.Fatalf("the process ended with %v", err)
	}
	eventually(t, "the folder is removed", func() bool {
		_, err := os.Stat(folder(t, clusterURL))
		return errors.Is(err, fs.ErrNotExist)
	})
	err = db.Ping()
	if err == nil {
		t.Error("the server outlives the process that started it")
	}
}

// boot starts a cluster of its own, whatever the environment names.
func boot(t *testing.T) *pgtest.Cluster {
	t.Helper()
	t.Setenv("TEST_DATABASE_URL", "")
	cluster, err := pgtest.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		err := cluster.Stop()
		if err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return cluster
}

// folder is the folder of a cluster's socket.
func folder(t *testing.T, clusterURL string) string {
	t.Helper()
	u, err := url.Parse(clusterURL)
	if err != nil {
		t.Fatal(err)
	}
	host := u.Query().Get("host")
	if host == "" {
		t.Fatalf("%s names no folder", clusterURL)
	}
	return host
}

// openFolder is a temporary folder with a short name that every user may enter, unlike t.TempDir.
func openFolder(t *testing.T) string {
	t.Helper()
	made, err := os.MkdirTemp("/tmp", "pgtest-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(made) })
	err = os.Chmod(made, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func write(t *testing.T, file, script string) {
	t.Helper()
	err := os.WriteFile(file, []byte(script), 0o755)
	if err != nil {
		t.Fatal(err)
	}
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 600 {
		if holds() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("not within half a minute: %s", what)
}
