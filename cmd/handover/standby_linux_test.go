package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"handover/sql/pgtest"
)

// The nights of the test, and how soon one that is killed is noticed.
const standby = testConfig + `
[run]
max_age = "720h"
lease = "10s"

[schedule]
cron = "@every 2s"

[reports]
formats = ["json", "md"]
`

// Two programs serve on one database. Each night is run by one of them only. The one
// that works is killed, and the other one takes the next night and those after it.
func TestTwoServeOneDatabase(t *testing.T) {
	t.Parallel()
	p := newProgram(t, pgtest.Database(t))
	p.now = time.Now().UTC().Truncate(time.Second)
	p.write("handover.toml", standby)
	p.must(0, "migrate", "up")
	p.must(0, "demo", "--tenants", "20", "--as-of", p.now.Format(time.DateOnly), "--out", p.folder+"/data")
	p.must(0, "import", p.folder+"/data")
	one := p.serves(t)
	time.Sleep(time.Second) // the other one comes when a night has just been run
	two := []*server{one, p.serves(t)}
	p.until(t, two, "some nights are run", func(runs []ranNight) bool { return len(runs) > 2 })
	dead, killed := p.killWorker(t, two)
	p.expire()
	p.until(t, two, "the other one has run twice", func(runs []ranNight) bool {
		written := slices.DeleteFunc(runs, func(r ranNight) bool { return r.Run <= killed || len(p.manifests(r.Run)) == 0 })
		return len(written) > 1
	})
	survivor := two[0]
	if dead == survivor {
		survivor = two[1]
	}
	survivor.signal(t, syscall.SIGTERM)
	if code, log := survivor.ended(t); code != 0 || !strings.Contains(log, "reports written") {
		t.Errorf("the other one ends with %d\n%s", code, log)
	}
	p.checkNights(t, killed)
}

// ranNight is a run as handover runs --json lists it.
type ranNight struct {
	Run     int64     `json:"id,string"`
	State   string    `json:"status"`
	Started time.Time `json:"started_at"`
}

// nights lists the runs, the newest first.
func (p *program) nights() []ranNight {
	p.t.Helper()
	var list []ranNight
	if err := json.Unmarshal([]byte(p.must(0, "runs", "--limit", "0", "--json").stdout), &list); err != nil {
		p.t.Fatal(err)
	}
	return list
}

// manifests are those of the folders of a run.
func (p *program) manifests(run int64) []string {
	p.t.Helper()
	found, err := filepath.Glob(filepath.Join(p.folder, "out", fmt.Sprintf("2*-%d", run), "manifest.json"))
	if err != nil {
		p.t.Fatal(err)
	}
	return found
}

// server is a handover serve, whose log is read all the time.
type server struct {
	*started
	over sync.WaitGroup
	code int
	log  string
}

func (p *program) serves(t *testing.T) *server {
	t.Helper()
	child := p.child("serve")
	child.Env = append(child.Env, clockVariable+"="+realClock)
	s := &server{started: start(t, child)}
	s.over.Go(func() { s.code, s.log = s.end(t) })
	return s
}

func (s *server) ended(t *testing.T) (code int, log string) {
	t.Helper()
	s.over.Wait()
	return s.code, s.log
}

func (p *program) until(t *testing.T, two []*server, what string, there func([]ranNight) bool) {
	t.Helper()
	for begun := time.Now(); !there(p.nights()); time.Sleep(50 * time.Millisecond) {
		if time.Since(begun) > time.Minute {
			for _, s := range two {
				_ = s.Process.Kill() // its log says the rest
				_, log := s.ended(t)
				t.Log(log)
			}
			t.Fatalf("it never happens that %s: %+v", what, p.nights())
		}
	}
}

// killWorker kills the program that is in the middle of a run, and names the run.
func (p *program) killWorker(t *testing.T, two []*server) (dead *server, run int64) {
	t.Helper()
	db, _ := raw(t, p.db)
	working := func() (holder string, run int64) {
		row := db.QueryRowContext(t.Context(), "select l.holder, r.seq from lease as l join run as r on r.epoch = l.epoch and r.state = 'running'")
		if err := row.Scan(&holder, &run); err != nil {
			return "", 0 // nobody is
		}
		return holder, run
	}
	for begun := time.Now(); time.Since(begun) < time.Minute; time.Sleep(2 * time.Millisecond) {
		holder, run := working()
		for _, s := range two {
			if !strings.HasSuffix(holder, fmt.Sprintf(":%d", s.Process.Pid)) {
				continue
			}
			s.signal(t, syscall.SIGSTOP)
			time.Sleep(50 * time.Millisecond) // the server ends what it was told
			if _, still := working(); still == run {
				s.signal(t, syscall.SIGKILL)
				s.ended(t)
				return s, run
			}
			s.signal(t, syscall.SIGCONT)
		}
	}
	t.Fatal("nobody is ever seen at work")
	return nil, 0
}

// checkNights looks at what is left: one run that was killed, all others at times of
// their own, each with one folder of reports, and the last of them as the first.
func (p *program) checkNights(t *testing.T, killed int64) {
	t.Helper()
	nights := p.nights()
	slices.Reverse(nights)
	var last ranNight
	for i, n := range nights {
		want := "complete"
		if n.Run == killed {
			want = "interrupted"
		}
		if n.Run != int64(i+1) || n.State != want {
			t.Errorf("run %d is number %d and %s, want %s", n.Run, i+1, n.State, want)
		}
		if n.Run == killed {
			continue
		}
		if apart := n.Started.Sub(last.Started); apart < 2*time.Second {
			t.Errorf("run %d began %s after run %d: a night is run twice", n.Run, apart, last.Run)
		}
		last = n
		folders := p.manifests(n.Run)
		if len(folders) != 1 {
			t.Errorf("run %d has the folders %v", n.Run, folders)
			continue
		}
		checkManifest(t, folders[0])
	}
	first := parseReport(t, p.must(0, "report", "--run", "1", "-o", "json:-").stdout)
	final := parseReport(t, p.must(0, "report", "--run", "last", "-o", "json:-").stdout)
	if n := first.Summary.Findings; n == 0 || final.Summary.Findings != n || final.Summary.Delta["unchanged"]+final.Summary.Delta["not_evaluated"] != n {
		t.Errorf("the first run has %d findings, the last one %d: %v", n, final.Summary.Findings, final.Summary.Delta)
	}
}
