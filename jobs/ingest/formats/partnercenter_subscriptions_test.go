package formats_test

import (
	"testing"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

const subscriptions = "partner-center-subscriptions"

// subscription is a body with an id and a tenant, and more members.
func subscription(members string) string {
	return `{"id":"` + bought + `","links":{"self":{"uri":"/customers/` + contoso + `/subscriptions/` + bought + `"}},` + members + `}`
}

// nce is the beginning of a licence of new commerce that ends on 30 September 2027.
const nce = `"productType":{"id":"OnlineServicesNCE"},"offerId":"CFQ7TTC0LH18:0001:CFQ7TTC0K971","quantity":20,"unitType":"Licenses",` +
	`"termDuration":"P1Y","commitmentEndDate":"2027-09-30T00:00:00Z",`

// The table of the documentation, field by field.
func TestSubscriptionFields(t *testing.T) {
	checkTable(t, subscriptions, subscription, []tableRow{
		{`"status":"active"`, says{
			"subscription_id": bought, "tenant_id": contoso, "channel": "csp", "seller_id": ourPartner, "status": "active",
			"commerce": absent, "product_type": absent, "auto_renew": absent, "trial": absent, "end_of_term": absent,
			"cancellable_until": absent, "commitment_end": absent, "renew_quantity": absent,
		}},
		{`"partnerId":"517285","effectiveStartDate":"2026-10-01T00:00:00Z"`, says{"seller_id": ourPartner, "term_start": absent}},
		{`"offerId":"CFQ7TTC0LH18:0001:CFQ7TTC0K971"`, says{"offer_id": "CFQ7TTC0LH18:0001", "product_type": absent}},
		{`"offerId":"CFQ7TTC0LH18:0001"`, says{"offer_id": "CFQ7TTC0LH18:0001"}},
		{`"offerId":"031C9E47-4802-4248-838E-778FB1D2CC05"`, says{"offer_id": "031C9E47-4802-4248-838E-778FB1D2CC05"}},
		{`"offerId":"MS-AZR-0145P","quantity":1,"unitType":"Usage-based"`, says{"offer_id": "MS-AZR-0145P", "product_type": "usage", "quantity": absent}},
		{`"offerName":"Microsoft 365 E3","friendlyName":"Berlin"`, says{"offer_name": "Microsoft 365 E3", "friendly_name": "Berlin"}},

		{`"quantity":20,"unitType":"Licenses"`, says{"quantity": "20"}},
		{`"quantity":20,"unitType":"License(s)","billingType":"license"`, says{"quantity": "20"}},
		{`"quantity":20,"unitType":"none"`, says{"quantity": "20"}},
		{`"quantity":20`, says{"quantity": "20"}},
		{`"quantity":20,"unitType":"Licenses","billingType":"usage"`, says{"quantity": absent}},
		{`"quantity":20,"unitType":"1 Hour"`, says{"quantity": absent}},

		{`"status":"on vacation"`, says{"status": "on vacation"}},
		{`"autoRenewEnabled":true`, says{"auto_renew": "true"}},
		{`"autoRenewEnabled":"False"`, says{"auto_renew": "False"}},
		{`"autoRenewEnabled":null`, says{"auto_renew": absent}},
		{`"isTrial":true`, says{"trial": "true"}},
		{`"termDuration":"P3Y"`, says{"term": "P3Y"}},
		{`"termDuration":"P5Y"`, says{"term": "P5Y"}},
		{`"termDuration":"P0D"`, says{"term": absent}},
		{`"termDuration":""`, says{"term": absent}},
		{`"creationDate":"2021-01-14T16:57:15.0966728Z"`, says{"created": "2021-01-14T16:57:15.0966728Z"}},
		{`"creationDate":"2015-11-25T06: 41: 12Z"`, says{"created": "2015-11-25T06: 41: 12Z"}}, // for the column to refuse
		{`"commitmentEndDate":"2027-01-13T00:00:00Z","commitmentEndDateTime":"2027-01-13T23:59:59Z"`, says{
			"commitment_end": "2027-01-13T00:00:00Z", "commitment_end_at": "2027-01-13T23:59:59Z",
		}},
		{`"commitmentEndDate":"9999-12-10T00:00:00Z"`, says{"commitment_end": "9999-12-10T00:00:00Z"}},
		{`"billingCycle":"Annual"`, says{"billing_cycle": "annual"}},
		{`"billingCycle":"triennial"`, says{"billing_cycle": "triennial"}},
		{`"billingCycle":"one_time"`, says{"billing_cycle": absent}},
		{`"billingCycle":"none"`, says{"billing_cycle": absent}},
		{`"billingCycle":"unknown"`, says{"billing_cycle": absent}},
		{`"billingCycle":"weekly"`, says{"billing_cycle": "weekly"}},
		{`"parentSubscriptionId":"50000000-0000-4000-8000-000000000009"`, says{"parent_id": "50000000-0000-4000-8000-000000000009"}},
		{`"OfferName":"Pascal","QUANTITY":"7","AutoRenewEnabled":"true"`, says{"offer_name": "Pascal", "quantity": "7", "auto_renew": "true"}},
		{`"suspensionReasons":["Fraud"],"refundOptions":null,"attributes":{"etag":"<etag>"}`, says{"status": absent}},
	})
}

// What is sold follows from the product, then from who publishes it and how it is billed.
func TestSubscriptionProduct(t *testing.T) {
	checkTable(t, subscriptions, subscription, []tableRow{
		{`"productType":{"id":"OnlineServicesNCE","displayName":"x"}`, says{"product_type": "license", "commerce": "nce"}},
		{`"productType":{"displayName":"OnlineServicesNCE"}`, says{"product_type": "license", "commerce": "nce"}},
		{`"productType":{"id":"OnlineServices"}`, says{"product_type": "license", "commerce": absent}},
		{`"productType":{"id":"Software"},"offerId":"DG7GMGF0FKZV:0003:DG7GMGF0DQLM"`, says{"product_type": "software", "commerce": absent}},
		{`"productType":{"id":"SoftwareSubscriptions"}`, says{"product_type": "software"}},
		{`"productType":{"id":"Perpetual"}`, says{"product_type": "software"}},
		{`"productType":{"id":"Azure"}`, says{"product_type": "usage"}},
		{`"productType":{"id":"AzureReservationsVM"}`, says{"product_type": "usage"}},
		{`"productType":{"id":"SaaS"}`, says{"product_type": "third-party"}},
		{`"productType":{"id":"Hardware"}`, says{"product_type": "Hardware"}},
		{`"productType":{"id":"Hardware"},"billingType":"usage"`, says{"product_type": "usage"}},
		{`"productType":null,"billingType":"license"`, says{"product_type": absent}},
		{`"isMicrosoftProduct":false,"publisherName":"Tailspin Toys"`, says{"product_type": "third-party"}},
		{`"isMicrosoftProduct":false`, says{"product_type": "third-party"}},
		{`"publisherName":"Tailspin Toys"`, says{"product_type": "third-party"}},
		{`"isMicrosoftProduct":false,"publisherName":"Microsoft Corporation"`, says{"product_type": absent}},
		{`"isMicrosoftProduct":true,"publisherName":"Tailspin Toys"`, says{"product_type": absent}},
	})
}

// Who sold it is unknown where no partner is configured.
func TestSubscriptionWithoutPartner(t *testing.T) {
	file := aFile()
	file.Partner = ""
	got := read(t, subscriptions, file, subscription(`"status":"active"`))
	says{"channel": "csp", "seller_id": absent}.check(t, got.one(t))
}

// The choice for the end of the term: the action decides, whatever auto-renew says.
func TestSubscriptionChoice(t *testing.T) {
	object := func(members string) string { return subscription(nce + members) }
	const actions = `"scheduledActions":`
	checkTable(t, subscriptions, object, []tableRow{
		{actions + `[{"scheduleType":"TermEnd","actionType":"Cancel"}]`, says{"end_of_term": "cancel", "commitment_end": "2027-09-30T00:00:00Z"}},
		{`"ScheduledActions":[{"ScheduledType":"TermEnd","ActionType":"RenewToExtendedServiceTerm"}]`, says{"end_of_term": "est"}},
		{actions + `[{"scheduleType":"TermEnd","actionType":"RenewToNewTerm"}]`, says{"end_of_term": "renew"}},
		{actions + `[{"scheduleType":"TermEnd","actionType":"Transition"}]`, says{"end_of_term": "renew"}},
		{actions + `[{"actionType":"cancel"}],"autoRenewEnabled":true`, says{"end_of_term": "cancel", "auto_renew": "true"}},
		{actions + `[{"actionType":"Hibernate"}]`, says{"end_of_term": "Hibernate"}},
		{actions + `[]`, says{"end_of_term": ""}},
		{actions + `null`, says{"end_of_term": ""}},
		{`"autoRenewEnabled":false`, says{"end_of_term": absent}},

		// Of two that contradict each other the one that loses more counts.
		{actions + `[{"actionType":"RenewToNewTerm"},{"actionType":"Cancel"}]`, says{"end_of_term": "cancel"}},
		{actions + `[{"actionType":"RenewToExtendedServiceTerm"},{"actionType":"RenewToNewTerm"}]`, says{"end_of_term": "est"}},
		{actions + `[{"actionType":"Hibernate"},{"actionType":"RenewToNewTerm"}]`, says{"end_of_term": "renew"}},

		// A cancel on a day of its own ends the subscription on that day.
		{actions + `[{"scheduleType":"CustomDate","actionType":"Cancel","effectiveDate":"2027-03-15T00:00:00Z"}],"commitmentEndDateTime":"2027-09-30T23:59:59Z"`, says{
			"end_of_term": "cancel", "commitment_end": "2027-03-15T23:59:59Z", "commitment_end_at": absent,
		}},
		{actions + `[{"scheduledType":"customDate","actionType":"Cancel","effectiveDate":"2027-09-30"}]`, says{"end_of_term": "cancel", "commitment_end": "2027-09-30T00:00:00Z"}},
		{actions + `[{"scheduleType":"CustomDate","actionType":"Cancel","effectiveDate":"2027-10-05"}]`, says{"end_of_term": "cancel", "commitment_end": "2027-09-30T00:00:00Z"}},
		{actions + `[{"scheduleType":"CustomDate","actionType":"Cancel"}]`, says{"end_of_term": "cancel", "commitment_end": "2027-09-30T00:00:00Z"}},
		{actions + `[{"scheduleType":"TermEnd","actionType":"Cancel"},{"scheduleType":"CustomDate","actionType":"Cancel","effectiveDate":"2027-05-02"},` +
			`{"scheduleType":"CustomDate","actionType":"Cancel","effectiveDate":"2027-04-01"}]`, says{"commitment_end": "2027-04-01T23:59:59Z"}},
		{actions + `[{"scheduleType":"CustomDate","actionType":"RenewToNewTerm","effectiveDate":"2027-10-01"}]`, says{"end_of_term": "renew"}},
		{actions + `[{"scheduleType":"CustomDate","actionType":"Transition","effectiveDate":"2027-02-01","instructions":{"quantity":5}}]`, says{
			"end_of_term": "", "commitment_end": "2027-09-30T00:00:00Z", "renew_quantity": "",
		}},
		{`"offerId":"031c9e47-4802-4248-838e-778fb1d2cc05","productType":{"id":"OnlineServices"},` + actions + // the older catalogue: E is the day before
			`[{"scheduleType":"CustomDate","actionType":"Cancel","effectiveDate":"2027-09-29"}]`, says{"commitment_end": "2027-09-30T00:00:00Z"}},
	})
	checkRefusals(t, subscriptions, []refusal{
		{body: object(actions + `[{"actionType":""}]`), why: "scheduledActions.actionType: "},
		{body: object(actions + `[{"actionType":"Cancel","effectiveDate":"soon"}]`), why: "scheduledActions.effectiveDate: "},
	})
}

// What is scheduled to differ after the renewal; an empty cell says that nothing is.
func TestSubscriptionRenewal(t *testing.T) {
	object := func(members string) string { return subscription(nce + members) }
	const as = `{"product":{"productId":"CFQ7TTC0LF8Q","skuId":"0001","availabilityId":"x","termDuration":"P1M"},"quantity":15}`
	const same = `{"product":{"productId":"cfq7ttc0lh18","skuId":"0001","termDuration":"P1Y"},"quantity":20,"customTermEndDate":null}`
	changed := says{"renew_quantity": "15", "renew_offer_id": "CFQ7TTC0LF8Q:0001", "renew_term": "P1M"}
	nothing := says{"renew_quantity": "", "renew_offer_id": "", "renew_term": ""}
	unknown := says{"renew_quantity": absent, "renew_offer_id": absent, "renew_term": absent, "end_of_term": absent}
	checkTable(t, subscriptions, object, []tableRow{
		{`"scheduledActions":[{"actionType":"RenewToNewTerm","instructions":` + as + `}]`, changed},
		{`"scheduledActions":[{"actionType":"Transition","instructions":` + as + `}]`, changed},
		{`"scheduledActions":[{"actionType":"RenewToNewTerm","instructions":` + same + `}]`, nothing},
		{`"scheduledActions":[{"actionType":"RenewToNewTerm","instructions":` + as + `},{"actionType":"Transition"}]`, changed}, // the first of two alike
		{`"scheduledActions":[{"actionType":"RenewToNewTerm"}]`, nothing},
		{`"scheduledActions":[{"actionType":"Cancel","instructions":` + as + `}]`, nothing},
		{`"scheduledActions":[]`, nothing},
		{`"autoRenewEnabled":true,"scheduledNextTermInstructions":` + as, changed},
		{`"autoRenewEnabled":false,"scheduledNextTermInstructions":` + as, nothing},
		{`"scheduledNextTermInstructions":` + as, nothing},
		{`"autoRenewEnabled":true,"scheduledActions":[],"scheduledNextTermInstructions":` + as, nothing},
		{`"autoRenewEnabled":true,"scheduledActions":[{"actionType":"Cancel"}],"scheduledNextTermInstructions":` + as, nothing},
		{`"autoRenewEnabled":true`, unknown},
		{`"autoRenewEnabled":true,"scheduledNextTermInstructions":null`, unknown},
		{`"autoRenewEnabled":true,"scheduledNextTermInstructions":{"quantity":15}`, says{"renew_quantity": "15", "renew_offer_id": "", "renew_term": "", "end_of_term": absent}},
	})
}

// A member that the file leaves out says "none" only where another row of the customer
// shows that the file has it.
func TestSubscriptionMissingMembers(t *testing.T) {
	other := func(tenant, members string) string {
		return `{"id":"50000000-0000-4000-8000-000000000002","links":{"self":{"uri":"/customers/` + tenant + `/subscriptions/s2"}},` + members + `}`
	}
	for name, c := range map[string]struct {
		row, other string
		want       says
	}{
		"nothing shows it":                 {nce + `"isTrial":false`, other(contoso, nce+`"isTrial":false`), says{"end_of_term": absent, "cancellable_until": absent}},
		"actions of the customer":          {nce + `"isTrial":false`, other(contoso, nce+`"scheduledActions":null`), says{"end_of_term": "", "renew_term": "", "cancellable_until": absent}},
		"actions of another customer":      {nce + `"isTrial":false`, other(fabrikam, nce+`"scheduledActions":[]`), says{"end_of_term": absent}},
		"a window of the customer":         {nce + `"isTrial":false`, other(contoso, nce+`"cancellationAllowedUntilDate":"2026-10-08T10:00:00Z"`), says{"cancellable_until": "", "end_of_term": absent}},
		"a null window of the customer":    {nce + `"isTrial":false`, other(contoso, nce+`"cancellationAllowedUntilDate":null`), says{"cancellable_until": ""}},
		"a window of another customer":     {nce + `"isTrial":false`, other(fabrikam, nce+`"cancellationAllowedUntilDate":null`), says{"cancellable_until": absent}},
		"a window of software":             {nce + `"isTrial":false`, other(contoso, `"productType":{"id":"Software"},"cancellationAllowedUntilDate":"2026-10-08T10:00:00Z"`), says{"cancellable_until": absent}},
		"a row of the older catalogue":     {`"offerId":"031c9e47-4802-4248-838e-778fb1d2cc05"`, other(contoso, nce+`"cancellationAllowedUntilDate":null`), says{"cancellable_until": absent}},
		"a null window of it":              {`"offerId":"031c9e47-4802-4248-838e-778fb1d2cc05","cancellationAllowedUntilDate":null`, other(contoso, `"quantity":1`), says{"cancellable_until": absent}},
		"its own window":                   {nce + `"cancellationAllowedUntilDate":"2026-10-08T10:00:00.123Z"`, other(contoso, `"quantity":1`), says{"cancellable_until": "2026-10-08T10:00:00.123Z"}},
		"its own null window":              {nce + `"cancellationAllowedUntilDate":null`, other(contoso, `"quantity":1`), says{"cancellable_until": ""}},
		"a colon tells new commerce, too":  {`"offerId":"CFQ7TTC0LH18:0001","cancellationAllowedUntilDate":null`, other(contoso, `"quantity":1`), says{"cancellable_until": ""}},
		"a renewal on without any actions": {nce + `"autoRenewEnabled":true,"scheduledNextTermInstructions":{"quantity":3}`, other(contoso, nce+`"scheduledActions":[]`), says{"end_of_term": "", "renew_quantity": "3"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, subscriptions, aFile(), `[`+subscription(c.row)+`,`+c.other+`]`)
			if len(got.rows) != 2 {
				t.Fatalf("%d rows, problems %q", len(got.rows), got.problems)
			}
			c.want.check(t, &got.rows[0])
		})
	}
}

