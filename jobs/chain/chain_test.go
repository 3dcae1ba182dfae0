package chain_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"handover/jobs/chain"
	"handover/reconcile"
)

// book is a record that writes down what it is told.
type book struct {
	lines []string
	fails error // to begin
	lost  error // all that comes then
}

func (b *book) BeginNight(_ context.Context, n *reconcile.Night) error {
	n.Seq = 7
	return b.fails
}

func (b *book) AddNightStep(ctx context.Context, n *reconcile.Night) error {
	s := n.Steps[len(n.Steps)-1]
	b.lines = append(b.lines, strings.TrimSpace(fmt.Sprintf("%s %s %s", s.Name, s.State, strings.SplitN(s.Detail, "\n", 2)[0])))
	return errors.Join(ctx.Err(), b.lost)
}

func (b *book) EndNight(ctx context.Context, n *reconcile.Night) error {
	b.lines = append(b.lines, fmt.Sprintf("night %d %s, run %d", n.Seq, n.State, n.Run))
	return errors.Join(ctx.Err(), b.lost)
}

type doing func(ctx context.Context, so *reconcile.Night) (chain.Outcome, error)

// does is a step that does what it is to do, a run too.
func does(state reconcile.StepState, detail string, err error) doing {
	return func(_ context.Context, so *reconcile.Night) (chain.Outcome, error) {
		if state == "run" {
			so.Run, state = 3, ""
		}
		return chain.Outcome{State: state, Detail: detail}, err
	}
}

func newChain(record chain.Record, now func() time.Time, imports, runs, delivers doing) *chain.Night {
	return &chain.Night{Record: record, Now: now, Log: zerolog.Nop(), Steps: []chain.Step{
		{Name: chain.Import, Do: imports},
		{Name: chain.Run, Do: runs, Crucial: true},
		{Name: "letters", Do: does("", "", nil), NeedsRun: true},
		{Name: chain.Delivery, Do: delivers},
	}}
}

func still() time.Time { return time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC) }

func TestOneStepDoesNotStopTheOthers(t *testing.T) {
	gone := errors.New("no such folder")
	for _, c := range []struct {
		name                    string
		imports, runs, delivers doing
		want                    []string
		err                     error
	}{
		{
			"all goes well", does("", "2 files", nil), does("run", "run 3", nil), does("", "", nil),
			[]string{"import done 2 files", "run done run 3", "letters done", "delivery done", "night 7 done, run 3"},
			nil,
		},
		{
			"the import fails", does("", "1 file", gone), does("run", "", nil), does("", "", nil),
			[]string{"import failed 1 file; no such folder", "run done", "letters done", "delivery done", "night 7 failed, run 3"},
			nil,
		},
		{
			"a part of it fails", does(reconcile.StepPartial, "2 rows rejected", nil), does("run", "", nil), does("", "", nil),
			[]string{"import partial 2 rows rejected", "run done", "letters done", "delivery done", "night 7 partial, run 3"},
			nil,
		},
		{
			"without a run nothing goes to customers", does("", "", nil), does("", "", gone), does("", "operators told", nil),
			[]string{"import done", "run failed no such folder", "letters skipped there is no run", "delivery done operators told", "night 7 failed, run 0"},
			gone,
		},
		{
			"a panic", func(context.Context, *reconcile.Night) (chain.Outcome, error) { panic("a mistake") }, does("run", "", nil), does("", "", nil),
			[]string{"import failed it panicked: a mistake", "run done", "letters done", "delivery done", "night 7 failed, run 3"},
			nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b book
			_, err := newChain(&b, still, c.imports, c.runs, c.delivers).Do(t.Context())
			if diff := cmp.Diff(c.want, b.lines); diff != "" {
				t.Error(diff)
			}
			if !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
				t.Errorf("the error is %v, want %v", err, c.err)
			}
		})
	}
}

// A stop ends the night at once, and its record says so.
func TestAStopInterrupts(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var b book
	stops := func(context.Context, *reconcile.Night) (chain.Outcome, error) {
		stop()
		return chain.Outcome{}, ctx.Err()
	}
	_, err := newChain(&b, still, does("", "", nil), stops, does("", "", nil)).Do(ctx)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if diff := cmp.Diff([]string{"import done", "run interrupted", "night 7 interrupted, run 0"}, b.lines); diff != "" {
		t.Error(diff)
	}
}

func TestStepsAreTimed(t *testing.T) {
	at := still()
	now := func() time.Time { at = at.Add(1500 * time.Millisecond); return at }
	var took []string
	c := newChain(&book{}, now, does("", "", nil), does("run", "", nil), does("", "", nil))
	c.Ended = func(s *reconcile.NightStep) { took = append(took, s.Took().String()) }
	so, err := c.Do(t.Context())
	if err != nil || !so.FinishedAt.After(so.StartedAt) || so.FinishedAt.Nanosecond() != 0 {
		t.Errorf("%v: from %s to %s", err, so.StartedAt, so.FinishedAt)
	}
	if len(took) != 4 || took[0] == "0s" {
		t.Errorf("told: %q", took)
	}
}

func TestANightNeedsItsRecordToBegin(t *testing.T) {
	full := errors.New("disk full")
	b := book{fails: full}
	if _, err := newChain(&b, still, does("", "", nil), does("", "", nil), does("", "", nil)).Do(t.Context()); !errors.Is(err, full) || b.lines != nil {
		t.Errorf("%v, %q", err, b.lines)
	}
}

// A night whose end cannot be recorded goes through all its steps, and is not over: what else
// the store has not taken nobody can tell.
func TestANightNeedsItsRecordToEnd(t *testing.T) {
	gone := errors.New("the server is gone")
	b := book{lost: gone}
	so, err := newChain(&b, still, does("", "", nil), does("run", "", nil), does("", "", nil)).Do(t.Context())
	if !errors.Is(err, gone) || so.Run != 3 || len(b.lines) != 5 {
		t.Errorf("%v, run %d, %q", err, so.Run, b.lines)
	}
}

// TestTheLogShoutsOfFailedSteps checks that the level of a line is that of what became of its
// step, whichever step it is, and that durations have their unit.
func TestTheLogShoutsOfFailedSteps(t *testing.T) {
	gone := errors.New("no such folder")
	for _, c := range []struct {
		imports, runs doing
		want          []string
	}{
		{does("", "", nil), does("run", "", nil), []string{"info", "info"}},
		{does(reconcile.StepPartial, "", nil), does(reconcile.StepPartial, "", nil), []string{"warn", "warn"}},
		{does("", "", gone), does("", "", gone), []string{"warn", "warn"}},
	} {
		var log bytes.Buffer
		n := newChain(&book{}, still, c.imports, c.runs, does("", "", nil))
		n.Log = zerolog.New(&log)
		_, _ = n.Do(t.Context()) // the error is that of the run
		var got []string
		for line := range bytes.Lines(log.Bytes()) {
			var l struct{ Level, Step, Took string }
			if err := json.Unmarshal(line, &l); err != nil {
				t.Fatal(err)
			}
			if l.Took != "0s" {
				t.Errorf("it took %q", l.Took)
			}
			if l.Step == chain.Import || l.Step == chain.Run {
				got = append(got, l.Level)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Error(diff)
		}
	}
}
