package rules

import "handover/reconcile"

// offered returns a row under the id by which the catalogue lists its offer.
func (v *view) offered(r *row) *reconcile.Subscription {
	id := v.offerOf(r.sub)
	if _, listed := v.env.Catalog.Offer(id); !listed || id == r.sub.OfferID {
		return r.sub
	}
	s := *r.sub
	s.OfferID = id
	return &s
}
