package ingest

import (
	"hash/maphash"
	"strconv"

	"handover/reconcile"
)

// MostNoted is of how many rows it is known which file has brought them.
const MostNoted = mostNoted

// OverlapForTest has a file bring so many rows, and then another one the first of them and one
// more: it tells how many are noted, and of which of the two the first file is told.
func OverlapForTest(rows int) (noted int, first, more bool) {
	one, other := &input{}, &input{}
	o := overlap{maphash.MakeSeed(), map[uint64]*input{}}
	row := func(n int) *reconcile.Subscription {
		return &reconcile.Subscription{TenantID: "t", ID: strconv.Itoa(n)}
	}
	for n := range rows {
		o.take(one, row(n))
	}
	return len(o.first), o.take(other, row(0)) == one, o.take(other, row(rows)) != nil
}
