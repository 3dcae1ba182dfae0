package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"handover/cmd/internal/app"
)

// interrupter is an output that ends a context as soon as a text is written to it.
type interrupter struct {
	bytes.Buffer
	text string
	end  context.CancelFunc
}

func (w *interrupter) Write(p []byte) (int, error) {
	n, err := w.Buffer.Write(p)
	if strings.Contains(w.String(), w.text) {
		w.end()
	}
	return n, err
}

// Ctrl-C when the run is stored: before its reports are begun, and between two of
// them. The reports can be written then.
func TestInterruptedWhileReportsAreWritten(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		data.deliver(p, "a", "b", "c")
		out := filepath.Join(p.folder, "out")
		for i, at := range []struct{ stdout, stderr string }{{stderr: "run published"}, {stdout: "handover.report/1"}} {
			run := []string{"1", "2"}[i]
			ctx, end := context.WithCancel(t.Context())
			defer end()
			stdout, stderr := &interrupter{text: at.stdout, end: end}, &interrupter{text: at.stderr, end: end}
			if at.stdout == "" {
				stdout.end = func() {}
			} else {
				stderr.end = func() {}
			}
			code := execute(ctx, &app.App{
				Version: "test", Stdin: strings.NewReader(""), Stdout: stdout, Stderr: stderr,
				Getenv: func(string) string { return "" }, Now: func() time.Time { return p.now },
			}, []string{"--config", filepath.Join(p.folder, "handover.toml"), "--db", p.db, "run", "--output", "json:-", "--out", out})
			want := "handover: interrupted; nothing is half-written; run " + run + " is stored, handover report --run " + run + " --out DIR writes its reports, else the next run does\n"
			if code != app.ExitInterrupted || !strings.HasSuffix(stderr.String(), want) {
				t.Errorf("run %s: exit %d, told\n%s", run, code, stderr)
			}
			if left, err := os.ReadDir(out); len(left) > 0 {
				t.Errorf("run %s left %v (%v)", run, left, err)
			}
		}
		if o := p.must(0, "report", "--run", "1", "--out", out); o.stdout != "" {
			t.Errorf("told %s", o.stdout)
		}
		p.wholeFolders()
	})
}

// A night whose reports cannot be written says so in the log of serve.
func TestServeSaysHowToWriteReports(t *testing.T) {
	t.Parallel()
	p := newProgram(t, stores()["sqlite"](t))
	data := first()
	data.deliver(p, "a", "b", "c")
	p.must(0, "run", "--out", p.folder+"/out")
	p.write("out/20261121T070000Z-2/foreign.txt", "not ours")
	p.now = p.now.Add(26 * time.Hour)
	serve := start(t, p.child("serve"))
	serve.until(t, "run 2 is stored, handover report --run 2 --out DIR writes its reports")
	serve.signal(t, syscall.SIGTERM)
	if code, log := serve.end(t); code != 0 {
		t.Errorf("exit %d\n%s", code, log)
	}
}
