package store

// The size of a filter: 1 MB, and how many bits of it a hash sets.
const (
	filterBits = 1 << 23
	bitsPerKey = 4
)

// filter knows hashes that it was given, in memory that does not grow. It may take others
// for known too: one in 10,000 once it was given 250,000, one in 50 at a million. So it
// is good for what costs time at most where it is wrong.
type filter struct {
	words []uint64
}

func newFilter() filter { return filter{make([]uint64, filterBits/64)} }

// add takes a hash in, and reports whether it is known already.
func (f *filter) add(hash uint64) (known bool) {
	known = true
	at, step := uint32(hash), uint32(hash>>32)|1
	for range bitsPerKey {
		word, bit := &f.words[at%filterBits/64], uint64(1)<<(at%64)
		known = known && *word&bit != 0
		*word |= bit
		at += step
	}
	return known
}
