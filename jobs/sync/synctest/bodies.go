package synctest

import (
	"cmp"
	"time"
)

// customerBody is a customer as a list shows it, or, whole, as its own address does.
func customerBody(c *Customer, whole bool) map[string]any {
	body := map[string]any{
		"id": c.ID,
		"companyProfile": map[string]any{
			"tenantId": c.ID, "domain": c.Domain, "companyName": c.Name,
			"attributes": map[string]any{"objectType": "CustomerCompanyProfile"},
		},
		"relationshipToPartner": cmp.Or(c.Relationship, "reseller"),
		"attributes":            map[string]any{"objectType": "Customer"},
	}
	if whole {
		profile := map[string]any{"companyName": c.Name}
		if c.Country != "" {
			profile["defaultAddress"] = map[string]any{"country": c.Country}
		}
		body["billingProfile"] = profile
		body["allowDelegatedAccess"] = true
	}
	return body
}

func subscriptionBody(customer string, s *Subscription) map[string]any {
	product := cmp.Or(s.ProductType, "OnlineServicesNCE")
	body := map[string]any{
		"id": s.ID, "offerId": s.OfferID, "offerName": s.OfferName, "friendlyName": s.OfferName,
		"productType":        map[string]any{"id": product, "displayName": product},
		"quantity":           s.Quantity,
		"unitType":           "Licenses",
		"creationDate":       instant(s.Created),
		"effectiveStartDate": instant(s.Created),
		"commitmentEndDate":  instant(s.CommitmentEnd),
		"status":             cmp.Or(s.Status, "active"),
		"autoRenewEnabled":   s.AutoRenew,
		"isTrial":            s.Trial,
		"billingType":        cmp.Or(s.BillingType, "license"),
		"billingCycle":       s.BillingCycle,
		"termDuration":       s.TermDuration,
		"isMicrosoftProduct": true,
		"publisherName":      "Microsoft Corporation",
		"contractType":       "subscription",
		"links":              map[string]any{"self": link("/customers/" + customer + "/subscriptions/" + s.ID)},
		"attributes":         map[string]any{"etag": "<etag>", "objectType": "Subscription"},

		"cancellationAllowedUntilDate": instant(s.CancellableUntil),
	}
	if s.ParentID != "" {
		body["parentSubscriptionId"] = s.ParentID
	}
	if !s.WithoutScheduled {
		body["scheduledActions"] = scheduled(s.AtTermEnd)
	}
	return body
}

func scheduled(action string) []any {
	if action == "" {
		return []any{}
	}
	return []any{map[string]any{"scheduleType": "TermEnd", "actionType": action}}
}

// transitionsBody is the history of upgrades of a subscription.
// Source: https://learn.microsoft.com/partner-center/developer/get-transitions
func transitionsBody(s *Subscription) map[string]any {
	items := []any{}
	for _, successor := range s.Successors {
		items = append(items, map[string]any{
			"fromSubscriptionId": s.ID, "toSubscriptionId": successor, "fromCatalogItemId": s.OfferID,
			"quantity": s.Quantity, "transitionType": "transition_only", "status": "completed", "events": []any{},
		})
	}
	return collection(len(items), items)
}

func transferBody(customer, partner string, t *Transfer) map[string]any {
	lines := []any{}
	for i, id := range t.SubscriptionIDs {
		lines = append(lines, map[string]any{"id": i, "subscriptionId": id, "quantity": 0, "billingCycle": "unknown"})
	}
	body := map[string]any{
		"id": t.ID, "status": t.Status, "createdTime": instant(t.Created), "customerTenantId": customer,
		"partnertenantid":       partner,
		"sourcePartnerTenantId": t.Source, "targetPartnerTenantId": t.Target,
		"transferType": "5", "lineItems": lines,
		"attributes": map[string]any{"objectType": "TransferEntity"},
	}
	if !t.Expires.IsZero() {
		body["expirationTime"] = instant(t.Expires)
	}
	return body
}

// instant is a time as bodies have it, null where it is zero.
func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339)
}
