package reports

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	"handover/reconcile"
)

// Sellers gathers the sellers of what a report lists, while that is read. It keeps one
// entry for each.
type Sellers struct {
	names map[string]string // as findings tell them, by id
}

// NewSellers returns an empty list.
func NewSellers() Sellers { return Sellers{map[string]string{}} }

// AddFinding notes whose subscription a finding is about.
func (s Sellers) AddFinding(f *reconcile.Finding) { s.add(f.SellerID, f.SellerName) }

// AddPlanned notes whose subscription a line of the plan moves.
func (s Sellers) AddPlanned(p *reconcile.Planned) { s.add(p.SellerID(), "") }

func (s Sellers) add(id, name string) {
	if known, seen := s.names[id]; id != "" && (!seen || known == "" && name != "") {
		s.names[strings.Clone(id)] = strings.Clone(name) // else the whole row would be kept with them
	}
}

// Sellers yields the sellers that were gathered, by id and as the run knew them. One
// without a name has that of its findings.
func (r *Report) Sellers(ctx context.Context, gathered Sellers) iter.Seq2[reconcile.Seller, error] {
	return func(yield func(reconcile.Seller, error) bool) {
		listed := map[string]reconcile.Seller{}
		for id, name := range gathered.names {
			listed[id] = reconcile.Seller{ID: id, Name: name}
		}
		for s, err := range r.part.sellers(ctx, r.source) {
			if err != nil {
				yield(reconcile.Seller{}, err)
				return
			}
			if name, wanted := gathered.names[s.ID]; wanted {
				s.Name = cmp.Or(s.Name, name)
				listed[s.ID] = s
			}
		}
		for _, id := range slices.Sorted(maps.Keys(listed)) {
			if !yield(listed[id], nil) {
				return
			}
		}
	}
}
