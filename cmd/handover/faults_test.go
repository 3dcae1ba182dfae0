package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// trial makes a fault at a point of run or import and tells whether the command
// came that far. A panic is one that nothing below the command recovers.
func (p *program) trial(command, kind string, at int) (reached bool) {
	p.t.Helper()
	f := &fault{at: at, kind: kind}
	defer func() {
		if cause := recover(); cause != nil {
			if err, ok := cause.(error); !ok || !errors.Is(err, errInjected) {
				panic(cause)
			}
		}
		reached = f.reached() >= at
	}()
	if kind == "kill" {
		child := p.process("handover-dying", command, strconv.Itoa(at), filepath.Join(p.folder, "data"))
		out, err := child.CombinedOutput()
		status, ok := child.ProcessState.Sys().(syscall.WaitStatus)
		if err != nil && (!ok || !status.Signaled()) {
			p.t.Fatalf("the process that is to die fails: %v\n%s", err, out)
		}
		if err != nil {
			f.points.Store(int64(at))
		}
		return
	}
	clock := func() time.Time { return p.now }
	var err error
	if command == "run" {
		err = faultyRun(p.t.Context(), f, p.db, filepath.Join(p.folder, "handover.toml"), clock)
	} else {
		err = faultyImport(p.t.Context(), f, p.db, filepath.Join(p.folder, "data"), clock)
	}
	if err == nil && f.reached() >= at && kind != "cancel" {
		p.t.Errorf("%s survives %s at point %d", command, kind, at)
	}
	return
}

// nights returns the data of two nights, of which each has something new, changed
// and resolved after the other.
func nights() [2]fixture {
	one, other := first(), first()
	other.rows[0] = source("a1", "a", "false", "10.00")
	other.rows[1] = source("a2", "a", "true", "99.00")
	other.rows = append(other.rows, source("c2", "c", "true", "7.00"))
	return [2]fixture{one, other}
}

// Whatever happens at whatever point of a run: the findings are as before it or
// as after it, the next run is the one there would have been, and a run that did
// not end is marked.
func TestRunSurvivesEveryFault(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		nights, night := nights(), 0
		deliver := func() (before string) {
			nights[night%2].deliver(p, "a", "b", "c")
			night++
			return p.findings()
		}
		deliver()
		p.must(0, "run", "-o", filepath.Join(p.folder, "first.json"))
		before := deliver()
		trials := 0
		for i, kind := range kinds() {
			for at, reached := p.from(i), true; reached; at += p.stride() {
				reached = p.trial("run", kind, at)
				trials++
				p.expire()
				after := p.findings()
				if after == before && reached {
					continue
				}
				// It was published, whole: the next run finds all of it and nothing else.
				if unchanged(after) != unchanged(before) || !strings.Contains(after, `"new":0,"changed":0,`) {
					t.Fatalf("%s at point %d: the next run would find\n%s\nbefore:\n%s", kind, at, after, before)
				}
				before = deliver()
			}
		}
		if trials*p.stride() < 60 {
			t.Errorf("there were only %d trials", trials)
		}
		last := p.must(0, "run", "-o", "json:-").stdout
		if withoutRun(last) != withoutRun(before) {
			t.Errorf("the run after all is\n%s\nwant\n%s", last, before)
		}
		o := p.must(0, "runs", "--limit", "0")
		if strings.Contains(o.stdout, "running") || !strings.Contains(o.stdout, "interrupted") || !strings.Contains(o.stdout, "failed") {
			t.Errorf("the runs are\n%s", o.stdout)
		}
	})
}

// withoutRun leaves out the record of the run, whose number counts the
// disturbed ones.
func withoutRun(report string) string {
	_, rest, _ := strings.Cut(report, "\n\"summary\"")
	return rest
}

// withoutMissed cuts off which runs had their reports not written.
func withoutMissed(report string) string {
	return regexp.MustCompile(`"missed":\[[^]]*\]|"missed_in":"\d+"`).ReplaceAllStringFunc(report, func(text string) string {
		if strings.HasSuffix(text, "]") {
			return `"missed":[]`
		}
		return `"missed_in":null`
	})
}

