package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/cmd/internal/app"
	"handover/jobs/publish"
)

const (
	chaoticNights = 5
	attempts      = 4 // at each command of a night, that are disturbed
)

// Nights go by in which every command is disturbed: killed, stopped for a while, cut
// off from the server, left without room on the disk, or started by a clock that is
// wrong. It is begun anew until it succeeds. After the last night, on which nothing
// happens, store and report are what they are where nothing ever happened.
func TestChaos(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		estate := newProgram(t, stores()["sqlite"](t))
		estate.must(0, "demo", "--tenants", "60", "--seed", "5", "--as-of", "2026-11-19", "--out", estate.folder+"/data")
		calm := newProgram(t, stores()["sqlite"](t))
		c := newChaos(t, p)
		for night := range chaoticNights {
			p.night(estate, night)
			calm.night(estate, night)
			for _, command := range [][]string{{"import", "--complete", "data"}, {"run", "--out", "out"}} {
				calm.must(0, calm.within(command)...)
				for range attempts {
					if night == chaoticNights-1 && command[0] == "run" {
						break
					}
					c.disturb(command)
				}
				p.expire() // of what was killed
				begun := time.Now()
				p.must(0, p.within(command)...)
				c.took = time.Since(begun)
			}
		}
		c.tell(t)
		if diff := cmp.Diff(calm.left(), p.left()); diff != "" {
			t.Errorf("what is left of calm nights and of disturbed ones:\n%s", diff)
		}
		if o := p.must(0, "runs", "--limit", "0"); strings.Contains(o.stdout, "running") {
			t.Errorf("a run has no end:\n%s", o.stdout)
		}
		c.checkFolders(t)
	})
}

// night lays the data of a night into the program's folder: each time some
// subscriptions are missing and others have more seats. It also moves the clock.
func (p *program) night(estate *program, night int) {
	p.t.Helper()
	p.now = time.Date(2026, 11, 20+night, 5, 0, 0, 0, time.UTC)
	for _, name := range []string{"tenants.csv", "sellers.csv", "catalog.csv", "moves.csv", "transfers.csv"} {
		if _, err := os.Stat(filepath.Join(estate.folder, "data", name)); err == nil {
			p.write("data/"+name, estate.read("data/"+name))
		}
	}
	rows, err := csv.NewReader(strings.NewReader(estate.read("data/subscriptions.csv"))).ReadAll()
	if err != nil {
		p.t.Fatal(err)
	}
	seats := -1
	for i, column := range rows[0] {
		if column == "quantity" {
			seats = i
		}
	}
	kept := rows[:1]
	for _, row := range rows[1:] {
		h := fnv.New32a()
		_, _ = fmt.Fprint(h, night, row[0], row[1]) // it never fails
		switch h.Sum32() % 20 {
		case 0:
			continue
		case 1, 2:
			row[seats] += "0"
		}
		kept = append(kept, row)
	}
	var text bytes.Buffer
	if err := csv.NewWriter(&text).WriteAll(kept); err != nil {
		p.t.Fatal(err)
	}
	p.write("data/subscriptions.csv", text.String())
}

// within returns a command with its folder in that of the program.
func (p *program) within(command []string) []string {
	full := append([]string(nil), command...)
	full[len(full)-1] = filepath.Join(p.folder, full[len(full)-1])
	return full
}

// left returns what the last run has found, and what a run would find now.
func (p *program) left() map[string]string {
	p.t.Helper()
	seen := regexp.MustCompile(`"first_seen":"[^"]*"`)
	bare := func(report string) string { return seen.ReplaceAllString(withoutMissed(withoutRun(report)), "") }
	return map[string]string{
		"stored": unchanged(p.must(0, "report", "--run", "last", "-o", "json:-").stdout),
		"facts":  bare(p.findings()),
		"plan":   p.must(0, "plan", "--json").stdout,
	}
}

// chaos disturbs the commands of a program.
type chaos struct {
	*program
	random *rand.Rand
	kinds  map[string]func([]string) (code int)
	names  []string
	codes  map[string]map[int]int // how the commands ended, by what was done to them
	relay  *relay
	cutOff *program
	took   time.Duration // of the last command that nothing happened to
}

