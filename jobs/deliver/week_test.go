package deliver_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"handover/jobs/deliver"
	"handover/jobs/deliver/port"
	"handover/jobs/publish"
	"handover/reconcile"
	"handover/reports"
	"handover/sql/store"
)

var update = flag.Bool("update", false, "write the goldens anew")

// house is one partner with a store, its clock, and what it sends.
type house struct {
	*testing.T
	store *store.Store
	now   func() time.Time
	known []reconcile.KnownFinding
	story strings.Builder // what became of everything

	saying sync.Mutex
	said   map[string]string // this night, by target: what was sent, and what the other side said

	down   map[string]error // by target: what its carrier answers
	cutOff map[string]int   // by target: how often the line is cut after everything was sent
}

// first is the first night of a house.
var first = time.Date(2026, time.November, 16, 5, 0, 0, 0, time.UTC)

func newHouse(t *testing.T) *house {
	t.Helper()
	begun := time.Now()
	h := &house{T: t, said: map[string]string{}, down: map[string]error{}, cutOff: map[string]int{}, now: func() time.Time { return first.Add(time.Since(begun)) }}
	st, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "handover.db"), store.Create)
	h.must(err)
	h.store = st
	return h
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) say(format string, args ...any) { fmt.Fprintf(&h.story, format+"\n", args...) }

// Stored and Newest make the house the engine's runs.
func (h *house) Stored(ctx context.Context, seq int64) (reports.Stored, error) {
	report, err := h.store.Report(ctx, seq)
	if errors.Is(err, store.ErrNoRun) || errors.Is(err, store.ErrNotPublished) {
		return nil, fmt.Errorf("%w: %w", deliver.ErrNoReport, err)
	}
	return report, err
}

func (h *house) Newest(ctx context.Context) (int64, error) {
	runs, err := h.store.WholeRuns(ctx, 1)
	if err != nil || len(runs) == 0 {
		return 0, err
	}
	return runs[0].Seq, nil
}

func (h *house) engine() *deliver.Engine {
	return &deliver.Engine{Ledger: h.store, Runs: h, Now: h.now, Log: zerolog.Nop(), House: "us", Pauses: deliver.Pauses(), Pause: pause, Spool: publish.Spool}
}

// desk is writer and carrier of a target of the house.
type desk struct {
	*house
	target string
}

// say notes what was sent to the target: targets are served side by side.
func (d desk) say(format string, args ...any) {
	d.saying.Lock()
	defer d.saying.Unlock()
	d.said[d.target] += fmt.Sprintf(format+"\n", args...)
}

func (d desk) Digest(_ context.Context, report *reports.Report, telling *reports.Telling) (*port.Message, error) {
	m := &port.Message{Subject: fmt.Sprintf("run %d", report.Run.Seq)}
	for _, n := range telling.Notices {
		m.Text += fmt.Sprintf("    notice: %s %d of %s %s\n", n.Kind, n.Count, n.Target, strings.Join(n.Parties, "; "))
	}
	for _, n := range telling.News {
		m.Text += fmt.Sprintf("    %s: %s of %s, due %s %s\n", n.Milestone, n.Reported.Finding.Code, n.Reported.Finding.TenantName, n.Reported.Finding.Due, n.Reason)
	}
	if telling.News == nil {
		m.Text += fmt.Sprintf("    all %d\n", report.Summary.Findings)
	}
	return m, nil
}

func (desk) Letter(_ context.Context, l *reports.Letter) (*port.Message, error) {
	m := &port.Message{Subject: l.Subject()}
	for i := range l.Rows {
		m.Text += fmt.Sprintf("    %s (%s) by %s\n", l.Rows[i].What, l.Rows[i].Customer, l.Rows[i].By)
	}
	return m, nil
}

func (d desk) Send(_ context.Context, m *port.Message) (port.Outcome, error) {
	var to []string
	for _, a := range m.To {
		to = append(to, a.Address)
	}
	d.say("  %s %s to %s: %s\n%s", d.now().Format("15:04:05"), d.target, strings.Join(to, ", "), m.Subject, strings.TrimSuffix(m.Text, "\n"))
	if err := d.down[d.target]; err != nil {
		d.say("    ! %v", err)
		return "", err
	}
	if d.cutOff[d.target] > 0 {
		d.cutOff[d.target]--
		err := &port.UnsureError{Words: "the line was cut"}
		d.say("    ! %v", err)
		return "", err
	}
	return port.Delivered, nil
}

