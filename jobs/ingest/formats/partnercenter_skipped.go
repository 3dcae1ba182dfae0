package formats

import "handover/reconcile"

// partnerCenterSubscribedSKUs are the licences of a customer by product, as
// GET /v1/customers/{id}/subscribedskus lists them.
// Source: https://learn.microsoft.com/partner-center/developer/license-resources
func partnerCenterSubscribedSKUs() Format {
	return Format{
		Name:   "partner-center-subscribed-skus",
		Source: "partner-center-seats",
		Title:  "Licences of a customer by product from the Partner Center API; recognised, not stored",
		Lacks:  "the subscriptions that the licences belong to",
		Body:   JSON,
		Recognises: func(s *Sample) bool {
			return s.Has("productsku", "consumedunits")
		},
		Partial: true,
		Parts:   []Part{unused("licences of a product: they name no subscription")},
	}
}

// unused is the part of a format whose records give nothing that is kept.
func unused(reason Skip) Part {
	return Part{
		Kind:      reconcile.SubscriptionRows,
		Translate: func(*Record) ([]Row, error) { return nil, reason },
	}
}
