package formats_test

import "testing"

const customers = "partner-center-customers"

func TestCustomerFields(t *testing.T) {
	object := func(members string) string { return `{"id":"` + contoso + `",` + members + `}` }
	checkTable(t, customers, object, []tableRow{
		{`"companyProfile":{"tenantId":"` + fabrikam + `","domain":"fabrikam.example","companyName":"Fabrikam"},"relationshipToPartner":"reseller"`, says{
			"tenant_id": fabrikam, "name": "Fabrikam", "domain": "fabrikam.example", "relationship": "reseller", "country": absent,
		}},
		{`"companyProfile":{"tenantId":"<guid>","companyName":""}`, says{"tenant_id": contoso, "name": absent, "relationship": absent}},
		{`"companyProfile":null`, says{"tenant_id": contoso}},
		{`"companyProfile":{"address":{"country":"US"}}`, says{"country": absent}},
		{`"companyProfile":{"address":{"country":"US"}},"billingProfile":{"defaultAddress":{"country":"DE"}}`, says{"country": "DE"}},
		{`"billingProfile":{"firstName":"x","defaultAddress":null}`, says{"country": absent}},
		{`"relationshipToPartner":"microsoft_support","allowDelegatedAccess":true`, says{"relationship": "microsoft_support", "delegated_admin": absent}},
		{`"relationshipToPartner":"friend"`, says{"relationship": "friend"}},
		{`"CompanyProfile":{"TenantId":"` + fabrikam + `","CompanyName":"Fabrikam"}`, says{"tenant_id": fabrikam, "name": "Fabrikam"}},
	})
	checkRefusals(t, customers, []refusal{{body: `{"companyProfile":{"tenantId":"<guid>"}}`, why: "id: a customer without an id"}})
}

// The same customer may be listed twice.
func TestCustomerTwice(t *testing.T) {
	got := read(t, customers, aFile(), `{"totalCount":37,"items":[
		{"id":"`+contoso+`","companyProfile":{"companyName":"Contoso"},"relationshipToPartner":"advisor"},
		{"id":"`+contoso+`","companyProfile":{"companyName":"Contoso again","domain":"contoso.example"},"relationshipToPartner":"Reseller"},
		{"id":"`+contoso+`","relationshipToPartner":"none"}]}`)
	says{"name": "Contoso", "domain": "contoso.example", "relationship": "Reseller"}.check(t, got.one(t))
}

func FuzzCustomer(f *testing.F) {
	fuzzObject(f, customers,
		`{"id":"`+contoso+`","companyProfile":{"tenantId":"<guid>"},"billingProfile":{"defaultAddress":{"country":7}}}`,
		`{"ID":null,"companyProfile":[]}`)
}
