package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// watched runs a child and returns what it prints, and how many KiB of memory it has held
// at once, looked at again and again: at its end the kernel tells no less than what its
// parent held when it was started.
func watched(child *exec.Cmd) (out string, took int64, err error) {
	var text bytes.Buffer
	child.Stdout, child.Stderr = &text, &text
	err = child.Start()
	if err != nil {
		return "", 0, err
	}
	done := make(chan error, 1)
	go func() { done <- child.Wait() }()
	for {
		took = max(took, held(child.Process.Pid))
		select {
		case err = <-done:
			return text.String(), took, err
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// held returns the most memory that a process has held so far, in KiB; 0 where it is gone.
func held(pid int) int64 {
	status, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status") // of one that is gone nothing
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	line, _, _ := strings.Cut(after, "kB")
	n, _ := strconv.ParseInt(strings.TrimSpace(line), 10, 64) // likewise
	return n
}

// A line of 200 MB, here a hole in the file, is one bad row and no reason to
// use much memory.
func TestAnEndlessLine(t *testing.T) {
	t.Parallel()
	p := newProgram(t, stores()["sqlite"](t))
	path := filepath.Join(p.folder, "subscriptions.csv")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []func() error{
		func() error { _, err := file.WriteString(someColumns + "b1,b,csp,1,2027-01-01\n"); return err },
		func() error { _, err := file.Seek(200<<20, 1); return err },
		func() error { _, err := file.WriteString("\nb2,b,csp,1,2027-01-01\n"); return err },
		file.Close,
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	child := p.child("import", path)
	out, took, err := watched(child)
	if code := child.ProcessState.ExitCode(); code != 4 {
		t.Fatalf("exit %d: %v\n%s", code, err, out)
	}
	if !strings.Contains(out, "2 rows stored (2 new or changed), 1 rejected") {
		t.Errorf("told %s", out)
	}
	if limit := int64(detectorsMemory * (128 << 10)); took == 0 || took > limit {
		t.Errorf("it took %d KiB of memory, more than %d", took, limit)
	}
	rejects, err := os.ReadFile(path + ".rejects.csv")
	if err != nil || len(rejects) > 1<<10 || !strings.Contains(string(rejects), ",3,") {
		t.Errorf("the rejects hold %.1000q (%v)", rejects, err)
	}
}

// limited runs a command that cannot write files beyond a size, in blocks of the
// shell's.
func (p *program) limited(blocks int, args ...string) outcome {
	p.t.Helper()
	child := p.child(append([]string{"--log-level=warn"}, args...)...)
	limit(child, blocks)
	return p.finish(child)
}

// limit keeps a child from writing files beyond a size, in blocks of the shell's.
func limit(child *exec.Cmd, blocks int) {
	child.Args = append([]string{"sh", "-c", `ulimit -f "$0" && exec "$@"`, strconv.Itoa(blocks)}, child.Args...)
	child.Path, child.Err = exec.LookPath("sh")
}

// finish runs a child to its end.
func (p *program) finish(child *exec.Cmd) outcome {
	p.t.Helper()
	var stdout, stderr bytes.Buffer
	child.Stdout, child.Stderr = &stdout, &stderr
	if err := child.Run(); child.ProcessState == nil {
		p.t.Fatal(err)
	}
	return outcome{child.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// untilRoom runs a command with more and more room until it succeeds. Before, it
// must fail with one line each time, and check tells whether something is half
// written.
func (p *program) untilRoom(t *testing.T, least int, check func(outcome), args ...string) {
	t.Helper()
	failures := 0
	for blocks := least; ; blocks += blocks/2 + 1 {
		o := p.limited(blocks, args...)
		if o.code == 0 {
			break
		}
		failures++
		if o.code != 1 {
			t.Fatalf("%s with %d blocks: exit %d\n%s", args[0], blocks, o.code, o.stderr)
		}
		o.told(t, `handover: .+`)
		check(o)
		p.expireLease(t)
	}
	if failures < 2 {
		t.Errorf("%s has failed %d times", args[0], failures)
	}
}

// expireLease lets the time pass after which a lease that there was no room to give
// back hinders nobody.
func (p *program) expireLease(t *testing.T) {
	t.Helper()
	db, _ := raw(t, p.db)
	if _, err := db.Exec("update lease set expires_at = 0"); err != nil && !strings.Contains(err.Error(), "no such table") {
		t.Fatal(err)
	}
}

// A disk that is full at whatever moment costs the command and nothing else.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	p := newProgram(t, stores()["sqlite"](t))
	p.must(0, "demo", "--tenants", "20", "--as-of", "2026-11-19", "--out", p.folder+"/data")
	p.untilRoom(t, 1, func(outcome) {
		if left := p.names("data"); strings.Contains(left, ".tmp") {
			t.Errorf("the folder holds %s", left)
		}
	}, "import", p.folder+"/data")

	p.must(0, "import", p.folder+"/data")
	before, published := withoutMissed(p.findings()), false
	p.untilRoom(t, 64, func(o outcome) {
		now := withoutMissed(p.findings())
		if now != before && (published || !strings.Contains(now, `"new":0,"changed":0,`)) {
			t.Errorf("the next run would find\n%s", now)
		}
		if now != before {
			before, published = now, true
		}
		if published {
			o.told(t, `write reports to .*; run (\d+) is stored, handover report --run \d+ `)
		}
		if left, err := os.ReadDir(filepath.Join(p.folder, "out")); err == nil && len(left) > 0 {
			t.Errorf("a failed run has left %v", left)
		}
	}, "run", "--out", p.folder+"/out")
	p.wholeFolders()

	target := filepath.Join(p.folder, "report.json")
	p.write("report.json", "of yesterday")
	p.untilRoom(t, 1, func(outcome) {
		if text, err := os.ReadFile(target); err != nil || string(text) != "of yesterday" {
			t.Errorf("the earlier report is %.100q (%v)", text, err)
		}
	}, "report", "-o", target)
	if left := p.names("."); strings.Contains(left, ".tmp") {
		t.Errorf("the folder holds %s", left)
	}
}

// What is written to standard output and cannot be is an error as well.
func TestFullStandardOutput(t *testing.T) {
	t.Parallel()
	p := newProgram(t, stores()["sqlite"](t))
	data := first()
	data.deliver(p, "a", "b", "c")
	p.must(0, "run", "-o", filepath.Join(p.folder, "first.json"))
	for _, args := range [][]string{
		{"runs"},
		{"runs", "--json"},
		{"runs", "show", "1"},
		{"findings"},
		{"findings", "--json"},
		{"report"},
		{"report", "-o", "xlsx:-"},
		{"rules"},
		{"rules", "--json"},
		{"rules", "show", "auto-renew-on"},
		{"explain", "a1"},
		{"explain", "--json", "a1"},
		{"explain", "--counter", "covered"},
		{"check"},
		{"check", "--json"},
		{"migrate"},
		{"version"},
		{"import", p.folder + "/data"},
		{"run", "--dry-run"},
		{"run", "-o", "csv:-"},
		{"run", "--json", "--out", p.folder + "/out"},
	} {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		var stderr bytes.Buffer
		child := p.child(append([]string{"--log-level=warn"}, args...)...)
		child.Stdout, child.Stderr = full, &stderr
		err = child.Run()
		o := outcome{child.ProcessState.ExitCode(), "", stderr.String()}
		if o.code != 1 {
			t.Errorf("%s: exit %d (%v)", strings.Join(args, " "), o.code, err)
		}
		o.told(t, `no space left on device`)
		if err := full.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Too few open files are told as such, wherever they are missing, and nothing is
// half-written.
func TestTooFewFiles(t *testing.T) {
	t.Parallel()
	p := newProgram(t, stores()["sqlite"](t))
	p.write("data/subscriptions.csv", someColumns+"b1,b,csp,many,2027-01-01\nb2,b,csp,1,2027-01-01\n")
	p.must(4, "import", filepath.Join(p.folder, "data"))
	told := 0
	for limit := 8; limit < 20; limit++ {
		child := p.child("--log-level=warn", "import", filepath.Join(p.folder, "data"))
		child.Args = append([]string{"sh", "-c", `ulimit -n "$0" && exec handover "$@"`, strconv.Itoa(limit)}, child.Args[1:]...)
		child.Path, child.Err = exec.LookPath("sh")
		out, err := child.CombinedOutput()
		code := child.ProcessState.ExitCode()
		switch {
		case code == 4:
		case code == 1 && strings.Contains(string(out), "too many files are open") && strings.Contains(string(out), "ulimit -n") && bytes.Count(out, []byte("\n")) == 1:
			told++
		case !strings.Contains(string(out), "fatal error: runtime"): // not even that can start
			t.Errorf("with %d files: exit %d, %v\n%s", limit, code, err, out)
		}
		if got := p.names("data"); got != "data/subscriptions.csv data/subscriptions.csv.rejects.csv" {
			t.Errorf("with %d files the folder holds %s", limit, got)
		}
	}
	if told == 0 {
		t.Error("no limit was too low")
	}
}
