package formats

import (
	"cmp"

	"handover/reconcile"
)

// azureBillingSubscriptions are the subscriptions of a billing account, as
// GET …/Microsoft.Billing/billingAccounts/{id}/billingSubscriptions lists them in API
// version 2024-04-01, and with the older names of properties.
// Source: https://learn.microsoft.com/rest/api/billing/billing-subscriptions
func azureBillingSubscriptions() Format {
	return Format{
		Name:   "azure-billing-subscriptions",
		Source: "azure-billing",
		Title:  "Subscriptions of a billing account from the Azure Billing API (Microsoft Customer Agreement, web-direct)",
		Lacks:  "the channel and the kind of the billing account, which the configuration tells (channel and account_type of sources.azure-billing); the choice for the end of the term; prices and assigned licences",
		Body:   JSON,
		Recognises: func(s *Sample) bool {
			rec := NewObject(nil, 0, s.JSON)
			kind, _ := rec.Get("type")
			return s.Has("properties", "name") && reconcile.Fold(kind) == "microsoft.billing/billingaccounts/billingsubscriptions"
		},
		Parts: []Part{{
			Kind: reconcile.SubscriptionRows,
			Columns: []string{
				"subscription_id", "tenant_id", "channel", "account_type", "product_type", "offer_id", "offer_name", "friendly_name", "quantity", "status",
				"auto_renew", "term", "term_start", "created", "commitment_end", "cancellable_until", "billing_cycle",
			},
			Translate: translateBillingSubscription,
		}},
	}
}

// Account is what is known of a billing account and no body of its subscriptions tells:
// how they were bought, and of which kind it is. Empty is unknown.
type Account struct {
	Channel reconcile.Channel
	Type    reconcile.AccountType
}

type billingBody struct {
	Name       Value
	Properties struct {
		SubscriptionID, BeneficiaryTenantID, ProvisioningTenantID  Value
		AutoRenew, TermDuration, TermStartDate, TermEndDate        Value
		BillingFrequency, ProductCategory, ProductType             Value
		ProductTypeID, SKUID, OfferID, SKUDescription, DisplayName Value
		Quantity, PurchaseDate, Status, SubscriptionBillingStatus  Value
		SystemOverrides                                            struct{ CancellationAllowedEndDate Value }
	}
}

func translateBillingSubscription(rec *Record) ([]Row, error) {
	var b billingBody
	err := readBody(rec, &b)
	p := &b.Properties
	id := told{p.SubscriptionID.Text, "properties.subscriptionId"}
	if id.text == "" {
		id = told{b.Name.Text, "name"}
	}
	if err == nil && id.text == "" {
		err = &Problem{"properties.subscriptionId", "a subscription without an id; export the body as the API gives it"}
	}
	tenant, homeless := tenantOf(rec.File, told{p.BeneficiaryTenantID.Text, "properties.beneficiaryTenantId"},
		told{p.ProvisioningTenantID.Text, "properties.provisioningTenantId"})
	err = cmp.Or(err, homeless)
	if err != nil {
		return refuse(tenant, err)
	}
	var row Row
	row.Set("subscription_id", id.from, id.text)
	row.Set("tenant_id", tenant.from, tenant.text)
	row.SetKnown("channel", "", string(rec.File.Account.Channel))
	row.SetKnown("account_type", "", string(rec.File.Account.Type))
	b.describe(&row)
	b.date(&row)
	return []Row{row}, nil
}

// describe sets what is sold, and its state.
func (b *billingBody) describe(row *Row) {
	p := &b.Properties
	kind, from := p.ProductCategory.Text, "properties.productCategory"
	if kind == "" {
		kind, from = p.ProductType.Text, "properties.productType"
	}
	if kind == "" && isAzurePlan(p.SKUDescription.Text) { // of older API versions
		kind, from = "usagebased", "properties.skuDescription"
	}
	row.SetKnown("product_type", from, oneOf(kind, map[string]string{
		"seatbased": "license", "usagebased": "usage", "reservationorder": "usage", "savingsplanorder": "usage",
		"software": "software",
	}))
	switch {
	case p.ProductTypeID.Text != "" && p.SKUID.Text != "":
		row.Set("offer_id", "properties.productTypeId, skuId", p.ProductTypeID.Text+":"+p.SKUID.Text)
	case p.OfferID.Text != "": // of the older billing accounts, such as MS-AZR-0003P
		row.Set("offer_id", "properties.offerId", p.OfferID.Text)
	default:
		row.SetKnown("offer_id", "properties.productTypeId", p.ProductTypeID.Text)
	}
	row.SetKnown("offer_name", "properties.skuDescription", p.SKUDescription.Text)
	row.SetKnown("friendly_name", "properties.displayName", p.DisplayName.Text)
	row.SetKnown("quantity", "properties.quantity", p.Quantity.Text)

	status, from := p.Status.Text, "properties.status"
	if status == "" {
		status, from = p.SubscriptionBillingStatus.Text, "properties.subscriptionBillingStatus"
	}
	// What stands for no state (Failed, Other, Unknown) stays as it is: it is reported.
	row.SetKnown("status", from, oneOf(status, map[string]string{
		"active": "active", "autorenew": "active", "warned": "active", "warning": "active", "expiring": "active",
		"expired": "expired", "disabled": "disabled", "suspended": "suspended", "deleted": "deleted", "cancelled": "deleted", "canceled": "deleted",
	}))
}

// date sets the term, its end and what happens then. Whether the end is the last day or
// the moment after it is not documented: a midnight ends the day before.
func (b *billingBody) date(row *Row) {
	p := &b.Properties
	row.SetKnown("auto_renew", "properties.autoRenew", oneOf(p.AutoRenew.Text, map[string]string{"on": "true", "off": "false"}))
	row.SetKnown("term", "properties.termDuration", termOf(p.TermDuration.Text))
	row.SetKnown("term_start", "properties.termStartDate", dateIn(p.TermStartDate))
	row.SetKnown("created", "properties.purchaseDate", dateIn(p.PurchaseDate))
	row.SetKnown("commitment_end", "properties.termEndDate", endBefore(p.TermEndDate.Text))
	row.SetKnown("cancellable_until", "properties.systemOverrides.cancellationAllowedEndDate",
		dateIn(p.SystemOverrides.CancellationAllowedEndDate))
	row.SetKnown("billing_cycle", "properties.billingFrequency", oneOf(p.BillingFrequency.Text, map[string]string{
		"p1m": "monthly", "p1y": "annual", "p3y": "triennial", "onetime": "",
	}))
}

// dateIn returns the text of a date, none for the year 1, which stands for "no date" here.
func dateIn(v Value) string {
	if at, readable := instantOf(v.Text); readable && at.IsZero() {
		return ""
	}
	return v.Text
}
