package formats_test

import (
	"bytes"
	"context"
	"io"
	"math"
	"strings"
	"testing"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

func TestFormatLookup(t *testing.T) {
	for _, format := range formats.All() {
		if got, err := formats.Named(format.Name); err != nil || got.Ext != format.Ext {
			t.Errorf("format %s is not found by its name: %v", format.Name, err)
		}
		if got, err := formats.Of(strings.ToUpper(format.Ext)); err != nil || got.Name != format.Name {
			t.Errorf("format %s is not found by its extension: %v", format.Name, err)
		}
	}
	if _, err := formats.Named("pdf"); err == nil || !strings.Contains(err.Error(), "xlsx") {
		t.Errorf("an unknown format gives %v, want an error that names the known ones", err)
	}
}

func TestSameBytesTwice(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		for _, format := range formats.All() {
			if !bytes.Equal(reportstest.Render(t, s, format.Write), reportstest.Render(t, s, format.Write)) {
				t.Errorf("%s of %s differs from one time to the next", format.Name, s.Name)
			}
		}
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
			if err := reportstest.Schema(t, "../../docs/report.schema.json").Validate(reportstest.Document(t, b.Bytes())); err != nil {
				t.Error(err)
			}
		}
	}
}

func write(ctx context.Context, format formats.Format, source reports.Source, w io.Writer) error {
	r, err := reports.New(ctx, source, reports.Options{})
	if err != nil {
		return err
	}
	return format.Write(ctx, w, r)
}

// Twice as many findings take about twice the work, as allocations count it.
func TestWorkGrowsWithTheFindings(t *testing.T) {
	for _, format := range formats.All() {
		t.Run(format.Name, func(t *testing.T) {
			work := func(findings int) float64 {
				source := reportstest.Many(findings)
				return testing.AllocsPerRun(1, func() {
					if err := write(t.Context(), format, source, io.Discard); err != nil {
						t.Fatal(err)
					}
				})
			}
			once, twice := work(1000), work(2000)
			if exponent := math.Log2(twice / once); exponent > 1.15 {
				t.Errorf("%.0f allocations, and %.0f for twice as much: they grow with the power %.2f", once, twice, exponent)
			}
		})
	}
}

func BenchmarkFormats(b *testing.B) {
	const findings = 10_000
	source := reportstest.Many(findings)
	for _, format := range formats.All() {
		b.Run(format.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := write(b.Context(), format, source, io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*findings), "ns/finding")
		})
	}
}
