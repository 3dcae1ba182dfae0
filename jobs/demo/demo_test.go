package demo_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/demo"
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

// nowhere opens files that nobody keeps.
func nowhere(reconcile.DeliveryKind) io.Writer { return io.Discard }

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// TestCancelled writes no further tenant once the context is over.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := demo.Write(ctx, nowhere, demo.Options{Tenants: 500, AsOf: asOf()})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}

// TestWriterFails ends with the writer's error, also for a file that is written
// to at the very end.
func TestWriterFails(t *testing.T) {
	full := errors.New("disk full")
	for _, broken := range kinds() {
		open := func(kind reconcile.DeliveryKind) io.Writer {
			if kind == broken {
				return writerFunc(func([]byte) (int, error) { return 0, full })
			}
			return nowhere(kind)
		}
		_, err := demo.Write(t.Context(), open, demo.Options{AsOf: asOf()})
		if !errors.Is(err, full) {
			t.Errorf("writing %s gives %v, want the writer's error", broken, err)
		}
	}
}

// TestFlatMemory holds one tenant at a time.
func TestFlatMemory(t *testing.T) {
	runtime.GC() // what other tests left behind does not count
	var peak uint64
	watched := func(kind reconcile.DeliveryKind) io.Writer {
		if kind != reconcile.TenantRows {
			return nowhere(kind)
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

func BenchmarkWrite(b *testing.B) {
	b.ReportAllocs()
	rows := 0
	for b.Loop() {
		counts, err := demo.Write(b.Context(), nowhere, demo.Options{Tenants: 250, Seed: 1, AsOf: asOf()})
		if err != nil {
			b.Fatal(err)
		}
		rows += counts.Subscriptions
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rows), "ns/subscription")
}
