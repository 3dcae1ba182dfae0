package demo_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/demo"
	"handover/jobs/ingest"
	"handover/reconcile"
)

func asOf() reconcile.Day { return reconcile.NewDay(2026, time.November, 20) }

func kinds() []reconcile.DeliveryKind {
	return []reconcile.DeliveryKind{
		reconcile.TenantRows, reconcile.SellerRows, reconcile.CatalogRows, reconcile.SubscriptionRows, reconcile.MoveRows, reconcile.TransferRows,
	}
}

// written returns the files of a demo.
func written(t *testing.T, opts demo.Options) map[reconcile.DeliveryKind][]byte {
	t.Helper()
	buffers := map[reconcile.DeliveryKind]*bytes.Buffer{}
	_, err := demo.Write(t.Context(), func(kind reconcile.DeliveryKind) io.Writer {
		buffers[kind] = &bytes.Buffer{}
		return buffers[kind]
	}, opts)
	if err != nil {
		t.Fatal(err)
	}
	files := map[reconcile.DeliveryKind][]byte{}
	for kind, buffer := range buffers {
		files[kind] = buffer.Bytes()
	}
	return files
}

// TestSameBytes pins what some options give, on every platform. A change here
// is a change of everybody's demo: make it on purpose.
func TestSameBytes(t *testing.T) {
	tests := map[string]struct {
		opts demo.Options
		want map[reconcile.DeliveryKind]string
	}{
		"showcase": {demo.Options{AsOf: asOf()}, map[reconcile.DeliveryKind]string{
			"catalog":       "79a5a217e33177df",
			"moves":         "68234bbc469c51d0",
			"sellers":       "723e49cff1ec645a",
			"subscriptions": "e6c50813ef39fead",
			"tenants":       "cc6bcabc2516f1d5",
			"transfers":     "5cc2b413c32b32f2",
		}},
		"crowd": {demo.Options{Tenants: 300, Seed: 7, AsOf: asOf()}, map[reconcile.DeliveryKind]string{
			"catalog":       "79a5a217e33177df",
			"moves":         "5d3d07a8e623eab2",
			"sellers":       "723e49cff1ec645a",
			"subscriptions": "75ebfc89368a8b44",
			"tenants":       "1febfa899282c04d",
			"transfers":     "5a31f2e8efb52046",
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := map[reconcile.DeliveryKind]string{}
			for kind, text := range written(t, test.opts) {
				sum := sha256.Sum256(text)
				got[kind] = hex.EncodeToString(sum[:8])
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("files differ (-want +got):\n%s", diff)
			}
		})
	}
}

// TestTenantsDoNotDependOnTheirNumber keeps the first tenants of a larger crowd
// as they are in a smaller one, and gives another seed another crowd.
func TestTenantsDoNotDependOnTheirNumber(t *testing.T) {
	small := written(t, demo.Options{Tenants: 10, Seed: 3, AsOf: asOf()})
	large := written(t, demo.Options{Tenants: 20, Seed: 3, AsOf: asOf()})
	other := written(t, demo.Options{Tenants: 10, Seed: 4, AsOf: asOf()})
	for _, kind := range kinds() {
		if !bytes.HasPrefix(large[kind], small[kind]) {
			t.Errorf("%s of 20 tenants do not begin with those of 10", kind)
		}
	}
	if bytes.Equal(small[reconcile.TenantRows], other[reconcile.TenantRows]) {
		t.Error("another seed gives the same tenants")
	}
}

// collected takes the rows of an import and finds nothing twice.
type collected struct {
	rows []reconcile.FactRow
	keys map[string]bool
	t    *testing.T
}

func (c *collected) Add(_ context.Context, row reconcile.FactRow) error {
	key := ""
	switch {
	case row.Rejected != nil:
		c.t.Errorf("line %d is rejected", row.Line)
	case row.Tenant != nil:
		key = row.Tenant.ID
	case row.Offer != nil:
		key = row.Offer.ID
	case row.Subscription != nil:
		key = row.Subscription.ID
	case row.Transfer != nil:
		key = row.Transfer.ID
	case row.Move != nil:
		key = strings.Join(append([]string{row.Move.TenantID, row.Move.SourceID}, row.Move.TargetIDs...), " ")
	}
	if key != "" && c.keys[key] {
		c.t.Errorf("%s occurs twice", key)
	}
	c.keys[key] = true
	c.rows = append(c.rows, row)
	return nil
}

func (c *collected) Told(context.Context) (map[string]reconcile.Fields, error) { return nil, nil }

func (c *collected) Delivered(context.Context) ([]string, error) { return nil, nil }

func (c *collected) Duplicates(context.Context) iter.Seq2[reconcile.DuplicateRow, error] {
	return func(func(reconcile.DuplicateRow, error) bool) {}
}

func (c *collected) Merge(context.Context) (reconcile.ImportCounts, error) {
	return reconcile.ImportCounts{}, nil
}

func (c *collected) Import(context.Context, reconcile.Import) (ingest.Writer, error) { return c, nil }

func (c *collected) Commit(context.Context) error { return nil }

func (c *collected) Rollback() error { return nil }

