package formats_test

import (
	"testing"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

const (
	transitions = "partner-center-transitions"
	upgraded    = "50000000-0000-4000-8000-000000000001"
	became      = "50000000-0000-4000-8000-000000000003"
	alsoBecame  = "50000000-0000-4000-8000-000000000004"
)

// ofContoso is a list of transitions with the address of a customer's.
func ofContoso(items string) string {
	return `{"items":[` + items + `],"links":{"self":{"uri":"/v1/customers/` + contoso + `/transitions"}}}`
}

func to(id, rest string) string {
	return `{"fromSubscriptionId":"` + upgraded + `","toSubscriptionId":"` + id + `",` + rest + `}`
}

func TestTransition(t *testing.T) {
	const done = `"status":"completed"`
	for name, c := range map[string]struct{ body, want string }{
		"completed":              {ofContoso(to(became, done)), became},
		"in PascalCase":          {ofContoso(`{"FromSubscriptionId":"{` + upgraded + `}","ToSubscriptionId":"` + became + `","Status":"Completed"}`), became},
		"by its conversion":      {ofContoso(to(became, `"events":[{"name":"Conversion","status":"Started "},{"name":"Conversion","status":"Completed "}]`)), became},
		"licences were not left": {ofContoso(to(became, `"events":[{"name":"Conversion","status":"Completed"},{"name":"SeatReassignment","status":"Failed"}]`)), became},
		"twice": {
			ofContoso(to(became, done) + "," + to(alsoBecame, done) + "," + to(became, done)), became + ";" + alsoBecame + ";" + became,
		},
		"under a name of their own": {
			`{"transition":[` + to(became, done) + `,` + to("", done) + `],"links":{"self":{"uri":"/v1/customers/` + contoso + `/subscriptions"}}}`, became,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, transitions, aFile(), c.body)
			says{"subscription_id": upgraded, "tenant_id": contoso, "successors": c.want}.check(t, got.one(t))
		})
	}
	checkRefusals(t, transitions, []refusal{
		{body: to(became, done), why: "no tenant: "},
		{body: ofContoso(`{"toSubscriptionId":"` + became + `",` + done + `}`), why: "fromSubscriptionId: "},
		{body: ofContoso(to("a;b", done)), why: "toSubscriptionId: "},
		{body: ofContoso(to(became, `"events":[]`)), why: "a transition that is not completed", skip: true},
		{body: ofContoso(to(became, `"status":"inProgress","events":[{"name":"Conversion","status":"InProgress"}]`)), why: "a transition that is not completed", skip: true},
		{body: ofContoso(to(became, `"events":[{"name":"SeatReassignment","status":"Completed"}]`)), why: "a transition that is not completed", skip: true},
		{body: ofContoso(to("", done)), why: "an upgrade under the same id", skip: true},
		{body: ofContoso(to(upgraded, done)), why: "an upgrade under the same id", skip: true},
		{body: `{"transition":[],"links":{"self":{"uri":"/v1/customers/` + contoso + `/subscriptions"}}}`, why: "no transitions", skip: true},
	})
}

// A call for one subscription need not be told which one it was.
func TestTransitionOfTheCall(t *testing.T) {
	file := aFile()
	file.Subscription = upgraded
	got := read(t, transitions, file, ofContoso(`{"toSubscriptionId":"`+became+`","status":"completed"}`))
	says{"subscription_id": upgraded, "successors": became}.check(t, got.one(t))
}

// Which subscriptions may have been upgraded, on 2026-11-30.
func TestMayBeUpgraded(t *testing.T) {
	body := func(members string) string {
		return `{"id":"{` + upgraded + `}","offerId":"CFQ7TTC0LH18:0001:CFQ7TTC0K971","commitmentEndDate":"2026-12-31T00:00:00Z",` + members + `}`
	}
	for members, want := range map[string]bool{
		`"status":"active"`:                      false,
		`"status":"Pending"`:                     false,
		`"status":"expired"`:                     false,
		`"status":"deleted"`:                     true,
		`"Status":"Suspended"`:                   true,
		`"status":"disabled"`:                    true,
		`"status":"none"`:                        true,
		`"quantity":5`:                           true,
		`"status":"deleted","id":"../customers"`: false,
		`"status":"deleted","id":null`:           false,
		`"status":"deleted","offerId":"031c9e47-4802-4248-838e-778fb1d2cc05"`: false,
		`"status":"deleted","offerId":"MS-AZR-0145P"`:                         false,
		`"status":"deleted","billingType":"usage"`:                            false,
		`"status":"deleted","productType":{"id":"Azure"}`:                     false,
		`"status":"deleted","productType":{"id":"OnlineServicesNCE"}`:         true,
		`"status":"deleted","productType":{"id":"Software"}`:                  false,
		`"status":"deleted","commitmentEndDate":"2026-09-01T00:00:00Z"`:       true,
		`"status":"deleted","commitmentEndDate":"2026-08-31T00:00:00Z"`:       false,
		`"status":"disabled","commitmentEndDate":"2025-11-30T00:00:00Z"`:      true,
		`"status":"disabled","commitmentEndDate":"2025-11-29T00:00:00Z"`:      false,
		`"status":"deleted","commitmentEndDate":null`:                         true,
		`"status":"deleted","links":[]`:                                       false,
	} {
		id, may := formats.MayBeUpgraded([]byte(body(members)), reconcile.NewDay(2026, 11, 30))
		if may != want || may && id != upgraded {
			t.Errorf("%s: %q %v, want %v", members, id, may, want)
		}
	}
}

func FuzzTransition(f *testing.F) {
	fuzzObject(f, transitions, to(became, `"status":"completed"`), `{"transition":[`+to(became, `"events":[{"name":"Conversion","status":"Completed"}]`)+`]}`)
}
