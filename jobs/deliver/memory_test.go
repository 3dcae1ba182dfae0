package deliver_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"pgregory.net/rapid"

	"handover/jobs/deliver"
	"handover/jobs/deliver/port"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/reportstest"
)

// memory is a ledger and the runs that it is of.
type memory struct {
	runs  []*reportstest.Source
	gone  [][]reconcile.ResolvedFinding // by run
	sent  []*reconcile.Sending          // in the order in which they were begun last
	items map[string][]reconcile.ToldItem
}

func (m *memory) find(key string) *reconcile.Sending {
	at := slices.IndexFunc(m.sent, func(s *reconcile.Sending) bool { return s.Key == key })
	if at < 0 {
		return nil
	}
	return m.sent[at]
}

func (m *memory) BeginSending(ctx context.Context, sending *reconcile.Sending, told []reconcile.ToldItem) error {
	if before := m.find(sending.Key); before != nil {
		sending.Twice = before.Twice || before.State == reconcile.SendingBegun || before.State == reconcile.SendingUnsure
		m.sent = slices.DeleteFunc(m.sent, func(s *reconcile.Sending) bool { return s == before })
	}
	kept := *sending
	m.sent = append(m.sent, &kept)
	m.items[sending.Key] = told
	return ctx.Err()
}

func (m *memory) EndSending(_ context.Context, sending *reconcile.Sending) error {
	*m.find(sending.Key) = *sending
	return nil
}

func (m *memory) which(keep func(*reconcile.Sending) bool) []reconcile.Sending {
	var list []reconcile.Sending
	for _, s := range m.sent {
		if keep(s) {
			list = append(list, *s)
		}
	}
	return list
}

func (m *memory) Sendings(_ context.Context, run int64) ([]reconcile.Sending, error) {
	return m.which(func(s *reconcile.Sending) bool { return s.Run == run }), nil
}

func (m *memory) OpenSendings(_ context.Context, target string) ([]reconcile.Sending, error) {
	return m.which(func(s *reconcile.Sending) bool { return s.Target == target && s.State == reconcile.SendingBegun }), nil
}

func (m *memory) LastSent(_ context.Context, target string) (last int64, err error) {
	for _, s := range m.sent {
		if s.Target == target && s.State.Arrived() {
			last = max(last, s.Run)
		}
	}
	return last, nil
}

func (m *memory) LastTold(_ context.Context, target string) iter.Seq2[reconcile.LastTold, error] {
	var list []reconcile.LastTold
	for _, s := range m.sent {
		for _, item := range m.items[s.Key] {
			if unsure := s.State == reconcile.SendingUnsure; s.Target == target && (unsure || s.State.Arrived()) {
				list = append(list, reconcile.LastTold{Party: s.Party, ToldItem: item, Run: s.Run, Unsure: unsure})
			}
		}
	}
	return reports.Listed(list)
}

func (m *memory) ResolvedSince(_ context.Context, after, upTo int64) iter.Seq2[reconcile.ResolvedFinding, error] {
	var list []reconcile.ResolvedFinding
	for run := after; run < upTo; run++ {
		list = append(list, m.gone[run]...)
	}
	return reports.Listed(list)
}

func (*memory) Releases(context.Context) ([]reconcile.Release, error) { return nil, nil }

func (*memory) LettersSince(context.Context, string, time.Time) (int, error) { return 0, nil }

func (m *memory) Stored(_ context.Context, seq int64) (reports.Stored, error) {
	return m.runs[seq-1], nil
}

func (m *memory) Newest(context.Context) (int64, error) { return int64(len(m.runs)), nil }

// night stores a run with what is open in it.
func (m *memory) night(asOf time.Time, open []reconcile.Finding) int64 {
	run := reportstest.Run()
	run.Seq, run.AsOf, run.StartedAt = int64(len(m.runs)+1), asOf, asOf
	var before, listed []reconcile.Reported
	if len(m.runs) > 0 {
		for r, err := range m.runs[len(m.runs)-1].Findings(context.Background(), reconcile.Filter{}) {
			if err != nil {
				panic(err) // what is kept in memory can be read
			}
			before = append(before, r)
		}
	}
	var resolved []reconcile.ResolvedFinding
	for i := range before {
		f := &before[i].Finding
		if !slices.ContainsFunc(open, func(o reconcile.Finding) bool { return o.Identify() == f.ID }) {
			resolved = append(resolved, reconcile.ResolvedFinding{Finding: *f, Reason: reconcile.ReasonFixed})
		}
	}
	for _, f := range open {
		listed = append(listed, reconcile.Reported{Finding: f, State: reconcile.StateOpen, Delta: reconcile.Unchanged})
	}
	m.runs, m.gone = append(m.runs, reportstest.NewSource(run, nil, listed, slices.Clone(resolved))), append(m.gone, resolved)
	return run.Seq
}

// fate is what becomes of one try to send.
type fate int

const (
	arrives fate = iota
	refused
	cutAfter  // it came, and the line was cut
	cutBefore // it did not come, and the line was cut
	diesAfter // it came, and the process died
	diesBefore
)

// wire is a writer and a carrier to whom things happen.
type wire struct {
	t     *rapid.T
	fates []fate
	die   context.CancelFunc
	came  map[string][]string // texts by key, in what arrived
}

