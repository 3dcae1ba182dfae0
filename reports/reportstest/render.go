package reportstest

import (
	"bytes"
	"context"
	"io"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports"
)

// Write renders a report, as every format does.
type Write func(ctx context.Context, w io.Writer, r *reports.Report) error

// Scenario is a run with options.
type Scenario struct {
	Name    string
	Source  *Source
	Options reports.Options
}

// Scenarios returns the runs that every format is tested with.
func Scenarios(tb testing.TB) []Scenario {
	tb.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		tb.Fatal(err)
	}
	return []Scenario{
		{Name: "typical", Source: Typical(), Options: reports.Options{Partner: "Contoso Partner"}},
		{Name: "partial", Source: Partial(), Options: reports.Options{Zone: berlin, CSVDelimiter: ';', CSVBOM: true}},
		{Name: "empty", Source: Empty()},
		{Name: "hostile", Source: Hostile(), Options: reports.Options{Partner: "=1+1 | <b>\n# [Contoso]"}},
		{Name: "cut", Source: Typical(), Options: reports.Options{Filter: reconcile.Filter{
			Tenants: []string{Fabrikam}, Owner: reconcile.OwnerUs,
		}}},
	}
}

// Render renders a scenario.
func Render(tb testing.TB, s Scenario, write Write) []byte {
	tb.Helper()
	r, err := reports.New(tb.Context(), s.Source, s.Options)
	if err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	if err := write(tb.Context(), &b, r); err != nil {
		tb.Fatalf("render %s: %v", s.Name, err)
	}
	return b.Bytes()
}

// Golden compares what was rendered with a golden file, which update writes anew.
func Golden(tb testing.TB, path string, got []byte, update bool) {
	tb.Helper()
	if update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		tb.Errorf("%s differs (-golden +rendered):\n%s", path, diff)
	}
}
