package storetest

import (
	"fmt"

	"handover/reconcile"
)

// testCutOff holds a complete delivery that lacks more than a tenth of what its
// source had, and more than 20 rows, to be cut off.
func testCutOff(b *bench) {
	for i, kind := range []reconcile.DeliveryKind{reconcile.SubscriptionRows, movesKind, reconcile.TransferRows} {
		b.missingOf(kind, string(kind), 10*i)
	}
}

func (b *bench) missingOf(kind reconcile.DeliveryKind, source string, hour int) {
	b.Helper()
	row := func(tenant string, n int) reconcile.FactRow {
		id := fmt.Sprintf("%s-%s-%d", source, tenant, n)
		switch kind {
		case movesKind:
			return move(tenant, id)
		case reconcile.TransferRows:
			return reconcile.FactRow{Transfer: &reconcile.Transfer{TenantID: tenant, ID: id, Status: reconcile.TransferPending}}
		default:
			return sub(tenant, id, 1)
		}
	}
	all := func(tenant string, n int) (list rows) {
		for i := range n {
			list = append(list, row(tenant, i))
		}
		return list
	}
	deliver := func(n int, complete, sure bool, want counts) {
		b.Helper()
		hour++
		want.Rows = int64(n)
		b.deliver(delivery{kind: kind, source: source, at: hour, complete: complete, sure: sure, rows: all("m1", n), want: &want})
	}
	b.deliver(delivery{kind: kind, source: source, at: hour, rows: all("m2", 10)}) // of a tenant that no later file holds
	deliver(200, false, false, counts{Changed: 200})
	deliver(180, true, false, counts{Gone: 20})               // no more than 20
	deliver(159, true, false, counts{Held: 190, Missing: 21}) // more than a tenth
	deliver(159, true, false, counts{Held: 190, Missing: 21}) // as often as it is told
	deliver(180, true, false, counts{})                       // and nothing of it was taken as gone
	deliver(159, true, true, counts{Gone: 21})
	deliver(400, false, false, counts{Changed: 241})
	deliver(359, true, false, counts{Gone: 41}) // a tenth of 410
	deliver(1, true, false, counts{Held: 369, Missing: 358})
}
