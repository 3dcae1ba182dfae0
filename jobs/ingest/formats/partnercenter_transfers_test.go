package formats_test

import "testing"

const transfers = "partner-center-transfers"

func transfer(members string) string {
	return `{"id":"t1","customerTenantId":"` + contoso + `","status":"Pending",` + members + `}`
}

func TestTransferFields(t *testing.T) {
	checkTable(t, transfers, transfer, []tableRow{
		{`"createdTime":"2026-11-09T22:44:13.5411441Z","expirationTime":"2026-12-09T22:44:13Z"`, says{
			"transfer_id": "t1", "tenant_id": contoso, "status": "Pending", "created_at": "2026-11-09T22:44:13.5411441Z",
			"expires_at": "2026-12-09T22:44:13Z", "completed_at": absent, "subscription_ids": absent, "failed_subscription_ids": absent,
		}},
		{`"createdTime":"2026-11-09T22:44:13Z","expirationTime":null`, says{"expires_at": absent}},
		{`"partnertenantid":"` + ourPartner + `","sourcePartnerTenantId":"` + rival + `","targetPartnerTenantId":"` + ourPartner + `"`, says{
			"source_partner_id": rival, "target_partner_id": ourPartner,
		}},
		{`"partnertenantid":"` + ourPartner + `"`, says{"source_partner_id": absent, "target_partner_id": absent}},
		{`"status":"Complete","completedTime":"2026-11-20T10:00:00Z","lastModifiedTime":"2026-11-21T10:00:00Z"`, says{"completed_at": "2026-11-20T10:00:00Z"}},
		{`"status":"Complete","lastModifiedTime":"2026-11-21T10:00:00Z"`, says{"completed_at": absent}},
		{`"status":"Reject","completedTime":"2026-11-20T10:00:00Z"`, says{"completed_at": absent}},
	})
}

func TestTransferStatus(t *testing.T) {
	for given, want := range map[string]string{
		"Pending": "Pending", "InProgress": "InProgress", "Active": "InProgress", "active": "InProgress",
		"Complete": "Complete", "Completed": "Complete", "PartiallyComplete": "PartiallyComplete",
		"Cancel": "Cancel", "Cancelled": "Cancel", "Canceled": "Cancel", "Reject": "Reject", "Rejected": "Reject",
		"Expired": "Expired", "Failed": "Failed", "Sleeping": "Sleeping",
	} {
		got := read(t, transfers, aFile(), transfer(`"status":"`+given+`"`))
		says{"status": want}.check(t, got.one(t))
	}
}

// The kind of transfer is written in four ways, and changes nothing.
func TestTransferType(t *testing.T) {
	for _, kind := range []string{`3`, `"3"`, `"ModernAzure"`, `5`, `"5"`, `"NewCommerce"`, `0`, `null`} {
		got := read(t, transfers, aFile(), `[`+transfer(`"transferType":`+kind)+`]`)
		says{"transfer_id": "t1", "status": "Pending"}.check(t, got.one(t))
	}
}

func TestTransferItems(t *testing.T) {
	const a, b, c = "A0000000-0000-4000-8000-00000000000A", "b0000000-0000-4000-8000-00000000000b", "c0000000-0000-4000-8000-00000000000c"
	const al, abc = "a0000000-0000-4000-8000-00000000000a", "a0000000-0000-4000-8000-00000000000a;" + b + ";" + c
	checkTable(t, transfers, transfer, []tableRow{
		{`"lineItems":[]`, says{"subscription_ids": absent, "failed_subscription_ids": absent}},
		{`"lineItems":null`, says{"subscription_ids": absent}},
		{`"lineItems":[{"id":0,"subscriptionId":"` + a + `","quantity":0,"billingCycle":"unknown","productType":5,"addonItems":[]},{"id":0,"subscriptionId":"` + b + `"},{"subscriptionId":"` + c + `"}]`, says{
			"subscription_ids": abc, "failed_subscription_ids": absent,
		}},
		{`"status":"PartiallyComplete","lineItems":[{"subscriptionId":"` + a + `","status":"Failed","transferError":"has moved"},{"subscriptionId":"` + b + `","status":"Complete"},{"subscriptionId":"` + c + `","transferError":"no"}]`, says{
			"subscription_ids": abc, "failed_subscription_ids": al + ";" + c, "status": "PartiallyComplete",
		}},
		{`"lineItems":[{"subscriptionId":"` + a + `","transferError":{"code":4}},{"subscriptionId":"` + b + `","transferError":null},{"subscriptionId":"` + c + `","transferError":""}]`, says{"failed_subscription_ids": al}},
		{`"lineItems":[{"subscriptionId":"` + a + `","status":"Failed","addonItems":[{"subscriptionId":"` + b + `"},{"subscriptionId":"` + c + `","status":"Complete"}]}]`, says{
			"subscription_ids": abc, "failed_subscription_ids": al + ";" + b,
		}},
		{`"lineItems":[{"subscriptionId":"` + a + `"},{"subscriptionId":"` + al + `"},{"subscriptionId":""},{}]`, says{"subscription_ids": al}},
	})
}

func TestTransferRefused(t *testing.T) {
	checkRefusals(t, transfers, []refusal{
		{body: `{"customerTenantId":"` + contoso + `","status":"Pending"}`, why: "a transfer request without an id or a status"},
		{body: `{"id":"t1","customerTenantId":"` + contoso + `"}`, why: "a transfer request without an id or a status"},
		{body: transfer(`"status":" "`), why: "a transfer request without an id or a status"},
		{body: `{"id":"t1","status":"Pending"}`, why: "no tenant: "},
		{body: transfer(`"lineItems":[{"subscriptionId":"a;b"}]`), why: "lineItems.subscriptionId: "},
	})
	got := read(t, transfers, aFile(), `{"id":"t1","status":"Pending","links":{"self":{"uri":"/customers/`+contoso+`/transfers/t1"}}}`)
	says{"tenant_id": contoso}.check(t, got.one(t))
}

func FuzzTransfer(f *testing.F) {
	fuzzObject(f, transfers,
		transfer(`"lineItems":[{"subscriptionId":"a","transferError":{},"addonItems":[{"subscriptionId":"b"}]}]`),
		`{"id":1,"status":{},"customerTenantId":true,"lineItems":[null]}`)
}