// A collection whose address alone names the tenant: it is known only when the whole body
// has been looked at.
func TestSubscriptionMissingMembersOfCollection(t *testing.T) {
	part := onlyPart(t, subscriptions)
	file := aFile()
	bare := formats.NewObject(file, 1, []byte(`{"id":"`+bought+`",`+nce+`"isTrial":false}`))
	telling := formats.NewObject(file, 2, []byte(`{"id":"s2",`+nce+`"scheduledActions":[],"cancellationAllowedUntilDate":null}`))
	part.Survey(file, bare)
	part.Survey(file, telling)
	file.Tenant = contoso
	rows, err := part.Translate(bare)
	if err != nil || len(rows) != 1 {
		t.Fatalf("%v, %v", rows, err)
	}
	says{"tenant_id": contoso, "end_of_term": "", "cancellable_until": ""}.check(t, &rows[0])
}

// A member that an earlier file of the customer had is not there any more.
func TestSubscriptionMembersToldBefore(t *testing.T) {
	for name, c := range map[string]struct {
		told    reconcile.Fields
		absence formats.Absence
		want    says
	}{
		"nothing":           {0, formats.AbsentAuto, says{"end_of_term": absent, "cancellable_until": absent, "renew_term": absent}},
		"choices":           {reconcile.FieldsOf(reconcile.FieldEndOfTerm), formats.AbsentAuto, says{"end_of_term": "", "cancellable_until": absent, "renew_term": ""}},
		"a window":          {reconcile.FieldsOf(reconcile.FieldCancellableUntil), formats.AbsentAuto, says{"end_of_term": absent, "cancellable_until": ""}},
		"nothing, always":   {0, formats.AbsentAlways, says{"end_of_term": "", "cancellable_until": absent, "renew_term": ""}},
		"everything, never": {reconcile.AllFields(), formats.AbsentNever, says{"end_of_term": absent, "cancellable_until": "", "renew_term": absent}},
	} {
		t.Run(name, func(t *testing.T) {
			file := aFile()
			file.ScheduledActions = c.absence
			file.Told = map[string]reconcile.Fields{contoso: c.told, fabrikam: reconcile.AllFields()}
			got := read(t, subscriptions, file, subscription(nce+`"isTrial":false`))
			c.want.check(t, got.one(t))
		})
	}
}

func TestSubscriptionRefused(t *testing.T) {
	checkRefusals(t, subscriptions, []refusal{
		{body: `{"status":"active","links":{"self":{"uri":"/customers/` + contoso + `/subscriptions/x"}}}`, why: "id: a subscription without an id"},
		{body: `{"id":"` + bought + `"}`, why: "no tenant: "},
		{body: `{"id":"` + bought + `","links":{"self":{"uri":"/subscriptions?key=<key>"}}}`, why: "no tenant: "},
	})
}

func FuzzSubscription(f *testing.F) {
	fuzzObject(f, subscriptions,
		subscription(nce+`"scheduledActions":[{"scheduleType":"CustomDate","actionType":"Cancel","effectiveDate":"2027-03-15T00:00:00Z"}],"cancellationAllowedUntilDate":null`),
		subscription(`"scheduledNextTermInstructions":{"product":{"productId":"a","skuId":"b","termDuration":"P1M"},"quantity":-1},"autoRenewEnabled":true`),
		`{"id":["x"],"links":{"self":{"uri":"/customers/"}},"quantity":1e400}`)
}