// unchanged lists the findings of a report without what a run compares.
func unchanged(text string) string {
	var r report
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return err.Error()
	}
	list := make([]string, 0, len(r.Findings))
	for _, f := range r.Findings {
		list = append(list, fmt.Sprint(f.ID, f.Severity, f.Owner, f.Due, f.Evidence))
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// Whatever happens at whatever point of an import: every file is stored whole or
// not at all, and the next import stores the rest.
func TestImportSurvivesEveryFault(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		p.must(0, "migrate", "up")
		first, second := filepath.Join(p.folder, "first"), filepath.Join(p.folder, "data")
		p.write("first/tenants.csv", "tenant_id,name,agreement_accepted\na,Contoso,false\n")
		p.write("first/subscriptions.csv", fixtureHeader+source("a1", "a", "true", "1.00")+source("a2", "a", "true", "1.00"))
		p.write("data/tenants.csv", "tenant_id,name,agreement_accepted\na,Contoso AG,true\n")
		p.write("data/subscriptions.csv", fixtureHeader+source("a1", "a", "true", "2.00")+"a3,a,csp,,,ten,,,,,,,,\n")
		begin := func() { p.must(0, "import", "--complete", first) }
		begin()
		p.must(4, "import", "--complete", second)
		begin()
		states := []string{p.findings()}
		for _, name := range []string{"tenants.csv", "subscriptions.csv"} {
			p.run("import", "--complete", filepath.Join(second, name))
			states = append(states, p.findings())
		}
		for i, kind := range kinds() {
			for at, reached := p.from(i), true; reached; at += p.stride() {
				begin()
				reached = p.trial("import", kind, at)
				if after := p.findings(); !slices.Contains(states, after) {
					t.Fatalf("%s at point %d: the next run would find\n%s", kind, at, after)
				}
				if left := p.names("data"); i < lethal && strings.Contains(left, ".tmp") {
					t.Errorf("%s at point %d leaves %s", kind, at, left)
				}
				p.must(4, "import", "--complete", second)
				if after := p.findings(); after != states[len(states)-1] {
					t.Fatalf("%s at point %d: after the next import a run would find\n%s", kind, at, after)
				}
			}
		}
	})
}

// kinds are the faults there can be at a point; the process is at its end with
// the lethal ones.
func kinds() []string { return []string{"error", "cancel", "kill", "panic"} }

const lethal = 2

// stride and from say at which points a kind of fault is tried: at all of them
// on SQLite; on a server, where a trial takes longer, the kinds take turns.
func (p *program) stride() int {
	if strings.HasPrefix(p.db, "sqlite:") {
		return detectorsStride
	}
	return 2 * detectorsStride
}

func (p *program) from(kind int) int { return 1 + kind%p.stride() }

// Whenever somebody looks at the clock, the program may be interrupted.
func TestInterruptedAtEveryLookAtTheClock(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		nights, night := nights(), 0
		for _, command := range [][]string{{"import", p.folder + "/data"}, {"run", "--out", p.folder + "/out"}, {"check"}} {
			for at, over := 1, false; !over; at++ {
				nights[night%2].deliver(p, "a", "b", "c")
				before := p.findings()
				ctx, cancel := context.WithCancel(t.Context())
				looks := 0
				o := p.runBy(ctx, func() time.Time {
					if looks++; looks == at {
						cancel()
					}
					return p.now
				}, command...)
				cancel()
				if o.code == 130 {
					o.told(t, `interrupted; nothing is half-written`)
				} else if o.code != 0 {
					t.Fatalf("%s stopped at look %d: exit %d\n%s", command[0], at, o.code, o.stderr)
				}
				if o.code == 130 && p.findings() != before {
					t.Errorf("%s stopped at look %d has left something", command[0], at)
				}
				if o.code == 0 && command[0] == "run" {
					night++
				}
				over = looks < at
			}
		}
		p.must(0, "run", "--out", p.folder+"/out")
		if o := p.must(0, "runs"); !strings.Contains(o.stdout, "interrupted") || strings.Contains(o.stdout, "running") {
			t.Errorf("the runs are\n%s", o.stdout)
		}
		p.wholeFolders()
	})
}
