package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// started is a process and what it says.
type started struct {
	*exec.Cmd
	stdout bytes.Buffer
	log    *bufio.Reader
}

func start(t *testing.T, child *exec.Cmd) *started {
	t.Helper()
	s := &started{Cmd: child}
	child.Stdout = &s.stdout
	pipe, err := child.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.log = bufio.NewReader(pipe)
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	return s
}

// until reads the log up to a line with a text in it, and returns that.
func (s *started) until(t *testing.T, text string) string {
	t.Helper()
	late := time.AfterFunc(2*time.Minute, func() { _ = s.Process.Kill() }) // the log says the rest
	defer late.Stop()
	var seen strings.Builder
	for {
		line, err := s.log.ReadString('\n')
		seen.WriteString(line)
		if strings.Contains(line, text) {
			return line
		}
		if err != nil {
			t.Fatalf("the log ends (%v) without %q:\n%s", err, text, &seen)
		}
	}
}

// end waits for the process and gives its exit code and the rest of its log.
func (s *started) end(t *testing.T) (code int, log string) {
	t.Helper()
	rest, err := io.ReadAll(s.log)
	if err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := s.Wait(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return s.ProcessState.ExitCode(), string(rest)
}

func (s *started) signal(t *testing.T, signal os.Signal) {
	t.Helper()
	if err := s.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
}

// Stopping serve is how it ends.
func TestServeIsStopped(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			p := newProgram(t, stores()["sqlite"](t))
			p.must(0, "migrate", "up")
			serve := start(t, p.child("serve"))
			serve.until(t, "waiting for the next run")
			serve.signal(t, signal)
			if code, log := serve.end(t); code != 0 || strings.Contains(log, "ERR") || serve.stdout.Len() > 0 {
				t.Errorf("exit %d\n%s%s", code, log, &serve.stdout)
			}
		})
	}
}

// A night that was missed is caught up, by the same engine and with the same
// reports as a run from the command line.
func TestServeCatchesUp(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		data.deliver(p, "a", "b", "c")
		p.must(0, "run", "--out", p.folder+"/out")
		p.now = p.now.Add(26 * time.Hour)
		serve := start(t, p.child("serve"))
		serve.until(t, "reports written")
		serve.until(t, "waiting for the next run")
		serve.signal(t, syscall.SIGTERM)
		if code, log := serve.end(t); code != 0 {
			t.Errorf("exit %d\n%s", code, log)
		}
		o := p.must(0, "runs", "show", "last")
		if !strings.Contains(o.stdout, "Run 2, as of 2026-11-21T07:00:00Z: complete") || !strings.Contains(o.stdout, "by schedule") {
			t.Errorf("the run is\n%s", o.stdout)
		}
		if _, err := os.Stat(filepath.Join(p.folder, "out/20261121T070000Z-2/manifest.json")); err != nil {
			t.Error(err)
		}
	})
}

// Ctrl-C while import waits for somebody who types.
func TestInterruptedReading(t *testing.T) {
	t.Parallel()
	p := newProgram(t, stores()["sqlite"](t))
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = writer.Close() }() // the pipe stays open until the end
	child := p.child("import", "-")
	child.Stdin = reader
	child.Env = append(child.Env, "TMPDIR="+t.TempDir())
	s := start(t, child)
	if _, err := writer.WriteString("tenant_id\na\n"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond) // until it reads, or else it is stopped even earlier
	s.signal(t, os.Interrupt)
	code, log := s.end(t)
	if code != 130 || log != "handover: interrupted; nothing is half-written\n" || s.stdout.Len() > 0 {
		t.Errorf("exit %d\n%s%s", code, log, &s.stdout)
	}
	if got := p.names("."); got != "handover.toml" {
		t.Errorf("the folder holds %s", got)
	}
	if left, err := os.ReadDir(child.Env[len(child.Env)-1][len("TMPDIR="):]); err != nil || len(left) != 0 {
		t.Errorf("%d files are left in the temporary folder (%v)", len(left), err)
	}
}

// Ctrl-C in the middle of an import and of a run of many tenants. The signal
// comes from outside, at whatever happens at that moment.
func TestInterruptedInTheMiddle(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		p.must(0, "demo", "--tenants", "60", "--as-of", "2026-11-19", "--out", p.folder+"/data")
		p.must(0, "migrate", "up")
		for i := range 6 {
			p.interrupt(t, time.Duration(i)*25*time.Millisecond, "import", p.folder+"/data")
		}
		p.must(0, "import", p.folder+"/data")
		seen := []string{withoutMissed(p.findings())}
		for i := range 6 {
			p.interrupt(t, time.Duration(i)*25*time.Millisecond, "run", "--out", p.folder+"/out")
			seen = append(seen, withoutMissed(p.findings()))
		}
		p.must(0, "run", "--out", p.folder+"/out")
		last := withoutMissed(p.findings())
		for i, one := range seen {
			if one != seen[0] && one != last {
				t.Errorf("after interrupt %d the next run would find\n%s", i, one)
			}
		}
		o := p.must(0, "runs")
		if strings.Contains(o.stdout, "running") || strings.Contains(o.stdout, "failed") {
			t.Errorf("the runs are\n%s", o.stdout)
		}
		p.wholeFolders()
	})
}

// interrupt starts a command and interrupts it after a time. A process that has
// not begun to listen dies of the signal, which a shell tells as 130 too.
func (p *program) interrupt(t *testing.T, after time.Duration, args ...string) {
	t.Helper()
	s := start(t, p.child(append([]string{"--log-level=warn"}, args...)...))
	time.Sleep(after)
	if err := s.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	code, log := s.end(t)
	if status, ok := s.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() && status.Signal() == syscall.SIGINT {
		return
	}
	told := map[int]string{0: "^$", 130: `^handover: interrupted; nothing is half-written(; run \d+ is stored.*)?\n$`}[code]
	if told == "" || !regexp.MustCompile(told).MatchString(log) {
		t.Errorf("handover %s: exit %d, told %q", args[0], code, log)
	}
}

// wholeFolders checks that every report folder is complete and stands alone, and so is
// that of the latest reports.
func (p *program) wholeFolders() {
	p.t.Helper()
	entries, err := os.ReadDir(filepath.Join(p.folder, "out"))
	if err != nil {
		p.t.Fatal(err)
	}
	for _, entry := range entries {
		files, err := os.ReadDir(filepath.Join(p.folder, "out", entry.Name()))
		if err != nil {
			p.t.Fatal(err)
		}
		var names []string
		for _, file := range files {
			names = append(names, file.Name())
		}
		ours := strings.HasPrefix(entry.Name(), "2026") || entry.Name() == "latest"
		if !ours || len(names) < 6 || names[0] != "manifest.json" {
			p.t.Errorf("out holds %s with %s", entry.Name(), fmt.Sprint(names))
		}
	}
}
