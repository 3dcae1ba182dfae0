package formats_test

import (
	"testing"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

const billing = "azure-billing-subscriptions"

// billed is a subscription of a billing account with properties.
func billed(properties string) string {
	return `{"id":"/providers/Microsoft.Billing/billingAccounts/a:b_2019-05-31/billingSubscriptions/s1","name":"s1",` +
		`"type":"Microsoft.Billing/billingAccounts/billingSubscriptions","properties":{"beneficiaryTenantId":"` + contoso + `",` + properties + `}}`
}

func TestBillingSubscription(t *testing.T) {
	checkTable(t, billing, billed, []tableRow{
		{`"subscriptionId":"` + bought + `","provisioningTenantId":"` + fabrikam + `"`, says{"subscription_id": bought, "tenant_id": contoso, "channel": absent}},
		{`"subscriptionId":"","beneficiaryTenantId":"","provisioningTenantId":"` + fabrikam + `"`, says{"subscription_id": "s1", "tenant_id": fabrikam}},
		{`"subscriptionId":" ","beneficiaryTenantId":" ","provisioningTenantId":" ` + fabrikam + ` "`, says{"subscription_id": "s1", "tenant_id": fabrikam}},
		{`"autoRenew":"On"`, says{"auto_renew": "true"}},
		{`"autoRenew":"Off"`, says{"auto_renew": "false"}},
		{`"autoRenew":null`, says{"auto_renew": absent, "end_of_term": absent, "cancellable_until": absent}},
		{`"termStartDate":"2026-10-01T00:00:00Z","termEndDate":"2027-10-01T00:00:00Z"`, says{"term_start": "2026-10-01T00:00:00Z", "commitment_end": "2027-09-30T23:59:59Z"}},
		{`"termEndDate":"2027-09-30T23:59:59.9999999Z"`, says{"commitment_end": "2027-09-30T23:59:59Z"}},
		{`"termDuration":"P1Y","billingFrequency":"P1M"`, says{"term": "P1Y", "billing_cycle": "monthly"}},
		{`"termDuration":"P3Y","billingFrequency":"P1Y"`, says{"term": "P3Y", "billing_cycle": "annual"}},
		{`"termDuration":"P0D","billingFrequency":"P3Y"`, says{"term": absent, "billing_cycle": "triennial"}},
		{`"billingFrequency":"OneTime"`, says{"billing_cycle": absent}},
		{`"billingFrequency":"P6M"`, says{"billing_cycle": "P6M"}},
		{`"productCategory":"SeatBased"`, says{"product_type": "license"}},
		{`"productCategory":"UsageBased","productType":"Usage based"`, says{"product_type": "usage"}},
		{`"productCategory":"ReservationOrder"`, says{"product_type": "usage"}},
		{`"productCategory":"SavingsPlanOrder"`, says{"product_type": "usage"}},
		{`"productType":"Software"`, says{"product_type": "software"}},
		{`"productCategory":"Other"`, says{"product_type": "Other"}},
		{`"skuDescription":"Azure Plan","skuId":"0001"`, says{"product_type": "usage", "offer_name": "Azure Plan"}},
		{`"skuDescription":"Azure Information Protection Premium P1"`, says{"product_type": absent}},
		{`"productTypeId":"CFQ7TTC0LH18","skuId":"0001","skuDescription":"Business Basic","displayName":"Berlin"`, says{
			"offer_id": "CFQ7TTC0LH18:0001", "offer_name": "Business Basic", "friendly_name": "Berlin",
		}},
		{`"productTypeId":"DZH318Z0BPS6"`, says{"offer_id": "DZH318Z0BPS6"}},
		{`"offerId":"MS-AZR-0003P","purchaseDate":"0001-01-01T00:00:00.0000000Z"`, says{"offer_id": "MS-AZR-0003P", "created": absent}},
		{`"quantity":12,"purchaseDate":"2025-10-01T16:55:39.4792007Z","suspensionReasons":[]`, says{"quantity": "12", "created": "2025-10-01T16:55:39.4792007Z"}},
		{`"systemOverrides":{"cancellation":"Allowed","cancellationAllowedEndDate":"2026-10-08T10:00:00Z"}`, says{"cancellable_until": "2026-10-08T10:00:00Z"}},
		{`"systemOverrides":null`, says{"cancellable_until": absent}},
		{`"systemOverrides":{"cancellationAllowedEndDate":"0001-01-01T00:00:00Z"}`, says{"cancellable_until": absent}},
	})
	checkRefusals(t, billing, []refusal{
		{body: `{"type":"x","properties":{"beneficiaryTenantId":"` + contoso + `"}}`, why: "properties.subscriptionId: "},
		{body: `{"name":"s1","properties":{}}`, why: "no tenant: "},
	})
}

// TestBillingAccount takes from the configuration what no body tells of the account.
func TestBillingAccount(t *testing.T) {
	file := aFile()
	file.Account = formats.Account{Channel: reconcile.MCAE, Type: reconcile.AccountMCA}
	got := read(t, billing, file, billed(`"status":"Active"`))
	says{"channel": "mca-e", "account_type": "mca"}.check(t, got.one(t))
	got = read(t, billing, aFile(), billed(`"status":"Active"`))
	says{"channel": absent, "account_type": absent}.check(t, got.one(t))
}

func TestBillingStatus(t *testing.T) {
	for given, want := range map[string]string{
		"Active": "active", "AutoRenew": "active", "Warned": "active", "Expiring": "active", "Expired": "expired",
		"Disabled": "disabled", "Suspended": "suspended", "Deleted": "deleted", "Cancelled": "deleted",
		"Failed": "Failed", "Other": "Other", "Unknown": "Unknown",
	} {
		for _, member := range []string{"status", "subscriptionBillingStatus"} {
			got := read(t, billing, aFile(), billed(`"`+member+`":"`+given+`"`))
			says{"status": want}.check(t, got.one(t))
		}
	}
}

func FuzzBillingSubscription(f *testing.F) {
	fuzzObject(f, billing, billed(`"status":"Active","termEndDate":"2027-10-01T00:00:00Z","systemOverrides":{"cancellationAllowedEndDate":"x"}`),
		`{"name":"s1","properties":{"termEndDate":"0001-01-01","provisioningTenantId":"`+contoso+`"}}`)
}