func (*wire) Digest(_ context.Context, _ *reports.Report, telling *reports.Telling) (*port.Message, error) {
	m := &port.Message{}
	for _, n := range telling.News {
		m.Text += fmt.Sprintf("%s of %s (%s)\n", n.Milestone, n.Reported.Finding.SubscriptionID, n.Reported.Finding.Severity)
	}
	return m, nil
}

func (*wire) Letter(context.Context, *reports.Letter) (*port.Message, error) { return nil, nil }

func (w *wire) Send(ctx context.Context, m *port.Message) (port.Outcome, error) {
	what := arrives
	if len(w.fates) > 0 {
		what, w.fates = w.fates[0], w.fates[1:]
	}
	if what == arrives || what == cutAfter || what == diesAfter {
		w.came[m.Key] = append(w.came[m.Key], m.Text)
	}
	switch what {
	case refused:
		return "", &port.RefusedError{Permanent: true, Words: "no"}
	case cutAfter, cutBefore:
		return "", &port.UnsureError{Words: "cut"}
	case diesAfter, diesBefore:
		w.die()
		return "", ctx.Err()
	}
	return port.Delivered, nil
}

func (*wire) Probe(context.Context) error { return nil }
func (*wire) Close() error                { return nil }

// hears is what the recipient makes of all that arrived: each message once, whatever came
// twice under one key.
func (w *wire) hears(t *rapid.T, order []string) (lines []string) {
	for _, key := range order {
		for _, text := range w.came[key] {
			if text != w.came[key][0] {
				t.Fatalf("one key and two texts:\n%s\n%s", w.came[key][0], text)
			}
		}
		if len(w.came[key]) > 0 {
			lines = append(lines, strings.Fields(strings.ReplaceAll(w.came[key][0], " ", "_"))...)
		}
	}
	return lines
}

// TestWhateverHappensEverybodyHears lets messages be refused, cut and killed on any night:
// the recipient hears of every open finding as it is, and of every one that it heard of and
// that is gone; what comes under one key is the same each time; and what it hears twice was
// marked so.
func TestWhateverHappensEverybodyHears(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &memory{items: map[string][]reconcile.ToldItem{}}
		w := &wire{t: t, came: map[string][]string{}}
		target := &deliver.Target{Name: "ops", What: deliver.Digest, When: deliver.Milestones, Writer: w, Carrier: w}
		engine := &deliver.Engine{
			Ledger: m, Runs: m, Log: zerolog.Nop(), Now: func() time.Time { return first }, Pauses: []time.Duration{0}, Pause: pause,
			Spool: func(_ context.Context, run reports.Stored, _ reconcile.Filter) (reports.Source, func() error, error) {
				source, is := run.(*reportstest.Source)
				if !is {
					return nil, nil, fmt.Errorf("the run is a %T", run)
				}
				return source, func() error { return nil }, nil
			},
		}
		send := func(run int64) {
			ctx, die := context.WithCancel(context.Background())
			defer die()
			w.die = die
			_, _ = engine.Deliver(ctx, run, []*deliver.Target{target}) // it may die: that is what the test is about
		}
		var open []reconcile.Finding
		nights := rapid.IntRange(1, 8).Draw(t, "nights")
		for night := range nights {
			open = nil
			for _, id := range []string{"s-1", "s-2", "s-3"} {
				f := reportstest.Due("tenant", 28, id)
				f.Severity = rapid.SampledFrom([]reconcile.Severity{reconcile.Critical, reconcile.High}).Draw(t, "severity")
				if rapid.IntRange(0, 2).Draw(t, "open") > 0 {
					open = append(open, f)
				}
			}
			w.fates = rapid.SliceOfN(rapid.SampledFrom([]fate{arrives, refused, cutAfter, cutBefore, diesAfter, diesBefore}), 0, 3).Draw(t, "fates")
			if night == nights-1 {
				w.fates = nil
			}
			run := m.night(first.AddDate(0, 0, night), open)
			send(run)
			if rapid.Bool().Draw(t, "again") || night == nights-1 {
				send(run)
			}
		}
		m.check(t, w, open)
	})
}

// check compares what was heard with what is so after a last night on which all went well.
func (m *memory) check(t *rapid.T, w *wire, open []reconcile.Finding) {
	var order []string
	for _, s := range m.sent {
		order = append(order, s.Key)
		if !s.State.Arrived() && s.State != reconcile.SendingFailed && s.State != reconcile.SendingUnsure {
			t.Errorf("a message of run %d is %s after all", s.Run, s.State)
		}
		if len(w.came[s.Key]) > 1 && !s.Twice {
			t.Errorf("a message of run %d came twice, and is not marked", s.Run)
		}
	}
	last := map[string]string{}
	for _, line := range w.hears(t, order) {
		parts := strings.Split(line, "_")
		last[parts[2]] = parts[0] + parts[3]
	}
	for _, id := range []string{"s-1", "s-2", "s-3"} {
		at := slices.IndexFunc(open, func(f reconcile.Finding) bool { return f.SubscriptionID == id })
		heard := last[id]
		switch {
		case at >= 0 && (heard == "" || !strings.HasSuffix(heard, "("+string(open[at].Severity)+")") || strings.HasPrefix(heard, "resolved")):
			t.Fatalf("%s is open and %s, and was last heard of as %q", id, open[at].Severity, heard)
		case at < 0 && heard != "" && !strings.HasPrefix(heard, "resolved"):
			t.Fatalf("%s is gone, and was last heard of as %q", id, heard)
		}
	}
}

var _ deliver.Ledger = (*memory)(nil)
