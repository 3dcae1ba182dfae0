package main

import (
	"bytes"
	"database/sql"
	"errors"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/deliver/mailtest"
	"handover/sql/pgtest"
)

// disturbing disturbs one and the same night again and again, each time from its beginning.
type disturbing struct {
	base  *nightly
	desk  *sql.DB // from which databases are copied; nil: they are files
	work  string  // the address of the copy
	calm  map[string]string
	mails []received
}

// newDisturbing prepares a night, and sees what it comes to when nothing happens.
func newDisturbing(t *testing.T, p *program) *disturbing {
	t.Helper()
	d := &disturbing{base: newNightly(t, p)}
	if !strings.HasPrefix(p.db, "sqlite:") {
		desk, err := sql.Open("postgres", pgtest.Database(t))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := desk.Close(); err != nil {
				t.Error(err)
			}
		})
		d.desk, d.work = desk, pgtest.Database(t)
	}
	d.calmly(t)
	return d
}

// calmly does the night with nothing happening.
func (d *disturbing) calmly(t *testing.T) {
	t.Helper()
	calm := d.night(t, nil)
	calm.must(4, nightCommand()...)
	d.calm, d.mails = calm.left(), calm.received()
	if len(d.mails) < 4 || d.calm["stored"] == "" {
		t.Fatalf("the calm night comes to %d mails and the findings %s", len(d.mails), d.calm["stored"])
	}
}

// night is the night that is disturbed, of which nothing has happened yet.
func (d *disturbing) night(t *testing.T, heard func(mailtest.Step)) *nightly {
	t.Helper()
	other := *d.base.program
	other.t, other.folder = t, t.TempDir()
	if err := os.CopyFS(other.folder, os.DirFS(d.base.folder)); err != nil {
		t.Fatal(err)
	}
	if d.desk == nil {
		other.db = "sqlite:" + filepath.Join(t.TempDir(), "handover.db")
		text, err := os.ReadFile(strings.TrimPrefix(d.base.db, "sqlite:"))
		if err = errors.Join(err, os.WriteFile(strings.TrimPrefix(other.db, "sqlite:"), text, 0o600)); err != nil {
			t.Fatal(err)
		}
	} else {
		other.db = d.work
		d.copyDatabase(t)
	}
	n := &nightly{program: &other}
	n.listen(heard)
	data := nightData()[1]
	n.deliverFiles(&data)
	return n
}

func (d *disturbing) copyDatabase(t *testing.T) {
	t.Helper()
	name := func(address string) string {
		return address[strings.LastIndex(address, "/")+1 : strings.Index(address, "?")]
	}
	for _, statement := range []string{
		"drop database " + name(d.work) + " with (force)",
		"create database " + name(d.work) + " template " + name(d.base.db),
	} {
		if _, err := d.desk.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// databaseOf returns the name of the database of an address.
func databaseOf(address string) string {
	name, _, _ := strings.Cut(address[strings.LastIndex(address, "//")+2:], "?")
	return name[strings.LastIndex(name, "/")+1:]
}

// mortal is a night that kills itself at a point, from 1 on; 0: at none.
func (n *nightly) mortal(at int) *exec.Cmd {
	child := n.process("handover-mortal", append([]string{"--log-level=warn"}, nightCommand()...)...)
	child.Env = append(child.Env, mortalVariable+"="+strconv.Itoa(at))
	return child
}

// lives runs a night that may be killed, and reports whether it came to its end.
func (n *nightly) lives(child *exec.Cmd) bool {
	n.t.Helper()
	var said bytes.Buffer
	child.Stdout, child.Stderr = &said, &said
	err := child.Run()
	code := child.ProcessState.ExitCode()
	if code != 4 && code != -1 {
		n.t.Fatalf("the night that may be killed ends with %d (%v)\n%s", code, err, &said)
	}
	return code != -1
}

// heal does a night again that was killed before its end.
func (n *nightly) heal(what string) {
	n.t.Helper()
	n.expire()
	if o := n.must(0, "runs", "nights"); strings.Contains(o.stdout, "Night 2 ") && !strings.Contains(o.stdout, "running") {
		return // nothing was left to be done
	}
	if o := n.run(nightCommand()...); o.code != 0 && o.code != 4 {
		n.t.Fatalf("%s: the night again: exit %d\n%s%s", what, o.code, o.stdout, o.stderr)
	}
}

// check compares what is left of a night with a calm one.
func (d *disturbing) check(n *nightly, what string) {
	n.t.Helper()
	var faults []string
	if diff := cmp.Diff(d.calm, n.left()); diff != "" {
		faults = append(faults, "what is left of a calm night and of this one:\n"+diff)
	}
	faults = append(faults, n.checkMails(d.mails)...)
	runs, nights := n.must(0, "runs", "--limit", "0").stdout, n.must(0, "runs", "nights", "--limit", "0").stdout
	if strings.Contains(runs+nights, "running") {
		faults = append(faults, "a run or a night has no end:\n"+runs)
	}
	if len(faults) > 0 {
		n.t.Errorf("%s: %s\nThe nights:\n%s%s", what, strings.Join(faults, "\n"), nights, n.names("."))
	}
}

// disturb kills nights, the first one at the first point, until one outlives its last.
func (d *disturbing) disturb(t *testing.T, stride int, kill func(at int, n *nightly) (lives bool), heard func(mailtest.Step)) {
	t.Helper()
	at, begun := 0, time.Now()
	for lives := false; !lives; {
		at += stride
		n := d.night(t, heard)
		what := "killed at point " + strconv.Itoa(at)
		if lives = kill(at, n); !lives {
			n.heal(what)
		}
		d.check(n, what)
		_ = n.listener.Close() // nobody sends here any more
	}
	t.Logf("%d points in %s", at/stride, time.Since(begun))
}

// A night that is killed before or after whatever commit again as if nothing
// had happened.
func TestChaosOfANightAtEveryCommit(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		d := newDisturbing(t, p)
		if d.desk == nil {
			d.disturb(t, p.stride(), func(at int, n *nightly) bool { return n.lives(n.mortal(at)) }, nil)
			return
		}
		d.disturb(t, 1, d.killAtCommit, nil)
	})
}

