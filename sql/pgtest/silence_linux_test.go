package pgtest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"handover/sql/store"
)

// processes returns the server's processes: each begins a session of its own, and
// all are children of the first.
func (c *Cluster) processes(t *testing.T) []int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(c.folder, "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	server, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	all := []int{server}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range stats {
		stat, _ := os.ReadFile(path) // the process may have ended
		_, rest, _ := strings.Cut(string(stat), ") ")
		if fields := strings.Fields(rest); len(fields) > 1 && fields[1] == first {
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, pid)
		}
	}
	return all
}

func signal(t *testing.T, processes []int, signal syscall.Signal) {
	t.Helper()
	for _, pid := range processes {
		if err := syscall.Kill(pid, signal); err != nil {
			t.Errorf("signal %s to %d: %v", signal, pid, err)
		}
	}
}

// Every process of a server is stopped, as by a machine that hangs: what waits for it
// is given up, and goes on when the server does.
func TestStoppedServer(t *testing.T) {
	cluster, err := Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := cluster.Stop(); err != nil {
			t.Error(err)
		}
	}()
	ctx := context.Background()
	open := func() *store.Store {
		s, err := store.Open(ctx, cluster.URL(), store.Create)
		if err != nil {
			t.Fatal(err)
		}
		s.GiveUpAfter(2 * time.Second)
		return s
	}
	s := open()
	lease, err := s.Acquire(ctx, "run", "somebody", time.Minute, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	stopped := cluster.processes(t)
	signal(t, stopped, syscall.SIGSTOP)
	begun := time.Now()
	err = lease.Renew(ctx)
	if took := time.Since(begun); !errors.Is(err, store.ErrUnreachable) || took > 10*time.Second {
		t.Errorf("given up after %s with %v, want ErrUnreachable within 10s", took, err)
	}
	begun = time.Now()
	_, err = s.Stats(ctx)
	if took := time.Since(begun); !errors.Is(err, store.ErrUnreachable) || took > time.Second {
		t.Errorf("and again after %s with %v, want ErrUnreachable at once", took, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	signal(t, stopped, syscall.SIGCONT)
	s = open()
	if _, err := s.Stats(ctx); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
