package formats

import "handover/reconcile"

// bulkMigration is the list that Microsoft's tool for moving many subscriptions to new
// commerce writes of those that are there: what Partner Center said of each at that time.
// Source: https://github.com/microsoft/Partner-Center-DotNet-Samples
func bulkMigration() Format {
	return Format{
		Name:    "partner-center-bulk-migration",
		Source:  "partner-center-bulk",
		Title:   "the list of new commerce subscriptions written by Microsoft's bulk migration tool",
		Lacks:   "auto-renew, the end-of-term choice, status, price, and subscriptions that it did not look at",
		Body:    CSV,
		Partial: true,
		Fits:    func(s *Sample) bool { return s.Has("customertenantid", "subscriptionid") },
		Recognises: func(s *Sample) bool {
			return s.Has("customertenantid", "subscriptionid", "expirationdate", "seatcount", "migratedfromsubscriptionid")
		},
		Parts: []Part{
			{
				Kind:      reconcile.TenantRows,
				Columns:   []string{"tenant_id", "name"},
				Translate: migratedTenant,
				Combine:   fillIn,
			},
			{
				Kind: reconcile.SubscriptionRows,
				Columns: []string{
					"subscription_id", "tenant_id", "channel", "seller_id", "commerce", "offer_name", "friendly_name", "quantity",
					"term", "commitment_end", "billing_cycle",
				},
				Translate: migratedSubscription,
			},
		},
	}
}

func migratedTenant(rec *Record) ([]Row, error) {
	id, from := bare(rec, "customertenantid")
	if _, _, other := otherPartner(rec); other || id == "" || id == noGUID {
		return nil, Skip("lines without a customer of ours")
	}
	var row Row
	row.Set("tenant_id", from, id)
	setText(&row, rec, "name", "customername")
	return []Row{row}, nil
}

func migratedSubscription(rec *Record) ([]Row, error) {
	id, from := bare(rec, "subscriptionid")
	tenant, tenantFrom := bare(rec, "customertenantid")
	if tenant == "" || tenant == noGUID {
		return nil, &Problem{"CustomerTenantId", "no tenant: write the tenant id of the customer into the line"}
	}
	var row Row
	row.Set("tenant_id", tenantFrom, tenant)
	if id == "" || id == noGUID {
		return []Row{row}, &Problem{"SubscriptionId", "no subscription: write its id into the line"}
	}
	row.Set("subscription_id", from, id)
	err := checkPartner(rec)
	if err != nil {
		return []Row{row}, err
	}
	row.Set("channel", "", string(reconcile.CSP))
	row.Set("commerce", "", string(reconcile.NCE))
	partner, from := bare(rec, "partnertenantid")
	row.SetKnown("seller_id", from, partner)
	setText(&row, rec, "offer_name", "productname")
	setText(&row, rec, "friendly_name", "subscriptionname")
	seats, from := bare(rec, "seatcount")
	row.SetKnown("quantity", from, wholeNumber(seats))
	setSplitCommitment(&row, rec)
	err = setDay(&row, rec, "commitment_end", "expirationdate")
	return []Row{row}, err
}