func (desk) Probe(context.Context) error { return nil }
func (desk) Close() error                { return nil }

// night delivers a run and says what became of it.
func (h *house) night(seq int64, targets []*deliver.Target) []deliver.Result {
	h.Helper()
	h.say("%s, run %d", h.now().Format("Mon 2 Jan"), seq)
	results, err := h.engine().Deliver(h.Context(), seq, targets)
	h.must(err)
	for i := range results {
		r := &results[i]
		h.story.WriteString(h.said[r.Target])
		delete(h.said, r.Target)
		text := fmt.Sprintf("  = %s: %d delivered, %d failed, %d twice, %d before, %d held, %d without address, %d left over",
			r.Target, r.Delivered, r.Failed, r.Twice, r.Before, len(r.Plan.Held), len(r.Plan.NoOne), len(r.Plan.Left))
		if r.Why != "" {
			text += "; " + r.Why
		}
		if r.Err != nil {
			text += "; " + r.Err.Error()
		}
		h.say("%s", text)
	}
	return results
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// untilTomorrow lets the clock run to the next night.
func (h *house) untilTomorrow() {
	day := 24 * time.Hour
	time.Sleep(day - h.now().Sub(first)%day)
}

// TestWeek is a week in virtual time: a customer that was not checked, a mail server that
// is down on one night, a line that is cut, a changed finding and a changed address, with
// what each recipient got.
func TestWeek(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer func() { h.must(h.store.Close()) }()
		targets := h.targets()
		lee := []reconcile.Coverage{contoso("kim@contoso.example"), fabrikam(true)}
		agreement, backup := agreementOf("contoso", 17), backupOf("fabrikam", 24)
		theirs := cancelBy("contoso", 30)

		h.night(h.run(lee, partners(), agreement, backup, theirs), targets)
		h.release("tenant", "contoso", "kim@contoso.example")
		h.release("tenant", "fabrikam", "office@fabrikam.example")
		h.release("seller", "northwind", "sasha@northwind.example")
		h.untilTomorrow()

		h.night(h.run(lee, partners(), agreement, backup, theirs), targets)
		h.untilTomorrow()

		h.say("(the mail server is down, and something new turns up)")
		h.down["operators"] = &port.RefusedError{Words: "the server does not answer"}
		h.down["customers"] = &port.RefusedError{Words: "the server does not answer"}
		fresh := backupOf("contoso", 26)
		h.night(h.run(lee, partners(), agreement, backup, theirs, fresh), targets)
		clear(h.down)
		h.untilTomorrow()

		h.say("(Contoso has another address)")
		lee[0] = contoso("lee@contoso.example")
		h.night(h.run(lee, partners(), agreement, backup, theirs, fresh), targets)
		h.untilTomorrow()

		h.say("(nothing is known of Fabrikam today)")
		lee[1] = fabrikam(false)
		h.night(h.run(lee, partners(), agreement, theirs, fresh), targets)
		h.untilTomorrow()

		h.say("(it is back, one finding has changed, and a line is cut)")
		lee[1] = fabrikam(true)
		theirs.Severity = reconcile.High
		h.cutOff["operators"] = 1
		h.night(h.run(lee, partners(), agreement, backup, theirs, fresh), targets)
		h.untilTomorrow()

		h.say("(two are done)")
		seq := h.run(lee, partners(), backup, theirs)
		h.night(seq, targets)
		h.say("(the same again)")
		h.night(seq, targets)
		golden(t, "week.txt", h.story.String())
	})
}

func (h *house) release(kind, id, address string) {
	h.Helper()
	h.must(h.store.Release(h.Context(), []reconcile.Release{{
		Party: reconcile.Addressed{Kind: kind, ID: id}, Address: address, Actor: "Robin", At: h.now(),
	}}))
}