func newChaos(t *testing.T, p *program) *chaos {
	t.Helper()
	p.must(0, "migrate", "up")
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	c := &chaos{program: p, random: rand.New(rand.NewPCG(seed, 1)), codes: map[string]map[int]int{}}
	c.kinds = map[string]func([]string) int{"kill": c.kill, "pause": c.pause, "clock": c.clock}
	c.names = []string{"kill", "kill", "pause", "clock"}
	if strings.HasPrefix(p.db, "sqlite:") {
		c.kinds["disk"], c.names = c.disk, append(c.names, "disk", "disk")
	} else {
		c.cutOff, c.relay = p.relayed(t)
		c.kinds["cut"], c.names = c.cut, append(c.names, "cut", "cut")
	}
	return c
}

func (c *chaos) disturb(command []string) {
	c.t.Helper()
	c.expire() // of what was killed or cut off before
	name := c.names[c.random.IntN(len(c.names))]
	code := c.kinds[name](c.within(command))
	if c.codes[name] == nil {
		c.codes[name] = map[int]int{}
	}
	c.codes[name][code]++
}

// tell checks that something was disturbed, and that what failed said so by its exit code.
func (c *chaos) tell(t *testing.T) {
	t.Helper()
	t.Logf("exit codes, -1 of what was killed: %v", c.codes)
	failed := 0
	for name, codes := range c.codes {
		for code, n := range codes {
			if code != 0 {
				failed += n
			}
			if !slices.Contains([]int{-1, app.ExitOK, app.ExitError, app.ExitPartial, app.ExitRefused}, code) {
				t.Errorf("%s makes %d commands exit with %d", name, n, code)
			}
		}
	}
	if failed == 0 {
		t.Error("nothing was ever disturbed")
	}
}

// moment returns a time within which most commands are still at work.
func (c *chaos) moment() time.Duration {
	return time.Duration(c.random.Int64N(int64(c.took + 200*time.Millisecond)))
}

func (c *chaos) kill(command []string) int {
	return c.signalled(command, func(process *os.Process) error { return process.Kill() })
}

// pause stops the process for a while, as a machine that sleeps does.
func (c *chaos) pause(command []string) int {
	return c.signalled(command, func(process *os.Process) error {
		if err := process.Signal(syscall.SIGSTOP); err != nil {
			return err
		}
		time.Sleep(c.moment())
		return process.Signal(syscall.SIGCONT)
	})
}

func (c *chaos) signalled(command []string, do func(*os.Process) error) int {
	c.t.Helper()
	child := c.child(append([]string{"--log-level=warn"}, command...)...)
	if err := child.Start(); err != nil {
		c.t.Fatal(err)
	}
	time.Sleep(c.moment())
	if err := do(child.Process); err != nil && !errors.Is(err, os.ErrProcessDone) {
		c.t.Fatal(err)
	}
	_ = child.Wait() // its state says the same
	return child.ProcessState.ExitCode()
}

// clock runs a command by a clock that is some hours wrong.
func (c *chaos) clock(command []string) int {
	other := *c.program
	other.now = c.now.Add(time.Duration(c.random.IntN(5)-2) * time.Hour)
	return other.run(command...).code
}

// disk runs a command that can write only so much.
func (c *chaos) disk(command []string) int { return c.limited(1+c.random.IntN(3000), command...).code }

// cut runs a command whose connections to the server are cut.
func (c *chaos) cut(command []string) int {
	c.relay.allow(c.random.IntN(120))
	defer c.relay.allow(-1)
	other := *c.cutOff
	other.now = c.now
	return other.run(command...).code
}

// checkFolders checks that every folder of reports that counts is whole. What was not
// finished is in folders that are not called after a run.
func (c *chaos) checkFolders(t *testing.T) {
	t.Helper()
	manifests, err := filepath.Glob(filepath.Join(c.folder, "out", "2026*", "manifest.json"))
	if err != nil || len(manifests) < chaoticNights {
		t.Fatalf("%d folders of reports are whole (%v)", len(manifests), err)
	}
	for _, manifest := range manifests {
		checkManifest(t, manifest)
	}
}

// checkManifest checks that every file of a folder is as its manifest says.
func checkManifest(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var manifest publish.Manifest
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, file := range manifest.Files {
		content, err := os.ReadFile(filepath.Join(filepath.Dir(path), file.Name))
		if sum := sha256.Sum256(content); err != nil || hex.EncodeToString(sum[:]) != file.SHA256 {
			t.Errorf("%s of %s has %d bytes and is not what was written (%v)", file.Name, path, len(content), err)
		}
	}
}
