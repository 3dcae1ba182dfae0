package formats

// graphSubscribedSKUs are the licences of a tenant by product, as GET /v1.0/subscribedSkus
// of Microsoft Graph lists them. Its subscriptionIds are ids of the directory, which
// GET /v1.0/directory/subscriptions calls id; every other source has what that calls
// commerceSubscriptionId. A row under such an id would be of a subscription that nobody
// has, so that none is made.
// Source: https://learn.microsoft.com/graph/api/resources/subscribedsku
func graphSubscribedSKUs() Format {
	return Format{
		Name:   "graph-subscribed-skus",
		Source: "graph-seats",
		Title:  "Licences of a tenant by product from Microsoft Graph (subscribedSkus); recognised, not stored",
		Lacks:  "the ids under which other sources have the subscriptions",
		Body:   JSON,
		Recognises: func(s *Sample) bool {
			return s.Has("skuid", "prepaidunits", "consumedunits")
		},
		Partial: true,
		Parts:   []Part{unused("licences of a product: the ids of its subscriptions are the directory's, not those of the purchase")},
	}
}
