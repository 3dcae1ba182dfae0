package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handover/cmd/internal/app"
	"handover/sql/pgtest"
)

// stores names both stores and gives a fresh address of each.
func stores() map[string]func(*testing.T) string {
	return map[string]func(*testing.T) string{
		"sqlite":   func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "handover.db") },
		"postgres": func(t *testing.T) string { return pgtest.Database(t) },
	}
}

// onBoth runs a test on SQLite and on PostgreSQL, beside other tests: they need not wait for the slower of the two.
func onBoth(t *testing.T, test func(*testing.T, *program)) {
	t.Helper()
	t.Parallel()
	for name, address := range stores() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, newProgram(t, address(t)))
		})
	}
}

const testConfig = `[partner]
id = "11111111-1111-1111-1111-111111111111"
name = "Contoso Partner"
country = "DE"
`

// program runs commands in the test's own process, with a clock of its own.
type program struct {
	t      *testing.T
	db     string
	folder string
	now    time.Time

	workers int    // of a run
	network string // on which the database lies
}

func newProgram(t *testing.T, db string) *program {
	t.Helper()
	p := &program{t: t, db: db, folder: t.TempDir(), now: time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)}
	p.write("handover.toml", testConfig)
	return p
}

// in is the same program in another test.
func (p *program) in(t *testing.T) *program {
	other := *p
	other.t = t
	return &other
}

// write puts a file into the program's folder.
func (p *program) write(name, text string) {
	p.t.Helper()
	path := filepath.Join(p.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// read returns the text of a file in the folder.
func (p *program) read(name string) string {
	p.t.Helper()
	text, err := os.ReadFile(filepath.Join(p.folder, name))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(text)
}

// outcome is what a command left behind.
type outcome struct {
	code           int
	stdout, stderr string
}

func (p *program) run(args ...string) outcome {
	p.t.Helper()
	return p.runBy(p.t.Context(), func() time.Time { return p.now }, args...)
}

// runBy runs a command by another clock.
func (p *program) runBy(ctx context.Context, clock func() time.Time, args ...string) outcome {
	var stdout, stderr bytes.Buffer
	a := &app.App{
		Version: "test", Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr,
		Getenv: func(string) string { return "" }, Now: clock, Workers: p.workers,
		Network: func(string) string { return p.network },
	}
	full := append([]string{"--config", filepath.Join(p.folder, "handover.toml"), "--db", p.db, "--log-level=warn"}, args...)
	return outcome{execute(ctx, a, full), stdout.String(), stderr.String()}
}

// must runs a command that has to end with an exit code.
func (p *program) must(code int, args ...string) outcome {
	p.t.Helper()
	o := p.run(args...)
	if o.code != code {
		p.t.Fatalf("handover %s: exit %d, want %d\n%s%s", strings.Join(args, " "), o.code, code, o.stdout, o.stderr)
	}
	return o
}

// report is what tests read of the JSON report.
type report struct {
	Run struct {
		ID     string `json:"id"`
		Status string `json:"status"`
	} `json:"run"`
	Summary struct {
		Findings int            `json:"findings"`
		Delta    map[string]int `json:"delta"`
		Routine  map[string]int `json:"routine"`
		Silenced map[string]int `json:"silenced"`
	} `json:"summary"`
	Coverage []struct {
		Tenant string `json:"tenant_id"`
		Status string `json:"status"`
		Reason string `json:"reason"`
	} `json:"coverage"`
	Findings []struct {
		ID           string `json:"id"`
		Code         string `json:"code"`
		Severity     string `json:"severity"`
		Delta        string `json:"delta"`
		Tenant       string `json:"tenant_id"`
		Subscription string `json:"subscription_id"`
		Subject      string `json:"subject"`
		Owner        string `json:"owner"`
		Due          string `json:"due"`
		DueDay       string `json:"due_day"`
		Action       string `json:"action"`
		Route        string `json:"route"`
		Step         struct {
			Kind string `json:"kind"`
		} `json:"step"`
		State       string            `json:"state"`
		Exposure    *exposure         `json:"exposure"`
		Evidence    map[string]string `json:"evidence"`
		Assumptions []string          `json:"assumptions"`
	} `json:"findings"`
	Resolved []struct {
		Code     string    `json:"code"`
		Tenant   string    `json:"tenant_id"`
		Reason   string    `json:"reason"`
		Exposure *exposure `json:"exposure"`
	} `json:"resolved"`
}

type exposure struct{ Amount, Currency, Kind, Period, Basis string }

func parseReport(t *testing.T, text string) report {
	t.Helper()
	var r report
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatalf("the report is no JSON: %v\n%s", err, text)
	}
	return r
}
