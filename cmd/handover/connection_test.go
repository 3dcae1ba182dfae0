package main

import (
	"io"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// relay stands between the program and the server, and cuts every connection
// once the program has sent so many pieces.
type relay struct {
	server string // the server's address
	mu     sync.Mutex
	left   int // pieces that still pass; negative: all
	sent   int
	// swallows: what comes after them is taken and not answered.
	swallows bool
	// hear hears of each piece, and says whether it passes; nil: all do.
	hear func(piece []byte) bool
	open []net.Conn
	work sync.WaitGroup
}

// relayed returns a program that talks to its server through a relay.
func (p *program) relayed(t *testing.T) (*program, *relay) {
	t.Helper()
	address, err := url.Parse(p.db)
	if err != nil {
		t.Fatal(err)
	}
	query := address.Query()
	r := &relay{server: filepath.Join(query.Get("host"), ".s.PGSQL.5432"), left: -1}
	if query.Get("host") == "" {
		t.Fatalf("the server has no socket: %s", p.db)
	}
	folder := t.TempDir()
	listener, err := net.Listen("unix", filepath.Join(folder, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	r.work.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return // the test is at its end
			}
			r.take(conn)
		}
	})
	t.Cleanup(func() {
		_ = listener.Close() // ends the accepting
		r.cut()
		r.work.Wait()
	})
	query.Set("host", folder)
	address.RawQuery = query.Encode()
	other := *p
	other.db = address.String()
	return &other, r
}

// take carries what comes and goes on one connection.
func (r *relay) take(conn net.Conn) {
	if r.stalled() {
		r.swallow(conn)
		return
	}
	server, err := net.Dial("unix", r.server)
	if err != nil || !r.keep(conn, server) {
		_ = conn.Close() // the program sees a server that hangs up
		return
	}
	r.work.Go(func() {
		buffer := make([]byte, 64<<10)
		for {
			n, err := conn.Read(buffer)
			if n > 0 && !r.pass() {
				if !r.stalled() {
					break
				}
				if err == nil {
					continue
				}
			}
			if r.hear != nil && n > 0 && !r.hear(buffer[:n]) {
				break
			}
			if _, failed := server.Write(buffer[:n]); failed != nil || err != nil {
				break
			}
		}
		_, _ = conn.Close(), server.Close()
	})
	r.work.Go(func() {
		_, _ = io.Copy(conn, server) // ends with either of the two
		_, _ = conn.Close(), server.Close()
	})
}

func (r *relay) keep(both ...net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open = append(r.open, both...)
	return r.left != 0
}

// pass counts a piece and tells whether it may pass.
func (r *relay) pass() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sent++
	if r.left > 0 {
		r.left--
	}
	return r.left != 0
}

// stalled reports whether all that comes is swallowed from now on.
func (r *relay) stalled() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.swallows && r.left == 0
}

// cut ends every connection.
func (r *relay) cut() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, conn := range r.open {
		_ = conn.Close() // it may have ended already
	}
	r.open = nil
}

// allow lets so many pieces pass from now on; negative: all.
func (r *relay) allow(pieces int) (sent int) {
	r.cut()
	r.mu.Lock()
	defer r.mu.Unlock()
	sent, r.sent, r.left = r.sent, 0, pieces
	return sent
}

// Whenever the connection to the server is lost, in an import or in a run: what
// was not committed is not there, and the next one does it all.
func TestLostConnection(t *testing.T) {
	t.Parallel()
	p := newProgram(t, stores()["postgres"](t))
	through, relay := p.relayed(t)
	nights := nights()
	for i := range nights {
		nights[i].deliver(p, "a", "b", "c")
	}
	night := 0
	prepare := func() {
		for name, text := range nights[night%2].files("a", "b", "c") {
			p.write("data/"+name, text)
		}
		night++
	}
	prepare()
	relay.allow(-1)
	through.must(0, "import", "--complete", p.folder+"/data")
	relay.allow(-1)
	through.must(0, "import", "--complete", p.folder+"/data") // like those that are cut: of what is there already
	importing := relay.allow(-1)
	through.must(0, "run", "-o", p.folder+"/first.json")
	running := relay.allow(-1)
	if importing < 20 || running < 20 {
		t.Fatalf("an import sends %d pieces, a run %d", importing, running)
	}

	for piece := 1; piece < importing; piece += 7 {
		relay.allow(piece)
		o := through.run("import", "--complete", p.folder+"/data")
		if sent := relay.allow(-1); o.code == 0 && sent <= piece {
			continue // the same came in fewer pieces, and at most the farewell was cut
		}
		if o.code != 1 {
			t.Fatalf("import cut at %d: exit %d\n%s", piece, o.code, o.stderr)
		}
		o.told(t, `the database server cannot be reached`)
	}
	p.must(0, "import", "--complete", p.folder+"/data")

	prepare()
	p.must(0, "import", "--complete", p.folder+"/data")
	before := p.findings()
	for piece := 1; piece < running; piece += 5 {
		relay.allow(piece)
		o := through.run("run", "-o", p.folder+"/run.json")
		p.expire()
		after := p.findings()
		switch {
		case o.code == 1 && after == before:
			o.told(t, `the database server cannot be reached`)
		case o.code == 1: // published, and then the lease or the report could not be reached any more
		case o.code != 0 || after == before:
			t.Fatalf("run cut at %d: exit %d\n%s", piece, o.code, o.stderr)
		}
		if after == before {
			continue
		}
		if unchanged(after) != unchanged(before) ||
			!strings.Contains(after, `"new":0,"changed":0,`) {
			t.Fatalf("run cut at %d: the next would find\n%s", piece, after)
		}
		prepare()
		p.must(0, "import", "--complete", p.folder+"/data")
		before = p.findings()
	}
	p.must(0, "run", "-o", p.folder+"/last.json")
	o := p.must(0, "runs", "--limit", "0")
	if strings.Contains(o.stdout, "running") {
		t.Errorf("the runs are\n%s", o.stdout)
	}
}
