package formats

import (
	"cmp"

	"handover/reconcile"
)

// graphDirectorySubscriptions are the subscriptions of a tenant, whoever sold them, as
// GET /v1.0/directory/subscriptions of Microsoft Graph lists them.
// Source: https://learn.microsoft.com/graph/api/resources/companysubscription
func graphDirectorySubscriptions() Format {
	return Format{
		Name:   "graph-directory-subscriptions",
		Source: "graph",
		Title:  "Subscriptions of a tenant from Microsoft Graph (directory/subscriptions), whoever sold them",
		Lacks:  "the tenant (name the file, or its folder, after it), term, price, auto-renew and the choice for the end of the term",
		Body:   JSON,
		Recognises: func(s *Sample) bool {
			return s.Has("commercesubscriptionid", "skuid", "status")
		},
		Parts: []Part{{
			Kind: reconcile.SubscriptionRows,
			Columns: []string{
				"subscription_id", "tenant_id", "channel", "seller_id", "commerce", "offer_id", "offer_name", "quantity", "status",
				"created", "commitment_end", "trial",
			},
			Translate: translateCompanySubscription,
		}},
	}
}

type companySubscription struct {
	CommerceSubscriptionID, SKUID, SKUPartNumber, TotalLicenses            Value
	CreatedDateTime, IsTrial, Status, NextLifecycleDateTime, OwnerTenantID Value
}

func translateCompanySubscription(rec *Record) ([]Row, error) {
	var s companySubscription
	err := readBody(rec, &s)
	if err == nil && s.CommerceSubscriptionID.Text == "" {
		err = Skip("no commerceSubscriptionId: a licence that nobody bought")
	}
	tenant, homeless := tenantOf(rec.File)
	err = cmp.Or(err, homeless)
	if err != nil {
		return refuse(tenant, err)
	}
	var row Row
	row.Set("subscription_id", "commerceSubscriptionId", s.CommerceSubscriptionID.Text)
	row.Set("tenant_id", tenant.from, tenant.text)
	s.seller(&row, tenant.text)
	row.SetKnown("offer_id", "skuId", s.SKUID.Text)
	row.SetKnown("offer_name", "skuPartNumber", s.SKUPartNumber.Text)
	row.SetKnown("quantity", "totalLicenses", s.TotalLicenses.Text)
	row.SetKnown("status", "status", oneOf(s.Status.Text, map[string]string{
		"enabled": "active", "warning": "expired", "suspended": "disabled", "lockedout": "disabled", "deleted": "deleted",
	}))
	row.SetKnown("created", "createdDateTime", s.CreatedDateTime.Text)
	if Key(s.Status.Text) == "enabled" { // of other states the next one is no end of a term
		row.SetKnown("commitment_end", "nextLifecycleDateTime", endBefore(s.NextLifecycleDateTime.Text))
	}
	row.SetKnown("trial", "isTrial", s.IsTrial.Text)
	return []Row{row}, nil
}

// seller sets who sold the subscription. The owner is the partner that created it; one
// without an owner, or owned by the tenant itself, was bought by the customer, be it
// direct or by an agreement of its own.
//
// The SKU is a GUID of the directory, which must not be taken for an offer of the older
// csp catalogue: what a partner sold counts as new commerce until a source knows better.
func (s *companySubscription) seller(row *Row, tenant string) {
	const from = "ownerTenantId"
	owner := reconcile.CanonicalID(s.OwnerTenantID.Text)
	if owner == "" || owner == noGUID || owner == reconcile.CanonicalID(tenant) {
		return
	}
	row.Set("channel", from, string(reconcile.CSP))
	row.Set("seller_id", from, owner)
	row.Set("commerce", "", string(reconcile.NCE))
}