// imported returns the rows of a demo as an import reads them.
func imported(t *testing.T, opts demo.Options) []reconcile.FactRow {
	t.Helper()
	var rows []reconcile.FactRow
	files := written(t, opts)
	for _, kind := range kinds() {
		if files[kind] == nil {
			continue
		}
		all := &collected{keys: map[string]bool{}, t: t}
		importer := ingest.Importer{
			Begin: func(context.Context) (ingest.Transaction, error) { return all, nil },
			Stdin: bytes.NewReader(files[kind]),
			Now:   func() time.Time { return asOf().Start() },
		}
		summary, err := importer.Import(t.Context(), ingest.Options{Strict: true}, []string{"-"})
		if err != nil {
			t.Fatal(err)
		}
		if summary.Files[0].Kind != kind {
			t.Errorf("the header of %s is read as %s", kind, summary.Files[0].Kind)
		}
		rows = append(rows, all.rows...)
	}
	return rows
}

// TestReadable imports a demo strictly and finds all its rows.
func TestReadable(t *testing.T) {
	for name, opts := range map[string]demo.Options{
		"showcase": {AsOf: asOf()},
		"crowd":    {Tenants: 200, Seed: 1, AsOf: asOf()},
	} {
		t.Run(name, func(t *testing.T) {
			want, err := demo.Write(t.Context(), func(reconcile.DeliveryKind) io.Writer { return io.Discard }, opts)
			if err != nil {
				t.Fatal(err)
			}
			var got demo.Counts
			for _, row := range imported(t, opts) {
				switch {
				case row.Tenant != nil:
					got.Tenants++
				case row.Offer != nil:
					got.Offers++
				case row.Subscription != nil:
					got.Subscriptions++
				case row.Move != nil:
					got.Moves++
				case row.Transfer != nil:
					got.Transfers++
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("counts differ (-said +read):\n%s", diff)
			}
			if got.Tenants == 0 || got.Offers == 0 || got.Subscriptions == 0 || got.Moves == 0 || got.Transfers == 0 {
				t.Errorf("a kind of row is missing: %+v", got)
			}
		})
	}
}

// TestSizes looks at the shape of a crowd: about 40 subscriptions on average,
// half of the tenants small, none far beyond what a tenant can hold.
func TestSizes(t *testing.T) {
	perTenant := map[string]int{}
	for _, row := range imported(t, demo.Options{Tenants: 1000, Seed: 2, AsOf: asOf()}) {
		if row.Subscription != nil {
			perTenant[row.Subscription.TenantID]++
		}
	}
	var sizes []int
	total := 0
	for _, n := range perTenant {
		sizes = append(sizes, n)
		total += n
	}
	slices.Sort(sizes)
	if average := total / len(sizes); average < 36 || average > 44 {
		t.Errorf("a tenant has %d subscriptions on average, want about 40", average)
	}
	if median := sizes[len(sizes)/2]; median > 16 {
		t.Errorf("half of the tenants have %d subscriptions or more, want most of them small", median)
	}
	if largest := sizes[len(sizes)-1]; largest < 200 || largest > 400 {
		t.Errorf("the largest tenant has %d subscriptions, want hundreds", largest)
	}
}

// TestCancelled writes no further tenant once the context is over.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := demo.Write(ctx, func(reconcile.DeliveryKind) io.Writer { return io.Discard }, demo.Options{Tenants: 500, AsOf: asOf()})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}

var errFull = errors.New("disk full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// TestWriterFails ends with the writer's error, also for a file that is written
// to at the very end.
func TestWriterFails(t *testing.T) {
	for _, broken := range kinds() {
		open := func(kind reconcile.DeliveryKind) io.Writer {
			if kind == broken {
				return full{}
			}
			return io.Discard
		}
		_, err := demo.Write(t.Context(), open, demo.Options{AsOf: asOf()})
		if !errors.Is(err, errFull) {
			t.Errorf("writing %s gives %v, want the writer's error", broken, err)
		}
	}
}

// TestFlatMemory holds one tenant at a time.
func TestFlatMemory(t *testing.T) {
	runtime.GC() // what other tests left behind does not count
	var peak uint64
	open := func(reconcile.DeliveryKind) io.Writer { return io.Discard }
	watched := func(kind reconcile.DeliveryKind) io.Writer {
		if kind != reconcile.TenantRows {
			return open(kind)
		}
		return writerFunc(func(p []byte) (int, error) {
			var stats runtime.MemStats
			runtime.ReadMemStats(&stats)
			peak = max(peak, stats.HeapAlloc)
			return len(p), nil
		})
	}
	counts, err := demo.Write(t.Context(), watched, demo.Options{Tenants: 3000, Seed: 1, AsOf: asOf()})
	if err != nil {
		t.Fatal(err)
	}
	// All rows at once would be more than 100 MiB.
	if peak > 32<<20 || counts.Subscriptions < 100_000 {
		t.Errorf("the heap grew to %d MiB for %d subscriptions, want at most 32", peak>>20, counts.Subscriptions)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func BenchmarkWrite(b *testing.B) {
	b.ReportAllocs()
	rows := 0
	for b.Loop() {
		counts, err := demo.Write(b.Context(), func(reconcile.DeliveryKind) io.Writer { return io.Discard },
			demo.Options{Tenants: 250, Seed: 1, AsOf: asOf()})
		if err != nil {
			b.Fatal(err)
		}
		rows += counts.Subscriptions
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rows), "ns/subscription")
}