// killAtCommit kills a night when it commits: at an odd point before the server hears of it,
// at an even one when the server has heard of it and its answer is on the way.
func (d *disturbing) killAtCommit(at int, n *nightly) (lives bool) {
	n.t.Helper()
	through, relay := n.relayed(n.t)
	var commits atomic.Int64
	var child *exec.Cmd
	relay.hear = func(piece []byte) bool {
		if !bytes.Contains(piece, []byte("COMMIT\x00")) {
			return true
		}
		if commits.Add(1) != int64(at+1)/2 {
			return true
		}
		_ = child.Process.Kill() // how it ended is told by its state
		return at%2 == 0
	}
	child = (&nightly{program: through}).mortal(0)
	lives = n.lives(child)
	relay.cut()
	d.alone(n.t)
	return lives
}

// alone waits until the server has dealt with what it heard last.
func (d *disturbing) alone(t *testing.T) {
	t.Helper()
	for {
		var others int
		err := d.desk.QueryRowContext(t.Context(), "select count(*) from pg_stat_activity where datname = $1", databaseOf(d.work)).Scan(&others)
		if err != nil {
			t.Fatal(err)
		}
		if others == 0 {
			return
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// A night that is killed when a mail server answers, before a mail or after it was taken,
// sends what did not arrive, and what may have arrived again, which the ledger shows.
func TestChaosOfANightAtEveryMail(t *testing.T) {
	t.Parallel()
	d := newDisturbing(t, newProgram(t, stores()["sqlite"](t)))
	var victim atomic.Pointer[os.Process]
	var left atomic.Int64
	d.disturb(t, detectorsStride, func(at int, n *nightly) bool {
		left.Store(int64(at))
		return n.killable(n.mortal(0), &victim)
	}, func(step mailtest.Step) {
		if process := victim.Load(); process != nil && (step == mailtest.Data || step == mailtest.End) && left.Add(-1) == 0 {
			_ = process.Kill() // how it ended is told by its state
		}
	})
}

// killable runs a night that is killed from outside, and reports whether it came to its end.
func (n *nightly) killable(child *exec.Cmd, victim *atomic.Pointer[os.Process]) bool {
	n.t.Helper()
	if err := child.Start(); err != nil {
		n.t.Fatal(err)
	}
	victim.Store(child.Process)
	_ = child.Wait() // its state says the same
	victim.Store(nil)
	return child.ProcessState.ExitCode() != -1
}

// moments is how many nights are killed at a random moment.
var moments = flag.Int("moments", 20, "how many nights are killed at a random moment")

// A night that is killed at any moment is done again as if nothing had happened.
func TestChaosOfANightAtAnyMoment(t *testing.T) {
	t.Parallel()
	d := newDisturbing(t, newProgram(t, stores()["sqlite"](t)))
	begun := time.Now()
	if n := d.night(t, nil); !n.lives(n.mortal(0)) {
		t.Fatal("a night dies by itself")
	}
	took := time.Since(begun)
	killed := 0
	for range *moments {
		n := d.night(t, nil)
		child := n.mortal(0)
		after := rand.N(took)
		begun := time.Now()
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		death := time.AfterFunc(after, func() { _ = child.Process.Kill() }) // it may be over
		_ = child.Wait()                                                    // its state says the same
		death.Stop()
		what := "killed after " + after.String()
		if child.ProcessState.ExitCode() == -1 {
			killed++
			n.heal(what)
		} else {
			took = time.Since(begun)
		}
		d.check(n, what)
	}
	t.Logf("%d of %d were killed, in %s", killed, *moments, time.Since(begun))
	if killed == 0 {
		t.Error("nothing was ever disturbed")
	}
}
