package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// capDACOverride and capDACReadSearch are the rights of root to pass over the mode of a file.
// Source: https://man7.org/linux/man-pages/man7/capabilities.7.html
const (
	capDACOverride   = 1
	capDACReadSearch = 2
)

// runHumbly becomes the program without root's right to write where the mode says that
// nobody may.
func runHumbly(args []string) error {
	runtime.LockOSThread()
	if os.Geteuid() == 0 {
		for _, right := range []uintptr{capDACOverride, capDACReadSearch} {
			if _, _, failed := syscall.RawSyscall6(syscall.SYS_PRCTL, syscall.PR_CAPBSET_DROP, right, 0, 0, 0, 0); failed != 0 {
				return failed
			}
		}
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return syscall.Exec(filepath.Join(filepath.Dir(self), "handover-mortal"), append([]string{"handover-mortal"}, args...), os.Environ())
}

// humble does a night in a child that can write only where modes let it.
func (n *nightly) humble() outcome {
	n.t.Helper()
	child := n.process("handover-humble", append([]string{"--log-level=warn"}, nightCommand()...)...)
	child.Env = append(child.Env, mortalVariable+"=0")
	return n.finish(child)
}

// forbid takes the right to write to a folder, which is made where it is missing.
func (n *nightly) forbid(folder string) (allow func()) {
	n.t.Helper()
	path := filepath.Join(n.folder, folder)
	if err := errors.Join(os.MkdirAll(path, 0o700), os.Chmod(path, 0o500)); err != nil {
		n.t.Fatal(err)
	}
	return func() {
		if err := os.Chmod(path, 0o700); err != nil {
			n.t.Error(err)
		}
	}
}

// A folder in which nothing can be written costs a night the step that needs it, whose record
// says so; all others go on where there is a run, and the next night puts right what is left.
func TestChaosOfANightWithAReadOnlyFolder(t *testing.T) {
	t.Parallel()
	d := newDisturbing(t, newProgram(t, stores()["sqlite"](t)))
	all := strings.Join(recipients(d.mails), " ")
	for _, c := range []struct {
		folder string
		code   int
		told   string // of the step
		mails  string
	}{
		{"out", 1, `(?m)^- run +failed in 0s: write reports below .*permission denied; make it writable`, "news@partner.example ops@partner.example"},
		{"copies", 4, `(?m)^- delivery +failed in 0s: archive: 1 failed; customers: 2 delivered;.* archive: .*permission denied; make it writable`, all},
		{"drop", 4, `(?m)^- import +failed in 0s: 0 files read, 8 rows, 2 files stuck, 1 file not read; .*permission denied`, all},
		{"drop/done", 4, `(?m)^- import +failed in 0s: 0 files read, 13 rows, 1 row rejected, 3 files stuck; .*permission denied`, all},
	} {
		t.Run(c.folder, func(t *testing.T) {
			n := d.night(t, nil)
			allow := n.forbid(c.folder)
			o := n.humble()
			if nights := n.must(0, "runs", "nights").stdout; o.code != c.code || !regexp.MustCompile(c.told).MatchString(nights) {
				t.Errorf("exit %d, want %d\n%s%s%s", o.code, c.code, o.stdout, o.stderr, nights)
			}
			if got := strings.Join(recipients(n.received()), " "); got != c.mails {
				t.Errorf("mails came to %s, want %s", got, c.mails)
			}
			allow()
			n.now = n.now.Add(24 * time.Hour)
			if o := n.run(nightCommand()...); o.code != 0 && o.code != 4 {
				t.Errorf("the next night: exit %d\n%s%s", o.code, o.stdout, o.stderr)
			}
			left := n.left()
			for name, want := range d.calm {
				if strings.HasPrefix(name, "drop") || name == "stored" || name == "latest" {
					if diff := cmp.Diff(want, left[name]); diff != "" {
						t.Errorf("%s after a calm night and after the next one:\n%s", name, diff)
					}
				}
			}
			if len(left) != len(d.calm) {
				t.Errorf("it leaves %q", slices.Sorted(maps.Keys(left)))
			}
		})
	}
}

// fullDisk is what is said of a disk that takes no more.
var fullDisk = regexp.MustCompile(`the disk fails the database: see that it has room|file too large`)

// failedSteps are those of nights, and the beginning of why.
var failedSteps = regexp.MustCompile(`(?m)^- \w+ +failed.{0,90}`)

// A disk that is full at whatever moment of a night costs the steps that needed room, and no
// file, row or message: with room again the night comes to what it comes to when nothing
// happens.
func TestChaosOfANightOnAFullDisk(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		d := newDisturbing(t, p)
		codes := map[int]int{}
		blocks := 50
		if d.desk != nil { // the database has its room elsewhere
			blocks = 1
		}
		for ; ; blocks += blocks/3 + 1 {
			n := d.night(t, nil)
			child := n.mortal(0)
			limit(child, blocks)
			o := n.finish(child)
			what := fmt.Sprintf("with %d blocks, exit %d", blocks, o.code)
			codes[o.code]++
			failed := failedSteps.FindAllString(n.must(0, "runs", "nights", "--limit", "1").stdout, -1)
			t.Logf("%s: %q", what, failed)
			if o.code == 4 && len(failed) == 0 {
				d.check(n, what)
				break
			}
			if o.code != 1 && o.code != 4 && o.code != 6 || !fullDisk.MatchString(o.stdout+o.stderr) {
				t.Errorf("%s\n%s%s", what, o.stdout, o.stderr)
			}
			n.expire()
			n.run(nightCommand()...)
			d.check(n, what)
		}
		t.Logf("so many nights by exit code: %v", codes)
		if codes[1] < 3 {
			t.Error("hardly any night was disturbed")
		}
	})
}

// recipients returns to whom mails went, each once.
func recipients(list []received) (to []string) {
	for _, m := range list {
		to = append(to, m.to)
	}
	slices.Sort(to)
	return slices.Compact(to)
}
