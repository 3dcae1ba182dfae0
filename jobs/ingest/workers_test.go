package ingest_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/jobs/ingest"
	"handover/reconcile"
)

// outcome is all that can be seen of an import.
type outcome struct {
	Error   string
	Summary ingest.Summary
	Begun   []reconcile.Import
	Added   []reconcile.FactRow // also of what was not committed
	Files   map[string]string
}

// TestAnyNumberOfWorkers stores, refuses and tells the same of a file, whatever is wrong
// with it and however many decode it.
func TestAnyNumberOfWorkers(t *testing.T) {
	lines := []string{
		"%d,T1,5,active,2026-01-02,first\n", "%d,T2,,,,\n", "%d,t3,1,Expired,2026-01-02T03:04:05Z,\"two\nlines, \"\"quoted\"\"\"\n",
		"%d,T1,many,,never,a\xff\n", "%[1]d,T1,2,,,%[1]d\r\n", "%[1]d,T2,,,,\n%[1]d,T2,,,,\n", "%d,T4,1\n", "%d,T5,\"a\"b,,,\n", ",,,,,\n\n", " ,T6,,,,%d\n",
	}
	rapid.Check(t, func(t *rapid.T) {
		picked := rapid.SliceOfN(rapid.IntRange(0, len(lines)-1), 0, 12).Draw(t, "lines")
		text := "\n,,\nsubscription_id,tenant_id,quantity,status,created,friendly_name\n"
		for n := range rapid.IntRange(0, 800).Draw(t, "rows") {
			line := lines[0]
			if len(picked) > 0 && n%7 == 3 {
				line = lines[picked[n/7%len(picked)]]
			}
			text += strings.SplitAfter(fmt.Sprintf(line, n), "%!")[0]
		}
		text += rapid.SampledFrom([]string{"", "", "x,y,\"", "\n\"\n"}).Draw(t, "end")
		opts := ingest.Options{Strict: rapid.IntRange(0, 4).Draw(t, "strict") == 0}
		dir, err := os.MkdirTemp("", "workers")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		want := importWith(t, 1, opts, dir, text)
		for _, workers := range []int{2, 16} {
			if diff := cmp.Diff(want, importWith(t, workers, opts, dir, text)); diff != "" {
				t.Fatalf("%d workers make another outcome (-one +many):\n%s", workers, diff)
			}
		}
	})
}

func importWith(t *rapid.T, workers int, opts ingest.Options, dir, text string) outcome {
	path := filepath.Join(dir, "subscriptions.csv")
	err := os.WriteFile(path, []byte(text), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	var o outcome
	store := &fakeStore{}
	begin := func(ctx context.Context) (ingest.Transaction, error) {
		x, err := store.begin(ctx)
		return &keptTransaction{x, &o}, err
	}
	importer := ingest.Importer{Begin: begin, Now: now, Workers: workers}
	o.Summary, err = importer.Import(context.Background(), opts, []string{path})
	if err != nil {
		o.Error = err.Error()
	}
	o.Begun, o.Files = store.begun, map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := filepath.Join(dir, entry.Name())
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		o.Files[entry.Name()] = string(content)
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

type keptTransaction struct {
	ingest.Transaction
	to *outcome
}

func (x *keptTransaction) Import(ctx context.Context, im reconcile.Import) (ingest.Writer, error) {
	w, err := x.Transaction.Import(ctx, im)
	return &keptWriter{w, x.to}, err
}

// keptWriter keeps what is added, also where nothing is committed.
type keptWriter struct {
	ingest.Writer
	to *outcome
}

func (w *keptWriter) Add(ctx context.Context, row reconcile.FactRow) error {
	w.to.Added = append(w.to.Added, row)
	return w.Writer.Add(ctx, row)
}

// TestAllocationsDoNotGrow counts those of a file and of one twice as long.
func TestAllocationsDoNotGrow(t *testing.T) {
	counted := func(rows int) float64 {
		path := filepath.Join(t.TempDir(), "subscriptions.csv")
		err := os.WriteFile(path, []byte(fullRows(rows)), 0o600)
		if err != nil {
			t.Fatal(err)
		}
		begin := func(context.Context) (ingest.Transaction, error) { return &nullWriter{}, nil }
		importer := ingest.Importer{Begin: begin, Now: now, Workers: 2}
		return testing.AllocsPerRun(3, func() {
			_, err := importer.Import(t.Context(), ingest.Options{}, []string{path})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
	const rows = 10_000
	once, twice := counted(rows), counted(2*rows)
	if exponent := math.Log2(twice / once); exponent > 1.15 || once > 3*rows {
		t.Errorf("%.0f allocations for %d rows, %.0f for twice as many (exponent %.2f)", once, rows, twice, exponent)
	}
}
