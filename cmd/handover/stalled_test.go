package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// stall lets so many pieces pass from now on and swallows all that comes after them,
// as a network does that drops packets: nobody is told that the server is away.
func (r *relay) stall(pieces int) {
	r.allow(pieces)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.swallows = true
}

// swallow takes what comes on a connection and answers nothing.
func (r *relay) swallow(conn net.Conn) {
	r.keep(conn)
	r.work.Go(func() { _, _ = io.Copy(io.Discard, conn) }) // ends with the program's side
}

// patient is a program that gives a silent server up after ten seconds.
func patient(t *testing.T) (*program, *program, *relay) {
	t.Helper()
	p := newProgram(t, stores()["postgres"](t))
	p.write("handover.toml", testConfig+"[run]\nlease = \"10s\"\n")
	through, relay := p.relayed(t)
	data := first()
	data.deliver(p, "a", "b", "c")
	return p, through, relay
}

// own makes the arguments of a command those of the program's folder.
func (p *program) own(args []string) []string {
	switch args[0] {
	case "run":
		return []string{"run", "-o", filepath.Join(p.folder, "run.json")}
	case "import":
		return []string{"import", filepath.Join(p.folder, "data")}
	default:
		return args
	}
}

// stalling is a command whose server stops answering after so many pieces.
type stalling struct {
	command []string
	pieces  int
	stopped bool // by Ctrl-C, after two seconds

	p    *program
	o    outcome
	took time.Duration
}

// run runs the command until it ends.
func (s *stalling) run(ctx context.Context, through *program) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if s.stopped {
		time.AfterFunc(2*time.Second, cancel)
	}
	begun := time.Now()
	s.o = through.runBy(ctx, func() time.Time { return through.now }, s.p.own(s.command)...)
	s.took = time.Since(begun)
}

// A server that stops answering ends a run about one time to live after the lease
// was last prolonged, and all else after as long. Ctrl-C ends everything at once.
func TestSilentServer(t *testing.T) {
	t.Parallel()
	all := []*stalling{
		{command: []string{"run"}, pieces: 1},
		{command: []string{"run"}, pieces: 25},
		{command: []string{"import"}, pieces: 12},
		{command: []string{"report"}, pieces: 12},
		{command: []string{"check"}, pieces: 12},
		{command: []string{"migrate", "up"}, pieces: 1},
		{command: []string{"run"}, pieces: 1, stopped: true},
		{command: []string{"run"}, pieces: 25, stopped: true},
		{command: []string{"import"}, pieces: 12, stopped: true},
		{command: []string{"migrate", "up"}, pieces: 1, stopped: true},
	}
	var work sync.WaitGroup
	for _, s := range all {
		p, through, relay := patient(t)
		p.must(0, "run", "-o", filepath.Join(p.folder, "first.json"))
		s.p = p
		relay.stall(s.pieces)
		work.Go(func() { s.run(t.Context(), through) })
	}
	work.Wait()
	for _, s := range all {
		what := fmt.Sprintf("%s after %d pieces", s.command[0], s.pieces)
		told := s.o.stdout + s.o.stderr
		switch {
		case s.stopped:
			if s.o.code != 130 || s.took > 10*time.Second {
				t.Errorf("%s, interrupted, took %s: exit %d\n%s", what, s.took, s.o.code, told)
			}
		case s.o.code != 1 || s.took > 25*time.Second || !strings.Contains(told, "the database server cannot be reached: "):
			t.Errorf("%s took %s: exit %d\n%s", what, s.took, s.o.code, told)
		}
		s.p.expire()
		s.p.must(0, "run", "-o", filepath.Join(s.p.folder, "next.json"))
	}
}

// A night in which the server stops answering is one night: serve goes on.
func TestServeOutlivesASilentServer(t *testing.T) {
	t.Parallel()
	p, through, relay := patient(t)
	p.must(0, "run", "--out", p.folder+"/out")
	through.now = p.now.Add(26 * time.Hour)
	serve := start(t, through.child("serve"))
	serve.until(t, "a scheduled run was missed")
	relay.stall(3)
	serve.until(t, "the database server cannot be reached")
	serve.until(t, "the run that failed is tried again")
	serve.signal(t, syscall.SIGTERM)
	if code, log := serve.end(t); code != 0 {
		t.Errorf("exit %d\n%s", code, log)
	}
}
