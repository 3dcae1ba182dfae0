package formats_test

import (
	"context"
	"errors"
	"io"
	"iter"
	"maps"
	"testing"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

// TestSourceThatFails checks that no format swallows an error of the source: one
// that ends the findings, and one row more or less than the run counted.
func TestSourceThatFails(t *testing.T) {
	errBroken := errors.New("broken")
	failing := reportstest.Typical()
	failing.Fail = errBroken
	more := func(r *reconcile.Run) { r.Summary.Findings++; r.Summary.ByJob = grown(r.Summary.ByJob) }
	steps := func(r *reconcile.Run) { r.Summary.Steps++ }
	for _, format := range formats.All() {
		if format.Name == "md" {
			continue // reads the most urgent findings only, see below
		}
		if err := write(t.Context(), format, failing, io.Discard); !errors.Is(err, errBroken) {
			t.Errorf("%s: error %v, want %v", format.Name, err, errBroken)
		}
		if err := write(t.Context(), format, reportstest.Typical().WithRun(more), io.Discard); err == nil {
			t.Errorf("%s: a finding is missing and nobody says so", format.Name)
		}
		if err := write(t.Context(), format, reportstest.Typical().WithRun(steps), io.Discard); err == nil && format.Name != "csv" && format.Name != "ics" {
			t.Errorf("%s: a step is missing and nobody says so", format.Name)
		}
	}
	failing = reportstest.Many(3)
	failing.Fail = errBroken
	if err := write(t.Context(), formatNamed(t, "md"), failing, io.Discard); !errors.Is(err, errBroken) {
		t.Errorf("md: error %v, want %v", err, errBroken)
	}
}

func grown(numbers map[reconcile.Job]int) map[reconcile.Job]int {
	grown := maps.Clone(numbers)
	grown[reconcile.AutoRenewJob]++
	return grown
}

func TestEndedContext(t *testing.T) {
	for _, format := range formats.All() {
		ctx, cancel := context.WithCancel(t.Context())
		r, err := reports.New(ctx, reportstest.Typical(), reports.Options{})
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		if err := format.Write(ctx, io.Discard, r); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v, want %v", format.Name, err, context.Canceled)
		}
	}
}

// TestEndedContextOfADeafSource checks that a source that never looks at its
// context is not read to the end.
func TestEndedContextOfADeafSource(t *testing.T) {
	for _, format := range formats.All() {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		source := &deaf{Source: reportstest.Many(20), during: cancel}
		if err := write(ctx, format, source, io.Discard); !errors.Is(err, context.Canceled) || source.read > 2 {
			t.Errorf("%s: error %v after %d findings, want %v", format.Name, err, source.read, context.Canceled)
		}
	}
}

// deaf is a source that ends the context while it is read and does not mind.
type deaf struct {
	*reportstest.Source
	during context.CancelFunc
	read   int
}

func (d *deaf) Findings(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return d.deafly(d.Source.Findings(context.WithoutCancel(ctx), filter))
}

func (d *deaf) FindingsByTenant(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return d.deafly(d.Source.FindingsByTenant(context.WithoutCancel(ctx), filter))
}

func (d *deaf) deafly(findings iter.Seq2[reconcile.Reported, error]) iter.Seq2[reconcile.Reported, error] {
	return func(yield func(reconcile.Reported, error) bool) {
		for f, err := range findings {
			d.read++
			if !yield(f, err) {
				return
			}
			d.during()
		}
	}
}

// TestFullDisk lets the writer fail at every place.
func TestFullDisk(t *testing.T) {
	for _, format := range formats.All() {
		whole := len(reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, format.Write))
		for room := 0; room < whole; room += max(whole/50, 1) {
			if err := write(t.Context(), format, reportstest.Typical(), &full{room: room}); !errors.Is(err, errFull) {
				t.Fatalf("%s with room for %d of %d bytes: error %v, want %v", format.Name, room, whole, err, errFull)
			}
		}
	}
}

var errFull = errors.New("disk full")

type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		n := f.room
		f.room = 0
		return n, errFull
	}
	f.room -= len(p)
	return len(p), nil
}

// TestFormatsLeaveNoSequenceOpen checks that a format ends every sequence of the source,
// and one before it begins another, but for the findings that it reads beside the tenants.
func TestFormatsLeaveNoSequenceOpen(t *testing.T) {
	for _, format := range formats.All() {
		source := &counting{Source: reportstest.Typical()}
		if err := write(t.Context(), format, source, io.Discard); err != nil {
			t.Fatal(err)
		}
		if source.most > 2 || source.open != 0 {
			t.Errorf("%s: %d sequences at a time, %d left open", format.Name, source.most, source.open)
		}
	}
}
