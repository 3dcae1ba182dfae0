package ingest

import (
	"hash/maphash"

	"handover/reconcile"
)

// feed is what several files of one command may have in common: their rows replace one
// another.
type feed struct {
	source string
	kind   reconcile.DeliveryKind
}

// overlap knows which of several files of a feed has brought a row first. Of a row it keeps a
// hash: two with one hash would be told of once too often, and nothing else.
type overlap struct {
	seed  maphash.Seed
	first map[uint64]*input
}

// overlaps returns an overlap for each feed of which there are several files that say what a
// subscription is; what was charged for one stands in every bill.
func overlaps(opts Options, files [][]*input) map[feed]*overlap {
	found, several := map[feed]int{}, map[feed]*overlap{}
	for _, parts := range files {
		for _, in := range parts {
			f := feed{in.source(opts.Source), in.layout.table.kind}
			if f.kind != reconcile.SubscriptionRows || in.foreign != nil && in.foreign.format.Partial {
				continue
			}
			if found[f]++; found[f] == 2 {
				several[f] = &overlap{seed: maphash.MakeSeed(), first: map[uint64]*input{}}
			}
		}
	}
	return several
}

// mostNoted is of how many rows it is known which file has brought them, so that the memory
// for a warning does not grow with the estate.
const mostNoted = 1 << 19

// take notes a row of a file, and returns the other file that has brought it before; nil
// where none has.
func (o *overlap) take(in *input, s *reconcile.Subscription) *input {
	if o == nil || s == nil {
		return nil
	}
	key := maphash.String(o.seed, reconcile.Fold(s.TenantID)+"\n"+reconcile.Fold(s.ID))
	switch first := o.first[key]; {
	case first == nil && len(o.first) < mostNoted:
		o.first[key] = in
		return nil
	case first == in:
		return nil
	default:
		return first
	}
}
