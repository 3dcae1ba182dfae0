package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"handover/cmd/internal/app"
	"handover/sql/pgtest"
)

// ownServer is a program on a server of its own, with a night on it that is disturbed.
func ownServer(t *testing.T) (*pgtest.Cluster, *disturbing) {
	t.Helper()
	cluster, err := pgtest.Boot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cluster.Stop(); err != nil {
			t.Error(err)
		}
	})
	desk, err := sql.Open("postgres", cluster.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = desk.Close() }) // the server may have hung up
	for _, name := range []string{"base", "work"} {
		if _, err := desk.ExecContext(t.Context(), "create database "+name); err != nil {
			t.Fatal(err)
		}
	}
	d := &disturbing{base: newNightly(t, newProgram(t, cluster.Database("base"))), desk: desk, work: cluster.Database("work")}
	d.calmly(t)
	return cluster, d
}

// reactor is a log that calls what waits for a text each time that comes.
type reactor struct {
	mu    sync.Mutex
	text  bytes.Buffer
	waits map[string]func()
}

func (r *reactor) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for text, do := range r.waits {
		if bytes.Contains(p, []byte(text)) {
			do()
		}
	}
	return r.text.Write(p)
}

// expired lets the time pass after which a lease that could not be given back hinders nobody:
// it goes by the server's clock.
func expired(address string) error {
	db, err := sql.Open("postgres", address)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(context.Background(), "update lease set expires_at = 0")
	return errors.Join(err, db.Close())
}

// outside returns a function that has another one called outside of virtual time, and waits.
func outside(t *testing.T, do func() error) func() {
	t.Helper()
	asked, done := make(chan struct{}), make(chan error)
	go func() {
		for range asked {
			done <- do()
		}
	}()
	t.Cleanup(func() { close(asked) })
	return func() {
		asked <- struct{}{}
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// serves serves by a clock that runs while nothing else is to be done, until a night is
// over for good.
func (n *nightly) serves(t *testing.T, log *reactor) (code int) {
	t.Helper()
	// Whoever first wants signals starts what hands them out, which must not wait in virtual time.
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, syscall.SIGHUP)
	defer signal.Stop(heard)
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		log.waits["waiting for the next run"] = stop
		code = execute(ctx, &app.App{
			Version: "test", Stdin: strings.NewReader(""), Stdout: &bytes.Buffer{}, Stderr: log,
			Getenv: func(string) string { return "" }, Now: func() time.Time { return n.now.Add(time.Since(begun)) },
		}, []string{"--config", n.folder + "/handover.toml", "--db", n.db, "serve"})
	})
	return code
}

// A server that is stopped in a night, at whatever commit, and started again costs the night
// five minutes: it is tried again and comes to what it comes to when nothing happens.
func TestChaosOfANightWhoseServerIsStopped(t *testing.T) {
	t.Parallel()
	cluster, d := ownServer(t)
	var turn sync.Mutex // the program sees the end before the server is there
	halt := func() error {
		turn.Lock()
		defer turn.Unlock()
		return cluster.Halt(context.Background())
	}
	resume := outside(t, func() error {
		turn.Lock()
		defer turn.Unlock()
		if err := cluster.Resume(context.Background()); err != nil {
			return err
		}
		return expired(d.work)
	})
	const stride = 6
	for at, reached := 1, true; reached; at += stride {
		n := d.night(t, nil)
		through, relay := n.relayed(t)
		var commits atomic.Int64
		relay.hear = func(piece []byte) bool {
			if bytes.Contains(piece, []byte("COMMIT\x00")) && commits.Add(1) == int64(at) {
				if err := halt(); err != nil {
					t.Error(err)
				}
			}
			return true
		}
		log := &reactor{waits: map[string]func(){"is tried again": resume}}
		code := (&nightly{program: through}).serves(t, log)
		reached = commits.Load() >= int64(at)
		what := "stopped at commit " + strconv.Itoa(at)
		if reached && !strings.Contains(log.text.String(), "is tried again") {
			resume() // it was the lease that could not be given back, behind everything
		}
		if code != 0 {
			t.Errorf("%s: exit %d\n%s", what, code, &log.text)
		}
		n.now = n.now.Add(10 * time.Minute)
		d.check(n, what)
		relay.cut()
	}
}
