package merge_test

import (
	"testing"

	"handover/reconcile"
)

func BenchmarkMergeOneSource(b *testing.B) {
	m := merger()
	one := rows{row(pc, 1, full)}
	b.ReportAllocs()
	for b.Loop() {
		if s := m.Subscription(one); s.Quantity.N != 20 {
			b.Fatal(s.Quantity)
		}
	}
}

func BenchmarkMergeThreeSources(b *testing.B) {
	m := merger()
	three := rows{
		row(pc, 1, full),
		row(giacom, 2, with(func(r *reconcile.SourceRow) { r.Quantity = reconcile.CountOf(25) })),
		row(recon, 30, with(func(r *reconcile.SourceRow) { r.UnitPrice = price("9.50") })),
	}
	b.ReportAllocs()
	for b.Loop() {
		if s := m.Subscription(three); len(s.Conflicts) != 1 {
			b.Fatal(s.Conflicts)
		}
	}
}

func TestOneSourceAllocatesNothing(t *testing.T) {
	m := merger()
	one := rows{row(pc, 1, full)}
	if n := testing.AllocsPerRun(100, func() { _ = m.Subscription(one) }); n > 0 {
		t.Errorf("%v allocations for a row that stands alone, want none", n)
	}
}
