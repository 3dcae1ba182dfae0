package reports_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

// TestCutTotals checks for every filter that the summary counts exactly what the
// lists hold.
func TestCutTotals(t *testing.T) {
	source := reportstest.Typical()
	for name, c := range map[string]struct {
		filter                             reconcile.Filter
		tenants, findings, resolved, plans int
	}{
		"owner":      {reconcile.Filter{Owner: reconcile.OwnerSourcePartner}, 2, 3, 2, 5},
		"seller":     {reconcile.Filter{Seller: "bbbbbbbb-0000-4000-8000-000000000001"}, 2, 6, 2, 20},
		"job":        {reconcile.Filter{Job: reconcile.AutoRenewJob}, 2, 3, 0, 23},
		"code":       {reconcile.Filter{Code: "relationship-missing"}, 2, 0, 1, 23},
		"tenant":     {reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}, 1, 3, 0, 6},
		"everything": {reconcile.Filter{Tenants: []string{reportstest.Contoso, reportstest.Fabrikam}}, 2, 10, 2, 23},
		"nothing":    {reconcile.Filter{Tenants: []string{"nobody"}}, 0, 0, 0, 0},
	} {
		document := reportstest.Document(t, render(t, reportstest.Scenario{Source: source, Options: reports.Options{Filter: c.filter}}, formatNamed(t, "json")))
		summary := reportstest.Object(t, document["summary"])
		findings, tenants, resolved := reportstest.Items(t, document["findings"]), reportstest.Items(t, document["coverage"]), reportstest.Items(t, document["resolved"])
		if len(findings) != c.findings || len(tenants) != c.tenants || len(resolved) != c.resolved {
			t.Errorf("%s: %d findings, %d tenants, %d resolved, want %d, %d, %d", name, len(findings),
				len(tenants), len(resolved), c.findings, c.tenants, c.resolved)
		}
		if plans := reportstest.Items(t, document["plan"]); len(plans) != c.plans {
			t.Errorf("%s: %d lines of the plan, want %d", name, len(plans), c.plans)
		}
		if summary["findings"] != float64(len(findings)) || summary["tenants"] != float64(c.tenants) {
			t.Errorf("%s: the summary counts %v findings of %v tenants", name, summary["findings"], summary["tenants"])
		}
		for key, field := range map[string]string{"by_code": "code", "by_severity": "severity", "by_job": "job", "by_urgency": "urgency", "by_owner": "owner"} {
			want := map[string]any{}
			for _, f := range findings {
				value := fmt.Sprint(reportstest.Object(t, f)[field])
				n, _ := want[value].(float64)
				want[value] = n + 1
			}
			got := reportstest.Object(t, summary[key])
			maps.DeleteFunc(got, func(_ string, n any) bool { return n == 0.0 })
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s %s (-findings +summary):\n%s", name, key, diff)
			}
		}
	}
}

// TestEveryFilterIsACut fails when a new field of the filter is not counted
// anew.
func TestEveryFilterIsACut(t *testing.T) {
	kind := reflect.TypeFor[reconcile.Filter]()
	for i := range kind.NumField() {
		var filter reconcile.Filter
		field := reflect.ValueOf(&filter).Elem().Field(i)
		if field.Kind() == reflect.Slice {
			field.Set(reflect.ValueOf([]string{"nobody"}))
		} else {
			field.SetString("nobody")
		}
		document := reportstest.Document(t, render(t, reportstest.Scenario{Source: reportstest.Typical(), Options: reports.Options{Filter: filter}}, formatNamed(t, "json")))
		if n := reportstest.Object(t, document["summary"])["findings"]; n != 0.0 {
			t.Errorf("filter %s: the summary still counts %v findings", kind.Field(i).Name, n)
		}
	}
}

// TestSummaryOfTheRunIsUsed checks that without a filter nothing is counted
// anew.
func TestSummaryOfTheRunIsUsed(t *testing.T) {
	source := reportstest.Empty().WithRun(func(r *reconcile.Run) { r.Summary.Subscriptions = 77 })
	var b bytes.Buffer
	r, err := reports.New(t.Context(), source, reports.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := formatNamed(t, "json").Write(t.Context(), &b, r); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"subscriptions":77`) {
		t.Errorf("the run's summary is not in\n%s", b.String())
	}
}

// TestRunsThatNeverFinished checks that every format can show a run without a
// summary.
func TestRunsThatNeverFinished(t *testing.T) {
	source := reportstest.Empty().WithRun(func(r *reconcile.Run) {
		*r = reconcile.Run{Seq: 7, AsOf: r.AsOf, StartedAt: r.StartedAt, State: reconcile.RunFailed}
	})
	for _, format := range formats.All() {
		r, err := reports.New(t.Context(), source, reports.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := format.Write(t.Context(), &b, r); err != nil {
			t.Errorf("%s: %v", format.Name, err)
		}
		if format.Name == "json" {
			if err := reportstest.Schema(t, schema).Validate(reportstest.Document(t, b.Bytes())); err != nil {
				t.Error(err)
			}
		}
	}
}

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

func write(ctx context.Context, format formats.Format, source reports.Source, w io.Writer) error {
	r, err := reports.New(ctx, source, reports.Options{})
	if err != nil {
		return err
	}
	return format.Write(ctx, w, r)
}

// TestCountingThatFails checks that an error while a cut is counted is not
// swallowed.
func TestCountingThatFails(t *testing.T) {
	failing := reportstest.Typical()
	failing.Fail = errors.New("broken")
	_, err := reports.New(t.Context(), failing, reports.Options{Filter: reconcile.Filter{Owner: reconcile.OwnerUs}})
	if !errors.Is(err, failing.Fail) {
		t.Errorf("error %v, want %v", err, failing.Fail)
	}
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
	return func(yield func(reconcile.Reported, error) bool) {
		for f, err := range d.Source.Findings(context.WithoutCancel(ctx), filter) {
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
		whole := len(render(t, reportstest.Scenario{Source: reportstest.Typical()}, format))
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

// TestFormatsNeverHoldTwoSequencesOpen checks that a format ends one sequence of
// the source before it begins another, which one connection to a database needs.
func TestFormatsNeverHoldTwoSequencesOpen(t *testing.T) {
	for _, format := range formats.All() {
		source := &counting{Source: reportstest.Typical()}
		if err := write(t.Context(), format, source, io.Discard); err != nil {
			t.Fatal(err)
		}
		if source.most != 1 || source.open != 0 {
			t.Errorf("%s: %d sequences at a time, %d left open", format.Name, source.most, source.open)
		}
	}
}

func TestJobsOfTheRunHaveTheirSheets(t *testing.T) {
	source := reportstest.Typical().WithRun(func(r *reconcile.Run) {
		r.Jobs = []reconcile.Job{reconcile.UsageJob, reconcile.AutoRenewJob}
		r.Summary.ByJob = map[reconcile.Job]int{reconcile.AutoRenewJob: 3}
	})
	var b bytes.Buffer
	if err := write(t.Context(), formatNamed(t, "xlsx"), source, &b); err != nil {
		t.Fatal(err)
	}
	want := []string{"Summary", "Changes", "Actions", "Auto-renew", "Usage", "Money", "Credits", "Plan", "Coverage", "Routine", "Legend"}
	if got := open(t, b.Bytes()).GetSheetList(); !slices.Equal(got, want) {
		t.Errorf("sheets %q, want %q", got, want)
	}
}
