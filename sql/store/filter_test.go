package store

import (
	"hash/maphash"
	"testing"
)

// TestFilter takes in as many tenants as the largest estates have.
func TestFilter(t *testing.T) {
	const n = 250_000
	seed, f, wrong := maphash.MakeSeed(), newFilter(), 0
	hash := func(i int) uint64 { return maphash.Comparable(seed, i) }
	for i := range n {
		if f.add(hash(i)) {
			wrong++
		}
	}
	if wrong > n/1000 {
		t.Errorf("%d of %d are known before they are added", wrong, n)
	}
	for i := range n {
		if !f.add(hash(i)) {
			t.Fatalf("number %d is not known any more", i)
		}
	}
}
