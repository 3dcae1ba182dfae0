package formats_test

import "testing"

const agreements = "partner-center-agreements"

// agreementsOf is the collection of a customer.
func agreementsOf(items string) string {
	return `{"totalCount":1,"items":[` + items + `],"links":{"self":{"uri":"/v1/customers/` + contoso + `/agreements"}}}`
}

func TestAgreement(t *testing.T) {
	checkTable(t, agreements, agreementsOf, []tableRow{
		{`{"type":"MicrosoftCustomerAgreement","templateId":"x","dateAgreed":"2024-05-06T00:00:00"}`, says{"tenant_id": contoso, "agreement_accepted": "2024-05-06T00:00:00"}},
		{`{"Type":"microsoftCustomerAgreement","DateAgreed":"2018-03-13T00:00:00Z"}`, says{"agreement_accepted": "2018-03-13T00:00:00Z"}},
		{`{"type":"MicrosoftCustomerAgreement","dateAgreed":"2019-03-13"},{"type":"MicrosoftCustomerAgreement","dateAgreed":"2024-05-06T00:00:00Z"}`, says{"agreement_accepted": "2024-05-06T00:00:00Z"}},
		{`{"type":"MicrosoftCustomerAgreement","dateAgreed":"2024-05-06T00:00:00Z"},{"type":"MicrosoftCustomerAgreement","dateAgreed":"2019-03-13"}`, says{"agreement_accepted": "2024-05-06T00:00:00Z"}},
		{`{"type":"MicrosoftCustomerAgreement","dateAgreed":"May"},{"type":"MicrosoftCustomerAgreement","dateAgreed":"2019-03-13"}`, says{"agreement_accepted": "May"}},
		{`{"type":"MicrosoftCustomerAgreement","dateAgreed":"2019-03-13"},{"type":"MicrosoftCustomerAgreement","dateAgreed":"May"}`, says{"agreement_accepted": "May"}},
	})
	checkRefusals(t, agreements, []refusal{
		{body: agreementsOf(`{"type":"MicrosoftCloudAgreement","dateAgreed":"2024-05-06T00:00:00Z"}`), why: "no Microsoft Customer Agreement", skip: true},
		{body: agreementsOf(`{"dateAgreed":"2024-05-06T00:00:00Z"}`), why: "no Microsoft Customer Agreement", skip: true},
		{body: agreementsOf(`{"type":"MicrosoftCustomerAgreement"}`), why: "dateAgreed: "},
		{body: `{"type":"MicrosoftCustomerAgreement","dateAgreed":"2024-05-06"}`, why: "no tenant: "},
		{body: `{"isSigned":true}`, why: "no tenant: "},
	})
}

func TestAgreementSigned(t *testing.T) {
	file := aFile()
	file.Tenant = contoso
	got := read(t, agreements, file, `{"isSigned":true}`)
	says{"tenant_id": contoso, "agreement_accepted": "true"}.check(t, got.one(t))

	// Who has not signed may have told a partner so.
	got = read(t, agreements, file, `{"isSigned":false}`)
	if len(got.rows) != 0 || len(got.problems) != 0 || len(got.skipped) != 1 {
		t.Errorf("%d rows, problems %q, skipped %v", len(got.rows), got.problems, got.skipped)
	}
}

func FuzzAgreement(f *testing.F) {
	fuzzObject(f, agreements, `{"type":"MicrosoftCustomerAgreement","dateAgreed":"2024-05-06T00:00:00"}`, `{"isSigned":"true"}`)
}
