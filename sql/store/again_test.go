package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"handover/reconcile"
	"handover/sql/store"
)

// TestSameFileAgain imports a file twice: the second time takes a few statements for
// thousands of rows.
func TestSameFileAgain(t *testing.T) {
	const n = 8000
	s := open(t, "sqlite:"+filepath.Join(t.TempDir(), "x.db"))
	counted := store.CountedForTest(t, s)
	header := reconcile.Import{Source: "csv", Kind: reconcile.SubscriptionRows, ObservedAt: benchmarkTime, Carries: reconcile.AllFields()}
	grouped := func(i int) reconcile.FactRow {
		row := nthSubscription(i)
		row.TenantID = fmt.Sprint("t", i/40)
		return reconcile.FactRow{Line: int64(i + 2), Subscription: &row}
	}
	fill(t, s, header, n, grouped)
	before := counted.Statements()
	header.ObservedAt = header.ObservedAt.Add(time.Hour)
	fill(t, s, header, n, grouped)
	if took := counted.Statements() - before; took > n/100 {
		t.Errorf("%d statements for %d rows that were there", took, n)
	}
}
